//! Programs that move their assets, by rules that refuse what is not their turn.

use msez_asset::Family;
use msez_core::{Digest, JurisdictionId};
use msez_savm::Word;
use msez_traits::{AssetLock, Migrations, MovePolicy};
use polkadot_sdk::frame_support::{assert_ok, weights::Weight};

use crate::mock::*;

/// What a call of the asset's program answered, as one word.
fn answer(instance: &Digest, step: u8, id: Word) -> Word {
    let mut input = Word::from(step).to_be_bytes().to_vec();
    input.extend(id.to_be_bytes());
    assert_ok!(Savm::call(by(3), *instance, 0, input.try_into().unwrap(), MAX_GAS, None));
    stored(instance, 0u8).unwrap()
}

/// One opcode for each step: 1 lock, 2 unlock, 3 begin, 4 arrive, 5 settle, 6 compensate, 7 state; the answer is stored. Asked
/// by the chain, it agrees.
fn mover(agrees: bool) -> Digest {
    let named = hex(&asset().0);
    let id = "PUSH1 32\nCALLDATALOAD";
    let steps = [
        format!("PUSH32 0x{named}\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH2 3600\nLOCK"),
        format!("{id}\nUNLOCK"),
        format!("{id}\nPUSH32 \"kz-aifc\"\nTRANSIT_BEGIN"),
        format!("{id}\nTRANSIT_END"),
        format!("{id}\nSETTLE"),
        format!("{id}\nCOMPENSATE"),
        format!("{id}\nMIGRATION_STATE"),
    ];
    let mut text = String::new();
    for number in 1..=steps.len() {
        text += &format!("PUSH0\nCALLDATALOAD\nPUSH1 {number}\nEQ\nPUSH2 :step{number}\nJUMPI\n");
    }
    text += if agrees { "HALT\n" } else { "INVALID\n" };
    for (number, step) in (1..).zip(&steps) {
        text += &format!("step{number}: JUMPDEST\n{step}\nPUSH0\nSSTORE\nHALT\n");
    }
    let instance = instance_for(&text, Some(asset()));
    Outside::name(&asset(), &instance);
    Outside::rule_moves();
    instance
}

fn abroad() -> JurisdictionId {
    "kz-aifc".parse().unwrap()
}

const LOCK: u8 = 1;
const UNLOCK: u8 = 2;
const BEGIN: u8 = 3;
const ARRIVE: u8 = 4;
const SETTLE: u8 = 5;
const COMPENSATE: u8 = 6;
const STATE: u8 = 7;

#[test]
fn a_program_takes_its_asset_abroad() {
    run(|| {
        let it = mover(true);
        let lock = answer(&it, LOCK, Word::ZERO);
        assert_ne!(lock, Word::ZERO);
        assert_eq!(answer(&it, STATE, lock), Word::ZERO);
        let transit = answer(&it, BEGIN, lock);
        assert_ne!(transit, Word::ZERO);
        assert_eq!(answer(&it, STATE, transit), Word::ONE);
        assert_eq!(Outside::home(&asset()), Some(home()));
        assert_eq!(answer(&it, ARRIVE, transit), Word::ONE);
        assert_eq!(answer(&it, STATE, transit), Word::from(2u8));
        assert_eq!(answer(&it, SETTLE, transit), Word::ONE);
        assert_eq!(answer(&it, STATE, transit), Word::from(3u8));
        assert_eq!(Outside::home(&asset()), Some(abroad()));
        // It is over: no step is taken twice, and none is undone.
        for step in [UNLOCK, BEGIN, ARRIVE, SETTLE, COMPENSATE] {
            assert_eq!(answer(&it, step, transit), Word::ZERO, "{step}");
        }
        assert_eq!(answer(&it, STATE, transit), Word::from(3u8));
    });
}

#[test]
fn a_program_turns_back_under_way_and_on_arrival() {
    run(|| {
        let it = mover(true);
        for arrived in [false, true] {
            let transit = answer(&it, LOCK, Word::ZERO);
            assert_eq!(answer(&it, BEGIN, transit), transit);
            if arrived {
                assert_eq!(answer(&it, ARRIVE, transit), Word::ONE);
            }
            assert_eq!(answer(&it, COMPENSATE, transit), Word::ONE);
            assert_eq!(answer(&it, STATE, transit), Word::from(4u8));
            assert_eq!(answer(&it, SETTLE, transit), Word::ZERO);
            assert_eq!(answer(&it, COMPENSATE, transit), Word::ZERO);
            assert_eq!(Outside::home(&asset()), Some(home()));
        }
    });
}

#[test]
fn what_is_not_its_turn_answers_zero_and_leaves_nothing() {
    run(|| {
        let it = mover(true);
        for step in [UNLOCK, BEGIN, ARRIVE, SETTLE, COMPENSATE] {
            assert_eq!(answer(&it, step, Word::from(5u8)), Word::ZERO, "{step}");
        }
        let lock = answer(&it, LOCK, Word::ZERO);
        assert_eq!(answer(&it, LOCK, Word::ZERO), Word::ZERO, "locked already");
        for step in [ARRIVE, SETTLE, COMPENSATE] {
            assert_eq!(answer(&it, step, lock), Word::ZERO, "{step}");
        }
        assert_eq!(answer(&it, UNLOCK, lock), Word::ONE);
        assert_eq!(answer(&it, BEGIN, lock), Word::ZERO);
        // Free again; and too late an hour after.
        let lock = answer(&it, LOCK, Word::ZERO);
        assert_ne!(lock, Word::ZERO);
        later(3_601_000);
        assert_eq!(answer(&it, BEGIN, lock), Word::ZERO);
    });
}

fn later(millis: u64) {
    polkadot_sdk::pallet_timestamp::Now::<Test>::mutate(|now| *now += millis);
}

#[test]
fn another_program_moves_nothing_of_it() {
    run(|| {
        let it = mover(true);
        let lock = answer(&it, LOCK, Word::ZERO);
        let other = mover(true);
        assert_ne!(it, other);
        // The asset names the other now. The lock is still the first one's.
        assert_eq!(answer(&other, BEGIN, lock), Word::ZERO);
        assert_eq!(answer(&other, UNLOCK, lock), Word::ZERO);
        assert_eq!(answer(&it, BEGIN, lock), lock);
        for step in [ARRIVE, SETTLE, COMPENSATE] {
            assert_eq!(answer(&other, step, lock), Word::ZERO, "{step}");
        }
        assert_eq!(answer(&it, COMPENSATE, lock), Word::ONE);
        // Nor does one without control.
        Outside::permit(&asset(), &[Family::Halt]);
        assert_eq!(answer(&other, LOCK, Word::ZERO), Word::ZERO);
    });
}

#[test]
fn a_program_that_objects_when_asked_stays_where_it_is() {
    run(|| {
        let it = mover(false);
        let lock = answer(&it, LOCK, Word::ZERO);
        assert_ne!(lock, Word::ZERO);
        assert!(!Savm::permits(&asset(), &abroad(), &PATH));
        assert_eq!(answer(&it, BEGIN, lock), Word::ZERO);
        assert_eq!(Outside::state_code(&Digest(lock.to_be_bytes())), 0);
        assert_eq!(answer(&it, UNLOCK, lock), Word::ONE);
    });
}

#[test]
fn a_move_in_a_call_that_fails_has_not_happened() {
    run(|| {
        let id = hex(&asset().0);
        let text = format!(
            "CALLDATASIZE\nPUSH2 :asked\nJUMPI
            PUSH32 0x{id}\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH2 3600\nLOCK\nDUP1\nASSERT
            PUSH32 \"kz-aifc\"\nTRANSIT_BEGIN\nDUP1\nASSERT
            DUP1\nTRANSIT_END\nASSERT\nDUP1\nSETTLE\nASSERT
            DUP1\nMIGRATION_STATE\nPUSH1 3\nEQ\nASSERT
            PUSH0\nPUSH0\nREVERT
            asked: JUMPDEST\nHALT"
        );
        let instance = instance_for(&text, Some(asset()));
        Outside::name(&asset(), &instance);
        Outside::rule_moves();
        let before = state_root();
        assert_eq!(call(instance, MAX_GAS).unwrap_err().error, crate::Error::<Test>::Reverted.into());
        assert_eq!(state_root(), before);
        assert_eq!(Outside::home(&asset()), Some(home()));
    });
}

#[test]
fn who_is_asked_within_a_call_knows_what_was_written_before_it() {
    run(|| {
        // Stores 1 under 9, then starts the move; asked, it agrees if it finds something there.
        let id = hex(&asset().0);
        let text = format!(
            "CALLDATASIZE\nPUSH2 :asked\nJUMPI
            PUSH1 1\nPUSH1 9\nSSTORE
            PUSH32 0x{id}\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH2 3600\nLOCK
            PUSH32 \"kz-aifc\"\nTRANSIT_BEGIN\nPUSH0\nSSTORE\nHALT
            asked: JUMPDEST\nPUSH1 9\nSHAS\nPUSH0\nMSTORE\nPUSH1 32\nPUSH0\nRETURN"
        );
        let instance = instance_for(&text, Some(asset()));
        Outside::name(&asset(), &instance);
        Outside::rule_moves();
        assert_ok!(call(instance, MAX_GAS));
        // A call's words are written when it has succeeded: not yet.
        assert_eq!(stored(&instance, 0u8), Some(Word::ZERO));
        assert_eq!(stored(&instance, 9u8), Some(Word::ONE));
        assert!(Savm::permits(&asset(), &abroad(), &PATH));
    });
}

#[test]
fn every_step_pays_for_what_moves_weigh() {
    run(|| {
        let it = mover(true);
        let weight = Outside::weight();
        let lock = answer(&it, LOCK, Word::ZERO);
        for (step, id) in [(BEGIN, lock), (ARRIVE, lock), (SETTLE, lock), (STATE, lock), (COMPENSATE, lock)] {
            answer(&it, step, id);
            let paid = Weight::from_parts(3_000, 0) * gas_used();
            assert!(paid.all_gte(weight), "{step}: {paid} for {weight}");
        }
    });
}
