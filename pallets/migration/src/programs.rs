//! Programs that move the assets that named them.

use codec::Encode;
use msez_asset::Family;
use msez_core::{Digest, JurisdictionId, Moment, SubjectId};
use msez_saga::{Event as Cause, Request, State};
use msez_traits::{largest_entry, AssetControl, AssetLock, AssetPrograms, Migrations, MAX_HOPS};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_storage_layer,
        traits::{fungible::MutateHold, tokens::Precision, Footprint, Get, Time},
        weights::Weight,
    },
    sp_io::hashing::sha2_256,
    sp_runtime::{traits::Convert, DispatchError, DispatchResult},
};

use crate::{
    Agenda, AgendaKey, BalanceOf, Config, Error, Event, HoldReason, Itineraries, Itinerary, LaidDown,
    LaidDownOf, Live, Pallet, ProgramLock, ProgramLocks, ProgramNonce, SagaOf, WeightInfo, MAX_HELD,
};

/// Begins the bytes whose hash is the id of a program's lock.
const LOCK_TAG: &[u8] = b"msez/program-lock/v1";

/// Begins the bytes whose hash controllers agree to when they lay down an itinerary.
const ITINERARY_TAG: &[u8] = b"msez/itinerary/v1";

impl<T: Config> Pallet<T> {
    /// What an itinerary costs while it is kept.
    pub fn itinerary_deposit() -> BalanceOf<T> {
        let size = largest_entry::<Itineraries<T>>().into();
        T::DepositPrice::convert(Footprint { count: 1, size })
    }

    /// Keeps an itinerary once enough controllers agree to it.
    pub(crate) fn lay_down(
        who: &T::AccountId,
        asset: SubjectId,
        version: u64,
        itinerary: Itinerary<T::AccountId>,
    ) -> DispatchResult {
        let now = T::Time::now();
        let most = T::MaxDuration::get();
        ensure!(
            itinerary.until > now
                && itinerary.until <= now.saturating_add(most)
                && itinerary.duration > 0
                && itinerary.duration <= most,
            Error::<T>::TimeOutOfBounds
        );
        ensure!(!itinerary.path.is_empty(), Error::<T>::PathNotOpen);
        let action = Self::laying_down(&asset, &itinerary);
        let Some(agreed) = T::Assets::agree(&asset, who, version, action)? else { return Ok(()) };
        ensure!(agreed.contains(&itinerary.payer), Error::<T>::PayerNotController);
        if Itineraries::<T>::contains_key(asset) {
            Self::take_itinerary(&asset)?;
        }
        let deposit = Self::itinerary_deposit();
        let (target, payer, until) = (itinerary.target, itinerary.payer.clone(), itinerary.until);
        T::Currency::hold(&HoldReason::Itinerary.into(), &payer, deposit)?;
        let rule = T::Assets::rule(&asset).ok_or(Error::<T>::UnknownAsset)?;
        Itineraries::<T>::insert(asset, LaidDown { itinerary, rule, depositor: payer.clone(), deposit });
        Self::deposit_event(Event::ItinerarySet { asset, target, payer, until });
        Ok(())
    }

    /// What controllers agree to when they lay an itinerary down.
    pub(crate) fn laying_down(asset: &SubjectId, itinerary: &Itinerary<T::AccountId>) -> Digest {
        Digest(sha2_256(&(ITINERARY_TAG, asset, itinerary).encode()))
    }

    /// Removes an itinerary; the deposit goes back.
    pub(crate) fn take_itinerary(asset: &SubjectId) -> Result<LaidDownOf<T>, DispatchError> {
        let laid = Itineraries::<T>::take(asset).ok_or(Error::<T>::NotFound)?;
        let reason = HoldReason::Itinerary.into();
        T::Currency::release(&reason, &laid.depositor, laid.deposit, Precision::BestEffort)?;
        Self::deposit_event(Event::ItineraryCleared { asset: *asset });
        Ok(laid)
    }

    /// Lets go what a program held.
    pub(crate) fn end_program_lock(id: &Digest) {
        let Some(lock) = ProgramLocks::<T>::take(id) else { return };
        Agenda::<T>::remove(AgendaKey::new(lock.until, *id));
        // The lock is this one's: who else could have let it go?
        let _ = with_storage_layer(|| T::Assets::unlock(&lock.asset, *id));
        Self::deposit_event(Event::ProgramUnlocked { lock: *id, asset: lock.asset });
    }

    fn may_move(asset: &SubjectId, actor: &Digest) -> DispatchResult {
        ensure!(T::Assets::may(asset, actor, Family::Control), Error::<T>::NotAuthorized);
        Ok(())
    }

    fn lock_of(actor: &Digest, id: &Digest) -> Result<ProgramLock, DispatchError> {
        let lock = ProgramLocks::<T>::get(id).ok_or(Error::<T>::NotFound)?;
        ensure!(lock.actor == *actor, Error::<T>::NotAuthorized);
        Ok(lock)
    }

    fn saga_of(actor: &Digest, id: &Digest) -> Result<SagaOf<T>, DispatchError> {
        let saga = Self::open(id)?;
        ensure!(saga.program == Some(*actor), Error::<T>::NotAuthorized);
        Ok(saga)
    }

    fn next_nonce() -> u64 {
        ProgramNonce::<T>::mutate(|nonce| {
            *nonce = nonce.saturating_add(1);
            *nonce
        })
    }
}

impl<T: Config> Migrations for Pallet<T> {
    fn lock(
        actor: &Digest,
        asset: &SubjectId,
        jurisdiction: &JurisdictionId,
        amount: u128,
        seconds: u64,
    ) -> Result<Digest, DispatchError> {
        Self::may_move(asset, actor)?;
        ensure!(amount <= 1, Error::<T>::WholeAssetOnly);
        ensure!(T::Assets::home(asset) == Some(*jurisdiction), Error::<T>::NotAtHome);
        ensure!(!Live::<T>::contains_key(asset), Error::<T>::AlreadyUnderWay);
        let time: Moment = seconds.saturating_mul(1_000);
        ensure!((1..=T::MaxProgramLock::get()).contains(&time), Error::<T>::TimeOutOfBounds);
        with_storage_layer(|| {
            let preimage = (LOCK_TAG, Self::genesis(), asset, actor, Self::next_nonce()).encode();
            let id = Digest(sha2_256(&preimage));
            T::Assets::lock(asset, id)?;
            let until = T::Time::now().saturating_add(time);
            ProgramLocks::<T>::insert(id, ProgramLock { asset: *asset, actor: *actor, until });
            Agenda::<T>::insert(AgendaKey::new(until, id), ());
            Self::deposit_event(Event::ProgramLocked { lock: id, asset: *asset, actor: *actor, until });
            Ok(id)
        })
    }

    fn unlock(actor: &Digest, lock: &Digest) -> DispatchResult {
        Self::lock_of(actor, lock)?;
        Self::end_program_lock(lock);
        Ok(())
    }

    fn begin(actor: &Digest, lock: &Digest, target: &JurisdictionId) -> Result<Digest, DispatchError> {
        let held = Self::lock_of(actor, lock)?;
        let (asset, now) = (held.asset, T::Time::now());
        Self::may_move(&asset, actor)?;
        ensure!(now <= held.until, Error::<T>::Expired);
        with_storage_layer(|| {
            Self::end_program_lock(lock);
            let LaidDown { itinerary, rule, .. } = Self::take_itinerary(&asset)?;
            ensure!(T::Assets::rule(&asset) == Some(rule), Error::<T>::ControlChanged);
            ensure!(itinerary.target == *target, Error::<T>::WrongTarget);
            ensure!(now <= itinerary.until, Error::<T>::Expired);
            let request = Request {
                asset,
                version: T::Assets::version(&asset).ok_or(Error::<T>::UnknownAsset)?,
                source: T::Assets::home(&asset).ok_or(Error::<T>::NotAtHome)?,
                target: *target,
                path: itinerary.path.into_inner(),
                value: itinerary.value,
                max_fee: itinerary.max_fee,
                currency: itinerary.currency,
                payer: itinerary.payer,
                deadline: now.saturating_add(itinerary.duration),
                arbiter: itinerary.arbiter,
                nonce: Self::next_nonce(),
            };
            let id = Self::saga_id(&request);
            let mut saga = Self::create(id, request, itinerary.held, Some(*actor))?;
            Self::follow(&id, &mut saga);
            // The program held the asset: it is held on, or nothing has happened.
            ensure!(saga.lock.is_some(), Error::<T>::NotReady);
            Ok(id)
        })
    }

    fn arrive(actor: &Digest, transit: &Digest) -> DispatchResult {
        let mut saga = Self::saga_of(actor, transit)?;
        Self::look_at(transit, &mut saga);
        let has = matches!(saga.state, State::DestinationUnlock | State::Completed);
        ensure!(has, Error::<T>::StillWaiting);
        Ok(())
    }

    fn settle(actor: &Digest, transit: &Digest) -> DispatchResult {
        let mut saga = Self::saga_of(actor, transit)?;
        if saga.state != State::Completed {
            Self::look_at(transit, &mut saga);
        }
        ensure!(saga.state == State::Completed, Error::<T>::StillWaiting);
        Ok(())
    }

    fn compensate(actor: &Digest, transit: &Digest) -> DispatchResult {
        let mut saga = Self::saga_of(actor, transit)?;
        if matches!(saga.state, State::Compensating | State::Compensated | State::Cancelled) {
            return Ok(());
        }
        Self::may_move(&saga.request.asset, actor)?;
        Self::happen(transit, &mut saga, Cause::Recalled).map_err(Self::refusal)?;
        ensure!(saga.state == State::Compensating, Error::<T>::TooLate);
        Self::follow(transit, &mut saga);
        Ok(())
    }

    fn state_code(transit: &Digest) -> u8 {
        Self::open(transit).map_or(0, |saga| Self::code_of(saga.state))
    }

    fn weight() -> Weight {
        let held = usize::try_from(MAX_HELD).unwrap_or(usize::MAX);
        T::WeightInfo::start(MAX_HOPS)
            .saturating_add(Self::around(held, Some(0)))
            .max(Self::following())
            .saturating_add(T::WeightInfo::program_lock().saturating_mul(2))
            .saturating_add(T::WeightInfo::clear_itinerary())
    }
}
