#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable
    )
)]
#![warn(missing_docs)]

extern crate alloc;

pub mod asm;
pub mod disasm;
pub mod gas;
pub mod host;
pub mod limits;
pub mod opcode;
pub mod trace;

mod crypto;
mod fault;
mod frame;
mod id;
mod interpreter;
mod memory;
#[cfg(feature = "std")]
mod memory_host;
mod merkle;
mod program;
mod vm;
mod word;

pub use crypto::Crypto;
#[cfg(feature = "std")]
pub use crypto::SoftCrypto;
pub use fault::Fault;
pub use frame::Ending;
pub use host::{Address, Binding, Host, Instance, Log};
pub use id::{code_id, instance_id};
#[cfg(feature = "std")]
pub use memory_host::{reasons, MemoryHost};
pub use merkle::{merkle_path_len, merkle_root, merkle_verify};
pub use msez_tensor::KeccakBackend;
pub use program::{Program, ProgramError};
pub use vm::{execute, execute_traced, Call, Context, Outcome};
pub use word::{Word, WordError};
