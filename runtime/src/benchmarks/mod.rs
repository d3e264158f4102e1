//! Everything that is measured.

mod evidence;
mod session;

use crate::*;
use alloc::string::String;
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};

/// Settlement currencies by number.
pub struct AssetKinds;
impl pallet_asset_rate::AssetKindFactory<u32> for AssetKinds {
    fn create_asset_kind(seed: u32) -> u32 {
        seed
    }
}

/// Ids in the ledger of units, which is not measured itself: it has no calls.
pub struct UnitIds;
impl pallet_assets::BenchmarkHelper<msez_core::SubjectId, ()> for UnitIds {
    fn create_asset_id_parameter(seed: u32) -> msez_core::SubjectId {
        let mut id = [0; 32];
        id.iter_mut().zip(seed.to_be_bytes()).for_each(|(to, from)| *to = from);
        msez_core::SubjectId(id)
    }

    fn create_reserve_id_parameter(_: u32) {}
}

define_benchmarks!(
    [frame_benchmarking, BaselineBench::<Runtime>]
    [frame_system, SystemBench::<Runtime>]
    [frame_system_extensions, SystemExtensionsBench::<Runtime>]
    [pallet_timestamp, Timestamp]
    [pallet_balances, Balances]
    [pallet_transaction_payment, TransactionPayment]
    [pallet_assets, Assets]
    [pallet_asset_rate, AssetRate]
    [pallet_audit_trail, AuditTrail]
    [pallet_bonds, Bonds]
    [pallet_validators, Validators]
    [pallet_session, session::Pallet::<Runtime>]
    [evidence, evidence::Pallet::<Runtime>]
    [pallet_mmr, Mmr]
    [pallet_beefy_mmr, BeefyMmr]
    [pallet_collective, Council]
    [pallet_whitelist, Whitelist]
    [pallet_parameters, Parameters]
    [pallet_preimage, Preimage]
    [pallet_scheduler, Scheduler]
    [pallet_safe_mode, SafeMode]
    [pallet_tx_pause, TxPause]
    [pallet_watchers, Watchers]
    [pallet_corridor_bridge, CorridorBridge]
    [pallet_disputes, Disputes]
    [pallet_timelock, Timelock]
    [pallet_operating_mode, OperatingMode]
    [pallet_sudo, Sudo]
    [pallet_utility, Utility]
    [pallet_multisig, Multisig]
    [pallet_proxy, Proxy]
    [pallet_savm, Savm]
    [pallet_smart_assets, SmartAssets]
    [pallet_attestations, Attestations]
    [pallet_compliance_tensor, ComplianceTensor]
    [pallet_manifold, Manifold]
    [pallet_migration, Migration]
);

use frame_benchmarking::baseline::Pallet as BaselineBench;
use frame_system_benchmarking::{extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench};

impl frame_system_benchmarking::Config for Runtime {}
impl frame_benchmarking::baseline::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// What can be measured.
pub(crate) fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
    let mut list = Vec::<BenchmarkList>::new();
    list_benchmarks!(list, extra);
    (list, AllPalletsWithSystem::storage_info())
}

/// Measures.
pub(crate) fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
    let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
    let mut batches = Vec::<BenchmarkBatch>::new();
    let params = (&config, &whitelist);
    add_benchmarks!(params, batches);
    Ok(batches)
}
