//! What is kept.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_asset::{ControlRule, Country, Family, Halter, Permissions, Standing, UnitRules};
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
    /// The version that the last change of each family made, in the order of the families' codes.
    pub changed: [Version; Family::ALL.len()],
    /// How many documents are kept.
    pub documents: u32,
    /// The program that acts for it.
    pub program: Option<Program>,
    /// The instance whose halt stands, if one does. It need not be named any more.
    pub halted_by: Option<Digest>,
    /// When it was registered.
    pub registered_at: Moment,
    /// What is held from the issuer.
    pub deposit: Balance,
}

impl<AccountId: Ord, Balance> Asset<AccountId, Balance> {
    /// Whether controllers can still make a call of this family that they decided upon at a version. Alone, nothing may
    /// have changed since. Where several must agree, nothing of the family, nor who controls the asset: agreeing takes
    /// time, and others would stop it by any change of their own.
    pub fn is_current(&self, family: Family, decided: Version) -> bool {
        (self.current_since(family)..=self.version).contains(&decided)
    }

    /// The earliest version upon which controllers can still have decided.
    pub fn current_since(&self, family: Family) -> Version {
        let changed =
            |family: Family| self.changed.get(usize::from(family as u8)).copied().unwrap_or(Version::MAX);
        match self.control.threshold(family) {
            Some(2..) => changed(family).max(changed(Family::Control)),
            _ => self.version,
        }
    }

    /// Whether the halt stands of a program that the asset no longer names.
    pub fn has_orphaned_halt(&self) -> bool {
        let named = self.program.map(|program| program.instance);
        self.standing.halts.program && self.halted_by != named
    }
}

/// A controller's agreement to a call that takes more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Approval {
    /// The asset's version that it was decided upon.
    pub version: Version,
    /// Hash of the call.
    pub action: Digest,
}

/// Control that is offered to others.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Offer<AccountId> {
    /// The rule that will hold.
    pub control: ControlRule<AccountId>,
    /// The version that the offer made: it names the offer.
    pub version: Version,
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
    /// How many parties hold some, or have some set aside for them.
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

impl Freeze {
    /// Both at once.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { whole: self.whole || other.whole, units: self.units.saturating_add(other.units) }
    }

    /// Whether nothing is free that the other keeps frozen.
    pub const fn is_within(&self, other: &Self) -> bool {
        (self.whole || !other.whole) && self.units >= other.units
    }
}

/// What a jurisdiction asks of the units of a class.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct RulesRecord<AccountId, Balance> {
    /// The rules; never those without limits, which need no record.
    pub rules: UnitRules,
    /// Who holds the deposit.
    pub depositor: AccountId,
    /// The deposit.
    pub deposit: Balance,
}

/// An account that can hold units.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Holder<AccountId, Balance> {
    /// Whose it is.
    pub party: SubjectId,
    /// What the controllers froze.
    pub by_controllers: Freeze,
    /// What the authority of the home jurisdiction froze.
    pub by_authority: Freeze,
    /// What a policy froze.
    pub by_policy: Freeze,
    /// Who admitted it, and alone dismisses it: the controllers, or the authority.
    pub admitted_by: Halter,
    /// Who holds the deposit.
    pub depositor: AccountId,
    /// The deposit.
    pub deposit: Balance,
}

impl<AccountId, Balance> Holder<AccountId, Balance> {
    /// What is frozen by all sides together.
    pub fn frozen(&self) -> Freeze {
        self.by_controllers.and(self.by_others())
    }

    /// What is frozen by those whom the controllers cannot overrule.
    pub fn by_others(&self) -> Freeze {
        self.by_authority.and(self.by_policy)
    }

    /// A side's freeze. Programs have none.
    pub fn side(&mut self, side: Halter) -> Option<&mut Freeze> {
        match side {
            Halter::Controllers => Some(&mut self.by_controllers),
            Halter::Authority => Some(&mut self.by_authority),
            Halter::Policy => Some(&mut self.by_policy),
            Halter::Program => None,
        }
    }

    /// Lowers the freezes to what is left after units were taken: the controllers' first, then the authority's, then the
    /// policy's. Gives those that changed.
    pub fn cap(&mut self, balance: Amount) -> Vec<(Halter, Freeze)> {
        let mut left = balance;
        let mut changed = Vec::new();
        // Whose freeze is lowered last has the first claim on what is left.
        for halter in [Halter::Policy, Halter::Authority, Halter::Controllers] {
            let Some(side) = self.side(halter) else { continue };
            let kept = side.units.min(left);
            left = left.saturating_sub(kept);
            if side.units != kept {
                side.units = kept;
                changed.push((halter, *side));
            }
        }
        changed
    }
}

/// What is set aside of an account's units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct SetAside {
    /// Units of this account that are set aside for others.
    pub outgoing: Amount,
    /// How many reservations name the account.
    pub open: u32,
}

/// Units set aside for a recipient.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Reservation<AccountId> {
    /// The asset.
    pub asset: SubjectId,
    /// Whose they are.
    pub from: AccountId,
    /// Whose they will be.
    pub to: AccountId,
    /// How many.
    pub amount: Amount,
    /// Where the recipient must pass as well.
    pub destination: JurisdictionId,
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
    /// Units that are set aside for it. They count like its own, so that reservations together keep to every limit.
    pub incoming: Amount,
}

impl PartyRecord {
    /// What limits look at.
    pub const fn counted(&self) -> Amount {
        self.units.saturating_add(self.incoming)
    }
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
