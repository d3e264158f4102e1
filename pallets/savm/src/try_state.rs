//! What always holds.

use alloc::collections::BTreeMap;
use msez_core::Digest;
use msez_savm::code_id;
use polkadot_sdk::{
    frame_support::{ensure, traits::fungible::InspectHold},
    sp_io,
    sp_runtime::TryRuntimeError,
};

use crate::{
    storage, trie_of, Balance, BlockGas, BlockInstances, Code, Config, HoldReason, HostCrypto, Instances,
    Pallet, Programs,
};

impl<T: Config> Pallet<T> {
    /// Checks the invariants over the whole storage.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::programs_are_whole()?;
        Self::instances_agree_with_their_storage()?;
        Self::holds_are_the_sum_of_deposits()?;
        Self::counts_of_the_block_are_within_limits()
    }

    fn programs_are_whole() -> Result<(), TryRuntimeError> {
        let mut codes = 0usize;
        for id in Code::<T>::iter_keys() {
            let program = Code::<T>::get(id).ok_or("code decodes")?;
            ensure!(code_id::<HostCrypto>(program.code()) == id, "a program's id is that of its code");
            let analysed = msez_savm::Program::new(program.code().to_vec());
            ensure!(analysed.is_ok_and(|fresh| fresh == program), "the analysis is that of the code");
            let record = Programs::<T>::get(id).ok_or("every code has a record")?;
            let size = u32::try_from(codec::Encode::encoded_size(&program)).ok();
            ensure!(size == Some(record.size), "the size of a program is known");
            codes = codes.saturating_add(1);
        }
        ensure!(Programs::<T>::iter_keys().count() == codes, "every record has a code");
        Ok(())
    }

    fn instances_agree_with_their_storage() -> Result<(), TryRuntimeError> {
        let mut counts = BTreeMap::<Digest, u32>::new();
        for (id, instance) in Instances::<T>::iter() {
            let program = Programs::<T>::get(instance.program).ok_or("every instance has a program")?;
            ensure!(program.size == instance.size, "an instance knows its program's size");
            let count = counts.entry(instance.program).or_default();
            *count = count.saturating_add(1);
            ensure!(Self::stored(&id)? == instance.items, "words are counted");
            let held = T::Currency::balance_on_hold(&HoldReason::Storage.into(), &id.0.into());
            ensure!(held == instance.storage_deposit, "what words cost is held on the instance's account");
            ensure!(instance.items > 0 || held == 0, "nothing is held for no words");
        }
        for (id, program) in Programs::<T>::iter() {
            let count = counts.get(&id).copied().unwrap_or_default();
            ensure!(program.instances == count, "instances of a program are counted");
        }
        Ok(())
    }

    /// How many words an instance has; all of them are words.
    fn stored(instance: &Digest) -> Result<u32, TryRuntimeError> {
        let trie = trie_of(instance);
        let mut count = 0u32;
        let mut at = alloc::vec::Vec::new();
        // A trie may have an entry under the empty key, though not these.
        ensure!(
            sp_io::default_child_storage::get(trie.storage_key(), &[]).is_none(),
            "keys of storage are words"
        );
        while let Some(key) = sp_io::default_child_storage::next_key(trie.storage_key(), &at) {
            let word = <[u8; 32]>::try_from(key.as_slice()).map_err(|_| "keys of storage are words")?;
            ensure!(storage::read(instance, &word.into()).is_some(), "values of storage are words");
            count = count.saturating_add(1);
            at = key;
        }
        Ok(count)
    }

    fn holds_are_the_sum_of_deposits() -> Result<(), TryRuntimeError> {
        let mut deposits = BTreeMap::<(u8, T::AccountId), Balance>::new();
        let mut add = |reason, who, amount: Balance| {
            let sum = deposits.entry((reason, who)).or_default();
            *sum = sum.saturating_add(amount);
        };
        for program in Programs::<T>::iter_values() {
            add(0, program.deployer, program.deposit);
        }
        for instance in Instances::<T>::iter_values() {
            add(1, instance.creator, instance.deposit);
        }
        for ((reason, who), deposit) in deposits {
            let reason = if reason == 0 { HoldReason::Program } else { HoldReason::Instance };
            let held = T::Currency::balance_on_hold(&reason.into(), &who);
            ensure!(held == deposit, "holds are the sum of deposits");
        }
        Ok(())
    }

    fn counts_of_the_block_are_within_limits() -> Result<(), TryRuntimeError> {
        use polkadot_sdk::frame_support::traits::Get;
        ensure!(BlockGas::<T>::get() <= T::MaxBlockGas::get(), "a block has used no more gas than it may");
        let mut changed = BlockInstances::<T>::get().into_inner();
        let count = changed.len();
        changed.sort_unstable();
        changed.dedup();
        ensure!(changed.len() == count, "an instance counts once");
        Ok(())
    }
}
