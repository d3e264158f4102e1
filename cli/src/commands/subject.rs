//! `msez party`, and what assets have in common with parties: they are subjects of the tensor.

use std::path::PathBuf;

use msez_attestation::{Sha256, SoftSha256};
use msez_core::{AssetClass, Digest, SubjectId};
use msez_runtime_api::{SubjectKind, SubjectView};
use serde::Serialize;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::Account,
    chain::{api, At, Chain, Finalized},
    commands::{read_file, From, Global},
    failure::Outcome,
    output::utc,
};

/// What can be done with a party.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Register a party by its genesis document; its id is the document's SHA-256.
    Register {
        /// The genesis document.
        #[arg(long)]
        document: PathBuf,
        #[command(flatten)]
        from: From,
    },
    /// Tell the id of a genesis document; needs no node.
    Id {
        /// The genesis document.
        #[arg(long)]
        document: PathBuf,
    },
    /// Show a registered party.
    Show {
        /// Its id.
        subject: SubjectId,
    },
}

/// What a registration brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registered {
    /// The subject's id.
    pub subject: SubjectId,
    /// The transaction.
    #[serde(flatten)]
    pub finalized: Finalized,
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let output = global.output();
    match command {
        Command::Id { document } => {
            let id = SubjectId(SoftSha256::sha256(&read_file(&document)?));
            output.result(&serde_json::json!({ "subject": id }), |_| id.to_string());
        }
        Command::Register { document, from } => {
            let document = read_file(&document)?;
            let (chain, from) = (global.chain().await?, from.account()?);
            let registered =
                register(&chain, SubjectKind::Party, AssetClass::party(), document, &from).await?;
            output.result(&registered, |r| r.subject.to_string());
        }
        Command::Show { subject } => {
            let chain = global.chain().await?;
            let block = chain.hash(At::Best).await?;
            output.result(&view(&chain, subject, block).await?, text);
        }
    }
    Ok(())
}

/// A registered subject.
pub async fn view(chain: &Chain, subject: SubjectId, block: Digest) -> Outcome<SubjectView> {
    chain.ask("msez_subject", rpc_params![subject, block]).await
}

/// A subject for people.
pub fn text(v: &SubjectView) -> String {
    let places: Vec<String> = v.jurisdictions.iter().map(ToString::to_string).collect();
    format!(
        "{}\n  kind           {:?}\n  class          {}\n  index          {}\n  registered     {}\n  jurisdictions  {}",
        v.id,
        v.kind,
        v.class,
        v.index,
        utc(v.registered_at),
        if places.is_empty() { "none yet".into() } else { places.join(", ") },
    )
}

/// Registers a subject and waits for finality.
pub async fn register(
    chain: &Chain,
    kind: SubjectKind,
    class: AssetClass,
    document: Vec<u8>,
    from: &Account,
) -> Outcome<Registered> {
    let subject = SubjectId(SoftSha256::sha256(&document));
    let call = api::transactions().compliance_tensor().register_subject(
        Static(kind),
        Static(subject),
        api::runtime_types::bounded_collections::bounded_vec::BoundedVec(document),
        Static(class),
    );
    let (finalized, _) = chain.submit("register", &call, from).await?;
    Ok(Registered { subject, finalized })
}
