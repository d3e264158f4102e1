//! A small wasm program for the tests and the benches of `msez-bn254-host`, and the executor that runs it.
//!
//! The same source is two things. Built for wasm it exports functions that call the host (`host_*`) and functions that
//! do the same work with arkworks compiled into wasm (`ark_*`). Built with `std` it holds that program and runs it in
//! the executor of the node.

#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(feature = "std")]
mod runner;
#[cfg(feature = "std")]
pub use runner::Guest;

#[cfg(not(feature = "std"))]
mod exports;
