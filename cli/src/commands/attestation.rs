//! `msez attest`, `msez sign-attestation`, `msez submit-attestation` and `msez revoke`.

use std::{fs, path::PathBuf};

use codec::{Decode, Encode};
use msez_attestation::{attestation_id, RevocationReason, SoftSha256, Statement};
use msez_core::{ComplianceState, Digest, Domain, JurisdictionId, Moment, SubjectId};
use msez_runtime_api::{AttestationView, NoncesView, RulesView};
use polkadot_sdk::sp_runtime::{AccountId32, MultiSignature};
use serde::{Deserialize, Serialize};
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::{read_account_id, verifies, Account},
    chain::{api, Chain, Finalized},
    commands::{read_digest, read_file, From, Global},
    failure::{Failure, Outcome},
    output::{read_duration, utc},
};

/// How long a signed statement may wait to be carried to the chain.
const DEADLINE_MILLIS: u64 = 24 * 3_600_000;

/// What is stated.
#[derive(Debug, Clone, clap::Args)]
pub struct Finding {
    /// Of whom.
    #[arg(long)]
    subject: SubjectId,
    /// Where.
    #[arg(long)]
    jurisdiction: JurisdictionId,
    /// In which domain.
    #[arg(long)]
    domain: Domain,
    /// The finding: compliant, exempt, pending or non_compliant.
    #[arg(long, default_value = "compliant")]
    state: ComplianceState,
    /// How long it is valid, such as 365d. An adverse finding has no expiry.
    #[arg(long, value_parser = read_duration, default_value = "365d")]
    valid_for: u64,
    /// The evidence: its SHA-256, or `@FILE` to take that of a file.
    #[arg(long)]
    evidence: String,
}

impl Finding {
    fn statement(&self, now: Moment) -> Outcome<Statement> {
        let adverse = self.state == ComplianceState::NonCompliant;
        Ok(Statement {
            subject: self.subject,
            jurisdiction: self.jurisdiction,
            domain: self.domain,
            state: self.state,
            valid_from: now,
            valid_until: if adverse { None } else { Some(now.saturating_add(self.valid_for)) },
            evidence: read_digest(&self.evidence)?,
        })
    }
}

/// `msez attest`: sign and submit.
#[derive(Debug, clap::Args)]
pub struct Attest {
    #[command(flatten)]
    finding: Finding,
    /// The issuer.
    #[command(flatten)]
    from: From,
    /// Another account that carries the signed statement and pays.
    #[arg(long)]
    carrier: Option<String>,
}

/// `msez sign-attestation`: sign, to be submitted by anyone.
#[derive(Debug, clap::Args)]
pub struct Sign {
    #[command(flatten)]
    finding: Finding,
    /// The issuer.
    #[command(flatten)]
    from: From,
    /// Where to write the signed statement.
    #[arg(long)]
    out: PathBuf,
}

/// `msez submit-attestation`: carry a signed statement to the chain.
#[derive(Debug, clap::Args)]
pub struct Submit {
    /// The file that `sign-attestation` wrote.
    #[arg(long)]
    file: PathBuf,
    /// Who pays.
    #[command(flatten)]
    from: From,
}

/// `msez revoke`: take a statement back.
#[derive(Debug, clap::Args)]
pub struct Revoke {
    /// The attestation's id.
    attestation: Digest,
    /// Why: issued_in_error, evidence_withdrawn, circumstances_changed, issuer_discredited, remedied or ruling.
    #[arg(long)]
    reason: RevocationReason,
    /// The issuer or the jurisdiction's authority.
    #[command(flatten)]
    from: From,
}

/// `msez attestation`: look at statements.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show one.
    Show {
        /// Its id.
        attestation: Digest,
    },
    /// List the live ones of a cell.
    List {
        /// Of whom.
        #[arg(long)]
        subject: SubjectId,
        /// Where.
        #[arg(long)]
        jurisdiction: JurisdictionId,
        /// In which domain.
        #[arg(long)]
        domain: Domain,
    },
}

/// A statement on its way from its issuer to the chain.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signed {
    /// The issuer, SS58.
    pub issuer: String,
    /// Its number.
    pub nonce: u64,
    /// When the signature lapses, in milliseconds since 1970.
    pub deadline: Moment,
    /// What is stated.
    pub statement: Statement,
    /// SCALE of the `MultiSignature`, hexadecimal.
    pub signature: String,
}

/// What an attestation brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attested {
    /// The attestation's id.
    pub attestation: Digest,
    /// What was stated.
    pub statement: Statement,
    /// The transaction.
    #[serde(flatten)]
    pub finalized: Finalized,
}

/// The number that an issuer should use next.
pub async fn next_nonce(chain: &Chain, issuer: &AccountId32) -> Outcome<u64> {
    let nonces: NoncesView = chain.ask("msez_nonces", rpc_params![issuer]).await?;
    Ok(nonces.next)
}

/// Signs a statement for this chain.
pub async fn sign(chain: &Chain, statement: Statement, issuer: &Account) -> Outcome<Signed> {
    let rules: RulesView = chain.ask("msez_attestationRules", rpc_params![]).await?;
    if rules.context.genesis != chain.genesis() {
        return Err(Failure::Version("the node names another genesis than its block 0".into()));
    }
    let id = issuer.id();
    let nonce = next_nonce(chain, &id).await?;
    let deadline = chain.now().await?.saturating_add(DEADLINE_MILLIS);
    let payload = rules.context.attestation_payload(id.as_ref(), nonce, deadline, &statement);
    let signature = issuer.sign_bytes(&payload);
    if !verifies(&signature, &payload, &id) {
        return Err(Failure::Usage("the key's own signature does not verify".into()));
    }
    let signature = format!("0x{}", hex::encode(signature.encode()));
    Ok(Signed { issuer: id.to_string(), nonce, deadline, statement, signature })
}

/// Carries a signed statement to the chain.
pub async fn submit(chain: &Chain, signed: &Signed, carrier: &Account) -> Outcome<Attested> {
    let issuer = read_account_id(&signed.issuer).map_err(Failure::File)?;
    let signature = hex::decode(signed.signature.trim_start_matches("0x"))
        .ok()
        .and_then(|bytes| MultiSignature::decode(&mut bytes.as_slice()).ok())
        .ok_or_else(|| Failure::File("the signature is not the SCALE of a MultiSignature".into()))?;
    let call = api::transactions().attestations().attest_signed(
        subxt::utils::AccountId32(issuer.clone().into()),
        signed.nonce,
        Static(signed.statement),
        signed.deadline,
        Static(signature),
    );
    let (finalized, _) = chain.submit("attest", &call, carrier).await?;
    let attestation =
        attestation_id::<SoftSha256>(&chain.genesis(), issuer.as_ref(), signed.nonce, &signed.statement);
    Ok(Attested { attestation, statement: signed.statement, finalized })
}

/// States as the signing account itself.
pub async fn attest_directly(chain: &Chain, statement: Statement, issuer: &Account) -> Outcome<Attested> {
    let nonce = next_nonce(chain, &issuer.id()).await?;
    let call = api::transactions().attestations().attest(nonce, Static(statement));
    let (finalized, _) = chain.submit("attest", &call, issuer).await?;
    let attestation = attestation_id::<SoftSha256>(&chain.genesis(), issuer.id().as_ref(), nonce, &statement);
    Ok(Attested { attestation, statement, finalized })
}

/// Runs `msez attest`.
pub async fn attest(global: &Global, command: Attest) -> Outcome {
    let issuer = command.from.account()?;
    let chain = global.chain().await?;
    let statement = command.finding.statement(chain.now().await?)?;
    let attested = match &command.carrier {
        None => attest_directly(&chain, statement, &issuer).await?,
        Some(carrier) => {
            let carrier = Account::read(carrier, Default::default())?;
            let signed = sign(&chain, statement, &issuer).await?;
            submit(&chain, &signed, &carrier).await?
        }
    };
    global.output().result(&attested, |a| a.attestation.to_string());
    Ok(())
}

/// Runs `msez sign-attestation`.
pub async fn sign_to_file(global: &Global, command: Sign) -> Outcome {
    let chain = global.chain().await?;
    let statement = command.finding.statement(chain.now().await?)?;
    let signed = sign(&chain, statement, &command.from.account()?).await?;
    let text = serde_json::to_vec_pretty(&signed).map_err(|e| Failure::File(e.to_string()))?;
    fs::write(&command.out, text).map_err(|e| Failure::File(format!("{}: {e}", command.out.display())))?;
    global.output().result(&signed, |s| format!("signed by {} with number {}", s.issuer, s.nonce));
    Ok(())
}

/// Runs `msez submit-attestation`.
pub async fn submit_from_file(global: &Global, command: Submit) -> Outcome {
    let signed: Signed = serde_json::from_slice(&read_file(&command.file)?)
        .map_err(|e| Failure::File(format!("{}: {e}", command.file.display())))?;
    let chain = global.chain().await?;
    let attested = submit(&chain, &signed, &command.from.account()?).await?;
    global.output().result(&attested, |a| a.attestation.to_string());
    Ok(())
}

/// Runs `msez revoke`.
pub async fn revoke(global: &Global, command: Revoke) -> Outcome {
    let chain = global.chain().await?;
    let call = api::transactions().attestations().revoke(Static(command.attestation), Static(command.reason));
    let (finalized, _) = chain.submit("revoke", &call, &command.from.account()?).await?;
    global.output().result(&finalized, |f| format!("revoked in block {}", f.block_number));
    Ok(())
}

/// Runs `msez attestation`.
pub async fn look(global: &Global, command: Command) -> Outcome {
    let chain = global.chain().await?;
    let output = global.output();
    match command {
        Command::Show { attestation } => {
            let view: AttestationView = chain.ask("msez_attestation", rpc_params![attestation]).await?;
            output.result(&view, text);
        }
        Command::List { subject, jurisdiction, domain } => {
            let params = rpc_params![subject, jurisdiction, domain];
            let list: Vec<AttestationView> = chain.ask("msez_attestationsOf", params).await?;
            output.result(&list, |list| list.iter().map(text).collect::<Vec<_>>().join("\n"));
        }
    }
    Ok(())
}

fn text(view: &AttestationView) -> String {
    let record = &view.record;
    let statement = &record.statement;
    format!(
        "{}\n  {} {} {}: {}\n  from {} until {}\n  by {} with number {}\n  {:?}",
        view.id,
        statement.subject,
        statement.jurisdiction,
        statement.domain,
        statement.state,
        utc(statement.valid_from),
        statement.valid_until.map_or("further notice".into(), utc),
        record.issuer,
        record.nonce,
        record.status,
    )
}
