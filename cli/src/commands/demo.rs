//! `msez demo`: the story of the tensor on a development chain, every step through finality.

use std::{fs, path::PathBuf};

use msez_attestation::{Sha256, SoftSha256, Statement};
use msez_core::{AssetClass, ComplianceState, Digest, Domain, JurisdictionId, SubjectId, Tier};
use msez_runtime_api::{
    AccreditationView, Evaluation, JurisdictionView, ProofView, Report, RootsView, SubjectKind, TreeKind,
};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;
use subxt::rpcs::rpc_params;

use crate::{
    account::{Account, Scheme},
    chain::Chain,
    commands::{
        attestation, issuer,
        jurisdiction::all,
        subject,
        tensor::{evaluation_text, report_text, roots_text},
        Global,
    },
    failure::{Failure, Outcome},
    proof::{self, Verified},
};

/// `msez demo`
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Where the story takes place.
    #[arg(long, default_value = "uae-difc")]
    jurisdiction: JurisdictionId,
    /// The class of the asset.
    #[arg(long, default_value = "securities")]
    class: AssetClass,
    /// Write the proof to this file.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What the story ended with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Story {
    genesis: Digest,
    jurisdiction: JurisdictionId,
    issuer: AccountId32,
    subject: SubjectId,
    before: Report,
    attestations: Vec<attestation::Attested>,
    after: Evaluation,
    finalized_block: u64,
    finalized_hash: String,
    roots: RootsView,
    proof: ProofView,
    verified: Verified,
    mutations_refused: usize,
}

/// Byte positions of the proof that the story tampers with.
const MUTATIONS: usize = 20;

const DEVELOPMENT_ACCOUNTS: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

/// Tells the story.
pub async fn run(global: &Global, demo: Demo) -> Outcome {
    let output = global.output();
    let chain = global.chain().await?;
    let say = |text: &str| output.progress(text);
    let Demo { jurisdiction, class, out } = demo;

    say(&format!("\n1. A jurisdiction exists: {jurisdiction}"));
    let place: JurisdictionView = chain.ask("msez_jurisdiction", rpc_params![jurisdiction]).await?;
    let required: Vec<Domain> = place
        .profiles
        .iter()
        .find(|profile| profile.class == class)
        .map(|profile| profile.domains.iter().collect())
        .ok_or_else(|| Failure::Usage(format!("{jurisdiction} does not admit the class {class}")))?;
    let names: Vec<String> = required.iter().map(ToString::to_string).collect();
    say(&format!("   {} ({}); for {class} it asks for {}", place.name, place.framework, names.join(", ")));

    say("\n2. Its authority accredits an issuer");
    let authority = development_account(&place.authority)?;
    let issuer_key = Account::read("//Issuer", Scheme::Ed25519)?;
    accredit(&chain, jurisdiction, &required, &issuer_key.id(), &authority).await?;

    say("\n3. An asset is registered");
    let carrier = Account::read("bob", Scheme::Sr25519)?;
    // Content-addressed: the time of the chain makes every telling a new asset.
    let document = serde_json::json!({
        "schema": "msez/demo-asset/1",
        "issuer": issuer_key.id().to_string(),
        "class": class,
        "jurisdiction": jurisdiction,
        "chain": chain.genesis(),
        "created": chain.now().await?,
    });
    let registered =
        subject::register(&chain, SubjectKind::Asset, class, document.to_string().into_bytes(), &carrier)
            .await?;
    let subject = registered.subject;
    say(&format!("   its id is the SHA-256 of its genesis document: {subject}"));

    say("\n4. Nobody has attested anything, so it does not pass");
    let before = report(&chain, subject, jurisdiction).await?;
    say(&report_text(&before));
    if before.evaluation.passes {
        return Err(Failure::No("an asset without attestations passes".into()));
    }

    say("\n5. The issuer signs its findings; somebody else carries them to the chain");
    let mut attestations = Vec::new();
    for domain in &required {
        let now = chain.now().await?;
        let statement = Statement {
            subject,
            jurisdiction,
            domain: *domain,
            state: ComplianceState::Compliant,
            valid_from: now,
            valid_until: Some(now.saturating_add(365 * 86_400_000)),
            evidence: Digest(SoftSha256::sha256(format!("{domain}-evidence-bundle").as_bytes())),
        };
        let signed = attestation::sign(&chain, statement, &issuer_key).await?;
        let attested = attestation::submit(&chain, &signed, &carrier).await?;
        say(&format!("   {domain}: attestation {}", attested.attestation));
        attestations.push(attested);
    }
    let last = attestations
        .last()
        .map(|attested| (attested.finalized.block_number, attested.finalized.block_hash.clone()));
    let (finalized_block, finalized_hash) =
        last.ok_or_else(|| Failure::Usage(format!("{jurisdiction} asks for nothing")))?;

    say("\n6. Now it passes");
    let at = chain.now().await?;
    let after: Evaluation = chain
        .ask("msez_tensorEvaluate", rpc_params![subject, jurisdiction, None::<Vec<Domain>>, None::<u64>])
        .await?;
    say(&format!("   {}", evaluation_text(&after)));
    if !after.passes {
        return Err(Failure::No("the asset does not pass with every attestation given".into()));
    }

    say("\n7. The tensor's roots, and a proof taken from the chain");
    let proof = proof::take(&chain, TreeKind::Keccak, subject, jurisdiction, &required[..1]).await?;
    let roots: RootsView = chain.ask("msez_tensorRoots", rpc_params![]).await?;
    say(&roots_text(&roots));
    say(&format!("   a proof of {} takes {} bytes", required[0], proof.proof.len()));
    if let Some(path) = &out {
        let text = serde_json::to_vec_pretty(&proof).map_err(|e| Failure::File(e.to_string()))?;
        fs::write(path, text).map_err(|e| Failure::File(format!("{}: {e}", path.display())))?;
        say(&format!("   written to {}", path.display()));
    }

    say("\n8. It is verified without the chain, and refused when a bit is changed");
    let root = proof.root;
    let verified = proof::verify(&proof, &root, Some(at))?;
    say(&verified.to_string());
    let mutations_refused = tamper(&proof, &root);
    say(&format!("   {mutations_refused} of {MUTATIONS} mutations refused"));
    if mutations_refused != MUTATIONS {
        return Err(Failure::No("a tampered proof was accepted".into()));
    }

    let story = Story {
        genesis: chain.genesis(),
        jurisdiction,
        issuer: issuer_key.id(),
        subject,
        before,
        attestations,
        after,
        finalized_block,
        finalized_hash,
        roots,
        proof,
        verified,
        mutations_refused,
    };
    output.result(&story, |s| {
        format!(
            "\nDone: {} is compliant in {}, final in block {}.",
            s.subject, s.jurisdiction, s.finalized_block
        )
    });
    Ok(())
}

async fn report(chain: &Chain, subject: SubjectId, jurisdiction: JurisdictionId) -> Outcome<Report> {
    chain.ask("msez_tensorReport", rpc_params![subject, jurisdiction, None::<Vec<Domain>>, None::<u64>]).await
}

/// The key of a development account.
fn development_account(id: &AccountId32) -> Outcome<Account> {
    for name in DEVELOPMENT_ACCOUNTS {
        let account = Account::read(name, Scheme::Sr25519)?;
        if account.id() == *id {
            return Ok(account);
        }
    }
    Err(Failure::Usage(format!("{id} is no development account: the demo needs a development chain")))
}

/// Accredits the issuer where it is not accredited yet.
async fn accredit(
    chain: &Chain,
    jurisdiction: JurisdictionId,
    domains: &[Domain],
    issuer: &AccountId32,
    authority: &Account,
) -> Outcome {
    let known: Vec<AccreditationView> =
        all(chain, "msez_issuers", |page| rpc_params![jurisdiction, page]).await?;
    for domain in domains {
        if !known.iter().any(|a| a.issuer == *issuer && a.domain == *domain && a.is_in_force) {
            issuer::accredit(chain, jurisdiction, *domain, issuer, Tier(1), None, authority).await?;
        }
    }
    Ok(())
}

/// Flips one bit at a time, spread over the proof, and counts the refusals.
fn tamper(proof: &ProofView, root: &Digest) -> usize {
    let len = proof.proof.len().max(1);
    (0..MUTATIONS)
        .filter(|i| {
            let mut tampered = proof.clone();
            if let Some(byte) = tampered.proof.get_mut(i * len / MUTATIONS) {
                *byte ^= 1 << (i % 8);
            }
            proof::verify(&tampered, root, None).is_err()
        })
        .count()
}
