//! Programs that are asked whether their asset may move.

use msez_asset::Family;
use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId};
use msez_savm::Word;
use msez_traits::MovePolicy;
use polkadot_sdk::frame_support::{assert_err_ignore_postinfo, assert_noop, assert_ok, weights::Weight};

use crate::{mock::*, policy::question, Error};

const DEPARTURE: &str = include_str!("../../../../programs/departure.asm");

fn abroad() -> JurisdictionId {
    "kz-aifc".parse().unwrap()
}

fn permits() -> bool {
    let before = state_root();
    let permits = Savm::permits(&asset(), &abroad(), &PATH);
    // Whatever it did: nothing of it stays.
    assert_eq!(state_root(), before);
    permits
}

/// Whether an asset may move whose program has this text.
fn answer(text: &str) -> bool {
    let instance = instance_for(text, Some(asset()));
    Outside::name(&asset(), &instance);
    permits()
}

/// Returns the word on top.
fn returning(text: &str) -> String {
    format!("{text}\nPUSH0\nMSTORE\nPUSH1 32\nPUSH0\nRETURN")
}

#[test]
fn an_asset_without_a_program_goes_where_it_likes() {
    run(|| assert!(permits()));
}

#[test]
fn a_program_without_control_is_not_asked() {
    run(|| {
        let instance = instance_for("INVALID", Some(asset()));
        Outside::name(&asset(), &instance);
        assert!(!permits());
        Outside::permit(&asset(), &[Family::Halt, Family::Resume, Family::Units, Family::Program]);
        assert!(permits());
        Outside::permit(&asset(), &[Family::Control]);
        assert!(!permits());
    });
}

#[test]
fn an_answer_of_one_or_of_nothing_lets_go() {
    run(|| {
        for text in [returning("PUSH1 1"), returning("PUSH1 1\nPUSH1 200\nSHL"), "HALT".into(), "STOP".into()]
        {
            assert!(answer(&text), "{text}");
        }
    });
}

#[test]
fn zero_a_revert_or_a_fault_objects() {
    run(|| {
        for text in [
            returning("PUSH0"),
            "PUSH0\nPUSH0\nREVERT".into(),
            "PUSH1 1\nPUSH0\nMSTORE\nPUSH1 32\nPUSH0\nREVERT".into(),
            "INVALID".into(),
            "PUSH0\nASSERT".into(),
            "POP".into(),
        ] {
            assert!(!answer(&text), "{text}");
        }
    });
}

#[test]
fn a_program_that_was_removed_objects() {
    run(|| {
        Outside::name(&asset(), &Digest([9; 32]));
        assert!(!permits());
    });
}

#[test]
fn who_is_asked_can_write_nothing() {
    run(|| {
        let asset_hex = hex(&asset().0);
        let to = hex(&[4; 32]);
        for write in [
            "PUSH1 1\nPUSH1 0\nSSTORE".into(),
            "PUSH1 0\nSDELETE".into(),
            "PUSH1 0\nPUSH1 0\nLOG0".into(),
            paying(&Digest([4; 32]), 1),
            format!("PUSH32 0x{asset_hex}\nPUSH1 66\nASSET_HALT"),
            format!("PUSH32 0x{asset_hex}\nPUSH32 0x{to}\nPUSH1 3\nUNITS_TRANSFER"),
            format!("PUSH32 0x{asset_hex}\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH1 9\nLOCK"),
            format!("PUSH32 0x{asset_hex}\nPUSH32 \"sg-mas\"\nTRANSIT_BEGIN"),
        ] {
            assert!(!answer(&format!("{write}\nHALT")), "{write}");
        }
    });
}

#[test]
fn the_gas_for_an_answer_is_bounded() {
    run(|| {
        assert!(!answer("again: JUMPDEST\nPUSH2 :again\nJUMP"));
        // Rounds of some 20 gas: what fits into it may answer, what does not objects.
        let rounds = |count: u64| {
            format!("PUSH4 {count}\nagain: JUMPDEST\nPUSH1 1\nSUB\nDUP1\nPUSH2 :again\nJUMPI\nHALT")
        };
        assert!(answer(&rounds(POLICY_GAS / 40)));
        assert!(!answer(&rounds(POLICY_GAS / 2)));
    });
}

#[test]
fn the_question_says_where_to_and_how_and_for_which_asset() {
    run(|| {
        let [tag, target, path]: [[u8; 32]; 3] = {
            let input = question(&abroad(), &PATH);
            std::array::from_fn(|n| input[n * 32..(n + 1) * 32].try_into().unwrap())
        };
        let is = |at: usize, word: [u8; 32]| {
            format!("PUSH1 {}\nCALLDATALOAD\nPUSH32 0x{}\nEQ\nASSERT\n", at * 32, hex(&word))
        };
        let text = format!(
            "{}{}{}CALLDATASIZE\nPUSH1 96\nEQ\nASSERT
            CALLER\nNOT\nASSERT\nORIGIN\nNOT\nASSERT\nCALLVALUE\nNOT\nASSERT
            ASSET_ID\nPUSH32 0x{}\nEQ\nASSERT
            JURISDICTION\nPUSH32 \"uae-difc\"\nEQ\nASSERT\nHALT",
            is(0, tag),
            is(1, target),
            is(2, path),
            hex(&asset().0),
        );
        assert!(answer(&text));
        assert_eq!(Word::from_be_bytes(tag), {
            let mut word = [0; 32];
            word[..20].copy_from_slice(b"msez/permits-move/v1");
            Word::from_be_bytes(word)
        });
    });
}

#[test]
fn it_weighs_its_gas_and_what_a_call_weighs() {
    let weight = <Savm as MovePolicy>::weight();
    assert!(weight.all_gte(Weight::from_parts(POLICY_GAS * 3_000, 0) + crate::base_weight::<Test>(96)));
}

#[test]
fn the_departure_gate_opens_places_for_its_owner_alone() {
    run(|| {
        let gate = instance_for(DEPARTURE, Some(asset()));
        Outside::name(&asset(), &gate);
        let place = Word::from_be_bytes(*abroad().as_word());
        let send = |who: u8, words: &[Word]| {
            let input: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
            Savm::call(by(who), gate, 0, input.try_into().unwrap(), MAX_GAS, None)
        };
        let screened = |state, expired| {
            let at = Coordinate { subject: asset(), jurisdiction: abroad(), domain: Domain::Sanctions };
            Outside::set_cell(&at, state, expired);
        };
        screened(ComplianceState::Compliant, false);
        // Nobody's yet: nothing goes.
        assert!(!permits());
        assert_ok!(send(3, &[Word::ZERO]));
        assert_err_ignore_postinfo!(send(4, &[Word::ZERO]), Error::<Test>::AssertionFailed);
        assert_err_ignore_postinfo!(send(4, &[Word::ONE, place, Word::ONE]), Error::<Test>::AssertionFailed);
        assert_err_ignore_postinfo!(
            send(3, &[Word::ONE, Word::ZERO, Word::ONE]),
            Error::<Test>::AssertionFailed
        );
        assert!(!permits());

        assert_ok!(send(3, &[Word::ONE, place, Word::ONE]));
        assert!(permits());
        let elsewhere: JurisdictionId = "sg-mas".parse().unwrap();
        assert!(!Savm::permits(&asset(), &elsewhere, &PATH));

        screened(ComplianceState::Compliant, true);
        assert!(!permits());
        screened(ComplianceState::NonCompliant, false);
        assert!(!permits());
        screened(ComplianceState::Compliant, false);
        assert!(permits());

        assert_ok!(send(3, &[Word::ONE, place, Word::ZERO]));
        assert!(!permits());
        // Nobody else's questions, and no other calls.
        assert_noop!(send(3, &[Word::from(2u8)]).map_err(|error| error.error), Error::<Test>::InvalidOpcode);
    });
}
