//! The watchers, as disputes and bonds see them.

use alloc::collections::BTreeSet;
use msez_core::Digest;
use msez_traits::{Balance, Bonds, Jury, Role, RoleGuard, Slash};
use msez_watch::{Exposure, Offence};
use polkadot_sdk::{
    frame_support::{ensure, storage::with_storage_layer, traits::Time, weights::Weight},
    sp_runtime::DispatchError,
};

use crate::{
    offences::punishment, Conducts, Config, Error, Event, Falsehood, Listed, Located, Pallet, Roster,
    Statements, Status, Tallies, Tally, Topics, Watchers,
};

impl<T: Config> Pallet<T> {
    /// Who controls a watcher; himself where nobody does.
    fn group_of(who: &T::AccountId) -> T::AccountId {
        Watchers::<T>::get(who).and_then(|watcher| watcher.controller).unwrap_or_else(|| who.clone())
    }

    fn statement_at(id: &Digest) -> Option<(Located<T::AccountId>, Tally<T>)> {
        let located = Statements::<T>::get(id)?;
        let tally = Tallies::<T>::get(located.coordinate.topic, located.coordinate.height)?;
        Some((located, tally))
    }
}

/// Whether somebody on the roster has a voice in a dispute: not who has spoken at the coordinate, and nobody who belongs to
/// the author.
fn is_impartial<AccountId: PartialEq>(
    juror: &Listed<AccountId>,
    author_group: &AccountId,
    has_spoken: bool,
) -> bool {
    juror.group != *author_group && !has_spoken
}

impl<T: Config> Jury<T::AccountId> for Pallet<T> {
    fn author(statement: &Digest) -> Option<T::AccountId> {
        let (located, tally) = Self::statement_at(statement)?;
        tally.voice_of(&located.author).filter(|voice| !voice.struck)?;
        Some(located.author)
    }

    fn arbiter(statement: &Digest) -> Option<T::AccountId> {
        let located = Statements::<T>::get(statement)?;
        Topics::<T>::get(located.coordinate.topic)?.terms.arbiter
    }

    fn weight(juror: &T::AccountId, statement: &Digest) -> Balance {
        let Some((located, tally)) = Self::statement_at(statement) else { return 0 };
        let is_active = Watchers::<T>::get(juror).is_some_and(|watcher| watcher.status == Status::Active);
        let roster = Roster::<T>::get();
        roster
            .iter()
            .find(|listed| listed.who == *juror)
            .filter(|listed| {
                let has_spoken = tally.voice_of(juror).is_some();
                is_active && is_impartial(listed, &Self::group_of(&located.author), has_spoken)
            })
            // Not more than at the last refresh, and not more than is still there.
            .map_or(0, |listed| listed.backing.min(T::Bonds::backing(Role::Watcher, juror)))
    }

    fn total_weight(statement: &Digest) -> Balance {
        let Some((located, tally)) = Self::statement_at(statement) else { return 0 };
        let group = Self::group_of(&located.author);
        let speakers: BTreeSet<&T::AccountId> = tally.voices.iter().map(|voice| &voice.who).collect();
        Roster::<T>::get()
            .iter()
            .filter(|listed| is_impartial(listed, &group, speakers.contains(&listed.who)))
            .fold(0, |sum, listed| sum.saturating_add(listed.backing))
    }

    fn set_open_claims(author: &T::AccountId, open: u32) {
        Self::note(author, |conduct| conduct.claims = open);
    }

    fn convict(statement: &Digest, claimant: &T::AccountId) -> Result<Slash, DispatchError> {
        with_storage_layer(|| {
            let (located, tally) = Self::statement_at(statement).ok_or(Error::<T>::StatementNotFound)?;
            let Located { coordinate, author } = located;
            let digest = tally
                .voice_of(&author)
                .and_then(|voice| tally.digest_of(voice))
                .ok_or(Error::<T>::StatementNotFound)?;
            ensure!(Self::strike(&author, coordinate, false), Error::<T>::AlreadyPunished);
            Self::note(&author, |conduct| conduct.reputation.refute(T::Time::now()));
            Self::deposit_event(Event::Refuted { statement: *statement, who: author.clone() });
            let falsehood = Falsehood { coordinate, digest };
            let slash = Self::punish(&author, Offence::FalseAttestation, Some(claimant), Some(falsehood))?;
            Self::note_liar(&author, falsehood, Some(claimant))?;
            Ok(slash)
        })
    }

    fn acquit(statement: &Digest) {
        let Some(Located { author, .. }) = Statements::<T>::get(statement) else { return };
        Self::note(&author, |conduct| conduct.reputation.uphold(T::Time::now()));
        Self::deposit_event(Event::Upheld { statement: *statement, who: author });
    }

    fn voted(juror: &T::AccountId, agreed: bool) {
        let now = T::Time::now();
        Self::note(juror, |conduct| {
            if agreed {
                conduct.reputation.uphold(now);
            } else {
                conduct.reputation.refute(now);
            }
        });
    }

    fn convict_weight() -> Weight {
        punishment::<T>(1)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_watcher(who: &T::AccountId) {
        crate::benchmarking::make_watcher::<T>(who);
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_statement(author: &T::AccountId) -> Digest {
        crate::benchmarking::make_statement::<T>(author)
    }
}

impl<T: Config> RoleGuard<T::AccountId> for Pallet<T> {
    /// What a watcher's word stands for stays covered, and whoever is accused waits.
    fn may_unbond(role: Role, who: &T::AccountId, remaining: Balance) -> bool {
        if role != Role::Watcher {
            return true;
        }
        let Some(conduct) = Conducts::<T>::get(who) else { return true };
        let is_active = Watchers::<T>::get(who).is_some_and(|watcher| watcher.status == Status::Active);
        let enough_for_role = !is_active || remaining >= T::Bonds::minimum(role);
        // Less of his own carries less of what others have delegated.
        let after = T::Bonds::backing_with(role, who, remaining).total();
        conduct.claims == 0
            && conduct.pending == 0
            && enough_for_role
            && conduct.exposure.outstanding(T::Time::now()) <= Exposure::cap(after)
    }

    fn may_withdraw(role: Role, who: &T::AccountId) -> bool {
        role != Role::Watcher
            || Conducts::<T>::get(who).is_none_or(|conduct| conduct.claims == 0 && conduct.pending == 0)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_engage(role: Role, who: &T::AccountId) {
        if role == Role::Watcher {
            crate::benchmarking::enlist::<T>(who, crate::benchmarking::key_of::<T>(who));
        }
    }
}
