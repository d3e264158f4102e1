//! Sending units: the bridge itself decides, once every hop is prepared and everybody still passes.

use codec::Encode;
use msez_bridge::{quote, LimitFault, ReceiptFault, Refusal};
use msez_core::{Digest, Moment};
use msez_traits::{Cargo, TensorReader, TransferOrder};
use polkadot_sdk::{
    frame_support::traits::{Get, Time},
    sp_io::hashing::sha2_256,
    sp_runtime::DispatchResult,
};

use crate::{Config, Error, NextNumber, Pallet, UnitsRequest, UnitsRequestOf};

impl<T: Config> Pallet<T> {
    pub(crate) fn are_times_sound(request: &UnitsRequest<T::AccountId>, now: Moment) -> bool {
        now < request.prepare_by
            && request.prepare_by < request.commit_by
            && request.commit_by.saturating_sub(now) <= T::MaxDuration::get()
    }

    pub(crate) fn do_open_units(from: T::AccountId, request: UnitsRequestOf<T>) -> DispatchResult {
        if !Self::are_times_sound(&request, T::Time::now()) {
            return Err(Error::<T>::BadDeadlines.into());
        }
        let hops = Self::path_of(&request).map_err(|faults| match faults {
            Some(_) => Error::<T>::PathRefused,
            None => Error::<T>::AssetNotFound,
        })?;
        let quote = quote(&hops, request.value).ok_or(Error::<T>::AmountOverflow)?;
        if let Some(fault) = quote.faults(&request.limits).first() {
            return Err(Error::<T>::from(*fault).into());
        }
        let number = NextNumber::<T>::get();
        NextNumber::<T>::put(number.checked_add(1).ok_or(Error::<T>::AmountOverflow)?);
        let order = TransferOrder {
            reference: Digest((&from, number).using_encoded(sha2_256)),
            asset: request.asset,
            cargo: Cargo::Units { from: from.clone(), to: request.to, amount: request.amount },
            value: request.value,
            hops,
            payer: from,
            currency: request.currency,
            slice_root: T::Tensor::root(),
            prepare_by: request.prepare_by,
            commit_by: request.commit_by,
            arbiter: None,
        };
        Self::do_open(order, true).map(|_| ())
    }
}

impl<T> From<Refusal> for Error<T> {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::WrongLength => Error::WrongLength,
            Refusal::BadDeadlines => Error::BadDeadlines,
            Refusal::TooLate => Error::TooLate,
            Refusal::AlreadyPrepared => Error::AlreadyPrepared,
            Refusal::AlreadyCommitted => Error::AlreadyCommitted,
            Refusal::NotPrepared => Error::NotPrepared,
            Refusal::AlreadyDecided => Error::AlreadyDecided,
            Refusal::Aborted => Error::Aborted,
            Refusal::NotDecided => Error::NotDecided,
            Refusal::LockTooShort => Error::LockTooShort,
            Refusal::NotDue => Error::NotDue,
            Refusal::NotEscalated => Error::NotEscalated,
        }
    }
}

impl<T> From<ReceiptFault> for Error<T> {
    fn from(fault: ReceiptFault) -> Self {
        match fault {
            ReceiptFault::OtherChain => Error::OtherChain,
            ReceiptFault::OtherHop => Error::OtherHop,
            ReceiptFault::OtherOperator => Error::OtherOperator,
            ReceiptFault::OtherCargo => Error::OtherCargo,
            ReceiptFault::OtherSlices => Error::OtherSlices,
            ReceiptFault::WrongTime => Error::WrongTime,
            ReceiptFault::NotLinked => Error::NotLinked,
            ReceiptFault::NoReference => Error::ReferenceMissing,
        }
    }
}

impl<T> From<LimitFault> for Error<T> {
    fn from(fault: LimitFault) -> Self {
        match fault {
            LimitFault::TooManyHops => Error::TooManyHops,
            LimitFault::TooSlow => Error::TooSlow,
            LimitFault::FeeShareTooHigh | LimitFault::FeeTooHigh => Error::FeesTooHigh,
            LimitFault::NoValue => Error::NoValue,
        }
    }
}
