//! `msez-node benchmark`: the SDK's measurements on this runtime.

use std::time::Duration;

use codec::Encode;
use frame_benchmarking_cli::{
    BenchmarkCmd, ExtrinsicBuilder, ExtrinsicFactory, SubstrateRemarkBuilder, SUBSTRATE_REFERENCE_HARDWARE,
};
use msez_runtime::{
    constants::EXISTENTIAL_DEPOSIT, opaque::Block, AccountId, Balance, Hash, Nonce, Runtime, RuntimeCall,
    SignedPayload, TxExtension, UncheckedExtrinsic, VERSION,
};
use polkadot_sdk::{
    frame_benchmarking_cli, frame_metadata_hash_extension, frame_system, pallet_balances,
    pallet_transaction_payment,
    sc_cli::{self, SubstrateCli},
    sp_blockchain::HeaderBackend,
    sp_core::{sr25519, Pair},
    sp_inherents::{InherentData, InherentDataProvider},
    sp_keyring::Sr25519Keyring,
    sp_runtime::{generic::Era, traits::HashingFor, OpaqueExtrinsic},
    sp_timestamp,
};

use crate::{
    cli::Cli,
    service::{self, FullBackend, FullClient, Parts},
};

/// Runs one of the measurements.
pub fn run(cli: &Cli, cmd: &BenchmarkCmd) -> sc_cli::Result<()> {
    cli.create_runner(cmd)?.sync_run(|mut config| match cmd {
        BenchmarkCmd::Pallet(cmd) => {
            cmd.run_with_spec::<HashingFor<Block>, msez_bn254_host::HostFunctions>(Some(config.chain_spec))
        }
        BenchmarkCmd::Block(cmd) => {
            let Parts { client, .. } = service::new_partial(&mut config)?;
            cmd.run::<Block, FullBackend, FullClient>(client)
        }
        BenchmarkCmd::Storage(cmd) => {
            let Parts { client, backend, .. } = service::new_partial(&mut config)?;
            let (db, storage) = (backend.expose_db(), backend.expose_storage());
            let cache = backend.expose_shared_trie_cache();
            cmd.run::<Block, FullBackend, FullClient>(config, client, db, storage, cache)
        }
        BenchmarkCmd::Overhead(cmd) => cmd
            .run_with_default_builder_and_spec::<Block, msez_bn254_host::HostFunctions>(Some(
                config.chain_spec,
            )),
        BenchmarkCmd::Extrinsic(cmd) => {
            let Parts { client, .. } = service::new_partial(&mut config)?;
            let factory = ExtrinsicFactory(vec![
                Box::new(SubstrateRemarkBuilder::new_from_client::<FullClient, Block>(client.clone())?),
                Box::new(Transfer {
                    genesis: client.info().genesis_hash,
                    to: Sr25519Keyring::Bob.to_account_id(),
                    amount: EXISTENTIAL_DEPOSIT,
                }),
            ]);
            cmd.run(client, inherents()?, Vec::new(), &factory)
        }
        BenchmarkCmd::Machine(cmd) => cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone()),
    })
}

/// Without a pre-digest BABE takes slot 0 for the current one, so the time must be 0 too.
fn inherents() -> sc_cli::Result<InherentData> {
    let mut data = InherentData::new();
    let timestamp = sp_timestamp::InherentDataProvider::new(Duration::ZERO.into());
    futures::executor::block_on(timestamp.provide_inherent_data(&mut data))
        .map_err(|error| format!("creating inherent data: {error:?}"))?;
    Ok(data)
}

/// Builds `balances.transferKeepAlive` of Alice.
struct Transfer {
    genesis: Hash,
    to: AccountId,
    amount: Balance,
}

impl ExtrinsicBuilder for Transfer {
    fn pallet(&self) -> &str {
        "balances"
    }

    fn extrinsic(&self) -> &str {
        "transfer_keep_alive"
    }

    fn build(&self, nonce: u32) -> Result<OpaqueExtrinsic, &'static str> {
        let call = RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
            dest: self.to.clone().into(),
            value: self.amount,
        });
        Ok(sign(self.genesis, Sr25519Keyring::Alice, call, nonce))
    }
}

fn sign(genesis: Hash, signer: Sr25519Keyring, call: RuntimeCall, nonce: Nonce) -> OpaqueExtrinsic {
    let pair: sr25519::Pair = signer.pair();
    let extension: TxExtension = (
        frame_system::AuthorizeCall::<Runtime>::new(),
        frame_system::CheckNonZeroSender::<Runtime>::new(),
        frame_system::CheckSpecVersion::<Runtime>::new(),
        frame_system::CheckTxVersion::<Runtime>::new(),
        frame_system::CheckGenesis::<Runtime>::new(),
        frame_system::CheckEra::<Runtime>::from(Era::Immortal),
        frame_system::CheckNonce::<Runtime>::from(nonce),
        frame_system::CheckWeight::<Runtime>::new(),
        pallet_transaction_payment::ChargeTransactionPayment::<Runtime>::from(0),
        frame_metadata_hash_extension::CheckMetadataHash::<Runtime>::new(false),
        frame_system::WeightReclaim::<Runtime>::new(),
    );
    let implicit =
        ((), (), VERSION.spec_version, VERSION.transaction_version, genesis, genesis, (), (), (), None, ());
    let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
    let signature = payload.using_encoded(|bytes| pair.sign(bytes));
    let signed = UncheckedExtrinsic::new_signed(
        call,
        AccountId::from(pair.public()).into(),
        signature.into(),
        extension,
    );
    signed.into()
}
