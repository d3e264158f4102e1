//! At most one statement per coordinate is ever signed, whatever else goes wrong: a watcher who signs two different ones
//! loses everything.

use std::fmt;

use msez_core::Digest;
use serde::{Deserialize, Serialize};

use crate::journal::{self, Matter};

/// The record of what was signed: a digest for each place.
pub type Protection = journal::Journal<Place>;

/// What a statement is about: a topic, and the height on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The topic.
    pub topic: Digest,
    /// The height.
    pub height: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the statement on {} at {}", self.topic, self.height)
    }
}

impl Matter for Place {
    const FORMAT: &'static str = "msez-watcher-protection";
}

impl Protection {
    /// Whether a statement may be signed, and if so, makes sure that no other ever will be on its place: returns after
    /// the disk has it. The same statement may be signed again.
    pub fn permit(&mut self, place: Place, digest: Digest) -> Result<(), journal::Fault> {
        self.write(place, &digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Fault, Owner};

    #[test]
    fn a_second_statement_on_a_place_is_refused_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let owner = Owner { genesis: Digest([1; 32]), key: Digest([2; 32]) };
        let open = || Protection::open(&folder.path().join("signed"), owner).unwrap();
        let place = |height| Place { topic: Digest([7; 32]), height };
        let (a, b) = (Digest([10; 32]), Digest([11; 32]));
        let mut record = open();
        record.permit(place(1), a).unwrap();
        record.permit(place(1), a).expect("the same may be signed again");
        assert!(matches!(record.permit(place(1), b), Err(Fault::Contradicts(_))));
        record.permit(place(u64::MAX), b).unwrap();
        drop(record);

        let mut record = open();
        assert_eq!(record.len(), 2);
        assert!(matches!(record.permit(place(1), b), Err(Fault::Contradicts(_))));
        assert!(matches!(record.permit(place(u64::MAX), a), Err(Fault::Contradicts(_))));
    }
}
