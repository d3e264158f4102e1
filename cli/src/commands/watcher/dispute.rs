//! Claims that a statement is false.

use std::path::PathBuf;

use msez_core::Digest;
use msez_runtime_api::ClaimView;
use polkadot_sdk::sp_core::{sr25519, Pair};
use serde::{Deserialize, Serialize};
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    chain::{api, Chain, Finalized},
    commands::{read_digest, read_json, write_json, From, Global},
    failure::{Failure, Outcome},
    trie::blake2_256,
};

/// Begins the bytes whose hash a juror commits to (pallets/disputes/README.md).
const VOTE_TAG: &[u8] = b"msez/dispute-vote/v1";

/// `msez watcher claim`
#[derive(Debug, clap::Args)]
pub struct Claim {
    /// Id of the statement, as `tally` shows it.
    statement: Digest,
    /// Digest of the evidence, or `@FILE`.
    #[arg(long)]
    evidence: String,
    #[command(flatten)]
    from: From,
}

/// `msez watcher challenge`
#[derive(Debug, clap::Args)]
pub struct Challenge {
    /// The claim.
    claim: Digest,
    /// Digest of the evidence, or `@FILE`.
    #[arg(long)]
    evidence: String,
    #[command(flatten)]
    from: From,
}

/// What can be done about claims.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show a claim.
    Show {
        /// Which.
        claim: Digest,
    },
    /// Take your claim back, at a cost, before anybody has challenged it.
    Withdraw {
        /// Which.
        claim: Digest,
        #[command(flatten)]
        from: From,
    },
    /// Decide, as the arbiter.
    Rule {
        /// Which.
        claim: Digest,
        /// What you find.
        #[arg(value_enum)]
        vote: Vote,
        #[command(flatten)]
        from: From,
    },
    /// Take a seat in the jury and commit to a vote. The file is needed to reveal it.
    Commit {
        /// Which.
        claim: Digest,
        /// What you find.
        #[arg(value_enum)]
        vote: Vote,
        /// Write vote and salt to this file, which must not exist.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        from: From,
    },
    /// Reveal the vote that you committed to.
    Reveal {
        /// The file that `commit` wrote.
        ballot: PathBuf,
        #[command(flatten)]
        from: From,
    },
    /// Collect your share of what the jury has earned.
    Collect {
        /// Which.
        claim: Digest,
        #[command(flatten)]
        from: From,
    },
}

/// What somebody finds about a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "camelCase")]
pub enum Vote {
    /// It stands.
    Stands,
    /// It is false.
    False,
}

impl Vote {
    fn code(self) -> u8 {
        match self {
            Self::Stands => 0,
            Self::False => 1,
        }
    }

    fn wire(self) -> api::runtime_types::pallet_disputes::types::Vote {
        match self {
            Self::Stands => api::runtime_types::pallet_disputes::types::Vote::Stands,
            Self::False => api::runtime_types::pallet_disputes::types::Vote::False,
        }
    }
}

/// What it takes to reveal a vote.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ballot {
    claim: Digest,
    vote: Vote,
    salt: Digest,
}

impl Ballot {
    /// What the juror commits to.
    fn commitment(&self, juror: &[u8; 32]) -> Digest {
        let mut bytes = VOTE_TAG.to_vec();
        bytes.extend_from_slice(&self.claim.0);
        bytes.extend_from_slice(juror);
        bytes.push(self.vote.code());
        bytes.extend_from_slice(&self.salt.0);
        Digest(blake2_256(&bytes))
    }
}

/// What claiming brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Filed {
    claim: Digest,
    #[serde(flatten)]
    finalized: Finalized,
}

/// Claims that a statement is false. Tells every reason why it would be refused, before anything is signed.
pub async fn claim(global: &Global, command: Claim) -> Outcome {
    let Claim { statement, evidence, from } = command;
    let (chain, from) = (global.chain().await?, from.account()?);
    let obstacles: Vec<String> =
        chain.ask("msez_canClaim", rpc_params![from.id().to_string(), statement]).await?;
    if !obstacles.is_empty() {
        return Err(Failure::Refused(format!("claim: {}", obstacles.join(", "))));
    }
    let call = api::transactions().disputes().file_claim(Static(statement), Static(read_digest(&evidence)?));
    let (finalized, events) = chain.submit("claim", &call, &from).await?;
    let filed = events.find_first::<api::disputes::events::ClaimFiled>().and_then(Result::ok);
    let filed = filed.ok_or_else(|| Failure::Version("the event is not known".into()))?;
    let filed = Filed { claim: filed.claim.0, finalized };
    global.output().result(&filed, |filed| filed.claim.to_string());
    Ok(())
}

/// Stands up for a statement.
pub async fn challenge(chain: &Chain, command: Challenge) -> Outcome<Finalized> {
    let evidence = read_digest(&command.evidence)?;
    let call = api::transactions().disputes().challenge(Static(command.claim), Static(evidence));
    Ok(chain.submit("challenge", &call, &command.from.account()?).await?.0)
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let (chain, output) = (global.chain().await?, global.output());
    let disputes = || api::transactions().disputes();
    let finalized = match command {
        Command::Show { claim } => {
            let view: ClaimView = chain.ask("msez_claim", rpc_params![claim]).await?;
            let scale = chain.scale().await;
            output.result(&view, |v| {
                let end = match &v.outcome {
                    Some(outcome) => outcome.clone(),
                    None => format!("{} until block {}", v.phase, v.due),
                };
                [
                    format!("{}  {end}", v.id),
                    format!("  statement   {}", v.statement),
                    format!("  author      {}", v.author),
                    format!("  claimant    {}", v.claimant),
                    format!("  bond        {} a side", scale.text(v.bond)),
                    format!("  stands      {}", scale.text(v.stands)),
                    format!("  false       {}", scale.text(v.is_false)),
                    format!("  jurors      {}", v.jurors.len()),
                ]
                .join("\n")
            });
            return Ok(());
        }
        Command::Withdraw { claim, from } => {
            chain.submit("withdraw", &disputes().withdraw_claim(Static(claim)), &from.account()?).await?.0
        }
        Command::Rule { claim, vote, from } => {
            chain.submit("rule", &disputes().rule(Static(claim), vote.wire()), &from.account()?).await?.0
        }
        Command::Commit { claim, vote, out, from } => {
            if out.exists() {
                return Err(Failure::File(format!("{} exists", out.display())));
            }
            let from = from.account()?;
            let ballot = Ballot { claim, vote, salt: Digest(sr25519::Pair::generate().1) };
            // Kept before it is submitted: without it the vote cannot be revealed.
            write_json(&out, &ballot)?;
            let commitment = ballot.commitment(from.id().as_ref());
            chain.submit("commit", &disputes().commit_vote(Static(claim), Static(commitment)), &from).await?.0
        }
        Command::Reveal { ballot, from } => {
            let ballot: Ballot = read_json(&ballot)?;
            let call = disputes().reveal_vote(Static(ballot.claim), ballot.vote.wire(), ballot.salt.0);
            chain.submit("reveal", &call, &from.account()?).await?.0
        }
        Command::Collect { claim, from } => {
            chain.submit("collect", &disputes().claim_reward(Static(claim)), &from.account()?).await?.0
        }
    };
    output.result(&finalized, |f| format!("final in block {}", f.block_number));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of pallets/disputes/README.md.
    #[test]
    fn a_commitment_is_what_the_chain_computes() {
        let ballot = |vote| Ballot { claim: Digest([0x11; 32]), vote, salt: Digest([0x33; 32]) };
        let commitment = |vote| ballot(vote).commitment(&[0x22; 32]).to_string();
        assert_eq!(
            commitment(Vote::Stands),
            "0xa603f7be77ace9c2d697841eda45e79be0e540f393151f4508a90aba1359a6c6"
        );
        assert_eq!(
            commitment(Vote::False),
            "0x5feca25d85a207441085d42baa79700c6383cdb219a8b7d1f098a4679645c373"
        );
    }
}
