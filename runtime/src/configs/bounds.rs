//! Governed parameters as the runtime reads them. Whatever was voted, transactions cost something, the multiplier has room
//! to move, a validator has something to lose, and a set can be as large as the minimum asks for.

use super::governance::dynamic_params::{accountability, fees, moves};
use crate::{
    constants::{MAX_AUTHORITIES, UNIT},
    Balance,
};
use frame_support::traits::Get;
use polkadot_sdk::{
    frame_support,
    sp_runtime::{FixedU128, Perbill, Perquintill},
};

macro_rules! bounded {
    ($($(#[$doc:meta])* $name:ident: $ty:ty = $parameter:path, $least:expr, $most:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl Get<$ty> for $name {
            fn get() -> $ty {
                <$parameter as Get<$ty>>::get().clamp($least, $most)
            }
        }
    )*};
}

bounded! {
    /// Fullness of blocks at which the multiplier rests. At 0 or 100 % it could move one way only.
    TargetFullness: Perquintill = fees::TargetFullness, Perquintill::from_percent(5), Perquintill::from_percent(95);
    /// How fast the multiplier moves.
    AdjustmentVariable: FixedU128 =
        fees::AdjustmentVariable, FixedU128::from_rational(1, 1_000_000), FixedU128::from_rational(1, 100);
    /// The multiplier never falls below this, which is never above [`MaximumMultiplier`].
    MinimumMultiplier: FixedU128 =
        fees::MinimumMultiplier, FixedU128::from_rational(1, 100), FixedU128::from_u32(10);
    /// The multiplier never rises above this.
    MaximumMultiplier: FixedU128 =
        fees::MaximumMultiplier, FixedU128::from_u32(10), FixedU128::from_u32(10_000);
    /// Smallest bond of a validator.
    MinimumValidatorBond: Balance = accountability::MinimumValidatorBond, 100 * UNIT, 1_000_000 * UNIT;
    /// Smallest bond of a watcher.
    MinimumWatcherBond: Balance = accountability::MinimumWatcherBond, 10 * UNIT, 1_000_000 * UNIT;
    /// Smallest bond of a corridor operator.
    MinimumOperatorBond: Balance = accountability::MinimumOperatorBond, 10 * UNIT, 1_000_000 * UNIT;
    /// Smallest slash of an equivocation.
    MinimumSlash: Perbill = accountability::MinimumSlash, Perbill::from_percent(1), Perbill::one();
    /// Share of a slash that goes to who reported it.
    ReporterShare: Perbill = accountability::ReporterShare, Perbill::zero(), Perbill::from_percent(50);
    /// Nobody may leave a set that would become smaller than this.
    MinimumValidators: u32 = accountability::MinimumValidators, 1, MAX_AUTHORITIES;
    /// What a dollar costs. Never nothing.
    DollarPrice: Balance = moves::DollarPrice, UNIT / 1_000, 1_000_000 * UNIT;
    /// How long the first operator has to prepare a hop.
    PrepareTimeout: u64 = moves::PrepareTimeout, 5_000, 86_400_000;
    /// How long the first operator has to commit a hop.
    CommitTimeout: u64 = moves::CommitTimeout, 5_000, 86_400_000;
}
