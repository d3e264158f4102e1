//! A host in memory that also runs in wasm. Storage, value and logs are real; what a chain would answer about
//! compliance, assets and migration depends on the operands and on what was done before, and on nothing else.

use alloc::{collections::BTreeMap, sync::Arc, vec::Vec};
use codec::Encode;
use core::marker::PhantomData;
use msez_core::{ComplianceState, Coordinate, Digest, JurisdictionId, SubjectId};
use msez_savm::{
    host::{Address, Binding, Compliance, Evaluation, Host, Instance, Log, Migration, State},
    Crypto, Program, Word,
};

/// How to take one change back.
enum Undo {
    Storage(Address, Word, Option<Word>),
    Balance(Address, Option<Word>),
    Log,
    Act,
}

/// Everything that a program can touch.
pub struct Ledger<C> {
    instances: BTreeMap<Address, Instance>,
    storage: BTreeMap<Address, BTreeMap<Word, Word>>,
    balances: BTreeMap<Address, Word>,
    logs: Vec<Log>,
    /// What was done to assets, in order: a name, and a digest of the operands.
    acts: Vec<(u8, u64)>,
    journal: Vec<Undo>,
    layers: Vec<usize>,
    crypto: PhantomData<C>,
}

impl<C> Default for Ledger<C> {
    fn default() -> Self {
        Self {
            instances: BTreeMap::new(),
            storage: BTreeMap::new(),
            balances: BTreeMap::new(),
            logs: Vec::new(),
            acts: Vec::new(),
            journal: Vec::new(),
            layers: Vec::new(),
            crypto: PhantomData,
        }
    }
}

impl<C> Ledger<C> {
    /// Puts an instance at an address.
    pub fn install(&mut self, address: Address, program: Program, binding: Binding) {
        self.instances.insert(address, Instance { program: Arc::new(program), binding });
    }

    /// Sets a balance.
    pub fn fund(&mut self, who: Address, amount: Word) {
        self.balances.insert(who, amount);
    }

    /// Writes a word before a run.
    pub fn preload(&mut self, instance: Address, key: Word, value: Word) {
        self.storage.entry(instance).or_default().insert(key, value);
    }

    /// All that a run can change, as bytes.
    pub fn state(&self) -> Vec<u8> {
        let storage: Vec<_> = self
            .storage
            .iter()
            .flat_map(|(instance, words)| words.iter().map(move |(key, value)| (instance, key, value)))
            .collect();
        let balances: Vec<_> = self.balances.iter().filter(|(_, amount)| !amount.is_zero()).collect();
        (storage, balances, &self.logs, &self.acts).encode()
    }

    /// FNV-1a over a question and what was done before it.
    fn ask(&self, name: u8, operands: impl Encode) -> u64 {
        (name, operands, self.acts.len() as u64).encode().iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    /// Does something to an asset. Refused to about one in four.
    fn act(&mut self, name: u8, operands: impl Encode) -> Option<u64> {
        let digest = self.ask(name, operands);
        (digest >> 32 & 3 != 0).then(|| {
            self.acts.push((name, digest));
            self.journal.push(Undo::Act);
            digest
        })
    }

    fn set_balance(&mut self, who: &Address, amount: Word) {
        let before = self.balances.insert(*who, amount);
        self.journal.push(Undo::Balance(*who, before));
    }
}

/// Puts a value back, or its absence.
fn put_back<K: Ord>(map: &mut BTreeMap<K, Word>, key: K, before: Option<Word>) {
    match before {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

fn id(digest: u64) -> Digest {
    Digest(Word::from(digest).to_be_bytes())
}

impl<C: Crypto> State for Ledger<C> {
    fn begin(&mut self) {
        self.layers.push(self.journal.len());
    }

    fn commit(&mut self) {
        self.layers.pop();
    }

    fn rollback(&mut self) {
        let to = self.layers.pop().unwrap_or_default();
        while self.journal.len() > to {
            match self.journal.pop() {
                Some(Undo::Storage(instance, key, before)) => {
                    put_back(self.storage.entry(instance).or_default(), key, before);
                }
                Some(Undo::Balance(who, before)) => put_back(&mut self.balances, who, before),
                Some(Undo::Log) => drop(self.logs.pop()),
                Some(Undo::Act) => drop(self.acts.pop()),
                None => return,
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
        let words = self.storage.entry(*instance).or_default();
        let before = match value {
            Some(value) => words.insert(*key, value),
            None => words.remove(key),
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

    fn surcharge(&mut self, actor: &Address, opcode: u8, operand: &Word) -> u64 {
        self.ask(opcode, (actor, operand)) & 15
    }
}

impl<C: Crypto> Compliance for Ledger<C> {
    fn tensor_get(&mut self, at: &Coordinate) -> (ComplianceState, bool) {
        let answer = self.ask(0, at);
        (state(answer), answer >> 40 & 3 == 0)
    }

    fn tensor_set(&mut self, actor: &Address, at: &Coordinate, state: ComplianceState) -> bool {
        self.act(1, (actor, at, state)).is_some()
    }

    fn tensor_eval(&mut self, asset: &SubjectId, jurisdiction: &JurisdictionId) -> Evaluation {
        let answer = self.ask(2, (asset, jurisdiction));
        let issues = if answer >> 48 & 1 == 0 { 0 } else { 3 };
        Evaluation { passes: issues == 0, state: state(answer), issues }
    }

    fn tensor_root(&mut self) -> Word {
        self.ask(3, ()).into()
    }

    fn attest(&mut self, actor: &Address, at: &Coordinate, kind: &Word) -> Option<Digest> {
        self.act(4, (actor, at, kind)).map(id)
    }

    fn attestation_holds(&mut self, attestation: &Digest) -> bool {
        self.ask(5, attestation) & 1 == 0
    }

    fn verify_zk(&mut self, actor: &Address, circuit: &Digest, inputs: &[Word], proof: &[u8]) -> bool {
        self.ask(6, (actor, circuit, inputs, proof)) & 1 == 0
    }

    fn asset_status(&mut self, asset: &SubjectId) -> u8 {
        (self.ask(7, asset) % 6) as u8
    }

    fn halt_asset(&mut self, actor: &Address, asset: &SubjectId, reason: &Word) -> bool {
        self.act(8, (actor, asset, reason)).is_some()
    }

    fn resume_asset(&mut self, actor: &Address, asset: &SubjectId) -> bool {
        self.act(9, (actor, asset)).is_some()
    }

    fn transfer_reasons(&mut self, asset: &SubjectId, from: &Address, to: &Address, amount: &Word) -> u64 {
        self.ask(10, (asset, from, to, amount)) & 7
    }

    fn units_of(&mut self, asset: &SubjectId, holder: &Address) -> Word {
        self.ask(11, (asset, holder)).into()
    }

    fn transfer_units(&mut self, actor: &Address, asset: &SubjectId, to: &Address, amount: &Word) -> bool {
        self.act(12, (actor, asset, to, amount)).is_some()
    }
}

/// One of the six states.
fn state(answer: u64) -> ComplianceState {
    u8::try_from(answer % 6).ok().and_then(ComplianceState::from_code).unwrap_or_default()
}

impl<C: Crypto> Migration for Ledger<C> {
    fn lock(
        &mut self,
        actor: &Address,
        asset: &SubjectId,
        jurisdiction: &JurisdictionId,
        amount: &Word,
        seconds: u64,
    ) -> Option<Digest> {
        self.act(13, (actor, asset, jurisdiction, amount, seconds)).map(id)
    }

    fn unlock(&mut self, actor: &Address, lock: &Digest) -> bool {
        self.act(14, (actor, lock)).is_some()
    }

    fn begin_transit(&mut self, actor: &Address, lock: &Digest, target: &JurisdictionId) -> Option<Digest> {
        self.act(15, (actor, lock, target)).map(id)
    }

    fn end_transit(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.act(16, (actor, transit)).is_some()
    }

    fn settle(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.act(17, (actor, transit)).is_some()
    }

    fn compensate(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.act(18, (actor, transit)).is_some()
    }

    fn migration_state(&mut self, transit: &Digest) -> u8 {
        (self.ask(19, transit) % 5) as u8
    }
}

impl<C: Crypto> Host for Ledger<C> {
    type Crypto = C;
}
