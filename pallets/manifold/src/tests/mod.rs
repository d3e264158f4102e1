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

mod accept_authority;
mod accept_corridor;
mod accredit_issuer;
mod close_corridor;
mod genesis;
mod open_corridor;
mod profiles;
mod random;
mod refusals;
mod register_corridor;
mod register_jurisdiction;
mod renew_accreditation;
mod retire_jurisdiction;
mod revoke_accreditation;
mod suspend_corridor;
mod suspend_issuer;
mod suspend_jurisdiction;
mod update_jurisdiction;
mod views;
mod withdraw_proposal;
