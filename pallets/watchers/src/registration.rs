//! Who is a watcher.

use msez_core::{AssetClass, Digest, JurisdictionId};
use msez_traits::{Balance, Bonds, Jurisdictions, Role};
use msez_watch::{is_did, possession_payload};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::MutateHold, Get, Time},
        BoundedVec,
    },
    frame_system::{self, pallet_prelude::BlockNumberFor},
    sp_core::ed25519,
    sp_io::crypto::ed25519_verify,
    sp_runtime::{traits::Zero, DispatchResult, Perbill},
};

use crate::{
    Active, Conduct, Conducts, Config, Did, Dids, Error, Event, HoldReason, Keys, Pallet, Status, Watcher,
    Watchers,
};

impl<T: Config> Pallet<T> {
    /// The hash of block 0: part of everything that is signed. System prunes old hashes, but keeps this one.
    pub fn genesis() -> Digest {
        Digest(frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into())
    }

    /// A watcher who has not left.
    pub(crate) fn active_watcher(who: &T::AccountId) -> Result<Watcher<T>, Error<T>> {
        let watcher = Watchers::<T>::get(who).ok_or(Error::NotFound)?;
        match watcher.status {
            Status::Active => Ok(watcher),
            Status::Retired => Err(Error::NotActive),
            Status::Banned => Err(Error::Banned),
        }
    }

    /// Changes a watcher's record, where there is one.
    pub(crate) fn note(who: &T::AccountId, change: impl FnOnce(&mut Conduct)) {
        Conducts::<T>::mutate(who, |conduct| {
            if let Some(conduct) = conduct {
                change(conduct);
            }
        });
    }

    /// What a watcher has at stake himself: not what others have delegated to him.
    pub(crate) fn own_backing(who: &T::AccountId) -> Balance {
        T::Bonds::backing_in_parts(Role::Watcher, who).own
    }

    /// A scope names at least one jurisdiction that exists and one class, and nothing twice.
    pub(crate) fn ensure_scope(jurisdictions: &[JurisdictionId], classes: &[AssetClass]) -> DispatchResult {
        ensure!(!jurisdictions.is_empty() && !classes.is_empty(), Error::<T>::EmptyScope);
        ensure!(are_distinct(jurisdictions) && are_distinct(classes), Error::<T>::DuplicateInScope);
        ensure!(
            jurisdictions.iter().all(|id| T::Jurisdictions::index_of(id).is_some()),
            Error::<T>::UnknownJurisdiction
        );
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    pub(crate) fn do_register(
        who: T::AccountId,
        did: Did,
        key: ed25519::Public,
        possession: ed25519::Signature,
        jurisdictions: BoundedVec<JurisdictionId, T::MaxJurisdictions>,
        classes: BoundedVec<AssetClass, T::MaxClasses>,
        commission: Perbill,
    ) -> DispatchResult {
        ensure!(is_did(&did), Error::<T>::MalformedDid);
        Self::ensure_scope(&jurisdictions, &classes)?;
        ensure!(Self::own_backing(&who) >= T::Bonds::minimum(Role::Watcher), Error::<T>::BondTooLow);
        ensure!(Dids::<T>::get(&did).is_none_or(|owner| owner == who), Error::<T>::DidTaken);
        Self::ensure_possession(&who, &did, &key, &possession)?;

        let watcher = match Watchers::<T>::get(&who) {
            Some(before) => {
                match before.status {
                    Status::Active => return Err(Error::<T>::AlreadyExists.into()),
                    Status::Banned => return Err(Error::<T>::Banned.into()),
                    Status::Retired => {}
                }
                ensure!(before.did == did, Error::<T>::DidTaken);
                let mut watcher =
                    Watcher { status: Status::Active, jurisdictions, classes, commission, ..before };
                if watcher.key != key {
                    Self::take_key(&who, &mut watcher, key)?;
                }
                watcher
            }
            None => {
                ensure!(!Keys::<T>::contains_key(key), Error::<T>::KeyTaken);
                let reason = HoldReason::Registration.into();
                T::Currency::hold(&reason, &who, T::RegistrationDeposit::get())?;
                Keys::<T>::insert(key, &who);
                Dids::<T>::insert(&did, &who);
                Conducts::<T>::insert(&who, Conduct::new(T::Time::now()));
                Watcher {
                    did: did.clone(),
                    key,
                    keys: 1,
                    status: Status::Active,
                    jurisdictions,
                    classes,
                    controller: None,
                    asked: None,
                    commission,
                }
            }
        };
        Active::<T>::try_append(&who).map_err(|_| Error::<T>::TooManyWatchers)?;
        Watchers::<T>::insert(&who, watcher);
        Self::schedule_refresh();
        Self::deposit_event(Event::Registered { who, did, key });
        Ok(())
    }

    pub(crate) fn do_rotate_key(
        who: T::AccountId,
        key: ed25519::Public,
        possession: ed25519::Signature,
    ) -> DispatchResult {
        let mut watcher = Self::active_watcher(&who)?;
        Self::ensure_possession(&who, &watcher.did, &key, &possession)?;
        let old = watcher.key;
        Self::take_key(&who, &mut watcher, key)?;
        Watchers::<T>::insert(&who, watcher);
        Self::deposit_event(Event::KeyRotated { who, old, new: key });
        Ok(())
    }

    /// Makes a key that nobody ever had the watcher's, on a deposit.
    fn take_key(who: &T::AccountId, watcher: &mut Watcher<T>, key: ed25519::Public) -> DispatchResult {
        ensure!(!Keys::<T>::contains_key(key), Error::<T>::KeyTaken);
        ensure!(watcher.keys < T::MaxKeys::get(), Error::<T>::TooManyKeys);
        T::Currency::hold(&HoldReason::Registration.into(), who, T::KeyDeposit::get())?;
        Keys::<T>::insert(key, who);
        watcher.key = key;
        watcher.keys = watcher.keys.saturating_add(1);
        Ok(())
    }

    fn ensure_possession(
        who: &T::AccountId,
        did: &Did,
        key: &ed25519::Public,
        signature: &ed25519::Signature,
    ) -> DispatchResult {
        let payload = possession_payload(&Self::genesis(), &who.clone().into(), &key.0, did);
        ensure!(ed25519_verify(signature, &payload, key), Error::<T>::BadSignature);
        Ok(())
    }

    /// Takes an active watcher off the lists.
    pub(crate) fn retire(who: &T::AccountId) {
        let is_active = Watchers::<T>::mutate(who, |watcher| match watcher {
            Some(watcher) if watcher.status == Status::Active => {
                watcher.status = Status::Retired;
                true
            }
            _ => false,
        });
        if is_active {
            Active::<T>::mutate(|active| active.retain(|it| it != who));
            Self::deposit_event(Event::Retired { who: who.clone() });
        }
    }

    /// Never lets an account be a watcher again; its name and its keys are bound to it, so they cannot be either.
    pub(crate) fn ban(who: &T::AccountId) {
        Self::retire(who);
        let changed = Watchers::<T>::mutate(who, |watcher| match watcher {
            Some(watcher) if watcher.status != Status::Banned => {
                watcher.status = Status::Banned;
                true
            }
            _ => false,
        });
        if changed {
            Self::deposit_event(Event::Banned { who: who.clone() });
        }
    }
}

fn are_distinct<Id: Ord>(ids: &[Id]) -> bool {
    let mut sorted: alloc::vec::Vec<&Id> = ids.iter().collect();
    sorted.sort_unstable();
    sorted.iter().zip(sorted.iter().skip(1)).all(|(a, b)| a != b)
}
