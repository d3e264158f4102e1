//! Money held for entries that an authority makes.

use codec::{Encode, MaxEncodedLen};
use msez_core::{CorridorId, Domain, JurisdictionId};
use polkadot_sdk::{
    frame_support::traits::{fungible::MutateHold, tokens::Precision, Get},
    sp_runtime::{traits::Saturating, DispatchError, SaturatedConversion},
};

use crate::{AccreditationRecordOf, BalanceOf, Config, Deposit, DepositOf, HoldReason, Pallet, TermsRecord};

impl<T: Config> Pallet<T> {
    /// The deposit for a number of entries with so many bytes of keys and values together.
    fn price(items: u32, bytes: usize) -> BalanceOf<T> {
        let bytes: BalanceOf<T> = bytes.saturated_into();
        T::ItemDeposit::get()
            .saturating_mul(items.into())
            .saturating_add(T::ByteDeposit::get().saturating_mul(bytes))
    }

    /// What opening a corridor on these terms costs in deposit: three entries (the corridor and its two ends), their
    /// keys, and the corridor's encoded size.
    pub fn corridor_deposit(terms: &TermsRecord<T::AccountId>) -> BalanceOf<T> {
        let key = CorridorId::max_encoded_len();
        let place = JurisdictionId::max_encoded_len();
        let ends = key.saturating_add(place).saturating_mul(2);
        let suspension = msez_manifold::CorridorSuspension::max_encoded_len();
        let deposit = Option::<DepositOf<T>>::max_encoded_len();
        let value = place
            .saturating_mul(2)
            .saturating_add(terms.encoded_size())
            .saturating_add(suspension)
            .saturating_add(deposit);
        Self::price(3, key.saturating_add(value).saturating_add(ends))
    }

    /// What an accreditation costs in deposit: one entry, its key and its largest value, so that renewal never changes it.
    pub fn accreditation_deposit() -> BalanceOf<T> {
        let key = JurisdictionId::max_encoded_len()
            .saturating_add(Domain::max_encoded_len())
            .saturating_add(T::AccountId::max_encoded_len());
        Self::price(1, key.saturating_add(AccreditationRecordOf::<T>::max_encoded_len()))
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
