//! Every call at its dearest: sixteen controllers who must all agree, fifteen of whom have.

use alloc::vec::Vec;
use codec::Encode;
use msez_asset::{
    ControlRule, Controller, Country, CountrySet, Family, Genesis, Permissions, UnitRules, MAX_CONTROLLERS,
};
use msez_core::{AssetClass, Digest, DocumentKind, JurisdictionId, Moment, SubjectId};
use msez_traits::{Compliance, Jurisdictions, Subjects};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::traits::{
        fungible::{Mutate, MutateHold, Unbalanced},
        fungibles::Inspect as _,
        tokens::Precision,
    },
    frame_system::RawOrigin,
    pallet_timestamp,
    sp_io::hashing::{blake2_256, sha2_256},
    sp_runtime::traits::Bounded,
};

use crate::*;

const START: Moment = 1_000 * 86_400_000;

/// Sets that no holder is outside of, with every limit to look at.
const RULES: UnitRules = UnitRules {
    max_supply: Some(u128::MAX),
    max_holders: Some(u32::MAX),
    max_holders_per_country: Some(u32::MAX),
    max_holding: Some(u128::MAX),
    countries: CountrySet::ALL,
};

fn jurisdiction() -> JurisdictionId {
    "uae-difc".parse().unwrap()
}

fn securities() -> AssetClass {
    "securities".parse().unwrap()
}

fn kind() -> DocumentKind {
    "prospectus".parse().unwrap()
}

fn country() -> Country {
    "AE".parse().unwrap()
}

fn rich<T: Config<Currency: Mutate<T::AccountId>>>(who: &T::AccountId) {
    T::Currency::set_balance(who, BalanceOf::<T>::max_value() / 1_000_000u32.into());
}

/// Sixteen controllers who must all agree.
fn crowd<T: Config>(name: &'static str) -> ControlRule<T::AccountId> {
    let mut accounts: Vec<T::AccountId> = (0..MAX_CONTROLLERS).map(|n| account(name, n, 0)).collect();
    accounts.sort();
    let controllers =
        accounts.into_iter().map(|account| Controller { account, permissions: Permissions::ALL }).collect();
    ControlRule { controllers, thresholds: [16; Family::ALL.len()] }
}

fn last<T: Config>(control: &ControlRule<T::AccountId>) -> T::AccountId {
    control.controllers.last().unwrap().account.clone()
}

/// An open jurisdiction, and the document of an issuer who can pay.
fn world<T>() -> Genesis<T::AccountId>
where
    T: Config<Currency: Mutate<T::AccountId>> + pallet_timestamp::Config<Moment = Moment>,
{
    pallet_timestamp::Now::<T>::put(START);
    let authority: T::AccountId = account("authority", 0, 0);
    T::Jurisdictions::benchmark_register(&jurisdiction(), &authority);
    let control = crowd::<T>("controller");
    let issuer = last::<T>(&control);
    rich::<T>(&issuer);
    Genesis {
        schema: Digest([1; 32]),
        issuer,
        class: securities(),
        jurisdiction: jurisdiction(),
        policy: Digest([2; 32]),
        control,
    }
}

/// A registered asset and its last controller.
fn registered<T>() -> (SubjectId, T::AccountId)
where
    T: Config<Currency: Mutate<T::AccountId>> + pallet_timestamp::Config<Moment = Moment>,
{
    let genesis = world::<T>();
    let id = genesis.id(sha2_256);
    let who = genesis.issuer.clone();
    Pallet::<T>::register(RawOrigin::Signed(who.clone()).into(), genesis).unwrap();
    (id, who)
}

/// A bound asset for whatever moves assets, with its sixteen controllers; each was endowed.
pub(crate) fn for_migration<T: Config>(home: &JurisdictionId) -> (SubjectId, Vec<T::AccountId>) {
    let control = crowd::<T>("controller");
    let accounts: Vec<_> = control.controllers.iter().map(|controller| controller.account.clone()).collect();
    for who in &accounts {
        let riches = BalanceOf::<T>::max_value() / 1_000_000u32.into();
        T::Currency::increase_balance(who, riches, Precision::BestEffort).unwrap();
    }
    let genesis = Genesis {
        schema: Digest([1; 32]),
        issuer: last::<T>(&control),
        class: securities(),
        jurisdiction: *home,
        policy: Digest([2; 32]),
        control,
    };
    let (id, _) = Pallet::<T>::create(&genesis).unwrap();
    Assets::<T>::mutate(id, |asset| asset.as_mut().unwrap().bound = true);
    (id, accounts)
}

/// One that is bound and passes at home.
fn bound<T>() -> (SubjectId, T::AccountId)
where
    T: Config<Currency: Mutate<T::AccountId>> + pallet_timestamp::Config<Moment = Moment>,
{
    let (id, who) = registered::<T>();
    T::Compliance::benchmark_pass(&id, &jurisdiction());
    Assets::<T>::mutate(id, |asset| asset.as_mut().unwrap().bound = true);
    (id, who)
}

/// The home asks for something, on this account's deposit.
fn rule<T: Config>(depositor: T::AccountId) {
    let deposit = Pallet::<T>::rules_deposit();
    T::Currency::hold(&HoldReason::Rules.into(), &depositor, deposit).unwrap();
    let record = RulesRecord { rules: RULES, depositor, deposit };
    JurisdictionRules::<T>::insert(jurisdiction(), securities(), record);
}

/// One with units, under rules of its own and of its home, and two holders; the first has some.
fn with_units<T>() -> (SubjectId, T::AccountId, [T::AccountId; 2])
where
    T: Config<Currency: Mutate<T::AccountId>> + pallet_timestamp::Config<Moment = Moment>,
{
    let (id, who) = bound::<T>();
    rule::<T>(who.clone());
    let call = Call::create_units { asset: id, expected_version: version::<T>(id), rules: RULES };
    agree::<T>(id, &call);
    Pallet::<T>::create_units(RawOrigin::Signed(who.clone()).into(), id, version::<T>(id), RULES).unwrap();
    let holders = [0u8, 1].map(|n| {
        let holder: T::AccountId = account("holder", n.into(), 0);
        let party = SubjectId([0x70 + n; 32]);
        T::Subjects::benchmark_party(&party);
        T::Compliance::benchmark_pass(&party, &jurisdiction());
        let (asset, expected_version) = (id, version::<T>(id));
        let account = holder.clone();
        agree::<T>(id, &Call::admit { asset, expected_version, account, party, country: country() });
        let origin = RawOrigin::Signed(who.clone()).into();
        Pallet::<T>::admit(origin, id, expected_version, holder.clone(), party, country()).unwrap();
        holder
    });
    Pallet::<T>::issue(&id, &holders[0], 100).unwrap();
    (id, who, holders)
}

/// Units of an asset at home somewhere, their holder, and who can receive them there and elsewhere.
pub(crate) fn units_between<T: Config>(
    issuer: &T::AccountId,
    home: &JurisdictionId,
    destination: &JurisdictionId,
) -> (SubjectId, T::AccountId, T::AccountId) {
    let origin = || RawOrigin::Signed(issuer.clone()).into();
    let genesis = Genesis {
        schema: Digest([1; 32]),
        issuer: issuer.clone(),
        class: securities(),
        jurisdiction: *home,
        policy: Digest([2; 32]),
        control: ControlRule::sole(issuer.clone()),
    };
    let id = genesis.id(sha2_256);
    Pallet::<T>::register(origin(), genesis).unwrap();
    T::Compliance::benchmark_pass(&id, home);
    Pallet::<T>::bind(origin(), id, version::<T>(id)).unwrap();
    Pallet::<T>::create_units(origin(), id, version::<T>(id), RULES).unwrap();
    let [from, to] = [0u8, 1].map(|n| {
        let holder: T::AccountId = account("unit-holder", n.into(), 0);
        let party = SubjectId([0xb0 + n; 32]);
        T::Subjects::benchmark_party(&party);
        T::Compliance::benchmark_pass(&party, home);
        T::Compliance::benchmark_pass(&party, destination);
        Pallet::<T>::admit(origin(), id, version::<T>(id), holder.clone(), party, country()).unwrap();
        holder
    });
    Pallet::<T>::mint(origin(), id, version::<T>(id), from.clone(), 1_000_000).unwrap();
    (id, from, to)
}

fn version<T: Config>(id: SubjectId) -> Version {
    Assets::<T>::get(id).unwrap().version
}

/// All controllers but the last have agreed to a call.
fn agree<T: Config>(id: SubjectId, call: &Call<T>) {
    let asset = Assets::<T>::get(id).unwrap();
    let approval = Approval { version: asset.version, action: Digest(blake2_256(&call.encode())) };
    let (_, others) = asset.control.controllers.split_last().unwrap();
    for controller in others {
        Approvals::<T>::insert(id, &controller.account, approval);
    }
}

/// The controllers froze units that will be taken.
fn frozen<T: Config>(id: SubjectId, holder: &T::AccountId) {
    Holders::<T>::mutate(id, holder, |record| record.as_mut().unwrap().by_controllers.units = 100);
}

fn location() -> Location {
    alloc::vec![b'x'; msez_asset::MAX_LOCATION as usize].try_into().unwrap()
}

fn order() -> Order {
    Order { reason: ForceReason::CourtOrder, digest: Digest([3; 32]) }
}

#[benchmarks(where
    T: Config<Currency: Mutate<T::AccountId>> + pallet_timestamp::Config<Moment = Moment>,
)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register() {
        let genesis = world::<T>();
        let id = genesis.id(sha2_256);
        let who = genesis.issuer.clone();
        #[extrinsic_call]
        _(RawOrigin::Signed(who), genesis);
        assert!(Assets::<T>::contains_key(id));
    }

    #[benchmark]
    fn bind() {
        let (asset, who) = registered::<T>();
        T::Compliance::benchmark_pass(&asset, &jurisdiction());
        let expected_version = version::<T>(asset);
        agree::<T>(asset, &Call::bind { asset, expected_version });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version);
        assert!(Assets::<T>::get(asset).unwrap().bound);
    }

    #[benchmark]
    fn set_document() {
        let (asset, who) = registered::<T>();
        let former: T::AccountId = account("former", 0, 0);
        rich::<T>(&former);
        let reason = HoldReason::Document.into();
        let deposit = Pallet::<T>::price(1, 1);
        T::Currency::hold(&reason, &former, deposit).unwrap();
        let old = Document {
            digest: Digest([8; 32]),
            location: location(),
            set_at: START,
            depositor: former,
            deposit,
        };
        Documents::<T>::insert(asset, kind(), old);
        Assets::<T>::mutate(asset, |record| record.as_mut().unwrap().documents = 1);
        let expected_version = version::<T>(asset);
        let (kind, digest, location) = (kind(), Digest([9; 32]), location());
        agree::<T>(
            asset,
            &Call::set_document { asset, expected_version, kind, digest, location: location.clone() },
        );
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, kind, digest, location);
        assert_eq!(Documents::<T>::get(asset, kind).unwrap().digest, digest);
    }

    #[benchmark]
    fn remove_document() {
        let (asset, who) = registered::<T>();
        let origin = RawOrigin::Signed(who.clone());
        let (kind, digest, location) = (kind(), Digest([9; 32]), location());
        let expected_version = version::<T>(asset);
        agree::<T>(
            asset,
            &Call::set_document { asset, expected_version, kind, digest, location: location.clone() },
        );
        Pallet::<T>::set_document(origin.into(), asset, expected_version, kind, digest, location).unwrap();
        let expected_version = version::<T>(asset);
        agree::<T>(asset, &Call::remove_document { asset, expected_version, kind });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, kind);
        assert!(!Documents::<T>::contains_key(asset, kind));
    }

    #[benchmark]
    fn halt() {
        let (asset, who) = registered::<T>();
        let expected_version = Some(version::<T>(asset));
        agree::<T>(asset, &Call::halt { asset, expected_version });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version);
        assert!(Assets::<T>::get(asset).unwrap().standing.halts.controllers);
    }

    #[benchmark]
    fn resume() {
        let (asset, who) = registered::<T>();
        Assets::<T>::mutate(asset, |record| record.as_mut().unwrap().standing.halts.controllers = true);
        let expected_version = Some(version::<T>(asset));
        agree::<T>(asset, &Call::resume { asset, expected_version });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version);
        assert!(!Assets::<T>::get(asset).unwrap().standing.halts.controllers);
    }

    #[benchmark]
    fn set_program() {
        let (asset, who) = registered::<T>();
        let expected_version = version::<T>(asset);
        let program = Some(Program { instance: Digest([4; 32]), permissions: Permissions::ALL });
        agree::<T>(asset, &Call::set_program { asset, expected_version, program });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, program);
        assert_eq!(Assets::<T>::get(asset).unwrap().program, program);
    }

    #[benchmark]
    fn offer_control() {
        let (asset, who) = registered::<T>();
        let expected_version = version::<T>(asset);
        let control = crowd::<T>("next");
        agree::<T>(asset, &Call::offer_control { asset, expected_version, control: control.clone() });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, control);
        assert!(Offers::<T>::contains_key(asset));
    }

    #[benchmark]
    fn accept_control() {
        let (asset, _) = registered::<T>();
        let expected_version = version::<T>(asset);
        agree::<T>(asset, &Call::bind { asset, expected_version });
        let control = crowd::<T>("next");
        let who = last::<T>(&control);
        let mut accepted: Vec<_> = control.controllers.iter().map(|one| one.account.clone()).collect();
        accepted.pop();
        let accepted = accepted.try_into().unwrap();
        let version = expected_version;
        Offers::<T>::insert(asset, Offer { control: control.clone(), version, until: Moment::MAX, accepted });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version);
        assert_eq!(Assets::<T>::get(asset).unwrap().control, control);
    }

    #[benchmark]
    fn withdraw_offer() {
        let (asset, who) = registered::<T>();
        let expected_version = version::<T>(asset);
        let control = crowd::<T>("next");
        let (version, accepted) = (expected_version, Default::default());
        Offers::<T>::insert(asset, Offer { control, version, until: Moment::MAX, accepted });
        agree::<T>(asset, &Call::withdraw_offer { asset, expected_version });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version);
        assert!(!Offers::<T>::contains_key(asset));
    }

    #[benchmark]
    fn announce_recovery() {
        let (asset, who) = registered::<T>();
        let expected_version = version::<T>(asset);
        let control = crowd::<T>("next");
        agree::<T>(asset, &Call::announce_recovery { asset, expected_version, control: control.clone() });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, control);
        assert!(Recoveries::<T>::contains_key(asset));
    }

    #[benchmark]
    fn cancel_recovery() {
        let (asset, who) = registered::<T>();
        let now = version::<T>(asset);
        let control = crowd::<T>("next");
        Recoveries::<T>::insert(asset, Recovery { control, version: now, from: 0, until: Moment::MAX });
        let expected_version = Some(now);
        agree::<T>(asset, &Call::cancel_recovery { asset, expected_version });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version);
        assert!(!Recoveries::<T>::contains_key(asset));
    }

    #[benchmark]
    fn recover() {
        let (asset, who) = registered::<T>();
        let now = version::<T>(asset);
        agree::<T>(asset, &Call::bind { asset, expected_version: now });
        let control = crowd::<T>("next");
        let recovery = Recovery { control: control.clone(), version: now, from: 0, until: Moment::MAX };
        Recoveries::<T>::insert(asset, recovery);
        let program = Program { instance: Digest([4; 32]), permissions: Permissions::ALL };
        Assets::<T>::mutate(asset, |record| record.as_mut().unwrap().program = Some(program));
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, now);
        assert_eq!(Assets::<T>::get(asset).unwrap().control, control);
    }

    #[benchmark]
    fn retire() {
        let (asset, who, holders) = with_units::<T>();
        Pallet::<T>::destroy(&asset, &holders[0], 100).unwrap();
        let expected_version = version::<T>(asset);
        agree::<T>(asset, &Call::retire { asset, expected_version });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version);
        assert_eq!(Assets::<T>::get(asset).unwrap().standing.phase, msez_asset::Phase::Retired);
    }

    #[benchmark]
    fn create_units() {
        let (asset, who) = bound::<T>();
        let expected_version = version::<T>(asset);
        agree::<T>(asset, &Call::create_units { asset, expected_version, rules: RULES });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, RULES);
        assert!(Units::<T>::contains_key(asset));
    }

    #[benchmark]
    fn set_unit_rules() {
        let (asset, who, _) = with_units::<T>();
        let expected_version = version::<T>(asset);
        let rules = UnitRules::OPEN;
        agree::<T>(asset, &Call::set_unit_rules { asset, expected_version, rules });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, rules);
        assert_eq!(Units::<T>::get(asset).unwrap().rules, rules);
    }

    #[benchmark]
    fn set_jurisdiction_rules() {
        let former = world::<T>().issuer;
        rule::<T>(former);
        let authority: T::AccountId = account("authority", 0, 0);
        rich::<T>(&authority);
        let rules = UnitRules { max_holders: Some(7), ..RULES };
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), jurisdiction(), securities(), Some(rules));
        assert_eq!(JurisdictionRules::<T>::get(jurisdiction(), securities()).unwrap().rules, rules);
    }

    #[benchmark]
    fn admit() {
        let (asset, who, _) = with_units::<T>();
        let (who_else, party): (T::AccountId, _) = (account("other", 0, 0), SubjectId([0x70; 32]));
        let (expected_version, country) = (version::<T>(asset), country());
        let call = Call::admit { asset, expected_version, account: who_else.clone(), party, country };
        agree::<T>(asset, &call);
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, who_else.clone(), party, country);
        assert!(Holders::<T>::contains_key(asset, who_else));
    }

    #[benchmark]
    fn dismiss() {
        let (asset, who, [_, holder]) = with_units::<T>();
        let expected_version = version::<T>(asset);
        agree::<T>(asset, &Call::dismiss { asset, expected_version, account: holder.clone() });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, holder.clone());
        assert!(!Holders::<T>::contains_key(asset, holder));
    }

    #[benchmark]
    fn mint() {
        let (asset, who, [_, to]) = with_units::<T>();
        let expected_version = version::<T>(asset);
        agree::<T>(asset, &Call::mint { asset, expected_version, to: to.clone(), amount: 100 });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, to.clone(), 100);
        assert_eq!(T::Units::balance(asset, &to), 100);
    }

    #[benchmark]
    fn burn() {
        let (asset, who, [from, _]) = with_units::<T>();
        frozen::<T>(asset, &from);
        let expected_version = version::<T>(asset);
        agree::<T>(asset, &Call::burn { asset, expected_version, from: from.clone(), amount: 100 });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, from.clone(), 100);
        assert_eq!(T::Units::balance(asset, &from), 0);
    }

    #[benchmark]
    fn transfer() {
        let (asset, _, [from, to]) = with_units::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(from), asset, to.clone(), 100);
        assert_eq!(T::Units::balance(asset, &to), 100);
    }

    #[benchmark]
    fn freeze() {
        let (asset, who, [account, _]) = with_units::<T>();
        let expected_version = Some(version::<T>(asset));
        let frozen = Freeze { whole: true, units: 7 };
        agree::<T>(
            asset,
            &Call::freeze { asset, expected_version, account: account.clone(), freeze: frozen },
        );
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, account.clone(), frozen);
        assert_eq!(Holders::<T>::get(asset, account).unwrap().by_controllers, frozen);
    }

    #[benchmark]
    fn forced_transfer() {
        let (asset, who, [from, to]) = with_units::<T>();
        frozen::<T>(asset, &from);
        let expected_version = Some(version::<T>(asset));
        let (amount, order) = (100, order());
        let call = Call::forced_transfer {
            asset,
            expected_version,
            from: from.clone(),
            to: to.clone(),
            amount,
            order,
        };
        agree::<T>(asset, &call);
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, from, to.clone(), amount, order);
        assert_eq!(T::Units::balance(asset, &to), 100);
    }

    #[benchmark]
    fn withdraw_approval() {
        let (asset, _) = registered::<T>();
        let call = Call::bind { asset, expected_version: version::<T>(asset) };
        agree::<T>(asset, &call);
        let who = Assets::<T>::get(asset).unwrap().control.controllers[0].account.clone();
        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), asset);
        assert!(!Approvals::<T>::contains_key(asset, who));
    }

    #[benchmark]
    fn set_country() {
        let (asset, who, _) = with_units::<T>();
        let expected_version = version::<T>(asset);
        let (party, country): (_, Country) = (SubjectId([0x70; 32]), "SG".parse().unwrap());
        agree::<T>(asset, &Call::set_country { asset, expected_version, party, country });
        #[extrinsic_call]
        _(RawOrigin::Signed(who), asset, expected_version, party, country);
        assert_eq!(Parties::<T>::get(asset, party).unwrap().country, country);
    }
}
