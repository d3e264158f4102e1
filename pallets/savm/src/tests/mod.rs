//! One file for each call, and for what calls do.

mod call;
mod crypto;
mod deploy;
mod deposits;
mod instantiate;
mod journal;
mod limits;
mod moves;
mod policy;
mod remove;
mod services;
mod state;
mod views;
