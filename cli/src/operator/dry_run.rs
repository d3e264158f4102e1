//! A custodian who holds nothing: requests are written to a file, and answered with what follows from them.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, Write},
    path::Path,
};

use anyhow::Context;
use msez_core::{Digest, Moment};

use crate::operator::{
    custodian::{Custodian, Refusal},
    order::{Held, Request, Settled},
    sha256,
};

/// How much longer such a hold lasts than was asked for, in milliseconds.
const HOLD: Moment = 30 * 86_400_000;

/// Writes requests down, each once.
pub struct DryRun {
    file: RefCell<File>,
    asked: RefCell<BTreeSet<Digest>>,
}

impl DryRun {
    /// Goes on with a file, or begins it.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let shown = || path.display().to_string();
        let mut file =
            OpenOptions::new().read(true).append(true).create(true).open(path).with_context(shown)?;
        let mut asked = BTreeSet::new();
        let mut is_whole = true;
        for line in BufReader::new(&mut file).split(b'\n') {
            let request = serde_json::from_slice::<Request>(&line.with_context(shown)?);
            is_whole = request.is_ok();
            asked.extend(request.map(|request| request.request_id));
        }
        if !is_whole {
            // The rest of a line that was cut off; the request is made again.
            file.write_all(b"\n").with_context(shown)?;
        }
        Ok(Self { file: RefCell::new(file), asked: RefCell::new(asked) })
    }

    fn note(&self, request: &Request) -> Result<(), Refusal> {
        if self.asked.borrow().contains(&request.request_id) {
            return Ok(());
        }
        let failed = |e: std::io::Error| Refusal::NotYet(format!("the dry run's file: {e}"));
        let mut line = serde_json::to_vec(request).map_err(|e| failed(e.into()))?;
        line.push(b'\n');
        let mut file = self.file.borrow_mut();
        file.write_all(&line).and_then(|()| file.sync_data()).map_err(failed)?;
        self.asked.borrow_mut().insert(request.request_id);
        Ok(())
    }
}

/// What the request would be called by who carries it out.
fn name(request: &Request) -> String {
    sha256(&request.request_id.0).to_string()
}

impl Custodian for DryRun {
    async fn prepare(&self, request: &Request) -> Result<Held, Refusal> {
        self.note(request)?;
        let expires_at = request.hold_until.unwrap_or_default().saturating_add(HOLD);
        Ok(Held { lock: name(request), expires_at, evidence: None })
    }

    async fn commit(&self, request: &Request) -> Result<Settled, Refusal> {
        self.note(request)?;
        Ok(Settled { settlement: name(request), block: 0, evidence: None })
    }

    async fn release(&self, request: &Request) -> Result<(), Refusal> {
        self.note(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operator::order::tests::order;

    #[tokio::test]
    async fn a_request_is_written_once_and_always_answered_alike() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dry.jsonl");
        let request = Request::prepare(order(7), 1_000, 2_000);
        let first = DryRun::open(&path).unwrap().prepare(&request).await.unwrap();
        let mut torn = std::fs::read(&path).unwrap();
        torn.extend_from_slice(b"{\"action\":");
        std::fs::write(&path, torn).unwrap();

        let again = DryRun::open(&path).unwrap();
        assert_eq!(again.prepare(&request).await.unwrap(), first);
        let commit = Request::commit(order(7), 1_000, first.lock.clone());
        let settled = again.commit(&commit).await.unwrap();
        assert_ne!(settled.settlement, first.lock);
        again.release(&Request::release(order(8), None)).await.unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let asked: Vec<Request> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        assert_eq!(asked, [request, commit, Request::release(order(8), None)]);
    }
}
