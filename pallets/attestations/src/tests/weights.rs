//! Whoever changes a cell pays for its flush, and only who changes one.

use super::*;
use crate::{Call, WeightInfo};
use msez_attestation::RevocationReason;
use polkadot_sdk::{
    frame_support::{
        dispatch::{GetDispatchInfo, PostDispatchInfo},
        weights::Weight,
    },
    sp_core::{sr25519, Pair},
};

/// What a call weighs before it is dispatched.
fn declared(call: Call<Test>) -> Weight {
    call.get_dispatch_info().call_weight
}

fn by(issuer: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(issuer))
}

/// The call weighs its own weight, and the flush as well where it changes a cell; the block gets nothing besides.
fn weighs(own: Weight, changes: bool, call: Call<Test>, origin: RuntimeOrigin) {
    use polkadot_sdk::frame_support::traits::UnfilteredDispatchable;
    assert_eq!(declared(call.clone()), own + FLUSH);
    let booked = System::block_weight().total();
    let PostDispatchInfo { actual_weight, .. } = call.dispatch_bypass_filter(origin).unwrap();
    assert_eq!(actual_weight, Some(if changes { own + FLUSH } else { own }));
    assert_eq!(System::block_weight().total(), booked);
}

#[test]
fn a_statement_that_changes_a_cell_pays_for_its_flush() {
    run(|| {
        let own = <()>::attest();
        weighs(own, true, Call::attest { nonce: 0, statement: statement() }, by(1));
        // What lies ahead changes nothing yet.
        weighs(own, false, Call::attest { nonce: 1, statement: later(DAY) }, by(1));
    });
}

#[test]
fn a_signed_statement_and_its_signed_revocation_pay_for_the_dearest_scheme_and_the_flush() {
    run(|| {
        let pair = sr25519::Pair::from_seed(&[3; 32]);
        let issuer = AccountId::from(pair.public());
        Registry::accredit(&issuer, jurisdiction(), Domain::Kyc);
        let deadline = now();
        let statement = statement();
        let context = Attestations::context();
        let payload = context.attestation_payload(&issuer.clone().into(), 0, deadline, &statement);
        let signature = pair.sign(&payload).into();
        let call = Call::attest_signed { issuer: issuer.clone(), nonce: 0, statement, deadline, signature };
        let dearest = <()>::verify_ecdsa() - <()>::verify_sr25519();
        weighs(<()>::attest_signed() + dearest, true, call, by(2));

        let id = Attestations::attestation_id(&issuer, 0, &statement);
        let reason = RevocationReason::EvidenceWithdrawn;
        let payload = context.revocation_payload(&issuer.into(), &id, reason, deadline);
        let signature = pair.sign(&payload).into();
        let call = Call::revoke_signed { id, reason, deadline, signature };
        weighs(<()>::revoke_signed() + dearest, true, call, by(2));
    });
}

#[test]
fn a_revocation_pays_for_the_flush_where_the_cell_follows() {
    run(|| {
        let (present, ahead) = (attested(1, statement()), attested(2, later(DAY)));
        let reason = RevocationReason::IssuedInError;
        weighs(<()>::revoke(), false, Call::revoke { id: ahead, reason }, by(2));
        weighs(<()>::revoke(), true, Call::revoke { id: present, reason }, by(1));
    });
}

#[test]
fn a_removal_pays_for_the_flush_where_the_cell_forgets_what_ran_out() {
    run(|| {
        let revoked = attested(1, statement());
        let reason = RevocationReason::IssuedInError;
        assert_ok!(Attestations::revoke(by(1), revoked, reason));
        let expired = attested(2, statement());
        block_at(START + 30 * DAY);
        Timestamp::set_timestamp(START + 30 * DAY + GRACE);
        weighs(<()>::remove(), false, Call::remove { id: revoked }, by(9));
        weighs(<()>::remove(), true, Call::remove { id: expired }, by(9));
    });
}

#[test]
fn what_time_changes_is_booked_by_the_agenda() {
    use polkadot_sdk::frame_support::weights::WeightMeter;
    run(|| {
        attested(1, later(DAY));
        let mut meter = WeightMeter::new();
        block_with(START + DAY, &mut meter);
        assert_eq!(meter.consumed(), <()>::agenda_base() + <()>::agenda_item() + FLUSH);
    });
}
