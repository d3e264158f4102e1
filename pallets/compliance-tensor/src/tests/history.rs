use msez_core::ComplianceState::{self, *};
use msez_runtime_api::ApiError;
use polkadot_sdk::frame_support::assert_ok;

use crate::{mock::*, History};

/// Changes the cell of subject 0 once in each of these blocks.
fn changes(states: &[(u64, ComplianceState)]) {
    assert_ok!(register(0));
    for (block, state) in states {
        run_to(*block);
        assert_ok!(refold(&kyc(0), &[says(1, *state, 0, None)]));
    }
}

fn state_at(at: u64) -> Result<ComplianceState, ApiError> {
    Tensor::cell_view(&kyc(0), Some(at)).map(|view| view.state)
}

#[test]
fn the_past_is_answered_as_it_was() {
    test(|| {
        changes(&[(2, Pending), (4, Compliant), (6, NonCompliant)]);
        let at = |t| state_at(t).unwrap();
        assert_eq!([0, 1_999].map(at), [Unknown, Unknown]);
        assert_eq!([2_000, 3_999].map(at), [Pending, Pending]);
        assert_eq!([4_000, 5_999].map(at), [Compliant, Compliant]);
        assert_eq!([6_000, u64::MAX].map(at), [NonCompliant, NonCompliant]);
        let view = Tensor::cell_view(&kyc(0), Some(4_500)).unwrap();
        assert_eq!(view.cell.unwrap().version, 1);
        assert_eq!(view.attestations, None, "the evidence of a past interval is a root only");
    });
}

#[test]
fn a_past_interval_had_expired_where_its_evidence_had_run_out() {
    test(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, Some(2_500))]));
        run_to(4);
        assert_ok!(refold(&kyc(0), &[says(2, Compliant, 0, Some(9_000))]));
        assert_eq!(state_at(2_499), Ok(Compliant));
        assert_eq!(state_at(2_500), Ok(Expired));
        assert_eq!(state_at(3_999), Ok(Expired));
        assert_eq!(state_at(4_000), Ok(Compliant));
        assert_eq!(state_at(9_000), Ok(Expired));
    });
}

#[test]
fn history_keeps_the_governed_depth_and_says_where_it_ends() {
    test(|| {
        changes(&[(1, Pending), (2, Compliant), (3, Pending), (4, Compliant), (5, Pending), (6, Exempt)]);
        // Depth 4: versions 1 to 4 are past, 5 is current, 0 is gone.
        let kept: Vec<_> = Tensor::history_view(&kyc(0)).unwrap().iter().map(|c| c.version).collect();
        assert_eq!(kept, [1, 2, 3, 4, 5]);
        assert_eq!(state_at(2_000), Ok(Compliant));
        assert_eq!(state_at(1_999), Err(ApiError::HistoryPruned { kept_since: 2_000 }));
        assert_eq!(
            Tensor::report(&subject(0), &difc(), None, Some(1_999)),
            Err(ApiError::HistoryPruned { kept_since: 2_000 })
        );
    });
}

#[test]
fn a_lower_depth_takes_effect_with_the_next_change() {
    test(|| {
        changes(&[(1, Pending), (2, Compliant), (3, Pending), (4, Compliant)]);
        HistoryDepth::set(1);
        run_to(5);
        assert_ok!(refold(&kyc(0), &[says(1, Exempt, 0, None)]));
        assert_eq!(Tensor::history_view(&kyc(0)).unwrap().len(), 2);
        HistoryDepth::set(0);
        run_to(6);
        assert_ok!(refold(&kyc(0), &[says(1, Pending, 0, None)]));
        assert_eq!(Tensor::history_view(&kyc(0)).unwrap().len(), 1);
        assert_eq!(History::<Test>::iter().count(), 0);
    });
}

#[test]
fn a_depth_above_the_bound_is_the_bound() {
    test(|| {
        HistoryDepth::set(u32::MAX);
        let states: Vec<_> = (1..=12).map(|n| (n, if n % 2 == 0 { Compliant } else { Pending })).collect();
        changes(&states);
        assert_eq!(Tensor::history_view(&kyc(0)).unwrap().len(), MAX_HISTORY as usize + 1);
    });
}
