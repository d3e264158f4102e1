//! What stands behind a watcher's word, and behind what an operator carries.

use polkadot_sdk::sp_runtime::AccountId32;

use crate::{
    account::read_account_id,
    chain::{api, Chain, Finalized},
    commands::{read_amount, wire, From},
    failure::Outcome,
};

/// An amount of collateral.
#[derive(Debug, clap::Args)]
pub struct Amount {
    /// In MSEZ, such as 1000; with --asset, in the smallest unit of the currency.
    amount: String,
    /// A settlement currency, by its number.
    #[arg(long)]
    asset: Option<u32>,
    #[command(flatten)]
    from: From,
}

impl Amount {
    /// In the smallest unit.
    fn units(&self) -> Outcome<u128> {
        let read = match self.asset {
            Some(_) => self.amount.parse().map_err(|_| "expected a whole number".to_owned()),
            None => read_amount(&self.amount),
        };
        read.map_err(|e| crate::failure::Failure::Usage(format!("{}: {e}", self.amount)))
    }
}

/// What has fallen due.
#[derive(Debug, clap::Args)]
pub struct Withdraw {
    /// A settlement currency, by its number.
    #[arg(long)]
    asset: Option<u32>,
    #[command(flatten)]
    from: From,
}

/// `msez watcher delegate` and `undelegate`
#[derive(Debug, clap::Args)]
pub struct Delegation {
    /// To whom: SS58, 0x and 32 bytes, or a development account.
    #[arg(value_parser = read_account_id)]
    to: AccountId32,
    /// In MSEZ, such as 100.
    #[arg(value_parser = read_amount)]
    amount: u128,
    #[command(flatten)]
    from: From,
}

/// `msez watcher delegated`
#[derive(Debug, clap::Args)]
pub struct Delegated {
    /// To whom the funds were delegated.
    #[arg(value_parser = read_account_id)]
    to: AccountId32,
    /// Be paid what they have earned, and not the funds that have fallen due.
    #[arg(long)]
    rewards: bool,
    #[command(flatten)]
    from: From,
}

/// What a bond is for.
#[derive(Clone, Copy, Debug)]
pub enum Role {
    /// A watcher's word.
    Watcher,
    /// What an operator carries.
    Operator,
}

impl Role {
    fn wire(self) -> api::runtime_types::msez_traits::bonds::Role {
        match self {
            Self::Watcher => api::runtime_types::msez_traits::bonds::Role::Watcher,
            Self::Operator => api::runtime_types::msez_traits::bonds::Role::Operator,
        }
    }
}

/// Bonds, or adds to a bond.
pub async fn bond(chain: &Chain, role: Role, command: Amount) -> Outcome<Finalized> {
    let (amount, from) = (command.units()?, command.from.account()?);
    let bonds = api::transactions().bonds();
    if let Some(asset) = command.asset {
        return Ok(chain.submit("bond", &bonds.bond_asset(role.wire(), asset, amount), &from).await?.0);
    }
    // `bond` begins, `bond_extra` goes on: whoever has nothing bonded is told so by the second.
    match chain.submit("bond", &bonds.bond(role.wire(), amount), &from).await {
        Err(failure) if failure.is_named("AlreadyExists") => {
            Ok(chain.submit("bond", &bonds.bond_extra(role.wire(), amount), &from).await?.0)
        }
        other => Ok(other?.0),
    }
}

/// Starts to take out.
pub async fn unbond(chain: &Chain, role: Role, command: Amount) -> Outcome<Finalized> {
    let (amount, from) = (command.units()?, command.from.account()?);
    let bonds = api::transactions().bonds();
    Ok(match command.asset {
        Some(asset) => {
            chain.submit("unbond", &bonds.unbond_asset(role.wire(), asset, amount), &from).await?.0
        }
        None => chain.submit("unbond", &bonds.unbond(role.wire(), amount), &from).await?.0,
    })
}

/// Brings back what leaves.
pub async fn rebond(chain: &Chain, role: Role, command: Amount) -> Outcome<Finalized> {
    let (amount, from) = (command.units()?, command.from.account()?);
    let bonds = api::transactions().bonds();
    Ok(match command.asset {
        Some(asset) => {
            chain.submit("rebond", &bonds.rebond_asset(role.wire(), asset, amount), &from).await?.0
        }
        None => chain.submit("rebond", &bonds.rebond(role.wire(), amount), &from).await?.0,
    })
}

/// Is paid what is due.
pub async fn withdraw(chain: &Chain, role: Role, command: Withdraw) -> Outcome<Finalized> {
    let from = command.from.account()?;
    let bonds = api::transactions().bonds();
    Ok(match command.asset {
        Some(asset) => {
            chain.submit("withdraw", &bonds.withdraw_unbonded_asset(role.wire(), asset), &from).await?.0
        }
        None => chain.submit("withdraw", &bonds.withdraw_unbonded(role.wire()), &from).await?.0,
    })
}

/// Delegates.
pub async fn delegate(chain: &Chain, role: Role, command: Delegation) -> Outcome<Finalized> {
    let call = api::transactions().bonds().delegate(role.wire(), wire(&command.to), command.amount);
    Ok(chain.submit("delegate", &call, &command.from.account()?).await?.0)
}

/// Starts to take delegated funds back.
pub async fn undelegate(chain: &Chain, role: Role, command: Delegation) -> Outcome<Finalized> {
    let call = api::transactions().bonds().undelegate(role.wire(), wire(&command.to), command.amount);
    Ok(chain.submit("undelegate", &call, &command.from.account()?).await?.0)
}

/// Is paid delegated funds, or their rewards.
pub async fn delegated(chain: &Chain, role: Role, command: Delegated) -> Outcome<Finalized> {
    let (to, from) = (wire(&command.to), command.from.account()?);
    let bonds = api::transactions().bonds();
    Ok(match command.rewards {
        true => chain.submit("delegated", &bonds.claim_delegation_rewards(role.wire(), to), &from).await?.0,
        false => {
            // Anybody may submit it; the funds are the delegator's.
            let call = bonds.withdraw_undelegated(role.wire(), to, wire(&from.id()));
            chain.submit("delegated", &call, &from).await?.0
        }
    })
}
