//! `msez tensor`: what the tensor says, and proofs of it.

use std::{fs, path::PathBuf};

use msez_core::{ComplianceState, Digest, Domain, DomainSet, JurisdictionId, Moment, SubjectId};
use msez_runtime_api::{CellView, Evaluation, Portfolio, ProofView, Report, RootsView, TreeKind};
use subxt::rpcs::rpc_params;

use crate::{
    commands::{read_file, Global},
    failure::{Failure, Outcome},
    output::utc,
    proof,
};

/// What can be asked.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show the roots, or one cell.
    Show {
        #[command(flatten)]
        coordinate: OptionalCoordinate,
        /// At this time, in milliseconds since 1970; otherwise now.
        #[arg(long)]
        at: Option<Moment>,
    },
    /// Tell whether a subject may act in a jurisdiction. Exit code 1 if it may not.
    Evaluate(Question),
    /// Tell every reason why it may not. Exit code 1 if there is one.
    Report(Question),
    /// Evaluate several subjects at once. Exit code 1 if one may not act.
    Portfolio {
        /// Where.
        #[arg(long)]
        jurisdiction: JurisdictionId,
        /// The subjects.
        #[arg(required = true)]
        subjects: Vec<SubjectId>,
    },
    /// Take a proof of cells from the chain: one coordinate, several domains, or, with no domain, all there is.
    Prove {
        /// Of whom.
        #[arg(long)]
        subject: SubjectId,
        /// Where.
        #[arg(long)]
        jurisdiction: JurisdictionId,
        /// Which domains, separated by commas.
        #[arg(long, value_delimiter = ',')]
        domain: Vec<Domain>,
        /// The tree for circuits instead of the canonical one.
        #[arg(long)]
        poseidon: bool,
        /// Write the proof to this file.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Verify a proof without the chain. Exit code 1 if it does not hold.
    Verify {
        /// The file that `prove` wrote.
        #[arg(long)]
        proof: PathBuf,
        /// The root to trust: from a finalized block, an Ethereum contract, or somebody you believe.
        #[arg(long)]
        root: Digest,
        /// Judge states at this time, in milliseconds since 1970; otherwise only what was recorded is told.
        #[arg(long)]
        at: Option<Moment>,
    },
}

/// One cell, or none.
#[derive(Debug, clap::Args)]
#[group(requires_all = ["subject", "jurisdiction", "domain"], multiple = true)]
pub struct OptionalCoordinate {
    /// Of whom.
    #[arg(long, requires_all = ["jurisdiction", "domain"])]
    subject: Option<SubjectId>,
    /// Where.
    #[arg(long)]
    jurisdiction: Option<JurisdictionId>,
    /// In which domain.
    #[arg(long)]
    domain: Option<Domain>,
}

/// A subject in a jurisdiction.
#[derive(Debug, clap::Args)]
pub struct Question {
    /// Of whom.
    #[arg(long)]
    subject: SubjectId,
    /// Where.
    #[arg(long)]
    jurisdiction: JurisdictionId,
    /// Only these domains, separated by commas; otherwise those the jurisdiction asks for.
    #[arg(long, value_delimiter = ',')]
    domain: Vec<Domain>,
    /// At this time, in milliseconds since 1970; otherwise now.
    #[arg(long)]
    at: Option<Moment>,
}

impl Question {
    fn domains(&self) -> Option<DomainSet> {
        (!self.domain.is_empty()).then(|| self.domain.iter().copied().collect())
    }
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let output = global.output();
    match command {
        Command::Verify { proof, root, at } => {
            let view: ProofView = serde_json::from_slice(&read_file(&proof)?)
                .map_err(|e| Failure::File(format!("{}: not a proof file: {e}", proof.display())))?;
            let verified = proof::verify(&view, &root, at)?;
            output.result(&verified, |v| v.to_string());
        }
        Command::Show { coordinate, at } => {
            let chain = global.chain().await?;
            match (coordinate.subject, coordinate.jurisdiction, coordinate.domain) {
                (Some(subject), Some(jurisdiction), Some(domain)) => {
                    let params = rpc_params![subject, jurisdiction, domain, at];
                    let view: CellView = chain.ask("msez_tensorCell", params).await?;
                    output.result(&view, cell_text);
                }
                _ => {
                    let roots: RootsView = chain.ask("msez_tensorRoots", rpc_params![]).await?;
                    output.result(&roots, roots_text);
                }
            }
        }
        Command::Evaluate(question) => {
            let chain = global.chain().await?;
            let params =
                rpc_params![question.subject, question.jurisdiction, question.domains(), question.at];
            let answer: Evaluation = chain.ask("msez_tensorEvaluate", params).await?;
            output.result(&answer, evaluation_text);
            verdict(answer.passes, answer.state)?;
        }
        Command::Report(question) => {
            let chain = global.chain().await?;
            let params =
                rpc_params![question.subject, question.jurisdiction, question.domains(), question.at];
            let report: Report = chain.ask("msez_tensorReport", params).await?;
            output.result(&report, report_text);
            verdict(report.evaluation.passes, report.evaluation.state)?;
        }
        Command::Portfolio { jurisdiction, subjects } => {
            let chain = global.chain().await?;
            let answer: Portfolio = chain
                .ask("msez_tensorPortfolio", rpc_params![subjects, jurisdiction, None::<Moment>])
                .await?;
            output.result(&answer, |p| p.subjects.iter().map(evaluation_text).collect::<Vec<_>>().join("\n"));
            verdict(answer.passes, answer.state)?;
        }
        Command::Prove { subject, jurisdiction, domain, poseidon, out } => {
            let tree = if poseidon { TreeKind::Poseidon } else { TreeKind::Keccak };
            let chain = global.chain().await?;
            let view = proof::take(&chain, tree, subject, jurisdiction, &domain).await?;
            if let Some(path) = out {
                let text = serde_json::to_vec_pretty(&view)
                    .map_err(|e| Failure::File(format!("cannot write the proof as JSON: {e}")))?;
                fs::write(&path, text).map_err(|e| Failure::File(format!("{}: {e}", path.display())))?;
            }
            output.result(&view, |v| {
                format!("root   {}\nproof  {} bytes, {} cells", v.root, v.proof.len(), v.cells.len())
            });
        }
    }
    Ok(())
}

fn verdict(passes: bool, state: ComplianceState) -> Outcome {
    if passes {
        Ok(())
    } else {
        Err(Failure::No(format!("does not pass ({state})")))
    }
}

/// The roots for people.
pub fn roots_text(view: &RootsView) -> String {
    let roots = &view.roots;
    format!(
        "keccak      {}\nposeidon    {}\ncommitment  {}\nsubjects    {}\nchanged in  block {}",
        roots.keccak, roots.poseidon, view.commitment, roots.width, roots.block
    )
}

fn cell_text(view: &CellView) -> String {
    let mut text = format!("{} at {}", view.state, utc(view.at));
    if let Some(cell) = &view.cell {
        text.push_str(&format!("\n  since    {}", utc(cell.from)));
        if let Some(until) = cell.until {
            text.push_str(&format!("\n  until    {}", utc(until)));
        }
        text.push_str(&format!("\n  version  {}", cell.version));
    }
    for id in view.attestations.iter().flatten() {
        text.push_str(&format!("\n  rests on {id}"));
    }
    text
}

/// An evaluation for people.
pub fn evaluation_text(answer: &Evaluation) -> String {
    format!(
        "{} {} in {}: {}",
        answer.subject,
        if answer.passes { "passes" } else { "does not pass" },
        answer.jurisdiction,
        answer.state
    )
}

/// A report for people.
pub fn report_text(report: &Report) -> String {
    let mut lines = vec![evaluation_text(&report.evaluation)];
    for finding in &report.findings {
        let mark = if finding.passes { "ok " } else { "NO " };
        let mut line = format!("  {mark} {:<22} {}", finding.domain.to_string(), finding.state);
        if let Some(since) = finding.since {
            line.push_str(&format!(", since {}", utc(since)));
        }
        if let Some(until) = finding.until {
            line.push_str(&format!(", until {}", utc(until)));
        }
        lines.push(line);
    }
    for reason in report.reasons.iter().filter(|reason| reason.domain.is_none()) {
        lines.push(format!("  NO  {:?}", reason.cause));
    }
    lines.join("\n")
}
