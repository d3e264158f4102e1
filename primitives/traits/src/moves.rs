//! Moving assets: what the saga and the bridge ask of each other, of the registry, of the assets and of programs.
//!
//! The saga decides whether and when; the bridge carries. A transfer is prepared by every hop, decided once, and then
//! either committed by every hop or released by every hop.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
pub use msez_bridge::{HopTerms, TransferPhase, MAX_HOPS};
use msez_core::{AssetClass, CorridorId, Digest, JurisdictionId, Moment, SubjectId, Usd};
use polkadot_sdk::{
    frame_support::weights::Weight,
    sp_runtime::{DispatchError, DispatchResult, Perbill},
};
use scale_info::TypeInfo;

/// Why a path cannot be taken. One is told for each reason; `hop` counts from 0.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PathFault {
    /// At which hop.
    pub hop: u32,
    /// What is wrong there.
    pub kind: PathFaultKind,
}

/// What is wrong with a hop. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum PathFaultKind {
    /// No hop at all, or more than [`MAX_HOPS`].
    #[codec(index = 0)]
    WrongLength,
    /// No such corridor.
    #[codec(index = 1)]
    UnknownCorridor,
    /// The corridor does not touch the place reached so far.
    #[codec(index = 2)]
    NotConnected,
    /// The place was passed before.
    #[codec(index = 3)]
    Revisited,
    /// Governance or a side has suspended the corridor.
    #[codec(index = 4)]
    Suspended,
    /// One end is not active.
    #[codec(index = 5)]
    EndNotActive,
    /// It leads the other way only.
    #[codec(index = 6)]
    OneWay,
    /// The corridor does not carry the class.
    #[codec(index = 7)]
    ClassNotSupported,
    /// An end does not admit the class.
    #[codec(index = 8)]
    ClassNotAdmitted,
    /// The value is above the corridor's limit.
    #[codec(index = 9)]
    ValueTooHigh,
    /// Its cost does not fit.
    #[codec(index = 10)]
    AmountOverflow,
}

/// The registry, as what moves through it sees it.
pub trait Paths<AccountId> {
    /// Follows the corridors from a place, in time linear in their number.
    fn walk(
        from: &JurisdictionId,
        corridors: &[CorridorId],
        class: &AssetClass,
        value: Usd,
    ) -> Result<Vec<HopTerms>, Vec<PathFault>>;

    /// Of [`walk`](Self::walk).
    fn walk_weight(hops: u32) -> Weight;

    /// The ends of a corridor.
    fn ends(corridor: &CorridorId) -> Option<(JurisdictionId, JurisdictionId)>;

    /// Who speaks for a jurisdiction.
    fn authority(jurisdiction: &JurisdictionId) -> Option<AccountId>;

    /// Makes sure that corridors exist which lead from the first place of the answer over `hops` hops, for every class
    /// and value, and gives them back.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_path(hops: u32) -> (JurisdictionId, Vec<CorridorId>);
}

/// A currency in which fees are paid: `None` is the native token, otherwise an asset of the settlement ledger.
pub type FeeCurrency = Option<u32>;

/// What dollars are worth.
pub trait Pricing {
    /// An amount of micro-dollars in a currency's smallest unit, rounded up. `None` where there is no rate, or where the
    /// currency is not accepted.
    fn price(currency: FeeCurrency, amount: Usd) -> Option<u128>;
}

/// Money of the native token or of a settlement currency, in and out of keyless accounts.
pub trait Settlement<AccountId> {
    /// Moves it; no account is closed by it.
    fn pay(currency: FeeCurrency, from: &AccountId, to: &AccountId, amount: u128) -> DispatchResult;

    /// Whether everything that is paid into an account can be paid out again: it has what keeps it open in the currency
    /// besides. Always so where nothing is needed for that.
    fn is_endowed(currency: FeeCurrency, who: &AccountId) -> bool {
        let _ = (currency, who);
        true
    }

    /// What an account can spend.
    fn spendable(currency: FeeCurrency, who: &AccountId) -> u128;

    /// What an account has, whether or not it can be spent now.
    fn balance(currency: FeeCurrency, who: &AccountId) -> u128;

    /// Of [`pay`](Self::pay) in the dearest currency.
    fn pay_weight() -> Weight;

    /// Gives an account that much.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_endow(currency: FeeCurrency, who: &AccountId, amount: u128);
}

/// What a transfer carries.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Cargo<AccountId> {
    /// The asset itself; whoever opened the transfer holds it.
    #[codec(index = 0)]
    Whole,
    /// So many of its units, which the bridge holds from the opening on.
    #[codec(index = 1)]
    Units {
        /// Whose they are.
        from: AccountId,
        /// Whose they will be.
        to: AccountId,
        /// How many.
        amount: u128,
    },
}

/// What is asked of the bridge.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct TransferOrder<AccountId> {
    /// Of whoever opens it; one transfer for each.
    pub reference: Digest,
    /// What moves.
    pub asset: SubjectId,
    /// All of it, or units.
    pub cargo: Cargo<AccountId>,
    /// Its value, in micro-dollars.
    pub value: Usd,
    /// The hops, as [`Paths::walk`] gave them.
    pub hops: Vec<HopTerms>,
    /// Who pays, and gets back what is not used.
    pub payer: AccountId,
    /// In what.
    pub currency: FeeCurrency,
    /// Root of the tensor's slices that were checked, for the receipts.
    pub slice_root: Digest,
    /// Prepared by all before, or not at all.
    pub prepare_by: Moment,
    /// Committed by all before; who is late answers for it.
    pub commit_by: Moment,
    /// Who completes what nobody completed, where the parties named one.
    pub arbiter: Option<AccountId>,
}

/// The bridge, as the saga drives it.
pub trait Bridge<AccountId> {
    /// Takes the fees from the payer, assigns operators and asks every hop to prepare. Gives back the transfer's id.
    fn open(order: TransferOrder<AccountId>) -> Result<Digest, DispatchError>;

    /// How far it is.
    fn phase(transfer: &Digest) -> Option<TransferPhase>;

    /// Whether the account carries one of its hops, or is to.
    fn carries(transfer: &Digest, who: &AccountId) -> bool;

    /// Digest over all prepare receipts, in the order of the hops, once there are all.
    fn prepared_digest(transfer: &Digest) -> Option<Digest>;

    /// Digest over all commit receipts, in the order of the hops, once there are all.
    fn committed_digest(transfer: &Digest) -> Option<Digest>;

    /// Decides for good that every hop will be committed. Only what is [`TransferPhase::Prepared`], and in time.
    fn commit(transfer: &Digest) -> DispatchResult;

    /// Decides for good that every hop is released; impossible once committed. The payer gets `refund` of the fees back,
    /// rounded down; the rest is split among operators who had prepared, except `unpaid` ones, or goes to the treasury. Again:
    /// changes nothing.
    fn abort(transfer: &Digest, refund: Perbill, unpaid: &[AccountId]) -> DispatchResult;

    /// The most that opening costs.
    fn open_weight(hops: u32) -> Weight;

    /// The most that a decision costs.
    fn decide_weight(hops: u32) -> Weight;

    /// Makes sure that the hops have operators who can take them.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_operators(hops: &[HopTerms], value: Usd);

    /// Has every hop prepared.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_prepare(transfer: &Digest);
}

/// Whoever opened transfers is told how they go. None of these can fail: what cannot be done at once is scheduled.
pub trait Shipper {
    /// Every hop has prepared; time for the decision.
    fn prepared(reference: &Digest, transfer: &Digest);

    /// Not prepared or not decided in time, or refused by every operator. The bridge has *not* decided: the shipper aborts,
    /// with the refund that it owes. Who is late may still prepare; then `prepared` follows.
    fn overdue(reference: &Digest, transfer: &Digest);

    /// Every hop is committed.
    fn completed(reference: &Digest, transfer: &Digest);

    /// The most that one of these costs.
    fn weight() -> Weight;
}

impl Shipper for () {
    fn prepared(_: &Digest, _: &Digest) {}
    fn overdue(_: &Digest, _: &Digest) {}
    fn completed(_: &Digest, _: &Digest) {}
    fn weight() -> Weight {
        Weight::zero()
    }
}

/// The program that an asset named has a say when the asset is to move.
pub trait MovePolicy {
    /// Whether the asset's program lets it go to this place. An asset without a program, or whose program was not given
    /// the family for moves, has no objection. A program that fails objects.
    fn permits(asset: &SubjectId, target: &JurisdictionId, path: &Digest) -> bool;

    /// The most that asking costs.
    fn weight() -> Weight;
}

impl MovePolicy for () {
    fn permits(_: &SubjectId, _: &JurisdictionId, _: &Digest) -> bool {
        true
    }

    fn weight() -> Weight {
        Weight::zero()
    }
}
