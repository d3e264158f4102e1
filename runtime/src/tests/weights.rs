use crate::*;
use core::any::type_name;

/// Weights measured for another runtime, or assumed by `()`, would let blocks run over their time.
#[test]
fn every_weight_is_our_own() {
    macro_rules! names {
        ($($pallet:ident $(<$instance:ty>)?),* $(,)?) => {
            [$((stringify!($pallet), type_name::<<Runtime as $pallet::Config$(<$instance>)?>::WeightInfo>())),*]
        };
    }
    let weights = names![
        pallet_asset_rate,
        pallet_assets<pallet_assets::Instance1>,
        pallet_attestations,
        pallet_audit_trail,
        pallet_balances,
        pallet_beefy_mmr,
        pallet_bonds,
        pallet_collective<pallet_collective::Instance1>,
        pallet_compliance_tensor,
        pallet_corridor_bridge,
        pallet_disputes,
        pallet_manifold,
        pallet_migration,
        pallet_mmr,
        pallet_multisig,
        pallet_operating_mode,
        pallet_parameters,
        pallet_preimage,
        pallet_proxy,
        pallet_safe_mode,
        pallet_savm,
        pallet_scheduler,
        pallet_session,
        pallet_smart_assets,
        pallet_sudo,
        pallet_timelock,
        pallet_timestamp,
        pallet_transaction_payment,
        pallet_tx_pause,
        pallet_utility,
        pallet_validators,
        pallet_watchers,
        pallet_whitelist,
    ];
    for (pallet, weight) in weights {
        assert!(weight.starts_with("msez_runtime::weights::"), "{pallet}: {weight}");
    }
    for (report, weight) in names![pallet_babe, pallet_beefy, pallet_grandpa] {
        assert!(
            weight.starts_with("msez_runtime::evidence::") && weight.contains("<msez_runtime::weights::"),
            "{report}: {weight}"
        );
    }
    let system = type_name::<<Runtime as frame_system::Config>::SystemWeightInfo>();
    assert!(system.starts_with("msez_runtime::weights::"), "{system}");
    let extensions = type_name::<<Runtime as frame_system::Config>::ExtensionsWeightInfo>();
    assert!(extensions.starts_with("msez_runtime::weights::"), "{extensions}");
}
