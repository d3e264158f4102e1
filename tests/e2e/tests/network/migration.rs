//! An asset moves between two places while things go wrong: it arrives completely, or not at all, and the money is where it
//! was expected.

use std::{collections::BTreeMap, process::Stdio, time::Duration};

use codec::{Compact, Encode};
use msez_e2e::{
    cli::{text, Cli},
    eventually,
    network::temporary_folder,
    root, Chain, Network, Outcome,
};
use msez_manifold::samples;
use serde_json::{json, Value as Json};
use subxt_signer::sr25519::{dev, Keypair};
use tokio::process::{Child, Command};

use super::{
    custodian::{Custodian, Mood},
    event, four_validators, MINUTE,
};

const UNIT: u128 = 1_000_000_000_000;
const VALUE: u64 = 1_000_000;
const CORRIDOR: &str = "corridor-e2e";
const DOCUMENT: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";
const SECOND: u64 = 1_000;

/// Who carries: an account, a daemon and a custodian.
struct Carrier {
    name: &'static str,
    custodian: Custodian,
    daemon: Option<Child>,
}

/// Everything on the stage.
struct World {
    network: Network,
    chain: Chain,
    cli: Cli,
    asset: String,
    home: &'static str,
    carriers: Vec<Carrier>,
    /// Evidence for either place, as the command line takes it.
    evidence: BTreeMap<&'static str, Vec<(String, &'static str)>>,
    nonce: u64,
    /// What the last migration to kz-aifc cost.
    fee_to_aifc: u128,
    /// One row a scenario: name, end, and what each account gained or lost, beside what was expected.
    rows: Vec<String>,
}

/// Who has how much.
struct Money {
    payer: u128,
    carriers: Vec<u128>,
    /// In the accounts of the migrations and of the bridge, in which fees lie until it is known whose they are.
    pots: u128,
}

#[tokio::test]
#[ignore = "starts four nodes; run by scripts/test"]
async fn an_asset_arrives_though_operators_and_validators_fail() -> Outcome {
    Ok(scenarios(async |world| {
        world.nothing_goes_wrong().await?;
        world.an_operator_never_commits().await?;
        world.an_operator_is_killed_between_prepare_and_commit().await?;
        world.a_validator_is_killed_during_commit().await
    })
    .await?)
}

#[tokio::test]
#[ignore = "starts four nodes; run by scripts/test"]
async fn an_asset_comes_back_when_compliance_or_time_is_lost_and_moves_when_its_program_says_so() -> Outcome {
    Ok(scenarios(async |world| {
        world.compliance_is_lost_in_transit().await?;
        world.the_deadline_is_missed_on_the_way().await?;
        world.the_deadline_is_missed_before_the_way().await?;
        world.its_program_moves_it().await
    })
    .await?)
}

/// On a network of their own.
async fn scenarios(story: impl AsyncFnOnce(&mut World) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let folder = temporary_folder()?;
    let mut world = World::set(folder.path()).await?;
    let outcome = story(&mut world).await;
    let columns = ["payer", "first operator", "second operator", "in the pots"];
    let columns: String = columns.map(|column| format!(" {column:>18}")).concat();
    println!("\nEach as it is = as it was expected.\n{:<44} {:<12}{columns}", "", "end");
    world.rows.iter().for_each(|row| println!("{row}"));
    if outcome.is_err() {
        for (index, carrier) in world.carriers.iter().enumerate() {
            let log = std::fs::read_to_string(world.log(index)).unwrap_or_default();
            println!("--- {} ---\n{log}", carrier.name);
        }
    }
    outcome?;
    for carrier in &world.carriers {
        assert!(carrier.custodian.was_never_contradicted(), "{} was asked two things", carrier.name);
    }
    Ok(())
}

impl World {
    async fn set(folder: &std::path::Path) -> anyhow::Result<Self> {
        let mut network = four_validators().await?;
        let chain = network.chain("alice").await?;
        let cli = Cli { url: network.node("alice").url(), folder: folder.into() };
        let carriers = ["Carrier1", "Carrier2"]
            .into_iter()
            .map(|name| Ok(Carrier { name, custodian: Custodian::start()?, daemon: None }))
            .collect::<anyhow::Result<_>>()?;
        let mut world = Self {
            network,
            chain,
            cli,
            asset: String::new(),
            home: "uae-difc",
            carriers,
            evidence: BTreeMap::new(),
            nonce: 0,
            fee_to_aifc: 0,
            rows: Vec::new(),
        };
        world.govern().await?;
        world.staff().await?;
        world.issue().await?;
        for index in 0..world.carriers.len() {
            world.start(index)?;
        }
        Ok(world)
    }

    /// A corridor that takes no time, and short times for everything, by root.
    async fn govern(&self) -> anyhow::Result<()> {
        let mut corridor = samples::corridors::<[u8; 32]>().remove(0);
        corridor.id = CORRIDOR.into();
        corridor.terms.estimated_transfer_hours = 0;
        corridor.terms.settlement_finality_hours = 0;
        corridor.terms.transfer_requirements = Vec::new();
        // Long enough for a slow machine: daemons ask again after up to 32 seconds, and finality takes its time.
        let timeouts: [u64; 7] = [60, 60, 600, 60, 180, 60, 60].map(|seconds| seconds * SECOND);
        let (poll, ruling) = (3 * SECOND, 60 * SECOND);
        // Moves.PrepareTimeout and Moves.CommitTimeout.
        let parameter = |index: u8, value: u64| ([32u8, 0, 3, index], Some(value)).encode();
        for (call, done) in [
            (([80u8, 9], corridor).encode(), "Manifold.CorridorRegistered"),
            (([82u8, 13], timeouts, poll, ruling).encode(), "Migration.ParametersSet"),
            (parameter(1, 240 * SECOND), "Parameters.Updated"),
            (parameter(2, 40 * SECOND), "Parameters.Updated"),
        ] {
            let call = [[39u8, 0].as_slice(), &call].concat();
            let events = self.submit(&call, &dev::alice()).await?;
            anyhow::ensure!(events.iter().any(|event| event == done), "no {done}: {events:?}");
        }
        Ok(())
    }

    /// Submits an encoded call.
    async fn submit(&self, call: &[u8], from: &Keypair) -> anyhow::Result<Vec<String>> {
        let client = self.chain.client().await?;
        let at = client.at_current_block().await?;
        let call = at.transactions().from_call_data_bytes(call)?;
        self.chain.submit(&call, from).await
    }

    /// Operators with bonds; each can carry one such asset at a time.
    async fn staff(&self) -> anyhow::Result<()> {
        for carrier in &self.carriers {
            let account = self.account(carrier)?;
            let transfer = ([10u8, 3, 0], account, Compact(160_000 * UNIT)).encode();
            self.submit(&transfer, &dev::eve()).await?;
            let Carrier { name, custodian, .. } = carrier;
            self.cli.json(&format!("operator bond 150000 --from //{name}")).await?;
            self.cli
                .json(&format!(
                    "operator register {CORRIDOR} --key //{name}//key --endpoint {} --from //{name}",
                    custodian.address
                ))
                .await?;
            let id = format!("0x{}", hex::encode(account));
            self.cli.json(&format!("operator accept {CORRIDOR} {id} --from charlie")).await?;
        }
        Ok(())
    }

    /// What stands behind an operator.
    async fn bond(&self, carrier: usize) -> anyhow::Result<u128> {
        let account = hex::encode(self.account(&self.carriers[carrier])?);
        let shown = self.cli.json(&format!("operator status {CORRIDOR} 0x{account}")).await?;
        Ok(text(&shown["backing"]).parse()?)
    }

    fn account(&self, carrier: &Carrier) -> anyhow::Result<[u8; 32]> {
        let uri = format!("//{}", carrier.name).parse::<subxt_signer::SecretUri>()?;
        Ok(Keypair::from_uri(&uri)?.public_key().0)
    }

    /// An asset of Eve's that passes at both places, with evidence for what each asks on entry.
    async fn issue(&mut self) -> anyhow::Result<()> {
        let cells = [
            ("uae-difc", "charlie", "kyc", "kyc_verification"),
            ("uae-difc", "charlie", "aml", "aml_screening"),
            ("kz-aifc", "dave", "kyc", "kyc_verification"),
            ("kz-aifc", "dave", "sanctions", "sanctions_check"),
        ];
        let cli = &self.cli;
        cli.json(&format!(
            "asset genesis --schema {DOCUMENT} --policy {DOCUMENT} --issuer eve --class securities --jurisdiction \
             uae-difc --out asset.bin"
        ))
        .await?;
        let asset = text(&cli.json("asset register --document asset.bin --from eve").await?["asset"]);
        for (place, authority, domain, kind) in cells {
            let accredit = "issuer accredit --issuer ferdie";
            cli.json(&format!("{accredit} --jurisdiction {place} --domain {domain} --from {authority}"))
                .await?;
            let told =
                cli.json(&format!("migrate evidence-digest --kind {kind} --document {DOCUMENT}")).await?;
            let evidence = text(&told["evidence"]);
            let attested = cli
                .json(&format!(
                    "attest --subject {asset} --jurisdiction {place} --domain {domain} --evidence {evidence} --from \
                     ferdie"
                ))
                .await?;
            self.evidence.entry(place).or_default().push((text(&attested["attestation"]), kind));
        }
        cli.json(&format!("asset bind {asset} --from eve")).await?;
        self.asset = asset;
        Ok(())
    }

    /// Starts the daemon of an operator. Alice submits what it signs and pays for it.
    fn start(&mut self, index: usize) -> anyhow::Result<()> {
        let account = hex::encode(self.account(&self.carriers[index])?);
        let Carrier { name, custodian, .. } = &self.carriers[index];
        let line = format!(
            "--json operator run --operator 0x{account} --from alice --key //{name}//key --adapter {} --journal \
             {name}.journal --every 1",
            custodian.address
        );
        let log = std::fs::File::options().create(true).append(true).open(self.log(index))?;
        let mut command: Command = self.cli.command(&line)?;
        self.carriers[index].daemon = Some(command.stdout(Stdio::null()).stderr(log).spawn()?);
        Ok(())
    }

    fn log(&self, carrier: usize) -> std::path::PathBuf {
        self.cli.folder.join(format!("{}.log", self.carriers[carrier].name))
    }

    fn mood(&self, mood: Mood) {
        self.carriers.iter().for_each(|carrier| carrier.custodian.set(mood));
    }

    async fn money(&self) -> anyhow::Result<Money> {
        let mut carriers = Vec::new();
        for carrier in &self.carriers {
            carriers.push(self.chain.total_balance(&self.account(carrier)?).await?);
        }
        let mut pots = 0;
        for id in [*b"msez/mig", *b"msez/brg"] {
            pots += self.chain.total_balance(&keyless(id)).await?;
        }
        Ok(Money { payer: self.chain.total_balance(&dev::eve().public_key().0).await?, carriers, pots })
    }

    fn other(&self) -> &'static str {
        if self.home == "uae-difc" {
            "kz-aifc"
        } else {
            "uae-difc"
        }
    }

    /// Begins with everything that the path asks for.
    async fn begin(&mut self, seconds: u64) -> anyhow::Result<(String, u128, u128)> {
        let evidence = self.shown(self.other());
        self.begin_with(seconds, evidence).await
    }

    /// What a place asks for on entry, as options of the command line.
    fn shown(&self, place: &str) -> String {
        let option =
            |(attestation, kind): &(String, &str)| format!(" --evidence {attestation}:{kind}:{DOCUMENT}");
        self.evidence[place].iter().map(option).collect()
    }

    /// Eve signs that the asset moves to the other place; Alice submits it. Gives the migration, what it costs, and what of
    /// that is for who carries it.
    async fn begin_with(&mut self, seconds: u64, evidence: String) -> anyhow::Result<(String, u128, u128)> {
        self.nonce += 1;
        let (asset, to, nonce) = (&self.asset, self.other(), self.nonce);
        let found = self
            .cli
            .json(&format!(
                "migrate can-start {asset} --to {to} --path {CORRIDOR} --value {VALUE} --within {seconds}s --nonce \
                 {nonce} --by eve --out request.json{evidence}"
            ))
            .await?;
        let is_met = found["unmet"] == json!([]);
        anyhow::ensure!(is_met != evidence.is_empty() && found["compliance"] == json!([]), "{found:#}");
        let fee: u128 = text(&found["fee"]).parse()?;
        self.cli
            .json(&format!("migrate sign --request request.json --out signed.json --from eve{evidence}"))
            .await?;
        let begun = self.cli.json("migrate submit signed.json --from alice").await?;
        anyhow::ensure!(begun["begun"] == true, "{begun:#}");
        let entry = match to {
            "kz-aifc" => {
                self.fee_to_aifc = fee;
                500
            }
            _ => 1_000,
        };
        Ok((text(&begun["migration"]), fee, fee - entry * UNIT))
    }

    async fn status(&self, migration: &str) -> anyhow::Result<Json> {
        Ok(self.cli.run(&format!("--json migrate status {migration}")).await?.json)
    }

    /// Waits until the transfer of a migration is open. Its id, and who has its hop.
    async fn departed(&self, migration: &str) -> anyhow::Result<(String, usize)> {
        let transfer = eventually("the asset has departed", 2 * MINUTE, async || {
            let status = self.status(migration).await?;
            Ok(status["transit"]["transfer"].as_str().map(str::to_owned))
        })
        .await?;
        let shown = self.cli.json(&format!("bridge status {transfer}")).await?;
        let operator = text(&shown["hops"][0]["operator"]);
        for (index, carrier) in self.carriers.iter().enumerate() {
            let id = subxt::utils::AccountId32(self.account(carrier)?).to_string();
            if id == operator {
                return Ok((transfer, index));
            }
        }
        anyhow::bail!("nobody knows {operator}")
    }

    async fn phase(&self, transfer: &str, phase: &str) -> anyhow::Result<()> {
        eventually(&format!("the transfer is {phase}"), 2 * MINUTE, async || {
            let shown = self.cli.run(&format!("--json bridge status {transfer}")).await?.json;
            Ok((shown["phase"] == phase).then_some(()))
        })
        .await
    }

    /// Waits for the end, and compares the money with what was expected. Nothing stays in the pots.
    async fn ends(
        &mut self,
        name: &str,
        migration: &str,
        state: &str,
        before: Money,
        expected: (i128, [i128; 2]),
    ) -> anyhow::Result<Json> {
        let last = self.cli.run(&format!("--json migrate watch {migration} --for-seconds 400")).await?.json;
        let (end, after) = (text(&last["state"]), self.money().await?);
        let change = |before: u128, after: u128| signed(after) - signed(before);
        let carriers = before.carriers.iter().zip(&after.carriers);
        let mut is = vec![change(before.payer, after.payer)];
        is.extend(carriers.map(|(before, after)| change(*before, *after)));
        is.push(change(before.pots, after.pots));
        let (payer, [first, second]) = expected;
        let should = vec![payer, first, second, 0];
        let cells = is.iter().zip(&should).map(|(is, should)| {
            let mark = if is == should { "=" } else { "!" };
            format!(" {:>18}", format!("{} {mark} {}", units(*is), units(*should)))
        });
        self.rows.push(format!("{name:<44} {end:<12}{}", cells.collect::<String>()));
        anyhow::ensure!(end == state, "{name}: {last:#}");
        anyhow::ensure!(is == should, "{name}: {is:?}, not {should:?}");
        anyhow::ensure!(last["evidence"].is_string(), "its evidence is not frozen");
        if let Some(transfer) = last["transit"]["transfer"].as_str() {
            let shown = self.cli.json(&format!("bridge status {transfer}")).await?;
            let phase = if state == "completed" { "completed" } else { "aborted" };
            anyhow::ensure!(shown["phase"] == phase && shown["escrow"] == "0", "{shown:#}");
        }
        let shown = self.cli.json(&format!("asset show {}", self.asset)).await?;
        if state == "completed" {
            self.home = self.other();
        }
        anyhow::ensure!(shown["home"] == self.home && shown["status"]["status"] == "active", "{shown:#}");
        Ok(last)
    }

    /// Waits until a custodian was asked again to give back what he holds.
    async fn given_back(&self, carrier: usize, before: u32) -> anyhow::Result<()> {
        eventually("what may be held is given back", MINUTE, async || {
            Ok((self.carriers[carrier].custodian.asked("release") > before).then_some(()))
        })
        .await
    }

    async fn nothing_goes_wrong(&mut self) -> anyhow::Result<()> {
        self.mood(Mood::HoldsNothing);
        let before = self.money().await?;
        let (migration, fee, carried) = self.begin(300).await?;
        let (_, first) = self.departed(&migration).await?;
        self.mood(Mood::Obliging);
        let earned = one(first, carried);
        self.ends("nothing goes wrong", &migration, "completed", before, (-signed(fee), earned)).await?;
        Ok(())
    }

    /// (a) He is slashed, the backup takes the hop and earns the fee.
    async fn an_operator_never_commits(&mut self) -> anyhow::Result<()> {
        self.mood(Mood::HoldsNothing);
        let before = self.money().await?;
        // The first operator has until the deadline, if nothing else.
        let (migration, fee, carried) = self.begin(150).await?;
        let (transfer, first) = self.departed(&migration).await?;
        let bond = self.bond(first).await?;
        self.mood(Mood::Obliging);
        self.carriers[first].custodian.set(Mood::DeliversNothing);
        self.phase(&transfer, "committing").await?;
        let from = self.chain.finalized().await?;
        let late = event("the late operator is slashed", &self.chain, from, 5 * MINUTE, |event| {
            event.is("CorridorBridge", "HopLate")
        })
        .await?;
        println!("  {late}");
        let slashed: u128 = late.fields["slashed"].to_string().trim_matches('"').parse()?;
        anyhow::ensure!(slashed == bond / 20, "a late committer loses 5 % of {bond}, not {slashed}");
        let mut expected = one(1 - first, carried);
        expected[first] -= signed(slashed);
        self.ends("(a) an operator never commits", &migration, "completed", before, (-signed(fee), expected))
            .await?;
        anyhow::ensure!(self.bond(first).await? == bond - slashed, "the bond is as before");
        Ok(())
    }

    /// (b) He goes on from his journal.
    async fn an_operator_is_killed_between_prepare_and_commit(&mut self) -> anyhow::Result<()> {
        self.mood(Mood::HoldsNothing);
        let before = self.money().await?;
        let (migration, fee, carried) = self.begin(300).await?;
        let (transfer, first) = self.departed(&migration).await?;
        self.mood(Mood::DeliversNothing);
        self.phase(&transfer, "committing").await?;
        let daemon = self.carriers[first].daemon.as_mut();
        daemon.ok_or_else(|| anyhow::anyhow!("no daemon"))?.kill().await?;
        let prepared = self.carriers[first].custodian.asked("prepare");
        self.mood(Mood::Obliging);
        self.start(first)?;
        let name = "(b) killed between prepare and commit";
        self.ends(name, &migration, "completed", before, (-signed(fee), one(first, carried))).await?;
        let again = self.carriers[first].custodian.asked("prepare");
        anyhow::ensure!(again == prepared, "it prepared again after the restart");
        let log = std::fs::read_to_string(self.log(first))?;
        let begun = log.lines().rfind(|line| line.contains("\"carrying\"")).unwrap_or_default();
        let begun: Json = serde_json::from_str(begun)?;
        anyhow::ensure!(begun["open"] == 1, "it began anew, not from its journal: {begun}");
        Ok(())
    }

    /// (c) Three of four finalize the decision and the receipts.
    async fn a_validator_is_killed_during_commit(&mut self) -> anyhow::Result<()> {
        self.mood(Mood::HoldsNothing);
        let before = self.money().await?;
        let (migration, fee, carried) = self.begin(300).await?;
        let (transfer, first) = self.departed(&migration).await?;
        self.mood(Mood::DeliversNothing);
        self.phase(&transfer, "committing").await?;
        self.network.node("bob").kill()?;
        self.mood(Mood::Obliging);
        let name = "(c) a validator killed during commit";
        self.ends(name, &migration, "completed", before, (-signed(fee), one(first, carried))).await?;
        self.network.node("bob").restart().await
    }

    /// (d) Everything is taken back: a quarter of the fees goes back, who had prepared is paid from the rest.
    async fn compliance_is_lost_in_transit(&mut self) -> anyhow::Result<()> {
        self.mood(Mood::HoldsNothing);
        let before = self.money().await?;
        let (migration, fee, carried) = self.begin(300).await?;
        let (_, first) = self.departed(&migration).await?;
        let released = self.carriers[first].custodian.asked("release");
        let home = self.home;
        let (attestation, _) = self.evidence[home][0].clone();
        self.cli.json(&format!("revoke {attestation} --reason evidence_withdrawn --from ferdie")).await?;
        self.mood(Mood::Obliging);
        let refund = fee / 4;
        let earned = carried.min(fee - refund);
        let name = "(d) compliance lost in transit";
        let expected = (signed(refund) - signed(fee), one(first, earned));
        let last = self.ends(name, &migration, "compensated", before, expected).await?;
        taken_back(&last, "destination_verification", "compliance_lost")?;
        self.given_back(first, released).await?;
        // As it was: the finding is made again.
        let digest = format!("migrate evidence-digest --kind kyc_verification --document {DOCUMENT}");
        let evidence = text(&self.cli.json(&digest).await?["evidence"]);
        let attest = format!(
            "attest --subject {} --jurisdiction {home} --domain kyc --evidence {evidence} --from ferdie",
            self.asset
        );
        let attested = text(&self.cli.json(&attest).await?["attestation"]);
        if let Some(first) = self.evidence.get_mut(home).and_then(|all| all.first_mut()) {
            first.0 = attested;
        }
        Ok(())
    }

    /// (e) Nobody prepares while there is time to decide before the deadline: half of the fees goes back.
    async fn the_deadline_is_missed_on_the_way(&mut self) -> anyhow::Result<()> {
        self.mood(Mood::HoldsNothing);
        let before = self.money().await?;
        let (migration, fee, _) = self.begin(120).await?;
        let (_, first) = self.departed(&migration).await?;
        let released = self.carriers[first].custodian.asked("release");
        let refund = fee / 2;
        let name = "(e) the deadline missed on the way";
        let expected = (signed(refund) - signed(fee), [0, 0]);
        let last = self.ends(name, &migration, "compensated", before, expected).await?;
        taken_back(&last, "transit", "hop_overdue")?;
        // He was asked, and may have done it without our knowing.
        self.given_back(first, released).await
    }

    /// (e) What the path asks for is not brought before the deadline: all of the fees go back.
    async fn the_deadline_is_missed_before_the_way(&mut self) -> anyhow::Result<()> {
        let before = self.money().await?;
        let (migration, ..) = self.begin_with(90, String::new()).await?;
        let name = "(e) the deadline missed before the way";
        let last = self.ends(name, &migration, "compensated", before, (0, [0, 0])).await?;
        taken_back(&last, "attestation_gathering", "deadline_passed")
    }

    /// (f) The controllers lay down an itinerary; the program sets out when a stranger pokes it. Before, it objects.
    async fn its_program_moves_it(&mut self) -> anyhow::Result<()> {
        self.mood(Mood::Obliging);
        let (asset, cli) = (&self.asset, &self.cli);
        let made = cli
            .json(&format!("vm deploy {} --from eve", root().join("programs/relocation.asm").display()))
            .await?;
        let made = cli
            .json(&format!("vm instantiate {} --asset {asset} --from eve", text(&made["program"])))
            .await?;
        let instance = text(&made["instance"]);
        cli.json(&format!(
            "asset program set {asset} --instance {instance} --permissions control --from eve"
        ))
        .await?;
        let evidence = self.shown("kz-aifc");
        let word = |text: &str| format!("{:0<64}", hex::encode(text));
        // It wants screening to have passed at the place.
        let poke =
            |place: &str| format!("vm call {instance} --input 0x{:064}{} --from ferdie", 0, word(place));
        cli.exits(1, &poke("sg-mas")).await?;
        // Nothing is laid down.
        cli.exits(1, &poke("kz-aifc")).await?;
        cli.json(&format!(
            "migrate itinerary set {asset} --to kz-aifc --path {CORRIDOR} --value {VALUE} --within 300s --valid-for 1h \
             --from eve{evidence}"
        ))
        .await?;
        let before = self.money().await?;
        let poked = self.cli.json(&poke("kz-aifc")).await?;
        let migration = text(&poked["returnData"]);
        let (_, first) = self.departed(&migration).await?;
        let expected = (-signed(self.fee_to_aifc), one(first, self.fee_to_aifc - 500 * UNIT));
        self.ends("(f) its program moves it", &migration, "completed", before, expected).await?;
        let look = format!("vm call {instance} --input 0x{:064} --dry-run --from ferdie", 1);
        let state = text(&self.cli.json(&look).await?["returnData"]);
        anyhow::ensure!(state.ends_with('3'), "{state}: not settled");
        Ok(())
    }
}

/// Whether it was taken back from this state, for this reason.
fn taken_back(last: &Json, left: &str, cause: &str) -> anyhow::Result<()> {
    let found = &last["compensation"];
    anyhow::ensure!(found["left"] == left && found["cause"] == cause, "not {left}, {cause}: {last:#}");
    Ok(())
}

/// The account of a pallet that has no key.
fn keyless(id: [u8; 8]) -> [u8; 32] {
    let mut account = [0; 32];
    account[..4].copy_from_slice(b"modl");
    account[4..12].copy_from_slice(&id);
    account
}

/// An amount in whole units, for people.
fn units(amount: i128) -> f64 {
    amount as f64 / UNIT as f64
}

fn signed(amount: u128) -> i128 {
    i128::try_from(amount).expect("less than half of what there can be")
}

/// What one of the two earned.
fn one(index: usize, amount: u128) -> [i128; 2] {
    let mut all = [0, 0];
    all[index] = signed(amount);
    all
}

#[tokio::test]
#[ignore = "starts four nodes; run by scripts/test"]
async fn the_demo_moves_a_million_dollars_with_operators_and_watchers_as_processes() -> Outcome {
    Ok(demo().await?)
}

async fn demo() -> anyhow::Result<()> {
    let mut network = four_validators().await?;
    let folder = temporary_folder()?;
    let cli = Cli { url: network.node("alice").url(), folder: folder.path().into() };
    tokio::time::sleep(Duration::from_secs(5)).await;
    let ran = cli.run("--json demo migration").await?;
    println!("{}\n{}", ran.stderr, ran.stdout);
    anyhow::ensure!(ran.code == 0, "exit code {}", ran.code);
    let (story, fees) = (&ran.json, &ran.json["migration"]["fees"]);
    anyhow::ensure!(story["home"] == "kz-aifc" && story["migration"]["state"] == "completed");
    anyhow::ensure!(story["watched"]["level"] == "watcherQuorum", "the watchers do not agree");
    // 10 basis points and 100 dollars to carry it, 500 to enter.
    let all = (1_600 * UNIT).to_string();
    anyhow::ensure!(fees["escrowed"] == all && fees["carried"] == all, "{fees:#}");
    anyhow::ensure!(fees["refunded"] == "0" && fees["kept"] == "0", "{fees:#}");
    Ok(())
}
