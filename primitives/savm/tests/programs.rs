//! The programs of the `programs` folder do what their headers say.

mod common;

use common::*;
use msez_core::{ComplianceState, Coordinate, Domain, SubjectId};
use msez_savm::{execute, reasons, Fault, MemoryHost, Outcome, Word};

macro_rules! source {
    ($name:literal) => {
        include_str!(concat!("../../../programs/", $name, ".asm"))
    };
}

fn asset() -> SubjectId {
    SubjectId(binding().asset.to_be_bytes())
}

fn cell(host: &mut MemoryHost, subject: Word, domain: Domain, state: ComplianceState, expired: bool) {
    let jurisdiction = "uae-difc".parse().unwrap();
    host.set_cell(
        Coordinate { subject: SubjectId(subject.to_be_bytes()), jurisdiction, domain },
        state,
        expired,
    );
}

/// Calls the program with some words of input.
fn ask(host: &mut MemoryHost, caller: u8, value: u64, input: &[u64], now: u64) -> Outcome {
    let mut call = call(5_000_000);
    (call.caller, call.value) = (caller.into(), value.into());
    call.input = input.iter().flat_map(|word| Word::from(*word).to_be_bytes()).collect();
    let context = msez_savm::Context { timestamp: now, ..context() };
    execute(host, &context, call)
}

fn balance(host: &mut MemoryHost, who: u8) -> u64 {
    use msez_savm::host::State;
    host.balance(&who.into()).to_u64().unwrap()
}

fn units(host: &mut MemoryHost, who: u8) -> u64 {
    use msez_savm::host::Compliance;
    host.units_of(&asset(), &who.into()).to_u64().unwrap()
}

fn status(host: &mut MemoryHost) -> u8 {
    use msez_savm::host::Compliance;
    host.asset_status(&asset())
}

const PAYER: u8 = 10;
const PAYEE: u8 = 11;
const NOW: u64 = 1_700_000_000;

mod escrow {
    use super::*;

    fn opened() -> MemoryHost {
        let mut host = host(&code(source!("escrow")));
        host.fund(PAYER.into(), 100u8.into());
        assert!(ask(&mut host, PAYER, 60, &[0, PAYEE.into(), NOW + 100], NOW).succeeded());
        assert_eq!(balance(&mut host, SELF), 60);
        host
    }

    fn pass(host: &mut MemoryHost, expired: bool) {
        for domain in [Domain::Kyc, Domain::Aml, Domain::Sanctions] {
            cell(host, PAYEE.into(), domain, ComplianceState::Compliant, expired);
        }
    }

    #[test]
    fn it_pays_the_payee_once_who_passes() {
        let mut host = opened();
        assert_eq!(ask(&mut host, 99, 0, &[1], NOW).fault(), Some(Fault::AssertionFailed));
        pass(&mut host, true);
        assert!(!ask(&mut host, 99, 0, &[1], NOW).succeeded(), "expired evidence");
        pass(&mut host, false);
        assert!(ask(&mut host, 99, 0, &[1], NOW).succeeded());
        assert_eq!((balance(&mut host, PAYEE), balance(&mut host, SELF)), (60, 0));
        assert!(!ask(&mut host, 99, 0, &[1], NOW).succeeded(), "only once");
        assert!(!ask(&mut host, 99, 0, &[2], NOW + 1_000).succeeded(), "no refund of what was paid");
    }

    #[test]
    fn it_pays_back_from_the_deadline_on() {
        let mut host = opened();
        assert!(!ask(&mut host, 99, 0, &[2], NOW + 99).succeeded());
        assert!(ask(&mut host, 99, 0, &[2], NOW + 100).succeeded());
        assert_eq!(balance(&mut host, PAYER), 100);
        pass(&mut host, false);
        assert!(!ask(&mut host, 99, 0, &[1], NOW).succeeded());
    }

    #[test]
    fn it_opens_once_and_with_money() {
        let mut host = opened();
        assert!(!ask(&mut host, PAYER, 1, &[0, PAYEE.into(), NOW], NOW).succeeded());
        assert_eq!(balance(&mut host, PAYER), 40, "a failed call gives the value back");
        let mut fresh = common::host(&code(source!("escrow")));
        assert!(!ask(&mut fresh, PAYER, 0, &[0, PAYEE.into(), NOW], NOW).succeeded());
        assert!(!ask(&mut fresh, PAYER, 0, &[3], NOW).succeeded());
    }
}

mod dividend {
    use super::*;

    #[test]
    fn it_splits_by_shares_and_keeps_the_remainder() {
        let mut host = host(&code(source!("dividend")));
        host.fund(PAYER.into(), 1_000u16.into());
        assert!(ask(&mut host, PAYER, 0, &[0, 21, 1, 22, 2, 23, 4], NOW).succeeded());
        assert!(ask(&mut host, PAYER, 703, &[], NOW).succeeded());
        assert!(ask(&mut host, 99, 0, &[1], NOW).succeeded());
        let held: Vec<u64> = [21, 22, 23, SELF].map(|who| balance(&mut host, who)).to_vec();
        assert_eq!(held, [100, 200, 401, 2]);
        assert!(ask(&mut host, PAYER, 5, &[], NOW).succeeded());
        assert!(ask(&mut host, 99, 0, &[1], NOW).succeeded(), "and again");
        assert_eq!([21, 22, 23, SELF].map(|who| balance(&mut host, who)), [101, 202, 405, 0]);
    }

    #[test]
    fn a_holder_that_cannot_be_paid_does_not_hold_up_the_others() {
        let mut host = host(&code(source!("dividend")));
        host.install(21u8.into(), program(&code("INVALID")), Default::default());
        host.install(22u8.into(), program(&code("l: JUMPDEST\nPUSH2 :l\nJUMP")), Default::default());
        // Tries to distribute from within.
        let again =
            "PUSH1 1\nPUSH0\nMSTORE\nPUSH0\nPUSH0\nPUSH1 32\nPUSH0\nPUSH0\nPUSH1 1\nGAS\nCALL\nASSERT";
        host.install(23u8.into(), program(&code(again)), Default::default());
        host.fund(SELF.into(), 100u8.into());
        assert!(ask(&mut host, PAYER, 0, &[0, 21, 1, 22, 1, 23, 1, 24, 1], NOW).succeeded());
        assert!(ask(&mut host, 99, 0, &[1], NOW).succeeded());
        assert_eq!([21, 22, 23, 24, SELF].map(|who| balance(&mut host, who)), [0, 0, 0, 25, 75]);
    }

    #[test]
    fn shares_are_set_once_and_checked() {
        for input in [&[0u64][..], &[0, 21], &[0, 21, 0]] {
            let mut host = host(&code(source!("dividend")));
            assert!(!ask(&mut host, PAYER, 0, input, NOW).succeeded(), "{input:?}");
        }
        let mut host = host(&code(source!("dividend")));
        assert!(!ask(&mut host, PAYER, 0, &[1], NOW).succeeded(), "not set up");
        let full: Vec<u64> = [0].into_iter().chain((0..16).flat_map(|i| [100 + i, u64::MAX])).collect();
        let over: Vec<u64> = full.iter().copied().chain([9, 9]).collect();
        assert!(!ask(&mut host, PAYER, 0, &over, NOW).succeeded());
        assert!(ask(&mut host, PAYER, 0, &full, NOW).succeeded());
        assert!(!ask(&mut host, PAYER, 0, &[0, 21, 1], NOW).succeeded(), "for good");
    }
}

mod gate {
    use super::*;

    fn claimed() -> MemoryHost {
        let mut host = host(&code(source!("gate")));
        host.issue(asset(), SELF.into(), 50u8.into());
        assert!(ask(&mut host, PAYER, 0, &[0], NOW).succeeded());
        host
    }

    fn reason(outcome: &Outcome) -> Word {
        assert_eq!(outcome.fault(), None);
        Word::from_be_slice(outcome.return_data()).unwrap()
    }

    #[test]
    fn it_sends_to_whom_screening_and_the_asset_admit() {
        let mut host = claimed();
        cell(&mut host, PAYEE.into(), Domain::Sanctions, ComplianceState::Compliant, false);
        let sent = ask(&mut host, PAYER, 0, &[1, PAYEE.into(), 20], NOW);
        assert!(sent.succeeded());
        assert_eq!(reason(&sent), Word::ZERO);
        assert_eq!((units(&mut host, PAYEE), units(&mut host, SELF)), (20, 30));
        assert_eq!((host.logs()[0].topics[0], host.logs()[0].data.last()), (PAYEE.into(), Some(&20)));
    }

    #[test]
    fn a_refusal_names_every_reason_and_moves_nothing() {
        let mut host = claimed();
        host.refuse(PAYEE.into());
        let refused = ask(&mut host, PAYER, 0, &[1, PAYEE.into(), 60], NOW);
        assert!(!refused.succeeded());
        let expected = Word::MIN_SIGNED.bit_or((reasons::BALANCE | reasons::RECEIVER).into());
        assert_eq!(reason(&refused), expected);
        assert_eq!(units(&mut host, SELF), 50);
        assert!(host.logs().is_empty());
    }

    #[test]
    fn only_the_owner_sends_and_nobody_claims_twice() {
        let mut host = claimed();
        cell(&mut host, PAYEE.into(), Domain::Sanctions, ComplianceState::Exempt, false);
        assert_eq!(ask(&mut host, 99, 0, &[1, PAYEE.into(), 1], NOW).fault(), Some(Fault::AssertionFailed));
        assert_eq!(ask(&mut host, 99, 0, &[0], NOW).fault(), Some(Fault::AssertionFailed));
    }
}

mod autohalt {
    use super::*;

    const WATCHED: [Domain; 4] = [Domain::Aml, Domain::Kyc, Domain::Sanctions, Domain::Tax];

    fn all_pass(host: &mut MemoryHost) {
        for domain in WATCHED {
            cell(host, binding().asset, domain, ComplianceState::Compliant, false);
        }
    }

    fn poke(host: &mut MemoryHost) -> u64 {
        let outcome = ask(host, 99, 0, &[], NOW);
        assert!(outcome.succeeded(), "{outcome:?}");
        Word::from_be_slice(outcome.return_data()).unwrap().to_u64().unwrap()
    }

    #[test]
    fn it_halts_on_expiry_and_resumes_when_all_is_well_again() {
        let mut host = host(&code(source!("autohalt")));
        all_pass(&mut host);
        assert_eq!((poke(&mut host), status(&mut host)), (0, 1));
        cell(&mut host, binding().asset, Domain::Sanctions, ComplianceState::Compliant, true);
        assert_eq!((poke(&mut host), status(&mut host)), (4, 2));
        assert_eq!((poke(&mut host), status(&mut host)), (4, 2));
        cell(&mut host, binding().asset, Domain::Sanctions, ComplianceState::Pending, false);
        assert_eq!((poke(&mut host), status(&mut host)), (0, 2), "renewed, but does not pass yet");
        all_pass(&mut host);
        assert_eq!((poke(&mut host), status(&mut host)), (0, 1));
    }

    #[test]
    fn it_does_not_resume_what_others_have_halted() {
        use msez_savm::host::Compliance;
        let mut host = host(&code(source!("autohalt")));
        all_pass(&mut host);
        assert!(host.halt_asset(&SELF.into(), &asset(), &Word::ZERO));
        assert_eq!((poke(&mut host), status(&mut host)), (0, 2));
    }
}

mod dvp {
    use super::*;

    const SELLER: u8 = 30;
    const BUYER: u8 = 31;

    fn offered() -> MemoryHost {
        let mut host = host(&code(source!("dvp")));
        host.issue(asset(), SELF.into(), 10u8.into());
        host.fund(BUYER.into(), 1_000u16.into());
        assert!(
            !ask(&mut host, SELLER, 0, &[0, BUYER.into(), 11, 700], NOW).succeeded(),
            "more than is there"
        );
        assert!(ask(&mut host, SELLER, 0, &[0, BUYER.into(), 10, 700], NOW).succeeded());
        host
    }

    #[test]
    fn units_and_money_change_hands_in_one_step() {
        let mut host = offered();
        assert!(!ask(&mut host, 99, 0, &[1], NOW).succeeded(), "not the buyer");
        assert!(!ask(&mut host, BUYER, 699, &[1], NOW).succeeded(), "not the price");
        assert!(ask(&mut host, BUYER, 700, &[1], NOW).succeeded());
        assert_eq!(
            (units(&mut host, BUYER), balance(&mut host, SELLER), balance(&mut host, BUYER)),
            (10, 700, 300)
        );
        assert!(!ask(&mut host, BUYER, 300, &[1], NOW).succeeded(), "only once");
    }

    #[test]
    fn if_one_leg_is_refused_neither_happens() {
        let mut host = offered();
        host.refuse(BUYER.into());
        let before = host.snapshot();
        assert!(!ask(&mut host, BUYER, 700, &[1], NOW).succeeded());
        assert!(before == host.snapshot());
        let mut host = offered();
        host.install(SELLER.into(), program(&code("INVALID")), Default::default());
        let before = host.snapshot();
        assert!(!ask(&mut host, BUYER, 700, &[1], NOW).succeeded());
        assert!(before == host.snapshot());
    }

    #[test]
    fn the_seller_may_withdraw_until_then() {
        let mut host = offered();
        assert!(!ask(&mut host, BUYER, 0, &[2], NOW).succeeded());
        assert!(ask(&mut host, SELLER, 0, &[2], NOW).succeeded());
        assert_eq!(units(&mut host, SELLER), 10);
        assert!(!ask(&mut host, BUYER, 700, &[1], NOW).succeeded());
    }
}

mod relocation {
    use super::*;

    const ABROAD: &str = "kz-aifc";

    fn screened(state: ComplianceState) -> MemoryHost {
        let mut host = host(&code(source!("relocation")));
        let jurisdiction = ABROAD.parse().unwrap();
        host.set_cell(Coordinate { subject: asset(), jurisdiction, domain: Domain::Sanctions }, state, false);
        host
    }

    /// Calls it with a first word, and the place.
    fn told(host: &mut MemoryHost, first: &[u8; 32]) -> Outcome {
        let mut call = call(5_000_000);
        call.input = [*first, text(ABROAD).to_be_bytes()].concat();
        execute(host, &context(), call)
    }

    fn answer(outcome: &Outcome) -> Word {
        assert!(outcome.succeeded(), "{:?}", outcome.fault());
        Word::from_be_slice(outcome.return_data()).unwrap()
    }

    const POKE: [u8; 32] = [0; 32];
    const LOOK: [u8; 32] = [1; 32];

    #[test]
    fn it_sets_out_once_screening_passes() {
        let mut host = screened(ComplianceState::Compliant);
        assert_eq!(answer(&told(&mut host, &LOOK)), Word::ZERO);
        assert_ne!(answer(&told(&mut host, &POKE)), Word::ZERO);
        assert_eq!(answer(&told(&mut host, &LOOK)), Word::ONE, "in transit");
    }

    #[test]
    fn it_stays_while_screening_fails_or_somebody_else_has_the_asset() {
        let mut host = screened(ComplianceState::NonCompliant);
        assert_eq!(told(&mut host, &POKE).fault(), Some(Fault::AssertionFailed));
        let mut host = screened(ComplianceState::Compliant);
        use msez_savm::host::Migration;
        let home = "uae-difc".parse().unwrap();
        assert!(host.lock(&SELF.into(), &asset(), &home, &Word::ONE, 60).is_some());
        assert_eq!(told(&mut host, &POKE).fault(), Some(Fault::AssertionFailed));
    }

    #[test]
    fn asked_by_the_chain_it_answers_as_screening_does() {
        let mut tag = [0; 32];
        tag[..20].copy_from_slice(b"msez/permits-move/v1");
        for (state, lets_go) in [(ComplianceState::Compliant, 1u8), (ComplianceState::NonCompliant, 0)] {
            assert_eq!(answer(&told(&mut screened(state), &tag)), lets_go.into());
        }
    }
}
