//! Weights of the calls and of the agenda.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// What each call, and each kind of entry of the agenda, costs.
pub trait WeightInfo {
    /// Of `file_claim`.
    fn file_claim() -> Weight;
    /// Of `withdraw_claim`.
    fn withdraw_claim() -> Weight;
    /// Of `challenge`, with the call of a jury.
    fn challenge() -> Weight;
    /// Of `rule`, with a conviction, without the slashes where they are not deferred.
    fn rule() -> Weight;
    /// Of `commit_vote` that displaces a juror of a full jury.
    fn commit_vote() -> Weight;
    /// Of `reveal_vote` in a full jury.
    fn reveal_vote() -> Weight;
    /// Of `claim_reward` in a full jury.
    fn claim_reward() -> Weight;
    /// Of looking whether something is due.
    fn agenda_base() -> Weight;
    /// Of a claim that nobody challenged, with a conviction as for `rule`.
    fn due_unchallenged() -> Weight;
    /// Of an arbiter who was silent, and of opening the votes.
    fn due_moved() -> Weight;
    /// Of a case that a jury of `n` decides, with a conviction as for `rule`.
    fn due_decided(n: u32) -> Weight;
    /// Of setting an author free.
    fn due_released() -> Weight;
    /// Of forgetting a claim.
    fn due_forgotten() -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn file_claim() -> Weight {
        estimated_weight(120, 20_000, 12, 9)
    }
    fn withdraw_claim() -> Weight {
        estimated_weight(120, 20_000, 9, 8)
    }
    fn challenge() -> Weight {
        estimated_weight(130, 30_000, 14, 5)
    }
    fn rule() -> Weight {
        estimated_weight(600, 90_000, 40, 30)
    }
    fn commit_vote() -> Weight {
        estimated_weight(60, 30_000, 10, 2)
    }
    fn reveal_vote() -> Weight {
        estimated_weight(50, 15_000, 2, 2)
    }
    fn claim_reward() -> Weight {
        estimated_weight(110, 20_000, 4, 4)
    }
    fn agenda_base() -> Weight {
        estimated_weight(10, 4_000, 2, 0)
    }
    fn due_unchallenged() -> Weight {
        estimated_weight(500, 90_000, 35, 28)
    }
    fn due_moved() -> Weight {
        estimated_weight(40, 20_000, 8, 3)
    }
    fn due_decided(n: u32) -> Weight {
        let n = u64::from(n);
        estimated_weight(600, 90_000, 40, 32)
            .saturating_add(estimated_weight(25, 3_000, 2, 1).saturating_mul(n))
    }
    fn due_released() -> Weight {
        estimated_weight(40, 10_000, 5, 4)
    }
    fn due_forgotten() -> Weight {
        estimated_weight(90, 20_000, 6, 6)
    }
}
