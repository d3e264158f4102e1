//! Money in and out of the bridge's keyless account.

use msez_bridge::{abort_split, HopTerms};
use msez_core::{Digest, Usd};
use msez_traits::{FeeCurrency, Paths, Pricing, Settlement};
use polkadot_sdk::{
    frame_support::{ensure, storage::with_storage_layer, traits::Get},
    sp_runtime::{DispatchResult, Perbill},
};

use crate::{Config, Error, Event, HopOf, Owed, Pallet, TransferOf};

impl<T: Config> Pallet<T> {
    /// What each part of a hop costs in a currency, rounded up: transfer and entry.
    pub(crate) fn priced(currency: FeeCurrency, terms: &HopTerms) -> Option<(u128, u128)> {
        let price = |amount: Usd| match amount {
            Usd::ZERO => Some(0),
            amount => T::Pricing::price(currency, amount),
        };
        Some((price(terms.transfer_fee)?, price(terms.entry_fee)?))
    }

    /// Takes the fees of a transfer.
    pub(crate) fn escrow(currency: FeeCurrency, payer: &T::AccountId, amount: u128) -> DispatchResult {
        if amount == 0 {
            return Ok(());
        }
        let escrow = T::Escrow::get();
        ensure!(T::Settlement::is_endowed(currency, &escrow), Error::<T>::EscrowNotEndowed);
        T::Settlement::pay(currency, payer, &escrow, amount)
    }

    /// Pays out of a transfer's fees. Who cannot be paid now is owed it: nothing that is decided waits for money.
    pub(crate) fn pay_out(id: &Digest, transfer: &mut TransferOf<T>, to: &T::AccountId, amount: u128) {
        let amount = amount.min(transfer.escrow);
        if amount == 0 {
            return;
        }
        transfer.escrow = transfer.escrow.saturating_sub(amount);
        let (transfer, currency) = (*id, transfer.currency);
        let who = to.clone();
        let paid = with_storage_layer(|| T::Settlement::pay(currency, &T::Escrow::get(), to, amount));
        if paid.is_ok() {
            Self::deposit_event(Event::FeePaid { transfer, who, currency, amount });
        } else {
            Owed::<T>::mutate(to, currency, |owed| *owed = owed.saturating_add(amount));
            Self::deposit_event(Event::FeeOwed { transfer, who, currency, amount });
        }
    }

    /// Pays for a committed hop: who committed it, and the jurisdiction that it leads to. Governance earns nothing; what
    /// nobody earns goes back to the payer in the end.
    pub(crate) fn pay_hop(
        id: &Digest,
        transfer: &mut TransferOf<T>,
        hop: &HopOf<T>,
        by: Option<&T::AccountId>,
    ) {
        if let Some(by) = by {
            Self::pay_out(id, transfer, by, hop.transfer_fee);
        }
        if let Some(authority) = T::Paths::authority(&hop.terms.to) {
            Self::pay_out(id, transfer, &authority, hop.entry_fee);
        }
    }

    /// Gives the payer whatever is left.
    pub(crate) fn pay_back(id: &Digest, transfer: &mut TransferOf<T>) {
        let (payer, rest) = (transfer.payer.clone(), transfer.escrow);
        transfer.returned = rest;
        Self::pay_out(id, transfer, &payer, rest);
    }

    /// Splits the fees of an aborted transfer among the payer, those who had prepared, and the treasury. Gives back what the
    /// payer got.
    pub(crate) fn pay_abort(
        id: &Digest,
        transfer: &mut TransferOf<T>,
        refund: Perbill,
        prepared: &[(T::AccountId, u128)],
    ) -> u128 {
        let earned: alloc::vec::Vec<u128> = prepared.iter().map(|(_, fee)| *fee).collect();
        let split = abort_split(transfer.escrow, refund.deconstruct(), &earned);
        let payer = transfer.payer.clone();
        transfer.returned = split.refund;
        Self::pay_out(id, transfer, &payer, split.refund);
        for ((who, _), amount) in prepared.iter().zip(split.operators) {
            Self::pay_out(id, transfer, who, amount);
        }
        let rest = transfer.escrow;
        Self::pay_out(id, transfer, &T::Treasury::get(), rest);
        split.refund
    }

    /// Pays what an account is owed.
    pub(crate) fn do_collect(who: T::AccountId, currency: FeeCurrency) -> DispatchResult {
        let amount = Owed::<T>::take(&who, currency);
        ensure!(amount > 0, Error::<T>::NothingOwed);
        T::Settlement::pay(currency, &T::Escrow::get(), &who, amount)?;
        Self::deposit_event(Event::FeesCollected { who, currency, amount });
        Ok(())
    }
}
