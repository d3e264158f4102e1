//! What is kept.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_asset::{ControlRule, Country, Permissions, Standing, UnitRules};
use msez_core::{AssetClass, Digest, JurisdictionId, Moment, SubjectId};
use polkadot_sdk::frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Number of an asset's changes.
pub type Version = u64;

/// How many units.
pub type Amount = u128;

/// Where a document is.
pub type Location = BoundedVec<u8, ConstU32<{ msez_asset::MAX_LOCATION }>>;

/// The program that an asset named.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Program {
    /// Id of the instance.
    pub instance: Digest,
    /// What it may do for the asset.
    pub permissions: Permissions,
}

/// A registered asset.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Asset<AccountId, Balance> {
    /// Who registered it, and holds its deposit.
    pub issuer: AccountId,
    /// Digest of the schema that describes such assets.
    pub schema: Digest,
    /// Its class.
    pub class: AssetClass,
    /// Digest of the policy that its holders can rely on.
    pub policy: Digest,
    /// Where it is at home, or will be when it is bound.
    pub home: JurisdictionId,
    /// Whether it is bound to its home.
    pub bound: bool,
    /// Who controls it.
    pub control: ControlRule<AccountId>,
    /// Where it stands.
    pub standing: Standing,
    /// How often it changed; 1 at registration.
    pub version: Version,
    /// How many documents are kept.
    pub documents: u32,
    /// The program that acts for it.
    pub program: Option<Program>,
    /// When it was registered.
    pub registered_at: Moment,
    /// What is held from the issuer.
    pub deposit: Balance,
}

/// A controller's agreement to a call that takes more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Approval {
    /// The asset's version that it holds for, and no other.
    pub version: Version,
    /// Hash of the call.
    pub action: Digest,
}

/// Control that is offered to others.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Offer<AccountId> {
    /// The rule that will hold.
    pub control: ControlRule<AccountId>,
    /// The last moment at which it can be accepted.
    pub until: Moment,
    /// Those among the new controllers who have accepted.
    pub accepted: BoundedVec<AccountId, ConstU32<{ msez_asset::MAX_CONTROLLERS }>>,
}

/// Control that passes to new keys unless somebody objects.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Recovery<AccountId> {
    /// The rule that will hold.
    pub control: ControlRule<AccountId>,
    /// The version that the announcement made: it names the announcement.
    pub version: Version,
    /// Not before.
    pub from: Moment,
    /// Not after.
    pub until: Moment,
}

/// A document of an asset.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Document<AccountId, Balance> {
    /// SHA-256 of the document.
    pub digest: Digest,
    /// Where it is.
    pub location: Location,
    /// When it was set.
    pub set_at: Moment,
    /// Who holds the deposit.
    pub depositor: AccountId,
    /// The deposit.
    pub deposit: Balance,
}

/// The units of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct UnitsRecord {
    /// The asset's own rules.
    pub rules: UnitRules,
    /// How many parties hold some.
    pub holders: u32,
}

/// What is frozen of a holder's account by one side.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Freeze {
    /// The account as a whole: it neither gives nor receives.
    pub whole: bool,
    /// So many units of it.
    pub units: Amount,
}

/// An account that can hold units.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Holder<AccountId, Balance> {
    /// Whose it is.
    pub party: SubjectId,
    /// What the controllers froze.
    pub by_controllers: Freeze,
    /// What the authority of the home jurisdiction or a policy froze.
    pub by_authority: Freeze,
    /// Who holds the deposit.
    pub depositor: AccountId,
    /// The deposit.
    pub deposit: Balance,
}

impl<AccountId, Balance> Holder<AccountId, Balance> {
    /// What is frozen by both sides together.
    pub fn frozen(&self) -> Freeze {
        let (ours, theirs) = (self.by_controllers, self.by_authority);
        Freeze { whole: ours.whole || theirs.whole, units: ours.units.saturating_add(theirs.units) }
    }
}

/// A party among an asset's holders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PartyRecord {
    /// Its country.
    pub country: Country,
    /// How many of its accounts are admitted.
    pub accounts: u32,
    /// Units in all of them.
    pub units: Amount,
}

/// Why units were taken without their holder's consent. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ForceReason {
    /// A court ordered it.
    #[codec(index = 0)]
    CourtOrder,
    /// A regulator ordered it.
    #[codec(index = 1)]
    RegulatoryOrder,
    /// Sanctions ask for it.
    #[codec(index = 2)]
    Sanctions,
    /// The holder lost his keys.
    #[codec(index = 3)]
    LostKeys,
    /// The holder died, or was wound up.
    #[codec(index = 4)]
    Succession,
    /// An entry was wrong.
    #[codec(index = 5)]
    Correction,
}

/// What a forced transfer rests on.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Order {
    /// Why.
    pub reason: ForceReason,
    /// SHA-256 of the order.
    pub digest: Digest,
}

/// In which capacity somebody acts on an asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Actor<AccountId> {
    /// Enough of its controllers.
    Controllers(Vec<AccountId>),
    /// The authority of its home jurisdiction.
    Authority,
    /// A policy.
    Policy,
}
