//! The chain as the machine sees it.
//!
//! Words of storage, logs and whatever was read are kept in memory while a transaction runs, under a journal of undoings.
//! What other pallets keep is journaled by the storage layers of the client: a layer of the machine becomes one of them
//! only when something outside of this pallet is about to change in it, so that calls which touch nothing else cost none.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    vec::Vec,
};
use core::marker::PhantomData;
use msez_core::{ComplianceState, Coordinate, Digest, JurisdictionId, SubjectId};
use msez_savm::{
    host::{Compliance, Evaluation, Migration, State},
    opcode::{byte, Opcode},
    Address, Binding, Host, Instance, Log, Program, Word,
};
use msez_traits::{AssetLock, AssetPrograms, AssetUnits, Issuing, Migrations, ProofVerifier, TensorReader};
use polkadot_sdk::{
    frame_support::{
        storage::with_storage_layer,
        traits::{
            fungible::{Inspect, Mutate},
            tokens::{Fortitude, Preservation},
            Get,
        },
        weights::Weight,
    },
    sp_io::storage::{commit_transaction, rollback_transaction, start_transaction},
    sp_runtime::DispatchError,
};

use crate::{storage, surcharge, Code, Config, Event, HostCrypto, Instances, Pallet};

/// An address as the key of the state.
pub(crate) fn digest(address: &Address) -> Digest {
    Digest(address.to_be_bytes())
}

/// An address as an account.
pub(crate) fn account<T: Config>(address: &Address) -> T::AccountId {
    address.to_be_bytes().into()
}

/// A word of storage, as it was and as it is.
#[derive(Clone, Copy)]
struct Slot {
    before: Option<Word>,
    now: Option<Word>,
    /// Whether reading it was paid for.
    warm: bool,
    /// Whether its first change was paid for.
    written: bool,
}

/// What stands at an address, once it was looked up.
struct Place {
    instance: Option<Known>,
    /// Whether that was paid for.
    warm: bool,
}

/// What is known of an instance.
#[derive(Clone, Copy)]
struct Known {
    program: Digest,
    size: u32,
    asset: Option<SubjectId>,
    /// `None` where it has to be looked up.
    binding: Option<Binding>,
}

/// A layer of the journal.
struct Layer {
    undos: usize,
    logs: usize,
    /// Whether it is a storage layer of the client too.
    real: bool,
}

/// A change of one key.
pub(crate) struct Change {
    pub instance: Digest,
    pub key: Word,
    pub before: Option<Word>,
    pub now: Option<Word>,
}

/// One transaction's view of the chain.
///
/// Asking for a surcharge changes nothing that counts: the machine may ask twice for one instruction, and may not be able
/// to pay. What was paid for is remembered when it is done.
pub(crate) struct ChainHost<T: Config> {
    /// The instance that was called from outside.
    outermost: Address,
    places: BTreeMap<Address, Place>,
    programs: BTreeMap<Digest, Arc<Program>>,
    /// Of all of them, as stored.
    loaded_bytes: u32,
    slots: BTreeMap<(Address, Word), Slot>,
    balances: BTreeMap<Address, Word>,
    prices: BTreeMap<u8, u64>,
    logs: Vec<Log>,
    undos: Vec<((Address, Word), Option<Word>)>,
    layers: Vec<Layer>,
    /// Instances that this transaction has written to.
    written: BTreeSet<Address>,
    /// Instances whose storage other transactions of this block have changed.
    changed: BTreeSet<Digest>,
    /// How many of the former are not among the latter.
    newly: u32,
    marker: PhantomData<T>,
}

impl<T: Config> ChainHost<T> {
    /// A view for a call of `outermost`, in a block that has changed the storage of those instances.
    pub fn new(outermost: Address, changed: impl IntoIterator<Item = Digest>) -> Self {
        Self {
            outermost,
            places: BTreeMap::new(),
            programs: BTreeMap::new(),
            loaded_bytes: 0,
            slots: BTreeMap::new(),
            balances: BTreeMap::new(),
            prices: BTreeMap::new(),
            logs: Vec::new(),
            undos: Vec::new(),
            layers: Vec::new(),
            written: BTreeSet::new(),
            changed: changed.into_iter().collect(),
            newly: 0,
            marker: PhantomData,
        }
    }

    /// What the machine left: the keys that changed, in order, and the logs.
    pub fn finish(self) -> (Vec<Change>, Vec<Log>) {
        let changes = self.slots.iter().filter(|(_, slot)| slot.before != slot.now);
        let changes = changes.map(|((instance, key), slot)| Change {
            instance: digest(instance),
            key: *key,
            before: slot.before,
            now: slot.now,
        });
        (changes.collect(), self.logs)
    }

    /// Something outside of this pallet is about to change: all layers must be able to undo it.
    fn touch(&mut self) {
        for layer in self.layers.iter_mut().filter(|layer| !layer.real) {
            start_transaction();
            layer.real = true;
        }
        self.balances.clear();
    }

    /// Does something outside of this pallet, wholly or not at all.
    fn attempt<R>(&mut self, effect: impl FnOnce() -> Result<R, DispatchError>) -> Option<R> {
        self.touch();
        with_storage_layer(effect).ok()
    }

    /// The same where the homes of assets may change.
    fn attempt_move<R>(&mut self, effect: impl FnOnce() -> Result<R, DispatchError>) -> Option<R> {
        self.forget_bindings();
        self.attempt(effect)
    }

    fn forget_bindings(&mut self) {
        for known in self.places.values_mut().filter_map(|place| place.instance.as_mut()) {
            known.binding = None;
        }
    }

    /// What stands at an address, looked up once.
    fn place(&mut self, address: &Address) -> &mut Place {
        self.places.entry(*address).or_insert_with(|| {
            let instance = Instances::<T>::get(digest(address)).map(|record| Known {
                program: record.program,
                size: record.size,
                asset: record.asset,
                binding: None,
            });
            Place { instance, warm: false }
        })
    }

    fn program(&mut self, id: &Digest, size: u32) -> Option<Arc<Program>> {
        if let Some(program) = self.programs.get(id) {
            return Some(Arc::clone(program));
        }
        let program = Arc::new(Code::<T>::get(id)?);
        self.loaded_bytes = self.loaded_bytes.saturating_add(size);
        if self.loaded_bytes > surcharge::LOADED_BYTES {
            self.programs.clear();
            self.loaded_bytes = size;
        }
        self.programs.insert(*id, Arc::clone(&program));
        Some(program)
    }

    fn slot(&mut self, instance: &Address, key: &Word) -> &mut Slot {
        self.slots.entry((*instance, *key)).or_insert_with(|| {
            let word = storage::read(&digest(instance), key);
            Slot { before: word, now: word, warm: false, written: false }
        })
    }

    fn is_warm(&self, instance: &Address, key: &Word) -> bool {
        self.slots.get(&(*instance, *key)).is_some_and(|slot| slot.warm)
    }

    fn call_surcharge(&mut self, to: &Address) -> u64 {
        let place = self.place(to);
        let warm = place.warm;
        let Some(known) = place.instance else { return if warm { 0 } else { surcharge::ACCOUNT } };
        let mut gas = if warm { 0 } else { surcharge::LOAD };
        if !self.programs.contains_key(&known.program) {
            gas = gas
                .saturating_add(surcharge::LOAD_BYTE.saturating_mul(known.size.into()))
                .saturating_add(if warm { surcharge::COLD_READ } else { 0 });
        }
        if known.asset.is_some() && known.binding.is_none() {
            gas = gas.saturating_add(surcharge::BINDING);
        }
        gas
    }

    /// Whether another instance may change in this block, if this one has not yet.
    fn has_room(&self, instance: &Address) -> bool {
        let id = digest(instance);
        if self.written.contains(instance) || self.changed.contains(&id) {
            return true;
        }
        let count = u32::try_from(self.changed.len()).unwrap_or(u32::MAX).saturating_add(self.newly);
        count < T::MaxBlockInstances::get()
    }

    /// Of SSTORE and SDELETE. `u64::MAX`, which nobody can pay, where too many instances have changed in this block.
    fn write_surcharge(&mut self, instance: &Address, opcode: u8, key: &Word) -> u64 {
        let mut gas = 0u64;
        if !self.written.contains(instance) {
            if !self.has_room(instance) {
                return u64::MAX;
            }
            if *instance != self.outermost {
                gas = surcharge::FIRST_INSTANCE;
            }
        }
        let warm = self.is_warm(instance, key);
        if opcode == byte::SDELETE && !warm {
            // Asked for before it may be looked up whether the key is present.
            return gas.saturating_add(surcharge::COLD_READ).saturating_add(surcharge::FIRST_WRITE);
        }
        let slot = self.slot(instance, key);
        if slot.now.is_some() {
            if !warm {
                gas = gas.saturating_add(surcharge::COLD_READ);
            }
            if !slot.written {
                gas = gas.saturating_add(surcharge::FIRST_WRITE);
            }
        }
        gas
    }

    /// Of what other pallets do: what their weight is more than the table asks.
    fn service_surcharge(&mut self, opcode: u8, operand: &Word) -> u64 {
        let price = |weight: Weight| {
            let table = Opcode::of(opcode).map_or(0, |opcode| u64::from(opcode.gas));
            surcharge::of_weight(weight, T::WeightPerGas::get(), table)
        };
        if opcode == byte::VERIFY_ZK {
            let circuit = digest(operand);
            return price(T::Verifier::verify_weight(&circuit, surcharge::ZK_INPUTS, surcharge::ZK_PROOF));
        }
        *self.prices.entry(opcode).or_insert_with(|| {
            price(match opcode {
                byte::TENSOR_GET | byte::COMPLIANCE_CHECK | byte::TENSOR_COMMIT => T::Tensor::state_weight(),
                byte::TENSOR_EVAL => T::Tensor::standing_weight(),
                byte::TENSOR_SET | byte::ATTEST => T::Issuing::state_weight(),
                byte::VERIFY_ATTEST => T::Issuing::holds_weight(),
                byte::ASSET_STATUS | byte::UNITS_OF => T::Units::read_weight(),
                byte::CAN_TRANSFER | byte::UNITS_TRANSFER => T::Units::transfer_weight(),
                byte::ASSET_HALT | byte::ASSET_RESUME => T::Assets::halt_weight(),
                byte::LOCK
                | byte::UNLOCK
                | byte::TRANSIT_BEGIN
                | byte::TRANSIT_END
                | byte::SETTLE
                | byte::COMPENSATE
                | byte::MIGRATION_STATE => T::Migrations::weight(),
                _ => return 0,
            })
        })
    }
}

/// What an instance acts for: the asset it was created for, if that names it.
pub(crate) fn binding<T: Config>(instance: &Digest, asset: Option<SubjectId>) -> Binding {
    let bound = || {
        let asset = asset?;
        let home = T::Homes::home(&asset).filter(|_| T::Assets::named(&asset, instance))?;
        Some(Binding {
            asset: Word::from_be_bytes(asset.0),
            jurisdiction: Word::from_be_bytes(*home.as_word()),
            corridor: Word::ZERO,
        })
    };
    bound().unwrap_or_default()
}

/// What an account can spend, and lives on.
pub(crate) fn free_balance<T: Config>(who: &T::AccountId) -> u128 {
    T::Currency::reducible_balance(who, Preservation::Preserve, Fortitude::Polite)
}

impl<T: Config> State for ChainHost<T> {
    fn begin(&mut self) {
        self.layers.push(Layer { undos: self.undos.len(), logs: self.logs.len(), real: false });
    }

    fn commit(&mut self) {
        if self.layers.pop().is_some_and(|layer| layer.real) {
            commit_transaction();
        }
        if self.layers.is_empty() {
            self.undos.clear();
        }
    }

    fn rollback(&mut self) {
        let Some(layer) = self.layers.pop() else { return };
        while self.undos.len() > layer.undos {
            if let Some((place, word)) = self.undos.pop() {
                if let Some(slot) = self.slots.get_mut(&place) {
                    slot.now = word;
                }
            }
        }
        self.logs.truncate(layer.logs);
        if layer.real {
            rollback_transaction();
            self.balances.clear();
            self.forget_bindings();
        }
    }

    fn instance(&mut self, address: &Address) -> Option<Instance> {
        let place = self.place(address);
        place.warm = true;
        let mut known = place.instance?;
        let program = self.program(&known.program, known.size)?;
        let binding = match known.binding {
            Some(binding) => binding,
            None => {
                let binding = binding::<T>(&digest(address), known.asset);
                known.binding = Some(binding);
                self.place(address).instance = Some(known);
                binding
            }
        };
        Some(Instance { program, binding })
    }

    fn storage(&mut self, instance: &Address, key: &Word) -> Option<Word> {
        let slot = self.slot(instance, key);
        slot.warm = true;
        slot.now
    }

    fn set_storage(&mut self, instance: &Address, key: &Word, value: Option<Word>) -> Option<Word> {
        if self.written.insert(*instance) && !self.changed.contains(&digest(instance)) {
            self.newly = self.newly.saturating_add(1);
        }
        let slot = self.slot(instance, key);
        (slot.warm, slot.written) = (true, true);
        let before = slot.now;
        if before != value {
            slot.now = value;
            self.undos.push(((*instance, *key), before));
        }
        before
    }

    fn balance(&mut self, who: &Address) -> Word {
        let free = || free_balance::<T>(&account::<T>(who)).into();
        *self.balances.entry(*who).or_insert_with(free)
    }

    fn transfer(&mut self, from: &Address, to: &Address, amount: &Word) -> bool {
        let Some(value) = amount.to_u128() else { return false };
        if self.balance(from) < *amount {
            return false;
        }
        let paid = || {
            let (from, to) = (account::<T>(from), account::<T>(to));
            T::Currency::transfer(&from, &to, value, Preservation::Preserve)
        };
        from == to || self.attempt(paid).is_some()
    }

    fn log(&mut self, log: Log) {
        self.logs.push(log);
    }

    fn surcharge(&mut self, actor: &Address, opcode: u8, operand: &Word) -> u64 {
        match opcode {
            byte::SLOAD | byte::SHAS if self.is_warm(actor, operand) => 0,
            byte::SLOAD | byte::SHAS => surcharge::COLD_READ,
            byte::SSTORE | byte::SDELETE => self.write_surcharge(actor, opcode, operand),
            byte::CALL | byte::STATICCALL => self.call_surcharge(operand),
            byte::BALANCE if self.balances.contains_key(operand) => 0,
            byte::BALANCE => surcharge::COLD_ACCOUNT,
            byte::VERIFY_SIG | byte::VERIFY_SR25519 | byte::VERIFY_ECDSA => surcharge::SIGNATURE,
            _ => self.service_surcharge(opcode, operand),
        }
    }
}

impl<T: Config> Compliance for ChainHost<T> {
    fn tensor_get(&mut self, at: &Coordinate) -> (ComplianceState, bool) {
        T::Tensor::state(at)
    }

    fn tensor_set(&mut self, actor: &Address, at: &Coordinate, state: ComplianceState) -> bool {
        let Some(program) = self.place(actor).instance.map(|known| known.program) else { return false };
        let validity = T::AttestationPeriod::get();
        self.attempt(|| T::Issuing::state(&account::<T>(actor), at, state, validity, program)).is_some()
    }

    fn tensor_eval(&mut self, asset: &SubjectId, jurisdiction: &JurisdictionId) -> Evaluation {
        let standing = T::Tensor::standing(asset, jurisdiction);
        Evaluation { passes: standing.passes, state: standing.state, issues: standing.issues }
    }

    fn tensor_root(&mut self) -> Word {
        Word::from_be_bytes(T::Tensor::root().0)
    }

    fn attest(&mut self, actor: &Address, at: &Coordinate, kind: &Word) -> Option<Digest> {
        let (state, validity) = (ComplianceState::Compliant, T::AttestationPeriod::get());
        self.attempt(|| T::Issuing::state(&account::<T>(actor), at, state, validity, digest(kind)))
    }

    fn attestation_holds(&mut self, id: &Digest) -> bool {
        T::Issuing::holds(id)
    }

    fn verify_zk(&mut self, _actor: &Address, circuit: &Digest, inputs: &[Word], proof: &[u8]) -> bool {
        let within = |len: usize, most: u32| u32::try_from(len).is_ok_and(|len| len <= most);
        if !within(inputs.len(), surcharge::ZK_INPUTS) || !within(proof.len(), surcharge::ZK_PROOF) {
            return false;
        }
        let inputs: Vec<[u8; 32]> = inputs.iter().map(|input| input.to_be_bytes()).collect();
        T::Verifier::verify(circuit, &inputs, proof)
    }

    fn asset_status(&mut self, asset: &SubjectId) -> u8 {
        T::Units::status_code(asset)
    }

    fn halt_asset(&mut self, actor: &Address, asset: &SubjectId, reason: &Word) -> bool {
        let (instance, asset, reason) = (digest(actor), *asset, digest(reason));
        let halted = self.attempt(|| {
            T::Assets::halt(&asset, &instance)?;
            Pallet::<T>::deposit_event(Event::AssetHalted { instance, asset, reason });
            Ok(())
        });
        halted.is_some()
    }

    fn resume_asset(&mut self, actor: &Address, asset: &SubjectId) -> bool {
        self.attempt(|| T::Assets::resume(asset, &digest(actor))).is_some()
    }

    fn transfer_reasons(&mut self, asset: &SubjectId, from: &Address, to: &Address, amount: &Word) -> u64 {
        // More than there can be is refused like the most that there can be.
        let amount = amount.to_u128().unwrap_or(u128::MAX);
        T::Units::refusal_bits(asset, &account::<T>(from), &account::<T>(to), amount)
    }

    fn units_of(&mut self, asset: &SubjectId, holder: &Address) -> Word {
        T::Units::spendable(asset, &account::<T>(holder)).into()
    }

    fn transfer_units(&mut self, actor: &Address, asset: &SubjectId, to: &Address, amount: &Word) -> bool {
        let Some(amount) = amount.to_u128() else { return false };
        let (from, to) = (account::<T>(actor), account::<T>(to));
        self.attempt(|| T::Units::transfer(asset, &from, &to, amount)).is_some()
    }
}

impl<T: Config> Migration for ChainHost<T> {
    fn lock(
        &mut self,
        actor: &Address,
        asset: &SubjectId,
        jurisdiction: &JurisdictionId,
        amount: &Word,
        seconds: u64,
    ) -> Option<Digest> {
        let amount = amount.to_u128()?;
        self.attempt_move(|| T::Migrations::lock(&digest(actor), asset, jurisdiction, amount, seconds))
    }

    fn unlock(&mut self, actor: &Address, lock: &Digest) -> bool {
        self.attempt_move(|| T::Migrations::unlock(&digest(actor), lock)).is_some()
    }

    fn begin_transit(&mut self, actor: &Address, lock: &Digest, target: &JurisdictionId) -> Option<Digest> {
        self.attempt_move(|| T::Migrations::begin(&digest(actor), lock, target))
    }

    fn end_transit(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.attempt_move(|| T::Migrations::arrive(&digest(actor), transit)).is_some()
    }

    fn settle(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.attempt_move(|| T::Migrations::settle(&digest(actor), transit)).is_some()
    }

    fn compensate(&mut self, actor: &Address, transit: &Digest) -> bool {
        self.attempt_move(|| T::Migrations::compensate(&digest(actor), transit)).is_some()
    }

    fn migration_state(&mut self, transit: &Digest) -> u8 {
        T::Migrations::state_code(transit)
    }
}

impl<T: Config> Host for ChainHost<T> {
    type Crypto = HostCrypto;
}
