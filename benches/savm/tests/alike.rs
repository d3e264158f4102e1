//! Our machine gives the results of an independent one, and in wasm those that it gives natively.

use msez_savm_bench::{
    agreement, corpus,
    differential::{self, compare, Tally},
};

/// Fewer would still be quick; more is for `scripts/bench savm --differential`.
const PROGRAMS: u64 = 4_000;
const WORLDS: u64 = 4_000;

#[test]
fn random_programs_end_as_on_revm() {
    let tally = differential::run(0..PROGRAMS).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(tally.programs(), PROGRAMS);
    // The generator writes what runs to its end, mostly.
    assert!(
        tally.successes > PROGRAMS / 3 && tally.reverts > PROGRAMS / 20 && tally.faults > PROGRAMS / 50,
        "{tally:?}"
    );
}

#[test]
fn the_corpus_ends_as_on_revm() {
    let pairs = corpus::pairs().unwrap();
    assert!(!pairs.is_empty());
    for pair in pairs {
        compare(&pair, &mut Tally::default()).unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn random_worlds_are_the_same_in_wasm() {
    let endings = agreement::run(0..WORLDS).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(endings.iter().sum::<u64>(), WORLDS);
    assert!(endings.iter().all(|count| *count > WORLDS / 100), "{endings:?}");
}

#[test]
fn the_corpus_is_the_same_in_wasm() {
    let endings = agreement::replay().unwrap_or_else(|why| panic!("{why}"));
    assert!(endings.iter().all(|count| *count > 0), "{endings:?}");
}
