//! A program that halts its asset when evidence expires, and resumes it when there is new.

use std::time::Duration;

use msez_asset::{Family, Permissions, Status};
use msez_core::{Digest, Domain, Moment, SubjectId};
use msez_savm::{asm::assemble, Word};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;

use crate::{
    account::{Account, Scheme},
    commands::{
        asset::{status_text, Begun},
        demo::assets::{Stage, YEAR},
        vm::calls::{self, Called, Order},
    },
    failure::{Failure, Outcome},
    output::utc,
};

/// The program, as it is in the repository.
const PROGRAM: &str = include_str!("../../../../programs/autohalt.asm");

/// The domains that it watches. It resumes only what passes in all of them.
pub const WATCHED: [Domain; 4] = [Domain::Aml, Domain::Kyc, Domain::Sanctions, Domain::Tax];

/// How long the evidence holds that runs out, in milliseconds. Some seconds of it are over when it is final.
const SHORT: Moment = 24_000;

/// How long to wait for that before giving up.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the story ended with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Story {
    /// Whose program it is.
    pub asset: SubjectId,
    /// The program.
    program: Digest,
    /// Its instance.
    instance: AccountId32,
    /// Who called it; he has nothing to do with the asset.
    caller: AccountId32,
    /// The call while the evidence held.
    before: Called,
    /// When it ran out.
    expired_at: Moment,
    /// The call after that.
    halting: Called,
    /// How the asset stood then.
    halted: Status,
    /// The call once there was new evidence.
    resuming: Called,
    /// How the asset stood then.
    resumed: Status,
}

/// Tells the story.
pub async fn tell(stage: &Stage) -> Outcome<Story> {
    let chain = &stage.chain;
    let anyone = Account::read("ferdie", Scheme::Sr25519)?;

    stage.step("Another asset is registered, attested and bound");
    let asset = stage.asset("note").await?;
    let mut domains = [stage.asked_of_assets.as_slice(), &WATCHED].concat();
    domains.sort_unstable();
    domains.dedup();
    stage.attest(stage.findings(asset, &domains, YEAR).await?).await?;
    stage.bind(asset).await?;

    stage.step("A program is deployed, an instance created, and the asset names it: it may halt and resume");
    let code = assemble(PROGRAM).map_err(|e| Failure::Usage(format!("autohalt.asm: {e}")))?;
    let program = calls::deploy(chain, code, &stage.owner).await?.program;
    stage.say(&format!("   program   {program}"));
    let salt = Word::from(chain.now().await?);
    let instance = calls::instantiate(chain, program, salt, Some(asset), &stage.owner).await?.instance;
    stage.say(&format!("   instance  {instance}"));
    let begun = Begun::new(chain.clone(), stage.output, asset, stage.owner.clone()).await?;
    let may = Permissions::NONE.with(Family::Halt).with(Family::Resume);
    begun.set_program(Some((&instance, may))).await?;

    let poke = async || -> Outcome<(Called, Status)> {
        let called = calls::call(chain, &Order::bare(&instance), &anyone).await?;
        let status = stage.view(asset).await?.status;
        let expired = Word::from_be_slice(&called.return_data.0).unwrap_or_default();
        let (gas, status_now) = (called.gas_used, status_text(&status));
        stage.say(&format!("   {gas} gas; expired domains: {expired:#x}; the asset is {status_now}"));
        Ok((called, status))
    };
    stage.step("Anyone calls it: the evidence holds, and nothing happens");
    let (before, status) = poke().await?;
    stage.expect(status == Status::Active, "the program halted an asset that passes")?;

    stage.step("The issuer renews the evidence for a moment only, and it runs out");
    let short = stage.findings(asset, &[Domain::Kyc], SHORT).await?;
    let expired_at = short.first().and_then(|statement| statement.valid_until).unwrap_or_default();
    stage.attest(short).await?;
    let expiry = async {
        while chain.now().await? <= expired_at {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        Ok(())
    };
    tokio::time::timeout(PATIENCE, expiry)
        .await
        .map_err(|_| Failure::TimedOut("the chain's time stands still".into()))??;
    stage.say(&format!("   it held until {}", utc(expired_at)));

    stage.step("Anyone calls the program: it halts the asset");
    let (halting, halted) = poke().await?;
    stage.expect(halted == Status::Halted, "the program did not halt its asset")?;

    stage.step("There is new evidence, and the next call resumes it");
    stage.attest(stage.findings(asset, &[Domain::Kyc], YEAR).await?).await?;
    let (resuming, resumed) = poke().await?;
    stage.expect(resumed == Status::Active, "the program did not resume its asset")?;
    let caller = anyone.id();
    Ok(Story { asset, program, instance, caller, before, expired_at, halting, halted, resuming, resumed })
}
