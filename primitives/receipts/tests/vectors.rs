//! Vectors that another implementation, with a Keccak of its own, made from the crate's README. Any verifier can be held
//! to them; they never change.

use msez_core::Digest;
use msez_receipts::*;
use serde_json::Value;

type K = SoftKeccak;

fn digest(value: &Value) -> Digest {
    value.as_str().unwrap().parse().unwrap()
}

#[test]
fn the_hashes_are_those_of_the_readme() {
    let vectors: Value = serde_json::from_str(include_str!("vectors/receipts.json")).unwrap();
    let (domain, companion) = (digest(&vectors["domain"]), digest(&vectors["companion"]));
    assert_eq!(empty_root::<K>(), digest(&vectors["emptyRoot"]));
    let mut previous = genesis_head::<K>(&domain);
    assert_eq!(previous, digest(&vectors["genesisHead"]));
    for block in vectors["blocks"].as_array().unwrap() {
        let number = block["block"].as_u64().unwrap() as u32;
        let events = block["events"].as_array().unwrap();
        let noted = |entry: &Value| {
            let event = hex::decode(entry["event"].as_str().unwrap().trim_start_matches("0x")).unwrap();
            let made = note::<K>(entry["pallet"].as_u64().unwrap() as u8, &event);
            assert_eq!(made, digest(&entry["note"]));
            made
        };
        let notes: Vec<_> = events.iter().map(noted).collect();
        let record = Record::close::<K>(&domain, previous, number, &notes);
        assert_eq!((record.root, record.head), (digest(&block["root"]), digest(&block["head"])));
        assert_eq!(word::<K>(&domain, &record.head, &companion), digest(&block["word"]));
        previous = record.head;
        if notes.len() == 5 {
            let one = fold::<K>(1, None, &notes[0]);
            let two = fold::<K>(2, Some(&one), &notes[1]);
            assert_eq!([one, two], [digest(&vectors["folds"][0]), digest(&vectors["folds"][1])]);
            assert_eq!(leaf::<K>(&domain, number, 3, 5, &notes[3]), digest(&vectors["leaf"]["leaf"]));
        }
    }
}

#[test]
fn some_of_them_once_more_in_plain_sight() {
    let hexadecimal = |digest: Digest| hex::encode(digest.0);
    assert_eq!(
        hexadecimal(empty_root::<K>()),
        "56c928505bd0a13b7561c5d8211eff75ac4188c13c5c5fd0b7201b3d913a05a0"
    );
    assert_eq!(
        hexadecimal(genesis_head::<K>(&Digest([0; 32]))),
        "738689f7945457edf38cacc38e40112780fdebb292b457bdc0704c8f6dc22fac"
    );
    assert_eq!(
        hexadecimal(note::<K>(60, &[0])),
        "f62acd4f3c8c9462d7c13e7236a605d7c0e7f8c8d49e944c6dff85954ef34c89"
    );
}
