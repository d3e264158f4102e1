#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// `frame_support::runtime` expands to more than the default.
#![recursion_limit = "512"]
#![cfg_attr(
    not(any(test, feature = "runtime-benchmarks")),
    deny(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable
    )
)]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod constants;
pub mod evidence;
pub mod genesis_presets;
pub mod network;
#[cfg(test)]
mod tests;
mod views;
pub mod weights;

use alloc::vec::Vec;
use polkadot_sdk::{
    frame_executive, frame_metadata_hash_extension, frame_support, frame_system, pallet_transaction_payment,
    sp_runtime::{
        generic, impl_opaque_keys,
        traits::{BlakeTwo256, IdentifyAccount, Verify},
        MultiAddress, MultiSignature,
    },
    sp_version::{runtime_version, RuntimeVersion},
    *,
};

pub use polkadot_sdk::frame_system::Call as SystemCall;

/// Number of a block.
pub type BlockNumber = u32;
/// A signature of any scheme that an account may use.
pub type Signature = MultiSignature;
/// 32 bytes; equal to the public key for sr25519 and ed25519.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount of the native token, in 10⁻¹² MSEZ.
pub type Balance = u128;
/// Number of transactions an account has sent.
pub type Nonce = u32;
/// A block hash.
pub type Hash = sp_core::H256;
/// How extrinsics name an account.
pub type Address = MultiAddress<AccountId, ()>;
/// A block header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// Every transaction passes these, in this order. It is part of the transaction format: never reorder.
pub type TxExtension = (
    frame_system::AuthorizeCall<Runtime>,
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
    frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
    frame_system::WeightReclaim<Runtime>,
);
/// A transaction as it arrives.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What a signer signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// Runs blocks.
pub type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
    Migrations,
>;
/// Storage migrations of the next release; none yet.
pub type Migrations = ();

/// The types that a node needs: it knows extrinsics only as bytes.
pub mod opaque {
    use super::*;
    pub use polkadot_sdk::sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

    /// A block header.
    pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
    /// A block.
    pub type Block = generic::Block<Header, UncheckedExtrinsic>;
}

impl_opaque_keys! {
    /// What a validator signs with.
    pub struct SessionKeys {
        /// Authors blocks.
        pub babe: Babe,
        /// Finalizes them.
        pub grandpa: Grandpa,
        /// Signs MMR roots for other chains.
        pub beefy: Beefy,
    }
}

/// The version of this runtime.
#[runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: alloc::borrow::Cow::Borrowed("msez"),
    impl_name: alloc::borrow::Cow::Borrowed("msez-node"),
    authoring_version: 1,
    spec_version: 1,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    // 3: extrinsics root V1, and an upgrade is enacted one block after it was set. Never change.
    system_version: 3,
};

/// The version, as a native executor would see it.
#[cfg(feature = "std")]
pub fn native_spec_version() -> u32 {
    VERSION.spec_version
}

// Indices are forever. Each layer has room to grow: 0 core, 10 money, 20 consensus, 30 governance, 40 convenience,
// 60 asset intelligence, 80 jurisdictions, 100 coordination.
#[frame_support::runtime]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    // Before Timestamp: it checks the slot when the time is set.
    #[runtime::pallet_index(1)]
    pub type Babe = pallet_babe;
    #[runtime::pallet_index(2)]
    pub type Timestamp = pallet_timestamp;
    #[runtime::pallet_index(3)]
    pub type Network = crate::network;

    #[runtime::pallet_index(10)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(11)]
    pub type TransactionPayment = pallet_transaction_payment;
    #[runtime::pallet_index(12)]
    pub type Assets = pallet_assets<Instance1>;
    #[runtime::pallet_index(13)]
    pub type AssetRate = pallet_asset_rate;

    // Bonds and Validators before Session: its genesis asks them for the first set.
    #[runtime::pallet_index(20)]
    pub type Bonds = pallet_bonds;
    #[runtime::pallet_index(21)]
    pub type Validators = pallet_validators;
    #[runtime::pallet_index(22)]
    pub type Authorship = pallet_authorship;
    #[runtime::pallet_index(23)]
    pub type Offences = pallet_offences;
    #[runtime::pallet_index(24)]
    pub type Historical = pallet_session::historical;
    #[runtime::pallet_index(25)]
    pub type Session = pallet_session;
    #[runtime::pallet_index(26)]
    pub type Grandpa = pallet_grandpa;
    #[runtime::pallet_index(27)]
    pub type Beefy = pallet_beefy;
    // After Session: a leaf names the authorities of the session that follows.
    #[runtime::pallet_index(28)]
    pub type Mmr = pallet_mmr;
    #[runtime::pallet_index(29)]
    pub type BeefyMmr = pallet_beefy_mmr;

    #[runtime::pallet_index(30)]
    pub type Council = pallet_collective<Instance1>;
    #[runtime::pallet_index(31)]
    pub type Whitelist = pallet_whitelist;
    #[runtime::pallet_index(32)]
    pub type Parameters = pallet_parameters;
    #[runtime::pallet_index(33)]
    pub type Preimage = pallet_preimage;
    #[runtime::pallet_index(34)]
    pub type Scheduler = pallet_scheduler;
    #[runtime::pallet_index(35)]
    pub type SafeMode = pallet_safe_mode;
    #[runtime::pallet_index(36)]
    pub type TxPause = pallet_tx_pause;
    // Has a key in development presets only.
    #[runtime::pallet_index(39)]
    pub type Sudo = pallet_sudo;

    #[runtime::pallet_index(40)]
    pub type Utility = pallet_utility;
    #[runtime::pallet_index(41)]
    pub type Multisig = pallet_multisig;
    #[runtime::pallet_index(42)]
    pub type Proxy = pallet_proxy;

    #[runtime::pallet_index(60)]
    pub type SmartAssets = pallet_smart_assets;
    #[runtime::pallet_index(61)]
    pub type Attestations = pallet_attestations;
    #[runtime::pallet_index(62)]
    pub type ComplianceTensor = pallet_compliance_tensor;
    // The ledger of the assets' units. It has no calls: units move only as SmartAssets lets them.
    #[runtime::pallet_index(63)]
    #[runtime::disable_call]
    pub type Units = pallet_assets<Instance2>;
    #[runtime::pallet_index(64)]
    pub type Savm = pallet_savm;

    #[runtime::pallet_index(80)]
    pub type Manifold = pallet_manifold;
    #[runtime::pallet_index(81)]
    pub type CorridorBridge = pallet_corridor_bridge;
    // Behind the bridge: what that tells in a block is looked at in the same one.
    #[runtime::pallet_index(82)]
    pub type Migration = pallet_migration;

    #[runtime::pallet_index(100)]
    pub type Watchers = pallet_watchers;
    // Behind what notes something at the end of a block; what comes after it is noted in the next one.
    #[runtime::pallet_index(101)]
    pub type AuditTrail = pallet_audit_trail;
    #[runtime::pallet_index(102)]
    pub type Timelock = pallet_timelock;
    #[runtime::pallet_index(103)]
    pub type Disputes = pallet_disputes;
    #[runtime::pallet_index(104)]
    pub type OperatingMode = pallet_operating_mode;
}
