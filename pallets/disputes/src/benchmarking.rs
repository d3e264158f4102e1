//! The worst case of each call and of each kind of deadline: a full jury, a conviction, a first payment.

use alloc::vec::Vec;
use msez_core::Digest;
use msez_traits::{Balance, Jury};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        assert_ok,
        traits::{
            fungible::{Inspect, Mutate},
            Get, Hooks,
        },
        weights::WeightMeter,
        BoundedVec,
    },
    frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin},
    sp_runtime::Saturating,
};

use crate::{split::Tally, *};

const EVIDENCE: Digest = Digest([0xe7; 32]);
const SALT: [u8; 32] = [0x5a; 32];

fn endow<T: Config>(who: &T::AccountId) {
    let amount = T::ClaimBond::get().saturating_add(T::Currency::minimum_balance()).saturating_mul(100);
    assert_ok!(T::Currency::mint_into(who, amount));
}

fn endowed<T: Config>(name: &'static str) -> T::AccountId {
    let who: T::AccountId = account(name, 0, 0);
    endow::<T>(&who);
    who
}

/// A juror who can vote, with money.
fn watcher<T: Config>(name: &'static str, n: u32) -> T::AccountId {
    let who: T::AccountId = account(name, n, 0);
    T::Jury::benchmark_watcher(&who);
    who
}

/// A statement of a watcher, with the treasury and the pot alive.
fn stated<T: Config>() -> Digest {
    endow::<T>(&T::Treasury::get());
    endow::<T>(&Pallet::<T>::pot());
    let author = watcher::<T>("author", 0);
    T::Jury::benchmark_statement(&author)
}

fn claimed<T: Config>() -> Digest {
    let statement = stated::<T>();
    let claimant = endowed::<T>("claimant");
    assert_ok!(Pallet::<T>::file_claim(RawOrigin::Signed(claimant).into(), statement, EVIDENCE));
    let claim = ByStatement::<T>::get(statement).expect("it was just filed");
    // A jury costs more than an arbiter.
    Claims::<T>::mutate(claim, |record| record.as_mut().expect("it was just filed").arbiter = None);
    claim
}

/// Many who could judge, so that a jury is long to call.
fn electorate<T: Config>() {
    (0..T::MaxJurors::get()).for_each(|n| {
        watcher::<T>("juror", n);
    });
}

fn contested<T: Config>() -> Digest {
    let claim = claimed::<T>();
    let challenger = endowed::<T>("challenger");
    assert_ok!(Pallet::<T>::challenge(RawOrigin::Signed(challenger).into(), claim, EVIDENCE));
    claim
}

/// Blocks to the end of a phase: more than the one that the measurement itself may go on by.
const WHILE: u32 = 10;

/// A claim in this phase, that ends soon.
fn put<T: Config>(claim: Digest, phase: Phase) {
    Claims::<T>::mutate(claim, |record| {
        let record = record.as_mut().expect("it was just filed");
        Pallet::<T>::enter(&claim, record, phase, WHILE.into());
    });
}

/// A jury of `n` that has committed, and revealed that the statement is false.
fn seated<T: Config>(claim: Digest, n: u32, has_revealed: bool) -> Vec<T::AccountId> {
    let jurors: Vec<T::AccountId> = (0..n).map(|i| watcher::<T>("juror", i)).collect();
    let weight: Balance = 1;
    let seats: Vec<_> = jurors
        .iter()
        .map(|who| Seat {
            who: who.clone(),
            weight,
            commitment: vote_commitment(&claim, who, Vote::False, &SALT),
            vote: has_revealed.then_some(Vote::False),
            paid: false,
        })
        .collect();
    Juries::<T>::insert(claim, BoundedVec::truncate_from(seats));
    Claims::<T>::mutate(claim, |record| {
        let record = record.as_mut().expect("it was just filed");
        record.jurors = n;
        record.total_weight = n.into();
        if has_revealed {
            record.tally = Tally { stands: 0, is_false: n.into() };
        }
    });
    jurors
}

/// Works off what falls due in this block.
fn poll<T: Config>() {
    Pallet::<T>::on_poll(System::<T>::block_number(), &mut WeightMeter::new());
}

fn phase_ends<T: Config>() {
    let next: BlockNumberFor<T> = System::<T>::block_number().saturating_add(WHILE.into());
    System::<T>::set_block_number(next);
}

fn phase_of<T: Config>(claim: Digest) -> Option<Phase> {
    Claims::<T>::get(claim).map(|record| record.phase)
}

#[benchmarks]
mod benches {
    use super::*;

    #[benchmark]
    fn file_claim() {
        let statement = stated::<T>();
        let claimant = endowed::<T>("claimant");

        #[extrinsic_call]
        _(RawOrigin::Signed(claimant), statement, EVIDENCE);

        assert!(ByStatement::<T>::contains_key(statement));
    }

    #[benchmark]
    fn withdraw_claim() {
        let claim = claimed::<T>();
        let claimant: T::AccountId = account("claimant", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(claimant), claim);

        assert_eq!(phase_of::<T>(claim), Some(Phase::Cooling));
    }

    #[benchmark]
    fn challenge() {
        let claim = claimed::<T>();
        electorate::<T>();
        let challenger = endowed::<T>("challenger");

        #[extrinsic_call]
        _(RawOrigin::Signed(challenger), claim, EVIDENCE);

        assert_eq!(phase_of::<T>(claim), Some(Phase::Commit));
    }

    #[benchmark]
    fn rule() {
        let claim = contested::<T>();
        let arbiter = endowed::<T>("arbiter");
        Claims::<T>::mutate(claim, |record| {
            record.as_mut().expect("it was just filed").arbiter = Some(arbiter.clone());
        });
        put::<T>(claim, Phase::Arbitration);

        #[extrinsic_call]
        _(RawOrigin::Signed(arbiter), claim, Vote::False);

        assert_eq!(phase_of::<T>(claim), Some(Phase::Closed));
    }

    #[benchmark]
    fn commit_vote() {
        let claim = contested::<T>();
        put::<T>(claim, Phase::Commit);
        seated::<T>(claim, T::MaxJurors::get(), false);
        let juror = watcher::<T>("newcomer", 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(juror.clone()), claim, EVIDENCE);

        assert!(Juries::<T>::get(claim).iter().any(|seat| seat.who == juror));
    }

    #[benchmark]
    fn reveal_vote() {
        let claim = contested::<T>();
        put::<T>(claim, Phase::Reveal);
        let last = seated::<T>(claim, T::MaxJurors::get(), false).pop().expect("there are jurors");

        #[extrinsic_call]
        _(RawOrigin::Signed(last), claim, Vote::False, SALT);

        assert_eq!(Claims::<T>::get(claim).map(|record| record.tally.is_false), Some(1));
    }

    #[benchmark]
    fn claim_reward() {
        let claim = contested::<T>();
        put::<T>(claim, Phase::Reveal);
        let last = seated::<T>(claim, T::MaxJurors::get(), true).pop().expect("there are jurors");
        phase_ends::<T>();
        poll::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(last), claim);

        assert!(Claims::<T>::get(claim).is_some_and(|record| record.pool.fetched > 0));
    }

    #[benchmark]
    fn agenda_base() {
        let claim = claimed::<T>();

        #[block]
        {
            poll::<T>();
        }

        assert_eq!(phase_of::<T>(claim), Some(Phase::Filed));
    }

    #[benchmark]
    fn due_unchallenged() {
        let claim = claimed::<T>();
        put::<T>(claim, Phase::Filed);
        phase_ends::<T>();

        #[block]
        {
            poll::<T>();
        }

        assert_eq!(phase_of::<T>(claim), Some(Phase::Closed));
    }

    #[benchmark]
    fn due_moved() {
        let claim = contested::<T>();
        electorate::<T>();
        put::<T>(claim, Phase::Arbitration);
        phase_ends::<T>();

        #[block]
        {
            poll::<T>();
        }

        assert_eq!(phase_of::<T>(claim), Some(Phase::Commit));
    }

    #[benchmark]
    fn due_decided(n: Linear<1, { T::MaxJurors::get() }>) {
        let claim = contested::<T>();
        put::<T>(claim, Phase::Reveal);
        seated::<T>(claim, n, true);
        phase_ends::<T>();

        #[block]
        {
            poll::<T>();
        }

        assert_eq!(phase_of::<T>(claim), Some(Phase::Closed));
    }

    #[benchmark]
    fn due_released() {
        let claim = claimed::<T>();
        let claimant: T::AccountId = account("claimant", 0, 0);
        assert_ok!(Pallet::<T>::withdraw_claim(RawOrigin::Signed(claimant).into(), claim));
        put::<T>(claim, Phase::Cooling);
        phase_ends::<T>();

        #[block]
        {
            poll::<T>();
        }

        assert_eq!(phase_of::<T>(claim), Some(Phase::Closed));
    }

    #[benchmark]
    fn due_forgotten() {
        let claim = contested::<T>();
        put::<T>(claim, Phase::Reveal);
        seated::<T>(claim, T::MaxJurors::get(), true);
        phase_ends::<T>();
        poll::<T>();
        put::<T>(claim, Phase::Closed);
        phase_ends::<T>();

        #[block]
        {
            poll::<T>();
        }

        assert_eq!(phase_of::<T>(claim), None);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
