#![doc = include_str!("../README.md")]

mod blocks;
mod events;
mod fixtures;
mod money;

pub use blocks::{at_block_one, run_blocks, run_timed_blocks, run_to};
pub use events::{assert_event, assert_last_event, assert_no_event, events_of};
pub use fixtures::{account, digest, jurisdiction, subject};
pub use money::assert_money_is_accounted_for;
