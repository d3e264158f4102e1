//! What is kept of an announcement.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{Digest, Moment};
use msez_traits::LockClass;
use polkadot_sdk::frame_support::traits::CallerTrait;
use scale_info::TypeInfo;

/// Number of an announcement; given out once.
pub type LockId = u64;

/// An operation that waits.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Announcement<Caller, Balance> {
    /// The class under which it waits.
    pub class: LockClass,
    /// Commitment to announcer, class, call and salt.
    pub commitment: Digest,
    /// From when on it can be carried out, in milliseconds.
    pub from: Moment,
    /// Until when, in milliseconds, inclusive.
    pub until: Moment,
    /// What is held from the announcer.
    pub deposit: Balance,
    /// In whose name it will be carried out. Last, because its encoding is the runtime's own.
    pub caller: Caller,
}

/// How far an operation is. The codes are append-only.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum Stage {
    /// Its delay is not over.
    #[codec(index = 0)]
    Waiting,
    /// It can be carried out.
    #[codec(index = 1)]
    Due,
    /// Its window is over; the agenda has still to close it.
    #[codec(index = 2)]
    Expired,
    /// It was carried out, was cancelled, or has expired.
    #[codec(index = 3)]
    Closed,
}

impl<Caller, Balance> Announcement<Caller, Balance> {
    /// How far it is at a moment. Both ends of the window belong to it.
    pub fn stage(&self, now: Moment) -> Stage {
        if now < self.from {
            Stage::Waiting
        } else if now <= self.until {
            Stage::Due
        } else {
            Stage::Expired
        }
    }

    /// The account that announced it; `None` for governance.
    pub fn announcer<AccountId>(&self) -> Option<&AccountId>
    where
        Caller: CallerTrait<AccountId>,
    {
        self.caller.as_signed()
    }
}
