//! Batches, multisignatures and proxies.

use crate::{constants::deposit, *};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{ConstU128, ConstU32, InstanceFilter};
use polkadot_sdk::sp_runtime::traits::BlakeTwo256;

impl pallet_utility::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = weights::pallet_utility::WeightInfo<Runtime>;
}

impl pallet_multisig::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    type DepositBase = ConstU128<{ deposit(1, 88) }>;
    type DepositFactor = ConstU128<{ deposit(0, 32) }>;
    type MaxSignatories = ConstU32<100>;
    type WeightInfo = weights::pallet_multisig::WeightInfo<Runtime>;
    type BlockNumberProvider = System;
}

/// What a proxy may do for an account.
#[derive(
    Copy,
    Clone,
    Eq,
    PartialEq,
    Ord,
    PartialOrd,
    Encode,
    Decode,
    DecodeWithMemTracking,
    Debug,
    MaxEncodedLen,
    scale_info::TypeInfo,
    Default,
)]
pub enum ProxyType {
    /// Everything.
    #[default]
    Any,
    /// Everything that moves no money.
    NonTransfer,
    /// Statements on compliance: what an issuer's machine needs.
    Attestation,
    /// A jurisdiction's registry: its profile, corridors and issuers.
    Jurisdiction,
    /// Bond, keys and place of a validator.
    Validator,
    /// Only to cancel announced proxy calls.
    CancelProxy,
    /// Assets and their units: everything but who controls an asset.
    Asset,
    /// What a watcher's machine does: attest, vote in juries, collect rewards.
    Watcher,
}

/// Calls that put the account's funds where another could have a part of them.
fn risks_funds(call: &RuntimeCall) -> bool {
    match call {
        RuntimeCall::Bonds(call) => {
            matches!(call, pallet_bonds::Call::delegate { .. } | pallet_bonds::Call::bond_asset { .. })
        }
        // Who reports an equivocation is paid for it, and who loses a dispute pays the winner.
        RuntimeCall::Watchers(_) | RuntimeCall::Disputes(_) => true,
        // Units arrive with whom the call names, and operators earn the fees of whatever moves.
        RuntimeCall::CorridorBridge(_) | RuntimeCall::Migration(_) => true,
        _ => false,
    }
}

/// Calls on assets that move no units and prepare none to be moved: whoever rules an asset can have its units.
fn is_harmless_to_assets(call: &RuntimeCall) -> bool {
    use pallet_smart_assets::Call;
    match call {
        RuntimeCall::SmartAssets(call) => matches!(
            call,
            Call::bind { .. }
                | Call::set_document { .. }
                | Call::remove_document { .. }
                | Call::halt { .. }
                | Call::cancel_recovery { .. }
                | Call::withdraw_approval { .. }
        ),
        _ => true,
    }
}

/// Calls that decide who controls an asset.
fn decides_control(call: &pallet_smart_assets::Call<Runtime>) -> bool {
    use pallet_smart_assets::Call;
    matches!(
        call,
        Call::offer_control { .. }
            | Call::accept_control { .. }
            | Call::withdraw_offer { .. }
            | Call::announce_recovery { .. }
            | Call::recover { .. }
            | Call::cancel_recovery { .. }
    )
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        match self {
            ProxyType::Any => true,
            ProxyType::NonTransfer => {
                !matches!(
                    call,
                    RuntimeCall::Balances(_)
                    | RuntimeCall::Assets(_)
                    | RuntimeCall::Sudo(_)
                    // A program can do anything with what it is paid.
                    | RuntimeCall::Savm(pallet_savm::Call::call { .. })
                    // Whatever it hides is carried out in the account's name.
                    | RuntimeCall::Timelock(pallet_timelock::Call::announce { .. })
                ) && is_harmless_to_assets(call)
                    && !risks_funds(call)
            }
            ProxyType::Attestation => matches!(call, RuntimeCall::Attestations(_)),
            ProxyType::Jurisdiction => matches!(call, RuntimeCall::Manifold(_)),
            ProxyType::Validator => {
                matches!(call, RuntimeCall::Bonds(_) | RuntimeCall::Validators(_) | RuntimeCall::Session(_))
                    && !risks_funds(call)
            }
            ProxyType::CancelProxy => {
                matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
            }
            ProxyType::Asset => matches!(call, RuntimeCall::SmartAssets(call) if !decides_control(call)),
            ProxyType::Watcher => matches!(
                call,
                RuntimeCall::Watchers(
                    pallet_watchers::Call::attest { .. }
                        | pallet_watchers::Call::attest_signed { .. }
                        | pallet_watchers::Call::claim_rewards { .. }
                ) | RuntimeCall::Disputes(
                    pallet_disputes::Call::commit_vote { .. }
                        | pallet_disputes::Call::reveal_vote { .. }
                        | pallet_disputes::Call::claim_reward { .. }
                )
            ),
        }
    }

    fn is_superset(&self, other: &Self) -> bool {
        match (self, other) {
            (a, b) if a == b => true,
            (ProxyType::Any, _) => true,
            (_, ProxyType::Any) => false,
            // Moves units, which the other does not.
            (ProxyType::NonTransfer, ProxyType::Asset) => false,
            // Attests, which the other does not.
            (ProxyType::NonTransfer, ProxyType::Watcher) => false,
            (ProxyType::NonTransfer, _) => true,
            _ => false,
        }
    }
}

impl pallet_proxy::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    type ProxyType = ProxyType;
    type ProxyDepositBase = ConstU128<{ deposit(1, 8) }>;
    type ProxyDepositFactor = ConstU128<{ deposit(0, 37) }>;
    type MaxProxies = ConstU32<32>;
    type WeightInfo = weights::pallet_proxy::WeightInfo<Runtime>;
    type MaxPending = ConstU32<32>;
    type CallHasher = BlakeTwo256;
    type AnnouncementDepositBase = ConstU128<{ deposit(1, 8) }>;
    type AnnouncementDepositFactor = ConstU128<{ deposit(0, 68) }>;
    type BlockNumberProvider = System;
}
