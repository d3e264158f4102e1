use crate::{genesis_presets::*, *};
use frame_support::traits::Get;
use polkadot_sdk::{
    sp_core::{ecdsa, Pair},
    sp_genesis_builder::PresetId,
    sp_io::TestExternalities,
};

pub(super) fn started_from(preset: &str) -> TestExternalities {
    let patch = get_preset(&PresetId::from(preset)).expect("the preset exists");
    let mut ext = TestExternalities::default();
    ext.execute_with(|| {
        let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
        merge(&mut config, serde_json::from_slice(&patch).unwrap());
        frame_support::genesis_builder_helper::build_state::<RuntimeGenesisConfig>(
            serde_json::to_vec(&config).unwrap(),
        )
        .unwrap();
    });
    ext
}

fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
    match (into, patch) {
        (serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
            for (key, value) in patch {
                merge(into.entry(key).or_insert(serde_json::Value::Null), value);
            }
        }
        (into, patch) => *into = patch,
    }
}

#[test]
fn every_preset_starts_and_has_validators_for_all_three_protocols() {
    for (preset, validators) in [(DEVELOPMENT, 1), (LOCAL, 4), (STAGING, 4)] {
        started_from(preset).execute_with(|| {
            assert_eq!(Session::validators().len(), validators, "{preset}");
            assert_eq!(Babe::authorities().len(), validators, "{preset}");
            assert_eq!(Grandpa::grandpa_authorities().len(), validators, "{preset}");
            assert_eq!(Beefy::validator_set().unwrap().len(), validators, "{preset}");
            assert_eq!(
                pallet_beefy::GenesisBlock::<Runtime>::get(),
                Some(1),
                "BEEFY lives from the first block"
            );
            assert!(
                pallet_session::historical::HistoricalSessions::<Runtime>::get(0).is_some(),
                "{preset}: without a historical root no equivocation could ever be proven"
            );
        });
    }
}

#[test]
fn only_development_presets_have_sudo() {
    for (preset, sudo) in [(DEVELOPMENT, true), (LOCAL, true), (STAGING, false)] {
        started_from(preset).execute_with(|| {
            assert_eq!(pallet_sudo::Key::<Runtime>::get().is_some(), sudo, "{preset}");
            assert!(!pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get().is_empty());
        });
    }
}

#[test]
fn production_epochs_are_long_and_development_epochs_are_short() {
    for (preset, slots) in [(DEVELOPMENT, 20), (LOCAL, 20), (STAGING, 1_200)] {
        started_from(preset).execute_with(|| {
            assert_eq!(<Runtime as pallet_babe::Config>::EpochDuration::get(), slots, "{preset}");
        });
    }
}

#[test]
fn the_registry_of_development_has_a_choice_of_paths() {
    started_from(DEVELOPMENT).execute_with(|| {
        let ids = ["uae-difc", "kz-aifc", "ae-abudhabi-adgm", "sg-mas"];
        for id in ids {
            assert!(
                <Manifold as msez_traits::Jurisdictions<AccountId>>::is_active(&id.parse().unwrap()),
                "{id}"
            );
        }
    });
}

#[test]
fn unknown_presets_are_none() {
    assert_eq!(get_preset(&PresetId::from("mainnet")), None);
    for name in preset_names() {
        assert!(get_preset(&name).is_some());
    }
}

#[test]
fn the_beefy_keys_of_development_accounts_follow_from_their_seeds() {
    for who in &DEV_AUTHORITIES {
        let pair = ecdsa::Pair::from_string(&format!("//{}", who.account), None).unwrap();
        assert_eq!(pair.public().0, who.beefy, "{}", who.account);
    }
}
