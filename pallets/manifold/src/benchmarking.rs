//! One benchmark a call, each in its dearest case. One jurisdiction more or less changes nothing: every access is by
//! key.

use alloc::{boxed::Box, format, string::String, vec, vec::Vec};
use msez_core::{AssetClass, CorridorId, Domain, DomainSet, JurisdictionId, Moment, Tier, Usd};
use msez_manifold::{
    samples, CorridorDefinition, JurisdictionChange, JurisdictionDefinition, Profile, Requirement,
    MAX_APPROVED_ISSUERS, MAX_FRAMEWORK, MAX_NAME, MAX_PROFILES, MAX_REQUIREMENTS, MAX_SUPPORTED_CLASSES,
};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::traits::{fungible::Unbalanced, EnsureOrigin},
    frame_system::RawOrigin,
    sp_runtime::traits::Bounded,
};

use super::*;

const LATER: Moment = Moment::MAX;

fn place(text: &str) -> JurisdictionId {
    text.parse().expect("well formed")
}

fn link() -> CorridorId {
    "bench".parse().expect("well formed")
}

fn class(n: u32) -> AssetClass {
    format!("class-{n}").parse().expect("well formed")
}

fn all_domains() -> DomainSet {
    Domain::ALL.iter().copied().collect()
}

/// As many requirements, each as large as it can be.
fn requirements<T: Config>(count: u32) -> Vec<Requirement<T::AccountId>> {
    let largest = Requirement {
        approved_issuers: (0..MAX_APPROVED_ISSUERS).map(|n| account("approved", n, 0)).collect(),
        issuer_jurisdiction: Some(place("zz-source")),
        estimated_cost: Usd(1 << 64),
        ..samples::uae_difc(account::<T::AccountId>("authority", 0, 0)).entry_requirements.remove(0)
    };
    vec![largest; count as usize]
}

fn profile(n: u32) -> Profile {
    Profile { class: class(n), domains: all_domains(), min_issuer_tier: Some(Tier(1)) }
}

fn authority<T: Config>(id: &str) -> T::AccountId {
    let who = account("authority", u32::from(id == "zz-target"), 0);
    T::Currency::write_balance(&who, BalanceOf::<T>::max_value() / 4u32.into())
        .expect("a quarter of all fits");
    who
}

/// A definition with so many classes, and so many requirements in both lists together.
fn definition<T: Config>(id: &str, p: u32, r: u32) -> JurisdictionDefinition<T::AccountId> {
    let entry = r.min(MAX_REQUIREMENTS);
    JurisdictionDefinition {
        id: id.into(),
        name: "n".repeat(MAX_NAME as usize),
        framework: "f".repeat(MAX_FRAMEWORK as usize),
        profiles: (0..p).map(profile).collect(),
        entry_requirements: requirements::<T>(entry),
        ongoing_requirements: requirements::<T>(r - entry),
        ..samples::uae_difc(authority::<T>(id))
    }
}

fn register<T: Config>(id: &str) -> T::AccountId {
    let definition = definition::<T>(id, MAX_SUPPORTED_CLASSES, 2 * MAX_REQUIREMENTS);
    Pallet::<T>::insert_jurisdiction(&definition).expect("room for a jurisdiction");
    definition.authority
}

fn corridor<T: Config>(c: u32, r: u32) -> CorridorDefinition<T::AccountId> {
    let mut definition = CorridorDefinition {
        id: "bench".into(),
        // Not one of the presets' jurisdictions.
        source: place("zz-source"),
        target: place("zz-target"),
        ..samples::corridor_difc_aifc()
    };
    definition.terms.supported_asset_classes = (0..c).map(class).collect();
    definition.terms.max_transfer_value = Some(Usd(1));
    definition.terms.transfer_requirements = requirements::<T>(r);
    definition
}

/// Both ends and a standing corridor with a deposit, and an amendment proposed by the source.
fn standing_corridor_with_amendment<T: Config>(
    c: u32,
    r: u32,
) -> (T::AccountId, T::AccountId, msez_core::Digest) {
    let (source, target) = (register::<T>("zz-source"), register::<T>("zz-target"));
    let full = corridor::<T>(MAX_SUPPORTED_CLASSES, MAX_REQUIREMENTS);
    let (id, _, digest) = Pallet::<T>::propose_terms(source.clone(), &full).expect("both are open");
    Pallet::<T>::accept_terms(target.clone(), id, digest).expect("the other side");
    let (_, _, digest) =
        Pallet::<T>::propose_terms(source.clone(), &corridor::<T>(c, r)).expect("both are open");
    (source, target, digest)
}

fn accredited<T: Config>() -> (T::AccountId, JurisdictionId, T::AccountId) {
    let (authority, id, issuer) = (register::<T>("zz-source"), place("zz-source"), account("issuer", 0, 0));
    Pallet::<T>::accredit_issuer(
        RawOrigin::Signed(authority.clone()).into(),
        id,
        Domain::Kyc,
        account("issuer", 0, 0),
        Tier(1),
        Some(LATER),
    )
    .expect("the authority may");
    (authority, id, issuer)
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register_jurisdiction(
        p: Linear<0, MAX_PROFILES>,
        r: Linear<0, { 2 * MAX_REQUIREMENTS }>,
    ) -> Result<(), BenchmarkError> {
        let origin = T::GovernanceOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
        let definition = definition::<T>("zz-source", p, r);
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, Box::new(definition));
        assert!(Jurisdictions::<T>::contains_key(place("zz-source")));
        Ok(())
    }

    #[benchmark]
    fn update_jurisdiction(r: Linear<0, { 2 * MAX_REQUIREMENTS }>) {
        let authority = register::<T>("zz-source");
        let entry = r.min(MAX_REQUIREMENTS);
        let change = JurisdictionChange {
            name: Some(String::from("other")),
            framework: Some(String::from("other")),
            entry_fee: Some(Usd(1)),
            annual_fee: Some(Usd(1)),
            capabilities: Some(Default::default()),
            entry_requirements: Some(requirements::<T>(entry)),
            ongoing_requirements: Some(requirements::<T>(r - entry)),
        };
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), place("zz-source"), Box::new(change));
        assert_eq!(Jurisdictions::<T>::get(place("zz-source")).map(|record| record.entry_fee), Some(Usd(1)));
    }

    #[benchmark]
    fn set_profile() {
        let definition = definition::<T>("zz-source", MAX_PROFILES - 1, 0);
        Pallet::<T>::insert_jurisdiction(&definition).expect("room for a jurisdiction");
        #[extrinsic_call]
        _(RawOrigin::Signed(definition.authority), place("zz-source"), profile(MAX_PROFILES));
        assert!(Profiles::<T>::contains_key(place("zz-source"), class(MAX_PROFILES)));
    }

    #[benchmark]
    fn remove_profile() {
        let authority = register::<T>("zz-source");
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), place("zz-source"), class(0));
        assert!(!Profiles::<T>::contains_key(place("zz-source"), class(0)));
    }

    #[benchmark]
    fn suspend_jurisdiction() {
        let authority = register::<T>("zz-source");
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), place("zz-source"));
        assert!(
            Jurisdictions::<T>::get(place("zz-source")).is_some_and(|record| record.suspension.by_authority)
        );
    }

    #[benchmark]
    fn reinstate_jurisdiction() -> Result<(), BenchmarkError> {
        let authority = RawOrigin::Signed(register::<T>("zz-source"));
        Pallet::<T>::suspend_jurisdiction(authority.clone().into(), place("zz-source"))?;
        #[extrinsic_call]
        _(authority, place("zz-source"));
        assert!(
            Jurisdictions::<T>::get(place("zz-source")).is_some_and(|record| !record.suspension.by_authority)
        );
        Ok(())
    }

    #[benchmark]
    fn retire_jurisdiction() -> Result<(), BenchmarkError> {
        let origin = T::GovernanceOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
        let next = register::<T>("zz-source");
        ProposedAuthorities::<T>::insert(place("zz-source"), next);
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, place("zz-source"));
        assert!(Jurisdictions::<T>::get(place("zz-source")).is_some_and(|record| record.is_retired));
        Ok(())
    }

    #[benchmark]
    fn propose_authority() {
        let authority = register::<T>("zz-source");
        let next: T::AccountId = account("next", 0, 0);
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), place("zz-source"), Some(next.clone()));
        assert_eq!(ProposedAuthorities::<T>::get(place("zz-source")), Some(next));
    }

    #[benchmark]
    fn accept_authority() {
        register::<T>("zz-source");
        let next: T::AccountId = account("next", 0, 0);
        ProposedAuthorities::<T>::insert(place("zz-source"), next.clone());
        #[extrinsic_call]
        _(RawOrigin::Signed(next.clone()), place("zz-source"));
        assert_eq!(Jurisdictions::<T>::get(place("zz-source")).map(|record| record.authority), Some(next));
    }

    #[benchmark]
    fn register_corridor(
        c: Linear<1, MAX_SUPPORTED_CLASSES>,
        r: Linear<0, MAX_REQUIREMENTS>,
    ) -> Result<(), BenchmarkError> {
        let origin = T::GovernanceOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
        register::<T>("zz-source");
        register::<T>("zz-target");
        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, Box::new(corridor::<T>(c, r)));
        assert!(Corridors::<T>::contains_key(link()));
        Ok(())
    }

    #[benchmark]
    fn open_corridor(c: Linear<1, MAX_SUPPORTED_CLASSES>, r: Linear<0, MAX_REQUIREMENTS>) {
        let (source, _, _) = standing_corridor_with_amendment::<T>(MAX_SUPPORTED_CLASSES, MAX_REQUIREMENTS);
        #[extrinsic_call]
        _(RawOrigin::Signed(source), Box::new(corridor::<T>(c, r)));
        assert_eq!(
            Proposals::<T>::get(link()).map(|p| p.terms.supported_asset_classes.len() as u32),
            Some(c)
        );
    }

    #[benchmark]
    fn accept_corridor(c: Linear<1, MAX_SUPPORTED_CLASSES>, r: Linear<0, MAX_REQUIREMENTS>) {
        let (_, target, digest) = standing_corridor_with_amendment::<T>(c, r);
        #[extrinsic_call]
        _(RawOrigin::Signed(target), link(), digest);
        assert!(!Proposals::<T>::contains_key(link()));
    }

    #[benchmark]
    fn withdraw_proposal() {
        let (_, target, _) = standing_corridor_with_amendment::<T>(MAX_SUPPORTED_CLASSES, MAX_REQUIREMENTS);
        #[extrinsic_call]
        _(RawOrigin::Signed(target), link());
        assert!(!Proposals::<T>::contains_key(link()));
    }

    #[benchmark]
    fn suspend_corridor() {
        let (_, target, _) = standing_corridor_with_amendment::<T>(1, 0);
        #[extrinsic_call]
        _(RawOrigin::Signed(target), link());
        assert!(Corridors::<T>::get(link()).is_some_and(|record| record.suspension.by_target));
    }

    #[benchmark]
    fn reinstate_corridor() -> Result<(), BenchmarkError> {
        let (_, target, _) = standing_corridor_with_amendment::<T>(1, 0);
        Pallet::<T>::suspend_corridor(RawOrigin::Signed(target.clone()).into(), link())?;
        #[extrinsic_call]
        _(RawOrigin::Signed(target), link());
        assert!(Corridors::<T>::get(link()).is_some_and(|record| !record.suspension.by_target));
        Ok(())
    }

    #[benchmark]
    fn close_corridor() {
        let (_, target, _) = standing_corridor_with_amendment::<T>(MAX_SUPPORTED_CLASSES, MAX_REQUIREMENTS);
        #[extrinsic_call]
        _(RawOrigin::Signed(target), link());
        assert!(!Corridors::<T>::contains_key(link()));
    }

    #[benchmark]
    fn accredit_issuer() {
        let authority = register::<T>("zz-source");
        let issuer: T::AccountId = account("issuer", 0, 0);
        let id = place("zz-source");
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), id, Domain::Kyc, issuer.clone(), Tier(1), Some(LATER));
        assert!(Accreditations::<T>::contains_key((id, Domain::Kyc, issuer)));
    }

    #[benchmark]
    fn renew_accreditation() {
        let (authority, id, issuer) = accredited::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), id, Domain::Kyc, issuer.clone(), Tier(2), Some(LATER));
        assert_eq!(
            Accreditations::<T>::get((id, Domain::Kyc, issuer)).map(|record| record.accreditation.tier),
            Some(Tier(2))
        );
    }

    #[benchmark]
    fn suspend_issuer() {
        let (authority, id, issuer) = accredited::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), id, Domain::Kyc, issuer.clone());
        assert!(
            Accreditations::<T>::get((id, Domain::Kyc, issuer)).is_some_and(|r| r.accreditation.is_suspended)
        );
    }

    #[benchmark]
    fn reinstate_issuer() -> Result<(), BenchmarkError> {
        let (authority, id, issuer) = accredited::<T>();
        let authority = RawOrigin::Signed(authority);
        Pallet::<T>::suspend_issuer(authority.clone().into(), id, Domain::Kyc, issuer.clone())?;
        #[extrinsic_call]
        _(authority, id, Domain::Kyc, issuer.clone());
        assert!(Accreditations::<T>::get((id, Domain::Kyc, issuer))
            .is_some_and(|r| !r.accreditation.is_suspended));
        Ok(())
    }

    #[benchmark]
    fn revoke_accreditation() {
        let (authority, id, issuer) = accredited::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(authority), id, Domain::Kyc, issuer.clone());
        assert!(!Accreditations::<T>::contains_key((id, Domain::Kyc, issuer)));
    }

    #[benchmark]
    fn walk(h: Linear<1, { msez_traits::MAX_HOPS }>) {
        let (from, corridors) = <Pallet<T> as msez_traits::Paths<T::AccountId>>::benchmark_path(h);
        // The last of the classes, where there are so many.
        let class = class(MAX_SUPPORTED_CLASSES - 5);
        let hops;
        #[block]
        {
            hops = <Pallet<T> as msez_traits::Paths<T::AccountId>>::walk(
                &from,
                &corridors,
                &class,
                Usd::dollars(1),
            );
        }
        assert_eq!(hops.map(|hops| hops.len() as u32), Ok(h));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
