//! `msez asset` and `msez party`: subjects of the tensor.

use std::path::PathBuf;

use msez_attestation::{Sha256, SoftSha256};
use msez_core::{AssetClass, SubjectId};
use msez_runtime_api::{SubjectKind, SubjectView};
use serde::Serialize;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::Account,
    chain::{api, Chain, Finalized},
    commands::{read_file, From, Global},
    failure::{Failure, Outcome},
    output::utc,
};

/// What can be done with a subject.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Register the subject of a genesis document; its id is the document's SHA-256.
    Register {
        /// The genesis document.
        #[arg(long)]
        document: PathBuf,
        /// The class whose profile jurisdictions apply; a party's is always `party`.
        #[arg(long)]
        class: Option<AssetClass>,
        #[command(flatten)]
        from: From,
    },
    /// Tell the id of a genesis document; needs no node.
    Id {
        /// The genesis document.
        #[arg(long)]
        document: PathBuf,
    },
    /// Show a registered subject.
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

/// Runs a command on assets or on parties.
pub async fn run(global: &Global, kind: SubjectKind, command: Command) -> Outcome {
    let output = global.output();
    match command {
        Command::Id { document } => {
            let id = SubjectId(SoftSha256::sha256(&read_file(&document)?));
            output.result(&serde_json::json!({ "subject": id }), |_| id.to_string());
        }
        Command::Register { document, class, from } => {
            let document = read_file(&document)?;
            let class = class_of(kind, class)?;
            let chain = global.chain().await?;
            let registered = register(&chain, kind, class, document, &from.account()?).await?;
            output.result(&registered, |r| format!("{}", r.subject));
        }
        Command::Show { subject } => {
            let chain = global.chain().await?;
            let view: SubjectView = chain.ask("msez_subject", rpc_params![subject]).await?;
            output.result(&view, |v| {
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
            });
        }
    }
    Ok(())
}

fn class_of(kind: SubjectKind, class: Option<AssetClass>) -> Outcome<AssetClass> {
    match (kind, class) {
        (SubjectKind::Party, None) => Ok(AssetClass::party()),
        (SubjectKind::Party, Some(_)) => Err(Failure::Usage("a party's class is always `party`".into())),
        (SubjectKind::Asset, Some(class)) => Ok(class),
        (SubjectKind::Asset, None) => {
            Err(Failure::Usage("an asset needs a --class, such as securities".into()))
        }
    }
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
