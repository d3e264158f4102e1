//! Money held for entries that an authority makes.

use codec::{Encode, MaxEncodedLen};
use msez_traits::largest_entry;
use polkadot_sdk::{
    frame_support::traits::{fungible::MutateHold, tokens::Precision, Get},
    sp_runtime::{traits::Saturating, DispatchError, SaturatedConversion},
};

use crate::{
    Accreditations, BalanceOf, Config, CorridorEnds, Corridors, Deposit, DepositOf, HoldReason, Pallet,
    TermsRecord,
};

impl<T: Config> Pallet<T> {
    /// The deposit for a number of entries with so many bytes of keys and values together.
    fn price(items: u32, bytes: u32) -> BalanceOf<T> {
        let bytes: BalanceOf<T> = bytes.into();
        T::ItemDeposit::get()
            .saturating_mul(items.into())
            .saturating_add(T::ByteDeposit::get().saturating_mul(bytes))
    }

    /// What opening a corridor on these terms costs in deposit: three entries (the corridor and its two ends) with their
    /// keys, the terms at their encoded size.
    pub fn corridor_deposit(terms: &TermsRecord<T::AccountId>) -> BalanceOf<T> {
        let unused = TermsRecord::<T::AccountId>::max_encoded_len().saturating_sub(terms.encoded_size());
        let corridor = largest_entry::<Corridors<T>>().saturating_sub(unused.saturated_into());
        Self::price(3, corridor.saturating_add(largest_entry::<CorridorEnds<T>>().saturating_mul(2)))
    }

    /// What an accreditation costs in deposit: one entry at its largest, so that renewal never changes it.
    pub fn accreditation_deposit() -> BalanceOf<T> {
        Self::price(1, largest_entry::<Accreditations<T>>())
    }

    /// Holds a deposit.
    pub(crate) fn take_deposit(
        reason: HoldReason,
        depositor: T::AccountId,
        amount: BalanceOf<T>,
    ) -> Result<DepositOf<T>, DispatchError> {
        T::Currency::hold(&reason.into(), &depositor, amount)?;
        Ok(Deposit { depositor, amount })
    }

    /// Gives a deposit back, or what is left of it.
    pub(crate) fn return_deposit(reason: HoldReason, deposit: DepositOf<T>) -> Result<(), DispatchError> {
        T::Currency::release(&reason.into(), &deposit.depositor, deposit.amount, Precision::BestEffort)?;
        Ok(())
    }
}
