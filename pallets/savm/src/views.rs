//! What the pallet answers. Nothing of it stays.

use alloc::{string::ToString, vec::Vec};
use msez_core::Digest;
use msez_runtime_api::{
    AccountId, ApiError, CallEnding, CallReport, CallRequest, InstanceView, LogView, ProgramInfo, TraceStep,
    MAX_TRACE_STEPS,
};
use msez_savm::{
    limits::INPUT_LIMIT,
    trace::{NoTrace, Tracer, View},
    Ending, Word,
};
use msez_traits::AssetPrograms;
use polkadot_sdk::frame_support::traits::Get;

use crate::{
    execution::{Failure, Keep, Request, Run},
    host::free_balance,
    root_of, storage, trie_of, Code, Config, InstanceOf, Instances, Pallet, Programs,
};

/// Words of the stack that a step shows.
const SHOWN_WORDS: usize = 16;

/// Keeps the first steps in the form of the interface.
#[derive(Default)]
struct Steps {
    kept: Vec<TraceStep>,
    count: u64,
}

impl Tracer for Steps {
    fn step(&mut self, view: &View<'_>) {
        self.count = self.count.saturating_add(1);
        let Some(opcode) = view.opcode else { return };
        if self.kept.len() >= usize::try_from(MAX_TRACE_STEPS).unwrap_or(usize::MAX) {
            return;
        }
        let hidden = view.stack.len().saturating_sub(SHOWN_WORDS);
        let shown = view.stack.iter().skip(hidden);
        self.kept.push(TraceStep {
            depth: u32::try_from(view.depth).unwrap_or(u32::MAX),
            pc: u32::try_from(view.pc).unwrap_or(u32::MAX),
            opcode,
            gas: view.gas,
            stack: shown.map(|word| Digest(word.to_be_bytes())).collect(),
        });
    }

    fn debug(&mut self, view: &View<'_>) {
        self.step(view);
    }

    fn end(&mut self, _: &View<'_>, _: &Ending) {}
}

impl<T: Config> Pallet<T> {
    /// A deployed program.
    pub fn program_info(id: &Digest) -> Result<ProgramInfo, ApiError> {
        let record = Programs::<T>::get(id).ok_or(ApiError::ProgramNotFound)?;
        let program = Code::<T>::get(id).ok_or(ApiError::Inconsistent)?;
        Ok(ProgramInfo {
            id: *id,
            code: program.code().to_vec(),
            blocks: u32::try_from(program.blocks()).unwrap_or(u32::MAX),
            instances: record.instances,
            deployer: shown::<T>(record.deployer),
            deposit: record.deposit,
            deployed_at: record.deployed_at,
        })
    }

    /// The instance at an address.
    pub fn instance_view(address: &AccountId) -> Result<InstanceView, ApiError> {
        let (id, record) = Self::found(address)?;
        let acts = record.asset.is_some_and(|asset| T::Assets::named(&asset, &id));
        Ok(InstanceView {
            address: address.clone(),
            program: record.program,
            creator: shown::<T>(record.creator),
            asset: record.asset,
            acts,
            storage_root: root_of(&id),
            storage_key: trie_of(&id).prefixed_storage_key().into_inner(),
            items: record.items,
            storage_deposit: record.storage_deposit,
            deposit: record.deposit,
            balance: free_balance::<T>(&id.0.into()),
            created_at: record.created_at,
        })
    }

    /// One word of an instance's storage; none where the key is absent.
    pub fn storage_at(address: &AccountId, key: &Digest) -> Result<Option<Digest>, ApiError> {
        let (id, _) = Self::found(address)?;
        let word = storage::read(&id, &Word::from_be_bytes(key.0));
        Ok(word.map(|word| Digest(word.to_be_bytes())))
    }

    /// What a call would do at the start of the next block. What the caller can pay in fees, and what the limits of a
    /// block leave, does not matter; what is held for storage does.
    pub fn dry_run(call: CallRequest, trace: bool) -> Result<CallReport, ApiError> {
        Self::found(&call.instance)?;
        let request = Self::request(call);
        let run = Self::attempted(&request, request.gas_limit, &mut NoTrace);
        let mut steps = Steps::default();
        if trace {
            // For its steps alone: with a tracer DEBUG is an opcode, on the chain it is not.
            Self::attempted(&request, request.gas_limit, &mut steps);
        }
        Ok(Self::report(run, steps))
    }

    /// A gas limit with which the call does what it does with the most gas, at most a 128th above the least; whoever fails
    /// with the most is told how.
    ///
    /// More than what is used can be needed on the way: SSTORE pays before it gives back, and a callee gets 63/64. All
    /// runs together use at most some six times what a call can, and the limit is the best one found with that. (Of a
    /// program that looks at its gas there may be a lower limit that succeeds in another way.)
    pub fn estimate_gas(call: CallRequest) -> Result<Result<u64, CallReport>, ApiError> {
        Self::found(&call.instance)?;
        let request = Self::request(call);
        let run = Self::attempted(&request, request.gas_limit, &mut NoTrace);
        if run.result.is_err() {
            return Ok(Err(Self::report(run, Steps::default())));
        }
        let succeeds = |limit: u64| Self::attempted(&request, limit, &mut NoTrace).result.is_ok();
        // A run that used nothing still needs a limit.
        let used = run.gas_used.max(1);
        if succeeds(used) {
            return Ok(Ok(used));
        }
        // `low` fails, `high` succeeds. Mostly what is missing is a storage's price, or a part of a 64th.
        let (mut low, mut high) = (used, request.gas_limit);
        let near = used.saturating_add(used >> 4).saturating_add(25_000);
        if near < high {
            if succeeds(near) {
                high = near;
            } else {
                low = near;
            }
        }
        // The three runs before this used as much as this at most, each.
        let mut left = T::MaxGas::get().saturating_mul(3);
        while high.saturating_sub(low) > low.checked_div(128).unwrap_or_default().max(1) && left > 0 {
            left = left.saturating_sub(used);
            let middle = low.saturating_add(high.saturating_sub(low) >> 1);
            if succeeds(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        Ok(Ok(high))
    }

    fn found(address: &AccountId) -> Result<(Digest, InstanceOf<T>), ApiError> {
        let id = Digest(address.clone().into());
        let record = Instances::<T>::get(id).ok_or(ApiError::InstanceNotFound)?;
        Ok((id, record))
    }

    fn request(call: CallRequest) -> Request<T::AccountId> {
        let most = T::MaxGas::get();
        let caller: [u8; 32] = call.caller.into();
        Request {
            signer: caller.into(),
            instance: Digest(call.instance.into()),
            value: call.value,
            input: call.input,
            gas_limit: call.gas_limit.map_or(most, |limit| limit.min(most)),
            deposit_limit: None,
        }
    }

    fn attempted<W: Tracer>(request: &Request<T::AccountId>, gas_limit: u64, tracer: &mut W) -> Run {
        let request = Request { gas_limit, ..request.clone() };
        Self::run(request, [], Keep::Nothing, tracer)
    }

    fn report(run: Run, steps: Steps) -> CallReport {
        let ending = match run.result {
            Ok(()) => CallEnding::Succeeded,
            Err(Failure::Reverted) => CallEnding::Reverted,
            Err(_) => CallEnding::Failed,
        };
        let error = match run.result {
            Ok(()) | Err(Failure::Reverted) => None,
            Err(Failure::Fault(fault)) => Some(fault.to_string()),
            Err(Failure::Unsettled(error)) => Some(<&'static str>::from(error).to_string()),
        };
        let logs = run.logs.into_iter().map(|log| LogView {
            instance: log.instance.to_be_bytes().into(),
            topics: log.topics.iter().map(|topic| Digest(topic.to_be_bytes())).collect(),
            data: log.data,
        });
        CallReport {
            ending,
            error,
            gas_used: run.gas_used,
            return_data: run.return_data,
            logs: logs.collect(),
            storage_charged: run.charged,
            storage_released: run.released,
            pc: run.pc,
            trace: steps.kept,
            steps: steps.count,
        }
    }
}

fn shown<T: Config>(who: T::AccountId) -> AccountId {
    let bytes: [u8; 32] = who.into();
    bytes.into()
}

/// Longer inputs are refused by the machine, as the type of the call does.
const _: () = assert!(INPUT_LIMIT <= 65_536);
