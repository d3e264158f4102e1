//! Weights of the SDK's calls: its own figures, until `scripts/weights` has measured them on this runtime. The weights
//! of our pallets are estimates in their `weights.rs` so far.

pub mod frame_system {
    pub use polkadot_sdk::frame_system::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_asset_rate {
    pub use polkadot_sdk::pallet_asset_rate::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_assets {
    pub use polkadot_sdk::pallet_assets::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_balances {
    pub use polkadot_sdk::pallet_balances::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_collective {
    pub use polkadot_sdk::pallet_collective::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_multisig {
    pub use polkadot_sdk::pallet_multisig::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_preimage {
    pub use polkadot_sdk::pallet_preimage::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_proxy {
    pub use polkadot_sdk::pallet_proxy::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_safe_mode {
    pub use polkadot_sdk::pallet_safe_mode::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_scheduler {
    pub use polkadot_sdk::pallet_scheduler::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_session {
    pub use polkadot_sdk::pallet_session::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_sudo {
    pub use polkadot_sdk::pallet_sudo::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_timestamp {
    pub use polkadot_sdk::pallet_timestamp::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_transaction_payment {
    pub use polkadot_sdk::pallet_transaction_payment::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_tx_pause {
    pub use polkadot_sdk::pallet_tx_pause::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_utility {
    pub use polkadot_sdk::pallet_utility::weights::SubstrateWeight as WeightInfo;
}
pub mod pallet_whitelist {
    pub use polkadot_sdk::pallet_whitelist::weights::SubstrateWeight as WeightInfo;
}
pub mod frame_system_extensions {
    pub use polkadot_sdk::frame_system::SubstrateExtensionsWeight as WeightInfo;
}
