//! Every note proves, and nothing that was changed does.

use msez_core::Digest;
use msez_receipts::*;
use proptest::prelude::*;

type K = SoftKeccak;

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest)
}

fn flipped(digest: Digest, bit: u8) -> Digest {
    let mut bytes = digest.0;
    bytes[usize::from(bit) / 8] ^= 1 << (bit % 8);
    Digest(bytes)
}

fn notes(width: u32) -> Vec<Digest> {
    (0..width).map(|n| note::<K>(60, &n.to_le_bytes())).collect()
}

const DOMAIN: Digest = Digest([7; 32]);

/// A block of this width, and the proof of one of its notes.
fn proven(width: u32, index: u32) -> (Record, Digest, Inclusion) {
    let notes = notes(width);
    let record = Record::close::<K>(&DOMAIN, Digest([1; 32]), 9, &notes);
    (record, notes[index as usize], prove::<K>(&DOMAIN, 9, &notes, index).unwrap())
}

#[test]
fn every_note_of_every_width_proves_and_takes_no_other_place() {
    for width in 1..=70 {
        let record = proven(width, 0).0;
        for index in 0..width {
            let (_, note, inclusion) = proven(width, index);
            assert_eq!(verify::<K>(&DOMAIN, &record, &note, &inclusion), Ok(()), "{index} of {width}");
            for other in (0..width + 2).filter(|other| *other != index) {
                let moved = Inclusion { index: other, ..inclusion.clone() };
                assert!(verify::<K>(&DOMAIN, &record, &note, &moved).is_err(), "{index} as {other}");
            }
        }
        assert_eq!(prove::<K>(&DOMAIN, 9, &notes(width), width), None);
    }
}

#[test]
fn faults_say_what_is_wrong() {
    let (record, note, inclusion) = proven(5, 2);
    let with = |siblings: &[Digest]| Inclusion { index: 2, siblings: siblings.to_vec() };
    let verdict = |inclusion: &Inclusion| verify::<K>(&DOMAIN, &record, &note, inclusion);
    assert_eq!(inclusion.siblings.len(), 3);
    assert_eq!(verdict(&with(&inclusion.siblings[..2])), Err(Fault::TooFewSiblings));
    assert_eq!(verdict(&with(&[])), Err(Fault::TooFewSiblings));
    let longer = [&inclusion.siblings[..], &[Digest([0; 32])]].concat();
    assert_eq!(verdict(&with(&longer)), Err(Fault::TooManySiblings));
    let mut swapped = inclusion.siblings.clone();
    swapped.swap(0, 1);
    assert_eq!(verdict(&with(&swapped)), Err(Fault::WrongRoot));
    let beyond = Inclusion { index: 5, siblings: inclusion.siblings.clone() };
    assert_eq!(verdict(&beyond), Err(Fault::IndexOutOfRange { width: 5 }));

    let empty = Record::close::<K>(&DOMAIN, Digest([1; 32]), 9, &[]);
    assert_eq!((empty.width, empty.root), (0, empty_root::<K>()));
    assert_eq!(verify::<K>(&DOMAIN, &empty, &note, &with(&[])), Err(Fault::IndexOutOfRange { width: 0 }));
    assert_eq!(Record { root: record.root, ..empty }.check::<K>(&DOMAIN), Err(Fault::NotEmpty));
    assert_eq!(Record { width: 0, ..record }.check::<K>(&DOMAIN), Err(Fault::NotEmpty));
}

#[test]
fn an_inner_node_is_no_note() {
    // Who takes a node for a note proves a tree of half the width, which the leaf does not fit.
    let (record, _, inclusion) = proven(4, 0);
    let left = msez_receipts::leaf::<K>(&DOMAIN, 9, 0, 4, &notes(4)[0]);
    let shorter = Inclusion { index: 0, siblings: inclusion.siblings[1..].to_vec() };
    let narrow = Record { width: 2, ..record };
    for note in [left, inclusion.siblings[0]] {
        assert_eq!(verify::<K>(&DOMAIN, &narrow, &note, &shorter), Err(Fault::WrongRoot));
    }
    assert_eq!(narrow.check::<K>(&DOMAIN), Err(Fault::WrongHead));
}

/// Records of blocks 1 to 6, some without notes.
fn trail() -> Vec<Record> {
    let mut previous = genesis_head::<K>(&DOMAIN);
    let close = |block: u32| {
        let record = Record::close::<K>(&DOMAIN, previous, block, &notes(block % 3));
        previous = record.head;
        record
    };
    (1..=6).map(close).collect()
}

#[test]
fn records_follow_one_another_and_an_empty_block_moves_the_head() {
    let (trail, genesis) = (trail(), genesis_head::<K>(&DOMAIN));
    assert_eq!(follow::<K>(&DOMAIN, 0, &genesis, &trail), Ok(trail[5].head));
    assert_eq!(follow::<K>(&DOMAIN, 2, &trail[1].head, &trail[2..4]), Ok(trail[3].head));
    let mut heads: Vec<_> = trail.iter().map(|record| record.head).collect();
    heads.sort();
    heads.dedup();
    assert_eq!(heads.len(), 6);
    assert_eq!(trail.iter().filter(|record| record.width == 0).count(), 2);
}

#[test]
fn nothing_can_be_dropped_doubled_swapped_or_put_in() {
    let (trail, genesis) = (trail(), genesis_head::<K>(&DOMAIN));
    let ends = |records: &[Record]| follow::<K>(&DOMAIN, 0, &genesis, records);
    assert_eq!(ends(&[]), Err(Fault::Nothing));
    for n in 0..6 {
        let mut dropped = trail.clone();
        dropped.remove(n);
        // The tail too: it ends, but with another head than the chain's.
        assert_ne!(ends(&dropped), Ok(trail[5].head), "without {n}");
        let mut doubled = trail.clone();
        doubled.insert(n, trail[n]);
        assert_eq!(ends(&doubled), Err(Fault::WrongBlock { expected: n as u32 + 2 }));
        let mut emptied = trail.clone();
        emptied[n] = Record::close::<K>(&DOMAIN, trail[n].previous, trail[n].block, &notes(9));
        assert_ne!(ends(&emptied), Ok(trail[5].head));
    }
    for n in 0..5 {
        let mut swapped = trail.clone();
        swapped.swap(n, n + 1);
        assert_eq!(ends(&swapped), Err(Fault::WrongBlock { expected: n as u32 + 1 }));
    }
    let other = Digest([8; 32]);
    assert_eq!(follow::<K>(&other, 0, &genesis, &trail), Err(Fault::WrongHead));
    assert_eq!(
        follow::<K>(&DOMAIN, 0, &genesis_head::<K>(&other), &trail),
        Err(Fault::WrongPrevious { block: 1 })
    );
}

#[test]
fn folded_notes_are_committed_to_in_their_order() {
    let notes = notes(4);
    let folded = |order: &[usize]| {
        let fold_one = |(count, before): (u32, Option<Digest>), place: &usize| {
            (count + 1, Some(fold::<K>(count + 1, before.as_ref(), &notes[*place])))
        };
        order.iter().fold((0, None), fold_one).1
    };
    let orders: [&[usize]; 6] = [&[0], &[0, 1], &[1, 0], &[0, 1, 2], &[0, 2, 1], &[0, 1, 2, 3]];
    let mut all: Vec<_> = orders.map(folded).to_vec();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), orders.len());
}

proptest! {
    #[test]
    fn every_note_proves_and_every_change_is_refused(
        domain in digest(),
        previous in digest(),
        block: u32,
        notes in prop::collection::vec(digest(), 1..200),
        pick: prop::sample::Index,
        bit: u8,
        other in digest(),
    ) {
        let index = pick.index(notes.len());
        let (width, note) = (notes.len() as u32, notes[index]);
        let record = Record::close::<K>(&domain, previous, block, &notes);
        let inclusion = prove::<K>(&domain, block, &notes, index as u32).unwrap();
        prop_assert_eq!(record.check::<K>(&domain), Ok(()));
        prop_assert_eq!(record.root, root::<K>(&domain, block, &notes));
        prop_assert_eq!(verify::<K>(&domain, &record, &note, &inclusion), Ok(()));

        let refused = |record: &Record, note: &Digest, inclusion: &Inclusion| {
            record.check::<K>(&domain).is_err() || verify::<K>(&domain, record, note, inclusion).is_err()
        };
        prop_assert!(refused(&record, &flipped(note, bit), &inclusion));
        prop_assert!(refused(&record, &other, &inclusion));
        for changed in [
            Record { block: block ^ 1, ..record },
            Record { width: width + 1, ..record },
            Record { width: width - 1, ..record },
            Record { previous: flipped(previous, bit), ..record },
            Record { root: flipped(record.root, bit), ..record },
            Record { head: flipped(record.head, bit), ..record },
        ] {
            prop_assert!(refused(&changed, &note, &inclusion), "{:?}", changed);
        }
        prop_assert!(verify::<K>(&flipped(domain, bit), &record, &note, &inclusion).is_err());
        prop_assert!(record.check::<K>(&flipped(domain, bit)).is_err());
        for at in 0..inclusion.siblings.len() {
            let mut changed = inclusion.clone();
            changed.siblings[at] = flipped(changed.siblings[at], bit);
            prop_assert!(refused(&record, &note, &changed));
            let mut shorter = inclusion.clone();
            shorter.siblings.remove(at);
            prop_assert!(refused(&record, &note, &shorter));
            let mut longer = inclusion.clone();
            longer.siblings.insert(at, other);
            prop_assert!(refused(&record, &note, &longer));
        }
        // A block with one note more, less or elsewhere is another block.
        let same = |notes: &[Digest]| Record::close::<K>(&domain, previous, block, notes).head == record.head;
        prop_assert!(!same(&notes[1..]) && !same(&notes[..notes.len() - 1]));
        prop_assert!(!same(&[&notes[..], &[other]].concat()));
        let mut turned = notes.clone();
        turned.rotate_left(1);
        prop_assert!(turned == notes || !same(&turned));
    }

    #[test]
    fn the_same_bytes_of_another_pallet_are_another_note(pallet: u8, other: u8, event: Vec<u8>) {
        prop_assert_eq!(note::<K>(pallet, &event) == note::<K>(other, &event), pallet == other);
        // Not a shift of the boundary between the two either.
        let joined: Vec<u8> = [&[other], &event[..]].concat();
        prop_assert_ne!(note::<K>(pallet, &joined), note::<K>(other, &event));
    }
}
