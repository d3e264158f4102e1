//! Regulated units: what a transfer needs, as a pure function that returns every reason against it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::SubjectId;
use scale_info::TypeInfo;

use crate::{ComplianceFault, Country, CountrySet, Status};

/// Limits on who can hold units and how many. A jurisdiction sets some for a class, an asset sets its own, and the stricter
/// of both holds. Holders are counted as parties: two accounts of one party are one holder.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct UnitRules {
    /// Most units there can be.
    #[cfg_attr(feature = "std", serde(default, with = "msez_core::decimal::option"))]
    pub max_supply: Option<u128>,
    /// Most parties that can hold some.
    pub max_holders: Option<u32>,
    /// Most parties of one country that can hold some.
    pub max_holders_per_country: Option<u32>,
    /// Most units that one party can hold.
    #[cfg_attr(feature = "std", serde(default, with = "msez_core::decimal::option"))]
    pub max_holding: Option<u128>,
    /// The countries whose parties can receive some.
    pub countries: CountrySet,
}

impl Default for UnitRules {
    fn default() -> Self {
        Self::OPEN
    }
}

/// The smaller of two limits; none is no limit.
fn smaller<N: Ord>(left: Option<N>, right: Option<N>) -> Option<N> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}

fn exceeds<N: Ord>(value: N, limit: Option<N>) -> Option<N> {
    limit.filter(|limit| value > *limit)
}

impl UnitRules {
    /// No limits.
    pub const OPEN: Self = Self {
        max_supply: None,
        max_holders: None,
        max_holders_per_country: None,
        max_holding: None,
        countries: CountrySet::ALL,
    };

    /// Whether everything that keeps to these keeps to the others.
    pub fn is_within(&self, other: &Self) -> bool {
        self.and(other) == *self
    }

    /// Both at once.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            max_supply: smaller(self.max_supply, other.max_supply),
            max_holders: smaller(self.max_holders, other.max_holders),
            max_holders_per_country: smaller(self.max_holders_per_country, other.max_holders_per_country),
            max_holding: smaller(self.max_holding, other.max_holding),
            countries: self.countries.intersection(&other.countries),
        }
    }
}

/// Who of those concerned.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Side {
    /// The asset.
    #[codec(index = 0)]
    Asset,
    /// Who gives.
    #[codec(index = 1)]
    Sender,
    /// Who receives.
    #[codec(index = 2)]
    Receiver,
}

/// One reason against a transfer or a minting.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "reason", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
pub enum TransferRefusal {
    /// The asset is halted, locked, under way or retired.
    #[codec(index = 0)]
    AssetNotActive {
        /// Its status.
        #[cfg_attr(feature = "std", serde(flatten))]
        status: Status,
    },
    /// The asset is not bound to its home jurisdiction.
    #[codec(index = 1)]
    AssetNotBound,
    /// The asset has no units.
    #[codec(index = 2)]
    NoUnits,
    /// Nothing would change hands.
    #[codec(index = 3)]
    AmountZero,
    /// Sender and receiver are the same account.
    #[codec(index = 4)]
    SameAccount,
    /// The account is not admitted as a holder: nobody knows whose it is.
    #[codec(index = 5)]
    NotAdmitted {
        /// Whose account.
        side: Side,
    },
    /// The account is frozen as a whole.
    #[codec(index = 6)]
    Frozen {
        /// Whose account.
        side: Side,
    },
    /// The sender has fewer units.
    #[codec(index = 7)]
    NotEnough {
        /// What he has.
        #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
        balance: u128,
    },
    /// Of what the sender has, so much is frozen that too little is left.
    #[codec(index = 8)]
    PartlyFrozen {
        /// What is free.
        #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
        free: u128,
    },
    /// The asset or a party does not pass in the home jurisdiction.
    #[codec(index = 9)]
    NotCompliant {
        /// Who.
        side: Side,
        /// Why.
        #[cfg_attr(feature = "std", serde(flatten))]
        fault: ComplianceFault,
    },
    /// Parties of the receiver's country cannot receive units.
    #[codec(index = 10)]
    CountryNotAllowed {
        /// The country.
        country: Country,
    },
    /// One holder more than there can be.
    #[codec(index = 11)]
    TooManyHolders {
        /// Most.
        limit: u32,
    },
    /// One holder more than there can be in the receiver's country.
    #[codec(index = 12)]
    TooManyHoldersInCountry {
        /// The country.
        country: Country,
        /// Most.
        limit: u32,
    },
    /// The receiver would hold more than one party can.
    #[codec(index = 13)]
    HoldingTooLarge {
        /// Most.
        #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
        limit: u128,
    },
    /// There would be more units than there can be.
    #[codec(index = 14)]
    SupplyTooLarge {
        /// Most.
        #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
        limit: u128,
    },
}

impl TransferRefusal {
    /// A stable number for the kind of reason, as in the encoding.
    pub const fn code(&self) -> u8 {
        match self {
            Self::AssetNotActive { .. } => 0,
            Self::AssetNotBound => 1,
            Self::NoUnits => 2,
            Self::AmountZero => 3,
            Self::SameAccount => 4,
            Self::NotAdmitted { .. } => 5,
            Self::Frozen { .. } => 6,
            Self::NotEnough { .. } => 7,
            Self::PartlyFrozen { .. } => 8,
            Self::NotCompliant { .. } => 9,
            Self::CountryNotAllowed { .. } => 10,
            Self::TooManyHolders { .. } => 11,
            Self::TooManyHoldersInCountry { .. } => 12,
            Self::HoldingTooLarge { .. } => 13,
            Self::SupplyTooLarge { .. } => 14,
        }
    }
}

/// What is known of an account that is admitted as a holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub party: SubjectId,
    /// The party's country.
    pub country: Country,
    /// Units in this account.
    pub balance: u128,
    /// Units of the party, in all of its accounts.
    pub party_units: u128,
    /// How many parties of that country hold units.
    pub country_holders: u32,
    /// Whether the account is frozen as a whole.
    pub frozen: bool,
    /// How many of its units are frozen.
    pub frozen_units: u128,
    /// Why the party does not pass in the home jurisdiction.
    pub faults: Vec<ComplianceFault>,
}

/// What is known of an asset's units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// The stricter of the jurisdiction's and the asset's own.
    pub rules: UnitRules,
    /// How many there are.
    pub supply: u128,
    /// How many parties hold some.
    pub holders: u32,
}

/// All that decides over a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferFacts {
    /// The asset's status.
    pub status: Status,
    /// Whether it is bound to its home jurisdiction.
    pub bound: bool,
    /// Why the asset does not pass there.
    pub faults: Vec<ComplianceFault>,
    /// Its units, if it has any.
    pub units: Option<Units>,
    /// Who gives, if admitted.
    pub from: Option<Account>,
    /// Who receives, if admitted.
    pub to: Option<Account>,
    /// Whether both are the same account.
    pub same_account: bool,
    /// How many units.
    pub amount: u128,
}

/// All that decides over a minting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MintFacts {
    /// The asset's status.
    pub status: Status,
    /// Whether it is bound to its home jurisdiction.
    pub bound: bool,
    /// Why the asset does not pass there.
    pub faults: Vec<ComplianceFault>,
    /// Its units, if it has any.
    pub units: Option<Units>,
    /// Who receives, if admitted.
    pub to: Option<Account>,
    /// How many units.
    pub amount: u128,
}

/// Every reason against a transfer, in the order asset, sender, receiver, limits. None: it can be made.
pub fn transfer_refusals(facts: &TransferFacts) -> Vec<TransferRefusal> {
    let mut refusals = asset_refusals(facts.status, facts.bound, &facts.faults, facts.units.is_some());
    if facts.amount == 0 {
        refusals.push(TransferRefusal::AmountZero);
    }
    if facts.same_account {
        refusals.push(TransferRefusal::SameAccount);
    }
    refusals.extend(side_refusals(Side::Sender, facts.from.as_ref()));
    if let Some(from) = &facts.from {
        let free = from.balance.saturating_sub(from.frozen_units);
        if facts.amount > from.balance {
            refusals.push(TransferRefusal::NotEnough { balance: from.balance });
        } else if facts.amount > free {
            refusals.push(TransferRefusal::PartlyFrozen { free });
        }
    }
    refusals.extend(receipt_refusals(facts));
    refusals
}

/// Every reason why the receiver cannot take the units, whoever moves them, in the order receiver, limits: what is left of
/// a transfer's rules where its sender is not asked.
pub fn receipt_refusals(facts: &TransferFacts) -> Vec<TransferRefusal> {
    let mut refusals = side_refusals(Side::Receiver, facts.to.as_ref());
    if let (Some(units), Some(to)) = (&facts.units, &facts.to) {
        refusals.extend(limit_refusals(units, facts.from.as_ref(), to, facts.amount));
    }
    refusals
}

/// Every reason against a minting, in the order asset, receiver, limits.
pub fn mint_refusals(facts: &MintFacts) -> Vec<TransferRefusal> {
    let mut refusals = asset_refusals(facts.status, facts.bound, &facts.faults, facts.units.is_some());
    if facts.amount == 0 {
        refusals.push(TransferRefusal::AmountZero);
    }
    refusals.extend(side_refusals(Side::Receiver, facts.to.as_ref()));
    if let (Some(units), Some(to)) = (&facts.units, &facts.to) {
        refusals.extend(limit_refusals(units, None, to, facts.amount));
        // Without a limit of its own, the supply ends where the number does.
        let most = units.rules.max_supply.unwrap_or(u128::MAX);
        if units.supply.checked_add(facts.amount).is_none_or(|supply| supply > most) {
            refusals.push(TransferRefusal::SupplyTooLarge { limit: most });
        }
    }
    refusals
}

fn asset_refusals(
    status: Status,
    bound: bool,
    faults: &[ComplianceFault],
    has_units: bool,
) -> Vec<TransferRefusal> {
    let mut refusals = Vec::new();
    if status != Status::Active {
        refusals.push(TransferRefusal::AssetNotActive { status });
    }
    if !bound {
        refusals.push(TransferRefusal::AssetNotBound);
    }
    if !has_units {
        refusals.push(TransferRefusal::NoUnits);
    }
    refusals.extend(
        faults.iter().map(|fault| TransferRefusal::NotCompliant { side: Side::Asset, fault: *fault }),
    );
    refusals
}

fn side_refusals(side: Side, account: Option<&Account>) -> Vec<TransferRefusal> {
    let Some(account) = account else { return alloc::vec![TransferRefusal::NotAdmitted { side }] };
    let frozen = account.frozen.then_some(TransferRefusal::Frozen { side });
    let faults = account.faults.iter().map(|fault| TransferRefusal::NotCompliant { side, fault: *fault });
    frozen.into_iter().chain(faults).collect()
}

/// What stands against the receiver's party holding so much more.
fn limit_refusals(units: &Units, from: Option<&Account>, to: &Account, amount: u128) -> Vec<TransferRefusal> {
    let mut refusals = Vec::new();
    let Units { rules, holders, .. } = units;
    let country = to.country;
    // Between accounts of one party nothing changes that countries and limits look at.
    if from.is_some_and(|from| from.party == to.party) {
        return refusals;
    }
    if !rules.countries.contains(country) {
        refusals.push(TransferRefusal::CountryNotAllowed { country });
    }
    if to.party_units == 0 {
        // Who gives everything away makes room for who receives it. Who has nothing has no room to make.
        let leaver = from.filter(|from| from.party_units > 0 && from.party_units <= amount);
        let gone = u32::from(leaver.is_some());
        if let Some(limit) = exceeds(holders.saturating_sub(gone).saturating_add(1), rules.max_holders) {
            refusals.push(TransferRefusal::TooManyHolders { limit });
        }
        let gone = u32::from(leaver.is_some_and(|from| from.country == country));
        let there = to.country_holders.saturating_sub(gone).saturating_add(1);
        if let Some(limit) = exceeds(there, rules.max_holders_per_country) {
            refusals.push(TransferRefusal::TooManyHoldersInCountry { country, limit });
        }
    }
    if let Some(limit) = exceeds(to.party_units.saturating_add(amount), rules.max_holding) {
        refusals.push(TransferRefusal::HoldingTooLarge { limit });
    }
    refusals
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_core::{ComplianceState, Digest, Domain};
    use proptest::prelude::*;
    use TransferRefusal::*;

    fn country(text: &str) -> Country {
        text.parse().unwrap()
    }

    fn account(party: u8, units: u128) -> Account {
        Account {
            party: SubjectId([party; 32]),
            country: country("AE"),
            balance: units,
            party_units: units,
            country_holders: 2,
            frozen: false,
            frozen_units: 0,
            faults: Vec::new(),
        }
    }

    fn facts() -> TransferFacts {
        TransferFacts {
            status: Status::Active,
            bound: true,
            faults: Vec::new(),
            units: Some(Units { rules: UnitRules::OPEN, supply: 100, holders: 2 }),
            from: Some(account(1, 100)),
            to: Some(account(2, 0)),
            same_account: false,
            amount: 40,
        }
    }

    fn limited(rules: UnitRules) -> TransferFacts {
        TransferFacts { units: Some(Units { rules, supply: 100, holders: 2 }), ..facts() }
    }

    #[test]
    fn where_nothing_is_wrong_there_is_no_reason() {
        assert_eq!(transfer_refusals(&facts()), []);
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let kyc = ComplianceFault::Domain { domain: Domain::Kyc, state: ComplianceState::Expired };
        let by = Digest([7; 32]);
        let sender = Account { frozen: true, frozen_units: 70, faults: alloc::vec![kyc], ..account(1, 100) };
        let receiver = Account { faults: alloc::vec![ComplianceFault::UnknownSubject], ..account(2, 10) };
        let rules = UnitRules { max_holding: Some(49), countries: CountrySet::NONE, ..UnitRules::OPEN };
        let facts = TransferFacts {
            status: Status::Locked { by },
            bound: false,
            faults: alloc::vec![ComplianceFault::JurisdictionNotActive],
            from: Some(sender),
            to: Some(receiver),
            ..limited(rules)
        };
        assert_eq!(
            transfer_refusals(&facts),
            [
                AssetNotActive { status: Status::Locked { by } },
                AssetNotBound,
                NotCompliant { side: Side::Asset, fault: ComplianceFault::JurisdictionNotActive },
                Frozen { side: Side::Sender },
                NotCompliant { side: Side::Sender, fault: kyc },
                PartlyFrozen { free: 30 },
                NotCompliant { side: Side::Receiver, fault: ComplianceFault::UnknownSubject },
                CountryNotAllowed { country: country("AE") },
                HoldingTooLarge { limit: 49 },
            ]
        );
    }

    #[test]
    fn who_is_not_admitted_neither_gives_nor_receives() {
        let nobody =
            TransferFacts { from: None, to: None, units: None, amount: 0, same_account: true, ..facts() };
        assert_eq!(
            transfer_refusals(&nobody),
            [
                NoUnits,
                AmountZero,
                SameAccount,
                NotAdmitted { side: Side::Sender },
                NotAdmitted { side: Side::Receiver }
            ]
        );
    }

    #[test]
    fn the_edges_of_freezes_and_balances_are_exact() {
        let with = |frozen_units, amount| {
            let from = Account { frozen_units, ..account(1, 100) };
            transfer_refusals(&TransferFacts { from: Some(from), amount, ..facts() })
        };
        assert_eq!(with(60, 40), []);
        assert_eq!(with(61, 40), [PartlyFrozen { free: 39 }]);
        assert_eq!(with(0, 100), []);
        assert_eq!(with(0, 101), [NotEnough { balance: 100 }]);
        // More can be frozen than there is: what arrives later is frozen too.
        assert_eq!(with(500, 1), [PartlyFrozen { free: 0 }]);
    }

    #[test]
    fn a_holder_more_than_the_limit_is_one_too_many_unless_another_leaves() {
        let rules = UnitRules { max_holders: Some(2), ..UnitRules::OPEN };
        assert_eq!(transfer_refusals(&limited(rules)), [TooManyHolders { limit: 2 }]);
        assert_eq!(transfer_refusals(&TransferFacts { amount: 100, ..limited(rules) }), []);
        let known = TransferFacts { to: Some(account(2, 1)), ..limited(rules) };
        assert_eq!(transfer_refusals(&known), []);
    }

    #[test]
    fn the_leaver_makes_room_only_in_his_own_country() {
        let rules = UnitRules { max_holders_per_country: Some(2), ..UnitRules::OPEN };
        let full = TooManyHoldersInCountry { country: country("AE"), limit: 2 };
        assert_eq!(transfer_refusals(&limited(rules)), [full]);
        assert_eq!(transfer_refusals(&TransferFacts { amount: 100, ..limited(rules) }), []);
        let from = Account { country: country("SG"), ..account(1, 100) };
        let abroad = TransferFacts { amount: 100, from: Some(from), ..limited(rules) };
        assert_eq!(transfer_refusals(&abroad), [full]);
    }

    #[test]
    fn who_has_nothing_makes_no_room() {
        let rules = UnitRules { max_holders: Some(2), ..UnitRules::OPEN };
        let facts = TransferFacts { from: Some(account(1, 0)), ..limited(rules) };
        assert_eq!(receipt_refusals(&facts), [TooManyHolders { limit: 2 }]);
    }

    #[test]
    fn whoever_moves_units_the_receiver_must_be_able_to_take_them() {
        let frozen = Account { frozen: true, frozen_units: 100, ..account(1, 100) };
        let by = Digest([7; 32]);
        let facts = TransferFacts { status: Status::Locked { by }, from: Some(frozen), ..facts() };
        assert_eq!(receipt_refusals(&facts), []);
        let rules = UnitRules { max_holding: Some(39), ..UnitRules::OPEN };
        let to =
            Account { frozen: true, faults: alloc::vec![ComplianceFault::UnknownSubject], ..account(2, 0) };
        let refused = TransferFacts { to: Some(to), ..limited(rules) };
        let fault = ComplianceFault::UnknownSubject;
        assert_eq!(
            receipt_refusals(&refused),
            [
                Frozen { side: Side::Receiver },
                NotCompliant { side: Side::Receiver, fault },
                HoldingTooLarge { limit: 39 }
            ]
        );
        let nobody = TransferFacts { to: None, ..facts };
        assert_eq!(receipt_refusals(&nobody), [NotAdmitted { side: Side::Receiver }]);
    }

    #[test]
    fn a_party_moves_between_its_own_accounts_whatever_the_limits() {
        let rules = UnitRules {
            max_holders: Some(0),
            max_holders_per_country: Some(0),
            max_holding: Some(0),
            countries: CountrySet::NONE,
            ..UnitRules::OPEN
        };
        let to = Account { balance: 0, ..account(1, 100) };
        assert_eq!(transfer_refusals(&TransferFacts { to: Some(to), ..limited(rules) }), []);
    }

    #[test]
    fn minting_ends_at_the_supply_and_where_numbers_do() {
        let mint = |max_supply, supply, amount| {
            let rules = UnitRules { max_supply, ..UnitRules::OPEN };
            let units = Some(Units { rules, supply, holders: 0 });
            let TransferFacts { status, bound, faults, to, .. } = facts();
            mint_refusals(&MintFacts { status, bound, faults, units, to, amount })
        };
        assert_eq!(mint(Some(100), 60, 40), []);
        assert_eq!(mint(Some(100), 60, 41), [SupplyTooLarge { limit: 100 }]);
        assert_eq!(mint(None, u128::MAX - 1, 1), []);
        assert_eq!(mint(None, u128::MAX - 1, 2), [SupplyTooLarge { limit: u128::MAX }]);
    }

    #[test]
    fn json_is_flat_and_names_the_reason() {
        let refusal = NotCompliant {
            side: Side::Receiver,
            fault: ComplianceFault::Domain { domain: Domain::Kyc, state: ComplianceState::Unknown },
        };
        let json = serde_json::to_value(refusal).unwrap();
        assert_eq!(json["reason"], "notCompliant");
        assert_eq!(json["side"], "receiver");
        assert_eq!(
            (&json["fault"], &json["domain"], &json["state"]),
            (&"domain".into(), &"kyc".into(), &"unknown".into())
        );
        assert_eq!(serde_json::from_value::<TransferRefusal>(json).unwrap(), refusal);
    }

    #[test]
    fn amounts_are_decimal_text_however_large() {
        let refusal = SupplyTooLarge { limit: u128::MAX };
        let json = serde_json::to_string(&refusal).unwrap();
        assert_eq!(json, r#"{"reason":"supplyTooLarge","limit":"340282366920938463463374607431768211455"}"#);
        assert_eq!(serde_json::from_str::<TransferRefusal>(&json).unwrap(), refusal);
        let rules = UnitRules { max_supply: Some(u128::MAX), ..UnitRules::OPEN };
        let json = serde_json::to_value(rules).unwrap();
        assert_eq!(json["maxSupply"], u128::MAX.to_string());
        assert!(json["maxHolding"].is_null());
        assert_eq!(serde_json::from_value::<UnitRules>(json).unwrap(), rules);
    }

    fn any_limit() -> impl Strategy<Value = Option<u32>> {
        proptest::option::of(0u32..6)
    }

    fn any_rules() -> impl Strategy<Value = UnitRules> {
        (any_limit(), any_limit(), any_limit(), any_limit(), any::<bool>()).prop_map(|(a, b, c, d, open)| {
            UnitRules {
                max_supply: a.map(u128::from),
                max_holders: b,
                max_holders_per_country: c,
                max_holding: d.map(u128::from),
                countries: if open { CountrySet::ALL } else { [country("AE")].into_iter().collect() },
            }
        })
    }

    proptest! {
        #[test]
        fn the_stricter_of_two_rules_is_what_both_allow(a in any_rules(), b in any_rules(), x in 0u32..6) {
            let both = a.and(&b);
            prop_assert_eq!(both, b.and(&a));
            prop_assert_eq!(both.and(&a), both);
            prop_assert_eq!(a.and(&UnitRules::OPEN), a);
            prop_assert!(both.is_within(&a) && both.is_within(&b) && a.is_within(&UnitRules::OPEN));
            let fits = |rules: &UnitRules| exceeds(x, rules.max_holders).is_none();
            prop_assert_eq!(fits(&both), fits(&a) && fits(&b));
        }

        #[test]
        fn what_is_allowed_one_by_one_keeps_the_limits_together(
            rules in any_rules(),
            steps in proptest::collection::vec((0usize..4, 0usize..4, 0u128..4), 0..60),
        ) {
            // A whole register: four parties in two countries. Party 0 starts with what the limits allow.
            let homes = ["AE", "AE", "SG", "SG"].map(country);
            let mut held = [0u128; 4];
            for (from, to, amount) in steps {
                let holders = u32::try_from(held.iter().filter(|units| **units > 0).count()).unwrap();
                let view = |n: usize| Account {
                    party: SubjectId([n as u8; 32]),
                    country: homes[n],
                    balance: held[n],
                    party_units: held[n],
                    country_holders: (0..4).filter(|m| homes[*m] == homes[n] && held[*m] > 0).count() as u32,
                    ..account(0, 0)
                };
                let units = Some(Units { rules, supply: held.iter().sum(), holders });
                let is_mint = from == to;
                let refused = if is_mint {
                    let base = facts();
                    mint_refusals(&MintFacts { status: base.status, bound: true, faults: base.faults, units, to: Some(view(to)), amount })
                } else {
                    transfer_refusals(&TransferFacts { units, from: Some(view(from)), to: Some(view(to)), amount, ..facts() })
                };
                if !refused.is_empty() {
                    continue;
                }
                if !is_mint {
                    held[from] -= amount;
                }
                held[to] += amount;
                let holders = held.iter().filter(|units| **units > 0).count() as u32;
                prop_assert!(exceeds(holders, rules.max_holders).is_none());
                prop_assert!(exceeds(held.iter().sum(), rules.max_supply).is_none());
                for n in 0..4 {
                    prop_assert!(exceeds(held[n], rules.max_holding).is_none());
                    prop_assert!(held[n] == 0 || rules.countries.contains(homes[n]));
                    let there = (0..4).filter(|m| homes[*m] == homes[n] && held[*m] > 0).count() as u32;
                    prop_assert!(exceeds(there, rules.max_holders_per_country).is_none());
                }
            }
        }
    }
}
