use crate::{
    mock::*, Active, Agenda, AgendaKey, Error, Event, HoldReason, Item, Keys, NextRefresh, Roster, Status,
    Watchers as Records,
};
use msez_core::JurisdictionId;
use msez_test_support::assert_last_event;
use msez_traits::Role;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold},
    sp_core::Pair,
    sp_runtime::{traits::BadOrigin, Perbill},
};

fn bonded(n: u8) {
    assert_ok!(Bonds::bond(signed(n), Role::Watcher, 10_000));
}

fn held(n: u8) -> u128 {
    Balances::balance_on_hold(&HoldReason::Registration.into(), &account(n))
}

#[test]
fn whoever_is_bonded_and_has_a_key_becomes_a_watcher() {
    run(|| {
        assert_traits();
        bonded(1);
        assert_ok!(register_as(&account(1), 0));
        assert_last_event::<Test>(Event::Registered {
            who: account(1),
            did: did(1),
            key: pair(1, 0).public(),
        });
        assert_eq!(Records::<Test>::get(account(1)).unwrap().status, Status::Active);
        assert_eq!(Active::<Test>::get().into_inner(), [account(1)]);
        assert_eq!(held(1), DEPOSIT);
        // A newcomer is a novice.
        assert_eq!(Watchers::reputation(account(1)), Some((4_500, msez_watch::Tier::Novice)));
        assert_noop!(register_as(&account(1), 0), Error::<Test>::AlreadyExists);
    })
}

#[test]
fn without_a_bond_nobody_watches() {
    run(|| {
        assert_noop!(register_as(&account(1), 0), Error::<Test>::BondTooLow);
        // A bond in another role is none.
        assert_ok!(Bonds::bond(signed(1), Role::Claimant, 50_000));
        assert_noop!(register_as(&account(1), 0), Error::<Test>::BondTooLow);
        // What others have delegated is not one's own: a slash leaves both, and the rest is too little.
        bonded(1);
        assert_ok!(Bonds::delegate(signed(8), Role::Watcher, account(1), 40_000));
        let portion = Perbill::from_percent(95);
        assert_ok!(<Collateral as msez_traits::Bonds<_>>::slash(
            Role::Watcher,
            &account(1),
            portion,
            &[],
            None
        ));
        assert!(<Collateral as msez_traits::Bonds<_>>::backing(Role::Watcher, &account(1)) > MINIMUM);
        assert_noop!(register_as(&account(1), 0), Error::<Test>::BondTooLow);
    })
}

#[test]
fn a_bond_may_be_of_a_settlement_currency() {
    run(|| {
        assert_ok!(Bonds::bond_asset(signed(1), Role::Watcher, USD, 5_000));
        assert_ok!(register_as(&account(1), 0));
        let topic = topic_with(terms(), 0);
        run_blocks(2);
        assert_ok!(attest(1, topic, 1, 7));
        assert_eq!(crate::Panels::<Test>::get(topic).unwrap().eligible, 10_000, "at its value");
        assert_ok!(attest(1, topic, 1, 8));
        let left = <Collateral as msez_traits::Bonds<_>>::at_stake(Role::Watcher, &account(1));
        assert_eq!(left, 0, "slashed in kind");
    })
}

#[test]
fn only_a_signed_origin_registers() {
    run(|| {
        bonded(1);
        let (key, proof) = (pair(1, 0), possession(&account(1), &did(1), &pair(1, 0)));
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(
                Watchers::register(
                    origin,
                    did(1),
                    key.public(),
                    proof,
                    scope(&[jurisdiction()]),
                    scope(&[class()]),
                    Perbill::zero()
                ),
                BadOrigin
            );
        }
    })
}

#[test]
fn a_key_must_agree_for_this_account_this_name_and_this_chain() {
    run(|| {
        bonded(1);
        let key = pair(1, 0);
        let other_chain = key.sign(&msez_watch::possession_payload(
            &msez_core::Digest([9; 32]),
            &account(1).into(),
            &key.public().0,
            &did(1),
        ));
        for proof in [
            possession(&account(2), &did(1), &key),
            possession(&account(1), &did(2), &key),
            possession(&account(1), &did(1), &pair(2, 0)),
            other_chain,
        ] {
            assert_noop!(
                Watchers::register(
                    signed(1),
                    did(1),
                    key.public(),
                    proof,
                    scope(&[jurisdiction()]),
                    scope(&[class()]),
                    Perbill::zero()
                ),
                Error::<Test>::BadSignature
            );
        }
    })
}

#[test]
fn a_newcomer_is_on_the_roster_from_the_next_block_on() {
    run(|| {
        watcher(1, 10_000);
        run_blocks(3);
        watcher(2, 10_000);
        watcher(3, 10_000);
        next_block();
        assert_eq!(Roster::<Test>::get().len(), 3);
        let next = NextRefresh::<Test>::get().unwrap();
        assert!(next > System::block_number());
        let due = |block| Agenda::<Test>::contains_key(AgendaKey::new(block, Item::Refresh));
        assert_eq!((1..=2 * next).filter(|block| due(*block)).collect::<Vec<_>>(), [next]);
    })
}

#[test]
fn a_name_and_a_key_belong_to_one_account_for_good() {
    run(|| {
        watcher(1, 10_000);
        bonded(2);
        let register = |did: crate::Did, pair: polkadot_sdk::sp_core::ed25519::Pair| {
            Watchers::register(
                signed(2),
                did.clone(),
                pair.public(),
                possession(&account(2), &did, &pair),
                scope(&[jurisdiction()]),
                scope(&[class()]),
                Perbill::zero(),
            )
        };
        assert_noop!(register(did(1), pair(2, 0)), Error::<Test>::DidTaken);
        assert_noop!(register(did(2), pair(1, 0)), Error::<Test>::KeyTaken);
        assert_ok!(Watchers::deregister(signed(1)));
        assert_noop!(register(did(1), pair(2, 0)), Error::<Test>::DidTaken);
        assert_noop!(register(did(2), pair(1, 0)), Error::<Test>::KeyTaken);
        assert_ok!(register(did(2), pair(2, 0)));
    })
}

#[test]
fn a_name_follows_its_grammar_and_a_scope_names_something() {
    run(|| {
        bonded(1);
        let register = |did: &[u8], jurisdictions: &[JurisdictionId], classes: &[msez_core::AssetClass]| {
            let did: crate::Did = did.to_vec().try_into().unwrap();
            Watchers::register(
                signed(1),
                did.clone(),
                pair(1, 0).public(),
                possession(&account(1), &did, &pair(1, 0)),
                scope(jurisdictions),
                scope(classes),
                Perbill::zero(),
            )
        };
        let (here, it): ([JurisdictionId; 1], _) = ([jurisdiction()], [class()]);
        assert_noop!(register(b"web:x", &here, &it), Error::<Test>::MalformedDid);
        assert_noop!(register(b"did:web:x", &[], &it), Error::<Test>::EmptyScope);
        assert_noop!(register(b"did:web:x", &here, &[]), Error::<Test>::EmptyScope);
        assert_noop!(register(b"did:web:x", &[here[0], here[0]], &it), Error::<Test>::DuplicateInScope);
        assert_noop!(
            register(b"did:web:x", &["xx-none".parse().unwrap()], &it),
            Error::<Test>::UnknownJurisdiction
        );
        assert_ok!(register(b"did:web:x", &here, &it));
    })
}

#[test]
fn who_comes_back_has_his_name_and_his_record() {
    run(|| {
        watcher(1, 10_000);
        assert_ok!(Watchers::rule_safety(RuntimeOrigin::root(), account(1), Default::default(), None));
        run_blocks(51);
        let before = Watchers::reputation(account(1)).unwrap();
        assert!(before.0 < 4_500);
        assert_ok!(Watchers::deregister(signed(1)));
        assert_noop!(Watchers::deregister(signed(1)), Error::<Test>::NotActive);
        assert_ok!(register_as(&account(1), 0));
        assert_eq!(Watchers::reputation(account(1)).unwrap(), before);
        assert_eq!(held(1), DEPOSIT, "the deposit is held once");
        // Under another name he does not come back.
        assert_ok!(Watchers::deregister(signed(1)));
        let other: crate::Did = b"did:web:other".to_vec().try_into().unwrap();
        assert_noop!(
            Watchers::register(
                signed(1),
                other.clone(),
                pair(1, 1).public(),
                possession(&account(1), &other, &pair(1, 1)),
                scope(&[jurisdiction()]),
                scope(&[class()]),
                Perbill::zero()
            ),
            Error::<Test>::DidTaken
        );
        assert_ok!(register_as(&account(1), 1));
        assert_eq!(held(1), DEPOSIT + KEY_DEPOSIT);
    })
}

#[test]
fn a_rotated_key_stays_its_owners() {
    run(|| {
        watcher(1, 10_000);
        let rotate = |generation| {
            let pair = pair(1, generation);
            Watchers::rotate_key(signed(1), pair.public(), possession(&account(1), &did(1), &pair))
        };
        assert_noop!(rotate(0), Error::<Test>::KeyTaken);
        assert_ok!(rotate(1));
        assert_last_event::<Test>(Event::KeyRotated {
            who: account(1),
            old: pair(1, 0).public(),
            new: pair(1, 1).public(),
        });
        assert_eq!(Keys::<Test>::get(pair(1, 0).public()), Some(account(1)));
        assert_eq!(held(1), DEPOSIT + KEY_DEPOSIT);
        assert_noop!(rotate(0), Error::<Test>::KeyTaken);
        assert_ok!(rotate(2));
        assert_noop!(rotate(3), Error::<Test>::TooManyKeys);
        let stranger = pair(2, 0);
        let proof = possession(&account(1), &did(1), &pair(1, 3));
        assert_noop!(Watchers::rotate_key(signed(1), stranger.public(), proof), Error::<Test>::BadSignature);
        assert_noop!(Watchers::rotate_key(signed(2), stranger.public(), proof), Error::<Test>::NotFound);
    })
}

#[test]
fn a_controller_has_to_agree() {
    run(|| {
        watcher(1, 10_000);
        watcher(2, 10_000);
        assert_noop!(Watchers::set_controller(signed(1), Some(account(1))), Error::<Test>::SelfControlled);
        assert_ok!(Watchers::set_controller(signed(1), Some(account(9))));
        let controller = || Records::<Test>::get(account(1)).unwrap().controller;
        assert_eq!(controller(), None, "asking is not belonging");
        assert_noop!(Watchers::accept_member(signed(8), account(1)), Error::<Test>::NotAsked);
        assert_noop!(Watchers::accept_member(signed(9), account(2)), Error::<Test>::NotAsked);
        assert_noop!(Watchers::accept_member(signed(9), account(3)), Error::<Test>::NotFound);
        assert_ok!(Watchers::accept_member(signed(9), account(1)));
        assert_eq!(controller(), Some(account(9)));
        assert_noop!(Watchers::accept_member(signed(9), account(1)), Error::<Test>::NotAsked);
        assert_ok!(Watchers::set_controller(signed(1), None));
        assert_eq!(controller(), None);
    })
}

#[test]
fn a_scope_can_change_and_is_checked_again() {
    run(|| {
        watcher(1, 10_000);
        assert_noop!(
            Watchers::set_scope(signed(1), scope(&[]), scope(&[class()])),
            Error::<Test>::EmptyScope
        );
        assert_noop!(
            Watchers::set_scope(signed(2), scope(&[jurisdiction()]), scope(&[class()])),
            Error::<Test>::NotFound
        );
        assert_ok!(Watchers::set_scope(
            signed(1),
            scope(&["kz-aifc".parse().unwrap()]),
            scope(&["party".parse().unwrap()])
        ));
        assert_last_event::<Test>(Event::ScopeSet { who: account(1) });
    })
}

#[test]
fn no_more_can_be_active_than_the_list_holds() {
    run(|| {
        let full: Vec<_> = (0..256).map(nth).collect();
        Active::<Test>::put(polkadot_sdk::frame_support::BoundedVec::truncate_from(full));
        bonded(1);
        assert_noop!(register_as(&account(1), 0), Error::<Test>::TooManyWatchers);
        Active::<Test>::kill();
    })
}
