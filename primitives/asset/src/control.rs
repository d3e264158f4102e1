//! Who may do what with an asset, and how many of them it takes.

use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Controllers of one asset.
pub const MAX_CONTROLLERS: u32 = 16;

const FAMILIES: usize = 7;

/// A family of calls that is given to controllers as one. The codes are append-only.
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
#[repr(u8)]
pub enum Family {
    /// Documents.
    #[codec(index = 0)]
    Documents = 0,
    /// Stopping it.
    #[codec(index = 1)]
    Halt = 1,
    /// Letting it go on.
    #[codec(index = 2)]
    Resume = 2,
    /// Units: rules, holders, minting, burning, freezing, forcing.
    #[codec(index = 3)]
    Units = 3,
    /// The asset itself: its home, its controllers, its end.
    #[codec(index = 4)]
    Control = 4,
    /// New keys when the old ones are lost.
    #[codec(index = 5)]
    Recovery = 5,
    /// The program that acts for it.
    #[codec(index = 6)]
    Program = 6,
}

impl Family {
    /// Every family, in the order of the codes.
    pub const ALL: [Self; FAMILIES] = [
        Self::Documents,
        Self::Halt,
        Self::Resume,
        Self::Units,
        Self::Control,
        Self::Recovery,
        Self::Program,
    ];

    /// The bit in a set of permissions.
    pub const fn bit(self) -> u8 {
        1 << (self as u8)
    }

    /// Without these an asset could be lost: somebody must have them.
    pub const fn is_essential(self) -> bool {
        matches!(self, Self::Control | Self::Recovery)
    }
}

/// A set of families. Decoding refuses bits without a family.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Permissions(u8);

impl Permissions {
    /// None.
    pub const NONE: Self = Self(0);

    /// Every family.
    pub const ALL: Self = Self(0x7f);

    /// The set of these bits; `None` where a bit has no family.
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if bits & !Self::ALL.0 == 0 {
            Some(Self(bits))
        } else {
            None
        }
    }

    /// The bits.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// With this family.
    #[must_use]
    pub const fn with(self, family: Family) -> Self {
        Self(self.0 | family.bit())
    }

    /// Whether it contains the family.
    pub const fn contains(self, family: Family) -> bool {
        self.0 & family.bit() != 0
    }

    /// Whether it is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The families, in the order of their codes.
    pub fn iter(self) -> impl Iterator<Item = Family> {
        Family::ALL.into_iter().filter(move |family| self.contains(*family))
    }
}

impl FromIterator<Family> for Permissions {
    fn from_iter<I: IntoIterator<Item = Family>>(families: I) -> Self {
        families.into_iter().fold(Self::NONE, Self::with)
    }
}

impl Decode for Permissions {
    fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
        Self::from_bits(u8::decode(input)?).ok_or_else(|| "a permission without a family".into())
    }
}

/// As a list of families.
#[cfg(feature = "std")]
impl serde::Serialize for Permissions {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(feature = "std")]
impl<'de> serde::Deserialize<'de> for Permissions {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(<Vec<Family> as serde::Deserialize>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// One of those who control an asset.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Controller<AccountId> {
    /// The account.
    pub account: AccountId,
    /// What it may take part in.
    pub permissions: Permissions,
}

/// Who controls an asset: at most [`MAX_CONTROLLERS`], ascending by account, and for each family how many of those that
/// have it must agree.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ControlRule<AccountId> {
    /// The controllers.
    pub controllers: Vec<Controller<AccountId>>,
    /// How many must agree, in the order of the families' codes. Zero where nobody has the family: it is closed then.
    pub thresholds: [u8; FAMILIES],
}

impl<AccountId: MaxEncodedLen> MaxEncodedLen for ControlRule<AccountId> {
    fn max_encoded_len() -> usize {
        // A length of up to 16 takes one byte.
        let most = usize::try_from(MAX_CONTROLLERS).unwrap_or(usize::MAX);
        Controller::<AccountId>::max_encoded_len()
            .saturating_mul(most)
            .saturating_add(<[u8; FAMILIES]>::max_encoded_len())
            .saturating_add(1)
    }
}

/// Why a rule was refused.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ControlFault {
    /// Nobody controls the asset.
    Empty,
    /// More than [`MAX_CONTROLLERS`].
    TooMany,
    /// The accounts do not ascend, or one is named twice.
    NotAscending,
    /// A controller may do nothing.
    Powerless,
    /// A threshold is zero although somebody has the family, or the family is essential.
    ThresholdMissing(Family),
    /// More must agree than have the family.
    ThresholdTooHigh(Family),
}

/// How far a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How many of those that count have agreed.
    pub given: u8,
    /// How many it takes; never zero.
    pub needed: u8,
}

impl Tally {
    /// Whether enough have agreed.
    pub const fn is_met(&self) -> bool {
        self.given >= self.needed
    }
}

impl<AccountId: Ord> ControlRule<AccountId> {
    /// One account that may do everything alone.
    pub fn sole(account: AccountId) -> Self {
        let controllers = alloc::vec![Controller { account, permissions: Permissions::ALL }];
        Self { controllers, thresholds: [1; FAMILIES] }
    }

    /// Whether it can be an asset's rule: nobody can be locked out of an asset by it.
    pub fn validate(&self) -> Result<(), ControlFault> {
        if self.controllers.is_empty() {
            return Err(ControlFault::Empty);
        }
        if !u32::try_from(self.controllers.len()).is_ok_and(|count| count <= MAX_CONTROLLERS) {
            return Err(ControlFault::TooMany);
        }
        let followers = self.controllers.iter().skip(1);
        if self.controllers.iter().zip(followers).any(|(one, next)| one.account >= next.account) {
            return Err(ControlFault::NotAscending);
        }
        if self.controllers.iter().any(|controller| controller.permissions.is_empty()) {
            return Err(ControlFault::Powerless);
        }
        for (family, threshold) in Family::ALL.into_iter().zip(self.thresholds) {
            let holders = self.holders(family).count();
            if usize::from(threshold) > holders {
                return Err(ControlFault::ThresholdTooHigh(family));
            }
            if threshold == 0 && (holders > 0 || family.is_essential()) {
                return Err(ControlFault::ThresholdMissing(family));
            }
        }
        Ok(())
    }

    /// Those who have a family.
    pub fn holders(&self, family: Family) -> impl Iterator<Item = &AccountId> {
        self.controllers
            .iter()
            .filter(move |controller| controller.permissions.contains(family))
            .map(|controller| &controller.account)
    }

    /// Whether the account has the family.
    pub fn may(&self, who: &AccountId, family: Family) -> bool {
        self.holders(family).any(|holder| holder == who)
    }

    /// Whether the account is among the controllers.
    pub fn names(&self, who: &AccountId) -> bool {
        self.controllers.iter().any(|controller| controller.account == *who)
    }

    /// How many must agree; `None` where the family is closed.
    pub fn threshold(&self, family: Family) -> Option<u8> {
        self.thresholds.get(usize::from(family as u8)).copied().filter(|threshold| *threshold > 0)
    }

    /// Counts those who agree and have the family, each once. `None` where the family is closed.
    pub fn tally<'a>(
        &self,
        family: Family,
        agreeing: impl IntoIterator<Item = &'a AccountId>,
    ) -> Option<Tally>
    where
        AccountId: 'a,
    {
        let distinct: BTreeSet<&AccountId> = agreeing.into_iter().collect();
        let given = self.holders(family).filter(|holder| distinct.contains(holder)).count();
        Some(Tally { given: u8::try_from(given).unwrap_or(u8::MAX), needed: self.threshold(family)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn controller(account: u8, permissions: Permissions) -> Controller<u8> {
        Controller { account, permissions }
    }

    /// 2 of 3 in everything, and an agent for documents alone.
    fn board() -> ControlRule<u8> {
        let mut controllers: Vec<_> = (1..=3).map(|n| controller(n, Permissions::ALL)).collect();
        controllers.push(controller(9, Permissions::NONE.with(Family::Documents)));
        ControlRule { controllers, thresholds: [1, 2, 2, 2, 2, 2, 2] }
    }

    #[test]
    fn documents_are_delegated_without_delegating_halt() {
        let board = board();
        assert_eq!(board.validate(), Ok(()));
        assert!(board.may(&9, Family::Documents) && !board.may(&9, Family::Halt));
        assert!(board.tally(Family::Documents, [&9]).unwrap().is_met());
        assert_eq!(board.tally(Family::Halt, [&9, &1]), Some(Tally { given: 1, needed: 2 }));
        assert!(board.tally(Family::Halt, [&1, &3]).unwrap().is_met());
    }

    #[test]
    fn who_agrees_twice_counts_once() {
        assert!(!board().tally(Family::Control, [&1, &1, &1]).unwrap().is_met());
    }

    #[test]
    fn every_fault_is_found() {
        let refused = |change: &dyn Fn(&mut ControlRule<u8>), fault| {
            let mut rule = board();
            change(&mut rule);
            assert_eq!(rule.validate(), Err(fault));
        };
        refused(&|rule| rule.controllers.clear(), ControlFault::Empty);
        refused(
            &|rule| rule.controllers = (0..17).map(|n| controller(n, Permissions::ALL)).collect(),
            ControlFault::TooMany,
        );
        refused(&|rule| rule.controllers.swap(0, 1), ControlFault::NotAscending);
        refused(&|rule| rule.controllers[1].account = 1, ControlFault::NotAscending);
        refused(&|rule| rule.controllers[3].permissions = Permissions::NONE, ControlFault::Powerless);
        refused(&|rule| rule.thresholds[1] = 0, ControlFault::ThresholdMissing(Family::Halt));
        refused(&|rule| rule.thresholds[1] = 4, ControlFault::ThresholdTooHigh(Family::Halt));
        refused(
            &|rule| {
                rule.controllers
                    .iter_mut()
                    .for_each(|c| c.permissions = Permissions::NONE.with(Family::Control));
                rule.thresholds = [0, 0, 0, 0, 1, 0, 0];
            },
            ControlFault::ThresholdMissing(Family::Recovery),
        );
    }

    #[test]
    fn a_family_that_nobody_has_is_closed() {
        let most = Permissions::from_bits(0x7f & !Family::Program.bit()).unwrap();
        let rule =
            ControlRule { controllers: alloc::vec![controller(1, most)], thresholds: [1, 1, 1, 1, 1, 1, 0] };
        assert_eq!(rule.validate(), Ok(()));
        assert_eq!(rule.tally(Family::Program, [&1]), None);
    }

    #[test]
    fn bits_without_a_family_are_refused() {
        assert!(Permissions::decode(&mut &[0x80u8][..]).is_err());
        assert_eq!(Permissions::ALL.iter().count(), FAMILIES);
        let json = serde_json::to_string(&Permissions::NONE.with(Family::Halt).with(Family::Units)).unwrap();
        assert_eq!(json, r#"["halt","units"]"#);
        assert_eq!(serde_json::from_str::<Permissions>(&json).unwrap().bits(), 0b1010);
    }

    proptest! {
        #[test]
        fn a_valid_rule_can_always_be_met_by_all_and_never_by_nobody(
            bits in proptest::collection::vec(0u8..128, 1..=16),
            thresholds in proptest::array::uniform7(0u8..6),
        ) {
            // Everybody has the essential families; the thresholds are cut to what there is.
            let essential = Family::Control.bit() | Family::Recovery.bit();
            let controllers = bits.iter().zip(0u8..).map(|(bits, n)| {
                controller(n, Permissions::from_bits(bits | essential).unwrap())
            });
            let mut rule = ControlRule { controllers: controllers.collect(), thresholds: [0; FAMILIES] };
            for family in Family::ALL {
                let holders = rule.holders(family).count() as u8;
                rule.thresholds[family as usize] = (thresholds[family as usize] + 1).min(holders);
            }
            prop_assert_eq!(rule.validate(), Ok(()));
            let all: Vec<u8> = (0..16).collect();
            for family in Family::ALL {
                match rule.tally(family, &all) {
                    Some(tally) => prop_assert!(tally.is_met()),
                    None => prop_assert_eq!(rule.holders(family).count(), 0),
                }
                prop_assert!(!rule.tally(family, []).is_some_and(|tally| tally.is_met()));
            }
            prop_assert!(rule.encode().len() <= ControlRule::<u8>::max_encoded_len());
        }
    }
}
