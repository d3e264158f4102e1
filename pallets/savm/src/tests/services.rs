//! What other pallets do for programs.

use msez_core::{ComplianceState, Coordinate, Digest, Domain};
use msez_savm::Word;
use polkadot_sdk::frame_support::{assert_ok, weights::Weight};

use crate::{mock::*, Event};

fn coordinate() -> Coordinate {
    Coordinate { subject: asset(), jurisdiction: home(), domain: Domain::Kyc }
}

/// Stores what a text leaves on top under 0, then runs it.
fn answer(text: &str, asset: Option<msez_core::SubjectId>, prepare: impl FnOnce(&Digest)) -> (Digest, Word) {
    let instance = instance_for(&format!("{text}\nPUSH1 0\nSSTORE\nHALT"), asset);
    prepare(&instance);
    assert_ok!(call(instance, MAX_GAS));
    let word = stored(&instance, 0u8).unwrap();
    (instance, word)
}

fn spot() -> String {
    format!("PUSH32 0x{}\nPUSH32 \"uae-difc\"\nPUSH1 domain.kyc\n", hex(&asset().0))
}

#[test]
fn a_program_acts_for_an_asset_only_while_that_names_it() {
    run(|| {
        let asset_word = Word::from_be_bytes(asset().0);
        let (_, id) = answer("ASSET_ID", Some(asset()), |_| ());
        assert_eq!(id, Word::ZERO);
        let (_, id) = answer("ASSET_ID", Some(asset()), |instance| Outside::name(&asset(), instance));
        assert_eq!(id, asset_word);
        // Named by an asset that it is not for.
        let (_, id) = answer("ASSET_ID", None, |instance| Outside::name(&asset(), instance));
        assert_eq!(id, Word::ZERO);
        let (_, place) = answer("JURISDICTION", Some(asset()), |instance| Outside::name(&asset(), instance));
        assert_eq!(place, Word::from_be_bytes(*home().as_word()));
    });
}

#[test]
fn the_binding_follows_the_asset_when_a_program_moves_it() {
    run(|| {
        // Moves its asset, then calls itself to see where it is at home.
        let text = format!(
            "CALLDATASIZE\nPUSH2 :inner\nJUMPI
            PUSH32 0x{asset}\nPUSH32 \"sg-mas\"\nTRANSIT_BEGIN\nASSERT
            PUSH1 0\nPUSH1 0\nPUSH1 1\nPUSH1 0\nPUSH1 0\nADDRESS\nGAS\nCALL\nASSERT\nHALT
            inner: JUMPDEST\nJURISDICTION\nPUSH1 0\nSSTORE\nHALT",
            asset = hex(&asset().0)
        );
        let instance = instance_for(&text, Some(asset()));
        Outside::name(&asset(), &instance);
        assert_ok!(call(instance, MAX_GAS));
        let abroad: msez_core::JurisdictionId = "sg-mas".parse().unwrap();
        assert_eq!(stored(&instance, 0u8), Some(Word::from_be_bytes(*abroad.as_word())));
    });
}

#[test]
fn the_tensor_is_read_as_it_is() {
    run(|| {
        Outside::set_cell(&coordinate(), ComplianceState::Compliant, false);
        assert_eq!(answer(&format!("{}COMPLIANCE_CHECK", spot()), None, |_| ()).1, Word::ONE);
        Outside::set_cell(&coordinate(), ComplianceState::Compliant, true);
        assert_eq!(answer(&format!("{}COMPLIANCE_CHECK", spot()), None, |_| ()).1, Word::ZERO);
        assert_eq!(
            answer(&format!("{}TENSOR_GET\nPOP\nPOP\nPUSH1 5", spot()), None, |_| ()).1,
            Word::from(5u8)
        );
        assert_eq!(answer("TENSOR_COMMIT", None, |_| ()).1, Word::from_be_bytes([0xcc; 32]));
    });
}

#[test]
fn a_program_attests_with_its_own_accreditation() {
    run(|| {
        let text = format!("{}PUSH1 77\nATTEST", spot());
        assert_eq!(answer(&text, None, |_| ()).1, Word::ZERO);
        let (_, id) = answer(&text, None, Outside::accredit);
        assert_eq!(id, Word::from_be_bytes([1; 32]));
        // The kind is the evidence.
        assert_eq!(Outside::last(), (PERIOD, Digest(Word::from(77u8).to_be_bytes())));

        let text = format!("{}PUSH1 state.non_compliant\nTENSOR_SET", spot());
        let (instance, ok) = answer(&text, None, Outside::accredit);
        assert_eq!(ok, Word::ONE);
        // The program is the evidence.
        let program = crate::Instances::<Test>::get(instance).unwrap().program;
        assert_eq!(Outside::last(), (PERIOD, program));

        let check = format!("PUSH32 0x{}\nVERIFY_ATTEST", hex(&[1; 32]));
        assert_eq!(answer(&check, None, |_| ()).1, Word::ONE);
    });
}

#[test]
fn a_program_halts_the_asset_that_named_it_and_says_why() {
    run(|| {
        let text = format!("PUSH32 0x{}\nPUSH1 66\nASSET_HALT", hex(&asset().0));
        assert_eq!(answer(&text, Some(asset()), |_| ()).1, Word::ZERO);
        assert!(!Outside::is_halted(&asset()));
        let (instance, ok) = answer(&text, Some(asset()), |instance| Outside::name(&asset(), instance));
        assert_eq!(ok, Word::ONE);
        assert!(Outside::is_halted(&asset()));
        let reason = Digest(Word::from(66u8).to_be_bytes());
        System::assert_has_event(Event::AssetHalted { instance, asset: asset(), reason }.into());
        let status = format!("PUSH32 0x{}\nASSET_STATUS", hex(&asset().0));
        assert_eq!(answer(&status, None, |_| ()).1, Word::from(2u8));
    });
}

#[test]
fn units_beyond_what_amounts_can_be_are_refused() {
    run(|| {
        let (asset_hex, to) = (hex(&asset().0), hex(&[4; 32]));
        let wide = format!("PUSH32 0x{}", hex(&[0xff; 32]));
        let text = format!("PUSH32 0x{asset_hex}\nPUSH32 0x{to}\n{wide}\nUNITS_TRANSFER");
        assert_eq!(answer(&text, None, |me| Outside::issue(&asset(), &at(me), 9)).1, Word::ZERO);
        let text = format!("PUSH32 0x{asset_hex}\nADDRESS\nPUSH32 0x{to}\n{wide}\nCAN_TRANSFER");
        assert_eq!(answer(&text, None, |me| Outside::issue(&asset(), &at(me), 9)).1, Word::from(2u8));
        let text = format!("PUSH32 0x{asset_hex}\nADDRESS\nUNITS_OF");
        assert_eq!(answer(&text, None, |me| Outside::issue(&asset(), &at(me), 9)).1, Word::from(9u8));
    });
}

#[test]
fn a_proof_is_verified_for_its_circuit() {
    run(|| {
        let text = |circuit: u8, n: u8| {
            let (input, circuit) = (hex(&[6; 32]), hex(&[circuit; 32]));
            format!("PUSH32 0x{input}\nPUSH32 0x{circuit}\nPUSH1 {n}\nPUSH1 0\nPUSH1 32\nVERIFY_ZK")
        };
        assert_eq!(answer(&text(5, 1), None, |_| ()).1, Word::ONE);
        assert_eq!(answer(&text(4, 1), None, |_| ()).1, Word::ZERO);
    });
}

#[test]
fn gas_pays_for_the_weight_of_every_service() {
    use msez_savm::opcode::byte::*;
    use msez_traits::{AssetPrograms, AssetUnits, Issuing, Migrations, ProofVerifier, TensorReader};
    run(|| {
        let all = [
            (TENSOR_GET, <Outside as TensorReader>::state_weight()),
            (COMPLIANCE_CHECK, <Outside as TensorReader>::state_weight()),
            (TENSOR_COMMIT, <Outside as TensorReader>::state_weight()),
            (TENSOR_EVAL, Outside::standing_weight()),
            (TENSOR_SET, <Outside as Issuing<AccountId>>::state_weight()),
            (ATTEST, <Outside as Issuing<AccountId>>::state_weight()),
            (VERIFY_ATTEST, Outside::holds_weight()),
            (ASSET_STATUS, Outside::read_weight()),
            (UNITS_OF, Outside::read_weight()),
            (CAN_TRANSFER, Outside::transfer_weight()),
            (UNITS_TRANSFER, Outside::transfer_weight()),
            (ASSET_HALT, Outside::halt_weight()),
            (ASSET_RESUME, Outside::halt_weight()),
            (LOCK, Outside::weight()),
            (UNLOCK, Outside::weight()),
            (TRANSIT_BEGIN, Outside::weight()),
            (TRANSIT_END, Outside::weight()),
            (SETTLE, Outside::weight()),
            (COMPENSATE, Outside::weight()),
            (MIGRATION_STATE, Outside::weight()),
            (VERIFY_ZK, Outside::verify_weight(&Digest::default(), 128, 0)),
        ];
        use msez_savm::host::State;
        let mut host = crate::host::ChainHost::<Test>::new(Word::ZERO, []);
        for (opcode, weight) in all {
            let table = u64::from(msez_savm::opcode::Opcode::of(opcode).unwrap().gas);
            let gas = table + host.surcharge(&Word::ONE, opcode, &Word::ZERO);
            let paid = Weight::from_parts(3_000, 0) * gas;
            assert!(paid.all_gte(weight), "{opcode:x}: {paid} for {weight}");
        }
    });
}
