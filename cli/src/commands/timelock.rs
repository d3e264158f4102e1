//! `msez timelock`: operations that wait.

use std::path::{Path, PathBuf};

use codec::{Decode, Encode};
use msez_core::Digest;
use polkadot_sdk::{
    frame_support::{storage::storage_prefix, StorageHasher, Twox64Concat},
    sp_core::{sr25519, Pair},
    sp_runtime::AccountId32,
};
use serde::{Deserialize, Serialize};
use subxt::rpcs::rpc_params;

use crate::{
    account::read_account_id,
    chain::{call_name, encoded_call, At, Chain, Finalized, Scale},
    commands::{power::Power, program::Bytes, read_file, read_json, write_json, From, Global},
    failure::{Failure, Outcome},
    output::utc,
    trie::blake2_256,
};

/// What can be done with time locks.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Announce a call. After the delay of its class it can be carried out, for two days.
    ///
    /// What is announced stays hidden. Call and salt are written to a file, without which it cannot be carried out.
    Announce {
        /// Its class. The chain refuses to carry out a call that was announced under another than its own.
        #[arg(long, value_enum)]
        class: Class,
        /// The call, SCALE-encoded, as hexadecimal; or `@FILE` with that.
        #[arg(long)]
        call: String,
        /// Write call and salt to this file, which must not exist.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        power: Power,
        #[command(flatten)]
        from: From,
    },
    /// Reveal an announced call and have it carried out, in the announcer's name.
    Execute {
        /// The file that `announce` wrote.
        opening: PathBuf,
        /// Id of the announcement, where the file does not have it.
        #[arg(long)]
        id: Option<u64>,
        #[command(flatten)]
        from: From,
    },
    /// Call an announcement off; the deposit goes back.
    Cancel {
        /// Its id.
        id: u64,
        #[command(flatten)]
        power: Power,
        #[command(flatten)]
        from: From,
    },
    /// Show an announcement. Exit code 5 if there is none any more.
    Show {
        /// Its id.
        id: u64,
    },
    /// List what is announced, the oldest first.
    List {
        /// By this account only: SS58, 0x and 32 bytes, or a development account.
        #[arg(long, value_parser = read_account_id, conflicts_with = "governance")]
        by: Option<AccountId32>,
        /// By governance only.
        #[arg(long)]
        governance: bool,
    },
}

/// What kind of operation it is; the codes are the chain's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "camelCase")]
pub enum Class {
    /// Money, collateral, units, control of an asset: seven days.
    #[codec(index = 0)]
    Withdrawal,
    /// What others go by: three days.
    #[codec(index = 1)]
    ParameterChange,
    /// Moving an asset to another jurisdiction: one day.
    #[codec(index = 2)]
    Migration,
}

/// What it takes to carry an announced call out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opening {
    /// Id of the announcement; a proposal has none until the council has agreed.
    id: Option<u64>,
    /// Block 0 of the chain.
    genesis: Digest,
    /// Who announced it; nobody for governance.
    announcer: Option<AccountId32>,
    /// The class.
    class: Class,
    /// The call, encoded.
    call: Bytes,
    /// What hides the call.
    salt: Digest,
    /// What was announced.
    commitment: Digest,
}

/// What comes of a transaction on an announcement.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Done {
    /// Id of the announcement, where it is known.
    id: Option<u64>,
    /// What was announced, or carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<String>,
    /// Whether the council has still to agree.
    is_proposal: bool,
    #[serde(flatten)]
    finalized: Finalized,
}

/// An announcement, as it is shown.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    id: u64,
    /// Nobody for governance.
    announcer: Option<AccountId32>,
    class: Class,
    commitment: Digest,
    /// From when on it can be carried out, in milliseconds.
    from: u64,
    /// Until when.
    until: u64,
    /// In the smallest unit of the native currency.
    deposit: String,
    stage: Stage,
}

/// How far an announcement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum Stage {
    /// Its delay is not over.
    Waiting,
    /// It can be carried out.
    Due,
    /// Its window is over.
    Expired,
}

/// What the chain keeps, up to the announcer.
#[derive(Encode, Decode)]
struct Stored {
    class: Class,
    commitment: Digest,
    from: u64,
    until: u64,
    deposit: u128,
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let output = global.output();
    let chain = global.chain().await?;
    match command {
        Command::Announce { class, call, out, power, from } => {
            let account = from.account()?;
            if out.exists() {
                return Err(Failure::File(format!("{} exists", out.display())));
            }
            let call = read_call(&call)?;
            let name = call_name(&call.0)?;
            let announcer = (!power.is_governance()).then(|| account.id());
            let mut opening = Opening::new(chain.genesis(), announcer, class, call);
            // Before it is announced: an announcement whose salt is lost is worth nothing.
            write_json(&out, &opening)?;
            let announce = encoded_call("Timelock", "announce", &(class, opening.commitment).encode())?;
            let (finalized, events) = power.submit(&chain, "announce", &announce, &account).await?;
            for event in events.iter() {
                let event = event.map_err(|e| Failure::Version(format!("announce: {e}")))?;
                if event.pallet_name() == "Timelock" && event.event_name() == "Announced" {
                    opening.id = u64::decode(&mut event.field_bytes()).ok();
                }
            }
            write_json(&out, &opening)?;
            let is_proposal = power.is_proposal();
            let done = Done { id: opening.id, call: Some(name.clone()), is_proposal, finalized };
            output.result(&done, |done| match done.id {
                Some(id) => format!("announced {name} as {id}; kept in {}", out.display()),
                None => format!("proposed to announce {name}; kept in {}", out.display()),
            });
        }
        Command::Execute { opening: path, id, from } => {
            let account = from.account()?;
            let opening: Opening = read_json(&path)?;
            opening.check(&chain.genesis(), &path)?;
            let id = id
                .or(opening.id)
                .ok_or_else(|| Failure::Usage(format!("{} has no id: name it with --id", path.display())))?;
            let name = call_name(&opening.call.0)?;
            let mut arguments = id.encode();
            arguments.extend_from_slice(&opening.call.0);
            arguments.extend_from_slice(&opening.salt.0);
            let execute = encoded_call("Timelock", "execute", &arguments)?;
            let (finalized, _) = chain.submit_encoded("execute", &execute, &account).await?;
            let done = Done { id: Some(id), call: Some(name.clone()), is_proposal: false, finalized };
            output
                .result(&done, |done| format!("carried out {name} in block {}", done.finalized.block_number));
        }
        Command::Cancel { id, power, from } => {
            let cancel = encoded_call("Timelock", "cancel", &id.encode())?;
            let (finalized, _) = power.submit(&chain, "cancel", &cancel, &from.account()?).await?;
            let done = Done { id: Some(id), call: None, is_proposal: power.is_proposal(), finalized };
            output.result(&done, |done| match done.is_proposal {
                true => format!("proposed to cancel {id}"),
                false => format!("cancelled {id} in block {}", done.finalized.block_number),
            });
        }
        Command::Show { id } => {
            let (block, now) = (chain.hash(At::Finalized).await?, chain.now().await?);
            let shown = match storage(&chain, &announcement_key(id), block).await? {
                Some(value) => Shown::read(id, &value.0, now)?,
                None => {
                    let next = storage(&chain, &item_key("NextId"), block).await?;
                    let next = next.and_then(|value| u64::decode(&mut &value.0[..]).ok()).unwrap_or_default();
                    return Err(Failure::NotFound(match id < next {
                        true => format!("{id} was carried out, was cancelled, or has expired"),
                        false => format!("nothing was ever announced under {id}"),
                    }));
                }
            };
            let scale = chain.scale().await;
            output.result(&shown, |shown| shown.text(&scale));
        }
        Command::List { by, governance } => {
            let (block, now) = (chain.hash(At::Finalized).await?, chain.now().await?);
            let mut list = Vec::new();
            for key in every_key(&chain, &item_key("Announcements"), block).await? {
                let id = id_of(&key.0)?;
                if let Some(value) = storage(&chain, &key.0, block).await? {
                    list.push(Shown::read(id, &value.0, now)?);
                }
            }
            list.retain(|shown| match (&by, governance) {
                (Some(by), _) => shown.announcer.as_ref() == Some(by),
                (None, true) => shown.announcer.is_none(),
                (None, false) => true,
            });
            list.sort_by_key(|shown| shown.id);
            let scale = chain.scale().await;
            output.list(&list, |shown| shown.text(&scale));
        }
    }
    Ok(())
}

impl Opening {
    /// With a salt that nobody can guess.
    fn new(genesis: Digest, announcer: Option<AccountId32>, class: Class, call: Bytes) -> Self {
        // The seed of a key that is thrown away: 32 bytes from the system's generator.
        let (_, salt) = sr25519::Pair::generate();
        let commitment = commitment(&genesis, announcer.as_ref(), class, &salt, &call.0);
        Self { id: None, genesis, announcer, class, call, salt: Digest(salt), commitment }
    }

    /// Whether the file is of this chain, and as it was written.
    fn check(&self, genesis: &Digest, path: &Path) -> Outcome {
        let wrong = |why: &str| Failure::File(format!("{}: {why}", path.display()));
        if self.genesis != *genesis {
            return Err(wrong("announced on another chain"));
        }
        let announcer = self.announcer.as_ref();
        let commitment = commitment(&self.genesis, announcer, self.class, &self.salt.0, &self.call.0);
        if self.commitment != commitment {
            return Err(wrong("the commitment is not that of the call"));
        }
        Ok(())
    }
}

/// What the chain is told: see the README of pallet-timelock.
fn commitment(
    genesis: &Digest,
    announcer: Option<&AccountId32>,
    class: Class,
    salt: &[u8; 32],
    call: &[u8],
) -> Digest {
    let mut preimage = (*b"msez/timelock/v1", genesis, announcer, class, salt).encode();
    preimage.extend_from_slice(call);
    Digest(blake2_256(&preimage))
}

impl Shown {
    fn read(id: u64, value: &[u8], now: u64) -> Outcome<Self> {
        let mut rest = value;
        let stored = Stored::decode(&mut rest)
            .map_err(|e| Failure::Version(format!("announcement {id} is stored otherwise: {e}")))?;
        // The origin of an account is the system's (0), signed (1); any other is governance's.
        let announcer = match rest {
            [0, 1, account @ ..] => <[u8; 32]>::try_from(account).ok().map(AccountId32::new),
            _ => None,
        };
        let Stored { class, commitment, from, until, deposit } = stored;
        let stage = match now {
            now if now < from => Stage::Waiting,
            now if now <= until => Stage::Due,
            _ => Stage::Expired,
        };
        Ok(Self { id, announcer, class, commitment, from, until, deposit: deposit.to_string(), stage })
    }

    fn text(&self, scale: &Scale) -> String {
        let announcer = self.announcer.as_ref().map_or_else(|| "governance".to_owned(), ToString::to_string);
        let deposit = self.deposit.parse().map_or_else(|_| self.deposit.clone(), |amount| scale.text(amount));
        let stage = match self.stage {
            Stage::Waiting => format!("waits until {}", utc(self.from)),
            Stage::Due => format!("due until {}", utc(self.until)),
            Stage::Expired => format!("expired at {}", utc(self.until)),
        };
        format!(
            "{}  {:?}, {stage}\n  announcer   {announcer}\n  commitment  {}\n  deposit     {deposit}",
            self.id, self.class, self.commitment
        )
    }
}

fn read_call(text: &str) -> Outcome<Bytes> {
    let text = match text.strip_prefix('@') {
        Some(path) => String::from_utf8(read_file(Path::new(path))?)
            .map_err(|_| Failure::Usage(format!("{path}: not hexadecimal")))?,
        None => text.to_owned(),
    };
    text.trim().parse().map_err(|e| Failure::Usage(format!("the call: {e}")))
}

fn item_key(item: &str) -> Vec<u8> {
    storage_prefix(b"Timelock", item.as_bytes()).to_vec()
}

fn announcement_key(id: u64) -> Vec<u8> {
    let mut key = item_key("Announcements");
    key.extend(Twox64Concat::hash(&id.encode()));
    key
}

fn id_of(key: &[u8]) -> Outcome<u64> {
    key.get(40..)
        .and_then(|mut id| u64::decode(&mut id).ok())
        .ok_or_else(|| Failure::Version(format!("0x{} is no key of an announcement", hex::encode(key))))
}

/// A value of the state, encoded.
async fn storage(chain: &Chain, key: &[u8], block: Digest) -> Outcome<Option<Bytes>> {
    chain.ask("state_getStorage", rpc_params![Bytes(key.to_vec()), block]).await
}

/// Keys that a node gives at once.
const PAGE: u32 = 512;

/// Every key below another.
pub async fn every_key(chain: &Chain, prefix: &[u8], block: Digest) -> Outcome<Vec<Bytes>> {
    let (mut keys, mut last) = (Vec::new(), None::<Bytes>);
    loop {
        let params = rpc_params![Bytes(prefix.to_vec()), PAGE, &last, block];
        let page: Vec<Bytes> = chain.ask("state_getKeysPaged", params).await?;
        let is_last = u32::try_from(page.len()).is_ok_and(|count| count < PAGE);
        last = page.last().cloned();
        keys.extend(page);
        if is_last {
            return Ok(keys);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const CALL: [u8; 5] = [0, 0, 8, 0x12, 0x34];

    /// The golden vectors of the pallet's README.
    #[test]
    fn the_commitment_is_the_chains() {
        let genesis = Digest([1; 32]);
        let account = AccountId32::new([2; 32]);
        for (announcer, class, expected) in [
            (
                Some(&account),
                Class::Withdrawal,
                "0xe2af12d7864995e30cf22e3521a266fffa35f69b2776410a2c5a3ff76e4f6c8f",
            ),
            (
                None,
                Class::ParameterChange,
                "0x47055d19c14e3f1f2234190174c7e96f9e3f9f98c7c2594e055a2b73d1d79583",
            ),
        ] {
            assert_eq!(commitment(&genesis, announcer, class, &[3; 32], &CALL).to_string(), expected);
        }
    }

    #[test]
    fn a_file_opens_what_it_was_written_for_and_nothing_else() {
        let genesis = Digest([1; 32]);
        let path = Path::new("opening.json");
        let opening =
            Opening::new(genesis, Some(AccountId32::new([2; 32])), Class::Migration, Bytes(CALL.to_vec()));
        opening.check(&genesis, path).unwrap();
        assert_ne!(opening.salt, Opening::new(genesis, None, Class::Migration, Bytes(CALL.to_vec())).salt);
        assert_eq!(opening.check(&Digest([9; 32]), path).unwrap_err().code(), 6);

        let text = serde_json::to_string(&opening).unwrap();
        assert_eq!(serde_json::from_str::<Opening>(&text).unwrap(), opening);
        for changed in [
            Opening { class: Class::Withdrawal, ..opening.clone() },
            Opening { announcer: None, ..opening.clone() },
            Opening { salt: Digest([0; 32]), ..opening.clone() },
            Opening { call: Bytes(vec![0, 0]), ..opening.clone() },
        ] {
            assert_eq!(changed.check(&genesis, path).unwrap_err().code(), 6);
        }
    }

    #[test]
    fn an_announcement_is_read_with_its_announcer() {
        let stored = Stored {
            class: Class::ParameterChange,
            commitment: Digest([7; 32]),
            from: 1_000,
            until: 2_000,
            deposit: 5,
        };
        let signed = [&stored.encode()[..], &[0, 1], &[2; 32]].concat();
        for (now, stage) in
            [(999, Stage::Waiting), (1_000, Stage::Due), (2_000, Stage::Due), (2_001, Stage::Expired)]
        {
            assert_eq!(Shown::read(3, &signed, now).unwrap().stage, stage);
        }
        assert_eq!(
            serde_json::to_value(Shown::read(3, &signed, 1_500).unwrap()).unwrap(),
            json!({
                "id": 3,
                "announcer": AccountId32::new([2; 32]).to_string(),
                "class": "parameterChange",
                "commitment": Digest([7; 32]),
                "from": 1_000,
                "until": 2_000,
                "deposit": "5",
                "stage": "due",
            })
        );
        // Root, and the council.
        for governed in [&[0, 0][..], &[30, 0, 2, 0, 0, 0, 3, 0, 0, 0]] {
            let value = [&stored.encode()[..], governed].concat();
            assert_eq!(Shown::read(3, &value, 0).unwrap().announcer, None);
        }
        assert_eq!(Shown::read(3, &[9], 0).unwrap_err().code(), 7);
    }

    #[test]
    fn an_id_is_read_from_the_key_it_is_stored_under() {
        assert_eq!(id_of(&announcement_key(77)).unwrap(), 77);
        assert_eq!(announcement_key(77).len(), 48);
        assert_eq!(id_of(&item_key("Announcements")).unwrap_err().code(), 7);
    }

    #[test]
    fn a_call_is_hexadecimal() {
        assert_eq!(read_call("0x0000081234").unwrap().0, CALL);
        assert_eq!(read_call("nothing").unwrap_err().code(), 2);
        assert_eq!(read_call("@/no/such/file").unwrap_err().code(), 6);
    }
}
