//! One file a call or a few that belong together.

mod approvals;
mod bind;
mod control;
mod documents;
mod forced;
mod halt;
mod holders;
mod lock;
mod program;
mod recovery;
mod register;
mod reserve;
mod retire;
mod rules;
mod transfer;

use alloc::vec::Vec;
use polkadot_sdk::sp_runtime::DispatchError;

use crate::{mock::*, Event};

type Error = crate::Error<Test>;

const BAD: DispatchError = DispatchError::BadOrigin;

/// This pallet's events since the last look.
fn events() -> Vec<Event<Test>> {
    let events = System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::SmartAssets(event) => Some(event),
            _ => None,
        })
        .collect();
    System::reset_events();
    events
}

fn held(reason: crate::HoldReason, who: u8) -> Balance {
    use polkadot_sdk::frame_support::traits::fungible::InspectHold;
    Balances::balance_on_hold(&reason.into(), &account(who))
}
