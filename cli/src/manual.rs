//! What the manual says to type is understood.

use std::collections::BTreeSet;

use clap::{error::ErrorKind, CommandFactory, Parser};

use crate::Cli;

const PAGES: [(&str, &str); 9] = [
    ("README.md", include_str!("../../README.md")),
    ("cli/README.md", include_str!("../README.md")),
    ("docs/assets.md", include_str!("../../docs/assets.md")),
    ("docs/concepts.md", include_str!("../../docs/concepts.md")),
    ("docs/dapp.md", include_str!("../../docs/dapp.md")),
    ("docs/issuer.md", include_str!("../../docs/issuer.md")),
    ("docs/moving-assets.md", include_str!("../../docs/moving-assets.md")),
    ("docs/programs.md", include_str!("../../docs/programs.md")),
    ("docs/watchers.md", include_str!("../../docs/watchers.md")),
];

const ACCOUNT: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const DIGEST: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";

/// Code of a page: blocks, with their continued lines joined, and what stands between backticks.
fn code(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut blocks, mut words, mut is_block) = (Vec::new(), String::new(), false);
    for line in text.replace("\\\n", " ").lines() {
        if line.trim_start().starts_with("```") {
            is_block = !is_block;
        } else if is_block {
            blocks.push(line.to_owned());
        } else {
            words.push_str(line);
            words.push('\n');
        }
    }
    (blocks, words.split('`').skip(1).step_by(2).map(str::to_owned).collect())
}

/// The arguments of a command line, with values for what the page leaves open; none if it is not one of ours.
fn arguments(line: &str) -> Option<Vec<String>> {
    let line = line.split(" #").next()?.split(" > ").next()?.split(" | ").next()?;
    let line = line.split_once("$(").map_or(line, |(_, inner)| inner).trim();
    let line = line.strip_prefix("msez ")?.trim_end_matches(')');
    let mut arguments = vec!["msez".to_owned()];
    for word in line.split_whitespace() {
        let is_value = arguments.last().is_some_and(|last| last.starts_with("--"));
        arguments.push(match word {
            "…" if is_value => "alice".into(),
            "…" => continue,
            "<account>" | "<authority>" | "<issuer>" | "<carrier>" | "<anyone>" => "alice".into(),
            "<instance>" | "$INSTANCE" => ACCOUNT.into(),
            "$domain" => "kyc".into(),
            "CORRIDOR" => "corridor-a-b".into(),
            "HOP" | "N" | "<number>" => "1".into(),
            "TRANSFER" | "0xASSET" | "0xMIGRATION" | "0x<program>" | "0x<asset>" => DIGEST.into(),
            variable if variable.starts_with('$') => DIGEST.into(),
            other => other.replace("0x…", DIGEST).replace("5D…", ACCOUNT).replace('…', "host.example"),
        });
    }
    Some(arguments)
}

#[test]
fn every_command_of_the_manual_is_understood() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (page, text) in PAGES {
        let (blocks, words) = code(text);
        let blocks = blocks.iter().map(|line| (line, true));
        for (line, is_whole) in blocks.chain(words.iter().map(|words| (words, false))) {
            let Some(arguments) = arguments(line) else { continue };
            count += 1;
            let Err(error) = Cli::try_parse_from(&arguments) else { continue };
            let is_understood = match error.kind() {
                ErrorKind::DisplayHelp => true,
                // The option itself is what is spoken of.
                ErrorKind::InvalidValue => {
                    !is_whole && arguments.last().is_some_and(|last| last.starts_with("--"))
                }
                // In a sentence a command need not be whole, and a key can be in the environment.
                ErrorKind::MissingRequiredArgument
                | ErrorKind::MissingSubcommand
                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                    let is_exported = text.contains("export MSEZ_WATCHER_KEY=");
                    !is_whole || (is_exported && error.to_string().contains("--key"))
                }
                _ => false,
            };
            if !is_understood {
                wrong.push(format!("{page}: {line}\n{error}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 100, "only {count} commands were found");
}

fn options(command: &clap::Command, known: &mut BTreeSet<String>) {
    known.extend(command.get_arguments().filter_map(|argument| argument.get_long()).map(str::to_owned));
    command.get_subcommands().for_each(|inner| options(inner, known));
}

#[test]
fn every_option_that_the_manual_names_exists() {
    let mut known: BTreeSet<String> = ["help", "version"].map(str::to_owned).into();
    options(&Cli::command(), &mut known);
    for (page, text) in PAGES {
        for words in code(text).1 {
            for word in words.split_whitespace().filter_map(|word| word.strip_prefix("--")) {
                let name = word.split(['=', ',']).next().unwrap_or_default();
                assert!(known.contains(name), "{page}: --{name} in `{words}`");
            }
        }
    }
}
