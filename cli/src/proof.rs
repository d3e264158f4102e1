//! Proof files: taken from the chain, verified without it.

use std::fmt;

use msez_bn254_host::PoseidonHasher;
use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId, Moment, SubjectId};
use msez_runtime_api::{ProofKind, ProofView, ProvenCell, TreeKind};
use msez_tensor::{Address, Cell, CellProof, Keccak, MultiProof, SliceProof, SoftKeccak, TreeHasher};
use serde::Serialize;
use subxt::rpcs::rpc_params;

use crate::{
    chain::Chain,
    failure::{Failure, Outcome},
    output::utc,
};

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
    /// Whether these are all cells of the subject there.
    pub complete: bool,
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
            write!(f, "  and nothing else is recorded there")?;
        }
        Ok(())
    }
}

/// Takes a proof from a node: a slice without domains, a cell for one, a multi-proof for more.
pub async fn take(
    chain: &Chain,
    tree: TreeKind,
    subject: SubjectId,
    jurisdiction: JurisdictionId,
    domains: &[Domain],
) -> Outcome<ProofView> {
    let coordinate = |domain| Coordinate { subject, jurisdiction, domain };
    match domains {
        [] => chain.ask("msez_tensorProveSlice", rpc_params![subject, jurisdiction, tree]).await,
        [domain] => chain.ask("msez_tensorProve", rpc_params![subject, jurisdiction, domain, tree]).await,
        many => {
            let coordinates: Vec<Coordinate> = many.iter().copied().map(coordinate).collect();
            chain.ask("msez_tensorProveMulti", rpc_params![coordinates, tree]).await
        }
    }
}

/// Verifies a proof file against a root that the caller trusts. Nothing the file says about itself is believed: its
/// own root, its claims and its proof must agree with the root given.
pub fn verify(view: &ProofView, root: &Digest, at: Option<Moment>) -> Outcome<Verified> {
    if view.root != *root {
        return Err(Failure::No(format!("the file was made for root {}, not {root}", view.root)));
    }
    let proven = match view.tree {
        TreeKind::Keccak => verify_with::<Keccak<SoftKeccak>>(view, root),
        TreeKind::Poseidon => verify_with::<PoseidonHasher>(view, root),
    }?;
    let cells = proven
        .into_iter()
        .map(|(coordinate, cell)| Proven {
            coordinate,
            state: at.map(|t| cell.as_ref().map_or(ComplianceState::Unknown, |c| c.state_at(t))),
            cell,
        })
        .collect();
    Ok(Verified {
        root: *root,
        proof_bytes: view.proof.len(),
        complete: view.kind == ProofKind::Slice,
        cells,
    })
}

fn refused(e: impl fmt::Debug) -> Failure {
    Failure::No(format!("the proof does not hold: {e:?}"))
}

fn address(cell: &ProvenCell) -> Address {
    Address { coordinate: cell.coordinate, jurisdiction_index: cell.jurisdiction_index }
}

fn verify_with<H: TreeHasher>(view: &ProofView, root: &Digest) -> Outcome<Vec<(Coordinate, Option<Cell>)>> {
    let (proven, indices): (Vec<_>, Vec<_>) = match view.kind {
        ProofKind::Cell => {
            let [claim] = view.cells.as_slice() else {
                return Err(Failure::No("a cell proof speaks about exactly one cell".into()));
            };
            let cell = CellProof::from_bytes(&view.proof)
                .and_then(|proof| proof.verify::<H>(root, &address(claim)))
                .map_err(refused)?;
            vec![((claim.coordinate, cell.cell), cell.index)].into_iter().unzip()
        }
        ProofKind::Multi => {
            let addresses: Vec<Address> = view.cells.iter().map(address).collect();
            let cells = MultiProof::from_bytes(&view.proof)
                .and_then(|proof| proof.verify::<H>(root, &addresses))
                .map_err(refused)?;
            view.cells
                .iter()
                .zip(cells)
                .map(|(claim, cell)| ((claim.coordinate, cell.cell), cell.index))
                .unzip()
        }
        ProofKind::Slice => {
            let Some(first) = view.cells.first() else {
                return Err(Failure::No("a slice without cells does not name its subject".into()));
            };
            let Coordinate { subject, jurisdiction, .. } = first.coordinate;
            let slice = SliceProof::from_bytes(&view.proof)
                .and_then(|proof| proof.verify::<H>(root, &subject, &jurisdiction, first.jurisdiction_index))
                .map_err(refused)?;
            slice
                .cells
                .into_iter()
                .map(|(domain, cell)| {
                    ((Coordinate { subject, jurisdiction, domain }, Some(cell)), slice.index)
                })
                .unzip()
        }
    };
    let claimed: Vec<_> = view.cells.iter().map(|c| (c.coordinate, c.cell)).collect();
    let claimed_indices: Vec<_> = view.cells.iter().map(|c| c.subject_index).collect();
    if claimed != proven || claimed_indices != indices {
        return Err(Failure::No("the file claims something else than its proof shows".into()));
    }
    Ok(proven)
}
