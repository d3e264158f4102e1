//! One file a call or a few that belong together.

mod agenda;
mod commit;
mod decide;
mod fees;
mod guard;
mod histories;
mod open;
mod operators;
mod prepare;
mod units;
mod views;

use crate::{mock::*, Event};
use msez_traits::{Bridge as _, TransferPhase};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchError, Perbill},
};

type Error = crate::Error<Test>;
