//! What the pallets of watchers and of disputes show.

use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use msez_core::{AssetClass, Digest, JurisdictionId, Moment};
use msez_watch::{Choice, Level, Offence, Statement, Tier};
use scale_info::TypeInfo;

use crate::{AccountId, Balance};

/// Whether somebody is a watcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum WatcherStatus {
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

/// A watcher as he stands now. Amounts are in the native currency's smallest unit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct WatcherView {
    /// Who.
    pub account: AccountId,
    /// His decentralized identifier.
    pub did: String,
    /// The Ed25519 key that signs for him now.
    pub key: Digest,
    /// Whether he is one now.
    pub status: WatcherStatus,
    /// Where he watches.
    pub jurisdictions: Vec<JurisdictionId>,
    /// Which classes.
    pub classes: Vec<AssetClass>,
    /// Whose watchers count together with him; none: his own.
    pub controller: Option<AccountId>,
    /// His part of what delegated funds earn, in billionths.
    pub commission: u32,
    /// What stands behind his word: his own collateral and what others delegated to him.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub backing: Balance,
    /// The part of it that others delegated.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub delegated: Balance,
    /// What a slash reaches: also what is on its way out.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub at_stake: Balance,
    /// What his statements stand for that have not matured.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub exposure: Balance,
    /// The most they may.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub exposure_cap: Balance,
    /// Score of his reputation in hundredths, 0 to 10,000.
    pub score: u32,
    /// What that comes to.
    pub tier: Tier,
    /// Duties missed since the last one done.
    pub missed_in_row: u32,
    /// Claims against him that are open.
    pub claims: u32,
    /// Slashes that wait.
    pub pending_slashes: u32,
    /// Earned and not paid out yet.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub rewards: Balance,
}

/// What a topic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum TopicKindView {
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

/// A topic as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct TopicView {
    /// Its id.
    pub id: Digest,
    /// What it is about.
    pub kind: TopicKindView,
    /// Digest of what exactly.
    pub subject: Digest,
    /// Watchers must have this jurisdiction in their scope.
    pub jurisdiction: JurisdictionId,
    /// And this class.
    pub class: AssetClass,
    /// What a statement stands for until it has matured.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub exposure: Balance,
    /// What a statement earns on which a quorum agrees.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub fee: Balance,
    /// Heights are multiples of this.
    pub stride: u64,
    /// Blocks between two duties; zero for none.
    pub interval: u32,
    /// Blocks in which a duty must be done.
    pub deadline: u32,
    /// Watchers drawn for each.
    pub watchers: u32,
    /// The fraction of the eligible weight that agrees in a quorum, in millionths.
    pub quorum: u32,
    /// How old an observation may be, in milliseconds.
    pub max_staleness: Moment,
    /// Blocks from the first statement on a coordinate to its settlement.
    pub window: u32,
    /// Least backing of a watcher.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub min_backing: Balance,
    /// Least tier of a watcher.
    pub min_tier: Tier,
    /// Who decides disputes over statements alone.
    pub arbiter: Option<AccountId>,
    /// Who gets back what is left.
    pub sponsor: AccountId,
    /// What it can still pay.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub escrow: Balance,
    /// Coordinates that are not settled.
    pub open: u32,
    /// Whether nothing new is accepted.
    pub is_closed: bool,
    /// Watchers who may speak.
    pub seats: u32,
    /// Their weight together.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub eligible: Balance,
}

/// A duty that a watcher was drawn for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct DutyView {
    /// On which topic.
    pub topic: Digest,
    /// An older observation does not count, in milliseconds.
    pub since: Moment,
    /// Heights are multiples of this.
    pub stride: u64,
    /// The last block in which it can be done.
    pub deadline: u32,
    /// Whether he has spoken.
    pub is_done: bool,
}

/// One statement at a coordinate.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct VoiceView {
    /// Id of the statement, for disputes.
    pub id: Digest,
    /// Whose.
    pub account: AccountId,
    /// What he said.
    pub statement: Statement,
    /// With what weight.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub weight: Balance,
    /// Refuted: it does not count any more.
    pub is_struck: bool,
}

/// Everything that was said at one coordinate.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct TallyView {
    /// The topic.
    pub topic: Digest,
    /// The height.
    pub height: u64,
    /// How final it is.
    pub level: Level,
    /// On what a quorum agrees.
    pub agreed: Option<Digest>,
    /// Whether more than one digest stands.
    pub is_forked: bool,
    /// Whether a second digest ever appeared.
    pub fork_seen: bool,
    /// The weight of all who could speak.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub eligible: Balance,
    /// From this block on nothing more is accepted.
    pub closes: u32,
    /// Whether those who agreed were paid.
    pub is_settled: bool,
    /// The digests, in the order in which they appeared.
    pub choices: Vec<Choice>,
    /// The statements, in the order in which they came.
    pub voices: Vec<VoiceView>,
}

/// A slash that waits.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PendingSlashView {
    /// Its number.
    pub id: u64,
    /// Whose.
    pub offender: AccountId,
    /// What for.
    pub offence: Offence,
    /// Who is paid for having found it out.
    pub reporter: Option<AccountId>,
    /// In which block it happens, unless governance cancels it.
    pub due: u32,
}

/// A claim that a statement is false.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ClaimView {
    /// Its id.
    pub id: Digest,
    /// The statement.
    pub statement: Digest,
    /// Who made the statement.
    pub author: AccountId,
    /// Who claims.
    pub claimant: AccountId,
    /// Digest of his evidence.
    pub evidence: Digest,
    /// Who challenged it.
    pub challenger: Option<AccountId>,
    /// Digest of his evidence.
    pub answer: Option<Digest>,
    /// Who can rule.
    pub arbiter: Option<AccountId>,
    /// The bond of each side.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub bond: Balance,
    /// `filed`, `arbitration`, `commit`, `reveal`, `cooling` or `closed`.
    pub phase: String,
    /// The first block in which the phase is over.
    pub due: u32,
    /// The weight of all who could vote, when the jury was called.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub total_weight: Balance,
    /// What votes for the statement weigh.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub stands: Balance,
    /// What votes against it weigh.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub is_false: Balance,
    /// Who has committed to a vote.
    pub jurors: Vec<JurorView>,
    /// `upheld`, `rejected`, `noVerdict` or `withdrawn`.
    pub outcome: Option<String>,
}

/// A juror.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct JurorView {
    /// Who.
    pub account: AccountId,
    /// What his voice weighs.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub weight: Balance,
    /// Whether he has revealed his vote.
    pub has_revealed: bool,
    /// Whether he has fetched his share.
    pub is_paid: bool,
}
