//! `msez attest`, `msez revoke`, signing apart from submitting, and `msez attestation`.

use std::{
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

use codec::{Decode, Encode};
use msez_attestation::{attestation_id, Context, RevocationReason, SoftSha256, Statement};
use msez_core::{ComplianceState, Digest, Domain, JurisdictionId, Moment, SubjectId};
use msez_runtime_api::{AttestationView, NoncesView, RulesView};
use polkadot_sdk::sp_runtime::{AccountId32, MultiSignature};
use serde::{Deserialize, Serialize};
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::{read_account_id, verifies, Account, Scheme},
    chain::{api, attestations_pallet, Chain, Finalized},
    commands::{read_digest, read_json, write_json, From, Global},
    failure::{Failure, Outcome},
    output::{read_duration, read_moment, utc},
};

/// How long a signed statement may wait to be carried to the chain.
pub const DEADLINE_MILLIS: u64 = 24 * 3_600_000;

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
    /// From when on it is valid, in milliseconds since 1970 or as 2027-01-31T00:00:00Z; otherwise from now on. What
    /// passes may be stated in advance.
    #[arg(long, value_parser = read_moment)]
    valid_from: Option<Moment>,
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
        let from = self.valid_from.unwrap_or(now);
        Ok(Statement {
            subject: self.subject,
            jurisdiction: self.jurisdiction,
            domain: self.domain,
            state: self.state,
            valid_from: from,
            valid_until: if adverse { None } else { Some(from.saturating_add(self.valid_for)) },
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
    /// Kind of the carrier's key.
    #[arg(long, value_enum, default_value_t, requires = "carrier")]
    carrier_scheme: Scheme,
}

/// What a signature needs to know of the chain. With all of it no node is asked.
#[derive(Debug, clap::Args)]
pub struct Bound {
    /// Sign for the chain with this genesis, without asking a node; `msez attestation rules` tells it.
    #[arg(long)]
    genesis: Option<Digest>,
    /// The time to reckon with, in milliseconds since 1970 or as 2027-01-31T00:00:00Z; otherwise the chain's, and with
    /// --genesis that of this machine.
    #[arg(long, value_parser = read_moment)]
    now: Option<Moment>,
    /// When the signature lapses, in the same form; otherwise a day from now.
    #[arg(long, value_parser = read_moment)]
    deadline: Option<Moment>,
}

/// What there is to sign with.
struct Terms {
    context: Context,
    now: Moment,
    deadline: Moment,
    /// The connection, if one was needed.
    chain: Option<Chain>,
}

impl Bound {
    async fn terms(&self, global: &Global) -> Outcome<Terms> {
        let (context, now, chain) = match self.genesis {
            Some(genesis) => {
                let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                let now = self.now.unwrap_or_else(|| u64::try_from(clock.as_millis()).unwrap_or(u64::MAX));
                (Context { genesis, pallet: attestations_pallet()? }, now, None)
            }
            None => {
                let chain = global.chain().await?;
                let now = match self.now {
                    Some(now) => now,
                    None => chain.now().await?,
                };
                (context(&chain).await?, now, Some(chain))
            }
        };
        let deadline = self.deadline.unwrap_or_else(|| now.saturating_add(DEADLINE_MILLIS));
        Ok(Terms { context, now, deadline, chain })
    }
}

/// `msez sign-attestation`: sign, to be submitted by anyone. With --genesis and --nonce no node is needed.
#[derive(Debug, clap::Args)]
pub struct Sign {
    #[command(flatten)]
    finding: Finding,
    #[command(flatten)]
    bound: Bound,
    /// The issuer's number for it, used once; otherwise the chain's next.
    #[arg(long)]
    nonce: Option<u64>,
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

/// `msez sign-revocation`: sign a revocation, to be submitted by anyone. With --genesis no node is needed.
#[derive(Debug, clap::Args)]
pub struct SignRevocation {
    /// The attestation's id.
    attestation: Digest,
    /// Why; as in `revoke`.
    #[arg(long)]
    reason: RevocationReason,
    #[command(flatten)]
    bound: Bound,
    /// The issuer.
    #[command(flatten)]
    from: From,
    /// Where to write the signed revocation.
    #[arg(long)]
    out: PathBuf,
}

/// `msez submit-revocation`: carry a signed revocation to the chain.
#[derive(Debug, clap::Args)]
pub struct SubmitRevocation {
    /// The file that `sign-revocation` wrote.
    #[arg(long)]
    file: PathBuf,
    /// Who pays the fee.
    #[command(flatten)]
    from: From,
}

/// `msez attestation`: look at statements, and clear up after them.
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
    /// Tell what a signature is bound to, which windows are accepted, and an issuer's next number.
    Rules {
        /// The issuer: SS58, 0x and 32 bytes, or a development account.
        #[arg(long, value_parser = read_account_id)]
        issuer: Option<AccountId32>,
    },
    /// Remove one that ended long enough ago; its deposit goes back to who paid it. Anyone may.
    Remove {
        /// Its id.
        attestation: Digest,
        #[command(flatten)]
        from: From,
    },
    /// Give up the unused numbers below a floor: whatever was signed with them is void.
    RetireNonces {
        /// The lowest number that stays usable.
        #[arg(long)]
        floor: u64,
        /// The issuer.
        #[command(flatten)]
        from: From,
    },
}

/// A statement on its way from its issuer to the chain.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signed {
    /// Hash of block 0 of the chain it is for.
    pub genesis: Digest,
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

/// A revocation on its way from the issuer to the chain.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedRevocation {
    /// Hash of block 0 of the chain it is for.
    pub genesis: Digest,
    /// The issuer, SS58.
    pub issuer: String,
    /// What is taken back.
    pub attestation: Digest,
    /// Why.
    pub reason: RevocationReason,
    /// When the signature lapses, in milliseconds since 1970.
    pub deadline: Moment,
    /// SCALE of the `MultiSignature`, hexadecimal.
    pub signature: String,
}

/// Where a signature counts.
pub async fn context(chain: &Chain) -> Outcome<Context> {
    let rules: RulesView = chain.ask("msez_attestationRules", rpc_params![]).await?;
    if rules.context.genesis != chain.genesis() {
        return Err(Failure::Version("the node names another genesis than its block 0".into()));
    }
    Ok(rules.context)
}

fn signature(issuer: &Account, payload: &[u8]) -> Outcome<String> {
    let signature = issuer.sign_bytes(payload);
    if !verifies(&signature, payload, &issuer.id()) {
        return Err(Failure::Usage("the key's own signature does not verify".into()));
    }
    Ok(format!("0x{}", hex::encode(signature.encode())))
}

/// Reads what [`Signed`] has as its signature.
pub fn read_signature(text: &str) -> Outcome<MultiSignature> {
    hex::decode(text.trim_start_matches("0x"))
        .ok()
        .and_then(|bytes| MultiSignature::decode(&mut bytes.as_slice()).ok())
        .ok_or_else(|| Failure::File("the signature is not the SCALE of a MultiSignature".into()))
}

/// The chain would call the signature invalid and not say why.
fn same_chain(chain: &Chain, genesis: &Digest) -> Outcome {
    if chain.genesis() == *genesis {
        return Ok(());
    }
    Err(Failure::Refused(format!(
        "signed for the chain with genesis {genesis}; this one has {}",
        chain.genesis()
    )))
}

/// Signs a statement; needs no node.
pub fn sign_with(
    context: &Context,
    nonce: u64,
    deadline: Moment,
    statement: Statement,
    issuer: &Account,
) -> Outcome<Signed> {
    let id = issuer.id();
    let payload = context.attestation_payload(id.as_ref(), nonce, deadline, &statement);
    let signature = signature(issuer, &payload)?;
    Ok(Signed { genesis: context.genesis, issuer: id.to_string(), nonce, deadline, statement, signature })
}

/// Signs a statement for this chain, with the issuer's next number.
pub async fn sign(chain: &Chain, statement: Statement, issuer: &Account) -> Outcome<Signed> {
    let nonce = next_nonce(chain, &issuer.id()).await?;
    let deadline = chain.now().await?.saturating_add(DEADLINE_MILLIS);
    sign_with(&context(chain).await?, nonce, deadline, statement, issuer)
}

/// Carries a signed statement to the chain.
pub async fn submit(chain: &Chain, signed: &Signed, carrier: &Account) -> Outcome<Attested> {
    same_chain(chain, &signed.genesis)?;
    let issuer = read_account_id(&signed.issuer).map_err(Failure::File)?;
    let call = api::transactions().attestations().attest_signed(
        subxt::utils::AccountId32(issuer.clone().into()),
        signed.nonce,
        Static(signed.statement),
        signed.deadline,
        Static(read_signature(&signed.signature)?),
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
            let carrier = Account::read(carrier, command.carrier_scheme)?;
            let signed = sign(&chain, statement, &issuer).await?;
            submit(&chain, &signed, &carrier).await?
        }
    };
    global.output().result(&attested, |a| a.attestation.to_string());
    Ok(())
}

/// Runs `msez sign-attestation`.
pub async fn sign_to_file(global: &Global, command: Sign) -> Outcome {
    let Sign { finding, bound, nonce, from, out } = command;
    let issuer = from.account()?;
    if bound.genesis.is_some() && nonce.is_none() {
        return Err(Failure::Usage(
            "without a node the issuer's number must be said: --nonce (`msez attestation rules --issuer` tells it)"
                .into(),
        ));
    }
    let Terms { context, now, deadline, chain } = bound.terms(global).await?;
    let statement = finding.statement(now)?;
    let nonce = match (nonce, &chain) {
        (Some(nonce), _) => nonce,
        (None, Some(chain)) => next_nonce(chain, &issuer.id()).await?,
        (None, None) => return Err(Failure::Usage("--nonce is missing".into())),
    };
    let signed = sign_with(&context, nonce, deadline, statement, &issuer)?;
    write_json(&out, &signed)?;
    global.output().result(&signed, |s| format!("signed by {} with number {}", s.issuer, s.nonce));
    Ok(())
}

/// Runs `msez submit-attestation`.
pub async fn submit_from_file(global: &Global, command: Submit) -> Outcome {
    let signed: Signed = read_json(&command.file)?;
    let carrier = command.from.account()?;
    let chain = global.chain().await?;
    let attested = submit(&chain, &signed, &carrier).await?;
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

/// Runs `msez sign-revocation`.
pub async fn sign_revocation_to_file(global: &Global, command: SignRevocation) -> Outcome {
    let SignRevocation { attestation, reason, bound, from, out } = command;
    let issuer = from.account()?;
    let Terms { context, deadline, .. } = bound.terms(global).await?;
    let id = issuer.id();
    let payload = context.revocation_payload(id.as_ref(), &attestation, reason, deadline);
    let signed = SignedRevocation {
        genesis: context.genesis,
        issuer: id.to_string(),
        attestation,
        reason,
        deadline,
        signature: signature(&issuer, &payload)?,
    };
    write_json(&out, &signed)?;
    global.output().result(&signed, |s| format!("revocation of {} signed by {}", s.attestation, s.issuer));
    Ok(())
}

/// Runs `msez submit-revocation`.
pub async fn submit_revocation_from_file(global: &Global, command: SubmitRevocation) -> Outcome {
    let signed: SignedRevocation = read_json(&command.file)?;
    let call = api::transactions().attestations().revoke_signed(
        Static(signed.attestation),
        Static(signed.reason),
        signed.deadline,
        Static(read_signature(&signed.signature)?),
    );
    let carrier = command.from.account()?;
    let chain = global.chain().await?;
    same_chain(&chain, &signed.genesis)?;
    let (finalized, _) = chain.submit("revoke", &call, &carrier).await?;
    global.output().result(&finalized, |f| format!("revoked in block {}", f.block_number));
    Ok(())
}

/// Runs `msez attestation`.
pub async fn run(global: &Global, command: Command) -> Outcome {
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
            output.list(&list, text);
        }
        Command::Rules { issuer } => {
            let rules: RulesView = chain.ask("msez_attestationRules", rpc_params![]).await?;
            let next = match &issuer {
                Some(issuer) => Some(next_nonce(&chain, issuer).await?),
                None => None,
            };
            let told = RulesFor { rules, now: chain.now().await?, next };
            output.result(&told, |RulesFor { rules, now, next }| {
                let days = |millis: Moment| millis / 86_400_000;
                let next = next.map_or(String::new(), |next| format!("\nnext nonce   {next}"));
                format!(
                    "genesis      {}\npallet       {}\nnow          {} ({now})\nin advance   {} days\nvalid for    \
                     {} days{next}",
                    rules.context.genesis,
                    rules.context.pallet,
                    utc(*now),
                    days(rules.limits.lead_time),
                    days(rules.limits.validity),
                )
            });
        }
        Command::Remove { attestation, from } => {
            let view: AttestationView = chain.ask("msez_attestation", rpc_params![attestation]).await?;
            let call = api::transactions().attestations().remove(Static(attestation));
            let (finalized, _) = chain.submit("remove", &call, &from.account()?).await?;
            let removed = Removed {
                attestation,
                depositor: view.record.depositor,
                deposit: view.record.deposit.to_string(),
                finalized,
            };
            output.result(&removed, |r| format!("removed; {} went back to {}", r.deposit, r.depositor));
        }
        Command::RetireNonces { floor, from } => {
            let issuer = from.account()?;
            let call = api::transactions().attestations().retire_nonces(floor);
            let (finalized, _) = chain.submit("retire", &call, &issuer).await?;
            output.result(&finalized, |f| {
                format!("numbers below {floor} are void since block {}", f.block_number)
            });
        }
    }
    Ok(())
}

/// What one needs to know to sign without a node.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RulesFor {
    #[serde(flatten)]
    rules: RulesView,
    /// The chain's time.
    now: Moment,
    /// The issuer's next number.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// What a removal brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Removed {
    attestation: Digest,
    /// Who had paid the deposit, and has it back.
    depositor: AccountId32,
    /// In the smallest unit of the native currency; a string, as it may be larger than a JSON number.
    deposit: String,
    #[serde(flatten)]
    finalized: Finalized,
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
