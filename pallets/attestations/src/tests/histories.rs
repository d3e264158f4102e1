//! Whatever happens in whatever order, everything agrees afterwards.

use super::*;
use msez_attestation::RevocationReason;
use polkadot_sdk::{
    frame_support::{
        dispatch::{DispatchResult, DispatchResultWithPostInfo},
        traits::Time,
    },
    sp_runtime::DispatchError,
};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Attest { issuer: u8, nonce: u64, state: u8, lead: u64, length: u64 },
    Revoke { who: u8, which: usize },
    Remove { which: usize },
    Retire { issuer: u8, by: u64 },
    Block { pass: u64 },
    Tick { pass: u64 },
    Refuse(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (1u8..7, 0u64..12, 0u8..6, 0..20 * DAY, 1..15 * DAY).prop_map(|(issuer, nonce, state, lead, length)| {
            Step::Attest { issuer, nonce, state, lead, length }
        }),
        2 => (prop_oneof![1u8..7, Just(100)], any::<usize>()).prop_map(|(who, which)| Step::Revoke { who, which }),
        2 => any::<usize>().prop_map(|which| Step::Remove { which }),
        1 => (1u8..7, 0u64..20).prop_map(|(issuer, by)| Step::Retire { issuer, by }),
        4 => (0..6 * DAY).prop_map(|pass| Step::Block { pass }),
        2 => (0..3 * DAY).prop_map(|pass| Step::Tick { pass }),
        1 => prop::bool::weighted(0.3).prop_map(Step::Refuse),
    ]
}

/// Without what it weighed.
fn plain(result: DispatchResultWithPostInfo) -> DispatchResult {
    result.map(|_| ()).map_err(|refused| refused.error)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn everything_agrees_after_any_history(steps in prop::collection::vec(step(), 1..80)) {
        run(|| {
            let mut known = Vec::<Digest>::new();
            let pick = |known: &[Digest], which: usize| known.get(which % known.len().max(1)).copied().unwrap_or_default();
            for step in steps {
                // Like a dispatch: all or nothing.
                let _ = polkadot_sdk::frame_support::storage::with_storage_layer(|| match step.clone() {
                    Step::Attest { issuer, nonce, state, lead, length } => {
                        let state = ComplianceState::from_code(state).unwrap();
                        let from = (now() + lead).saturating_sub(10 * DAY);
                        let until = (state != ComplianceState::NonCompliant).then_some(from + length);
                        let statement = Statement { state, valid_from: from, valid_until: until, ..statement() };
                        // The authority exempts, issuers do the rest.
                        let issuer = account(if state == ComplianceState::Exempt { 100 } else { issuer });
                        let nonce = Attestations::nonces(&issuer).floor() + nonce;
                        let reasons = Attestations::check(&issuer, nonce, &statement);
                        let id = Attestations::attestation_id(&issuer, nonce, &statement);
                        let result = plain(Attestations::attest(RuntimeOrigin::signed(issuer), nonce, statement));
                        match reasons.first() {
                            Some(reason) => assert_eq!(result, Err(crate::Error::<Test>::from(*reason).into())),
                            None if result.is_ok() => known.push(id),
                            None => assert!(matches!(result, Err(DispatchError::Other(_)))),
                        }
                        result
                    },
                    Step::Revoke { who, which } => {
                        let id = pick(&known, which);
                        plain(Attestations::revoke(RuntimeOrigin::signed(account(who)), id, RevocationReason::Ruling))
                    },
                    Step::Remove { which } => {
                        plain(Attestations::remove(RuntimeOrigin::signed(account(60)), pick(&known, which)))
                    },
                    Step::Retire { issuer, by } => {
                        let floor = Attestations::nonces(&account(issuer)).floor() + by;
                        Attestations::retire_nonces(RuntimeOrigin::signed(account(issuer)), floor)
                    },
                    Step::Block { pass } => { block_at(now() + pass); Ok(()) },
                    // A block whose agenda had no weight left.
                    Step::Tick { pass } => { Timestamp::set_timestamp(Timestamp::now() + pass); Ok(()) },
                    Step::Refuse(refusing) => { Cells::set_refusing(refusing); Ok(()) },
                });
                Attestations::do_try_state().unwrap();
                // However late the agenda is, a cell never passes for longer than its attestations do.
                if Cells::cell_says(&coordinate()).passes() {
                    assert!(Cells::state(&coordinate()).passes());
                }
            }
            // Everything that is over gives its deposit back in the end.
            Cells::set_refusing(false);
            for _ in 0..40 {
                block_at(now() + 30 * DAY);
            }
            assert_eq!(crate::Agenda::<Test>::iter_keys().count(), 0);
            in_cell();
            for id in known {
                let record = Attestations::attestation(&id);
                let over = record.as_ref().is_some_and(|r| r.status.ended_at().is_some());
                let result = Attestations::remove(RuntimeOrigin::signed(account(60)), id);
                assert_eq!(result.is_ok(), over, "{record:?}");
                assert!(over || record.is_none_or(|r| r.statement.is_adverse()));
            }
        });
    }
}
