//! `msez demo assets`: what the two stories on assets have in common.

use std::cell::Cell;

use msez_asset::{soft_sha256, ControlRule, Genesis};
use msez_attestation::Statement;
use msez_core::{AssetClass, ComplianceState, Digest, Domain, JurisdictionId, Moment, SubjectId, Tier};
use msez_runtime_api::{AccreditationView, AssetView, JurisdictionView, SubjectKind};
use serde::Serialize;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::{Account, Scheme},
    chain::{api, Chain, Finalized},
    commands::{
        asset, attestation,
        demo::{development_account, halt, required, transfer, Scene},
        jurisdiction::all,
        wire, Global,
    },
    failure::{Failure, Outcome},
    output::{utc, Output},
};

/// A call that is part of a batch.
pub type Part = api::runtime_types::msez_runtime::RuntimeCall;

/// How long evidence holds that shall not run out in a story, in milliseconds.
pub const YEAR: Moment = 365 * 86_400_000;

/// Who plays, and where.
pub struct Stage {
    /// The chain.
    pub chain: Chain,
    /// How to print.
    pub output: Output,
    /// Who speaks for the jurisdiction.
    pub authority: Account,
    /// Who issues the assets and controls them.
    pub owner: Account,
    /// What the jurisdiction asks of such assets.
    pub asked_of_assets: Vec<Domain>,
    /// What it asks of parties.
    pub asked_of_parties: Vec<Domain>,
    jurisdiction: JurisdictionId,
    class: AssetClass,
    issuer: Account,
    step: Cell<u32>,
}

/// What the stories ended with.
#[derive(Debug, Serialize)]
struct Stories {
    genesis: Digest,
    jurisdiction: JurisdictionId,
    transfer: transfer::Story,
    halt: halt::Story,
}

/// Tells both stories.
pub async fn run(global: &Global, scene: &Scene) -> Outcome {
    let stage = Stage::set(global, scene).await?;
    let transfer = transfer::tell(&stage).await?;
    let halt = halt::tell(&stage).await?;
    let stories =
        Stories { genesis: stage.chain.genesis(), jurisdiction: stage.jurisdiction, transfer, halt };
    global.output().result(&stories, |s| {
        format!(
            "\nDone: {} units moved once nothing stood against it, and {} was halted by its program.",
            s.transfer.moved, s.halt.asset
        )
    });
    Ok(())
}

impl Stage {
    /// Accredits the issuer.
    pub async fn set(global: &Global, Scene { jurisdiction, class }: &Scene) -> Outcome<Self> {
        let chain = global.chain().await?;
        let place: JurisdictionView = chain.ask("msez_jurisdiction", rpc_params![jurisdiction]).await?;
        let stage = Self {
            output: global.output(),
            authority: development_account(&place.authority)?,
            owner: Account::read("bob", Scheme::Sr25519)?,
            asked_of_assets: required(&place, *class)?,
            asked_of_parties: required(&place, AssetClass::party())?,
            jurisdiction: *jurisdiction,
            class: *class,
            issuer: Account::read("//Issuer", Scheme::Ed25519)?,
            step: Cell::new(0),
            chain,
        };
        stage.step("An issuer is accredited");
        let mut domains =
            [stage.asked_of_assets.as_slice(), stage.asked_of_parties.as_slice(), &halt::WATCHED].concat();
        domains.sort_unstable();
        domains.dedup();
        let names: Vec<String> = domains.iter().map(ToString::to_string).collect();
        stage.say(&format!("   {} by {jurisdiction}, for {}", stage.issuer.id(), names.join(", ")));
        stage.accredit_in(*jurisdiction, &domains, &stage.authority).await?;
        Ok(stage)
    }

    /// Where the story begins.
    pub fn jurisdiction(&self) -> JurisdictionId {
        self.jurisdiction
    }

    /// Who finds.
    pub fn issuer(&self) -> &Account {
        &self.issuer
    }

    /// Accredits the issuer where it is not accredited yet.
    pub async fn accredit_in(
        &self,
        jurisdiction: JurisdictionId,
        domains: &[Domain],
        authority: &Account,
    ) -> Outcome {
        let issuer = self.issuer.id();
        let known: Vec<AccreditationView> =
            all(&self.chain, "msez_issuers", |page| rpc_params![jurisdiction, page]).await?;
        let is_known = |domain: &Domain| {
            known.iter().any(|a| a.issuer == issuer && a.domain == *domain && a.is_in_force)
        };
        let calls = domains.iter().filter(|domain| !is_known(domain)).map(|domain| {
            Part::Manifold(api::runtime_types::pallet_manifold::pallet::Call::accredit_issuer {
                jurisdiction: Static(jurisdiction),
                domain: Static(*domain),
                issuer: wire(&issuer),
                tier: Static(Tier(1)),
                expires_at: None,
            })
        });
        let calls: Vec<_> = calls.collect();
        if !calls.is_empty() {
            self.together("accredit", calls, authority).await?;
        }
        Ok(())
    }

    /// Tells what comes next.
    pub fn step(&self, text: &str) {
        self.step.set(self.step.get() + 1);
        self.say(&format!("\n{}. {text}", self.step.get()));
    }

    /// Tells something.
    pub fn say(&self, text: &str) {
        self.output.progress(text);
    }

    /// Something that must be so, or the story is no good.
    pub fn expect(&self, is_so: bool, otherwise: &str) -> Outcome {
        match is_so {
            true => Ok(()),
            false => Err(Failure::No(otherwise.into())),
        }
    }

    /// An asset as the newest block has it.
    pub async fn view(&self, asset: SubjectId) -> Outcome<AssetView> {
        self.chain.ask("msez_asset", rpc_params![asset]).await
    }

    /// Registers an asset that only its owner controls. The time of the chain makes every telling a new asset.
    pub async fn asset(&self, name: &str) -> Outcome<SubjectId> {
        let told = format!("{name} on {} at {}", self.chain.genesis(), self.chain.now().await?);
        let owner = self.owner.id();
        let genesis = Genesis {
            schema: Digest(soft_sha256(b"msez/demo-asset/1")),
            issuer: owner.clone(),
            class: self.class,
            jurisdiction: self.jurisdiction,
            policy: Digest(soft_sha256(told.as_bytes())),
            control: ControlRule::sole(owner),
        };
        let registered = asset::register(&self.chain, genesis, &self.owner).await?;
        self.say(&format!("   its id is the SHA-256 of its genesis document: {}", registered.asset));
        Ok(registered.asset)
    }

    /// Binds an asset to its home.
    pub async fn bind(&self, asset: SubjectId) -> Outcome<Finalized> {
        let version = self.view(asset).await?.version;
        let call = api::transactions().smart_assets().bind(Static(asset), version);
        Ok(self.chain.submit("bind", &call, &self.owner).await?.0)
    }

    /// Registers parties.
    pub async fn parties<const N: usize>(&self, names: [&str; N]) -> Outcome<[SubjectId; N]> {
        let now = self.chain.now().await?;
        let documents = names.map(|name| format!("{name} on {} at {now}", self.chain.genesis()).into_bytes());
        let ids = documents.each_ref().map(|document| SubjectId(soft_sha256(document)));
        let calls = documents.into_iter().zip(ids).map(|(document, id)| {
            Part::ComplianceTensor(
                api::runtime_types::pallet_compliance_tensor::pallet::Call::register_subject {
                    kind: Static(SubjectKind::Party),
                    id: Static(id),
                    document: api::runtime_types::bounded_collections::bounded_vec::BoundedVec(document),
                    class: Static(AssetClass::party()),
                },
            )
        });
        self.together("register parties", calls.collect(), &self.owner).await?;
        Ok(ids)
    }

    /// What the issuer found of a subject: it complies in these domains, for so long.
    pub async fn findings(
        &self,
        subject: SubjectId,
        domains: &[Domain],
        valid_for: Moment,
    ) -> Outcome<Vec<Statement>> {
        let now = self.chain.now().await?;
        let finding = |domain: &Domain| Statement {
            subject,
            jurisdiction: self.jurisdiction,
            domain: *domain,
            state: ComplianceState::Compliant,
            valid_from: now,
            valid_until: Some(now.saturating_add(valid_for)),
            evidence: Digest(soft_sha256(format!("{domain}-evidence-bundle").as_bytes())),
        };
        Ok(domains.iter().map(finding).collect())
    }

    /// The issuer signs statements; the owner carries them to the chain as one transaction.
    pub async fn attest(&self, statements: Vec<Statement>) -> Outcome<Finalized> {
        let context = attestation::context(&self.chain).await?;
        let first = attestation::next_nonce(&self.chain, &self.issuer.id()).await?;
        let deadline = self.chain.now().await?.saturating_add(attestation::DEADLINE_MILLIS);
        let mut calls = Vec::new();
        for (nonce, statement) in (first..).zip(statements) {
            let until = statement.valid_until.map_or_else(|| "revoked".into(), utc);
            self.say(&format!("   {} of {} until {until}", statement.domain, statement.subject));
            let signed = attestation::sign_with(&context, nonce, deadline, statement, &self.issuer)?;
            calls.push(Part::Attestations(
                api::runtime_types::pallet_attestations::pallet::Call::attest_signed {
                    issuer: wire(&self.issuer.id()),
                    nonce,
                    statement: Static(statement),
                    deadline,
                    signature: Static(attestation::read_signature(&signed.signature)?),
                },
            ));
        }
        self.together("attest", calls, &self.owner).await
    }

    /// Makes calls as one transaction: all of them, or none.
    pub async fn together(&self, what: &str, calls: Vec<Part>, from: &Account) -> Outcome<Finalized> {
        let call = api::transactions().utility().batch_all(calls);
        Ok(self.chain.submit(what, &call, from).await?.0)
    }
}
