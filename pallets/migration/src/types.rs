//! What is kept, and what is told.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_asset::ComplianceFault;
use msez_core::{AssetClass, CorridorId, Digest, Domain, JurisdictionId, Moment, SubjectId, Usd};
use msez_manifold::AttestationType;
use msez_saga::{
    ArrivalEvidence, Carriage, Compensation, FeeEvidence, HeldEvidence, LockEvidence, Need, Request, State,
    Timeouts, TransitEvidence, Transition, VerificationEvidence,
};
use msez_traits::{FeeCurrency, HopTerms, PathFault, MAX_HOPS};
use polkadot_sdk::frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Attestations that one saga holds as evidence.
pub const MAX_HELD: u32 = 32;

/// Provisional statements that one saga holds.
pub const MAX_PLEDGES: u32 = 16;

/// Disputes over one saga, one after the other.
pub const MAX_DISPUTES: u8 = 3;

/// Changes of state of one saga: seven forward, two for each dispute, three backward.
pub const MAX_TRANSITIONS: u32 = 16;

/// The evidence that a saga holds.
pub type HeldList = BoundedVec<HeldEvidence, ConstU32<MAX_HELD>>;

/// What is governed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Parameters {
    /// For how long a saga may stay in each state.
    pub timeouts: Timeouts,
    /// How often a saga that waits is looked at, in milliseconds.
    pub poll: Moment,
    /// How long a ruling may take, in milliseconds.
    pub ruling: Moment,
}

impl Default for Parameters {
    fn default() -> Self {
        const HOUR: Moment = msez_saga::HOUR;
        Self { timeouts: Timeouts::default(), poll: HOUR, ruling: HOUR.saturating_mul(72) }
    }
}

/// An objection.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Dispute<AccountId, Balance> {
    /// Who objects.
    pub by: AccountId,
    /// What is held from him.
    pub bond: Balance,
    /// Where the saga was.
    pub left: State,
    /// SHA-256 of what he brings forward.
    pub grounds: Digest,
    /// Without a ruling until then it is over, in milliseconds.
    pub until: Moment,
}

/// What an arbiter decides. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Ruling {
    /// It goes on.
    #[codec(index = 0)]
    Resume,
    /// Everything is taken back.
    #[codec(index = 1)]
    Compensate,
}

/// A migration.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Saga<AccountId, Balance> {
    /// What was asked for.
    pub request: Request<AccountId>,
    /// The asset's class.
    pub class: AssetClass,
    /// The path with its terms, as they were at the start.
    pub hops: BoundedVec<HopTerms, ConstU32<MAX_HOPS>>,
    /// The program that began it; `None`: controllers.
    pub program: Option<Digest>,
    /// Names who decided over the asset when it began, and how many of them: the asset is held for them only.
    pub rule: Digest,
    /// How far it is.
    pub state: State,
    /// When it came there, in milliseconds.
    pub entered_at: Moment,
    /// When the agenda looks at it next, in milliseconds.
    pub due: Option<Moment>,
    /// Not again before, in milliseconds: what is late or failed.
    pub retry_at: Moment,
    /// How often in a row something was late or failed after the decision.
    pub tries: u8,
    /// How often in a row pledges could not enter the tensor.
    pub pledge_tries: u8,
    /// When compliance was last looked at under way, in milliseconds.
    pub checked_at: Moment,
    /// The bridge says that it is too late to prepare a hop, or to decide.
    pub overdue: bool,
    /// The objection that stands.
    pub dispute: Option<Dispute<AccountId, Balance>>,
    /// How many there were.
    pub disputes: u8,
    /// Who objected and was not found right: none of them earns from an end that their objection may have brought about.
    pub objectors: BoundedVec<AccountId, ConstU32<{ MAX_DISPUTES as u32 }>>,
    /// Every change of state.
    pub transitions: BoundedVec<Transition, ConstU32<MAX_TRANSITIONS>>,
    /// The lock.
    pub lock: Option<LockEvidence>,
    /// The departure.
    pub transit: Option<TransitEvidence>,
    /// The verification before the decision.
    pub verification: Option<VerificationEvidence>,
    /// The arrival.
    pub arrival: Option<ArrivalEvidence>,
    /// The money.
    pub fees: FeeEvidence,
    /// What is taken back.
    pub compensation: Option<Compensation>,
    /// When it ended, in milliseconds.
    pub ended_at: Option<Moment>,
    /// Digest of all its evidence, once it has ended.
    pub evidence: Option<Digest>,
    /// What is held from the payer.
    pub deposit: Balance,
}

impl<AccountId, Balance> Saga<AccountId, Balance> {
    /// What of the fees is still in the pot.
    pub fn escrow(&self) -> u128 {
        let FeeEvidence { escrowed, carried, refunded, kept } = self.fees;
        escrowed.saturating_sub(carried).saturating_sub(refunded).saturating_sub(kept)
    }

    /// Every place of the path, the first one included.
    pub fn places(&self) -> impl Iterator<Item = JurisdictionId> + '_ {
        core::iter::once(self.request.source).chain(self.hops.iter().map(|hop| hop.to))
    }

    /// The shortest interval at which compliance is looked at under way.
    pub fn check_interval(&self) -> Option<Moment> {
        self.hops.iter().filter_map(|hop| hop.check_interval).min()
    }

    /// How long the path takes, in hours.
    pub fn hours(&self) -> u32 {
        self.hops.iter().fold(0u32, |sum, hop| sum.saturating_add(hop.hours))
    }

    /// Number of hops.
    pub fn hop_count(&self) -> u32 {
        u32::try_from(self.hops.len()).unwrap_or(MAX_HOPS)
    }
}

/// A provisional statement for the destination: it enters the tensor when the asset arrives, or is void.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pledge<AccountId> {
    /// Who answers for it.
    pub issuer: AccountId,
    /// In which field of regulation.
    pub domain: Domain,
    /// What kind of evidence it is.
    pub kind: AttestationType,
    /// Digest of the document.
    pub document: Digest,
    /// For how long it will hold, in milliseconds.
    pub validity: Moment,
    /// When it was made, in milliseconds.
    pub made_at: Moment,
    /// The attestation that it became.
    pub attestation: Option<Digest>,
}

/// The pledges of one saga.
pub type PledgeList<AccountId> = BoundedVec<Pledge<AccountId>, ConstU32<MAX_PLEDGES>>;

/// Along which a program may move an asset, once.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Itinerary<AccountId> {
    /// Where it leads.
    pub target: JurisdictionId,
    /// The corridors, in order.
    pub path: BoundedVec<CorridorId, ConstU32<MAX_HOPS>>,
    /// The asset's value, in micro-dollars.
    pub value: Usd,
    /// The most that may be paid in fees, in the smallest unit of the currency.
    pub max_fee: u128,
    /// In what.
    pub currency: FeeCurrency,
    /// Who pays: one of the controllers who agreed.
    pub payer: AccountId,
    /// How long the migration may take from its beginning, in milliseconds.
    pub duration: Moment,
    /// Who rules over disputes.
    pub arbiter: Option<AccountId>,
    /// Not begun after, in milliseconds.
    pub until: Moment,
    /// Evidence for what the path asks.
    pub held: HeldList,
}

/// An itinerary as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct LaidDown<AccountId, Balance> {
    /// What was agreed.
    pub itinerary: Itinerary<AccountId>,
    /// Names who agreed: it is good as long as they decide over the asset.
    pub rule: Digest,
    /// Who pays for keeping it.
    pub depositor: AccountId,
    /// What is held from him.
    pub deposit: Balance,
}

/// An asset that a program holds.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ProgramLock {
    /// Which asset.
    pub asset: SubjectId,
    /// The instance that holds it.
    pub actor: Digest,
    /// Until when, in milliseconds.
    pub until: Moment,
}

/// Why a migration is not begun. The codes are append-only.
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
pub enum StartFault {
    /// This very request was made before.
    #[codec(index = 0)]
    AlreadyExists,
    /// No such asset.
    #[codec(index = 1)]
    UnknownAsset,
    /// It was decided upon another version.
    #[codec(index = 2)]
    StaleVersion,
    /// The asset is not at home where the request says.
    #[codec(index = 3)]
    NotAtHome,
    /// Something holds, moves or stops the asset.
    #[codec(index = 4)]
    AssetNotFree,
    /// The asset has another migration.
    #[codec(index = 5)]
    AlreadyUnderWay,
    /// The path cannot be taken.
    #[codec(index = 6)]
    PathNotOpen,
    /// The path leads elsewhere.
    #[codec(index = 7)]
    WrongTarget,
    /// The fees have no price in this currency.
    #[codec(index = 8)]
    CurrencyNotAccepted,
    /// The fees are above what was allowed.
    #[codec(index = 9)]
    FeeTooHigh,
    /// The payer does not have it.
    #[codec(index = 10)]
    FeeNotAffordable,
    /// The path takes longer than the deadline leaves.
    #[codec(index = 11)]
    DeadlineTooShort,
    /// The deadline is too far away.
    #[codec(index = 12)]
    DeadlineTooLong,
    /// The payer has no part in decisions over the asset.
    #[codec(index = 13)]
    PayerNotController,
    /// The arbiter is a party: a controller of the asset.
    #[codec(index = 14)]
    ArbiterNotIndependent,
    /// The class of the asset is not known.
    #[codec(index = 15)]
    UnknownClass,
    /// The payer does not have the deposit, or not besides the fees.
    #[codec(index = 16)]
    DepositNotAffordable,
}

/// A requirement of the path that nothing meets.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Unmet {
    /// At which hop, from 0.
    pub hop: u32,
    /// What kind of evidence is asked for.
    pub kind: AttestationType,
    /// In which field of regulation.
    pub domain: Domain,
}

/// Why the asset does not pass at a place of its path.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PlaceFault {
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// Why.
    pub fault: ComplianceFault,
}

/// Every reason why a request would be refused, and everything that it would wait for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StartReport {
    /// The id that the saga would have: what is signed.
    pub saga: Digest,
    /// Why it would be refused; none: it would begin.
    pub refusals: Vec<StartFault>,
    /// What is wrong with the path.
    pub path_faults: Vec<PathFault>,
    /// What would be escrowed, in the smallest unit of the currency.
    pub fee: Option<u128>,
    /// How long the path takes, in hours.
    pub hours: u32,
    /// The earliest deadline, in milliseconds.
    pub earliest_deadline: Moment,
    /// Whether the asset's program has no objection.
    pub program_permits: bool,
    /// Mandatory requirements that nothing meets.
    pub unmet: Vec<Unmet>,
    /// Why the asset does not pass along the path until the deadline.
    pub compliance: Vec<PlaceFault>,
}

/// A saga, and what it waits for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SagaView<AccountId, Balance> {
    /// Its record.
    pub saga: Saga<AccountId, Balance>,
    /// The evidence brought so far.
    pub held: Vec<HeldEvidence>,
    /// What was pledged.
    pub pledges: Vec<Pledge<AccountId>>,
    /// How far the transfer is.
    pub carriage: Carriage,
    /// What the state waits for; `None` where nothing is missing, or it has ended.
    pub waits_for: Option<Need>,
    /// Mandatory requirements that nothing meets.
    pub unmet: Vec<Unmet>,
    /// Why the asset does not pass along the path until the deadline.
    pub compliance: Vec<PlaceFault>,
    /// When the state's time is over, in milliseconds.
    pub timeout: Option<Moment>,
}
