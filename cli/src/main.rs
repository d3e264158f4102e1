#![doc = include_str!("../README.md")]

mod account;
mod chain;
mod commands;
mod daemon;
mod failure;
mod journal;
mod log;
#[cfg(test)]
mod manual;
mod operator;
mod output;
mod proof;
mod receipt;
mod storage_proof;
mod trie;
mod watcher;

use std::process::ExitCode;

use clap::Parser;

use crate::{
    commands::{
        asset, attestation, bridge, demo, issuer, jurisdiction, migrate, mode, operator as operators, plan,
        program, receipt as receipts, subject, tensor, timelock, vm, watcher as watchers, Global,
    },
    failure::{Failure, Outcome},
    output::Output,
};

/// The command line of the Smart Asset Operating System.
#[derive(Debug, Parser)]
#[command(name = "msez", version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Smart assets: control, documents, status, units.
    #[command(subcommand)]
    Asset(asset::Command),
    /// Parties: natural and legal persons.
    #[command(subcommand)]
    Party(subject::Command),
    /// Jurisdictions.
    #[command(subcommand)]
    Jurisdiction(jurisdiction::Command),
    /// Corridors between jurisdictions.
    #[command(subcommand)]
    Corridor(jurisdiction::CorridorCommand),
    /// The best path from one jurisdiction to another; with --graph it needs no node.
    Plan(Box<plan::Plan>),
    /// The best paths, the best first.
    Alternatives(Box<plan::Alternatives>),
    /// What is missing for a path, where it is to be had, and when one could arrive.
    Gap(Box<plan::GapOf>),
    /// Accredited issuers.
    #[command(subcommand)]
    Issuer(issuer::Command),
    /// State a finding on a subject.
    Attest(attestation::Attest),
    /// Sign a finding, for anyone to submit.
    SignAttestation(attestation::Sign),
    /// Submit a finding that its issuer signed.
    SubmitAttestation(attestation::Submit),
    /// Take a finding back.
    Revoke(attestation::Revoke),
    /// Sign that a finding is taken back, for anyone to submit.
    SignRevocation(attestation::SignRevocation),
    /// Submit a revocation that the issuer signed.
    SubmitRevocation(attestation::SubmitRevocation),
    /// Look at findings, remove ended ones, give up numbers.
    #[command(subcommand)]
    Attestation(attestation::Command),
    /// The compliance tensor: states, reports, proofs.
    #[command(subcommand)]
    Tensor(tensor::Command),
    /// Receipts: what pallets did, and proofs of it.
    #[command(subcommand)]
    Receipt(receipts::Command),
    /// Assemble a program of the Smart Asset VM; needs no node.
    Asm(program::Asm),
    /// Disassemble a program; needs no node.
    Disasm(program::Disasm),
    /// The Smart Asset VM.
    #[command(subcommand)]
    Vm(vm::Command),
    /// Operations that wait: announced, carried out after the delay of their class.
    #[command(subcommand)]
    Timelock(timelock::Command),
    /// How far each pallet is open.
    #[command(subcommand)]
    Mode(mode::Command),
    /// Watchers: collateral, statements, duties, disputes, and the daemon.
    #[command(subcommand)]
    Watcher(Box<watchers::Command>),
    /// Migrations: an asset moves to another jurisdiction, completely or not at all.
    #[command(subcommand)]
    Migrate(Box<migrate::Command>),
    /// Transfers over corridors.
    #[command(subcommand)]
    Bridge(Box<bridge::Command>),
    /// Operators of corridors, and the daemon that carries.
    #[command(subcommand)]
    Operator(Box<operators::Command>),
    /// Walk through the whole story on a development chain.
    Demo(demo::Demo),
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return not_understood(&error),
    };
    let output = cli.global.output();
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            failure.into()
        }
    }
}

/// Help and version come this way too; they are no failures.
fn not_understood(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A closed pipe is the reader's decision.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let failure = Failure::Usage(text.trim_start_matches("error: ").trim_end().to_owned());
    Output { json: std::env::args_os().any(|argument| argument == "--json") }.failure(&failure);
    failure.into()
}

async fn run(cli: Cli) -> Outcome {
    let Cli { global, command } = cli;
    match command {
        Command::Asset(command) => asset::run(&global, command).await,
        Command::Party(command) => subject::run(&global, command).await,
        Command::Jurisdiction(command) => jurisdiction::run(&global, command).await,
        Command::Corridor(command) => jurisdiction::run_corridor(&global, command).await,
        Command::Plan(command) => plan::plan(&global, *command).await,
        Command::Alternatives(command) => plan::alternatives(&global, *command).await,
        Command::Gap(command) => plan::gap(&global, *command).await,
        Command::Issuer(command) => issuer::run(&global, command).await,
        Command::Attest(command) => attestation::attest(&global, command).await,
        Command::SignAttestation(command) => attestation::sign_to_file(&global, command).await,
        Command::SubmitAttestation(command) => attestation::submit_from_file(&global, command).await,
        Command::Revoke(command) => attestation::revoke(&global, command).await,
        Command::SignRevocation(command) => attestation::sign_revocation_to_file(&global, command).await,
        Command::SubmitRevocation(command) => {
            attestation::submit_revocation_from_file(&global, command).await
        }
        Command::Attestation(command) => attestation::run(&global, command).await,
        Command::Tensor(command) => tensor::run(&global, command).await,
        Command::Receipt(command) => receipts::run(&global, command).await,
        Command::Asm(command) => program::asm(&global, command),
        Command::Disasm(command) => program::disasm(&global, command),
        Command::Vm(command) => vm::run(&global, command).await,
        Command::Timelock(command) => timelock::run(&global, command).await,
        Command::Mode(command) => mode::run(&global, command).await,
        Command::Watcher(command) => watchers::run(&global, *command).await,
        Command::Migrate(command) => migrate::run(&global, *command).await,
        Command::Bridge(command) => bridge::run(&global, *command).await,
        Command::Operator(command) => operators::run(&global, *command).await,
        Command::Demo(command) => demo::run(&global, command).await,
    }
}
