//! What can be asked without a transaction.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use core::cmp::Reverse;
use msez_core::{AssetClass, Digest, JurisdictionId};
use msez_traits::{Backing, Balance, Bonds, Role};
use msez_watch::{Exposure, Score, Tier};
use polkadot_sdk::{
    frame_support::traits::{Get, Time},
    frame_system,
};
use scale_info::TypeInfo;

use crate::{Active, Conducts, Config, Pallet, Panels, Status, Tallies, Topics, Watchers};

/// A reason why a watcher cannot attest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Obstacle {
    /// The account is no watcher.
    NotRegistered,
    /// He has left.
    Retired,
    /// He is banned for ever.
    Banned,
    /// There is no such topic.
    TopicNotFound,
    /// The topic is closed.
    TopicClosed,
    /// The jurisdiction is not in his scope.
    JurisdictionOutOfScope,
    /// The class is not in his scope.
    ClassOutOfScope,
    /// His bond is below the role's minimum, or his backing below the topic's.
    BondTooLow,
    /// He has no seat on the topic; seats are given at intervals.
    NoSeat,
    /// His bond cannot stand for more now.
    OverExposed,
    /// He has spoken at this coordinate.
    AlreadyStated,
    /// The window of the coordinate is over.
    WindowClosed,
    /// As many coordinates of the topic as can be open are.
    TooManyOpen,
    /// The height is no multiple of the topic's stride.
    NotAHeight,
}

/// What a watcher can do on a topic.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Report {
    /// Everything that stands against a statement now; none: it would be accepted.
    pub obstacles: Vec<Obstacle>,
    /// What stands behind him.
    pub backing: Balance,
    /// What his word stands for.
    pub exposure: Balance,
    /// What it can stand for.
    pub cap: Balance,
    /// The weight of his seat.
    pub weight: Balance,
    /// The eligible weight of the topic.
    pub eligible: Balance,
    /// His score.
    pub score: Score,
    /// Whether a duty on the topic waits for him.
    pub on_duty: bool,
    /// Claims against him that are open.
    pub claims: u32,
    /// Slashes that wait.
    pub pending: u32,
    /// Earned and not yet claimed.
    pub rewards: Balance,
}

/// A watcher for a scope.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Selected<AccountId> {
    /// Who.
    pub who: AccountId,
    /// His score.
    pub score: Score,
    /// His tier.
    pub tier: Tier,
    /// What stands behind him.
    pub backing: Balance,
}

impl<T: Config> Pallet<T> {
    pub(crate) fn report_of(who: &T::AccountId, topic_id: &Digest, height: u64) -> Report {
        let now = T::Time::now();
        let (watcher, conduct) = (Watchers::<T>::get(who), Conducts::<T>::get(who));
        let (topic, panel) = (Topics::<T>::get(topic_id), Panels::<T>::get(topic_id));
        let tally = Tallies::<T>::get(topic_id, height);
        let Backing { own, delegated } = T::Bonds::backing_in_parts(Role::Watcher, who);
        let backing = own.saturating_add(delegated);
        let seat = panel.as_ref().and_then(|panel| panel.seats.iter().find(|seat| seat.who == *who));
        let exposure = conduct.map_or(0, |conduct| conduct.exposure.outstanding(now));
        let cap = Exposure::cap(backing);

        let mut obstacles = Vec::new();
        match watcher.as_ref().map(|watcher| watcher.status) {
            None => obstacles.push(Obstacle::NotRegistered),
            Some(Status::Retired) => obstacles.push(Obstacle::Retired),
            Some(Status::Banned) => obstacles.push(Obstacle::Banned),
            Some(Status::Active) => {}
        }
        let own_is_enough = own >= T::Bonds::minimum(Role::Watcher);
        match &topic {
            None => obstacles.push(Obstacle::TopicNotFound),
            Some(topic) => {
                let terms = &topic.terms;
                if let Some(watcher) = &watcher {
                    if !watcher.jurisdictions.contains(&terms.jurisdiction) {
                        obstacles.push(Obstacle::JurisdictionOutOfScope);
                    }
                    if !watcher.classes.contains(&terms.class) {
                        obstacles.push(Obstacle::ClassOutOfScope);
                    }
                }
                let over = exposure.checked_add(terms.exposure).is_none_or(|sum| sum > cap);
                for (is_so, obstacle) in [
                    (topic.closed, Obstacle::TopicClosed),
                    (!terms.has_height(height), Obstacle::NotAHeight),
                    (!own_is_enough || backing < terms.min_backing, Obstacle::BondTooLow),
                    (seat.is_none(), Obstacle::NoSeat),
                    (over, Obstacle::OverExposed),
                    (tally.is_none() && topic.open >= T::MaxOpen::get(), Obstacle::TooManyOpen),
                ] {
                    if is_so {
                        obstacles.push(obstacle);
                    }
                }
            }
        }
        if let Some(tally) = &tally {
            if tally.voice_of(who).is_some() {
                obstacles.push(Obstacle::AlreadyStated);
            }
            if tally.settled || frame_system::Pallet::<T>::block_number() >= tally.closes {
                obstacles.push(Obstacle::WindowClosed);
            }
        }
        let on_duty = crate::Duties::<T>::get(topic_id)
            .is_some_and(|duty| duty.drawn.iter().any(|drawn| drawn.who == *who && !drawn.done));
        Report {
            obstacles,
            backing,
            exposure,
            cap,
            weight: seat.map_or(0, |seat| seat.weight),
            eligible: panel.as_ref().map_or(0, |panel| panel.eligible),
            score: conduct.map_or(0, |conduct| conduct.reputation.score(now)),
            on_duty,
            claims: conduct.map_or(0, |conduct| conduct.claims),
            pending: conduct.map_or(0, |conduct| conduct.pending),
            rewards: conduct.map_or(0, |conduct| conduct.rewards),
        }
    }

    pub(crate) fn best(
        jurisdiction: JurisdictionId,
        class: AssetClass,
        min_tier: Tier,
        min_backing: Balance,
        count: u32,
    ) -> Vec<Selected<T::AccountId>> {
        let (now, minimum) = (T::Time::now(), T::Bonds::minimum(Role::Watcher));
        let mut found: Vec<Selected<T::AccountId>> = Active::<T>::get()
            .into_iter()
            .filter_map(|who| {
                let watcher = Watchers::<T>::get(&who)?;
                let in_scope =
                    watcher.jurisdictions.contains(&jurisdiction) && watcher.classes.contains(&class);
                let backing = Self::sufficient_backing(&who, minimum)?;
                let score = Conducts::<T>::get(&who)?.reputation.score(now);
                let tier = Tier::of(score);
                (in_scope && backing >= min_backing && tier >= min_tier).then_some(Selected {
                    who,
                    score,
                    tier,
                    backing,
                })
            })
            .collect();
        found.sort_by(|a, b| {
            (Reverse(a.score), Reverse(a.backing), &a.who).cmp(&(
                Reverse(b.score),
                Reverse(b.backing),
                &b.who,
            ))
        });
        found.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        found
    }
}
