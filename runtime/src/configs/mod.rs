//! How the runtime configures its pallets, by area.

mod accountability;
mod assets;
pub mod bounds;
mod consensus;
mod convenience;
mod governance;
mod modes;
mod money;
mod moves;
mod programs;
mod system;
mod timelocks;

pub use accountability::endowed_accounts;
pub(crate) use consensus::prove_ownership;
pub use consensus::BABE_GENESIS_EPOCH_CONFIG;
pub use convenience::ProxyType;
pub use governance::{
    dynamic_params, CouncilMajority, GovernanceOrigin, NeverPaused, RuntimeParameters, SafeModeExempt,
    ALWAYS_OPEN,
};
pub use money::TreasuryAccount;
pub use moves::pots;
pub use system::{KeysStay, RuntimeBlockWeights};
