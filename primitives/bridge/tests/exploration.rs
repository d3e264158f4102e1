//! Every reachable state of a transfer of up to three hops, each with an operator and a backup: every interleaving of
//! preparing, deciding, committing, deadlines, crashes and restarts, late and repeated messages, replacement, and the
//! arbiter. The clock is the adversary's: any deadline passes at any time.

mod world;

use msez_bridge::TransferPhase;
use std::{collections::HashSet, hash::BuildHasherDefault};
use world::{Spread, World};

/// Tells the number of states, of those that differ in more than the order of the hops, of steps between the latter, and
/// the longest way out.
fn explore<const HOPS: usize>() {
    let (start, mut states) = World::<HOPS>::new().pack();
    let mut seen: HashSet<u64, BuildHasherDefault<Spread>> = HashSet::default();
    seen.insert(start);
    let (mut open, mut steps, mut longest) = (vec![start], 0u64, 0);
    while let Some(bits) = open.pop() {
        let world = World::<HOPS>::unpack(bits);
        debug_assert_eq!(world.pack().0, bits);
        world.check();
        longest = longest.max(world.drain());
        let before = world.progress.phase;
        world.successors(true, true, |next| {
            steps += 1;
            let after = next.progress.phase;
            // What is decided stays decided.
            match before {
                TransferPhase::Committing => {
                    assert!(matches!(after, TransferPhase::Committing | TransferPhase::Completed))
                }
                TransferPhase::Completed | TransferPhase::Aborted => assert_eq!(before, after),
                _ => (),
            }
            assert!(next.escrow() <= world.escrow(), "value is paid once");
            let (bits, orders) = next.pack();
            if seen.insert(bits) {
                states += orders;
                open.push(bits);
            }
        });
    }
    println!(
        "{HOPS} hops: {states} states ({} but for the order of the hops, {steps} steps between these), at most {longest} \
         steps to an end without operators",
        seen.len()
    );
    assert!(states > 100);
}

#[test]
fn no_interleaving_settles_one_hop_and_releases_another_or_gets_stuck() {
    explore::<1>();
    explore::<2>();
    explore::<3>();
}

#[test]
fn the_exploration_reaches_both_ends_by_every_kind_of_step() {
    // Whole, by the backup, by the arbiter, and aborted.
    let mut ends = HashSet::new();
    let start = World::<1>::new();
    let (mut seen, mut open) = (HashSet::from([start.pack()]), vec![start]);
    while let Some(world) = open.pop() {
        let hop = world.hops[0];
        if world.progress.phase.is_over() {
            ends.insert((world.progress.phase, hop.current, hop.state.escalated));
        }
        world.successors(true, true, |next| {
            if seen.insert(next.pack()) {
                open.push(next);
            }
        });
    }
    for end in [
        (TransferPhase::Completed, 0, false),
        (TransferPhase::Completed, 1, false),
        (TransferPhase::Completed, 1, true),
        (TransferPhase::Aborted, 0, false),
        (TransferPhase::Aborted, 1, false),
    ] {
        assert!(ends.contains(&end), "{end:?} is never reached");
    }
}
