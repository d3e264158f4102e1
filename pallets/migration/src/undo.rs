//! Taking everything back. Each action happens by itself, and is recorded after it has.

use msez_core::{Digest, Moment};
use msez_saga::{Action, Event as Cause, State};
use msez_traits::{AssetLock, Bridge};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_storage_layer,
        traits::{Get, Time},
    },
    sp_runtime::{DispatchResult, Perbill},
};

use crate::{Config, Error, Event, Pallet, Pledges, SagaOf};

impl<T: Config> Pallet<T> {
    /// Tries what is outstanding. Whether everything has happened.
    pub(crate) fn take_back(id: &Digest, saga: &mut SagaOf<T>, now: Moment) -> bool {
        let mut has_failed = false;
        for action in Action::ORDER {
            let Some(mut compensation) = saga.compensation else { return false };
            if !compensation.is_ready(action) {
                continue;
            }
            let mut changed = saga.clone();
            let (left, cause) = (compensation.left, compensation.cause);
            match with_storage_layer(|| Self::undo(id, &mut changed, action, left, cause)) {
                Ok(()) => {
                    compensation.record(action);
                    changed.compensation = Some(compensation);
                    *saga = changed;
                    Self::deposit_event(Event::ActionDone { saga: *id, action });
                }
                Err(error) => {
                    has_failed = true;
                    Self::deposit_event(Event::ActionFailed { saga: *id, action, error });
                }
            }
        }
        let Some(compensation) = saga.compensation.as_mut() else { return false };
        if has_failed {
            let retry = compensation.failed();
            let tries = compensation.tries;
            saga.retry_at = now.saturating_add(retry.after);
            if retry.escalates {
                Self::deposit_event(Event::Escalated { saga: *id, state: saga.state, tries });
            }
        }
        saga.compensation.is_some_and(|compensation| compensation.is_done())
    }

    /// Everything at once, while nothing but money is held.
    pub(crate) fn return_everything(id: &Digest, saga: &mut SagaOf<T>, cause: Cause) -> DispatchResult {
        let left = saga.state;
        for action in Action::ORDER.into_iter().filter(|action| action.is_needed_in(left)) {
            Self::undo(id, saga, action, left, cause)?;
        }
        Ok(())
    }

    fn undo(id: &Digest, saga: &mut SagaOf<T>, action: Action, left: State, cause: Cause) -> DispatchResult {
        match action {
            Action::AbortTransfer => {
                let transfer = saga.transit.ok_or(Error::<T>::NotFound)?.transfer;
                let refund = Perbill::from_percent(left.refund_percent().into());
                T::Bridge::abort(&transfer, refund, &saga.objectors)
            }
            Action::UnlockSource if left == State::SourceLock => T::Assets::unlock(&saga.request.asset, *id),
            Action::UnlockSource => T::Assets::turn_back(&saga.request.asset, *id),
            Action::RefundFees => Self::refund(id, saga, left),
            Action::VoidAttestations => {
                let count = u32::try_from(Pledges::<T>::get(id).len()).unwrap_or(u32::MAX);
                if count > 0 {
                    Self::deposit_event(Event::PledgesVoided { saga: *id, count });
                }
                Ok(())
            }
            Action::RestoreComplianceState => {
                let (asset, home) = (saga.request.asset, saga.request.source);
                ensure!(T::Assets::home(&asset) == Some(home), Error::<T>::NotAtHome);
                let entered = Pledges::<T>::get(id).iter().any(|pledge| pledge.attestation.is_some());
                ensure!(!entered, Error::<T>::TooLate);
                let (faults, _) = Self::look_without_pledges(saga, home, T::Time::now());
                let passes = faults.is_empty();
                Self::deposit_event(Event::ComplianceRestored { saga: *id, asset, home, passes });
                Ok(())
            }
            Action::NotifyCounterparties => {
                Self::deposit_event(Event::CounterpartiesNotified {
                    saga: *id,
                    asset: saga.request.asset,
                    source: saga.request.source,
                    target: saga.request.target,
                    payer: saga.request.payer.clone(),
                    left,
                    cause,
                });
                Ok(())
            }
        }
    }

    /// What is still escrowed goes back by the share of the state that was left, rounded down; the rest to the treasury;
    /// what that cannot take goes back too. What the bridge took it gives back itself.
    fn refund(id: &Digest, saga: &mut SagaOf<T>, left: State) -> DispatchResult {
        let escrow = saga.escrow();
        let kept =
            escrow.saturating_sub(Perbill::from_percent(left.refund_percent().into()).mul_floor(escrow));
        let (payer, currency) = (saga.request.payer.clone(), saga.request.currency);
        let paid = with_storage_layer(|| Self::pay_out(currency, &T::Treasury::get(), kept));
        let kept = paid.map_or(0, |()| kept);
        let amount = escrow.saturating_sub(kept);
        Self::pay_out(currency, &payer, amount)?;
        saga.fees.refunded = saga.fees.refunded.saturating_add(amount);
        saga.fees.kept = saga.fees.kept.saturating_add(kept);
        if escrow > 0 {
            Self::deposit_event(Event::Refunded { saga: *id, payer, amount, kept });
        }
        Ok(())
    }
}
