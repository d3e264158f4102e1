//! evm 0.43, under the rules of Cancun, with its own backend in memory.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};
use evm::{
    backend::{MemoryAccount, MemoryBackend, MemoryVicinity},
    executor::stack::{
        MemoryStackState, PrecompileFailure, PrecompileFn, PrecompileOutput, StackExecutor,
        StackSubstateMetadata,
    },
    Config, Context, ExitError, ExitReason, ExitSucceed,
};
use primitive_types::{H160, H256, U256};
use sha2::{Digest, Sha256};

use crate::{
    case::{Case, KEYS},
    program::code,
    Clock, Ran,
};

const GAS: u64 = 1 << 50;

/// The precompile at 2. The crate has none of its own; Substrate's is made of the same function and price.
fn sha256(
    input: &[u8],
    gas: Option<u64>,
    _: &Context,
    _: bool,
) -> Result<(PrecompileOutput, u64), PrecompileFailure> {
    let price = 60 + 12 * input.len().div_ceil(32) as u64;
    if gas.is_some_and(|gas| gas < price) {
        return Err(PrecompileFailure::Error { exit_status: ExitError::OutOfGas });
    }
    let output = Sha256::digest(input).to_vec();
    Ok((PrecompileOutput { exit_status: ExitSucceed::Returned, output }, price))
}

pub fn run(case: Case, clock: &mut Clock) -> Result<Ran, String> {
    let (caller, contract) = (H160::from_low_u64_be(1), H160::from_low_u64_be(0xc0));
    let vicinity = MemoryVicinity {
        gas_price: U256::zero(),
        origin: caller,
        chain_id: U256::one(),
        block_hashes: Vec::new(),
        block_number: U256::zero(),
        block_coinbase: H160::zero(),
        block_timestamp: U256::one(),
        block_difficulty: U256::zero(),
        block_gas_limit: U256::MAX,
        block_base_fee_per_gas: U256::zero(),
        block_randomness: Some(H256::zero()),
    };
    let keys = if case == Case::Load { KEYS } else { 0 };
    let storage = (1..=keys).map(|key| H256::from_low_u64_be(key.into())).map(|key| (key, key)).collect();
    let account = MemoryAccount { nonce: U256::one(), balance: U256::zero(), storage, code: code(case) };
    let mut backend = MemoryBackend::new(&vicinity, BTreeMap::from([(contract, account)]));
    let config = Config::cancun();
    let state = MemoryStackState::new(StackSubstateMetadata::new(GAS, &config), &mut backend);
    let precompiles = BTreeMap::from([(H160::from_low_u64_be(2), sha256 as PrecompileFn)]);
    let mut executor = StackExecutor::new_with_precompiles(state, &config, &precompiles);
    let mut outcome = None;
    clock(&mut || {
        let call =
            executor.transact_call(caller, contract, U256::zero(), Vec::new(), GAS, Vec::new(), Vec::new());
        outcome = Some(call);
    });
    match outcome.ok_or("it did not run")? {
        (ExitReason::Succeed(_), word) => {
            let word = word.try_into().map_err(|word| format!("{case:?} returned {word:?}"))?;
            Ok(Ran { word, gas: executor.used_gas() })
        }
        (reason, _) => Err(format!("{case:?}: {reason:?}")),
    }
}
