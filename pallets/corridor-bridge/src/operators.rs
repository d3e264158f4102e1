//! Who carries hops.

use msez_bridge::possession_payload;
use msez_core::{CorridorId, Digest};
use msez_traits::{Balance, Bonds, Paths, Pricing, Role, RoleGuard};
use polkadot_sdk::{
    frame_support::{ensure, traits::Get},
    frame_system::{self, pallet_prelude::BlockNumberFor},
    sp_core::ed25519,
    sp_io::crypto::ed25519_verify,
    sp_runtime::{traits::Zero, DispatchResult},
};

use crate::{
    ArbitersOf, Config, Endpoint, Error, Event, HopOf, Jobs, Load, Loads, Operator, Pallet, Registrations,
    Registry, Rosters, Standing, MAX_JOBS,
};

impl<T: Config> Pallet<T> {
    /// The hash of block 0: part of everything that is signed. System prunes old hashes, but keeps this one.
    pub fn genesis() -> Digest {
        Digest(frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into())
    }

    /// The account speaks for an end of the corridor: which.
    pub(crate) fn ensure_end(who: &T::AccountId, corridor: &CorridorId) -> Result<Ends, Error<T>> {
        let (first, second) = T::Paths::ends(corridor).ok_or(Error::UnknownCorridor)?;
        let speaks = |end| T::Paths::authority(&end).as_ref() == Some(who);
        match (speaks(first), speaks(second)) {
            (false, false) => Err(Error::NotAuthorized),
            (first, second) => Ok(Ends { first, second }),
        }
    }

    pub(crate) fn ensure_possession(
        who: &T::AccountId,
        key: &ed25519::Public,
        signature: &ed25519::Signature,
    ) -> DispatchResult {
        let payload = possession_payload(&Self::genesis(), &who.clone().into(), &key.0);
        ensure!(ed25519_verify(signature, &payload, key), Error::<T>::BadSignature);
        Ok(())
    }

    pub(crate) fn do_register(
        who: T::AccountId,
        corridor: CorridorId,
        key: ed25519::Public,
        possession: &ed25519::Signature,
        endpoint: Endpoint,
    ) -> DispatchResult {
        ensure!(T::Paths::ends(&corridor).is_some(), Error::<T>::UnknownCorridor);
        ensure!(is_endpoint(&endpoint), Error::<T>::MalformedEndpoint);
        ensure!(!Registry::<T>::contains_key(corridor, &who), Error::<T>::AlreadyExists);
        let count = Registrations::<T>::get(&who).saturating_add(1);
        ensure!(count <= T::MaxCorridors::get(), Error::<T>::TooManyCorridors);
        let backing = T::Bonds::backing(Role::Operator, &who);
        ensure!(backing >= Self::least_for(count), Error::<T>::BondTooLow);
        Self::ensure_possession(&who, &key, possession)?;
        Registrations::<T>::insert(&who, count);
        let operator = Operator { key, endpoint: endpoint.clone(), standing: Standing::Applied, open: 0 };
        Registry::<T>::insert(corridor, &who, operator);
        Self::deposit_event(Event::OperatorApplied { corridor, operator: who, key, endpoint });
        Ok(())
    }

    pub(crate) fn do_accept(corridor: CorridorId, operator: T::AccountId) -> DispatchResult {
        let mut record = Registry::<T>::get(corridor, &operator).ok_or(Error::<T>::NotFound)?;
        ensure!(record.standing != Standing::Accepted, Error::<T>::AlreadyAccepted);
        Rosters::<T>::try_mutate(corridor, |roster| roster.try_push(operator.clone()))
            .map_err(|_| Error::<T>::TooManyOperators)?;
        record.standing = Standing::Accepted;
        Registry::<T>::insert(corridor, &operator, record);
        Self::deposit_event(Event::OperatorAccepted { corridor, operator });
        Ok(())
    }

    pub(crate) fn do_dismiss(corridor: CorridorId, operator: T::AccountId) -> DispatchResult {
        let mut record = Registry::<T>::get(corridor, &operator).ok_or(Error::<T>::NotFound)?;
        ensure!(record.standing != Standing::Dismissed, Error::<T>::NotAccepted);
        record.standing = Standing::Dismissed;
        Self::strike_off(&corridor, &operator);
        Registry::<T>::insert(corridor, &operator, record);
        Self::deposit_event(Event::OperatorDismissed { corridor, operator });
        Ok(())
    }

    pub(crate) fn do_retire(corridor: CorridorId, who: T::AccountId) -> DispatchResult {
        let record = Registry::<T>::get(corridor, &who).ok_or(Error::<T>::NotFound)?;
        ensure!(record.open == 0, Error::<T>::HopsOpen);
        Self::strike_off(&corridor, &who);
        Registry::<T>::remove(corridor, &who);
        Registrations::<T>::mutate_exists(&who, |count| {
            *count = count.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
        });
        Self::deposit_event(Event::OperatorRetired { corridor, operator: who });
        Ok(())
    }

    fn strike_off(corridor: &CorridorId, who: &T::AccountId) {
        Rosters::<T>::mutate_exists(corridor, |roster| {
            if let Some(list) = roster {
                list.retain(|it| it != who);
                if list.is_empty() {
                    *roster = None;
                }
            }
        });
    }

    /// The arbiter of a corridor: whom the authorities of both ends name.
    pub fn arbiter_of(corridor: &CorridorId) -> Option<T::AccountId> {
        ArbitersOf::<T>::get(corridor).agreed()
    }

    /// What an operator may answer for in all, in the native token.
    pub fn exposure_cap(who: &T::AccountId) -> Balance {
        Self::cap_of(T::Bonds::backing(Role::Operator, who))
    }

    fn cap_of(backing: Balance) -> Balance {
        backing.saturating_mul(T::ExposureFactor::get().into())
    }

    /// What must stand behind an operator on so many corridors.
    fn least_for(corridors: u32) -> Balance {
        T::Bonds::minimum(Role::Operator).saturating_mul(corridors.into())
    }

    /// Whether so much behind an operator is enough for the corridors it is registered on, and for this exposure.
    fn is_enough(backing: Balance, who: &T::AccountId, exposure: Balance) -> bool {
        backing >= Self::least_for(Registrations::<T>::get(who)) && exposure <= Self::cap_of(backing)
    }

    /// Whether an operator can answer for so much more.
    fn has_room(who: &T::AccountId, value: Balance) -> bool {
        let Load { exposure, hops } = Loads::<T>::get(who);
        let Some(sum) = exposure.checked_add(value).filter(|_| hops < MAX_JOBS) else { return false };
        Self::is_enough(T::Bonds::backing(Role::Operator, who), who, sum)
    }

    /// What an operator answers for when it carries this value, in the native token.
    pub(crate) fn exposure_of(value: msez_core::Usd) -> Option<Balance> {
        T::Pricing::price(None, value)
    }

    /// Who carries a hop: of the corridor's operators, from a place in their list that the transfer and the hop decide
    /// upon, the first who has room and has not tried.
    pub(crate) fn next_operator(
        corridor: &CorridorId,
        transfer: &Digest,
        hop: u32,
        tried: &[T::AccountId],
        value: Balance,
    ) -> Option<T::AccountId> {
        let roster = Rosters::<T>::get(corridor);
        let count = u32::try_from(roster.len()).ok().filter(|count| *count > 0)?;
        let [a, b, c, d, ..] = transfer.0;
        let start = u32::from_le_bytes([a, b, c, d]).wrapping_add(hop).checked_rem(count)?;
        let start = usize::try_from(start).ok()?;
        let mut from_there = roster.iter().skip(start).chain(roster.iter().take(start));
        from_there.find(|who| !tried.contains(who) && Self::has_room(who, value)).cloned()
    }

    /// Books a hop on its operator.
    pub(crate) fn take_on(transfer: &Digest, index: u32, hop: &HopOf<T>) {
        let corridor = hop.terms.corridor;
        Loads::<T>::mutate(&hop.operator, |load| {
            load.exposure = load.exposure.saturating_add(hop.exposure);
            load.hops = load.hops.saturating_add(1);
        });
        Registry::<T>::mutate(corridor, &hop.operator, |operator| {
            if let Some(operator) = operator {
                operator.open = operator.open.saturating_add(1);
            }
        });
        Jobs::<T>::insert(&hop.operator, (transfer, index), ());
    }

    /// Takes a hop off its operator.
    pub(crate) fn take_off(transfer: &Digest, index: u32, hop: &HopOf<T>) {
        let corridor = hop.terms.corridor;
        Loads::<T>::mutate_exists(&hop.operator, |kept| {
            let Load { exposure, hops } = kept.unwrap_or_default();
            let load = Load { exposure: exposure.saturating_sub(hop.exposure), hops: hops.saturating_sub(1) };
            *kept = (load.hops > 0).then_some(load);
        });
        Registry::<T>::mutate(corridor, &hop.operator, |operator| {
            if let Some(operator) = operator {
                operator.open = operator.open.saturating_sub(1);
            }
        });
        Jobs::<T>::remove(&hop.operator, (transfer, index));
    }

    /// An operator as it may sign for a hop.
    pub(crate) fn operator_on(corridor: &CorridorId, who: &T::AccountId) -> Result<Operator, Error<T>> {
        Registry::<T>::get(corridor, who).ok_or(Error::NotFound)
    }
}

/// For which ends of a corridor an account speaks.
pub(crate) struct Ends {
    pub(crate) first: bool,
    pub(crate) second: bool,
}

/// Whether this is an endpoint: printable ASCII without blanks, and not empty.
fn is_endpoint(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_graphic)
}

impl<T: Config> RoleGuard<T::AccountId> for Pallet<T> {
    /// What an operator has to carry stays behind by its bond, and so does the least there is for each corridor on which it is
    /// registered.
    fn may_unbond(role: Role, who: &T::AccountId, remaining: Balance) -> bool {
        if role != Role::Operator {
            return true;
        }
        // Less of its own carries less of what others have delegated.
        let backing = T::Bonds::backing_with(role, who, remaining).total();
        Self::is_enough(backing, who, Loads::<T>::get(who).exposure)
    }

    /// Nothing is paid out while a hop is open that more than the rest would have to answer for.
    fn may_withdraw(role: Role, who: &T::AccountId) -> bool {
        role != Role::Operator || Loads::<T>::get(who).exposure <= Self::exposure_cap(who)
    }
}
