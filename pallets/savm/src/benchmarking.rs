//! Every call at its dearest, and what gas buys: the weight of one gas is the largest slope among the `gas_` benchmarks,
//! whose component is a million gas, except for `gas_loads`.

use alloc::{vec, vec::Vec};
use msez_core::Digest;
use msez_savm::{
    limits::{CODE_LIMIT, INPUT_LIMIT},
    opcode::byte,
    Word,
};
use polkadot_sdk::{frame_benchmarking::v2::*, frame_support::BoundedVec, frame_system::RawOrigin};

use crate::{
    storage,
    workloads::{blocks, deployed, instance, loads, ran, rich, Workload},
    *,
};

/// So many instances that have changed in this block.
fn changed<T: Config>(count: u32) {
    let ids = (0..count).map(|n| {
        let mut id = [0xff; 32];
        id[..4].copy_from_slice(&n.to_be_bytes());
        Digest(id)
    });
    BlockInstances::<T>::put(BoundedVec::truncate_from(ids.collect::<Vec<_>>()));
}

/// Instances whose keys from 1 on are there.
fn filled<T: Config>(workload: Workload, millions: u32) -> Digest {
    let (instance, turns) = workload.prepared::<T>(millions);
    for key in 1..=u64::from(turns) {
        storage::write(&instance, &Word::from(key), Some(Word::ZERO));
    }
    Instances::<T>::mutate(instance, |record| record.as_mut().unwrap().items = turns);
    instance
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn on_initialize() {
        BlockGas::<T>::put(7);
        changed::<T>(T::MaxBlockInstances::get());
        #[block]
        {
            BlockGas::<T>::kill();
            BlockInstances::<T>::kill();
        }
        assert_eq!(BlockGas::<T>::get(), 0);
    }

    #[benchmark]
    fn deploy(c: Linear<1, 24_576>) {
        let caller = rich::<T>("caller");
        let code = blocks(c);
        let id = msez_savm::code_id::<HostCrypto>(&code);
        #[extrinsic_call]
        _(RawOrigin::Signed(caller), code.try_into().unwrap());
        assert!(Programs::<T>::contains_key(id));
    }

    #[benchmark]
    fn instantiate() {
        let caller = rich::<T>("caller");
        let program = deployed::<T>(blocks(1_000));
        #[extrinsic_call]
        _(RawOrigin::Signed(caller.clone()), program, [7; 32], None);
        assert!(Instances::<T>::contains_key(Pallet::<T>::address_of(&program, &caller, [7; 32])));
    }

    /// Its 20,004 gas are in it.
    #[benchmark]
    fn call(i: Linear<0, 65_536>) {
        let caller = rich::<T>("caller");
        let mut code = vec![byte::PUSH1, 42, byte::PUSH1, 0, byte::SSTORE, byte::HALT];
        code.extend(blocks(CODE_LIMIT as u32 - 6));
        let instance = instance::<T>(code, 0);
        changed::<T>(T::MaxBlockInstances::get() - 1);
        let input = vec![7; (i as usize).min(INPUT_LIMIT)].try_into().unwrap();
        #[extrinsic_call]
        _(RawOrigin::Signed(caller), instance, 1_000_000_000_000, input, T::MaxGas::get(), None);
        assert_eq!(Instances::<T>::get(instance).unwrap().items, 1);
    }

    #[benchmark]
    fn remove_instance() {
        let instance = instance::<T>(blocks(1_000), 0);
        let creator = Instances::<T>::get(instance).unwrap().creator;
        #[extrinsic_call]
        _(RawOrigin::Signed(creator), instance);
        assert!(!Instances::<T>::contains_key(instance));
    }

    #[benchmark]
    fn remove_program() {
        let program = deployed::<T>(blocks(CODE_LIMIT as u32));
        let deployer = Programs::<T>::get(program).unwrap().deployer;
        #[extrinsic_call]
        _(RawOrigin::Signed(deployer), program);
        assert!(!Programs::<T>::contains_key(program));
    }

    #[benchmark(extra)]
    fn gas_div(m: Linear<0, 20>) {
        let (instance, _) = Workload::div().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_mul_mod(m: Linear<0, 20>) {
        let (instance, _) = Workload::mul_mod().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_exp(m: Linear<0, 20>) {
        let (instance, _) = Workload::exp().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_stack(m: Linear<0, 20>) {
        let (instance, _) = Workload::stack().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_jumps(m: Linear<0, 20>) {
        let (instance, _) = Workload::jumps().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_keccak(m: Linear<0, 20>) {
        let (instance, _) = Workload::keccak().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_sha256(m: Linear<0, 20>) {
        let (instance, _) = Workload::sha256().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_ed25519(m: Linear<0, 20>) {
        let (instance, _) = Workload::ed25519().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_sr25519(m: Linear<0, 20>) {
        let (instance, _) = Workload::sr25519().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_ecdsa(m: Linear<0, 20>) {
        let (instance, _) = Workload::ecdsa().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_memory(m: Linear<0, 20>) {
        let (instance, _) = Workload::memory().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_new_keys(m: Linear<0, 20>) {
        let (instance, _) = Workload::new_keys().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_warm_keys(m: Linear<0, 20>) {
        let (instance, _) = Workload::warm_keys().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_logs(m: Linear<0, 20>) {
        let (instance, _) = Workload::logs().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_large_logs(m: Linear<0, 20>) {
        let (instance, _) = Workload::large_logs().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_cold_keys(m: Linear<0, 20>) {
        let instance = filled::<T>(Workload::cold_keys(), m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_changed_keys(m: Linear<0, 20>) {
        let instance = filled::<T>(Workload::changed_keys(), m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_calls(m: Linear<0, 20>) {
        let (instance, _) = Workload::calls::<T>().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    #[benchmark(extra)]
    fn gas_payments(m: Linear<0, 20>) {
        let (instance, _) = Workload::payments::<T>().prepared::<T>(m);
        #[block]
        {
            ran::<T>(instance);
        }
    }

    /// For each program: `LOAD` and its bytes, 120,000 or so, times `LOAD_BYTE`.
    #[benchmark(extra)]
    fn gas_loads(n: Linear<0, 30>) {
        let instance = loads::<T>(n);
        #[block]
        {
            ran::<T>(instance);
        }
    }
}
