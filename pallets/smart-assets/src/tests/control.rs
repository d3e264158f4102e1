use super::*;
use crate::{Approvals, Assets, Offers};
use msez_asset::{ControlRule, Controller, Family, Permissions};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

fn sole(n: u8) -> ControlRule<AccountId> {
    ControlRule::sole(account(n))
}

#[test]
fn control_passes_only_to_who_accepts_it() {
    run(|| {
        let id = registered(sole(1));
        events();
        assert_ok!(SmartAssets::offer_control(by(1), id, 1, sole(5)));
        let (control, accepted, until) = (sole(5), Vec::new(), START + OFFER);
        assert_eq!(events(), [Event::ControlOffered { asset: id, control, accepted, until, version: 2 }]);
        assert_eq!(Assets::<Test>::get(id).unwrap().control, sole(1));
        assert_noop!(SmartAssets::accept_control(by(6), id, 2), Error::NotAuthorized);
        assert_ok!(SmartAssets::accept_control(by(5), id, 2));
        let transferred =
            Event::ControlTransferred { asset: id, control: sole(5), recovered: false, version: 3 };
        assert_eq!(events(), [transferred]);
        assert_eq!(Assets::<Test>::get(id).unwrap().control, sole(5));
        assert_noop!(SmartAssets::bind(by(1), id, 3), Error::NotAuthorized);
        assert_ok!(SmartAssets::bind(by(5), id, 3));
        assert_noop!(SmartAssets::accept_control(by(5), id, 4), Error::OfferNotFound);
    });
}

#[test]
fn it_takes_as_many_acceptances_as_the_new_rule_asks_for() {
    run(|| {
        let id = registered(sole(1));
        let trio = ControlRule {
            controllers: (5..=7)
                .map(|n| Controller { account: account(n), permissions: Permissions::ALL })
                .collect(),
            thresholds: [2; 7],
        };
        assert_ok!(SmartAssets::offer_control(by(1), id, 1, trio.clone()));
        events();
        assert_ok!(SmartAssets::accept_control(by(5), id, 2));
        assert_eq!(events(), [Event::ControlAccepted { asset: id, who: account(5), version: 3 }]);
        assert_noop!(SmartAssets::accept_control(by(5), id, 2), Error::AlreadyAccepted);
        assert_noop!(SmartAssets::accept_control(by(6), id, 3), Error::StaleVersion);
        assert_ok!(SmartAssets::accept_control(by(7), id, 2));
        assert_eq!(Assets::<Test>::get(id).unwrap().control, trio);
    });
}

#[test]
fn nobody_accepts_another_offer_than_he_saw_and_no_other_change_stops_him() {
    run(|| {
        let id = registered(sole(1));
        assert_ok!(SmartAssets::offer_control(by(1), id, 1, sole(5)));
        let wider = ControlRule { thresholds: [1; 7], ..two(5, 6) };
        assert_ok!(SmartAssets::offer_control(by(1), id, 2, wider.clone()));
        assert_noop!(SmartAssets::accept_control(by(5), id, 2), Error::StaleVersion);
        assert_ok!(SmartAssets::halt(by(1), id, Some(3)));
        assert_ok!(SmartAssets::accept_control(by(5), id, 3));
        assert_eq!(Assets::<Test>::get(id).unwrap().control, wider);
    });
}

fn two(one: u8, other: u8) -> ControlRule<AccountId> {
    let controllers =
        [one, other].map(|n| Controller { account: account(n), permissions: Permissions::ALL }).to_vec();
    ControlRule { controllers, thresholds: [2; 7] }
}

#[test]
fn those_who_offer_and_stay_have_accepted() {
    run(|| {
        let id = registered(board());
        let mut wider = board();
        wider.controllers.push(Controller {
            account: account(20),
            permissions: Permissions::NONE.with(Family::Documents),
        });
        assert_ok!(SmartAssets::bind(by(3), id, 1));
        assert_ok!(SmartAssets::offer_control(by(1), id, 1, wider.clone()));
        assert_ok!(SmartAssets::offer_control(by(2), id, 1, wider.clone()));
        assert_eq!(Assets::<Test>::get(id).unwrap().control, wider);
        assert_eq!(Offers::<Test>::get(id), None);
        assert_eq!(Approvals::<Test>::iter().count(), 0);
    });
}

#[test]
fn an_offer_runs_out_and_can_be_withdrawn() {
    run(|| {
        let id = registered(sole(1));
        assert_noop!(SmartAssets::withdraw_offer(by(1), id, 1), Error::OfferNotFound);
        assert_ok!(SmartAssets::offer_control(by(1), id, 1, sole(5)));
        at(START + OFFER + 1);
        assert_noop!(SmartAssets::accept_control(by(5), id, 2), Error::OfferExpired);
        at(START + OFFER);
        assert_noop!(SmartAssets::withdraw_offer(by(5), id, 2), Error::NotAuthorized);
        assert_ok!(SmartAssets::withdraw_offer(by(1), id, 2));
        assert_noop!(SmartAssets::accept_control(by(5), id, 3), Error::OfferNotFound);
    });
}

#[test]
fn a_rule_that_locks_everybody_out_is_not_offered() {
    run(|| {
        let id = registered(sole(1));
        let mut none = sole(5);
        none.controllers.clear();
        assert_noop!(SmartAssets::offer_control(by(1), id, 1, none), Error::NoControllers);
        let high = ControlRule { thresholds: [2; 7], ..sole(5) };
        assert_noop!(SmartAssets::offer_control(by(1), id, 1, high), Error::ThresholdTooHigh);
        assert_noop!(SmartAssets::offer_control(by(1), id, 1, sole(1)), Error::NothingToChange);
        assert_noop!(SmartAssets::offer_control(by(2), id, 1, sole(5)), Error::NotAuthorized);
        assert_noop!(SmartAssets::offer_control(by(1), id, 3, sole(5)), Error::StaleVersion);
        assert_noop!(SmartAssets::offer_control(RuntimeOrigin::root(), id, 1, sole(5)), BAD);
        assert_noop!(SmartAssets::accept_control(RuntimeOrigin::root(), id, 1), BAD);
    });
}

#[test]
fn the_rule_has_a_name_and_an_agreement_outlives_what_does_not_concern_it() {
    use msez_traits::AssetControl;
    run(|| {
        let rule = |id| <SmartAssets as AssetControl<_>>::rule(&id);
        let since = |id| <SmartAssets as AssetControl<_>>::current_since(&id);
        // Who decides alone decides upon what is.
        let alone = registered(sole(1));
        let before = rule(alone);
        assert_ok!(SmartAssets::halt(by(1), alone, Some(1)));
        assert_eq!((since(alone), rule(alone)), (Some(2), before));

        assert_ok!(SmartAssets::offer_control(by(1), alone, 2, two(1, 2)));
        assert_eq!(rule(alone), before, "an offer is none yet");
        assert_ok!(SmartAssets::accept_control(by(2), alone, version(alone)));
        let (shared, handed_over) = (rule(alone), version(alone));
        assert_ne!(shared, before);
        assert_eq!(since(alone), Some(handed_over));
        for n in [1, 2] {
            assert_ok!(SmartAssets::resume(by(n), alone, Some(handed_over)));
        }
        assert_eq!((version(alone), since(alone)), (handed_over + 1, Some(handed_over)));
        assert_eq!(rule(alone), shared);
        let nothing = msez_core::SubjectId([9; 32]);
        assert_eq!((rule(nothing), since(nothing)), (None, None));
    });
}
