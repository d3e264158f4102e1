//! Every reason against a call: what the calls ensure, and what the report lists.

use alloc::vec::Vec;
use msez_core::Digest;
use msez_traits::{Balance, Jury};
use polkadot_sdk::{
    frame_support::traits::{fungible::InspectHold, Get},
    frame_system::Pallet as System,
    sp_runtime::DispatchResult,
};

use crate::{
    ByStatement, ClaimOf, Claims, Config, Error, HoldReason, Juries, OpenBy, Pallet, Phase, Refusal, Report,
    SeatOf,
};

/// The reasons whose condition holds.
fn those(reasons: &[(bool, Refusal)]) -> Vec<Refusal> {
    reasons.iter().filter(|(applies, _)| *applies).map(|(_, reason)| *reason).collect()
}

/// No reason, or the first one as an error.
pub(crate) fn ensure_none<T: Config>(refusals: &[Refusal]) -> DispatchResult {
    match refusals.first() {
        Some(refusal) => Err(Error::<T>::from(*refusal).into()),
        None => Ok(()),
    }
}

impl<T: Config> Pallet<T> {
    /// Against a phase that is not there, or is over although the agenda has not come to it.
    fn out_of_time(claim: &ClaimOf<T>, phase: Phase) -> [(bool, Refusal); 2] {
        let is_there = claim.phase == phase;
        let is_over = is_there && System::<T>::block_number() >= claim.due;
        [(!is_there, Refusal::WrongPhase), (is_over, Refusal::Expired)]
    }

    fn cannot_pay(reason: HoldReason, who: &T::AccountId, bond: Balance) -> bool {
        !T::Currency::can_hold(&reason.into(), who, bond)
    }

    /// Against `file_claim`.
    pub(crate) fn against_filing(
        statement: &Digest,
        author: Option<&T::AccountId>,
        who: &T::AccountId,
    ) -> Vec<Refusal> {
        let open = OpenBy::<T>::get(who).unwrap_or_default();
        those(&[
            (author.is_none(), Refusal::UnknownStatement),
            (author == Some(who), Refusal::OwnStatement),
            (ByStatement::<T>::contains_key(statement), Refusal::AlreadyExists),
            (open >= T::MaxOpenClaims::get(), Refusal::TooManyClaims),
            (Self::cannot_pay(HoldReason::Claim, who, T::ClaimBond::get()), Refusal::FundsUnavailable),
        ])
    }

    /// Against `withdraw_claim`.
    pub(crate) fn against_withdrawing(claim: &ClaimOf<T>, who: &T::AccountId) -> Vec<Refusal> {
        let [phase, time] = Self::out_of_time(claim, Phase::Filed);
        those(&[(claim.claimant != *who, Refusal::NotAuthorized), phase, time])
    }

    /// Against `challenge`.
    pub(crate) fn against_challenging(claim: &ClaimOf<T>, who: &T::AccountId) -> Vec<Refusal> {
        let [phase, time] = Self::out_of_time(claim, Phase::Filed);
        let cannot_pay = Self::cannot_pay(HoldReason::Challenge, who, claim.bond);
        // Who claims would lose against himself, and keep the author from answering.
        let is_claimant = claim.claimant == *who;
        those(&[(is_claimant, Refusal::IsParty), phase, time, (cannot_pay, Refusal::FundsUnavailable)])
    }

    /// Against `rule`.
    pub(crate) fn against_ruling(claim: &ClaimOf<T>, who: &T::AccountId) -> Vec<Refusal> {
        let [phase, time] = Self::out_of_time(claim, Phase::Arbitration);
        those(&[(claim.impartial_arbiter() != Some(who), Refusal::NotAuthorized), phase, time])
    }

    /// Against `commit_vote`.
    pub(crate) fn against_committing(
        claim: &ClaimOf<T>,
        jury: &[SeatOf<T>],
        who: &T::AccountId,
        weight: Balance,
    ) -> Vec<Refusal> {
        let [phase, time] = Self::out_of_time(claim, Phase::Commit);
        let is_full = u32::try_from(jury.len()).unwrap_or(u32::MAX) >= T::MaxJurors::get();
        let lightest = jury.iter().map(|seat| seat.weight).min().unwrap_or_default();
        those(&[
            (claim.is_party(who), Refusal::IsParty),
            phase,
            time,
            (weight == 0, Refusal::NoWeight),
            (jury.iter().any(|seat| seat.who == *who), Refusal::AlreadyCommitted),
            (is_full && weight <= lightest, Refusal::TooManyJurors),
        ])
    }

    /// Against `reveal_vote`, the hash aside.
    pub(crate) fn against_revealing(claim: &ClaimOf<T>, seat: Option<&SeatOf<T>>) -> Vec<Refusal> {
        let [phase, time] = Self::out_of_time(claim, Phase::Reveal);
        let has_revealed = seat.is_some_and(|seat| seat.vote.is_some());
        those(&[(seat.is_none(), Refusal::NotJuror), phase, time, (has_revealed, Refusal::AlreadyRevealed)])
    }

    /// Against `claim_reward`.
    pub(crate) fn against_rewarding(
        claim: &ClaimOf<T>,
        seat: Option<&SeatOf<T>>,
        share: Balance,
    ) -> Vec<Refusal> {
        let is_decided = !claim.phase.is_open();
        let was_paid = seat.is_some_and(|seat| seat.paid);
        those(&[
            (seat.is_none(), Refusal::NotJuror),
            (!is_decided, Refusal::WrongPhase),
            (was_paid, Refusal::AlreadyPaid),
            (is_decided && !was_paid && share == 0, Refusal::NothingToClaim),
        ])
    }

    /// What a juror gets, or got, of the pool.
    pub(crate) fn share_of(claim: &ClaimOf<T>, jury: &[SeatOf<T>], who: &T::AccountId) -> Balance {
        let mut before: Balance = 0;
        for seat in jury.iter().filter(|seat| claim.is_rewarded(seat.vote)) {
            if seat.who == *who {
                return claim.pool.share(before, seat.weight);
            }
            before = before.saturating_add(seat.weight);
        }
        0
    }

    /// A claim, and every reason against each call of an account.
    pub(crate) fn report_on(
        id: &Digest,
        who: &T::AccountId,
    ) -> Option<Report<T::AccountId, BlockNumberOf<T>>> {
        let claim = Claims::<T>::get(id)?;
        let jury = Juries::<T>::get(id);
        let seat = jury.iter().find(|seat| seat.who == *who);
        let weight = T::Jury::weight(who, &claim.statement);
        let share = Self::share_of(&claim, &jury, who);
        let claim_reward = Self::against_rewarding(&claim, seat, share);
        Some(Report {
            withdraw_claim: Self::against_withdrawing(&claim, who),
            challenge: Self::against_challenging(&claim, who),
            rule: Self::against_ruling(&claim, who),
            commit_vote: Self::against_committing(&claim, &jury, who, weight),
            reveal_vote: Self::against_revealing(&claim, seat),
            reward: if claim_reward.is_empty() { share } else { 0 },
            claim_reward,
            claim,
        })
    }
}

type BlockNumberOf<T> = polkadot_sdk::frame_system::pallet_prelude::BlockNumberFor<T>;

impl<T> From<Refusal> for Error<T> {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::UnknownStatement => Error::UnknownStatement,
            Refusal::OwnStatement => Error::OwnStatement,
            Refusal::AlreadyExists => Error::AlreadyExists,
            Refusal::TooManyClaims => Error::TooManyClaims,
            Refusal::FundsUnavailable => Error::FundsUnavailable,
            Refusal::NotAuthorized => Error::NotAuthorized,
            Refusal::WrongPhase => Error::WrongPhase,
            Refusal::Expired => Error::Expired,
            Refusal::IsParty => Error::IsParty,
            Refusal::NoWeight => Error::NoWeight,
            Refusal::AlreadyCommitted => Error::AlreadyCommitted,
            Refusal::TooManyJurors => Error::TooManyJurors,
            Refusal::NotJuror => Error::NotJuror,
            Refusal::AlreadyRevealed => Error::AlreadyRevealed,
            Refusal::NothingToClaim => Error::NothingToClaim,
            Refusal::AlreadyPaid => Error::AlreadyPaid,
        }
    }
}
