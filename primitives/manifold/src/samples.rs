//! A sample network for development presets, demonstrations and tests.
//!
//! `uae-difc`, `kz-aifc` and the corridor between them carry the figures of the reference. The figures of the other
//! four are examples; the places are real. Who speaks for each is up to the caller.
//!
//! From `uae-difc` to `kz-aifc` there is a choice: the direct corridor costs 800 + V/1000 dollars and takes 72 hours,
//! the way through Abu Dhabi costs 1000 + V/1250 and takes 48, and others lead over Singapore, London and Hong Kong.

// Constants; the tests of this module parse every one of them.
#![allow(clippy::expect_used)]

use alloc::{vec, vec::Vec};
use msez_core::{BasisPoints, Domain, JurisdictionId, Tier, Usd};

use crate::{
    AttestationType, Capabilities, CorridorDefinition, CorridorTerms, JurisdictionDefinition, Profile,
    Requirement,
};

/// Dubai International Financial Centre, as in the reference.
pub fn uae_difc<AccountId>(authority: AccountId) -> JurisdictionDefinition<AccountId> {
    JurisdictionDefinition {
        entry_requirements: vec![
            required(AttestationType::KycVerification, Domain::Kyc, 365, 500, 24),
            required(AttestationType::AmlScreening, Domain::Aml, 30, 100, 2),
        ],
        ..jurisdiction(
            ("uae-difc", "Dubai International Financial Centre", "AE", "DFSA"),
            authority,
            (1000, 5000),
            &["securities", "commodities", "digital_assets"],
            &[Domain::Aml, Domain::Kyc],
        )
    }
}

/// Astana International Financial Centre, as in the reference.
pub fn kz_aifc<AccountId>(authority: AccountId) -> JurisdictionDefinition<AccountId> {
    JurisdictionDefinition {
        entry_requirements: vec![
            required(AttestationType::KycVerification, Domain::Kyc, 365, 300, 48),
            required(AttestationType::SanctionsCheck, Domain::Sanctions, 7, 50, 1),
        ],
        ..jurisdiction(
            ("kz-aifc", "Astana International Financial Centre", "KZ", "AFSA"),
            authority,
            (500, 2000),
            &["securities", "digital_assets", "islamic_finance"],
            &[Domain::Kyc, Domain::Sanctions],
        )
    }
}

/// Abu Dhabi Global Market.
pub fn ae_abudhabi_adgm<AccountId>(authority: AccountId) -> JurisdictionDefinition<AccountId> {
    JurisdictionDefinition {
        entry_requirements: vec![
            required(AttestationType::KycVerification, Domain::Kyc, 365, 400, 24),
            required(AttestationType::AmlScreening, Domain::Aml, 30, 100, 4),
        ],
        ongoing_requirements: vec![required(AttestationType::SanctionsCheck, Domain::Sanctions, 30, 50, 1)],
        ..jurisdiction(
            ("ae-abudhabi-adgm", "Abu Dhabi Global Market", "AE", "FSRA"),
            authority,
            (200, 4000),
            &["securities", "commodities", "digital_assets", "islamic_finance"],
            &[Domain::Aml, Domain::Kyc, Domain::Sanctions],
        )
    }
}

/// Singapore, under its monetary authority.
pub fn sg_mas<AccountId>(authority: AccountId) -> JurisdictionDefinition<AccountId> {
    JurisdictionDefinition {
        entry_requirements: vec![
            required(AttestationType::KycVerification, Domain::Kyc, 180, 450, 24),
            required(AttestationType::AmlScreening, Domain::Aml, 30, 150, 4),
            required(AttestationType::AccreditedInvestor, Domain::Securities, 365, 250, 48),
        ],
        ..jurisdiction(
            ("sg-mas", "Monetary Authority of Singapore", "SG", "MAS"),
            authority,
            (1500, 6000),
            &["securities", "digital_assets"],
            &[Domain::Aml, Domain::Kyc, Domain::Sanctions, Domain::Securities],
        )
    }
}

/// Great Britain, under its Financial Conduct Authority.
pub fn gb_fca<AccountId>(authority: AccountId) -> JurisdictionDefinition<AccountId> {
    JurisdictionDefinition {
        entry_requirements: vec![
            required(AttestationType::KycVerification, Domain::Kyc, 365, 350, 24),
            required(AttestationType::AmlScreening, Domain::Aml, 30, 120, 4),
            required(AttestationType::TaxResidency, Domain::Tax, 365, 80, 72),
        ],
        ..jurisdiction(
            ("gb-fca", "Financial Conduct Authority", "GB", "FSMA 2000"),
            authority,
            (1200, 5500),
            &["securities", "commodities", "digital_assets"],
            &[Domain::Aml, Domain::Kyc, Domain::Sanctions, Domain::Tax, Domain::DataPrivacy],
        )
    }
}

/// Hong Kong, under its Securities and Futures Commission.
pub fn hk_sfc<AccountId>(authority: AccountId) -> JurisdictionDefinition<AccountId> {
    JurisdictionDefinition {
        entry_requirements: vec![
            required(AttestationType::KycVerification, Domain::Kyc, 365, 300, 24),
            required(AttestationType::ProfessionalInvestor, Domain::Securities, 365, 200, 24),
        ],
        ..jurisdiction(
            ("hk-sfc", "Securities and Futures Commission", "HK", "SFO Cap. 571"),
            authority,
            (900, 4500),
            &["securities", "digital_assets"],
            &[Domain::Aml, Domain::Kyc, Domain::Sanctions, Domain::Securities],
        )
    }
}

/// All six, the two of the reference first. `authority` names the account that speaks for an identifier.
pub fn jurisdictions<AccountId>(
    authority: impl Fn(&str) -> AccountId,
) -> Vec<JurisdictionDefinition<AccountId>> {
    vec![
        uae_difc(authority("uae-difc")),
        kz_aifc(authority("kz-aifc")),
        ae_abudhabi_adgm(authority("ae-abudhabi-adgm")),
        sg_mas(authority("sg-mas")),
        gb_fca(authority("gb-fca")),
        hk_sfc(authority("hk-sfc")),
    ]
}

/// The direct corridor from Dubai to Astana, as in the reference.
pub fn corridor_difc_aifc<AccountId>() -> CorridorDefinition<AccountId> {
    let funds = required(AttestationType::SourceOfFunds, Domain::Aml, 90, 200, 24);
    corridor("corridor-difc-aifc", ("uae-difc", "kz-aifc"), (10, 100), (24, 48), vec![funds])
}

/// Eight corridors among the six, the one of the reference first.
pub fn corridors<AccountId>() -> Vec<CorridorDefinition<AccountId>> {
    let sanctions = || required(AttestationType::SanctionsCheck, Domain::Sanctions, 7, 50, 1);
    let funds = |cost| required(AttestationType::SourceOfFunds, Domain::Aml, 90, cost, 24);
    let mut fca_aifc =
        corridor("corridor-fca-aifc", ("gb-fca", "kz-aifc"), (6, 80), (24, 24), vec![funds(150)]);
    fca_aifc.terms.max_transfer_value = Some(Usd::dollars(5_000_000));
    let mut sfc_aifc =
        corridor("corridor-sfc-aifc", ("hk-sfc", "kz-aifc"), (4, 60), (12, 24), vec![sanctions()]);
    sfc_aifc.terms.is_bidirectional = false;
    vec![
        corridor_difc_aifc(),
        corridor("corridor-difc-adgm", ("uae-difc", "ae-abudhabi-adgm"), (5, 50), (4, 8), vec![sanctions()]),
        corridor("corridor-adgm-aifc", ("ae-abudhabi-adgm", "kz-aifc"), (3, 50), (12, 24), vec![funds(150)]),
        corridor("corridor-difc-mas", ("uae-difc", "sg-mas"), (8, 150), (12, 24), vec![funds(150)]),
        corridor("corridor-mas-sfc", ("sg-mas", "hk-sfc"), (2, 40), (4, 8), vec![]),
        corridor("corridor-difc-fca", ("uae-difc", "gb-fca"), (7, 120), (12, 24), vec![funds(150)]),
        fca_aifc,
        sfc_aifc,
    ]
}

fn jurisdiction<AccountId>(
    (id, name, country, framework): (&str, &str, &str, &str),
    authority: AccountId,
    (entry_fee, annual_fee): (u64, u64),
    classes: &[&str],
    domains: &[Domain],
) -> JurisdictionDefinition<AccountId> {
    // What is asked of an asset is asked of the persons behind it.
    let profiles = classes.iter().chain(&["party"]).map(|class| Profile {
        class: class.parse().expect("the sample class is well formed"),
        domains: domains.iter().copied().collect(),
        min_issuer_tier: None,
    });
    JurisdictionDefinition {
        id: id.into(),
        name: name.into(),
        country: country.into(),
        framework: framework.into(),
        authority,
        activates_at: None,
        entry_fee: Usd::dollars(entry_fee),
        annual_fee: Usd::dollars(annual_fee),
        capabilities: Capabilities::default(),
        profiles: profiles.collect(),
        entry_requirements: vec![],
        ongoing_requirements: vec![],
    }
}

fn required<AccountId>(
    attestation_type: AttestationType,
    domain: Domain,
    max_age_days: u32,
    dollars: u64,
    hours: u32,
) -> Requirement<AccountId> {
    Requirement {
        attestation_type,
        domain,
        approved_issuers: vec![],
        issuer_jurisdiction: None,
        min_issuer_tier: Tier(1),
        max_age_days,
        must_be_current: true,
        estimated_cost: Usd::dollars(dollars),
        estimated_hours: hours,
        is_mandatory: true,
        can_be_waived: false,
    }
}

fn corridor<AccountId>(
    id: &str,
    (source, target): (&str, &str),
    (bps, flat_fee): (u16, u64),
    (transfer_hours, finality_hours): (u32, u32),
    transfer_requirements: Vec<Requirement<AccountId>>,
) -> CorridorDefinition<AccountId> {
    let place = |id: &str| -> JurisdictionId { id.parse().expect("the sample identifier is well formed") };
    let class = |name: &str| name.parse().expect("the sample class is well formed");
    CorridorDefinition {
        id: id.into(),
        source: place(source),
        target: place(target),
        terms: CorridorTerms {
            is_bidirectional: true,
            supported_asset_classes: vec![class("securities"), class("digital_assets")],
            max_transfer_value: None,
            transfer_fee_bps: BasisPoints::new(bps).expect("the sample rate is below the whole"),
            flat_fee: Usd::dollars(flat_fee),
            estimated_transfer_hours: transfer_hours,
            settlement_finality_hours: finality_hours,
            requires_continuous_compliance: true,
            compliance_check_interval_hours: 24,
            transfer_requirements,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hop_cost, requirement::total_cost};
    use std::collections::BTreeMap;

    #[test]
    fn the_samples_can_be_registered() {
        let places: BTreeMap<JurisdictionId, _> = jurisdictions(|_| 0u8)
            .into_iter()
            .map(|definition| (definition.validate().unwrap().0, definition))
            .collect();
        assert_eq!(places.len(), 6);
        let corridors = corridors::<u8>();
        let ids: Vec<_> = corridors.iter().map(|corridor| corridor.validate().unwrap()).collect();
        assert!(!crate::requirement::has_duplicates(ids.iter()));
        for corridor in &corridors {
            for class in &corridor.terms.supported_asset_classes {
                for end in [corridor.source, corridor.target] {
                    assert!(places[&end].profiles.iter().any(|profile| profile.class == *class));
                }
            }
        }
    }

    #[test]
    fn the_two_jurisdictions_of_the_reference_have_its_totals() {
        let (difc, aifc) = (uae_difc(0u8), kz_aifc(0u8));
        let total = |d: &JurisdictionDefinition<u8>| {
            total_cost(&d.entry_requirements).unwrap().checked_add(d.entry_fee)
        };
        let hours = |d: &JurisdictionDefinition<u8>| crate::requirement::longest_hours(&d.entry_requirements);
        assert_eq!((total(&difc), hours(&difc)), (Some(Usd::dollars(1600)), 24));
        assert_eq!((total(&aifc), hours(&aifc)), (Some(Usd::dollars(850)), 48));
        assert_eq!((difc.annual_fee, aifc.annual_fee), (Usd::dollars(5000), Usd::dollars(2000)));
    }

    #[test]
    fn from_dubai_to_astana_there_is_a_choice_between_cheap_and_fast() {
        let corridors = corridors::<u8>();
        let entry: BTreeMap<_, _> =
            jurisdictions(|_| 0u8).into_iter().map(|d| (d.id.clone(), d.entry_fee)).collect();
        let price = |ids: &[&str], value| -> (u128, u32) {
            let hops = ids.iter().map(|id| corridors.iter().find(|corridor| corridor.id == *id).unwrap());
            hops.fold((0, 0), |(cost, hours), hop| {
                let fee = entry[hop.target.as_str()];
                let hop_cost = hop_cost(&hop.terms, fee, Usd::dollars(value), |_| false).unwrap();
                (cost + hop_cost.0 / Usd::UNIT, hours + hop.terms.total_hours())
            })
        };
        let through_adgm = ["corridor-difc-adgm", "corridor-adgm-aifc"];
        assert_eq!(price(&["corridor-difc-aifc"], 100_000), (900, 72));
        assert_eq!(price(&through_adgm, 100_000), (1080, 48));
        assert_eq!(price(&["corridor-difc-aifc"], 2_000_000), (2800, 72));
        assert_eq!(price(&through_adgm, 2_000_000), (2600, 48));
    }

    #[test]
    fn definitions_survive_json() {
        for definition in jurisdictions(|id| id.len() as u8) {
            let json = serde_json::to_value(&definition).unwrap();
            assert_eq!(json["entryFee"], definition.entry_fee.0.to_string());
            assert_eq!(serde_json::from_value::<JurisdictionDefinition<u8>>(json).unwrap(), definition);
        }
        for definition in corridors::<u8>() {
            let json = serde_json::to_value(&definition).unwrap();
            assert_eq!(json["source"], definition.source.as_str());
            assert_eq!(serde_json::from_value::<CorridorDefinition<u8>>(json).unwrap(), definition);
        }
    }
}
