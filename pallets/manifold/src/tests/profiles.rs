//! `set_profile` and `remove_profile`.

use super::*;

fn art() -> Profile {
    let domains = DomainSet::EMPTY.with(Domain::Tax).with(Domain::Custody);
    Profile { class: class("art"), domains, min_issuer_tier: Some(Tier(3)) }
}

#[test]
fn the_authority_and_governance_admit_classes() {
    run(|| {
        assert_eq!(Manifold::required_domains(&difc(), &class("art")), None);
        assert_ok!(Manifold::set_profile(signed(DIFC), difc(), art()));
        assert_eq!(Manifold::required_domains(&difc(), &class("art")), Some(art().domains));
        assert_eq!(Manifold::profile(&difc(), &class("art")), Some(art()));
        assert_eq!(Manifold::min_issuer_tier(&difc(), &class("art")), Some(Tier(3)));
        assert_eq!(Manifold::min_issuer_tier(&aifc(), &class("art")), None);
        assert_eq!(last_event(), Event::ProfileSet { id: difc(), profile: art() });
        assert_ok!(Manifold::set_profile(root(), aifc(), art()));
    });
}

#[test]
fn setting_a_profile_again_replaces_it_and_counts_once() {
    run(|| {
        let before = EntryCounts::<Test>::get(difc()).profiles;
        let less = Profile { domains: DomainSet::EMPTY, min_issuer_tier: None, ..art() };
        assert_ok!(Manifold::set_profile(signed(DIFC), difc(), art()));
        assert_ok!(Manifold::set_profile(signed(DIFC), difc(), less));
        assert_eq!(Manifold::profile(&difc(), &class("art")), Some(less));
        assert_eq!(EntryCounts::<Test>::get(difc()).profiles, before + 1);
    });
}

#[test]
fn a_profile_is_refused_from_others_malformed_or_beyond_the_bound() {
    run(|| {
        assert_noop!(Manifold::set_profile(signed(AIFC), difc(), art()), Fault::NotAuthorized);
        assert_noop!(Manifold::set_profile(RuntimeOrigin::none(), difc(), art()), BadOrigin);
        assert_noop!(
            Manifold::set_profile(signed(DIFC), place("xx-none"), art()),
            Fault::JurisdictionNotFound
        );
        let zero = Profile { min_issuer_tier: Some(Tier(0)), ..art() };
        assert_noop!(Manifold::set_profile(signed(DIFC), difc(), zero), Fault::ZeroTier);
        let room = 32 - EntryCounts::<Test>::get(difc()).profiles;
        for n in 0..room {
            let class = class(&format!("class-{n}"));
            assert_ok!(Manifold::set_profile(signed(DIFC), difc(), Profile { class, ..art() }));
        }
        assert_noop!(Manifold::set_profile(signed(DIFC), difc(), art()), Fault::TooManyClasses);
        // What is there already can still be changed.
        assert_ok!(Manifold::set_profile(signed(DIFC), difc(), Profile { class: class("class-0"), ..art() }));
    });
}

#[test]
fn a_suspended_authority_may_remove_but_not_set() {
    run(|| {
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        assert_noop!(Manifold::set_profile(signed(DIFC), difc(), art()), Fault::SuspendedJurisdiction);
        assert_ok!(Manifold::set_profile(root(), difc(), art()));
        assert_ok!(Manifold::remove_profile(signed(DIFC), difc(), class("art")));
    });
}

#[test]
fn a_removed_class_is_not_admitted_and_its_corridors_refuse_it() {
    run(|| {
        let refusals = || {
            let id = link("corridor-difc-aifc");
            Manifold::corridor_refusals(&id, Direction::Forward, &class("securities"), Usd(1))
        };
        assert_eq!(refusals(), []);
        assert_ok!(Manifold::remove_profile(signed(AIFC), aifc(), class("securities")));
        assert_eq!(last_event(), Event::ProfileRemoved { id: aifc(), class: class("securities") });
        assert_eq!(Manifold::required_domains(&aifc(), &class("securities")), None);
        assert_eq!(refusals(), [CorridorRefusal::ClassNotAdmittedInTarget]);
        assert_ok!(Manifold::remove_profile(root(), difc(), class("securities")));
        assert_eq!(
            refusals(),
            [CorridorRefusal::ClassNotAdmittedInSource, CorridorRefusal::ClassNotAdmittedInTarget]
        );
    });
}

#[test]
fn removal_is_refused_from_others_and_twice() {
    run(|| {
        let securities = class("securities");
        assert_noop!(Manifold::remove_profile(signed(AIFC), difc(), securities), Fault::NotAuthorized);
        assert_noop!(Manifold::remove_profile(RuntimeOrigin::none(), difc(), securities), BadOrigin);
        assert_noop!(
            Manifold::remove_profile(root(), place("xx-none"), securities),
            Fault::JurisdictionNotFound
        );
        assert_ok!(Manifold::remove_profile(signed(DIFC), difc(), securities));
        assert_noop!(Manifold::remove_profile(signed(DIFC), difc(), securities), Fault::ProfileNotFound);
        assert_ok!(Manifold::retire_jurisdiction(root(), difc()));
        assert_noop!(
            Manifold::remove_profile(signed(DIFC), difc(), class("party")),
            Fault::RetiredJurisdiction
        );
        assert_noop!(Manifold::set_profile(root(), difc(), art()), Fault::RetiredJurisdiction);
    });
}
