//! What the pallet keeps.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{AssetClass, Digest, JurisdictionId, Moment};
use msez_traits::Balance;
use msez_watch::{Choice, Coordinate, Exposure, Level, Offence, Reputation, Statement, Tier, MAX_DID};
use polkadot_sdk::{
    frame_support::{traits::ConstU32, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound},
    frame_system::pallet_prelude::BlockNumberFor,
    sp_core::ed25519,
    sp_runtime::Perbill,
};
use scale_info::TypeInfo;

use crate::Config;

/// A watcher's decentralized identifier.
pub type Did = BoundedVec<u8, ConstU32<MAX_DID>>;

/// Digests that can stand at one coordinate.
pub const MAX_CHOICES: u32 = 16;

/// Whether an account is a watcher. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Status {
    /// May attest, and is drawn for duties.
    #[codec(index = 0)]
    Active,
    /// Has left or was made to; may register again.
    #[codec(index = 1)]
    Retired,
    /// Never again.
    #[codec(index = 2)]
    Banned,
}

/// Who a watcher is. Stays for good, so that nobody can take the name, the keys or the record over.
#[derive(
    CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct Watcher<T: Config> {
    /// His name, bound to the account.
    pub did: Did,
    /// The key that signs now.
    pub key: ed25519::Public,
    /// How many keys he has had, this one included.
    pub keys: u32,
    /// Whether he is one now.
    pub status: Status,
    /// Where he watches.
    pub jurisdictions: BoundedVec<JurisdictionId, T::MaxJurisdictions>,
    /// Which classes.
    pub classes: BoundedVec<AssetClass, T::MaxClasses>,
    /// Who controls him, with the controller's agreement; himself where none is named.
    pub controller: Option<T::AccountId>,
    /// Whose agreement he has asked for.
    pub asked: Option<T::AccountId>,
    /// His part of what is earned with delegated funds.
    pub commission: Perbill,
}

/// What changes with every event of a watcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Conduct {
    /// His record.
    pub reputation: Reputation,
    /// What his word stands for.
    pub exposure: Exposure,
    /// Duties missed without one done in between.
    pub missed_in_row: u32,
    /// Claims against him that are open.
    pub claims: u32,
    /// Slashes that are deferred.
    pub pending: u32,
    /// Earned and not yet claimed.
    pub rewards: Balance,
}

impl Conduct {
    /// Of a new watcher.
    pub fn new(now: Moment) -> Self {
        Self {
            reputation: Reputation::new(now),
            exposure: Exposure::default(),
            missed_in_row: 0,
            claims: 0,
            pending: 0,
            rewards: 0,
        }
    }
}

/// What a topic is about. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TopicKind {
    /// The head commitment of a corridor; the height counts its receipts.
    #[codec(index = 0)]
    CorridorState,
    /// A checkpoint of a chain; the height is its block.
    #[codec(index = 1)]
    Checkpoint,
    /// Whether a corridor answers; the height is the block at which it was asked.
    #[codec(index = 2)]
    CorridorLiveness,
    /// What became of an asset at its destination; the height is the version of the asset.
    #[codec(index = 3)]
    MigrationDestination,
}

/// The terms of a topic. They do not change.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct TopicTerms<AccountId> {
    /// What it is about.
    pub kind: TopicKind,
    /// Digest of what exactly: the name of the corridor, the id of the migration.
    pub subject: Digest,
    /// Watchers must have this jurisdiction in their scope.
    pub jurisdiction: JurisdictionId,
    /// And this class.
    pub class: AssetClass,
    /// What a statement stands for, in the native token, until it has matured.
    pub exposure: Balance,
    /// What a statement earns on which a quorum agrees; at most a twentieth of the exposure.
    pub fee: Balance,
    /// Heights are multiples of this, so that those who look at different times speak about the same place; at least 1.
    pub stride: u64,
    /// Blocks between two duties; zero for none.
    pub interval: u32,
    /// Blocks in which a duty must be done.
    pub deadline: u32,
    /// Watchers drawn for each.
    pub watchers: u32,
    /// The fraction of the eligible weight that agrees in a quorum, in millionths; above one half.
    pub quorum: u32,
    /// How old an observation may be, in milliseconds.
    pub max_staleness: Moment,
    /// Blocks from the first statement on a coordinate to its settlement.
    pub window: u32,
    /// Least backing of a watcher, if more than the role's minimum.
    pub min_backing: Balance,
    /// Least tier of a watcher.
    pub min_tier: Tier,
    /// Who decides disputes over statements alone.
    pub arbiter: Option<AccountId>,
}

impl<AccountId> TopicTerms<AccountId> {
    /// Whether the topic speaks about this height.
    pub fn has_height(&self, height: u64) -> bool {
        height.checked_rem(self.stride) == Some(0)
    }
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Topic<AccountId> {
    /// Its terms.
    pub terms: TopicTerms<AccountId>,
    /// Who gets back what is left.
    pub sponsor: AccountId,
    /// What it can still pay.
    pub escrow: Balance,
    /// Coordinates that are not settled.
    pub open: u32,
    /// Coordinates that are kept.
    pub kept: u32,
    /// Whether nothing new is accepted.
    pub closed: bool,
}

/// A watcher as he was when everybody was last looked at.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Listed<AccountId> {
    /// Who.
    pub who: AccountId,
    /// Who controls him.
    pub group: AccountId,
    /// What stands behind him.
    pub backing: Balance,
    /// His tier.
    pub tier: Tier,
}

/// A place on a topic.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Seat<AccountId> {
    /// Whose.
    pub who: AccountId,
    /// His weight, lowered where his group has too much.
    pub weight: Balance,
    /// His tier.
    pub tier: Tier,
}

/// Those who may speak on a topic.
#[derive(
    CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct Panel<T: Config> {
    /// The weight of all together, before groups were lowered.
    pub eligible: Balance,
    /// Their seats, the heaviest first.
    pub seats: BoundedVec<Seat<T::AccountId>, T::MaxPanel>,
}

/// One statement in a tally.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Voice<AccountId> {
    /// Whose.
    pub who: AccountId,
    /// Which of the choices.
    pub choice: u8,
    /// With what weight.
    pub weight: Balance,
    /// When it was observed.
    pub observed_at: Moment,
    /// Refuted: it does not count any more.
    pub struck: bool,
    /// It has earned what it can.
    pub rewarded: bool,
}

/// Everything that was said at one coordinate.
#[derive(
    CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct Tally<T: Config> {
    /// From this block on nothing more is accepted.
    pub closes: BlockNumberFor<T>,
    /// The largest eligible weight that the topic had meanwhile.
    pub eligible: Balance,
    /// The digests, in the order in which they appeared.
    pub choices: BoundedVec<Choice, ConstU32<MAX_CHOICES>>,
    /// The statements, in the order in which they came.
    pub voices: BoundedVec<Voice<T::AccountId>, T::MaxPanel>,
    /// Whether a second digest ever appeared here.
    pub fork_seen: bool,
    /// Whether the window is over and those who agreed were paid.
    pub settled: bool,
    /// A digest that is more final than a quorum makes it, while one agrees on it, where somebody has said so.
    pub raised: Option<(Digest, Level)>,
}

impl<T: Config> Tally<T> {
    /// What a watcher has said here.
    pub fn voice_of(&self, who: &T::AccountId) -> Option<&Voice<T::AccountId>> {
        self.voices.iter().find(|voice| voice.who == *who)
    }

    /// The digest that a voice stands for.
    pub fn digest_of(&self, voice: &Voice<T::AccountId>) -> Option<Digest> {
        self.choices.get(usize::from(voice.choice)).map(|choice| choice.digest)
    }

    /// What a voice says, as a statement.
    pub fn statement_of(&self, coordinate: Coordinate, voice: &Voice<T::AccountId>) -> Option<Statement> {
        let digest = self.digest_of(voice)?;
        Some(Statement { coordinate, digest, observed_at: voice.observed_at })
    }
}

/// Where a statement is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Located<AccountId> {
    /// At which coordinate.
    pub coordinate: Coordinate,
    /// Whose.
    pub author: AccountId,
}

/// A watcher who was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Drawn<AccountId> {
    /// Who.
    pub who: AccountId,
    /// Whether he has spoken.
    pub done: bool,
}

/// A duty that is open.
#[derive(
    CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct Duty<T: Config> {
    /// Since when: an older observation does not count.
    pub since: Moment,
    /// The last block in which it can be done.
    pub deadline: BlockNumberFor<T>,
    /// Whose.
    pub drawn: BoundedVec<Drawn<T::AccountId>, T::MaxPerDuty>,
}

/// A slash that waits.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Deferred<AccountId, BlockNumber> {
    /// Whose.
    pub offender: AccountId,
    /// What for.
    pub offence: Offence,
    /// Who is paid for having found it out.
    pub reporter: Option<AccountId>,
    /// The falsehood, where it is one.
    pub falsehood: Option<Falsehood>,
    /// In which block it happens.
    pub due: BlockNumber,
}

/// Something that was said and is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Falsehood {
    /// Where.
    pub coordinate: Coordinate,
    /// What.
    pub digest: Digest,
}

/// A statement with its signature, as anybody may bring it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SignedStatement {
    /// What was signed.
    pub statement: Statement,
    /// With which key.
    pub key: ed25519::Public,
    /// Over [`Statement::payload`].
    pub signature: ed25519::Signature,
}
