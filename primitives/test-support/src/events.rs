//! Assertions on what was deposited since the events were last reset.

use polkadot_sdk::frame_system::{Config, Pallet};

/// Every event of one pallet, oldest first.
pub fn events_of<Runtime: Config, Event>() -> Vec<Event>
where
    Runtime::RuntimeEvent: TryInto<Event>,
{
    all::<Runtime>().into_iter().filter_map(|event| event.try_into().ok()).collect()
}

/// This event was deposited.
#[track_caller]
pub fn assert_event<Runtime: Config>(event: impl Into<Runtime::RuntimeEvent>) {
    let (event, events) = (event.into(), all::<Runtime>());
    assert!(events.contains(&event), "no {event:?} among {events:#?}");
}

/// This event was not deposited.
#[track_caller]
pub fn assert_no_event<Runtime: Config>(event: impl Into<Runtime::RuntimeEvent>) {
    let event = event.into();
    assert!(!all::<Runtime>().contains(&event), "there is {event:?}");
}

/// This event was the last one.
#[track_caller]
pub fn assert_last_event<Runtime: Config>(event: impl Into<Runtime::RuntimeEvent>) {
    assert_eq!(all::<Runtime>().last(), Some(&event.into()));
}

fn all<Runtime: Config>() -> Vec<Runtime::RuntimeEvent> {
    Pallet::<Runtime>::events().into_iter().map(|record| record.event).collect()
}
