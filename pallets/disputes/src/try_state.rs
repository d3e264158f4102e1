//! What is always true of the claims.

use alloc::{collections::BTreeMap, vec::Vec};
use msez_traits::Balance;
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::fungible::{Inspect, InspectHold},
    },
    sp_runtime::TryRuntimeError,
};

use crate::{
    split::Tally, Agenda, AgendaKey, ByStatement, ClaimOf, Claims, Config, HoldReason, Juries, OpenAgainst,
    OpenBy, Outcome, Pallet, Phase,
};

/// Claims, juries, deadlines, counts and money agree.
pub fn do_try_state<T: Config>() -> Result<(), TryRuntimeError> {
    for (id, claim) in Claims::<T>::iter() {
        ensure!(Agenda::<T>::contains_key(AgendaKey::new(claim.due, id)), "a claim has no deadline");
        ensure!(claim.phase.is_open() != claim.outcome.is_some(), "a claim is open until it has an outcome");
        ensure!(claim.outcome.is_some() == claim.decided_by.is_some(), "an outcome is somebody's");
        ensure!(claim.challenger.is_some() == claim.answer.is_some(), "a challenge has an answer");
        let stands_in_the_way = claim.phase.is_open() || claim.outcome == Some(Outcome::Upheld);
        ensure!(
            (ByStatement::<T>::get(claim.statement) == Some(id)) == stands_in_the_way,
            "an open or upheld claim, and no other, stands in the way of another"
        );
        jury_agrees_with_claim::<T>(&claim, Juries::<T>::get(id).into_inner())?;
    }
    for key in Agenda::<T>::iter_keys() {
        let claim = Claims::<T>::get(key.what()).ok_or("what is on the agenda exists")?;
        ensure!(AgendaKey::new(claim.due, key.what()) == key, "a claim has one deadline");
    }
    for (statement, id) in ByStatement::<T>::iter() {
        let claim = Claims::<T>::get(id).ok_or("a claim on a statement exists")?;
        ensure!(claim.statement == statement, "a claim is on its statement");
    }
    for (id, jury) in Juries::<T>::iter() {
        ensure!(!jury.is_empty(), "an empty jury is kept");
        ensure!(Claims::<T>::contains_key(id), "a jury judges a claim");
    }
    counts_agree::<T>()?;
    money_agrees::<T>()
}

fn jury_agrees_with_claim<T: Config>(
    claim: &ClaimOf<T>,
    jury: Vec<crate::SeatOf<T>>,
) -> Result<(), TryRuntimeError> {
    let mut tally = Tally::default();
    let (mut weight, mut fetched, mut before): (Balance, Balance, Balance) = (0, 0, 0);
    for (place, seat) in jury.iter().enumerate() {
        ensure!(!claim.is_party(&seat.who), "nobody judges his own case");
        ensure!(seat.weight > 0, "a juror weighs something");
        ensure!(jury.iter().take(place).all(|other| other.who != seat.who), "a juror has one seat");
        if let Some(vote) = seat.vote {
            tally.count(vote, seat.weight);
        }
        if claim.is_rewarded(seat.vote) {
            weight = weight.saturating_add(seat.weight);
            if seat.paid {
                fetched = fetched.saturating_add(claim.pool.share(before, seat.weight));
            }
            before = before.saturating_add(seat.weight);
        } else {
            ensure!(!seat.paid, "only who was right is paid");
        }
    }
    ensure!(u32::try_from(jury.len()) == Ok(claim.jurors), "the claim counts its jurors");
    ensure!(tally == claim.tally, "the tally is the sum of the votes");
    ensure!(claim.pool.total == 0 || claim.pool.weight == weight, "who was right shares the pool");
    ensure!(claim.pool.fetched == fetched, "what was fetched is what is paid");
    let has_begun = matches!(claim.phase, Phase::Filed | Phase::Arbitration);
    ensure!(!has_begun || jury.is_empty(), "a jury sits after it was called");
    Ok(())
}

fn counts_agree<T: Config>() -> Result<(), TryRuntimeError> {
    let (mut by, mut against) = (BTreeMap::<_, u32>::new(), BTreeMap::<_, u32>::new());
    for claim in Claims::<T>::iter_values() {
        if claim.phase.is_open() {
            let count = by.entry(claim.claimant.clone()).or_default();
            *count = count.saturating_add(1);
        }
        if claim.phase.binds_author() {
            let count = against.entry(claim.author.clone()).or_default();
            *count = count.saturating_add(1);
        }
    }
    ensure!(OpenBy::<T>::iter().collect::<BTreeMap<_, _>>() == by, "the open claims are counted");
    ensure!(OpenAgainst::<T>::iter().collect::<BTreeMap<_, _>>() == against, "what binds authors is counted");
    Ok(())
}

fn money_agrees<T: Config>() -> Result<(), TryRuntimeError> {
    let (mut claims, mut challenges) = (BTreeMap::<_, Balance>::new(), BTreeMap::<_, Balance>::new());
    let mut waiting: Balance = 0;
    for claim in Claims::<T>::iter_values() {
        waiting = waiting.saturating_add(claim.pool.left());
        let bond = if claim.phase.is_open() { claim.bond } else { 0 };
        let sum = claims.entry(claim.claimant).or_default();
        *sum = sum.saturating_add(bond);
        if let Some(challenger) = claim.challenger {
            let sum = challenges.entry(challenger).or_default();
            *sum = sum.saturating_add(bond);
        }
    }
    for (reason, sums) in [(HoldReason::Claim, claims), (HoldReason::Challenge, challenges)] {
        for (who, sum) in sums {
            let held = T::Currency::balance_on_hold(&reason.into(), &who);
            ensure!(held == sum, "what is held is the bonds of open claims");
        }
    }
    ensure!(T::Currency::total_balance(&Pallet::<T>::pot()) >= waiting, "the pot holds what was not fetched");
    Ok(())
}
