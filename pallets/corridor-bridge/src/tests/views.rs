use super::*;
use crate::{Obstacle, UnitsRequest};
use msez_bridge::{LimitFault, Limits};
use msez_core::Usd;
use msez_traits::PathFaultKind;

#[test]
fn a_report_lists_every_reason_and_a_clear_one_is_accepted() {
    run(|| {
        two_ways();
        let good = super::units::request(2);
        let report = Bridge::units_report(account(11), good.clone());
        assert!(report.is_clear(), "{report:?}");
        assert_eq!((report.fees, report.quote.map(|it| it.hours)), (Some(22), Some(48)));
        assert_ok!(Bridge::open_units(by(11), good.clone()));

        let bad = UnitsRequest {
            amount: 10_000,
            value: Usd::dollars(20_000),
            limits: Limits { max_hops: 1, max_hours: 1, max_fee: Some(Usd(1)), ..Limits::default() },
            prepare_by: 0,
            ..good.clone()
        };
        let report = Bridge::units_report(account(140), bad);
        assert_eq!(report.limits, [LimitFault::TooManyHops, LimitFault::TooSlow, LimitFault::FeeTooHigh]);
        assert_eq!(report.units.len(), 1);
        assert_eq!(
            report.obstacles,
            [
                (Obstacle::BadDeadlines, None),
                (Obstacle::FeesNotCovered, None),
                (Obstacle::NoOperator, Some(0)),
                (Obstacle::NoOperator, Some(1))
            ]
        );
        let currency = UnitsRequest { currency: Some(9), ..good.clone() };
        let report = Bridge::units_report(account(11), currency);
        assert!(report.obstacles.contains(&(Obstacle::NoPrice, None)));
        Row::suspend(&way(0));
        let report = Bridge::units_report(account(11), good.clone());
        assert_eq!(report.path[0].kind, PathFaultKind::Suspended);
        let other = UnitsRequest { asset: msez_core::SubjectId([1; 32]), ..good };
        let report = Bridge::units_report(account(11), other);
        assert_eq!(report.obstacles, [(Obstacle::AssetNotFound, None)]);
    });
}

#[test]
fn jobs_are_listed_by_what_waits_for_the_operator() {
    run(|| {
        staffed(0, &[1]);
        let [waits, prepared, decided, last] = [1, 2, 3, 4].map(|n| {
            let order = msez_traits::TransferOrder { reference: msez_core::Digest([n; 32]), ..order(1) };
            <Bridge as msez_traits::Bridge<AccountId>>::open(order).unwrap()
        });
        for id in [prepared, decided, last] {
            all_prepare(id);
        }
        for (id, moment) in [(last, COMMIT_BY), (decided, START)] {
            at(moment);
            assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&id));
        }
        let jobs: Vec<_> = Bridge::jobs(account(1)).into_iter().map(|(id, _)| id).collect();
        assert_eq!(jobs, [decided, last, waits, prepared]);
    });
}

#[test]
fn status_jobs_and_operators_tell_how_things_are() {
    run(|| {
        two_ways();
        let id = decided(2);
        let status = Bridge::status(id).unwrap();
        assert_eq!((status.hops.len(), status.committed), (2, None));
        assert_eq!(status.prepared, Bridge::prepared_digest(&id));
        all_commit(id);
        assert!(Bridge::status(id).unwrap().committed.is_some());
        let operators = Bridge::operators(way(0));
        assert_eq!(operators.len(), 2);
        assert_eq!((operators[0].backing, operators[0].exposure, operators[0].cap), (1_000, 0, 10_000));
        assert_eq!(Bridge::status(msez_core::Digest([1; 32])), None);
    });
}
