//! Time locks: which calls can be announced, under which class, and how long that is.

use crate::{configs::governance::GovernanceOrigin, constants::deposit, *};
use frame_support::traits::{ConstU128, ConstU32, ConstU64, LinearStoragePrice};
use msez_traits::LockClass;
use pallet_timelock::Classes;

/// Milliseconds in an hour.
const HOUR: u64 = 3_600_000;

/// The class of every call.
pub struct LockClasses;
impl Classes<RuntimeCall> for LockClasses {
    fn class_of(call: &RuntimeCall) -> Option<LockClass> {
        match call {
            // Money, collateral, units, and whatever a program does with them.
            RuntimeCall::Balances(_)
            | RuntimeCall::Assets(_)
            | RuntimeCall::Bonds(_)
            | RuntimeCall::Savm(_) => Some(LockClass::Withdrawal),
            RuntimeCall::SmartAssets(call) => Some(asset_class_of(call)),
            RuntimeCall::Migration(call) => Some(migration_class_of(call)),
            RuntimeCall::CorridorBridge(call) => Some(bridge_class_of(call)),
            // What everybody else goes by.
            RuntimeCall::System(_)
            | RuntimeCall::AssetRate(_)
            | RuntimeCall::Validators(_)
            | RuntimeCall::Session(_)
            | RuntimeCall::Parameters(_)
            | RuntimeCall::Preimage(_)
            | RuntimeCall::SafeMode(_)
            | RuntimeCall::TxPause(_)
            | RuntimeCall::OperatingMode(_)
            | RuntimeCall::Attestations(_)
            | RuntimeCall::ComplianceTensor(_)
            | RuntimeCall::Manifold(_)
            | RuntimeCall::Watchers(_)
            | RuntimeCall::Disputes(_)
            | RuntimeCall::Council(pallet_collective::Call::set_members { .. }) => {
                Some(LockClass::ParameterChange)
            }
            // A batch waits as what is in it; of one class only.
            RuntimeCall::Utility(
                pallet_utility::Call::batch { calls }
                | pallet_utility::Call::batch_all { calls }
                | pallet_utility::Call::force_batch { calls },
            ) => {
                let mut classes = calls.iter().map(Self::class_of);
                let first = classes.next()??;
                classes.all(|class| class == Some(first)).then_some(first)
            }
            // What is brought in by blocks, or acts for others than the announcer.
            RuntimeCall::Babe(_)
            | RuntimeCall::Timestamp(_)
            | RuntimeCall::Grandpa(_)
            | RuntimeCall::Beefy(_)
            | RuntimeCall::Council(_)
            | RuntimeCall::Whitelist(_)
            | RuntimeCall::Scheduler(_)
            | RuntimeCall::Sudo(_)
            | RuntimeCall::Utility(_)
            | RuntimeCall::Multisig(_)
            | RuntimeCall::Proxy(_)
            | RuntimeCall::Timelock(_) => None,
        }
    }
}

/// Units and control are withdrawn; to be bound to a jurisdiction is a migration.
fn asset_class_of(call: &pallet_smart_assets::Call<Runtime>) -> LockClass {
    use pallet_smart_assets::Call;
    match call {
        Call::bind { .. } => LockClass::Migration,
        Call::register { .. }
        | Call::set_document { .. }
        | Call::remove_document { .. }
        | Call::halt { .. }
        | Call::resume { .. }
        | Call::create_units { .. }
        | Call::set_unit_rules { .. }
        | Call::set_jurisdiction_rules { .. }
        | Call::admit { .. }
        | Call::dismiss { .. }
        | Call::freeze { .. }
        | Call::withdraw_approval { .. }
        | Call::set_country { .. } => LockClass::ParameterChange,
        Call::set_program { .. }
        | Call::offer_control { .. }
        | Call::accept_control { .. }
        | Call::withdraw_offer { .. }
        | Call::announce_recovery { .. }
        | Call::cancel_recovery { .. }
        | Call::recover { .. }
        | Call::retire { .. }
        | Call::mint { .. }
        | Call::burn { .. }
        | Call::transfer { .. }
        | Call::forced_transfer { .. } => LockClass::Withdrawal,
        Call::__Ignore(_, never) => match *never {},
    }
}

/// What decides that an asset moves, or stays.
fn migration_class_of(call: &pallet_migration::Call<Runtime>) -> LockClass {
    use pallet_migration::Call;
    match call {
        Call::start { .. }
        | Call::start_signed { .. }
        | Call::add_evidence { .. }
        | Call::pledge { .. }
        | Call::advance { .. }
        | Call::cancel { .. }
        | Call::dispute { .. }
        | Call::rule { .. }
        | Call::retry_compensation { .. }
        | Call::waive { .. }
        | Call::set_itinerary { .. }
        | Call::clear_itinerary { .. }
        | Call::remove { .. } => LockClass::Migration,
        Call::set_parameters { .. } => LockClass::ParameterChange,
        Call::__Ignore(_, never) => match *never {},
    }
}

/// Units are withdrawn where they are sent; what carries an asset belongs to its migration.
fn bridge_class_of(call: &pallet_corridor_bridge::Call<Runtime>) -> LockClass {
    use pallet_corridor_bridge::Call;
    match call {
        Call::open_units { .. } | Call::cancel_units { .. } | Call::collect_fees { .. } => {
            LockClass::Withdrawal
        }
        Call::prepare { .. }
        | Call::commit { .. }
        | Call::refuse_hop { .. }
        | Call::complete_hop { .. }
        | Call::poke { .. } => LockClass::Migration,
        Call::register_operator { .. }
        | Call::accept_operator { .. }
        | Call::dismiss_operator { .. }
        | Call::rotate_key { .. }
        | Call::retire { .. }
        | Call::name_arbiter { .. } => LockClass::ParameterChange,
        Call::__Ignore(_, never) => match *never {},
    }
}

impl pallet_timelock::Config for Runtime {
    type WeightInfo = weights::pallet_timelock::WeightInfo<Runtime>;
    type Time = Timestamp;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type DepositPrice =
        LinearStoragePrice<ConstU128<{ deposit(1, 0) }>, ConstU128<{ deposit(0, 1) }>, Balance>;
    type RuntimeCall = RuntimeCall;
    type Classes = LockClasses;
    type GovernedOrigin = GovernanceOrigin;
    type Audit = AuditTrail;
    type WithdrawalDelay = ConstU64<{ 168 * HOUR }>;
    type ParameterChangeDelay = ConstU64<{ 72 * HOUR }>;
    type MigrationDelay = ConstU64<{ 24 * HOUR }>;
    type Window = ConstU64<{ 48 * HOUR }>;
    type MaxPerAnnouncer = ConstU32<32>;
    type MaxDuePerBlock = ConstU32<32>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer() -> RuntimeCall {
        pallet_balances::Call::transfer_all { dest: AccountId::new([1; 32]).into(), keep_alive: false }.into()
    }

    fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
        pallet_utility::Call::batch_all { calls }.into()
    }

    #[test]
    fn no_carrier_hides_a_withdrawal_behind_a_shorter_class() {
        let bind = || {
            let asset = msez_core::SubjectId([1; 32]);
            RuntimeCall::from(pallet_smart_assets::Call::bind { asset, expected_version: 1 })
        };
        assert_eq!(LockClasses::class_of(&bind()), Some(LockClass::Migration));
        assert_eq!(LockClasses::class_of(&batch(vec![bind(), bind()])), Some(LockClass::Migration));
        for call in [
            batch(vec![bind(), transfer()]),
            batch(vec![]),
            batch(vec![bind(), batch(vec![transfer()])]),
            pallet_utility::Call::as_derivative { index: 0, call: Box::new(transfer()) }.into(),
            pallet_proxy::Call::proxy {
                real: AccountId::new([1; 32]).into(),
                force_proxy_type: None,
                call: Box::new(transfer()),
            }
            .into(),
            pallet_timelock::Call::cancel { id: 0 }.into(),
        ] {
            assert_eq!(LockClasses::class_of(&call), None, "{call:?}");
        }
        assert_eq!(LockClasses::class_of(&batch(vec![batch(vec![transfer()])])), Some(LockClass::Withdrawal));
    }
}
