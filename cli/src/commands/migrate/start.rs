//! Asking for a migration.

use std::{fmt, path::PathBuf, str::FromStr};

use msez_attestation::{Sha256, SoftSha256};
use msez_core::{CorridorId, Digest, JurisdictionId, Moment, SubjectId, Usd};
use msez_manifold::AttestationType;
use msez_runtime_api::{
    AssetView, MigrationView, OperatorStanding, OperatorView, PathFaultView, PlaceFaultView, StartView,
    UnmetView,
};
use msez_saga::{signed_payload, HeldEvidence, Request, State};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::{Deserialize, Serialize};
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::{read_account_id, Account},
    chain::{api, Chain, Finalized, MsezConfig},
    commands::{
        asset::fault_text, attestation::read_signature, bounded, bridge::money, read_amount, read_digest,
        read_json, read_usd, wire, write_json, From, Global,
    },
    failure::{Failure, Outcome},
    output::{read_duration, utc},
};

/// How long a migration may take behind the time of its path, where nothing else is said: a day, in milliseconds.
const SLACK: Moment = 86_400_000;

/// What is asked for.
#[derive(Clone, Debug, clap::Args)]
pub struct Terms {
    /// The asset.
    pub asset: SubjectId,
    /// Where it shall be.
    #[arg(long)]
    pub to: JurisdictionId,
    /// The corridors, separated by commas, from its home on. `msez plan` finds them.
    #[arg(long, value_delimiter = ',', required = true)]
    pub path: Vec<CorridorId>,
    /// Its value, in dollars.
    #[arg(long, value_parser = read_usd)]
    pub value: Usd,
    /// The most that may be paid in fees: in MSEZ; with --currency, in its smallest unit. Otherwise what it costs now.
    #[arg(long)]
    pub max_fee: Option<String>,
    /// Pay the fees in a settlement currency, by its number; otherwise in the native token.
    #[arg(long)]
    pub currency: Option<u32>,
    /// Who pays: a controller who asks. Otherwise the signer.
    #[arg(long, value_parser = read_account_id)]
    pub payer: Option<AccountId32>,
    /// Decided within this, such as 5d, or taken back; otherwise the time of the path and a day.
    #[arg(long, value_parser = read_duration)]
    pub within: Option<Moment>,
    /// Who rules over disputes; otherwise governance.
    #[arg(long, value_parser = read_account_id)]
    pub arbiter: Option<AccountId32>,
    /// So that the same can be asked for again.
    #[arg(long, default_value_t = 0)]
    pub nonce: u64,
    /// The version of the asset that the request follows; otherwise the present one.
    #[arg(long)]
    pub expected_version: Option<u64>,
}

/// A request: by its terms, or from a file.
#[derive(Debug, clap::Args)]
pub struct Asked {
    #[command(flatten)]
    terms: Option<Terms>,
    /// The request, from the file that --out wrote. Several controllers must ask for the very same.
    #[arg(long, conflicts_with = "Terms", required_unless_present = "Terms")]
    request: Option<PathBuf>,
    /// Evidence for what the path asks: ATTESTATION:KIND:DOCUMENT, the last a digest or `@FILE`; may be repeated.
    #[arg(long = "evidence")]
    evidence: Vec<Shown>,
    /// Write the request to this file.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// `msez migrate start`
#[derive(Debug, clap::Args)]
pub struct Start {
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    from: From,
}

/// `msez migrate can-start`
#[derive(Debug, clap::Args)]
pub struct CanStart {
    #[command(flatten)]
    asked: Asked,
    /// Who would ask: SS58, 0x and 32 bytes, or a development account.
    #[arg(long = "by", value_parser = read_account_id)]
    by: AccountId32,
}

/// `msez migrate sign`
#[derive(Debug, clap::Args)]
pub struct Sign {
    /// The request, as --out wrote it.
    #[arg(long)]
    request: PathBuf,
    /// Evidence for what the path asks, as for `start`; may be repeated.
    #[arg(long = "evidence")]
    evidence: Vec<Shown>,
    /// Write the signed request to this file.
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    from: From,
}

/// `msez migrate submit`
#[derive(Debug, clap::Args)]
pub struct Submit {
    /// The signed request.
    file: PathBuf,
    #[command(flatten)]
    from: From,
}

/// Evidence, with what its digest is made of.
#[derive(Clone, Debug)]
pub struct Shown(HeldEvidence);

impl FromStr for Shown {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |what: &dyn fmt::Display| format!("{text}: {what}");
        let mut parts = text.splitn(3, ':');
        let (Some(attestation), Some(kind), Some(document)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong(&"expected ATTESTATION:KIND:DOCUMENT"));
        };
        let kind: AttestationType = kind.parse().map_err(|e| wrong(&e))?;
        Ok(Self(HeldEvidence {
            attestation: attestation.parse().map_err(|e| wrong(&e))?,
            kind: kind.code(),
            document: read_digest(document).map_err(|e| wrong(&e))?,
        }))
    }
}

/// A request that a controller signed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Signed {
    request: Request<AccountId32>,
    held: Vec<HeldEvidence>,
    controller: AccountId32,
    signature: String,
}

/// What asking brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Begun {
    /// Its id.
    pub migration: Digest,
    /// Whether it has begun; otherwise more controllers must ask for the same.
    pub begun: bool,
    /// How many have agreed, where it has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<u8>,
    /// Of how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<u8>,
    /// How far it is.
    pub state: Option<State>,
    /// The transaction.
    #[serde(flatten)]
    pub finalized: Finalized,
}

impl Terms {
    /// The request, on the asset as it is now.
    pub async fn request(&self, chain: &Chain, signer: &AccountId32) -> Outcome<Request<AccountId32>> {
        let asset: AssetView = chain.ask("msez_asset", rpc_params![self.asset]).await?;
        let max_fee = self.max_fee.as_deref().map(|text| {
            let read = match self.currency {
                Some(_) => text.parse().map_err(|_| "expected a whole number".to_owned()),
                None => read_amount(text),
            };
            read.map_err(|e| Failure::Usage(format!("--max-fee {text}: {e}")))
        });
        let mut request = Request {
            asset: self.asset,
            version: self.expected_version.unwrap_or(asset.version),
            source: asset.home,
            target: self.to,
            path: self.path.clone(),
            value: self.value,
            max_fee: max_fee.transpose()?.unwrap_or_default(),
            currency: self.currency,
            payer: self.payer.clone().unwrap_or_else(|| signer.clone()),
            deadline: 0,
            arbiter: self.arbiter.clone(),
            nonce: self.nonce,
        };
        let report = report(chain, &request, &[]).await?;
        if self.max_fee.is_none() {
            request.max_fee = report.fee.unwrap_or_default();
        }
        request.deadline = match self.within {
            Some(within) => chain.now().await?.saturating_add(within),
            None => report.earliest_deadline.saturating_add(SLACK),
        };
        Ok(request)
    }
}

impl Asked {
    /// The request, and the evidence for it.
    async fn read(
        &self,
        chain: &Chain,
        signer: &AccountId32,
    ) -> Outcome<(Request<AccountId32>, Vec<HeldEvidence>)> {
        let request = match (&self.request, &self.terms) {
            (Some(path), _) => read_json(path)?,
            (None, Some(terms)) => terms.request(chain, signer).await?,
            (None, None) => {
                return Err(Failure::Usage("what shall move? Give the terms, or --request".into()))
            }
        };
        if let Some(path) = &self.out {
            write_json(path, &request)?;
        }
        Ok((request, held(&self.evidence)))
    }
}

/// What was shown, as the chain takes it.
pub fn held(shown: &[Shown]) -> Vec<HeldEvidence> {
    shown.iter().map(|shown| shown.0).collect()
}

/// Every reason why a request would be refused, and everything that it would wait for.
pub async fn report(
    chain: &Chain,
    request: &Request<AccountId32>,
    held: &[HeldEvidence],
) -> Outcome<StartView> {
    chain.ask("msez_canStart", rpc_params![request, held]).await
}

/// Tells what stands against a migration.
pub async fn can_start(global: &Global, command: CanStart) -> Outcome {
    let chain = global.chain().await?;
    let (request, held) = command.asked.read(&chain, &command.by).await?;
    let found = report(&chain, &request, &held).await?;
    let scale = chain.scale().await;
    let mut carriers = Vec::new();
    for corridor in &request.path {
        let list: Vec<OperatorView> = chain.ask("msez_operators", rpc_params![corridor]).await?;
        carriers.push(list.iter().filter(|one| one.standing == OperatorStanding::Accepted).count());
    }
    global.output().result(&found, |found| {
        let mut lines = vec![format!("{}", found.migration)];
        let fee = found.fee.map(|fee| money(&scale, request.currency, fee));
        lines.push(format!("  fee         {}", fee.unwrap_or_else(|| "no price".into())));
        lines.push(format!("  takes       {} hours", found.hours));
        lines.push(format!(
            "  deadline    {}, at the earliest {}",
            utc(request.deadline),
            utc(found.earliest_deadline)
        ));
        for (corridor, count) in request.path.iter().zip(&carriers) {
            lines.push(format!("  operators   {count} along {corridor}"));
        }
        lines.extend(refusals(found).into_iter().map(|reason| format!("  refused:    {reason}")));
        lines.extend(waits(found).into_iter().map(|reason| format!("  would wait: {reason}")));
        lines.join("\n")
    });
    match found.refusals.is_empty() {
        true => Ok(()),
        false => Err(Failure::Answered("it would be refused".into())),
    }
}

/// Asks for a migration.
pub async fn start(global: &Global, command: Start) -> Outcome {
    let (chain, from) = (global.chain().await?, command.from.account()?);
    let (request, held) = command.asked.read(&chain, &from.id()).await?;
    let begun = begin(&chain, &request, held, &from).await?;
    tell(global, &begun);
    Ok(())
}

/// Asks for a migration, unless the chain would refuse it.
pub async fn begin(
    chain: &Chain,
    request: &Request<AccountId32>,
    held: Vec<HeldEvidence>,
    from: &Account,
) -> Outcome<Begun> {
    let found = report(chain, request, &held).await?;
    if !found.refusals.is_empty() {
        let details = serde_json::to_value(&found).unwrap_or_default();
        return Err(Failure::Refused(format!("start: {}", refusals(&found).join("; "))).with(details));
    }
    let held = bounded(held.into_iter().map(Static).collect());
    let call = api::transactions().migration().start(Static(request.clone()), held);
    let done = chain.submit("start", &call, from).await?;
    begun(chain, found.migration, done).await
}

/// Signs a request.
pub async fn sign(global: &Global, command: Sign) -> Outcome {
    let (chain, from) = (global.chain().await?, command.from.account()?);
    let request: Request<AccountId32> = read_json(&command.request)?;
    let migration = request.digest(&chain.genesis(), SoftSha256::sha256);
    let signature = from.sign_bytes(&signed_payload(&migration));
    let signed = Signed {
        request,
        held: held(&command.evidence),
        controller: from.id(),
        signature: format!("0x{}", hex::encode(codec::Encode::encode(&signature))),
    };
    write_json(&command.out, &signed)?;
    global.output().result(&signed, |signed| format!("{migration} signed by {}", signed.controller));
    Ok(())
}

/// Submits a signed request.
pub async fn submit(global: &Global, command: Submit) -> Outcome {
    let (chain, from) = (global.chain().await?, command.from.account()?);
    let signed: Signed = read_json(&command.file)?;
    let migration = signed.request.digest(&chain.genesis(), SoftSha256::sha256);
    let call = api::transactions().migration().start_signed(
        Static(signed.request),
        bounded(signed.held.into_iter().map(Static).collect()),
        wire(&signed.controller),
        Static(read_signature(&signed.signature)?),
    );
    let done = chain.submit("submit", &call, &from).await?;
    tell(global, &begun(&chain, migration, done).await?);
    Ok(())
}

/// What became of a request.
async fn begun(
    chain: &Chain,
    migration: Digest,
    (finalized, events): (Finalized, subxt::extrinsics::ExtrinsicEvents<MsezConfig>),
) -> Outcome<Begun> {
    let unread = |e: &dyn fmt::Display| Failure::Version(format!("start: {e}"));
    let noted = events.find_first::<api::smart_assets::events::Approved>();
    let noted = noted.transpose().map_err(|e| unread(&e))?;
    let started = events.find_first::<api::migration::events::Started>();
    let is_begun = started.transpose().map_err(|e| unread(&e))?.is_some();
    let state = match is_begun {
        true => {
            let params = rpc_params![migration, &finalized.block_hash];
            Some(chain.ask::<MigrationView>("msez_migration", params).await?.state)
        }
        false => None,
    };
    Ok(Begun {
        migration,
        begun: is_begun,
        given: noted.as_ref().filter(|_| !is_begun).map(|approved| approved.given),
        needed: noted.as_ref().filter(|_| !is_begun).map(|approved| approved.needed),
        state,
        finalized,
    })
}

fn tell(global: &Global, begun: &Begun) {
    global.output().result(begun, |begun| match (begun.state, begun.given, begun.needed) {
        (Some(state), ..) => format!("{}  {state}", begun.migration),
        (_, Some(given), Some(needed)) => format!(
            "{}  noted as agreement {given} of {needed}: the others must ask for the very same (--request)",
            begun.migration
        ),
        _ => format!("{}  noted", begun.migration),
    });
}

/// Why it would be refused, for people.
fn refusals(found: &StartView) -> Vec<String> {
    let mut reasons: Vec<String> = found.refusals.clone();
    reasons.extend(found.path_faults.iter().map(path_text));
    reasons
}

/// What it would wait for, for people.
fn waits(found: &StartView) -> Vec<String> {
    let mut reasons = Vec::new();
    if !found.program_permits {
        reasons.push("the asset's program objects".into());
    }
    reasons.extend(found.unmet.iter().map(unmet_text));
    reasons.extend(found.compliance.iter().map(place_text));
    reasons
}

fn path_text(fault: &PathFaultView) -> String {
    format!("hop {}: {}", fault.hop, fault.fault)
}

/// What is missing, for people.
pub fn unmet_text(unmet: &UnmetView) -> String {
    format!("hop {} asks for {} in the domain {}", unmet.hop, unmet.kind, unmet.domain)
}

/// Why the asset does not pass somewhere, for people.
pub fn place_text(fault: &PlaceFaultView) -> String {
    format!("in {} {}", fault.jurisdiction, fault_text(&fault.fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_shown_with_its_kind_and_document() {
        let digest = |byte: u8| Digest([byte; 32]);
        let Shown(shown) = format!("{}:source_of_funds:{}", digest(1), digest(2)).parse().unwrap();
        assert_eq!(shown, HeldEvidence { attestation: digest(1), kind: 4, document: digest(2) });
        for bad in ["", "0x01:source_of_funds:0x02", &format!("{}:money:{}", digest(1), digest(2))] {
            assert!(bad.parse::<Shown>().is_err(), "{bad:?}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a:b.pdf");
        std::fs::write(&path, "money").unwrap();
        let Shown(shown) = format!("{}:source_of_funds:@{}", digest(1), path.display()).parse().unwrap();
        assert_eq!(shown.document, Digest(SoftSha256::sha256(b"money")));
    }
}
