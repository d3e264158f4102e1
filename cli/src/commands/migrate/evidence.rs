//! What is brought for a migration.

use msez_attestation::{Sha256, SoftSha256};
use msez_core::{Digest, Domain, Moment};
use msez_manifold::AttestationType;
use msez_saga::{kind_digest, HeldEvidence};
use serde_json::json;
use subxt::utils::Static;

use super::submit;
use crate::{
    chain::api,
    commands::{read_digest, From, Global},
    failure::Outcome,
    output::read_duration,
};

/// A kind of evidence, and the document.
#[derive(Debug, clap::Args)]
pub struct OfKind {
    /// The kind, such as source_of_funds.
    #[arg(long)]
    kind: AttestationType,
    /// Digest of the document, or `@FILE`.
    #[arg(long)]
    document: String,
}

/// `msez migrate evidence`
#[derive(Debug, clap::Args)]
pub struct Evidence {
    /// The migration.
    migration: Digest,
    /// The attestation about the asset; its evidence digest is what `evidence-digest` tells.
    #[arg(long)]
    attestation: Digest,
    #[command(flatten)]
    of: OfKind,
    #[command(flatten)]
    from: From,
}

/// `msez migrate pledge`
#[derive(Debug, clap::Args)]
pub struct Pledge {
    /// The migration.
    migration: Digest,
    /// The field of regulation.
    #[arg(long)]
    domain: Domain,
    #[command(flatten)]
    of: OfKind,
    /// How long it will hold from the arrival on, such as 365d.
    #[arg(long, value_parser = read_duration)]
    valid_for: Moment,
    #[command(flatten)]
    from: From,
}

/// What an issuer states, so that its kind can be shown.
pub fn evidence_digest(kind: AttestationType, document: &Digest) -> Digest {
    kind_digest(kind.code(), document, SoftSha256::sha256)
}

/// Tells what an issuer states.
pub fn digest(global: &Global, command: &OfKind) -> Outcome {
    let document = read_digest(&command.document)?;
    let told = evidence_digest(command.kind, &document);
    global.output().result(&json!({ "evidence": told, "document": document, "kind": command.kind }), |_| {
        told.to_string()
    });
    Ok(())
}

/// Brings evidence.
pub async fn add(global: &Global, command: Evidence) -> Outcome {
    let Evidence { migration, attestation, of, from } = command;
    let held = HeldEvidence { attestation, kind: of.kind.code(), document: read_digest(&of.document)? };
    let call = api::transactions().migration().add_evidence(Static(migration), Static(held));
    submit(global, "evidence", migration, &call, &from).await
}

/// Pledges a statement.
pub async fn pledge(global: &Global, command: Pledge) -> Outcome {
    let Pledge { migration, domain, of, valid_for, from } = command;
    let document = read_digest(&of.document)?;
    let call = api::transactions().migration().pledge(
        Static(migration),
        Static(domain),
        Static(of.kind),
        Static(document),
        valid_for,
    );
    submit(global, "pledge", migration, &call, &from).await
}
