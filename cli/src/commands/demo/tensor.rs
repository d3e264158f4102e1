//! `msez demo`: the story of the tensor on a development chain, every step through finality.

use std::path::PathBuf;

use msez_attestation::{Sha256, SoftSha256, Statement};
use msez_core::{ComplianceState, Digest, Domain, JurisdictionId, SubjectId, Tier};
use msez_runtime_api::{
    AccreditationView, Evaluation, JurisdictionView, ProofView, Report, RootsView, SubjectKind, SubjectView,
    TreeKind,
};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;
use subxt::rpcs::rpc_params;

use crate::{
    account::{Account, Scheme},
    chain::Chain,
    commands::{
        attestation,
        demo::{development_account, required, Scene},
        issuer,
        jurisdiction::all,
        subject,
        tensor::{evaluation_text, report_text, roots_text},
        write_json, Global,
    },
    failure::{Failure, Outcome},
    proof::{self, ProofFile, Question, Verified},
};

/// What can be chosen.
#[derive(Debug, clap::Args)]
pub struct Tensor {
    #[command(flatten)]
    pub scene: Scene,
    /// Write the proof to this file.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What the story ended with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Story {
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
    proof: ProofFile,
    verified: Verified,
    mutations_refused: usize,
    forgeries_refused: usize,
}

/// Byte positions of the proof that the story tampers with.
const MUTATIONS: usize = 20;

/// Tells the story.
pub async fn tell(global: &Global, tensor: Tensor) -> Outcome<Story> {
    let output = global.output();
    let chain = global.chain().await?;
    let say = |text: &str| output.progress(text);
    let Tensor { scene: Scene { jurisdiction, class }, out } = tensor;

    say(&format!("\n1. A jurisdiction exists: {jurisdiction}"));
    let place: JurisdictionView = chain.ask("msez_jurisdiction", rpc_params![jurisdiction]).await?;
    let required = required(&place, class)?;
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

    // One final block answers everything from here on.
    let block: Digest =
        finalized_hash.parse().map_err(|e| Failure::Version(format!("{finalized_hash}: {e}")))?;

    say("\n6. Now it passes");
    let params = rpc_params![subject, jurisdiction, None::<Vec<Domain>>, None::<u64>, block];
    let after: Evaluation = chain.ask("msez_tensorEvaluate", params).await?;
    say(&format!("   {}", evaluation_text(&after)));
    if !after.passes {
        return Err(Failure::No("the asset does not pass with every attestation given".into()));
    }

    say("\n7. The tensor's roots, and a proof taken from the chain, all of one final block");
    let proven = &required[..1];
    let proof = proof::take(&chain, TreeKind::Keccak, subject, jurisdiction, proven, block).await?;
    let roots: RootsView = chain.ask("msez_tensorRoots", rpc_params![block]).await?;
    say(&roots_text(&roots));
    say(&format!("   a proof of {} takes {} bytes", required[0], proof.view.proof.len()));
    if proof.view.roots != roots.roots || proof.view.root != roots.roots.keccak {
        return Err(Failure::No("the proof and the roots of one block do not agree".into()));
    }
    if let Some(path) = &out {
        write_json(path, &proof)?;
        say(&format!("   written to {}", path.display()));
    }

    say("\n8. It is verified without the chain, and refused when a bit is changed");
    let root = roots.roots.keccak;
    let question =
        Question { subject, jurisdiction, jurisdiction_index: Some(place.index), domains: proven.to_vec() };
    let verified = proof::verify(&proof.view, &root, &question, Some(after.at))?;
    say(&verified.to_string());
    let mutations_refused = tamper(&proof.view, &root, &question);
    say(&format!("   {mutations_refused} of {MUTATIONS} mutations refused"));
    if mutations_refused != MUTATIONS {
        return Err(Failure::No("a tampered proof was accepted".into()));
    }

    say("\n9. Nor is a proof of something else an answer: that nothing is known elsewhere, under this name");
    let forged = forgeries(&chain, &proof.view, &question, block).await?;
    let forgeries_refused =
        forged.iter().filter(|forgery| proof::verify(forgery, &root, &question, None).is_err()).count();
    say(&format!("   {forgeries_refused} of {} forgeries refused", forged.len()));
    if forgeries_refused != forged.len() {
        return Err(Failure::No("a forged proof was accepted".into()));
    }

    Ok(Story {
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
        forgeries_refused,
    })
}

/// How it ended, for people.
pub fn ending(story: &Story) -> String {
    format!(
        "\nDone: {} is compliant in {}, final in block {}.",
        story.subject, story.jurisdiction, story.finalized_block
    )
}

async fn report(chain: &Chain, subject: SubjectId, jurisdiction: JurisdictionId) -> Outcome<Report> {
    chain.ask("msez_tensorReport", rpc_params![subject, jurisdiction, None::<Vec<Domain>>, None::<u64>]).await
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
fn tamper(proof: &ProofView, root: &Digest, question: &Question) -> usize {
    let len = proof.proof.len().max(1);
    (0..MUTATIONS)
        .filter(|i| {
            let mut tampered = proof.clone();
            if let Some(byte) = tampered.proof.get_mut(i * len / MUTATIONS) {
                *byte ^= 1 << (i % 8);
            }
            proof::verify(&tampered, root, question, None).is_err()
        })
        .count()
}

/// Valid proofs of something else, made to look like the answer: the absence of the same cell in another jurisdiction
/// under this one's name, also with its index; and this proof, said to show that there is nothing.
async fn forgeries(
    chain: &Chain,
    proof: &ProofView,
    question: &Question,
    block: Digest,
) -> Outcome<Vec<ProofView>> {
    let known: SubjectView = chain.ask("msez_subject", rpc_params![question.subject, block]).await?;
    let places: Vec<JurisdictionView> =
        all(chain, "msez_jurisdictions", |page| rpc_params![page, block]).await?;
    let elsewhere = places.iter().find(|place| !known.jurisdictions.contains(&place.id));
    let elsewhere = elsewhere.ok_or_else(|| Failure::Usage("the demo needs a second jurisdiction".into()))?;
    let absence =
        proof::take(chain, TreeKind::Keccak, question.subject, elsewhere.id, &question.domains, block)
            .await?;

    let mut renamed = absence.view;
    for claim in &mut renamed.cells {
        claim.coordinate.jurisdiction = question.jurisdiction;
    }
    let mut renumbered = renamed.clone();
    for claim in &mut renumbered.cells {
        claim.jurisdiction_index = question.jurisdiction_index.unwrap_or_default();
    }
    let mut emptied = proof.clone();
    for claim in &mut emptied.cells {
        claim.cell = None;
    }
    Ok(vec![renamed, renumbered, emptied])
}
