//! `msez vm`: the Smart Asset VM, offline and on the chain.

pub mod calls;
mod offline;
mod show;
mod storage;

use crate::{commands::Global, failure::Outcome};

/// What can be done with the machine.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Run a program offline, in an instance that only this run knows. Exit code 1 if it reverts or fails.
    ///
    /// There is nothing outside of the instance: no asset, no evidence, no other program. What asks for them gets the
    /// answer "unknown", "no", 0.
    Run(offline::Run),
    /// Deploy a program. Its id is the digest of its code; one that is deployed already is left as it is.
    Deploy(calls::Deploy),
    /// Create an instance of a program; its address follows from program, creator and salt.
    Instantiate(calls::Instantiate),
    /// Call an instance. Exit code 1 if it would fail as things stand, and then nothing is submitted.
    Call(calls::Call),
    /// Remove an instance of one's own, which has nothing stored.
    Remove(calls::Remove),
    /// Remove a program of one's own that no instance runs.
    RemoveProgram(calls::RemoveProgram),
    /// Show an instance.
    Show(show::Show),
    /// Show a program.
    Program(show::Program),
    /// Read an instance's storage, and prove it.
    Storage(storage::Storage),
    /// Verify a proof of an instance's storage; needs no node. Exit code 1 if it does not hold.
    ///
    /// The question is the verifier's: a file of something else is refused.
    Verify(storage::Verify),
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    match command {
        Command::Run(command) => offline::run(global, &command),
        Command::Deploy(command) => calls::run_deploy(global, command).await,
        Command::Instantiate(command) => calls::run_instantiate(global, command).await,
        Command::Call(command) => calls::run_call(global, command).await,
        Command::Remove(command) => calls::run_remove(global, command).await,
        Command::RemoveProgram(command) => calls::run_remove_program(global, command).await,
        Command::Show(command) => show::instance(global, command).await,
        Command::Program(command) => show::program(global, command).await,
        Command::Storage(command) => storage::read(global, command).await,
        Command::Verify(command) => storage::verify(global, command),
    }
}
