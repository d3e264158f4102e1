//! What is kept.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_bridge::{HopState, HopTerms, Progress};
use msez_core::{Digest, Moment, SubjectId, Usd};
use msez_traits::{Balance, Cargo, FeeCurrency};
use polkadot_sdk::{
    frame_support::{traits::ConstU32, BoundedVec},
    sp_core::ed25519,
};
use scale_info::TypeInfo;

/// Most operators of a corridor.
pub const MAX_OPERATORS: u32 = 8;

/// Most open hops of an operator.
pub const MAX_JOBS: u32 = 1_024;

/// Longest endpoint, in bytes.
pub const MAX_ENDPOINT: u32 = 128;

/// Where an operator can be reached.
pub type Endpoint = BoundedVec<u8, ConstU32<MAX_ENDPOINT>>;

/// Operators of a corridor, or those who tried a hop.
pub type Operators<AccountId> = BoundedVec<AccountId, ConstU32<MAX_OPERATORS>>;

/// How an operator stands on a corridor. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Standing {
    /// Has asked; the authority of neither end has agreed.
    #[codec(index = 0)]
    Applied,
    /// Gets hops.
    #[codec(index = 1)]
    Accepted,
    /// Was dismissed: gets none, and carries those it has to their end.
    #[codec(index = 2)]
    Dismissed,
}

/// An operator on a corridor.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Operator {
    /// The key that signs its receipts.
    pub key: ed25519::Public,
    /// Where it can be reached.
    pub endpoint: Endpoint,
    /// How it stands.
    pub standing: Standing,
    /// How many hops it has to carry on this corridor.
    pub open: u32,
}

/// What an operator has to carry, on all corridors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Load {
    /// What it answers for, in the native token: the values of its open hops.
    pub exposure: Balance,
    /// How many these are; [`MAX_JOBS`] at most.
    pub hops: u32,
}

/// Whom the two ends of a corridor name as its arbiter.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Arbiters<AccountId> {
    /// The first end.
    pub first: Option<AccountId>,
    /// The second end.
    pub second: Option<AccountId>,
}

impl<AccountId> Default for Arbiters<AccountId> {
    fn default() -> Self {
        Self { first: None, second: None }
    }
}

impl<AccountId: PartialEq> Arbiters<AccountId> {
    /// The arbiter: whom both name.
    pub fn agreed(self) -> Option<AccountId> {
        self.first.filter(|first| self.second.as_ref() == Some(first))
    }
}

/// A transfer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Transfer<AccountId> {
    /// How far it is.
    pub progress: Progress,
    /// What whoever opened it calls it.
    pub reference: Digest,
    /// Whether a holder of units opened it: the bridge itself decides then.
    pub by_holder: bool,
    /// What moves.
    pub asset: SubjectId,
    /// All of it, or units.
    pub cargo: Cargo<AccountId>,
    /// Its value, in micro-dollars.
    pub value: Usd,
    /// Who paid the fees, and gets back what is not used.
    pub payer: AccountId,
    /// In what.
    pub currency: FeeCurrency,
    /// What is left of the fees, in the currency's smallest unit.
    pub escrow: u128,
    /// What of them the payer got back.
    pub returned: u128,
    /// Root of the tensor's slices that were checked.
    pub slice_root: Digest,
    /// Who completes what nobody completed, where the parties named one.
    pub arbiter: Option<AccountId>,
    /// When it was opened, in milliseconds.
    pub opened_at: Moment,
    /// When it was decided, in milliseconds.
    pub decided_at: Option<Moment>,
    /// When the agenda looks at it next, in milliseconds.
    pub wake: Moment,
    /// How often whoever opened it was told that it is overdue.
    pub told: u32,
}

/// A hop of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Hop<AccountId> {
    /// What was agreed on it.
    pub terms: HopTerms,
    /// How far it is.
    pub state: HopState,
    /// Who carries it now.
    pub operator: AccountId,
    /// Since when, in milliseconds.
    pub since: Moment,
    /// What the operator answers for, in the native token.
    pub exposure: Balance,
    /// Everybody who had it, the one who has it now last. Once it is full, nobody else gets it.
    pub tried: Operators<AccountId>,
    /// For who commits it, in the transfer's currency.
    pub transfer_fee: u128,
    /// For the jurisdiction that it leads to, in the transfer's currency.
    pub entry_fee: u128,
    /// How it was prepared.
    pub prepared: Option<PreparedHop<AccountId>>,
    /// How it was committed.
    pub committed: Option<CommittedHop<AccountId>>,
    /// When the agenda looks at it next, in milliseconds; `None` where nothing falls due.
    pub wake: Option<Moment>,
}

/// How a hop was prepared.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PreparedHop<AccountId> {
    /// By whom.
    pub by: AccountId,
    /// Digest of the receipt.
    pub receipt: Digest,
    /// Id of the lock at the custodian.
    pub lock: Digest,
    /// Until when the lock stands, in milliseconds.
    pub lock_until: Moment,
    /// When the receipt was taken, in milliseconds.
    pub at: Moment,
}

/// How a hop was committed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CommittedHop<AccountId> {
    /// By whom; `None` for governance.
    pub by: Option<AccountId>,
    /// Digest of the receipt.
    pub receipt: Digest,
    /// Reference of the settlement at the custodian.
    pub settlement: Digest,
    /// Block or booking number of the settlement there.
    pub settlement_block: u64,
    /// When the receipt was taken, in milliseconds.
    pub at: Moment,
}

/// What a custodian's reference names. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ReferenceKind {
    /// A lock at a hop's start.
    #[codec(index = 0)]
    Lock,
    /// A settlement at a hop's end.
    #[codec(index = 1)]
    Settlement,
}

impl<AccountId: Clone + Into<[u8; 32]>> Transfer<AccountId> {
    /// How much a receipt must name.
    pub fn amount(&self) -> u128 {
        match &self.cargo {
            Cargo::Whole => self.value.0,
            Cargo::Units { amount, .. } => *amount,
        }
    }

    /// For whom a receipt must name it.
    pub fn beneficiary(&self) -> Digest {
        match &self.cargo {
            Cargo::Whole => Digest::default(),
            Cargo::Units { to, .. } => Digest(to.clone().into()),
        }
    }
}
