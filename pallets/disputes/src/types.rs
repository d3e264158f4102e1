//! What is kept about a claim, and what is shown.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Digest;
use msez_traits::Balance;
use scale_info::TypeInfo;

use crate::split::{Pool, Tally};

/// What a juror, or an arbiter, says about a statement. The codes are append-only and part of what jurors hash.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Vote {
    /// It stands; the claim is wrong.
    #[codec(index = 0)]
    Stands,
    /// It is false; the claim is right.
    #[codec(index = 1)]
    False,
}

/// Where a claim stands. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Phase {
    /// It can be challenged, or withdrawn.
    #[codec(index = 0)]
    Filed,
    /// The arbiter can rule.
    #[codec(index = 1)]
    Arbitration,
    /// Jurors can commit to votes.
    #[codec(index = 2)]
    Commit,
    /// Jurors can reveal their votes.
    #[codec(index = 3)]
    Reveal,
    /// It was decided, and the statement stands. The author may not withdraw yet, so that another can claim.
    #[codec(index = 4)]
    Cooling,
    /// It was decided. Jurors can fetch what is theirs.
    #[codec(index = 5)]
    Closed,
}

impl Phase {
    /// Whether the claim is undecided.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Filed | Self::Arbitration | Self::Commit | Self::Reveal)
    }

    /// Whether the claim keeps what is behind the author's word where it is.
    pub const fn binds_author(self) -> bool {
        !matches!(self, Self::Closed)
    }
}

/// How a claim ended. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Outcome {
    /// The statement is false.
    #[codec(index = 0)]
    Upheld,
    /// The statement stands: so it was found.
    #[codec(index = 1)]
    Rejected,
    /// The statement stands: too few jurors spoke.
    #[codec(index = 2)]
    NoVerdict,
    /// The statement stands: the claimant withdrew.
    #[codec(index = 3)]
    Withdrawn,
}

impl Outcome {
    /// The vote that was right; none where nothing was found.
    pub const fn vote(self) -> Option<Vote> {
        match self {
            Self::Upheld => Some(Vote::False),
            Self::Rejected => Some(Vote::Stands),
            Self::NoVerdict | Self::Withdrawn => None,
        }
    }
}

/// Who brought the end about. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Decider {
    /// Nobody: nobody challenged, or too few jurors spoke.
    #[codec(index = 0)]
    Nobody,
    /// The arbiter.
    #[codec(index = 1)]
    Arbiter,
    /// The jury.
    #[codec(index = 2)]
    Jury,
    /// The claimant.
    #[codec(index = 3)]
    Claimant,
}

/// A claim that a statement is false.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Claim<AccountId, BlockNumber> {
    /// The statement.
    pub statement: Digest,
    /// Who made the statement.
    pub author: AccountId,
    /// Who claims that it is false.
    pub claimant: AccountId,
    /// Digest of the claimant's evidence.
    pub evidence: Digest,
    /// Who challenged the claim.
    pub challenger: Option<AccountId>,
    /// Digest of the challenger's evidence.
    pub answer: Option<Digest>,
    /// Whom the subject of the statement names as arbiter, as it was when the claim was filed.
    pub arbiter: Option<AccountId>,
    /// The bond of each side.
    pub bond: Balance,
    /// When it was filed.
    pub filed_at: BlockNumber,
    /// Where it stands.
    pub phase: Phase,
    /// The first block in which the phase is over.
    pub due: BlockNumber,
    /// The weight of all who could vote, when the jury was called: neither side can.
    pub total_weight: Balance,
    /// How many jurors have committed.
    pub jurors: u32,
    /// What was revealed.
    pub tally: Tally,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Who ended it.
    pub decided_by: Option<Decider>,
    /// What jurors have not fetched yet.
    pub pool: Pool,
}

impl<AccountId: PartialEq, BlockNumber> Claim<AccountId, BlockNumber> {
    /// Whether the account is a side of the claim, or made the statement.
    pub fn is_party(&self, who: &AccountId) -> bool {
        *who == self.author || *who == self.claimant || self.challenger.as_ref() == Some(who)
    }

    /// The arbiter, if he is neither side nor the author.
    pub fn impartial_arbiter(&self) -> Option<&AccountId> {
        self.arbiter.as_ref().filter(|arbiter| !self.is_party(arbiter))
    }

    /// Whether a juror with this vote shares the pool.
    pub fn is_rewarded(&self, vote: Option<Vote>) -> bool {
        match self.outcome {
            Some(Outcome::NoVerdict) => vote.is_some(),
            Some(outcome) => vote.is_some() && vote == outcome.vote(),
            None => false,
        }
    }
}

/// A juror's place.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Seat<AccountId> {
    /// The juror.
    pub who: AccountId,
    /// What his voice weighed when he committed.
    pub weight: Balance,
    /// What he committed to.
    pub commitment: Digest,
    /// His vote, once revealed.
    pub vote: Option<Vote>,
    /// Whether he has fetched his share.
    pub paid: bool,
}

/// Where the bonds of a claim went, other than back. What was not paid out of a bond was released.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Settlement {
    /// Paid by the claimant out of his bond.
    pub from_claimant: Balance,
    /// Paid by the challenger out of his bond.
    pub from_challenger: Balance,
    /// To the winner.
    pub winner: Balance,
    /// To the arbiter.
    pub arbiter: Balance,
    /// To the jurors together, for them to fetch.
    pub jurors: Balance,
    /// To the treasury.
    pub treasury: Balance,
}

/// Why a call would be refused. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Refusal {
    /// No such statement, or it can no longer be held against its author.
    #[codec(index = 0)]
    UnknownStatement,
    /// The account made the statement.
    #[codec(index = 1)]
    OwnStatement,
    /// There is an open or upheld claim on the statement.
    #[codec(index = 2)]
    AlreadyExists,
    /// The account has too many open claims.
    #[codec(index = 3)]
    TooManyClaims,
    /// The account cannot pay the bond.
    #[codec(index = 4)]
    FundsUnavailable,
    /// The account is not who may do this.
    #[codec(index = 5)]
    NotAuthorized,
    /// The claim is in another phase.
    #[codec(index = 6)]
    WrongPhase,
    /// The time for it is over.
    #[codec(index = 7)]
    Expired,
    /// The account is a side of the claim or the statement's author.
    #[codec(index = 8)]
    IsParty,
    /// The account's voice weighs nothing on this statement.
    #[codec(index = 9)]
    NoWeight,
    /// The account has committed to a vote already.
    #[codec(index = 10)]
    AlreadyCommitted,
    /// Every seat is taken by somebody who weighs at least as much.
    #[codec(index = 11)]
    TooManyJurors,
    /// The account has no seat in this jury.
    #[codec(index = 12)]
    NotJuror,
    /// The account has revealed its vote already.
    #[codec(index = 13)]
    AlreadyRevealed,
    /// The account's vote earns nothing.
    #[codec(index = 14)]
    NothingToClaim,
    /// The account has fetched its share already.
    #[codec(index = 15)]
    AlreadyPaid,
}

/// A claim, and every reason for which each call of an account would be refused now. An empty list is a yes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Report<AccountId, BlockNumber> {
    /// The claim.
    pub claim: Claim<AccountId, BlockNumber>,
    /// Against `withdraw_claim`.
    pub withdraw_claim: Vec<Refusal>,
    /// Against `challenge`.
    pub challenge: Vec<Refusal>,
    /// Against `rule`.
    pub rule: Vec<Refusal>,
    /// Against `commit_vote`.
    pub commit_vote: Vec<Refusal>,
    /// Against `reveal_vote`, the hash aside.
    pub reveal_vote: Vec<Refusal>,
    /// Against `claim_reward`.
    pub claim_reward: Vec<Refusal>,
    /// What `claim_reward` would pay.
    pub reward: Balance,
}

/// The rules of the court.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Rules<BlockNumber> {
    /// The bond of each side.
    pub bond: Balance,
    /// The winner's part of the loser's bond, in billionths.
    pub winner_share: u32,
    /// What each side pays where there is no verdict, in billionths of the bond.
    pub no_verdict_fee: u32,
    /// What withdrawing costs, in billionths of the bond.
    pub withdrawal_fee: u32,
    /// The part of all weight that has to be revealed, in billionths.
    pub turnout: u32,
    /// Blocks in which a claim can be challenged.
    pub challenge_window: BlockNumber,
    /// Blocks in which an arbiter can rule.
    pub arbiter_window: BlockNumber,
    /// Blocks in which jurors can commit.
    pub commit_window: BlockNumber,
    /// Blocks in which jurors can reveal.
    pub reveal_window: BlockNumber,
    /// Blocks for which the author stays bound after a claim failed.
    pub refile_window: BlockNumber,
    /// Blocks for which jurors can fetch their shares.
    pub reward_window: BlockNumber,
    /// Open claims that one claimant can have.
    pub max_open_claims: u32,
    /// Jurors of a claim.
    pub max_jurors: u32,
}
