//! `msez issuer`: who may state what.

use msez_core::{Domain, JurisdictionId, Moment, Tier};
use msez_runtime_api::AccreditationView;
use polkadot_sdk::sp_runtime::AccountId32;
use subxt::{rpcs::rpc_params, utils};

use crate::{
    account::{read_account_id, Account},
    chain::{api, Chain, Finalized},
    commands::{jurisdiction::all, From, Global},
    failure::Outcome,
    output::read_duration,
};

/// What can be done about issuers.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Accredit an issuer for a domain; for the jurisdiction's authority.
    Accredit {
        #[command(flatten)]
        who: Accreditation,
        /// Standing, from 1.
        #[arg(long, default_value_t = 1)]
        tier: u8,
        /// For how long, such as 730d; otherwise until revoked.
        #[arg(long, value_parser = read_duration)]
        valid_for: Option<u64>,
        #[command(flatten)]
        from: From,
    },
    /// Suspend an accreditation.
    Suspend {
        #[command(flatten)]
        who: Accreditation,
        #[command(flatten)]
        from: From,
    },
    /// End a suspension.
    Reinstate {
        #[command(flatten)]
        who: Accreditation,
        #[command(flatten)]
        from: From,
    },
    /// Take an accreditation away for good.
    Revoke {
        #[command(flatten)]
        who: Accreditation,
        #[command(flatten)]
        from: From,
    },
    /// List the issuers of a jurisdiction.
    List {
        /// Where.
        #[arg(long)]
        jurisdiction: JurisdictionId,
    },
}

/// Whom, where and for what.
#[derive(Debug, clap::Args)]
pub struct Accreditation {
    /// Where.
    #[arg(long)]
    jurisdiction: JurisdictionId,
    /// For which domain.
    #[arg(long)]
    domain: Domain,
    /// Whom: SS58, 0x and 32 bytes, or a development account.
    #[arg(long, value_parser = read_account_id)]
    issuer: AccountId32,
}

fn wire(account: &AccountId32) -> utils::AccountId32 {
    utils::AccountId32(account.clone().into())
}

/// Accredits and waits for finality.
pub async fn accredit(
    chain: &Chain,
    jurisdiction: JurisdictionId,
    domain: Domain,
    issuer: &AccountId32,
    tier: Tier,
    expires_at: Option<Moment>,
    from: &Account,
) -> Outcome<Finalized> {
    let call = api::transactions().manifold().accredit_issuer(
        utils::Static(jurisdiction),
        utils::Static(domain),
        wire(issuer),
        utils::Static(tier),
        expires_at,
    );
    Ok(chain.submit("accredit", &call, from).await?.0)
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let chain = global.chain().await?;
    let output = global.output();
    let manifold = || api::transactions().manifold();
    let place =
        |who: &Accreditation| (utils::Static(who.jurisdiction), utils::Static(who.domain), wire(&who.issuer));
    let finalized = match command {
        Command::List { jurisdiction } => {
            let list: Vec<AccreditationView> =
                all(&chain, "msez_issuers", |page| rpc_params![jurisdiction, page]).await?;
            output.list(&list, |a| {
                let standing = if a.is_in_force { "in force" } else { "not in force" };
                format!("{}  {:<22} tier {}  {standing}", a.issuer, a.domain.to_string(), a.tier.0)
            });
            return Ok(());
        }
        Command::Accredit { who, tier, valid_for, from } => {
            let expires_at = match valid_for {
                Some(millis) => Some(chain.now().await?.saturating_add(millis)),
                None => None,
            };
            let Accreditation { jurisdiction, domain, issuer } = who;
            accredit(&chain, jurisdiction, domain, &issuer, Tier(tier), expires_at, &from.account()?).await?
        }
        Command::Suspend { who, from } => {
            let (jurisdiction, domain, issuer) = place(&who);
            let call = manifold().suspend_issuer(jurisdiction, domain, issuer);
            chain.submit("suspend", &call, &from.account()?).await?.0
        }
        Command::Reinstate { who, from } => {
            let (jurisdiction, domain, issuer) = place(&who);
            let call = manifold().reinstate_issuer(jurisdiction, domain, issuer);
            chain.submit("reinstate", &call, &from.account()?).await?.0
        }
        Command::Revoke { who, from } => {
            let (jurisdiction, domain, issuer) = place(&who);
            let call = manifold().revoke_accreditation(jurisdiction, domain, issuer);
            chain.submit("revoke", &call, &from.account()?).await?.0
        }
    };
    output.result(&finalized, |f| format!("final in block {}", f.block_number));
    Ok(())
}
