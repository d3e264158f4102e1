//! Changes of an asset: each names the version it follows, and may take more than one controller.

use msez_core::SubjectId;
use msez_runtime_api::AssetView;
use serde::Serialize;
use subxt::{rpcs::rpc_params, tx::Payload};

use crate::{
    account::Account,
    chain::{api, Chain, Finalized},
    commands::{From, Global},
    failure::{Failure, Outcome},
    output::Output,
};

/// What a change needs.
#[derive(Debug, clap::Args)]
pub struct Change {
    /// The asset.
    asset: SubjectId,
    /// The version that the change follows; it is refused if the asset has another by then. Otherwise the present one is
    /// read from the chain; who is no controller, such as the authority of the asset's home, then names none.
    #[arg(long, value_name = "NUMBER")]
    expected_version: Option<u64>,
    #[command(flatten)]
    from: From,
}

/// A change that is about to be made.
pub struct Begun {
    /// The chain.
    pub chain: Chain,
    /// Of what.
    pub asset: SubjectId,
    account: Account,
    view: AssetView,
    expected_version: Option<u64>,
    output: Output,
}

/// What became of a change.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// Of what.
    pub asset: SubjectId,
    /// Whether it was carried out, or noted as one agreement of several.
    pub carried_out: bool,
    /// How many have agreed, where it was noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<u8>,
    /// How many it takes, where it was noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<u8>,
    /// The asset's version now; where it was noted, the one that the agreement holds for.
    pub version: u64,
    /// What the registry of assets told about it.
    pub events: Vec<String>,
    /// The transaction.
    #[serde(flatten)]
    pub finalized: Finalized,
}

impl Change {
    /// Reads the asset as it is now.
    pub async fn begin(self, global: &Global) -> Outcome<Begun> {
        let Self { asset, expected_version, from } = self;
        let account = from.account()?;
        let begun = Begun::new(global.chain().await?, global.output(), asset, account).await?;
        Ok(Begun { expected_version, ..begun })
    }
}

impl Begun {
    /// A change of the asset as it is now.
    pub async fn new(chain: Chain, output: Output, asset: SubjectId, account: Account) -> Outcome<Self> {
        let view = chain.ask("msez_asset", rpc_params![asset]).await?;
        Ok(Self { chain, asset, account, view, expected_version: None, output })
    }

    /// The version that the change follows.
    pub fn version(&self) -> u64 {
        self.expected_version.unwrap_or(self.view.version)
    }

    /// The same; none for who is not a controller: an authority could otherwise be outrun.
    pub fn version_if_controller(&self) -> Option<u64> {
        let id = self.account.id();
        let is_controller = self.view.control.controllers.iter().any(|one| one.account == id);
        self.expected_version.or(is_controller.then_some(self.view.version))
    }

    /// The version of the offer that waits.
    pub fn version_of_offer(&self) -> Outcome<u64> {
        self.expected_version
            .or(self.view.offer.as_ref().map(|offer| offer.version))
            .ok_or_else(|| Failure::NotFound("control of the asset is not offered".into()))
    }

    /// The version of the announcement that waits.
    pub fn version_of_recovery(&self) -> Outcome<u64> {
        self.expected_version
            .or(self.view.recovery.as_ref().map(|recovery| recovery.version))
            .ok_or_else(|| Failure::NotFound("no recovery of the asset waits".into()))
    }

    /// Submits the change and waits for finality.
    pub async fn submit(&self, what: &str, call: &impl Payload) -> Outcome<Changed> {
        let (finalized, events) = self.chain.submit(what, call, &self.account).await?;
        let unread = |e: &dyn std::fmt::Display| Failure::Version(format!("{what}: {e}"));
        let mut names = Vec::new();
        for event in events.iter() {
            let event = event.map_err(|e| unread(&e))?;
            if event.pallet_name() == "SmartAssets" {
                names.push(event.event_name().to_owned());
            }
        }
        let noted = events.find_first::<api::smart_assets::events::Approved>();
        let noted = noted.transpose().map_err(|e| unread(&e))?;
        let view: AssetView =
            self.chain.ask("msez_asset", rpc_params![self.asset, &finalized.block_hash]).await?;
        Ok(Changed {
            asset: self.asset,
            carried_out: noted.is_none(),
            given: noted.as_ref().map(|approved| approved.given),
            needed: noted.as_ref().map(|approved| approved.needed),
            version: noted.as_ref().map_or(view.version, |approved| approved.version),
            events: names,
            finalized,
        })
    }

    /// Submits the change and prints what became of it.
    pub async fn finish(&self, what: &str, call: &impl Payload) -> Outcome {
        self.tell(&self.submit(what, call).await?);
        Ok(())
    }

    /// Prints what became of it.
    pub fn tell(&self, changed: &Changed) {
        self.output.result(changed, changed_text);
    }
}

/// What became of a change, for people.
fn changed_text(changed: &Changed) -> String {
    let (block, version) = (changed.finalized.block_number, changed.version);
    match (changed.given, changed.needed) {
        (Some(given), Some(needed)) => format!(
            "noted as agreement {given} of {needed}, for version {version}: the others must make the same call with \
             --expected-version {version}; final in block {block}",
        ),
        _ => format!(
            "carried out ({}): the asset has version {version} now; final in block {block}",
            changed.events.join(", "),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(noted: Option<(u8, u8)>) -> Changed {
        let event = if noted.is_some() { "Approved" } else { "Halted" };
        Changed {
            asset: SubjectId([1; 32]),
            carried_out: noted.is_none(),
            given: noted.map(|(given, _)| given),
            needed: noted.map(|(_, needed)| needed),
            version: 7,
            events: vec![event.into()],
            finalized: Finalized {
                block_hash: "0x00".into(),
                block_number: 9,
                extrinsic_hash: "0x00".into(),
            },
        }
    }

    #[test]
    fn a_change_is_carried_out_or_noted_and_says_which() {
        let text = changed_text(&changed(None));
        assert_eq!(text, "carried out (Halted): the asset has version 7 now; final in block 9");
        let text = changed_text(&changed(Some((1, 2))));
        assert!(text.starts_with("noted as agreement 1 of 2, for version 7"), "{text}");
        assert!(text.contains("--expected-version 7;"), "{text}");
    }

    /// Scripts read these.
    #[test]
    fn the_names_of_the_fields_do_not_change() {
        let json = serde_json::to_value(changed(Some((1, 2)))).unwrap();
        assert_eq!(json["carriedOut"], false);
        assert_eq!((&json["given"], &json["needed"], &json["version"]), (&1.into(), &2.into(), &7.into()));
        let json = serde_json::to_value(changed(None)).unwrap();
        assert_eq!((&json["carriedOut"], &json["blockNumber"]), (&true.into(), &9.into()));
        assert!(json.get("given").is_none());
    }
}
