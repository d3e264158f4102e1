//! Running a call and settling what it left.

use alloc::{collections::BTreeMap, vec::Vec};
use msez_core::Digest;
use msez_savm::{
    execute_traced,
    trace::{NoTrace, Tracer},
    Context, Ending, Fault, Log, Word,
};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_transaction,
        traits::{
            fungible::MutateHold,
            tokens::{Fortitude, Precision, Preservation, Restriction},
            Get, Time,
        },
    },
    frame_system::{self, pallet_prelude::BlockNumberFor},
    sp_runtime::{
        traits::{UniqueSaturatedInto, Zero},
        DispatchError, TransactionOutcome,
    },
};

use crate::{
    host::{ChainHost, Change},
    storage, Balance, Config, Error, Event, HoldReason, Instances, Pallet,
};

/// A call from outside.
#[derive(Clone)]
pub(crate) struct Request<AccountId> {
    pub signer: AccountId,
    pub instance: Digest,
    pub value: Balance,
    pub input: Vec<u8>,
    pub gas_limit: u64,
    /// The most that may be held for new keys; `None` for whatever it takes.
    pub deposit_limit: Option<Balance>,
}

/// Whether what a run did stays.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// If it succeeded.
    Success,
    /// In no case.
    Nothing,
}

/// Why a run failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The program undid itself.
    Reverted,
    /// The machine stopped it.
    Fault(Fault),
    /// It ran, but its storage could not be paid for.
    Unsettled(DispatchError),
}

/// What became of a run.
pub(crate) struct Run {
    pub result: Result<(), Failure>,
    pub gas_used: u64,
    pub return_data: Vec<u8>,
    pub pc: u32,
    /// None of a run that failed.
    pub logs: Vec<Log>,
    /// What was held for new keys.
    pub charged: Balance,
    /// What was given back for removed ones.
    pub released: Balance,
    /// Instances whose storage changed.
    pub changed: Vec<Digest>,
}

impl Run {
    fn refused(error: DispatchError) -> Self {
        Self {
            result: Err(Failure::Unsettled(error)),
            gas_used: 0,
            return_data: Vec::new(),
            pc: 0,
            logs: Vec::new(),
            charged: 0,
            released: 0,
            changed: Vec::new(),
        }
    }
}

/// Names the chain in messages that are signed.
fn genesis_hash<T: Config>() -> Word {
    let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
    Word::from_be_slice(hash.as_ref()).unwrap_or_default()
}

/// What a run sees of the chain and of who signed.
fn context<T: Config>(origin: Word) -> Context {
    Context {
        origin,
        gas_price: T::GasPrice::get().into(),
        timestamp: T::Time::now().checked_div(1_000).unwrap_or_default(),
        block_height: frame_system::Pallet::<T>::block_number().unique_saturated_into(),
        chain_id: genesis_hash::<T>(),
    }
}

/// What was moved for keys.
#[derive(Default)]
struct Settlement {
    charged: Balance,
    released: Balance,
    changed: Vec<Digest>,
}

impl<T: Config> Pallet<T> {
    /// Runs a call in a block that has changed the storage of those instances. Leaves nothing unless it succeeds and is
    /// to be kept.
    pub(crate) fn run<W: Tracer>(
        request: Request<T::AccountId>,
        changed: impl IntoIterator<Item = Digest>,
        keep: Keep,
        tracer: &mut W,
    ) -> Run {
        let run = with_transaction(|| {
            let run = Self::run_and_settle(request, changed, tracer);
            if keep == Keep::Success && run.result.is_ok() {
                TransactionOutcome::Commit(Ok::<_, DispatchError>(run))
            } else {
                TransactionOutcome::Rollback(Ok(run))
            }
        });
        run.unwrap_or_else(Run::refused)
    }

    /// Asks an instance, which can change nothing: writes are faults. The chain itself asks, so caller and origin are 0.
    /// What it returned; `None` if it failed.
    pub(crate) fn ask(instance: &Digest, input: Vec<u8>, gas_limit: u64) -> Option<Vec<u8>> {
        let address = Word::from_be_bytes(instance.0);
        let (caller, value) = (Word::ZERO, Word::ZERO);
        let call = msez_savm::Call { caller, instance: address, value, input, gas_limit, is_static: true };
        let asked = with_transaction(|| {
            let mut host = ChainHost::<T>::new(address, []);
            let outcome = execute_traced(&mut host, &context::<T>(Word::ZERO), call, &mut NoTrace);
            TransactionOutcome::Rollback(Ok::<_, DispatchError>(outcome.ending))
        });
        match asked {
            Ok(Ending::Succeeded(data)) => Some(data),
            _ => None,
        }
    }

    fn run_and_settle<W: Tracer>(
        request: Request<T::AccountId>,
        changed: impl IntoIterator<Item = Digest>,
        tracer: &mut W,
    ) -> Run {
        let Request { signer, instance, value, input, gas_limit, deposit_limit } = request;
        let caller = Word::from_be_bytes(signer.clone().into());
        let address = Word::from_be_bytes(instance.0);
        let context = context::<T>(caller);
        let call = msez_savm::Call {
            caller,
            instance: address,
            value: value.into(),
            input,
            gas_limit,
            is_static: false,
        };
        let mut host = ChainHost::<T>::new(address, changed);
        let outcome = execute_traced(&mut host, &context, call, tracer);
        let mut run = Run {
            result: Ok(()),
            gas_used: outcome.gas_used,
            return_data: Vec::new(),
            pc: u32::try_from(outcome.pc).unwrap_or(u32::MAX),
            logs: Vec::new(),
            charged: 0,
            released: 0,
            changed: Vec::new(),
        };
        match outcome.ending {
            Ending::Succeeded(data) => run.return_data = data,
            Ending::Reverted(data) => {
                (run.result, run.return_data) = (Err(Failure::Reverted), data);
                return run;
            }
            Ending::Faulted(fault) => {
                run.result = Err(Failure::Fault(fault));
                return run;
            }
        }
        let (changes, logs) = host.finish();
        match Self::settle(&signer, deposit_limit, changes) {
            Ok(settled) => {
                (run.charged, run.released, run.changed) =
                    (settled.charged, settled.released, settled.changed);
                run.logs = logs;
            }
            Err(error) => run.result = Err(Failure::Unsettled(error)),
        }
        run
    }

    /// Writes what changed, and moves deposits by how many keys each instance has more or less.
    fn settle(
        signer: &T::AccountId,
        deposit_limit: Option<Balance>,
        changes: Vec<Change>,
    ) -> Result<Settlement, DispatchError> {
        // Keys that came and keys that went, by instance.
        let mut counts = BTreeMap::<Digest, (u32, u32)>::new();
        for Change { instance, key, before, now } in changes {
            storage::write(&instance, &key, now);
            let (more, less) = counts.entry(instance).or_default();
            *more = more.saturating_add((before.is_none() && now.is_some()).into());
            *less = less.saturating_add((before.is_some() && now.is_none()).into());
        }
        let mut settled = Settlement { changed: counts.keys().copied().collect(), ..Settlement::default() };
        // What is given back can pay for what is new.
        for (instance, (more, less)) in &counts {
            let gone = less.saturating_sub(*more);
            if gone > 0 {
                let amount = Self::release(instance, signer, gone)?;
                settled.released = settled.released.saturating_add(amount);
            }
        }
        for (instance, (more, less)) in &counts {
            let new = more.saturating_sub(*less);
            if new > 0 {
                let left = deposit_limit.map(|limit| limit.saturating_sub(settled.charged));
                let amount = Self::charge(instance, signer, new, left)?;
                settled.charged = settled.charged.saturating_add(amount);
            }
        }
        Ok(settled)
    }

    /// Gives the part of the deposit that stands for so many keys to the signer.
    fn release(instance: &Digest, signer: &T::AccountId, gone: u32) -> Result<Balance, DispatchError> {
        let mut record = Instances::<T>::get(instance).ok_or(Error::<T>::InstanceNotFound)?;
        let items = record.items.saturating_sub(gone);
        // Rounded down; the last key takes what is left.
        let part = record
            .storage_deposit
            .checked_div(record.items.into())
            .unwrap_or_default()
            .saturating_mul(gone.into());
        let amount = if items == 0 { record.storage_deposit } else { part };
        T::Currency::transfer_on_hold(
            &HoldReason::Storage.into(),
            &instance.0.into(),
            signer,
            amount,
            Precision::Exact,
            Restriction::Free,
            Fortitude::Polite,
        )?;
        record.items = items;
        record.storage_deposit = record.storage_deposit.saturating_sub(amount);
        Instances::<T>::insert(instance, record);
        Self::deposit_event(Event::StorageReleased {
            instance: *instance,
            to: signer.clone(),
            items,
            amount,
        });
        Ok(amount)
    }

    /// Holds what so many new keys cost on the instance's account, from the signer.
    fn charge(
        instance: &Digest,
        signer: &T::AccountId,
        new: u32,
        limit: Option<Balance>,
    ) -> Result<Balance, DispatchError> {
        let mut record = Instances::<T>::get(instance).ok_or(Error::<T>::InstanceNotFound)?;
        let amount = T::ItemDeposit::get().saturating_mul(new.into());
        ensure!(limit.is_none_or(|limit| amount <= limit), Error::<T>::StorageDepositLimitExceeded);
        T::Currency::transfer_and_hold(
            &HoldReason::Storage.into(),
            signer,
            &instance.0.into(),
            amount,
            Precision::Exact,
            Preservation::Preserve,
            Fortitude::Polite,
        )
        .map_err(|_| Error::<T>::StorageDepositUnpaid)?;
        record.items = record.items.saturating_add(new);
        record.storage_deposit = record.storage_deposit.saturating_add(amount);
        let items = record.items;
        Instances::<T>::insert(instance, record);
        Self::deposit_event(Event::StorageCharged {
            instance: *instance,
            from: signer.clone(),
            items,
            amount,
        });
        Ok(amount)
    }
}

impl Failure {
    /// As the error of a call.
    pub fn into_error<T: Config>(self) -> DispatchError {
        match self {
            Self::Reverted => Error::<T>::Reverted.into(),
            Self::Fault(fault) => Error::<T>::from(fault).into(),
            Self::Unsettled(error) => error,
        }
    }
}

impl<T> From<Fault> for Error<T> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::OutOfGas => Self::OutOfGas,
            Fault::StackUnderflow => Self::StackUnderflow,
            Fault::StackOverflow => Self::StackOverflow,
            Fault::MemoryLimit => Self::MemoryLimit,
            Fault::TruncatedImmediate => Self::TruncatedImmediate,
            Fault::InvalidJump => Self::InvalidJump,
            Fault::InvalidOpcode => Self::InvalidOpcode,
            Fault::AssertionFailed => Self::AssertionFailed,
            Fault::StaticCall => Self::StaticCall,
            Fault::ReturnDataOutOfBounds => Self::ReturnDataOutOfBounds,
            Fault::NotFound => Self::InstanceNotFound,
            Fault::InsufficientBalance => Self::InsufficientBalance,
            Fault::InputTooLarge => Self::InputTooLarge,
        }
    }
}
