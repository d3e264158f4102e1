//! The Smart Asset VM, revm and evm behind one interface, with the same work for each. `no_std`: natively and in wasm it
//! is this code that runs.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod case;
#[cfg(feature = "peers")]
mod evm;
mod ledger;
mod linker;
pub mod op;
#[cfg(feature = "peers")]
mod program;
#[cfg(feature = "peers")]
mod revm;
mod savm;

pub use case::Case;
pub use ledger::Ledger;
pub use linker::{push, Label, Linker};
pub use savm::{observe, World};

use alloc::string::String;
use msez_savm::Crypto;

/// What a case came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The word that the program returned.
    pub word: [u8; 32],
    /// What the machine charged.
    pub gas: u64,
}

/// Takes the time of a piece of work, and does it once.
pub type Clock<'a> = dyn FnMut(&mut dyn FnMut()) + 'a;

/// The contestants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// Ours.
    Savm,
    /// revm, under the rules of Prague.
    #[cfg(feature = "peers")]
    Revm,
    /// evm 0.43, the line that Substrate's EVM is built on, under the rules of Cancun.
    #[cfg(feature = "peers")]
    Evm,
}

impl Machine {
    /// Ours first. Its peers are there with the feature `peers`.
    pub const ALL: &[Self] = &[
        Self::Savm,
        #[cfg(feature = "peers")]
        Self::Revm,
        #[cfg(feature = "peers")]
        Self::Evm,
    ];

    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Savm => "msez-savm",
            #[cfg(feature = "peers")]
            Self::Revm => "revm 43.0.3",
            #[cfg(feature = "peers")]
            Self::Evm => "evm 0.43.4",
        }
    }

    /// Sets a case up and runs it once. The clock runs over the execution alone.
    pub fn run<C: Crypto>(self, case: Case, clock: &mut Clock) -> Result<Ran, String> {
        match self {
            Self::Savm => savm::run::<C>(case, clock),
            #[cfg(feature = "peers")]
            Self::Revm => revm::run(case, clock),
            #[cfg(feature = "peers")]
            Self::Evm => evm::run(case, clock),
        }
    }
}
