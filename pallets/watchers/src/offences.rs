//! What follows on an offence.

use msez_traits::{Bonds, Role, Slash};
use msez_watch::{Offence, Statement};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_storage_layer,
        traits::{Get, Time},
        weights::Weight,
    },
    sp_runtime::{DispatchError, DispatchResult, Perbill},
};

use crate::{Config, Error, Event, Falsehood, Liars, Pallet, Proven, WeightInfo};

/// What an equivocation costs at most: its own slash, and those of everybody in a collusion it reveals, for each of the two
/// digests.
pub fn most_punishment<T: Config>() -> Weight {
    punishment::<T>(2)
}

/// What it costs at most to punish somebody at once with the colluders in so many falsehoods. The rest of it is that of an
/// equivocation's report, measured with two.
pub fn punishment<T: Config>(falsehoods: u32) -> Weight {
    let slashes = T::CollusionSize::get().saturating_mul(falsehoods).saturating_add(1);
    let all = T::Bonds::slash_weight().saturating_mul(slashes.into());
    T::WeightInfo::report_equivocation().saturating_add(all)
}

impl<T: Config> Pallet<T> {
    /// A watcher has said two things about one coordinate: he loses everything at once and is retired.
    pub(crate) fn equivocated(
        who: &T::AccountId,
        first: &Statement,
        second: &Statement,
        reporter: Option<&T::AccountId>,
    ) -> DispatchResult {
        let coordinate = first.coordinate;
        ensure!(!Proven::<T>::contains_key(who, coordinate), Error::<T>::AlreadyPunished);
        ensure!(T::Bonds::at_stake(Role::Watcher, who) > 0, Error::<T>::NothingAtStake);
        Proven::<T>::insert(who, coordinate, ());
        Self::deposit_event(Event::Equivocated {
            who: who.clone(),
            coordinate,
            first: first.digest,
            second: second.digest,
        });
        Self::strike(who, coordinate, true);
        Self::note(who, |conduct| conduct.reputation.refute(T::Time::now()));
        Self::execute_slash(who, Offence::Equivocation, reporter)?;
        Self::retire(who);
        for digest in [first.digest, second.digest] {
            Self::note_liar(who, Falsehood { coordinate, digest }, reporter)?;
        }
        Ok(())
    }

    /// Remembers who was found to have said something that is not so. As many as are a collusion are slashed whole, and
    /// banned; and so is everybody after them.
    pub(crate) fn note_liar(
        who: &T::AccountId,
        falsehood: Falsehood,
        reporter: Option<&T::AccountId>,
    ) -> DispatchResult {
        let Falsehood { coordinate, digest } = falsehood;
        let mut liars = Liars::<T>::get(coordinate, digest);
        if liars.contains(who) {
            return Ok(());
        }
        // A full list was a collusion already: this is one more.
        if liars.try_push(who.clone()).is_err() {
            return Self::colluded(who, falsehood, reporter);
        }
        Liars::<T>::insert(coordinate, digest, &liars);
        if liars.is_full() {
            for liar in &liars {
                Self::colluded(liar, falsehood, reporter)?;
            }
        }
        Ok(())
    }

    fn colluded(
        who: &T::AccountId,
        Falsehood { coordinate, digest }: Falsehood,
        reporter: Option<&T::AccountId>,
    ) -> DispatchResult {
        Self::deposit_event(Event::CollusionFound { coordinate, digest, who: who.clone() });
        Self::execute_slash(who, Offence::Collusion, reporter).map(|_| ())
    }

    /// Slashes now what evidence proves, and puts off the rest. Gives back what was slashed now.
    pub(crate) fn punish(
        who: &T::AccountId,
        offence: Offence,
        reporter: Option<&T::AccountId>,
        falsehood: Option<Falsehood>,
    ) -> Result<Slash, DispatchError> {
        match Self::deferral(offence) {
            Some(blocks) => {
                Self::defer(who, offence, reporter, falsehood, blocks);
                Ok(Slash::default())
            }
            None => Self::execute_slash(who, offence, reporter),
        }
    }

    /// The same from a hook, where nobody could be told of a failure but through an event.
    pub(crate) fn punish_or_report(who: &T::AccountId, offence: Offence) {
        if let Err(error) = with_storage_layer(|| Self::punish(who, offence, None, None)) {
            Self::deposit_event(Event::SlashFailed { offender: who.clone(), offence, error });
        }
    }

    /// Takes from everything that stands behind a watcher what the offence costs.
    pub(crate) fn execute_slash(
        who: &T::AccountId,
        offence: Offence,
        reporter: Option<&T::AccountId>,
    ) -> Result<Slash, DispatchError> {
        let portion = Perbill::from_percent(offence.percent());
        let reporters = reporter.cloned();
        let slash = T::Bonds::slash(Role::Watcher, who, portion, reporters.as_slice(), None)?;
        Self::note(who, |conduct| conduct.reputation.slash(offence, T::Time::now()));
        if offence.bans() {
            Self::ban(who);
        }
        Self::deposit_event(Event::Slashed {
            offender: who.clone(),
            offence,
            amount: slash.amount,
            reporter: slash.reporters,
        });
        Ok(slash)
    }
}
