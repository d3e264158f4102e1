//! How a claim ends: consequences for the author, money, and what remains.

use msez_core::Digest;
use msez_traits::{Balance, Jury};
use polkadot_sdk::{
    frame_support::{
        storage::with_storage_layer,
        traits::{
            fungible::{Mutate, MutateHold},
            tokens::{Fortitude, Precision, Preservation, Restriction},
            Get,
        },
    },
    sp_runtime::{traits::AccountIdConversion, DispatchError, DispatchResult},
};

use crate::{
    split::{fee_of, loser_pays, Pool},
    ByStatement, ClaimOf, Claims, Config, Decider, Event, HoldReason, Juries, OpenAgainst, OpenBy, Outcome,
    Pallet, Phase, Settlement,
};

/// The bond of one side, while it is divided.
struct Purse<'a, T: Config> {
    reason: HoldReason,
    owner: &'a T::AccountId,
    left: Balance,
}

impl<T: Config> Purse<'_, T> {
    /// Pays somebody. Zero where he cannot receive it, for example because his account would stay below the existential
    /// deposit; nothing has moved then.
    fn pay(&mut self, to: &T::AccountId, amount: Balance) -> Balance {
        let amount = amount.min(self.left);
        if amount == 0 {
            return 0;
        }
        let moved = with_storage_layer(|| {
            T::Currency::transfer_on_hold(
                &self.reason.into(),
                self.owner,
                to,
                amount,
                Precision::Exact,
                Restriction::Free,
                Fortitude::Force,
            )
        })
        .unwrap_or_default();
        self.left = self.left.saturating_sub(moved);
        moved
    }

    /// Gives the rest back.
    fn give_back(self) -> DispatchResult {
        if self.left > 0 {
            T::Currency::release(&self.reason.into(), self.owner, self.left, Precision::Exact)?;
        }
        Ok(())
    }
}

/// Lowers a count; none of zero is kept.
fn one_less(count: &mut Option<u32>) -> u32 {
    let rest = count.unwrap_or_default().saturating_sub(1);
    *count = (rest > 0).then_some(rest);
    rest
}

impl<T: Config> Pallet<T> {
    /// Where the jurors' money lies until they fetch it.
    pub fn pot() -> T::AccountId {
        T::PalletId::get().into_account_truncating()
    }

    /// Ends a claim. All of it or nothing, if called in a storage layer.
    pub(crate) fn conclude(
        id: &Digest,
        mut claim: ClaimOf<T>,
        outcome: Outcome,
        decider: Decider,
    ) -> DispatchResult {
        claim.outcome = Some(outcome);
        claim.decided_by = Some(decider);
        let settlement = Self::settle(&mut claim, outcome, decider)?;
        OpenBy::<T>::mutate_exists(&claim.claimant, one_less);
        if outcome == Outcome::Upheld {
            Self::set_free(&claim.author);
            Self::enter(id, &mut claim, Phase::Closed, T::RewardWindow::get());
        } else {
            ByStatement::<T>::remove(claim.statement);
            Self::enter(id, &mut claim, Phase::Cooling, T::RefileWindow::get());
        }
        Self::deposit_event(Event::Decided {
            claim: *id,
            statement: claim.statement,
            author: claim.author.clone(),
            outcome,
            decided_by: decider,
            tally: claim.tally,
            settlement,
        });
        Claims::<T>::insert(id, &claim);

        match outcome {
            Outcome::Upheld => Self::convict(id, &claim),
            Outcome::Rejected => T::Jury::acquit(&claim.statement),
            // Nothing was found: nobody's name gets better by it.
            Outcome::NoVerdict | Outcome::Withdrawn => {}
        }
        Self::note_jurors(id, outcome);
        Ok(())
    }

    /// Has the author punished. Where that fails the verdict stands, and everybody can see that it had no effect.
    fn convict(id: &Digest, claim: &ClaimOf<T>) {
        match with_storage_layer(|| T::Jury::convict(&claim.statement, &claim.claimant)) {
            Ok(slash) => {
                Self::deposit_event(Event::Convicted { claim: *id, author: claim.author.clone(), slash })
            }
            Err(error) => {
                let author = claim.author.clone();
                Self::deposit_event(Event::ConvictionFailed { claim: *id, author, error })
            }
        }
    }

    /// Says of each juror whether he did his duty. Who revealed where there was no verdict was neither right nor wrong.
    fn note_jurors(id: &Digest, outcome: Outcome) {
        for seat in Juries::<T>::get(id) {
            if seat.vote.is_none() || outcome.vote().is_some() {
                T::Jury::voted(&seat.who, seat.vote.is_some() && seat.vote == outcome.vote());
            }
        }
    }

    /// Divides the bonds. What nobody can receive stays with who paid it.
    fn settle(
        claim: &mut ClaimOf<T>,
        outcome: Outcome,
        decider: Decider,
    ) -> Result<Settlement, DispatchError> {
        let (bond, treasury) = (claim.bond, T::Treasury::get());
        let mut claimant = Purse::<T> { reason: HoldReason::Claim, owner: &claim.claimant, left: bond };
        let mut challenger = claim.challenger.as_ref().map(|owner| Purse::<T> {
            reason: HoldReason::Challenge,
            owner,
            left: bond,
        });
        let mut settlement = Settlement::default();

        match outcome {
            Outcome::Upheld | Outcome::Rejected => {
                let (loser, winner) = if outcome == Outcome::Upheld {
                    (challenger.as_mut(), Some(&claim.claimant))
                } else {
                    (Some(&mut claimant), claim.challenger.as_ref())
                };
                if let Some(loser) = loser {
                    let spoils = loser_pays(bond, T::WinnerShare::get());
                    if let Some(winner) = winner {
                        settlement.winner = loser.pay(winner, spoils.winner);
                    }
                    match (decider, &claim.arbiter) {
                        (Decider::Arbiter, Some(arbiter)) => {
                            settlement.arbiter = loser.pay(arbiter, spoils.judges);
                        }
                        (Decider::Jury, _) => settlement.jurors = loser.pay(&Self::pot(), spoils.judges),
                        _ => {}
                    }
                    settlement.treasury = loser.pay(&treasury, loser.left);
                }
            }
            Outcome::NoVerdict => {
                let fee = fee_of(bond, T::NoVerdictFee::get());
                let has_spoken = claim.tally.revealed() > 0;
                for side in [Some(&mut claimant), challenger.as_mut()].into_iter().flatten() {
                    let to_jurors = if has_spoken { side.pay(&Self::pot(), fee) } else { 0 };
                    settlement.jurors = settlement.jurors.saturating_add(to_jurors);
                    let to_treasury = side.pay(&treasury, fee.saturating_sub(to_jurors));
                    settlement.treasury = settlement.treasury.saturating_add(to_treasury);
                }
            }
            Outcome::Withdrawn => {
                settlement.treasury = claimant.pay(&treasury, fee_of(bond, T::WithdrawalFee::get()));
            }
        }

        settlement.from_claimant = bond.saturating_sub(claimant.left);
        claimant.give_back()?;
        if let Some(challenger) = challenger {
            settlement.from_challenger = bond.saturating_sub(challenger.left);
            challenger.give_back()?;
        }
        let weight = match outcome.vote() {
            Some(vote) => claim.tally.of(vote),
            None => claim.tally.revealed(),
        };
        if settlement.jurors > 0 {
            claim.pool = Pool { total: settlement.jurors, weight, fetched: 0 };
        }
        Ok(settlement)
    }

    /// One claim less binds the author.
    pub(crate) fn set_free(author: &T::AccountId) {
        let open = OpenAgainst::<T>::mutate_exists(author, one_less);
        T::Jury::set_open_claims(author, open);
    }

    /// Removes a claim. What jurors have not fetched is the treasury's.
    pub(crate) fn forget(id: &Digest, claim: ClaimOf<T>) {
        let unfetched = claim.pool.left();
        if unfetched > 0 {
            // Where the treasury cannot receive it, it stays in the pot and is nobody's.
            let pay = || {
                T::Currency::transfer(&Self::pot(), &T::Treasury::get(), unfetched, Preservation::Expendable)
            };
            let _ = with_storage_layer(pay);
        }
        crate::Agenda::<T>::remove(crate::AgendaKey::new(claim.due, *id));
        Juries::<T>::remove(id);
        if claim.outcome == Some(Outcome::Upheld) {
            ByStatement::<T>::remove(claim.statement);
        }
        Claims::<T>::remove(id);
        Self::deposit_event(Event::Forgotten { claim: *id, unfetched });
    }
}
