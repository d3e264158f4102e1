//! One file a call, or a family of calls that mirror each other.

use crate::{mock::*, *};
use msez_core::*;
use msez_manifold::*;
use msez_traits::{AccreditationFault, Accreditations as _, Jurisdictions as _};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold},
    sp_runtime::DispatchError::BadOrigin,
};

type Fault = crate::Error<Test>;

fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

fn signed(who: u64) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

fn held(reason: HoldReason, who: u64) -> u64 {
    Balances::balance_on_hold(&reason.into(), &who)
}

/// Entries of maps as they are stored, and the bytes of their values and their own parts of the keys.
fn stored(maps: &[&str]) -> (u64, u64) {
    use polkadot_sdk::{frame_support::storage::storage_prefix, sp_io::storage};
    let (mut entries, mut bytes) = (0, 0);
    for map in maps {
        let prefix = storage_prefix(b"Manifold", map.as_bytes());
        let keys = core::iter::successors(storage::next_key(&prefix), |key| storage::next_key(key));
        for key in keys.take_while(|key| key.starts_with(&prefix)) {
            entries += 1;
            bytes += (key.len() - prefix.len() + storage::get(&key).unwrap().len()) as u64;
        }
    }
    (entries, bytes)
}

/// The deposit for what was added to maps, at the prices of the mock.
fn price_since(before: (u64, u64), maps: &[&str]) -> u64 {
    let (entries, bytes) = stored(maps);
    100 * (entries - before.0) + (bytes - before.1)
}

mod accept_authority;
mod accept_corridor;
mod accredit_issuer;
mod close_corridor;
mod genesis;
mod open_corridor;
mod paths;
mod planning;
mod profiles;
mod random;
mod refusals;
mod register_corridor;
mod register_jurisdiction;
mod renew_accreditation;
mod retire_jurisdiction;
mod revoke_accreditation;
mod standing;
mod suspend_corridor;
mod suspend_issuer;
mod suspend_jurisdiction;
mod update_jurisdiction;
mod views;
mod withdraw_proposal;
