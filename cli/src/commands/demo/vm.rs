//! `msez demo vm`: a program on the chain, and what it stored proven without the chain.

use msez_core::Digest;
use msez_runtime_api::CallEnding;
use msez_savm::{asm::assemble, Word};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;

use crate::{
    account::{Account, Scheme},
    commands::{
        vm::calls::{self, Called, Order},
        Global,
    },
    failure::{Failure, Outcome},
    storage_proof::{self, Expected, ProofFile, Question, Verified},
};

/// Stores 42 under 0.
const PROGRAM: &str = "PUSH1 42\nPUSH1 0\nSSTORE\nHALT";

/// What the story ended with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Story {
    genesis: Digest,
    program: Digest,
    instance: AccountId32,
    called: Called,
    proof: ProofFile,
    verified: Verified,
    mutations: usize,
    mutations_refused: usize,
}

/// Tells the story.
pub async fn run(global: &Global) -> Outcome {
    let (chain, output) = (global.chain().await?, global.output());
    let say = |text: &str| output.progress(text);
    let who = Account::read("bob", Scheme::Sr25519)?;

    say("\n1. A program is deployed: it stores 42 under 0");
    let code = assemble(PROGRAM).map_err(|e| Failure::Usage(e.to_string()))?;
    let program = calls::deploy(&chain, code, &who).await?.program;
    say(&format!("   its id is the digest of its code: {program}"));

    say("\n2. An instance is created");
    let salt = Word::from(chain.now().await?);
    let instance = calls::instantiate(&chain, program, salt, None, &who).await?.instance;
    say(&format!("   {instance}"));

    say("\n3. It is tried, then called");
    let order = Order::bare(&instance);
    let tried = calls::dry_run(&chain, &order, who.id(), true).await?;
    say(&format!("   it would use {} gas in {} instructions", tried.gas_used, tried.steps));
    let called = calls::call(&chain, &order, &who).await?;
    say(&format!("   it used {} gas, final in block {}", called.gas_used, called.finalized.block_number));
    if tried.ending != CallEnding::Succeeded || tried.gas_used != called.gas_used {
        return Err(Failure::No("the call did something else than its dry run".into()));
    }

    say("\n4. What it stored is proven, and verified without the chain");
    let hash = &called.finalized.block_hash;
    let block: Digest = hash.parse().map_err(|e| Failure::Version(format!("{hash}: {e}")))?;
    let proof = storage_proof::take(&chain, &instance, &[Word::ZERO, Word::ONE], block).await?;
    let expected = [(Word::ZERO, Some(Expected::Word(42u8.into()))), (Word::ONE, Some(Expected::Absent))];
    let question = Question { instance: Some(instance.clone()), keys: expected.into() };
    let verified = storage_proof::verify(&proof, &block, &question)?;
    say(&verified.to_string());

    let mutations: Vec<ProofFile> = mutated(&proof).collect();
    let is_refused = |file: &&ProofFile| storage_proof::verify(file, &block, &question).is_err();
    let mutations_refused = mutations.iter().filter(is_refused).count();
    let mutations = mutations.len();
    say(&format!("   {mutations_refused} of {mutations} mutations refused"));
    if mutations_refused != mutations {
        return Err(Failure::No("a tampered proof was accepted".into()));
    }

    let genesis = chain.genesis();
    let story = Story { genesis, program, instance, called, proof, verified, mutations, mutations_refused };
    output.result(&story, |s| {
        let (gas, block) = (s.called.gas_used, s.verified.block);
        format!("\nDone: {} used {gas} gas and stored 42, proven against block {block}.", s.instance)
    });
    Ok(())
}

/// The proof with one bit changed: anywhere in the header, and in every node.
fn mutated(proof: &ProofFile) -> impl Iterator<Item = ProofFile> + '_ {
    let of_header = (0..proof.header.0.len()).map(|at| {
        let mut changed = proof.clone();
        changed.header.0.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (at % 8));
        changed
    });
    let of_nodes = (0..proof.nodes.len()).map(|at| {
        let mut changed = proof.clone();
        let node = changed.nodes.get_mut(at);
        node.and_then(|node| node.0.last_mut()).into_iter().for_each(|byte| *byte ^= 1);
        changed
    });
    of_header.chain(of_nodes)
}
