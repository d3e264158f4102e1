//! A host in memory, for offline runs, tests and benches. Its journal is a list of undoings.

use alloc::{collections::BTreeMap, sync::Arc, vec::Vec};
use msez_core::{ComplianceState, Coordinate, Digest, JurisdictionId, SubjectId};

use crate::{
    host::{Address, Binding, Compliance, Evaluation, Host, Instance, Log, Migration, State},
    Crypto, Program, SoftCrypto, Word,
};

/// A lock or a transit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Locked { actor: Address, asset: SubjectId, expires: u64 },
    Released,
    Transit { actor: Address, lock: Digest, stage: Stage },
}

/// Where a transit stands; the code is that of MIGRATION_STATE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Under = 1,
    Arrived = 2,
    Settled = 3,
    Compensated = 4,
}

/// Status code of an active asset.
const ACTIVE: u8 = 1;
/// Status code of a halted asset.
const HALTED: u8 = 2;

/// Reasons of CAN_TRANSFER in this host.
pub mod reasons {
    /// The sender does not hold enough units.
    pub const BALANCE: u64 = 1;
    /// The asset is not active.
    pub const ASSET: u64 = 2;
    /// The sender was named in [`MemoryHost::refuse`](super::MemoryHost::refuse).
    pub const SENDER: u64 = 4;
    /// The receiver was.
    pub const RECEIVER: u64 = 8;
}

/// How to take one change back.
#[derive(Clone, Debug)]
enum Undo {
    Storage(Address, Word, Option<Word>),
    Balance(Address, Word),
    Log,
    Cell(Coordinate, Option<(ComplianceState, bool)>),
    Attestation(Digest),
    Asset(SubjectId, u8),
    Units(SubjectId, Address, Word),
    Move(Digest, Option<Move>),
}

/// Everything that a program can touch, in maps. Compliance and assets are simple: a state for each coordinate, a
/// status for each asset, units without jurisdictions; rights are "this instance is bound to the asset".
#[derive(Clone, Debug, Default)]
pub struct MemoryHost {
    instances: BTreeMap<Address, Instance>,
    storage: BTreeMap<Address, BTreeMap<Word, Word>>,
    balances: BTreeMap<Address, Word>,
    logs: Vec<Log>,
    cells: BTreeMap<Coordinate, (ComplianceState, bool)>,
    attestations: BTreeMap<Digest, bool>,
    assets: BTreeMap<SubjectId, u8>,
    units: BTreeMap<(SubjectId, Address), Word>,
    refused: Vec<Address>,
    proofs: Vec<(Digest, Vec<Word>, Vec<u8>)>,
    moves: BTreeMap<Digest, Move>,
    now: u64,
    journal: Vec<Undo>,
    layers: Vec<usize>,
}

impl MemoryHost {
    /// Puts an instance at an address.
    pub fn install(&mut self, address: Address, program: Program, binding: Binding) {
        self.instances.insert(address, Instance { program: Arc::new(program), binding });
    }

    /// Sets a balance.
    pub fn fund(&mut self, who: Address, amount: Word) {
        self.balances.insert(who, amount);
    }

    /// Sets the state of a coordinate, and whether its evidence has expired.
    pub fn set_cell(&mut self, at: Coordinate, state: ComplianceState, expired: bool) {
        self.cells.insert(at, (state, expired));
    }

    /// Registers an asset as active.
    pub fn register_asset(&mut self, asset: SubjectId) {
        self.assets.insert(asset, ACTIVE);
    }

    /// Gives units to a holder.
    pub fn issue(&mut self, asset: SubjectId, holder: Address, amount: Word) {
        self.units.insert((asset, holder), amount);
    }

    /// Makes a party unable to hold or send units.
    pub fn refuse(&mut self, party: Address) {
        self.refused.push(party);
    }

    /// Ends an attestation.
    pub fn revoke(&mut self, attestation: Digest) {
        self.attestations.insert(attestation, false);
    }

    /// Makes a proof hold: this host has no circuits.
    pub fn accept_proof(&mut self, circuit: Digest, inputs: Vec<Word>, proof: Vec<u8>) {
        self.proofs.push((circuit, inputs, proof));
    }

    /// Sets the clock that locks run by.
    pub fn set_time(&mut self, seconds: u64) {
        self.now = seconds;
    }

    /// Writes a word before a run.
    pub fn preload(&mut self, instance: Address, key: Word, value: Word) {
        self.storage.entry(instance).or_default().insert(key, value);
    }

    /// What an instance has stored, by key.
    pub fn storage_of(&self, instance: &Address) -> impl Iterator<Item = (&Word, &Word)> {
        self.storage.get(instance).into_iter().flatten()
    }

    /// The logs that stayed, in order.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// Everything that a run can change, to compare before and after.
    pub fn snapshot(&self) -> impl PartialEq + core::fmt::Debug {
        let storage: Vec<_> = self
            .storage
            .iter()
            .flat_map(|(instance, map)| map.iter().map(|(key, value)| (*instance, *key, *value)))
            .collect();
        let balances: Vec<_> = self.balances.iter().filter(|(_, amount)| !amount.is_zero()).collect();
        let units: Vec<_> = self.units.iter().filter(|(_, amount)| !amount.is_zero()).collect();
        alloc::format!(
            "{storage:?}{balances:?}{:?}{:?}{:?}{:?}{units:?}{:?}",
            self.logs,
            self.cells,
            self.attestations,
            self.assets,
            self.moves,
        )
    }

    /// Whether a run left both alike: as comparing their snapshots, only fast.
    pub fn is_like(&self, other: &Self) -> bool {
        fn kept<K>(map: &BTreeMap<K, Word>) -> impl Iterator<Item = (&K, &Word)> {
            map.iter().filter(|(_, amount)| !amount.is_zero())
        }
        fn stored(host: &MemoryHost) -> impl Iterator<Item = (&Address, &BTreeMap<Word, Word>)> {
            host.storage.iter().filter(|(_, map)| !map.is_empty())
        }
        stored(self).eq(stored(other))
            && kept(&self.balances).eq(kept(&other.balances))
            && kept(&self.units).eq(kept(&other.units))
            && self.logs == other.logs
            && self.cells == other.cells
            && self.attestations == other.attestations
            && self.assets == other.assets
            && self.moves == other.moves
    }

    fn set_balance(&mut self, who: &Address, amount: Word) {
        let before = self.balances.insert(*who, amount).unwrap_or_default();
        self.journal.push(Undo::Balance(*who, before));
    }

    fn set_units(&mut self, asset: &SubjectId, holder: &Address, amount: Word) {
        let before = self.units.insert((*asset, *holder), amount).unwrap_or_default();
        self.journal.push(Undo::Units(*asset, *holder, before));
    }

    fn set_status(&mut self, actor: &Address, asset: &SubjectId, from: u8, to: u8) -> bool {
        if !self.acts_for(actor, asset) || self.asset_status(asset) != from {
            return false;
        }
        self.assets.insert(*asset, to);
        self.journal.push(Undo::Asset(*asset, from));
        true
    }

    fn set_move(&mut self, id: Digest, to: Move) {
        let before = self.moves.insert(id, to);
        self.journal.push(Undo::Move(id, before));
    }

    /// Whether the asset named the instance.
    fn acts_for(&self, actor: &Address, asset: &SubjectId) -> bool {
        self.instances.get(actor).is_some_and(|instance| instance.binding.asset.to_be_bytes() == asset.0)
    }

    /// The next id of a kind: a hash of who asks and how many ids there are.
    fn next_id(&self, kind: &[u8], actor: &Address) -> Digest {
        let count = self.moves.len().saturating_add(self.attestations.len());
        let mut preimage = kind.to_vec();
        preimage.extend_from_slice(&actor.to_be_bytes());
        preimage.extend_from_slice(&Word::from(count).to_be_bytes());
        Digest(SoftCrypto::sha256(&preimage))
    }

    fn advance(&mut self, actor: &Address, transit: &Digest, from: &[Stage], to: Stage) -> bool {
        match self.moves.get(transit).copied() {
            Some(Move::Transit { actor: owner, lock, stage }) if owner == *actor && from.contains(&stage) => {
                self.set_move(*transit, Move::Transit { actor: owner, lock, stage: to });
                true
            }
            _ => false,
        }
    }

    fn take_back(&mut self, undo: Undo) {
        match undo {
            Undo::Storage(instance, key, value) => {
                let map = self.storage.entry(instance).or_default();
                match value {
                    Some(value) => map.insert(key, value),
                    None => map.remove(&key),
                };
            }
            Undo::Balance(who, amount) => {
                self.balances.insert(who, amount);
            }
            Undo::Log => {
                self.logs.pop();
            }
            Undo::Cell(at, cell) => {
                match cell {
                    Some(cell) => self.cells.insert(at, cell),
                    None => self.cells.remove(&at),
                };
            }
            Undo::Attestation(id) => {
                self.attestations.remove(&id);
            }
            Undo::Asset(asset, status) => {
                self.assets.insert(asset, status);
            }
            Undo::Units(asset, holder, amount) => {
                self.units.insert((asset, holder), amount);
            }
            Undo::Move(id, before) => {
                match before {
                    Some(before) => self.moves.insert(id, before),
                    None => self.moves.remove(&id),
                };
            }
        }
    }
}

impl State for MemoryHost {
    fn begin(&mut self) {
        self.layers.push(self.journal.len());
    }

    fn commit(&mut self) {
        self.layers.pop();
        if self.layers.is_empty() {
            self.journal.clear();
        }
    }

    fn rollback(&mut self) {
        let to = self.layers.pop().unwrap_or_default();
        while self.journal.len() > to {
            if let Some(undo) = self.journal.pop() {
                self.take_back(undo);
            }
        }
    }

    fn instance(&mut self, address: &Address) -> Option<Instance> {
        self.instances.get(address).cloned()
    }

    fn storage(&mut self, instance: &Address, key: &Word) -> Option<Word> {
        self.storage.get(instance)?.get(key).copied()
    }

    fn set_storage(&mut self, instance: &Address, key: &Word, value: Option<Word>) -> Option<Word> {
        let map = self.storage.entry(*instance).or_default();
        let before = match value {
            Some(value) => map.insert(*key, value),
            None => map.remove(key),
        };
        self.journal.push(Undo::Storage(*instance, *key, before));
        before
    }

    fn balance(&mut self, who: &Address) -> Word {
        self.balances.get(who).copied().unwrap_or_default()
    }

    fn transfer(&mut self, from: &Address, to: &Address, amount: &Word) -> bool {
        let Some(left) = self.balance(from).checked_sub(*amount) else { return false };
        if from == to {
            return true;
        }
        let Some(sum) = self.balance(to).checked_add(*amount) else { return false };
        self.set_balance(from, left);
        self.set_balance(to, sum);
        true
    }

    fn log(&mut self, log: Log) {
        self.logs.push(log);
        self.journal.push(Undo::Log);
    }
}

impl Compliance for MemoryHost {
    fn tensor_get(&mut self, at: &Coordinate) -> (ComplianceState, bool) {
        self.cells.get(at).copied().unwrap_or_default()
    }

    fn tensor_set(&mut self, actor: &Address, at: &Coordinate, state: ComplianceState) -> bool {
        if !self.acts_for(actor, &at.subject) {
            return false;
        }
        let before = self.cells.insert(*at, (state, false));
        self.journal.push(Undo::Cell(*at, before));
        true
    }

    /// Over the domains that have a cell; with none, UNKNOWN and one issue.
    fn tensor_eval(&mut self, asset: &SubjectId, jurisdiction: &JurisdictionId) -> Evaluation {
        let cells =
            self.cells.iter().filter(|(at, _)| at.subject == *asset && at.jurisdiction == *jurisdiction);
        let states = cells.map(
            |(_, (state, expired))| {
                if *expired {
                    (*state).min(ComplianceState::Expired)
                } else {
                    *state
                }
            },
        );
        let states: Vec<_> = states.collect();
        let failing = states.iter().filter(|state| !state.passes()).count();
        match states.iter().min() {
            None => Evaluation { issues: 1, ..Evaluation::default() },
            Some(state) => Evaluation {
                passes: failing == 0,
                state: *state,
                issues: u32::try_from(failing).unwrap_or(u32::MAX),
            },
        }
    }

    fn attest(&mut self, actor: &Address, at: &Coordinate, _kind: &Word) -> Option<Digest> {
        let id = self.next_id(b"attestation", actor);
        self.tensor_set(actor, at, ComplianceState::Compliant).then(|| {
            self.attestations.insert(id, true);
            self.journal.push(Undo::Attestation(id));
            id
        })
    }

    fn attestation_holds(&mut self, id: &Digest) -> bool {
        self.attestations.get(id).copied().unwrap_or_default()
    }

    fn verify_zk(&mut self, _actor: &Address, circuit: &Digest, inputs: &[Word], proof: &[u8]) -> bool {
        self.proofs.iter().any(|(c, i, p)| c == circuit && i == inputs && p == proof)
    }

    fn asset_status(&mut self, asset: &SubjectId) -> u8 {
        self.assets.get(asset).copied().unwrap_or_default()
    }

    fn halt_asset(&mut self, actor: &Address, asset: &SubjectId, _reason: &Word) -> bool {
        self.set_status(actor, asset, ACTIVE, HALTED)
    }

    fn resume_asset(&mut self, actor: &Address, asset: &SubjectId) -> bool {
        self.set_status(actor, asset, HALTED, ACTIVE)
    }

    fn transfer_reasons(&mut self, asset: &SubjectId, from: &Address, to: &Address, amount: &Word) -> u64 {
        let reason = |holds: bool, bit: u64| if holds { bit } else { 0 };
        reason(self.units_of(asset, from) < *amount, reasons::BALANCE)
            | reason(self.asset_status(asset) != ACTIVE, reasons::ASSET)
            | reason(self.refused.contains(from), reasons::SENDER)
            | reason(self.refused.contains(to), reasons::RECEIVER)
    }

    fn units_of(&mut self, asset: &SubjectId, holder: &Address) -> Word {
        self.units.get(&(*asset, *holder)).copied().unwrap_or_default()
    }

    fn transfer_units(&mut self, actor: &Address, asset: &SubjectId, to: &Address, amount: &Word) -> bool {
        if self.transfer_reasons(asset, actor, to, amount) != 0 {
            return false;
        }
        if actor == to {
            return true;
        }
        let (from, received) = (self.units_of(asset, actor), self.units_of(asset, to));
        let Some((left, sum)) = from.checked_sub(*amount).zip(received.checked_add(*amount)) else {
            return false;
        };
        self.set_units(asset, actor, left);
        self.set_units(asset, to, sum);
        true
    }
}

impl Migration for MemoryHost {
    fn lock(
        &mut self,
        actor: &Address,
        asset: &SubjectId,
        _jurisdiction: &JurisdictionId,
        amount: &Word,
        seconds: u64,
    ) -> Option<Digest> {
        let live = |lock: &Move| match lock {
            Move::Locked { asset: locked, expires, .. } => locked == asset && *expires > self.now,
            _ => false,
        };
        if !self.acts_for(actor, asset) || amount.is_zero() || self.moves.values().any(live) {
            return None;
        }
        let expires = self.now.checked_add(seconds)?;
        let id = self.next_id(b"lock", actor);
        self.set_move(id, Move::Locked { actor: *actor, asset: *asset, expires });
        Some(id)
    }

    fn unlock(&mut self, actor: &Address, lock: &Digest) -> bool {
        match self.moves.get(lock) {
            Some(Move::Locked { actor: owner, .. }) if owner == actor => {
                self.set_move(*lock, Move::Released);
                true
            }
            _ => false,
        }
    }

    fn begin_transit(&mut self, actor: &Address, lock: &Digest, _target: &JurisdictionId) -> Option<Digest> {
        match self.moves.get(lock) {
            Some(Move::Locked { actor: owner, expires, .. }) if owner == actor && *expires > self.now => {
                let id = self.next_id(b"transit", actor);
                self.set_move(*lock, Move::Released);
                self.set_move(id, Move::Transit { actor: *actor, lock: *lock, stage: Stage::Under });
                Some(id)
            }
            _ => None,
        }
    }

    fn end_transit(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.advance(actor, transit, &[Stage::Under], Stage::Arrived)
    }

    fn settle(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.advance(actor, transit, &[Stage::Arrived], Stage::Settled)
    }

    fn compensate(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.advance(actor, transit, &[Stage::Under, Stage::Arrived], Stage::Compensated)
    }

    fn migration_state(&mut self, transit: &Digest) -> u8 {
        match self.moves.get(transit) {
            Some(Move::Transit { stage, .. }) => *stage as u8,
            _ => 0,
        }
    }
}

impl Host for MemoryHost {
    type Crypto = SoftCrypto;
}
