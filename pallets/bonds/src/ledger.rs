//! What one account has bonded in one role.

use crate::split::cuts;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt::Debug;
use msez_traits::Balance;
use polkadot_sdk::{
    frame_support::{BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound},
    sp_core::Get,
};
use scale_info::TypeInfo;

/// A part of a bond on its way out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Chunk<BlockNumber> {
    /// From this block on it can be withdrawn; until it is, it can be slashed.
    pub due: BlockNumber,
    /// How much.
    pub amount: Balance,
}

/// A bond: the active part and the chunks that leave, in the order in which they fall due.
#[derive(
    CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(BlockNumber: MaxEncodedLen))]
#[scale_info(skip_type_params(MaxChunks))]
pub struct Ledger<BlockNumber: Copy + Debug + Eq, MaxChunks: Get<u32>> {
    /// Stands for the role.
    pub active: Balance,
    /// Leaves, and is slashable until it is paid out.
    pub unbonding: BoundedVec<Chunk<BlockNumber>, MaxChunks>,
}

impl<BlockNumber: Copy + Debug + Eq, MaxChunks: Get<u32>> Default for Ledger<BlockNumber, MaxChunks> {
    fn default() -> Self {
        Self { active: 0, unbonding: BoundedVec::new() }
    }
}

impl<BlockNumber: Copy + Debug + Ord, MaxChunks: Get<u32>> Ledger<BlockNumber, MaxChunks> {
    /// Everything on its way out.
    pub fn leaving(&self) -> Balance {
        self.unbonding.iter().fold(0, |sum: Balance, chunk| sum.saturating_add(chunk.amount))
    }

    /// Everything that is held and can be slashed.
    pub fn total(&self) -> Balance {
        self.active.saturating_add(self.leaving())
    }

    /// Moves a part of the active bond into the chunk of a day. `None` where the active bond is too small or there is
    /// no room for another chunk.
    pub fn unbond(&mut self, amount: Balance, due: BlockNumber) -> Option<()> {
        let active = self.active.checked_sub(amount)?;
        match self.unbonding.binary_search_by_key(&due, |chunk| chunk.due) {
            Ok(found) => {
                let chunk = self.unbonding.get_mut(found)?;
                chunk.amount = chunk.amount.checked_add(amount)?;
            }
            Err(place) => self.unbonding.try_insert(place, Chunk { due, amount }).ok()?,
        }
        self.active = active;
        Some(())
    }

    /// Makes unbonding funds active again, those due last first. `None` where there are not enough.
    pub fn rebond(&mut self, amount: Balance) -> Option<()> {
        let active = self.active.checked_add(amount)?;
        if amount > self.leaving() {
            return None;
        }
        let mut wanted = amount;
        for chunk in self.unbonding.iter_mut().rev() {
            let back = chunk.amount.min(wanted);
            chunk.amount = chunk.amount.saturating_sub(back);
            wanted = wanted.saturating_sub(back);
        }
        self.drop_empty_chunks();
        self.active = active;
        Some(())
    }

    /// Takes out what is due, and says how much that was.
    pub fn withdraw(&mut self, now: BlockNumber) -> Balance {
        let before = self.leaving();
        self.unbonding.retain(|chunk| chunk.due > now);
        before.saturating_sub(self.leaving())
    }

    /// Takes `amount` from the active part and every chunk, in proportion.
    pub fn slash(&mut self, amount: Balance) {
        let parts: Vec<Balance> =
            core::iter::once(self.active).chain(self.unbonding.iter().map(|chunk| chunk.amount)).collect();
        let held = core::iter::once(&mut self.active)
            .chain(self.unbonding.iter_mut().map(|chunk| &mut chunk.amount));
        for (part, cut) in held.zip(cuts(&parts, amount)) {
            *part = part.saturating_sub(cut);
        }
        self.drop_empty_chunks();
    }

    fn drop_empty_chunks(&mut self) {
        self.unbonding.retain(|chunk| chunk.amount > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::sp_core::ConstU32;

    type TestLedger = Ledger<u64, ConstU32<3>>;

    fn ledger(active: Balance, chunks: &[(u64, Balance)]) -> TestLedger {
        let unbonding: Vec<_> =
            chunks.iter().map(|(due, amount)| Chunk { due: *due, amount: *amount }).collect();
        Ledger { active, unbonding: unbonding.try_into().unwrap() }
    }

    #[test]
    fn chunks_of_one_day_are_merged() {
        let mut it = ledger(100, &[]);
        it.unbond(10, 5).unwrap();
        it.unbond(20, 5).unwrap();
        assert_eq!(it, ledger(70, &[(5, 30)]));
    }

    #[test]
    fn chunks_stay_in_order_when_the_delay_is_shortened() {
        let mut it = ledger(100, &[(9, 1)]);
        it.unbond(10, 5).unwrap();
        assert_eq!(it, ledger(90, &[(5, 10), (9, 1)]));
    }

    #[test]
    fn a_full_ledger_refuses_and_keeps_everything() {
        let mut it = ledger(100, &[(1, 1), (2, 1), (3, 1)]);
        assert_eq!(it.unbond(10, 4), None);
        assert_eq!(it, ledger(100, &[(1, 1), (2, 1), (3, 1)]));
        assert_eq!(it.unbond(10, 3), Some(()));
    }

    #[test]
    fn rebonding_takes_what_is_due_last() {
        let mut it = ledger(0, &[(1, 10), (2, 10), (3, 10)]);
        it.rebond(15).unwrap();
        assert_eq!(it, ledger(15, &[(1, 10), (2, 5)]));
        assert_eq!(it.rebond(16), None);
        assert_eq!(it, ledger(15, &[(1, 10), (2, 5)]));
    }

    #[test]
    fn only_what_is_due_is_withdrawn() {
        let mut it = ledger(7, &[(1, 10), (2, 10), (3, 10)]);
        assert_eq!(it.withdraw(2), 20);
        assert_eq!(it, ledger(7, &[(3, 10)]));
    }

    #[test]
    fn a_slash_reaches_every_part() {
        let mut it = ledger(100, &[(1, 60), (2, 40)]);
        it.slash(100);
        assert_eq!(it, ledger(50, &[(1, 30), (2, 20)]));
        it.slash(1_000);
        assert_eq!(it, ledger(0, &[]));
    }
}
