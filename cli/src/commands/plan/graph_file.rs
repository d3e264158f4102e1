//! A network and evidence in files, with the field names of the reference. Names are any text; what a file leaves out has
//! the value that it has there.

use std::path::Path;

use msez_core::{
    AssetClass, BasisPoints, ComplianceState, Domain, DomainSet, JurisdictionId, Moment, Tier, Usd,
};
use msez_manifold::{
    plan::{Link, Network, Place},
    AttestationType, CorridorTerms, Evidence, Profile, Requirement,
};
use serde::{Deserialize, Deserializer};

use crate::{
    commands::{read_json, read_usd},
    failure::{Failure, Outcome},
    output::read_moment,
};

/// A network under the names of a file.
pub type FileNetwork = Network<String, String, String>;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    jurisdictions: Vec<Jurisdiction>,
    #[serde(default)]
    corridors: Vec<Corridor>,
}

#[derive(Deserialize)]
struct Jurisdiction {
    jurisdiction_id: String,
    #[serde(default)]
    supported_asset_classes: Vec<AssetClass>,
    #[serde(default)]
    entry_requirements: Vec<Asked>,
    #[serde(default, deserialize_with = "dollars")]
    entry_fee_usd: Usd,
    #[serde(default = "yes")]
    is_active: bool,
}

#[derive(Deserialize)]
struct Corridor {
    corridor_id: String,
    source_jurisdiction: String,
    target_jurisdiction: String,
    #[serde(default = "yes")]
    is_active: bool,
    #[serde(default = "yes")]
    is_bidirectional: bool,
    #[serde(default)]
    transfer_requirements: Vec<Asked>,
    #[serde(default)]
    supported_asset_classes: Vec<AssetClass>,
    #[serde(default, deserialize_with = "dollars_or_none")]
    max_transfer_value_usd: Option<Usd>,
    #[serde(default)]
    transfer_fee_bps: BasisPoints,
    #[serde(default, deserialize_with = "dollars")]
    flat_fee_usd: Usd,
    #[serde(default = "hours::<24>")]
    estimated_transfer_hours: u32,
    #[serde(default = "hours::<48>")]
    settlement_finality_hours: u32,
    #[serde(default = "yes")]
    requires_continuous_compliance: bool,
    #[serde(default = "hours::<24>")]
    compliance_check_interval_hours: u32,
}

#[derive(Deserialize)]
struct Asked {
    attestation_type: AttestationType,
    domain: Domain,
    #[serde(default)]
    approved_issuers: Vec<String>,
    #[serde(default)]
    issuer_jurisdiction: Option<JurisdictionId>,
    #[serde(default = "first_tier")]
    min_issuer_tier: u8,
    #[serde(default = "hours::<365>")]
    max_age_days: u32,
    #[serde(default = "yes")]
    must_be_current: bool,
    #[serde(default, deserialize_with = "dollars")]
    estimated_cost_usd: Usd,
    #[serde(default = "hours::<24>")]
    estimated_time_hours: u32,
    #[serde(default = "yes")]
    is_mandatory: bool,
    #[serde(default)]
    can_be_waived: bool,
}

/// An attestation as the reference refers to it, and what it leaves out there.
#[derive(Deserialize)]
struct Held {
    attestation_type: AttestationType,
    #[serde(default)]
    issuer_did: String,
    #[serde(deserialize_with = "moment")]
    issued_at: Moment,
    #[serde(default, deserialize_with = "moment_or_none")]
    expires_at: Option<Moment>,
    #[serde(default)]
    domain: Option<Domain>,
    #[serde(default)]
    state: Option<ComplianceState>,
    #[serde(default)]
    issuer_jurisdiction: Option<JurisdictionId>,
    #[serde(default = "first_tier")]
    issuer_tier: u8,
}

fn yes() -> bool {
    true
}

fn hours<const N: u32>() -> u32 {
    N
}

fn first_tier() -> u8 {
    1
}

/// Money is decimal text; a plain number is understood too.
#[derive(Deserialize)]
#[serde(untagged)]
enum Amount {
    Text(String),
    Number(serde_json::Number),
}

fn amount(found: Amount) -> Result<Usd, String> {
    match found {
        Amount::Text(text) => read_usd(&text),
        Amount::Number(number) => read_usd(&number.to_string()),
    }
}

fn dollars<'de, D: Deserializer<'de>>(from: D) -> Result<Usd, D::Error> {
    amount(Amount::deserialize(from)?).map_err(serde::de::Error::custom)
}

fn dollars_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Usd>, D::Error> {
    Option::<Amount>::deserialize(from)?.map(amount).transpose().map_err(serde::de::Error::custom)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum When {
    Millis(u64),
    Text(String),
}

/// Milliseconds, or ISO 8601 in UTC; parts of a second do not count.
fn read_when(found: When) -> Result<Moment, String> {
    let text = match found {
        When::Millis(millis) => return Ok(millis),
        When::Text(text) => text,
    };
    let bare = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00:00")).unwrap_or(&text);
    let bare = bare.split_once('.').map_or(bare, |(seconds, _)| seconds);
    read_moment(&format!("{}Z", bare.replacen(' ', "T", 1)))
}

fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Moment, D::Error> {
    read_when(When::deserialize(from)?).map_err(serde::de::Error::custom)
}

fn moment_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Moment>, D::Error> {
    Option::<When>::deserialize(from)?.map(read_when).transpose().map_err(serde::de::Error::custom)
}

impl From<Asked> for Requirement<String> {
    fn from(asked: Asked) -> Self {
        Self {
            attestation_type: asked.attestation_type,
            domain: asked.domain,
            approved_issuers: asked.approved_issuers,
            issuer_jurisdiction: asked.issuer_jurisdiction,
            min_issuer_tier: Tier(asked.min_issuer_tier),
            max_age_days: asked.max_age_days,
            must_be_current: asked.must_be_current,
            estimated_cost: asked.estimated_cost_usd,
            estimated_hours: asked.estimated_time_hours,
            is_mandatory: asked.is_mandatory,
            can_be_waived: asked.can_be_waived,
        }
    }
}

/// Reads a network.
pub fn read_network(path: &Path) -> Outcome<FileNetwork> {
    network(read_json(path)?).map_err(|why| Failure::File(format!("{}: {why}", path.display())))
}

/// Makes sure that a name can be shown.
fn check(field: &str, name: &str) -> Result<(), String> {
    match name.is_empty() || name.contains(char::is_control) {
        true => Err(format!("{field} {name:?}: expected a name, without control characters")),
        false => Ok(()),
    }
}

impl File {
    /// Makes sure that every name can be shown.
    fn check(&self) -> Result<(), String> {
        for place in &self.jurisdictions {
            check("jurisdiction_id", &place.jurisdiction_id)?;
        }
        for corridor in &self.corridors {
            check("corridor_id", &corridor.corridor_id)?;
            check("source_jurisdiction", &corridor.source_jurisdiction)?;
            check("target_jurisdiction", &corridor.target_jurisdiction)?;
        }
        let entry = self.jurisdictions.iter().flat_map(|place| &place.entry_requirements);
        let transfer = self.corridors.iter().flat_map(|corridor| &corridor.transfer_requirements);
        let mut issuers = entry.chain(transfer).flat_map(|asked| &asked.approved_issuers);
        issuers.try_for_each(|issuer| check("approved_issuers", issuer))
    }
}

fn network(file: File) -> Result<FileNetwork, String> {
    file.check()?;
    let places = file.jurisdictions.into_iter().map(|place| Place {
        id: place.jurisdiction_id,
        is_active: place.is_active,
        // In the reference nothing named means that nothing was said.
        profiles: (!place.supported_asset_classes.is_empty()).then(|| {
            let profile = |class| Profile { class, domains: DomainSet::EMPTY, min_issuer_tier: None };
            place.supported_asset_classes.into_iter().map(profile).collect()
        }),
        entry_fee: place.entry_fee_usd,
        entry_requirements: place.entry_requirements.into_iter().map(Requirement::from).collect(),
    });
    let links = file.corridors.into_iter().map(|corridor| Link {
        id: corridor.corridor_id,
        source: corridor.source_jurisdiction,
        target: corridor.target_jurisdiction,
        is_active: corridor.is_active,
        terms: CorridorTerms {
            is_bidirectional: corridor.is_bidirectional,
            supported_asset_classes: corridor.supported_asset_classes,
            max_transfer_value: corridor.max_transfer_value_usd,
            transfer_fee_bps: corridor.transfer_fee_bps,
            flat_fee: corridor.flat_fee_usd,
            estimated_transfer_hours: corridor.estimated_transfer_hours,
            settlement_finality_hours: corridor.settlement_finality_hours,
            requires_continuous_compliance: corridor.requires_continuous_compliance,
            compliance_check_interval_hours: corridor.compliance_check_interval_hours,
            transfer_requirements: corridor
                .transfer_requirements
                .into_iter()
                .map(Requirement::from)
                .collect(),
        },
    });
    Network::new(places.collect(), links.collect()).map_err(|fault| fault.to_string())
}

/// The domain that evidence of a kind is about, where it does not say.
fn usual_domain(kind: AttestationType) -> Domain {
    match kind {
        AttestationType::KycVerification | AttestationType::KybVerification => Domain::Kyc,
        AttestationType::AmlScreening | AttestationType::SourceOfFunds => Domain::Aml,
        AttestationType::SanctionsCheck => Domain::Sanctions,
        AttestationType::TaxResidency => Domain::Tax,
        AttestationType::AccreditedInvestor
        | AttestationType::QualifiedPurchaser
        | AttestationType::ProfessionalInvestor => Domain::Securities,
        AttestationType::CustodyVerification | AttestationType::InsuranceCoverage => Domain::Custody,
        AttestationType::RegulatoryLicense => Domain::Licensing,
    }
}

/// Reads evidence. `issuer` understands who issued it.
pub fn read_evidence<A>(
    path: &Path,
    issuer: impl Fn(&str) -> Result<A, String>,
) -> Outcome<Vec<Evidence<A>>> {
    let list: Vec<Held> = read_json(path)?;
    list.into_iter()
        .map(|held| {
            Ok(Evidence {
                domain: held.domain.unwrap_or_else(|| usual_domain(held.attestation_type)),
                attestation_type: held.attestation_type,
                state: held.state.unwrap_or(ComplianceState::Compliant),
                issuer: issuer(&held.issuer_did)?,
                issuer_jurisdiction: match held.issuer_jurisdiction {
                    Some(place) => place,
                    None => "xx-unknown".parse().map_err(|e: msez_core::IdError| e.to_string())?,
                },
                issuer_tier: Tier(held.issuer_tier),
                issued_at: held.issued_at,
                expires_at: held.expires_at,
            })
        })
        .collect::<Result<_, String>>()
        .map_err(|why| Failure::File(format!("{}: {why}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The network of the reference, as it writes it.
    const STANDARD: &str = include_str!("../../../../docs/examples/standard-manifold.json");

    #[test]
    fn the_network_of_the_reference_is_read() {
        let network = network(serde_json::from_str(STANDARD).unwrap()).unwrap();
        assert_eq!((network.places().len(), network.links().len()), (2, 1));
        let aifc = network.place(&"kz-aifc".to_owned()).unwrap();
        assert_eq!(aifc.entry_fee, Usd::dollars(500));
        assert_eq!(aifc.entry_requirements[1].max_age_days, 7);
        let terms = &network.links()[0].terms;
        assert!(terms.is_bidirectional);
        assert_eq!(terms.transfer_cost(Usd::dollars(1_000_000)), Some(Usd::dollars(1_100)));
        assert_eq!(terms.total_hours(), 72);
    }

    #[test]
    fn names_are_any_text_and_what_is_left_out_has_its_default() {
        let file = r#"{"jurisdictions": [{"jurisdiction_id": "A"}, {"jurisdiction_id": "B", "entry_fee_usd": 7}],
            "corridors": [{"corridor_id": "A-B", "source_jurisdiction": "A", "target_jurisdiction": "B",
                "flat_fee_usd": "1.25", "max_transfer_value_usd": null}], "adjacency": {}}"#;
        let network = network(serde_json::from_str(file).unwrap()).unwrap();
        let terms = &network.links()[0].terms;
        assert_eq!((terms.flat_fee, terms.total_hours()), (Usd(1_250_000), 72));
        assert_eq!(network.places()[1].entry_fee, Usd::dollars(7));
        assert!(network.places()[0].is_active && network.places()[0].profiles.is_none());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let file = |corridor: &str| {
            let text =
                format!(r#"{{"jurisdictions": [{{"jurisdiction_id": "A"}}], "corridors": [{corridor}]}}"#);
            serde_json::from_str(&text).map_err(|e: serde_json::Error| e.to_string()).and_then(network)
        };
        let corridor = |more: &str| {
            format!(
                r#"{{"corridor_id": "x", "source_jurisdiction": "A", "target_jurisdiction": "A" {more}}}"#
            )
        };
        assert!(file(&corridor("")).is_ok());
        for more in [
            r#", "flat_fee_usd": "-1""#,
            r#", "transfer_fee_bps": 10001"#,
            r#", "estimated_transfer_hours": -1"#,
        ] {
            assert!(file(&corridor(more)).is_err(), "{more}");
        }
        assert!(file(&corridor("").replace(r#""A" }"#, r#""B" }"#)).unwrap_err().contains("not there"));
    }

    #[test]
    fn names_that_cannot_be_shown_are_refused() {
        let file = |place: &str, corridor: &str, end: &str, issuer: &str| {
            let file = json!({
                "jurisdictions": [{
                    "jurisdiction_id": place,
                    "entry_requirements": [{
                        "attestation_type": "kyc_verification", "domain": "kyc", "approved_issuers": [issuer],
                    }],
                }],
                "corridors": [{
                    "corridor_id": corridor, "source_jurisdiction": place, "target_jurisdiction": end,
                }],
            });
            network(serde_json::from_value(file).unwrap()).map(drop)
        };
        assert_eq!(file("A <&> \u{e9}", "x", "A <&> \u{e9}", "did:web:i"), Ok(()));
        for (place, corridor, end, issuer, told) in [
            ("", "x", "A", "i", r#"jurisdiction_id """#),
            ("A\u{1b}[2J", "x", "A", "i", r#"jurisdiction_id "A\u{1b}[2J""#),
            ("A", "x\0", "A", "i", r#"corridor_id "x\0""#),
            ("A", "x", "A\n", "i", r#"target_jurisdiction "A\n""#),
            ("A", "x", "A", "", r#"approved_issuers """#),
        ] {
            let why = file(place, corridor, end, issuer).unwrap_err();
            assert!(why.starts_with(told), "{why}");
        }
    }

    #[test]
    fn times_are_read_as_the_reference_writes_them() {
        let read = |text: &str| read_when(When::Text(text.into()));
        assert_eq!(read("2026-01-29T00:00:00+00:00"), Ok(1_769_644_800_000));
        assert_eq!(read("2026-01-29T00:00:00.123456+00:00"), Ok(1_769_644_800_000));
        assert_eq!(read("2026-01-29T00:00:00Z"), Ok(1_769_644_800_000));
        assert_eq!(read("2026-01-29T00:00:00"), Ok(1_769_644_800_000));
        assert!(read("").is_err() && read("2026-01-29T00:00:00+05:00").is_err());
    }
}
