//! Proof files: taken from the chain, verified without it.

use std::fmt;

use msez_bn254_host::PoseidonHasher;
use msez_core::{
    ComplianceState, Coordinate, Digest, Domain, JurisdictionId, JurisdictionIndex, Moment, SubjectId,
};
use msez_runtime_api::{JurisdictionView, ProofKind, ProofView, TreeKind};
use msez_tensor::{Address, Cell, CellProof, Keccak, MultiProof, SliceProof, SoftKeccak, TreeHasher};
use serde::{Deserialize, Serialize};
use subxt::rpcs::rpc_params;

use crate::{
    chain::Chain,
    failure::{Failure, Outcome},
    output::utc,
};

/// What `prove` writes: the node's answer, and what was asked, for the reader's orientation. A verifier asks on its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProofFile {
    /// What the node answered.
    #[serde(flatten)]
    pub view: ProofView,
    /// What it was asked; a file made from the RPC's answer alone does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
}

/// What a node was asked to prove.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// Of whom.
    pub subject: SubjectId,
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// The jurisdiction's index in the registry of that block.
    pub jurisdiction_index: JurisdictionIndex,
    /// In which domains; none for all there is.
    pub domains: Vec<Domain>,
    /// At which block.
    pub block: Digest,
}

/// What a verifier asks. It must not come from whoever presents the proof, or a valid proof of something else would do.
#[derive(Debug, Clone)]
pub struct Question {
    /// Of whom.
    pub subject: SubjectId,
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// The jurisdiction's index, from the registry. Only a cell that is there proves it: its leaf has the name.
    pub jurisdiction_index: Option<JurisdictionIndex>,
    /// In which domains; none for all there is.
    pub domains: Vec<Domain>,
}

/// One proven cell and how it stands.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proven {
    /// Where.
    pub coordinate: Coordinate,
    /// What is recorded; nothing where absence is proven.
    pub cell: Option<Cell>,
    /// The effective state at the time asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ComplianceState>,
}

/// What a proof has shown.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// The root it was verified against.
    pub root: Digest,
    /// Length of the proof.
    pub proof_bytes: usize,
    /// The index under which the jurisdiction was looked for.
    pub jurisdiction_index: JurisdictionIndex,
    /// Whether these are all cells of the subject there.
    pub complete: bool,
    /// The time asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// Whether every one of them passes at that time, and there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passes: Option<bool>,
    /// The cells.
    pub cells: Vec<Proven>,
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the proof holds against root {}", self.root)?;
        for proven in &self.cells {
            let Coordinate { subject, jurisdiction, domain } = proven.coordinate;
            match &proven.cell {
                None => writeln!(f, "  {subject} {jurisdiction} {domain}: nothing recorded")?,
                Some(cell) => {
                    write!(f, "  {subject} {jurisdiction} {domain}: {} from {}", cell.state, utc(cell.from))?;
                    match cell.until {
                        Some(until) => writeln!(f, " until {}", utc(until))?,
                        None => writeln!(f)?,
                    }
                }
            }
            if let Some(state) = proven.state {
                writeln!(f, "    at the time asked about: {state}")?;
            }
        }
        if self.complete {
            let nothing = if self.cells.is_empty() { "nothing" } else { "nothing else" };
            writeln!(f, "  {nothing} is recorded there")?;
        }
        match self.passes {
            Some(true) => write!(f, "  passes"),
            Some(false) => write!(f, "  does not pass"),
            None => Ok(()),
        }
    }
}

/// Takes a proof from a node, at a block: a slice without domains, a cell for one, a multi-proof for more.
pub async fn take(
    chain: &Chain,
    tree: TreeKind,
    subject: SubjectId,
    jurisdiction: JurisdictionId,
    domains: &[Domain],
    block: Digest,
) -> Outcome<ProofFile> {
    let coordinate = |domain| Coordinate { subject, jurisdiction, domain };
    let view = match domains {
        [] => chain.ask("msez_tensorProveSlice", rpc_params![subject, jurisdiction, tree, block]).await?,
        [domain] => {
            let params = rpc_params![subject, jurisdiction, domain, tree, block];
            chain.ask("msez_tensorProve", params).await?
        }
        many => {
            let coordinates: Vec<Coordinate> = many.iter().copied().map(coordinate).collect();
            chain.ask("msez_tensorProveMulti", rpc_params![coordinates, tree, block]).await?
        }
    };
    let place: JurisdictionView = chain.ask("msez_jurisdiction", rpc_params![jurisdiction, block]).await?;
    let asked =
        Asked { subject, jurisdiction, jurisdiction_index: place.index, domains: domains.to_vec(), block };
    Ok(ProofFile { view, asked: Some(asked) })
}

/// Verifies a proof against a root that the caller trusts. Nothing the file says about itself is believed: it must agree
/// with the root, with the question, and with what its proof shows.
pub fn verify(view: &ProofView, root: &Digest, question: &Question, at: Option<Moment>) -> Outcome<Verified> {
    if view.root != *root {
        return Err(Failure::No(format!("the file was made for root {}, not {root}", view.root)));
    }
    let mut domains = question.domains.clone();
    domains.sort_unstable();
    domains.dedup();
    let index = jurisdiction_index(view, question)?;
    let shown = match view.tree {
        TreeKind::Keccak => show::<Keccak<SoftKeccak>>(view, root, question, &domains, index),
        TreeKind::Poseidon => show::<PoseidonHasher>(view, root, question, &domains, index),
    }?;
    if question.jurisdiction_index.is_none() && shown.iter().all(|(_, cell)| cell.is_none()) {
        return Err(index_needed(&question.jurisdiction));
    }

    let complete = domains.is_empty();
    let answers = match complete {
        true => shown,
        false => domains
            .iter()
            .map(|domain| (*domain, shown.iter().find(|(d, _)| d == domain).and_then(|(_, cell)| *cell)))
            .collect(),
    };
    let cells: Vec<Proven> = answers
        .into_iter()
        .map(|(domain, cell)| Proven {
            coordinate: Coordinate { subject: question.subject, jurisdiction: question.jurisdiction, domain },
            state: at.map(|t| cell.as_ref().map_or(ComplianceState::Unknown, |c| c.state_at(t))),
            cell,
        })
        .collect();
    let passes = !cells.is_empty() && cells.iter().all(|cell| cell.state.is_some_and(|state| state.passes()));
    Ok(Verified {
        root: *root,
        proof_bytes: view.proof.len(),
        jurisdiction_index: index,
        complete,
        at,
        passes: at.map(|_| passes),
        cells,
    })
}

/// Absence is about an index; which jurisdiction that is, is known to the registry alone.
fn index_needed(jurisdiction: &JurisdictionId) -> Failure {
    Failure::Usage(format!(
        "the proof shows an absence, which is about an index, not about a name: say the index of {jurisdiction} with \
         --jurisdiction-index; `msez jurisdiction show {jurisdiction}` tells it at a finalized block"
    ))
}

/// The one index that a file may speak about.
fn jurisdiction_index(view: &ProofView, question: &Question) -> Outcome<JurisdictionIndex> {
    let Question { subject, jurisdiction, jurisdiction_index, .. } = question;
    let mut index = *jurisdiction_index;
    for claim in &view.cells {
        let Coordinate { subject: of, jurisdiction: place, .. } = claim.coordinate;
        if (of, place) != (*subject, *jurisdiction) {
            return Err(Failure::No(format!("the file is about {of} in {place}: not what was asked")));
        }
        if *index.get_or_insert(claim.jurisdiction_index) != claim.jurisdiction_index {
            return Err(Failure::No(format!(
                "the file takes {jurisdiction} for the jurisdiction with index {}: not what was asked",
                claim.jurisdiction_index
            )));
        }
    }
    index.ok_or_else(|| index_needed(jurisdiction))
}

fn refused(e: impl fmt::Debug) -> Failure {
    Failure::No(format!("the proof does not hold: {e:?}"))
}

/// Every cell that the proof shows, by domain; for a slice those that are there, otherwise those that were asked about.
fn show<H: TreeHasher>(
    view: &ProofView,
    root: &Digest,
    question: &Question,
    domains: &[Domain],
    jurisdiction_index: JurisdictionIndex,
) -> Outcome<Vec<(Domain, Option<Cell>)>> {
    let Question { subject, jurisdiction, .. } = *question;
    let address =
        |domain| Address { coordinate: Coordinate { subject, jurisdiction, domain }, jurisdiction_index };
    if domains.is_empty() && view.kind != ProofKind::Slice {
        let about: Vec<_> = view.cells.iter().map(|claim| claim.coordinate.domain.to_string()).collect();
        return Err(Failure::Usage(format!(
            "the proof does not show everything there is: ask about its domains with --domain (it has {})",
            about.join(",")
        )));
    }
    let (shown, subject_index) = match view.kind {
        ProofKind::Cell => {
            let [domain] = domains else {
                return Err(Failure::No("the proof is about one domain, the question about several".into()));
            };
            let verified = CellProof::from_bytes(&view.proof)
                .and_then(|proof| proof.verify::<H>(root, &address(*domain)))
                .map_err(refused)?;
            (vec![(*domain, verified.cell)], Some(verified.index))
        }
        ProofKind::Multi => {
            let addresses: Vec<Address> = domains.iter().copied().map(address).collect();
            let verified = MultiProof::from_bytes(&view.proof)
                .and_then(|proof| proof.verify::<H>(root, &addresses))
                .map_err(refused)?;
            let index = verified.first().map(|cell| cell.index);
            (domains.iter().copied().zip(verified.iter().map(|cell| cell.cell)).collect(), index)
        }
        ProofKind::Slice => {
            let slice = SliceProof::from_bytes(&view.proof)
                .and_then(|proof| proof.verify::<H>(root, &subject, &jurisdiction, jurisdiction_index))
                .map_err(refused)?;
            let cells = slice.cells.into_iter().map(|(domain, cell)| (domain, Some(cell))).collect();
            (cells, Some(slice.index))
        }
    };
    let mut claims: Vec<_> = view.cells.iter().map(|claim| (claim.coordinate.domain, claim.cell)).collect();
    claims.sort_unstable_by_key(|(domain, _)| *domain);
    if claims != shown || view.cells.iter().any(|claim| Some(claim.subject_index) != subject_index) {
        return Err(Failure::No("the file claims something else than its proof shows".into()));
    }
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_runtime_api::{ProvenCell, Roots};
    use msez_tensor::{apply, prove_cell, prove_many, prove_slice, LeafUpdate, MemoryStore, Slot};

    type H = Keccak<SoftKeccak>;

    const SUBJECT: SubjectId = SubjectId([7; 32]);
    const DIFC: JurisdictionIndex = 1;
    const AIFC: JurisdictionIndex = 2;

    fn name(index: JurisdictionIndex) -> JurisdictionId {
        if index == DIFC { "uae-difc" } else { "kz-aifc" }.parse().unwrap()
    }

    /// A violation is on record in DIFC, and a passport until 900; nothing in AIFC.
    fn cell(slot: Slot) -> Option<Cell> {
        let state = match (slot.jurisdiction, slot.domain) {
            (DIFC, Domain::Sanctions) => ComplianceState::NonCompliant,
            (DIFC, Domain::Kyc) => ComplianceState::Compliant,
            _ => return None,
        };
        let until = (state == ComplianceState::Compliant).then_some(900);
        Some(Cell { state, from: 100, until, version: 0, attestations_root: Digest([9; 32]) })
    }

    fn slot(jurisdiction: JurisdictionIndex, domain: Domain) -> Slot {
        Slot { subject: 0, jurisdiction, domain }
    }

    fn tree() -> (MemoryStore, Digest) {
        let mut slots = [slot(DIFC, Domain::Kyc), slot(DIFC, Domain::Sanctions)];
        slots.sort_unstable();
        let updates = slots.map(|slot| {
            let coordinate =
                Coordinate { subject: SUBJECT, jurisdiction: name(slot.jurisdiction), domain: slot.domain };
            LeafUpdate { slot, leaf: Some(H::leaf(&coordinate, &cell(slot).unwrap())) }
        });
        let mut store = MemoryStore::default();
        let root = apply::<H, _>(&mut store, &[SUBJECT], &updates).unwrap().root;
        (store, root)
    }

    fn view(kind: ProofKind, jurisdiction_index: JurisdictionIndex, domains: &[Domain]) -> ProofView {
        let (store, root) = tree();
        let proof = match kind {
            ProofKind::Cell => {
                let slot = slot(jurisdiction_index, domains[0]);
                prove_cell(&store, slot, cell(slot)).unwrap().to_bytes()
            }
            ProofKind::Multi => {
                let slots: Vec<_> = domains.iter().map(|domain| slot(jurisdiction_index, *domain)).collect();
                prove_many(&store, &slots, cell).unwrap().to_bytes()
            }
            ProofKind::Slice => prove_slice(&store, 0, jurisdiction_index, cell).unwrap().to_bytes(),
        };
        let cells = domains.iter().map(|domain| ProvenCell {
            coordinate: Coordinate {
                subject: SUBJECT,
                jurisdiction: name(jurisdiction_index),
                domain: *domain,
            },
            subject_index: 0,
            jurisdiction_index,
            cell: cell(slot(jurisdiction_index, *domain)),
        });
        let roots = Roots { block: 1, keccak: root, poseidon: Digest::default(), width: 1 };
        ProofView { tree: TreeKind::Keccak, kind, root, roots, cells: cells.collect(), proof }
    }

    fn question(place: JurisdictionIndex, index: Option<JurisdictionIndex>, domains: &[Domain]) -> Question {
        Question {
            subject: SUBJECT,
            jurisdiction: name(place),
            jurisdiction_index: index,
            domains: domains.to_vec(),
        }
    }

    /// The exit code that a verification ends with.
    fn code(view: &ProofView, question: &Question) -> u8 {
        verify(view, &view.root, question, None).map_or_else(|failure| failure.code(), |_| 0)
    }

    #[test]
    fn a_cell_that_is_there_needs_no_index_and_is_judged_at_the_time_asked_about() {
        let view = view(ProofKind::Cell, DIFC, &[Domain::Kyc]);
        for index in [None, Some(DIFC)] {
            assert_eq!(code(&view, &question(DIFC, index, &[Domain::Kyc])), 0);
        }
        let asked = question(DIFC, None, &[Domain::Kyc]);
        let passes = |at| verify(&view, &view.root, &asked, at).unwrap().passes;
        assert_eq!(
            [None, Some(500), Some(900), Some(50)].map(passes),
            [None, Some(true), Some(false), Some(false)]
        );
    }

    #[test]
    fn an_absence_renamed_to_where_a_violation_is_on_record_is_refused() {
        let honest = view(ProofKind::Cell, AIFC, &[Domain::Sanctions]);
        assert_eq!(code(&honest, &question(AIFC, Some(AIFC), &[Domain::Sanctions])), 0);
        assert_eq!(code(&honest, &question(AIFC, None, &[Domain::Sanctions])), 2, "no index, no answer");

        let mut forged = honest;
        forged.cells[0].coordinate.jurisdiction = name(DIFC);
        assert_eq!(code(&forged, &question(DIFC, Some(DIFC), &[Domain::Sanctions])), 1);
        assert_eq!(code(&forged, &question(DIFC, None, &[Domain::Sanctions])), 2);
        forged.cells[0].jurisdiction_index = DIFC;
        assert_eq!(code(&forged, &question(DIFC, Some(DIFC), &[Domain::Sanctions])), 1);
        assert_eq!(code(&forged, &question(DIFC, None, &[Domain::Sanctions])), 1);
    }

    #[test]
    fn a_proof_of_something_else_is_no_answer() {
        let (kyc, sanctions) = (&[Domain::Kyc][..], &[Domain::Sanctions][..]);
        let view = view(ProofKind::Cell, DIFC, kyc);
        assert_eq!(code(&view, &question(DIFC, None, sanctions)), 1);
        assert_eq!(code(&view, &question(AIFC, None, kyc)), 1);
        assert_eq!(code(&view, &question(DIFC, Some(AIFC), kyc)), 1);
        assert_eq!(code(&view, &question(DIFC, None, &[Domain::Kyc, Domain::Sanctions])), 1);
        assert_eq!(code(&view, &question(DIFC, None, &[])), 2, "one cell is not all there is");
        let other = Question { subject: SubjectId([8; 32]), ..question(DIFC, None, kyc) };
        assert_eq!(code(&view, &other), 1);
        let asked = question(DIFC, None, kyc);
        assert_eq!(verify(&view, &Digest([1; 32]), &asked, None).unwrap_err().code(), 1);
    }

    #[test]
    fn a_multi_proof_has_one_index_and_a_cell_that_is_there_proves_it() {
        let asked = [Domain::Aml, Domain::Kyc];
        let both = view(ProofKind::Multi, DIFC, &asked);
        let verified = verify(&both, &both.root, &question(DIFC, None, &asked), None).unwrap();
        let there: Vec<_> = verified.cells.iter().map(|c| (c.coordinate.domain, c.cell.is_some())).collect();
        let mut expected = vec![(Domain::Aml, false), (Domain::Kyc, true)];
        expected.sort_unstable();
        assert_eq!(there, expected);

        let mut forged = both;
        forged.cells[0].jurisdiction_index = AIFC;
        assert_eq!(code(&forged, &question(DIFC, None, &asked)), 1);
        let absent = view(ProofKind::Multi, AIFC, &asked);
        assert_eq!(code(&absent, &question(AIFC, None, &asked)), 2);
        assert_eq!(code(&absent, &question(AIFC, Some(AIFC), &asked)), 0);
    }

    #[test]
    fn slices_show_what_is_there_and_empty_ones_that_nothing_is() {
        let mut there = [Domain::Kyc, Domain::Sanctions];
        there.sort_unstable();
        let full = view(ProofKind::Slice, DIFC, &there);
        let verified = verify(&full, &full.root, &question(DIFC, None, &[]), Some(500)).unwrap();
        assert!(verified.complete && verified.cells.len() == 2);
        assert_eq!(verified.passes, Some(false));
        let kyc = verify(&full, &full.root, &question(DIFC, None, &[Domain::Kyc]), Some(500)).unwrap();
        assert_eq!((kyc.complete, kyc.passes), (false, Some(true)));

        let empty = view(ProofKind::Slice, AIFC, &[]);
        assert_eq!(code(&empty, &question(AIFC, None, &[])), 2);
        assert_eq!(code(&empty, &question(DIFC, Some(DIFC), &[])), 1, "another place is not empty");
        let verified = verify(&empty, &empty.root, &question(AIFC, Some(AIFC), &[]), Some(500)).unwrap();
        assert!(verified.complete && verified.cells.is_empty());
        assert_eq!(verified.passes, Some(false), "nothing attested does not pass");
    }

    #[test]
    fn files_with_and_without_what_was_asked_can_be_read() {
        let view = view(ProofKind::Cell, DIFC, &[Domain::Kyc]);
        let bare: ProofFile = serde_json::from_value(serde_json::to_value(&view).unwrap()).unwrap();
        assert!(bare.asked.is_none() && bare.view == view);
        let asked = Asked {
            subject: SUBJECT,
            jurisdiction: name(DIFC),
            jurisdiction_index: DIFC,
            domains: vec![Domain::Kyc],
            block: Digest([3; 32]),
        };
        let json = serde_json::to_value(ProofFile { view: view.clone(), asked: Some(asked) }).unwrap();
        assert_eq!(json["asked"]["jurisdictionIndex"], 1);
        assert_eq!(serde_json::from_value::<ProofFile>(json).unwrap().view, view);
    }
}
