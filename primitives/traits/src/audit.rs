//! What pallets do is noted, and can be proven later.

use codec::Encode;

/// The audit trail, as a pallet sees it. Each of ours notes every event it emits.
pub trait Audit {
    /// Notes an event of the pallet with this index in the runtime. What a failed call noted is undone with it.
    fn note<Event: Encode>(pallet: usize, event: &Event);
}

impl Audit for () {
    fn note<Event: Encode>(_: usize, _: &Event) {}
}
