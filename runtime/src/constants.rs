//! Units of money and time.

use crate::{Balance, BlockNumber};

/// One MSEZ.
pub const UNIT: Balance = 1_000_000_000_000;
/// A thousandth of an MSEZ.
pub const MILLI_UNIT: Balance = UNIT / 1_000;
/// A millionth of an MSEZ.
pub const MICRO_UNIT: Balance = UNIT / 1_000_000;
/// An account below this is removed.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_UNIT;

/// A slot, in milliseconds. Can never change.
pub const SLOT_MILLIS: u64 = 3_000;
/// Blocks in a minute, when every slot has one.
pub const MINUTES: BlockNumber = 20;
/// Blocks in an hour.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks in a day.
pub const DAYS: BlockNumber = 24 * HOURS;

/// Sessions for which evidence of an offence is accepted and a validator's leaving bond stays slashable.
pub const ACCOUNTABLE_SESSIONS: u32 = 168;
/// Validators that the protocols can hold.
pub const MAX_AUTHORITIES: u32 = 100;

/// Deposit for `items` storage items of `bytes` bytes in all.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
    items as Balance * 20 * MILLI_UNIT + bytes as Balance * 10 * MICRO_UNIT
}
