//! `msez tensor`: what the tensor says, and proofs of it.

use std::path::PathBuf;

use msez_core::{
    ComplianceState, Digest, Domain, DomainSet, JurisdictionId, JurisdictionIndex, Moment, SubjectId,
};
use msez_runtime_api::{CellView, Evaluation, Portfolio, Report, RootsView, TreeKind};
use msez_tensor::Cell;
use subxt::rpcs::rpc_params;

use crate::{
    chain::At,
    commands::{read_file, write_json, Global},
    failure::{Failure, Outcome},
    output::{read_moment, utc},
    proof::{self, ProofFile},
};

/// What can be asked.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show the roots, or one cell.
    Show {
        #[command(flatten)]
        coordinate: OptionalCoordinate,
        /// At this time, in milliseconds since 1970 or as 2027-01-31T00:00:00Z; otherwise the block's.
        #[arg(long, value_parser = read_moment)]
        at: Option<Moment>,
        #[command(flatten)]
        asked: Asked,
    },
    /// Show the roots of both trees.
    Roots(Asked),
    /// List the versions kept of a cell, oldest first.
    History {
        /// Of whom.
        #[arg(long)]
        subject: SubjectId,
        /// Where.
        #[arg(long)]
        jurisdiction: JurisdictionId,
        /// In which domain.
        #[arg(long)]
        domain: Domain,
        #[command(flatten)]
        asked: Asked,
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
        #[command(flatten)]
        asked: Asked,
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
        #[command(flatten)]
        asked: Asked,
    },
    /// Verify a proof without the chain. Exit code 1 if it does not hold, or does not pass at the time asked about.
    ///
    /// The question is the verifier's: a file of something else is refused.
    Verify {
        /// The file that `prove` wrote.
        #[arg(long)]
        proof: PathBuf,
        /// The root to trust: from a finalized block, an Ethereum contract, or somebody you believe.
        #[arg(long)]
        root: Digest,
        /// Of whom.
        #[arg(long)]
        subject: SubjectId,
        /// Where.
        #[arg(long)]
        jurisdiction: JurisdictionId,
        /// Which domains, separated by commas; none to ask a proof of all there is for all there is.
        #[arg(long, value_delimiter = ',')]
        domain: Vec<Domain>,
        /// The jurisdiction's index, from `msez jurisdiction show` at a finalized block. Needed where the proof shows no
        /// cell, only absence: that is about an index, and a file may call it by another name.
        #[arg(long)]
        jurisdiction_index: Option<JurisdictionIndex>,
        /// Judge states at this time, in milliseconds since 1970 or as 2027-01-31T00:00:00Z; exit code 1 if one does not
        /// pass then. Otherwise only what was recorded is told.
        #[arg(long, value_parser = read_moment)]
        at: Option<Moment>,
    },
}

/// Which block is asked.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// The block that is asked: a hash, a number, `finalized`, or `best`, which may still be replaced.
    #[arg(long, default_value = "finalized")]
    pub block: At,
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
    /// At this time, in milliseconds since 1970 or as 2027-01-31T00:00:00Z; otherwise the block's.
    #[arg(long, value_parser = read_moment)]
    at: Option<Moment>,
    #[command(flatten)]
    asked: Asked,
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
        Command::Verify { proof, root, subject, jurisdiction, domain, jurisdiction_index, at } => {
            let file: ProofFile = serde_json::from_slice(&read_file(&proof)?)
                .map_err(|e| Failure::File(format!("{}: not a proof file: {e}", proof.display())))?;
            let question = proof::Question { subject, jurisdiction, jurisdiction_index, domains: domain };
            let verified = proof::verify(&file.view, &root, &question, at)?;
            output.result(&verified, |v| v.to_string().trim_end().to_owned());
            if verified.passes == Some(false) {
                return Err(Failure::Answered("the proof holds, and shows that it does not pass".into()));
            }
        }
        Command::Show { coordinate, at, asked } => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            match (coordinate.subject, coordinate.jurisdiction, coordinate.domain) {
                (Some(subject), Some(jurisdiction), Some(domain)) => {
                    let params = rpc_params![subject, jurisdiction, domain, at, block];
                    let view: CellView = chain.ask("msez_tensorCell", params).await?;
                    output.result(&view, cell_text);
                }
                _ => {
                    let roots: RootsView = chain.ask("msez_tensorRoots", rpc_params![block]).await?;
                    output.result(&roots, roots_text);
                }
            }
        }
        Command::Roots(asked) => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let roots: RootsView = chain.ask("msez_tensorRoots", rpc_params![block]).await?;
            output.result(&roots, roots_text);
        }
        Command::History { subject, jurisdiction, domain, asked } => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let params = rpc_params![subject, jurisdiction, domain, block];
            let versions: Vec<Cell> = chain.ask("msez_tensorHistory", params).await?;
            output.list(&versions, |cell| {
                let until = cell.until.map_or(String::new(), |until| format!(", valid until {}", utc(until)));
                format!("{:>4}  from {}  {}{until}", cell.version, utc(cell.from), cell.state)
            });
        }
        Command::Evaluate(question) => {
            let chain = global.chain().await?;
            let block = chain.hash(question.asked.block).await?;
            let params =
                rpc_params![question.subject, question.jurisdiction, question.domains(), question.at, block];
            let answer: Evaluation = chain.ask("msez_tensorEvaluate", params).await?;
            let answer = told(answer);
            output.result(&answer, evaluation_text);
            verdict(answer.passes, answer.state)?;
        }
        Command::Report(question) => {
            let chain = global.chain().await?;
            let block = chain.hash(question.asked.block).await?;
            let params =
                rpc_params![question.subject, question.jurisdiction, question.domains(), question.at, block];
            let report: Report = chain.ask("msez_tensorReport", params).await?;
            let report = Report { evaluation: told(report.evaluation), ..report };
            output.result(&report, report_text);
            verdict(report.evaluation.passes, report.evaluation.state)?;
        }
        Command::Portfolio { jurisdiction, subjects, asked } => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let params = rpc_params![subjects, jurisdiction, None::<Moment>, block];
            let answer: Portfolio = chain.ask("msez_tensorPortfolio", params).await?;
            let answer = Portfolio { subjects: answer.subjects.into_iter().map(told).collect(), ..answer };
            output.result(&answer, |p| p.subjects.iter().map(evaluation_text).collect::<Vec<_>>().join("\n"));
            verdict(answer.passes, answer.state)?;
        }
        Command::Prove { subject, jurisdiction, domain, poseidon, out, asked } => {
            let tree = if poseidon { TreeKind::Poseidon } else { TreeKind::Keccak };
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let file = proof::take(&chain, tree, subject, jurisdiction, &domain, block).await?;
            if let Some(path) = out {
                write_json(&path, &file)?;
            }
            output.result(&file, |file| {
                let view = &file.view;
                format!(
                    "root   {}\nblock  {block}\nproof  {} bytes, {} cells",
                    view.root,
                    view.proof.len(),
                    view.cells.len()
                )
            });
        }
    }
    Ok(())
}

/// An evaluation as it is told: what does not pass is not valid until anything.
fn told(answer: Evaluation) -> Evaluation {
    Evaluation { valid_until: answer.valid_until.filter(|_| answer.passes), ..answer }
}

fn verdict(passes: bool, state: ComplianceState) -> Outcome {
    if passes {
        Ok(())
    } else {
        Err(Failure::Answered(format!("does not pass ({state})")))
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
    let until = answer.valid_until.filter(|_| answer.passes);
    format!(
        "{} {} in {}: {}{}",
        answer.subject,
        if answer.passes { "passes" } else { "does not pass" },
        answer.jurisdiction,
        answer.state,
        until.map_or(String::new(), |until| format!(", until {}", utc(until)))
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
        if let Some(until) = finding.until.filter(|_| finding.passes) {
            line.push_str(&format!(", until {}", utc(until)));
        }
        lines.push(line);
    }
    for reason in report.reasons.iter().filter(|reason| reason.domain.is_none()) {
        lines.push(format!("  NO  {:?}", reason.cause));
    }
    lines.join("\n")
}
