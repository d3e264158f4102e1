//! Rules of control on the command line.

use std::path::PathBuf;

use msez_asset::{ControlRule, Controller, Family, Permissions};
use polkadot_sdk::sp_runtime::AccountId32;

use crate::{
    account::read_account_id,
    commands::read_json,
    failure::{Failure, Outcome},
};

/// Who controls an asset, and how many of them it takes.
#[derive(Debug, Default, clap::Args)]
pub struct RuleArgs {
    /// A controller, for everything or for some families of calls: documents, halt, resume, units, control, recovery,
    /// program. Such as `alice`, or `alice=documents,halt`; once for each.
    #[arg(long, value_name = "ACCOUNT[=FAMILIES]", value_parser = read_controller)]
    controller: Vec<Controller<AccountId32>>,
    /// How many must agree in a family, such as `control=2`; otherwise one.
    #[arg(long, value_name = "FAMILY=NUMBER", value_parser = read_threshold, requires = "controller")]
    threshold: Vec<(Family, u8)>,
    /// Controllers and thresholds from a JSON file instead: such an object as `asset show --json` has under `control`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["controller", "threshold"])]
    rule: Option<PathBuf>,
}

impl RuleArgs {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.controller.is_empty() && self.rule.is_none()
    }

    /// The rule; one that cannot be is refused.
    pub fn read(self) -> Outcome<ControlRule<AccountId32>> {
        let Self { controller: mut controllers, threshold, rule } = self;
        let rule = match rule {
            Some(path) => with_accounts(read_json(&path)?)?,
            None => {
                controllers.sort_by(|a, b| a.account.cmp(&b.account));
                let rule = ControlRule { controllers, thresholds: Default::default() };
                let thresholds = Family::ALL.map(|family| {
                    let said =
                        threshold.iter().rev().find(|(of, _)| *of == family).map(|(_, number)| *number);
                    said.unwrap_or_else(|| u8::from(rule.holders(family).next().is_some()))
                });
                ControlRule { thresholds, ..rule }
            }
        };
        rule.validate()
            .map_err(|fault| Failure::Usage(format!("there can be no such rule of control: {fault:?}")))?;
        Ok(rule)
    }
}

/// A rule whose accounts are written as people write them.
pub fn with_accounts(rule: ControlRule<String>) -> Outcome<ControlRule<AccountId32>> {
    let read = |one: Controller<String>| {
        let account =
            read_account_id(&one.account).map_err(|e| Failure::Usage(format!("{}: {e}", one.account)))?;
        Ok(Controller { account, permissions: one.permissions })
    };
    let mut controllers: Vec<_> = rule.controllers.into_iter().map(read).collect::<Outcome<_>>()?;
    controllers.sort_by(|a, b| a.account.cmp(&b.account));
    Ok(ControlRule { controllers, thresholds: rule.thresholds })
}

/// The family of this name.
pub fn read_family(text: &str) -> Result<Family, String> {
    serde_json::from_value(text.into())
        .map_err(|_| format!("{text}: expected documents, halt, resume, units, control, recovery or program"))
}

fn read_controller(text: &str) -> Result<Controller<AccountId32>, String> {
    let (account, permissions) = match text.split_once('=') {
        None => (text, Permissions::ALL),
        Some((account, families)) => {
            (account, families.split(',').map(read_family).collect::<Result<_, _>>()?)
        }
    };
    Ok(Controller { account: read_account_id(account)?, permissions })
}

fn read_threshold(text: &str) -> Result<(Family, u8), String> {
    let (family, number) = text.split_once('=').ok_or("expected FAMILY=NUMBER, such as control=2")?;
    Ok((read_family(family)?, number.parse().map_err(|e| format!("{number}: {e}"))?))
}

/// A rule for people.
pub fn rule_text(rule: &ControlRule<AccountId32>, indent: &str) -> String {
    let controllers = rule.controllers.iter().map(|one| {
        let families: Vec<_> = one.permissions.iter().map(family_text).collect();
        let may = if one.permissions == Permissions::ALL { "everything".into() } else { families.join(", ") };
        format!("{indent}{}  {may}", one.account)
    });
    let needed = Family::ALL.into_iter().zip(rule.thresholds).filter(|(_, number)| *number > 1);
    let needed = needed.map(|(family, number)| {
        format!("{indent}{} takes {number} of {}", family_text(family), rule.holders(family).count())
    });
    controllers.chain(needed).collect::<Vec<_>>().join("\n")
}

/// A family for people.
pub fn family_text(family: Family) -> String {
    format!("{family:?}").to_lowercase()
}
