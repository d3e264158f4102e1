//! `msez asset`: smart assets, from their genesis document to their end.

mod change;
mod genesis;
mod reasons;
mod rule;
pub mod units;

use std::path::PathBuf;

use msez_asset::{ControlRule, Family, Genesis, Permissions};
use msez_core::{AssetClass, Digest, DocumentKind, SubjectId};
use msez_runtime_api::{AssetView, DocumentView, SubjectKind};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::{read_account_id, Account},
    chain::{api, Chain, Finalized},
    commands::{read_digest, subject, tensor::Asked, From, Global},
    failure::{Failure, Outcome},
    output::utc,
};

use self::{
    change::Change,
    genesis::{read_document, Document, Make},
    rule::{family_text, read_family, rule_text, RuleArgs},
};
pub use self::{
    change::{Begun, Changed},
    reasons::{fault_text, refusals_text, status_text},
};

/// What can be done with an asset.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make a genesis document, whose hash is the asset's id; needs no node.
    Genesis(Box<Make>),
    /// Tell the id of a document; needs no node.
    Id {
        /// The document.
        #[arg(long)]
        document: PathBuf,
    },
    /// Register a smart asset by its genesis document, as the issuer that it names.
    ///
    /// With --class, register the subject of any other document: that has compliance, but neither control nor units.
    Register {
        /// The document: what `genesis` wrote, or JSON with the same fields; with --class, any file.
        #[arg(long)]
        document: PathBuf,
        /// The class of what another document describes.
        #[arg(long)]
        class: Option<AssetClass>,
        #[command(flatten)]
        from: From,
    },
    /// Show an asset: its status, control, program, and what waits.
    Show {
        /// Its id.
        asset: SubjectId,
        #[command(flatten)]
        asked: Asked,
    },
    /// List its documents.
    Documents {
        /// Its id.
        asset: SubjectId,
        #[command(flatten)]
        asked: Asked,
    },
    /// Bind it to the jurisdiction of its genesis document, where it must pass.
    Bind(Change),
    /// Documents that belong to it.
    #[command(subcommand)]
    Document(DocumentCommand),
    /// Halt it: by its controllers, or the authority of its home.
    Halt(Change),
    /// Lift a halt of one's own side, or that of a program which the asset no longer names.
    Resume(Change),
    /// End it, for good; nobody may hold units.
    Retire(Change),
    /// The program that acts for it.
    #[command(subcommand)]
    Program(ProgramCommand),
    /// Pass control to others, or change what each may do.
    #[command(subcommand)]
    Control(ControlCommand),
    /// New keys when the old ones are lost.
    #[command(subcommand)]
    Recovery(RecoveryCommand),
    /// What a controller agreed to and others have not yet.
    #[command(subcommand)]
    Approval(ApprovalCommand),
    /// Its units, and who holds them.
    #[command(subcommand)]
    Units(units::Command),
}

/// Documents.
#[derive(Debug, clap::Subcommand)]
pub enum DocumentCommand {
    /// Set or replace the document of a kind.
    Set {
        #[command(flatten)]
        change: Change,
        /// Its kind, such as prospectus.
        #[arg(long)]
        kind: DocumentKind,
        /// The document: its SHA-256, or `@FILE` to take that of a file.
        #[arg(long)]
        digest: String,
        /// Where it can be had: a URI, or any name without blanks.
        #[arg(long)]
        location: String,
    },
    /// Remove it; its deposit goes back. Of a retired asset, by whoever paid the deposit.
    Remove {
        #[command(flatten)]
        change: Change,
        /// Its kind.
        #[arg(long)]
        kind: DocumentKind,
    },
}

/// Programs.
#[derive(Debug, clap::Subcommand)]
pub enum ProgramCommand {
    /// Name the instance that acts for the asset.
    Set {
        #[command(flatten)]
        change: Change,
        /// The instance: SS58, or 0x and 32 bytes.
        #[arg(long, value_parser = read_account_id)]
        instance: AccountId32,
        /// For which families of calls, separated by commas, such as halt,resume.
        #[arg(long, value_delimiter = ',', required = true, value_parser = read_family)]
        permissions: Vec<Family>,
    },
    /// Name none.
    Clear(Change),
}

/// Control.
#[derive(Debug, clap::Subcommand)]
pub enum ControlCommand {
    /// Offer control. It passes once enough of the new controllers accept; those who offer and stay have accepted.
    Offer {
        #[command(flatten)]
        change: Change,
        #[command(flatten)]
        rule: RuleArgs,
    },
    /// Accept control, as one of the new controllers. The version is the offer's.
    Accept(Change),
    /// Withdraw the offer.
    Withdraw(Change),
}

/// Recovery.
#[derive(Debug, clap::Subcommand)]
pub enum RecoveryCommand {
    /// Announce that control passes to new keys.
    Announce {
        #[command(flatten)]
        change: Change,
        #[command(flatten)]
        rule: RuleArgs,
    },
    /// Call it off: by the controllers, or the authority of the asset's home.
    Cancel(Change),
    /// Carry it out when its time has come; anyone may. The version is the announcement's.
    Execute(Change),
}

/// Agreements.
#[derive(Debug, clap::Subcommand)]
pub enum ApprovalCommand {
    /// Take it back.
    Withdraw {
        /// The asset.
        asset: SubjectId,
        #[command(flatten)]
        from: From,
    },
}

/// What a registration brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registered {
    /// The asset's id.
    pub asset: SubjectId,
    /// The same, under the name that it has in the tensor.
    pub subject: SubjectId,
    /// The transaction.
    #[serde(flatten)]
    pub finalized: Finalized,
}

/// Registers a smart asset and waits for finality.
pub async fn register(chain: &Chain, genesis: Genesis<AccountId32>, from: &Account) -> Outcome<Registered> {
    let asset = genesis.id(msez_asset::soft_sha256);
    let call = api::transactions().smart_assets().register(Static(genesis));
    let (finalized, _) = chain.submit("register", &call, from).await?;
    Ok(Registered { asset, subject: asset, finalized })
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let output = global.output();
    let calls = || api::transactions().smart_assets();
    match command {
        Command::Genesis(make) => output.result(&make.make()?, |made| made.text()),
        Command::Id { document } => {
            let id = read_document(&document)?.id();
            output.result(&serde_json::json!({ "subject": id }), |_| id.to_string());
        }
        Command::Register { document, class, from } => register_file(global, document, class, from).await?,
        Command::Show { asset, asked } => show(global, asset, &asked).await?,
        Command::Documents { asset, asked } => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let documents: Vec<DocumentView> =
                chain.ask("msez_assetDocuments", rpc_params![asset, block]).await?;
            output.list(&documents, |d| {
                format!("{:<20} {}  {}  since {}", d.kind.to_string(), d.digest, d.location, utc(d.set_at))
            });
        }
        Command::Bind(change) => {
            let begun = change.begin(global).await?;
            let call = calls().bind(Static(begun.asset), begun.version());
            begun.finish("bind", &call).await?;
        }
        Command::Document(DocumentCommand::Set { change, kind, digest, location }) => {
            let digest = read_digest(&digest)?;
            msez_asset::check_location(location.as_bytes())
                .map_err(|fault| Failure::Usage(format!("--location: {fault:?}")))?;
            let location =
                api::runtime_types::bounded_collections::bounded_vec::BoundedVec(location.into_bytes());
            let begun = change.begin(global).await?;
            let (asset, version) = (Static(begun.asset), begun.version());
            let call = calls().set_document(asset, version, Static(kind), Static(digest), location);
            begun.finish("document set", &call).await?;
        }
        Command::Document(DocumentCommand::Remove { change, kind }) => {
            let begun = change.begin(global).await?;
            let call = calls().remove_document(Static(begun.asset), begun.version(), Static(kind));
            begun.finish("document remove", &call).await?;
        }
        Command::Halt(change) => {
            let begun = change.begin(global).await?;
            let call = calls().halt(Static(begun.asset), begun.version_if_controller());
            begun.finish("halt", &call).await?;
        }
        Command::Resume(change) => {
            let begun = change.begin(global).await?;
            let call = calls().resume(Static(begun.asset), begun.version_if_controller());
            begun.finish("resume", &call).await?;
        }
        Command::Retire(change) => {
            let begun = change.begin(global).await?;
            let call = calls().retire(Static(begun.asset), begun.version());
            begun.finish("retire", &call).await?;
        }
        Command::Program(ProgramCommand::Set { change, instance, permissions }) => {
            let begun = change.begin(global).await?;
            let program = (&instance, permissions.into_iter().collect());
            begun.tell(&begun.set_program(Some(program)).await?);
        }
        Command::Program(ProgramCommand::Clear(change)) => {
            let begun = change.begin(global).await?;
            begun.tell(&begun.set_program(None).await?);
        }
        Command::Control(ControlCommand::Offer { change, rule }) => {
            let rule = said(rule)?;
            let begun = change.begin(global).await?;
            let call = calls().offer_control(Static(begun.asset), begun.version(), Static(rule));
            begun.finish("control offer", &call).await?;
        }
        Command::Control(ControlCommand::Accept(change)) => {
            let begun = change.begin(global).await?;
            let call = calls().accept_control(Static(begun.asset), begun.version_of_offer()?);
            begun.finish("control accept", &call).await?;
        }
        Command::Control(ControlCommand::Withdraw(change)) => {
            let begun = change.begin(global).await?;
            let call = calls().withdraw_offer(Static(begun.asset), begun.version());
            begun.finish("control withdraw", &call).await?;
        }
        Command::Recovery(RecoveryCommand::Announce { change, rule }) => {
            let rule = said(rule)?;
            let begun = change.begin(global).await?;
            let call = calls().announce_recovery(Static(begun.asset), begun.version(), Static(rule));
            begun.finish("recovery announce", &call).await?;
        }
        Command::Recovery(RecoveryCommand::Cancel(change)) => {
            let begun = change.begin(global).await?;
            let call = calls().cancel_recovery(Static(begun.asset), begun.version_if_controller());
            begun.finish("recovery cancel", &call).await?;
        }
        Command::Recovery(RecoveryCommand::Execute(change)) => {
            let begun = change.begin(global).await?;
            let call = calls().recover(Static(begun.asset), begun.version_of_recovery()?);
            begun.finish("recovery execute", &call).await?;
        }
        Command::Approval(ApprovalCommand::Withdraw { asset, from }) => {
            let call = calls().withdraw_approval(Static(asset));
            let chain = global.chain().await?;
            let (finalized, _) = chain.submit("approval withdraw", &call, &from.account()?).await?;
            output.result(&finalized, |f| format!("taken back, final in block {}", f.block_number));
        }
        Command::Units(command) => units::run(global, command).await?,
    }
    Ok(())
}

async fn register_file(global: &Global, path: PathBuf, class: Option<AssetClass>, from: From) -> Outcome {
    let output = global.output();
    match (read_document(&path)?, class) {
        (Document::Asset(genesis), None) => {
            let registered = register(&global.chain().await?, *genesis, &from.account()?).await?;
            output.result(&registered, |r| r.asset.to_string());
        }
        (Document::Other(document), Some(class)) => {
            let (chain, from) = (global.chain().await?, from.account()?);
            let registered = subject::register(&chain, SubjectKind::Asset, class, document, &from).await?;
            output.result(&registered, |r| r.subject.to_string());
        }
        (Document::Asset(_), Some(_)) => {
            return Err(Failure::Usage("the class is in the genesis document: leave --class out".into()));
        }
        (Document::Other(_), None) => {
            return Err(Failure::Usage(format!(
                "{} is not the genesis document of a smart asset, which `msez asset genesis` makes; the subject of \
                 another document needs a --class, such as securities",
                path.display()
            )));
        }
    }
    Ok(())
}

/// A rule must be said where control is to pass.
fn said(rule: RuleArgs) -> Outcome<ControlRule<AccountId32>> {
    match rule.is_empty() {
        true => Err(Failure::Usage("say who shall control the asset: --controller, or --rule FILE".into())),
        false => rule.read(),
    }
}

impl Begun {
    /// Names the program that acts for the asset, or none.
    pub async fn set_program(&self, program: Option<(&AccountId32, Permissions)>) -> Outcome<Changed> {
        let what = if program.is_some() { "program set" } else { "program clear" };
        let program =
            program.map(|(instance, permissions)| api::runtime_types::pallet_smart_assets::types::Program {
                instance: Static(Digest(*instance.as_ref())),
                permissions: Static(permissions),
            });
        let call =
            api::transactions().smart_assets().set_program(Static(self.asset), self.version(), program);
        self.submit(what, &call).await
    }
}

/// A subject that was registered by another document is shown too: it is all that the chain knows of it.
async fn show(global: &Global, asset: SubjectId, asked: &Asked) -> Outcome {
    let chain = global.chain().await?;
    let block = chain.hash(asked.block).await?;
    match chain.ask::<AssetView>("msez_asset", rpc_params![asset, block]).await {
        Ok(view) => global.output().result(&view, asset_text),
        Err(failure) if failure.kind() == "notFound" => {
            let known = subject::view(&chain, asset, block).await.map_err(|_| failure)?;
            global.output().result(&known, subject::text);
        }
        Err(failure) => return Err(failure),
    }
    Ok(())
}

fn asset_text(view: &AssetView) -> String {
    let mut lines = vec![
        view.id.to_string(),
        format!("  status      {}", status_text(&view.status)),
        format!("  class       {}", view.class),
        format!("  home        {}{}", view.home, if view.bound { "" } else { ", not bound yet" }),
        format!("  version     {}", view.version),
        format!("  issuer      {}", view.issuer),
        format!("  registered  {}", utc(view.registered_at)),
        format!("  schema      {}", view.schema),
        format!("  policy      {}", view.policy),
        format!("  documents   {}", view.documents),
    ];
    let halts = [
        ("its controllers", view.halts.controllers),
        ("the authority", view.halts.authority),
        ("a policy", view.halts.policy),
        ("its program", view.halts.program),
    ];
    lines.extend(halts.iter().filter(|(_, stands)| *stands).map(|(who, _)| format!("  halted by   {who}")));
    if let Some(program) = &view.program {
        let may: Vec<_> = program.permissions.iter().map(family_text).collect();
        lines.push(format!("  program     {} may {}", program.instance, may.join(", ")));
    }
    lines.push(format!("  control\n{}", rule_text(&view.control, "    ")));
    if let Some(offer) = &view.offer {
        lines.push(format!("  control is offered as version {}, until {}", offer.version, utc(offer.until)));
        lines.push(rule_text(&offer.control, "    "));
        lines.extend(offer.accepted.iter().map(|who| format!("    accepted by {who}")));
    }
    if let Some(recovery) = &view.recovery {
        let (from, until) = (utc(recovery.from), utc(recovery.until));
        lines
            .push(format!("  recovery announced as version {}, from {from} until {until}", recovery.version));
        lines.push(rule_text(&recovery.control, "    "));
    }
    match view.faults.is_empty() {
        true => lines.push("  passes at home".into()),
        false => lines.extend(view.faults.iter().map(|fault| format!("  NO  {}", fault_text(fault)))),
    }
    lines.join("\n")
}
