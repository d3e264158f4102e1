//! Genesis documents: made and read without a node.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use msez_asset::{soft_sha256, ControlRule, Genesis, TAG};
use msez_core::{AssetClass, JurisdictionId, SubjectId};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;

use crate::{
    account::read_account_id,
    commands::{
        asset::rule::{with_accounts, RuleArgs},
        program::Bytes,
        read_digest, read_file, read_json,
    },
    failure::{Failure, Outcome},
};

/// `msez asset genesis`: everything said on the command line, or in a JSON file.
#[derive(Debug, clap::Args)]
pub struct Make {
    /// Read it from a JSON file with schema, issuer, class, jurisdiction, policy and control.
    #[arg(long, value_name = "FILE", conflicts_with_all = FIELDS)]
    json_file: Option<PathBuf>,
    /// The schema of such assets: its SHA-256, or `@FILE` to take that of a file.
    #[arg(long, required_unless_present = "json_file")]
    schema: Option<String>,
    /// Who registers it: SS58, 0x and 32 bytes, or a development account.
    #[arg(long, value_parser = read_account_id, required_unless_present = "json_file")]
    issuer: Option<AccountId32>,
    /// Its class, such as securities.
    #[arg(long, required_unless_present = "json_file")]
    class: Option<AssetClass>,
    /// Where it will be at home first.
    #[arg(long, required_unless_present = "json_file")]
    jurisdiction: Option<JurisdictionId>,
    /// The policy that holders can rely on: its SHA-256, or `@FILE`.
    #[arg(long, required_unless_present = "json_file")]
    policy: Option<String>,
    // Where nobody is named, the issuer alone.
    #[command(flatten)]
    rule: RuleArgs,
    /// Write the canonical bytes to this file; `msez asset register` takes it.
    #[arg(long)]
    out: Option<PathBuf>,
}

const FIELDS: [&str; 8] =
    ["schema", "issuer", "class", "jurisdiction", "policy", "controller", "threshold", "rule"];

/// A genesis document that was made.
#[derive(Debug, Serialize)]
pub struct Made {
    /// SHA-256 of the bytes: the asset's id.
    asset: SubjectId,
    /// The canonical encoding.
    document: Bytes,
    /// What it says.
    genesis: Genesis<AccountId32>,
}

impl Made {
    /// For people.
    pub fn text(&self) -> String {
        format!("asset     {}\ndocument  {}", self.asset, self.document)
    }
}

impl Make {
    /// Makes the document, and writes it if a file was named.
    pub fn make(self) -> Outcome<Made> {
        let out = self.out.clone();
        let genesis = self.genesis()?;
        genesis
            .validate()
            .map_err(|fault| Failure::Usage(format!("there can be no such asset: {fault:?}")))?;
        let document = genesis.to_bytes();
        if let Some(path) = out {
            fs::write(&path, &document).map_err(|e| Failure::File(format!("{}: {e}", path.display())))?;
        }
        Ok(Made { asset: genesis.id(soft_sha256), document: Bytes(document), genesis })
    }

    fn genesis(self) -> Outcome<Genesis<AccountId32>> {
        let Self { json_file, schema, issuer, class, jurisdiction, policy, rule, out: _ } = self;
        if let Some(path) = json_file {
            return read_genesis_json(&path, read_json(&path)?);
        }
        let missing = |what: &str| Failure::Usage(format!("--{what} is missing"));
        let issuer = issuer.ok_or_else(|| missing("issuer"))?;
        let control = match rule.is_empty() {
            true => ControlRule::sole(issuer.clone()),
            false => rule.read()?,
        };
        Ok(Genesis {
            schema: read_digest(&schema.ok_or_else(|| missing("schema"))?)?,
            issuer,
            class: class.ok_or_else(|| missing("class"))?,
            jurisdiction: jurisdiction.ok_or_else(|| missing("jurisdiction"))?,
            policy: read_digest(&policy.ok_or_else(|| missing("policy"))?)?,
            control,
        })
    }
}

/// What a file with a document turns out to be.
pub enum Document {
    /// A genesis document of a smart asset.
    Asset(Box<Genesis<AccountId32>>),
    /// Anything else.
    Other(Vec<u8>),
}

impl Document {
    /// SHA-256 of a genesis document's canonical bytes, or of the file.
    pub fn id(&self) -> SubjectId {
        match self {
            Self::Asset(genesis) => genesis.id(soft_sha256),
            Self::Other(bytes) => SubjectId(soft_sha256(bytes)),
        }
    }
}

/// Reads a genesis document: its canonical bytes, or JSON with all of its fields. What is neither is another document.
pub fn read_document(path: &Path) -> Outcome<Document> {
    let bytes = read_file(path)?;
    if bytes.starts_with(&TAG) {
        let genesis = Genesis::from_bytes(&bytes)
            .map_err(|fault| wrong(path, format_args!("not a genesis document: {fault:?}")))?;
        return Ok(Document::Asset(Box::new(genesis)));
    }
    match serde_json::from_slice(&bytes) {
        Ok(json) => Ok(Document::Asset(Box::new(read_genesis_json(path, json)?))),
        Err(_) => Ok(Document::Other(bytes)),
    }
}

fn wrong(path: &Path, why: impl fmt::Display) -> Failure {
    Failure::Usage(format!("{}: {why}", path.display()))
}

fn read_genesis_json(path: &Path, json: Genesis<String>) -> Outcome<Genesis<AccountId32>> {
    let issuer =
        read_account_id(&json.issuer).map_err(|e| wrong(path, format_args!("{}: {e}", json.issuer)))?;
    let genesis = Genesis {
        schema: json.schema,
        issuer,
        class: json.class,
        jurisdiction: json.jurisdiction,
        policy: json.policy,
        control: with_accounts(json.control)?,
    };
    genesis.validate().map_err(|fault| wrong(path, format_args!("there can be no such asset: {fault:?}")))?;
    Ok(genesis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use msez_asset::{Family, Permissions};

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        make: Make,
    }

    const DIGEST: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";

    fn make(line: &str) -> Result<Make, clap::Error> {
        Line::try_parse_from(["genesis"].into_iter().chain(line.split_whitespace())).map(|line| line.make)
    }

    /// With everything that must be said, and more.
    fn with(class: &str, more: &str) -> Outcome<Made> {
        let base = format!("--schema {DIGEST} --policy {DIGEST} --issuer alice --jurisdiction uae-difc");
        make(&format!("{base} --class {class} {more}")).unwrap_or_else(|e| panic!("{e}")).make()
    }

    #[test]
    fn without_controllers_the_issuer_is_the_only_one() {
        let made = with("securities", "").unwrap();
        assert_eq!(made.genesis.control, ControlRule::sole(read_account_id("alice").unwrap()));
        assert_eq!(made.asset, made.genesis.id(soft_sha256));
        assert_eq!(Genesis::from_bytes(&made.document.0), Ok(made.genesis));
    }

    #[test]
    fn the_same_document_is_made_by_options_json_and_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let (json, bytes) = (folder.path().join("a.json"), folder.path().join("a.bin"));
        let control = "--controller alice --controller bob=documents,halt --threshold halt=2";
        let made = with("securities", &format!("{control} --out {}", bytes.display())).unwrap();
        let bob = read_account_id("bob").unwrap();
        let of_bob = made.genesis.control.controllers.iter().find(|one| one.account == bob).unwrap();
        assert_eq!(of_bob.permissions, Permissions::NONE.with(Family::Documents).with(Family::Halt));
        assert_eq!(made.genesis.control.thresholds, [1, 2, 1, 1, 1, 1, 1]);

        fs::write(&json, serde_json::to_string(&made.genesis).unwrap()).unwrap();
        let again = make(&format!("--json-file {}", json.display())).unwrap().make().unwrap();
        assert_eq!((again.asset, &again.document), (made.asset, &made.document));
        for path in [&json, &bytes] {
            let read = read_document(path).unwrap();
            assert!(matches!(read, Document::Asset(_)) && read.id() == made.asset);
        }
    }

    #[test]
    fn another_document_is_known_by_the_hash_of_its_bytes() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), r#"{"name":"My bond"}"#).unwrap();
        let read = read_document(file.path()).unwrap();
        assert!(matches!(read, Document::Other(_)));
        assert_eq!(read.id(), SubjectId(soft_sha256(br#"{"name":"My bond"}"#)));
        fs::write(file.path(), [TAG, [0; 32]].concat()).unwrap();
        assert_eq!(read_document(file.path()).err().unwrap().code(), 2, "a damaged one is no other document");
    }

    #[test]
    fn what_cannot_be_is_refused_before_anything_is_written() {
        for (class, control) in [
            ("securities", "--controller bob=documents"),
            ("securities", "--controller alice --threshold control=2"),
            ("securities", "--controller alice --controller alice"),
            ("party", ""),
        ] {
            assert_eq!(with(class, control).unwrap_err().code(), 2, "{class} {control}");
        }
        for line in [
            "--schema 0x11",
            "--json-file a.json --class securities",
            "--json-file a.json --controller bob=flying",
            "--json-file a.json --threshold halt",
        ] {
            assert!(make(line).is_err(), "{line}");
        }
    }
}
