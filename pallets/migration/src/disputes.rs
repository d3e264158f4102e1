//! Objections, and how they end.

use msez_core::Digest;
use msez_saga::Event as Cause;
use msez_traits::{AssetControl, Bridge, Jurisdictions};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{
            fungible::MutateHold,
            tokens::{Fortitude, Precision, Restriction},
            Get, Time,
        },
    },
    sp_runtime::{traits::Zero, DispatchResult},
};

use crate::{BalanceOf, Config, Dispute, Error, Event, Governed, HoldReason, Pallet, SagaOf, MAX_DISPUTES};

impl<T: Config> Pallet<T> {
    /// Whom a migration concerns: who decides over the asset, who speaks for a place of the path, who carries a hop.
    pub(crate) fn has_standing(saga: &SagaOf<T>, who: &T::AccountId) -> bool {
        T::Assets::controls(&saga.request.asset, who)
            || saga.places().any(|place| T::Jurisdictions::is_authority(&place, who))
            || saga.transit.is_some_and(|transit| T::Bridge::carries(&transit.transfer, who))
    }

    /// Stops a saga until a ruling.
    pub(crate) fn object(
        id: &Digest,
        mut saga: SagaOf<T>,
        by: T::AccountId,
        grounds: Digest,
    ) -> DispatchResult {
        ensure!(saga.state.may_turn_back() && saga.disputes < MAX_DISPUTES, Error::<T>::NotDisputable);
        let bond = T::DisputeBond::get();
        T::Currency::hold(&HoldReason::Dispute.into(), &by, bond)?;
        let until = T::Time::now().saturating_add(Governed::<T>::get().ruling);
        // The table is asked as the saga stands; what it asks for goes with the transition.
        let left = saga.state;
        saga.dispute = Some(Dispute { by: by.clone(), bond, left, grounds, until });
        saga.disputes = saga.disputes.saturating_add(1);
        saga.objectors.try_push(by.clone()).map_err(|_| Error::<T>::NotDisputable)?;
        Self::happen(id, &mut saga, Cause::Disputed).map_err(Self::refusal)?;
        Self::deposit_event(Event::DisputeOpened { saga: *id, by, grounds, until, bond });
        Ok(())
    }

    /// Ends a dispute: who objected without ground loses his bond to the treasury; otherwise, and where nobody ruled, it
    /// goes back.
    pub(crate) fn close_dispute(id: &Digest, saga: &mut SagaOf<T>, cause: Cause) -> DispatchResult {
        let Some(dispute) = saga.dispute.clone() else { return Ok(()) };
        let reason = HoldReason::Dispute.into();
        let mut forfeited: BalanceOf<T> = Zero::zero();
        if cause == Cause::RuledToCompensate {
            saga.objectors.retain(|who| *who != dispute.by);
        }
        if cause == Cause::RuledToResume {
            forfeited = T::Currency::transfer_on_hold(
                &reason,
                &dispute.by,
                &T::Treasury::get(),
                dispute.bond,
                Precision::BestEffort,
                Restriction::Free,
                Fortitude::Force,
            )?;
        } else {
            T::Currency::release(&reason, &dispute.by, dispute.bond, Precision::BestEffort)?;
        }
        Self::deposit_event(Event::DisputeClosed { saga: *id, cause, forfeited });
        Ok(())
    }
}
