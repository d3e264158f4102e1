//! What an operator has done for his hops: at most one content for each step of each hop.

use std::fmt;

use msez_core::Digest;
use serde::{Deserialize, Serialize};

use crate::journal::{self, Matter};

/// The journal of an operator's key.
pub type Journal = journal::Journal<Place>;

/// What is done for a hop, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// The custodian was asked to hold the goods.
    AskPrepare,
    /// He holds them, and the receipt was signed.
    Prepare,
    /// The custodian was asked to deliver.
    AskCommit,
    /// He has delivered, and the receipt was signed.
    Commit,
    /// The custodian was asked to give the goods back.
    AskRelease,
    /// He has.
    Release,
    /// He would not hold them, or the operator not carry them: the hop was refused.
    Refuse,
    /// Another operator, or an arbiter, has settled the hop.
    Superseded,
}

/// Which step of which hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The transfer.
    pub transfer: Digest,
    /// The hop, from 0.
    pub hop: u32,
    /// What was done.
    pub step: Step,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of hop {} of {}", self.step, self.hop, self.transfer)
    }
}

impl Matter for Place {
    const FORMAT: &'static str = "msez-operator-journal";
}

impl Journal {
    /// Hops that began and have not ended: the custodian was asked for something, and the goods are neither delivered nor
    /// given back nor anybody else's affair.
    pub fn open_hops(&self) -> Vec<(Digest, u32)> {
        const ENDS: [Step; 4] = [Step::Commit, Step::Release, Step::Refuse, Step::Superseded];
        let asked = self.places().filter(|place| matches!(place.step, Step::AskPrepare | Step::AskCommit));
        let mut hops: Vec<_> = asked.map(|place| (place.transfer, place.hop)).collect();
        hops.dedup();
        hops.retain(|&(transfer, hop)| !ENDS.iter().any(|&step| self.has(Place { transfer, hop, step })));
        hops
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Owner;

    #[test]
    fn a_hop_is_open_until_the_goods_are_delivered_or_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let owner = Owner { genesis: Digest([1; 32]), key: Digest([2; 32]) };
        let mut journal = Journal::open(&folder.path().join("journal"), owner).unwrap();
        let place = |hop, step| Place { transfer: Digest([7; 32]), hop, step };
        for hop in 0..4 {
            journal.write(place(hop, Step::AskPrepare), &hop).unwrap();
        }
        for (hop, step) in [
            (0, Step::AskCommit),
            (1, Step::Commit),
            (2, Step::Release),
            (3, Step::AskRelease),
            (4, Step::AskCommit),
            (5, Step::Refuse),
        ] {
            journal.write(place(hop, step), &1).unwrap();
        }
        assert_eq!(journal.open_hops(), [0, 3, 4].map(|hop| (Digest([7; 32]), hop)));
    }
}
