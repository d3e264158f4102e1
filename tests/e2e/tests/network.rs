//! Four validators. An epoch of the local network is a minute: 20 slots of 3 seconds.

#[path = "network/custodian.rs"]
mod custodian;
#[path = "network/migration.rs"]
mod migration;
#[path = "network/watchers.rs"]
mod watchers;

use msez_e2e::{eventually, root, Chain, EventAt, Network, Outcome};
use std::time::Duration;
use subxt_signer::sr25519::dev;

const MINUTE: Duration = Duration::from_secs(60);
const EPOCH: Duration = MINUTE;

async fn four_validators() -> anyhow::Result<Network> {
    let network = Network::start(&root().join("zombienet/local.toml")).await?;
    Ok(network)
}

/// Waits until `more` further blocks are final.
async fn finality_goes_on(what: &str, chain: &Chain, more: u64, limit: Duration) -> anyhow::Result<u64> {
    let now = chain.finalized().await?;
    eventually(&format!("{what}: block {} is final", now + more), limit, async || {
        Ok(Some(chain.finalized().await?).filter(|finalized| *finalized >= now + more))
    })
    .await
}

/// Waits for an event that satisfies `wanted` in a final block after `from`.
async fn event(
    what: &str,
    chain: &Chain,
    mut from: u64,
    limit: Duration,
    wanted: impl Fn(&EventAt) -> bool,
) -> anyhow::Result<EventAt> {
    eventually(what, limit, async || {
        let to = chain.finalized().await?;
        if to <= from {
            return Ok(None);
        }
        let found = chain.events(from + 1, to).await?.into_iter().find(|event| wanted(event));
        from = to;
        Ok(found)
    })
    .await
}

#[tokio::test]
#[ignore = "starts four nodes; run by scripts/test"]
async fn finality_goes_on_with_three_of_four_and_sessions_hand_over_with_a_beefy_justification() -> Outcome {
    let mut network = four_validators().await?;
    let alice = network.chain("alice").await?;
    assert_eq!(alice.validators().await?.len(), 4);
    finality_goes_on("four of four", &alice, 3, 2 * MINUTE).await?;

    network.node("dave").kill()?;
    finality_goes_on("three of four", &alice, 6, 2 * MINUTE).await?;

    network.node("dave").restart().await?;
    let dave = network.chain("dave").await?;
    eventually("the restarted node has caught up", MINUTE, async || {
        let (own, all) = (dave.finalized().await?, alice.finalized().await?);
        Ok((own + 1 >= all && dave.best().await? + 1 >= alice.best().await?).then_some(()))
    })
    .await?;

    // A new session begins in a block that BEEFY must finalize itself: relayers follow the sets from one to the next.
    let handover =
        event("a session begins", &alice, 1, 3 * EPOCH, |event| event.is("Session", "NewSession")).await?;
    println!("  {handover}");
    for node in ["alice", "dave"] {
        let chain = network.chain(node).await?;
        eventually(
            &format!("{node} has BEEFY's justification of block {}", handover.block),
            2 * MINUTE,
            async || {
                let all = chain.justifications(handover.block).await?;
                Ok(all.into_iter().find(|(engine, bytes)| engine == b"BEEF" && !bytes.is_empty()))
            },
        )
        .await?;
        eventually(&format!("{node}'s BEEFY is past it"), MINUTE, async || {
            Ok((chain.beefy_finalized().await? >= handover.block).then_some(()))
        })
        .await?;
    }
    // The voters of the next session finalize too.
    finality_goes_on("after the handover", &alice, 3, MINUTE).await?;

    // A newcomer needs no block of the past: the proofs of finality lead it to the present state.
    network.start_observer("newcomer", &["--sync=warp"]).await?;
    let newcomer = network.chain("newcomer").await?;
    let reached = alice.finalized().await?;
    eventually("the newcomer has synchronized", 2 * MINUTE, async || {
        Ok((newcomer.finalized().await? >= reached).then_some(()))
    })
    .await?;
    assert_eq!(newcomer.validators().await?.len(), 4);
    // Executing all blocks would have led it there too.
    assert!(network.node("newcomer").log_text().contains("Warp sync is complete"));
    Ok(())
}

#[tokio::test]
#[ignore = "starts four nodes; run by scripts/test"]
async fn a_network_that_stood_still_for_more_than_an_epoch_goes_on() -> Outcome {
    let mut network = four_validators().await?;
    let alice = network.chain("alice").await?;
    let before = finality_goes_on("before", &alice, 3, 2 * MINUTE).await?;
    let hash = alice.hash_of(before).await?;

    // Two in order, two as in a power cut.
    for (number, node) in network.nodes().iter_mut().enumerate() {
        if number % 2 == 0 {
            node.stop().await?;
        } else {
            node.kill()?;
        }
    }
    tokio::time::sleep(EPOCH + EPOCH / 4).await;
    for node in network.nodes() {
        node.restart().await?;
    }

    let alice = network.chain("alice").await?;
    assert_eq!(alice.hash_of(before).await?, hash);
    // The first block may have to wait for the next epoch to begin.
    finality_goes_on("after", &alice, 5, 3 * MINUTE).await?;
    let reached = alice.finalized().await?;
    eventually("BEEFY goes on", 2 * MINUTE, async || {
        Ok((alice.beefy_finalized().await? >= reached).then_some(()))
    })
    .await?;
    Ok(())
}

#[tokio::test]
#[ignore = "starts five nodes; run by scripts/test"]
async fn a_validator_whose_keys_run_twice_is_reported_slashed_and_removed() -> Outcome {
    let mut network = four_validators().await?;
    let alice = network.chain("alice").await?;
    let from = finality_goes_on("before", &alice, 3, 2 * MINUTE).await?;
    let dave = dev::dave().public_key().0;
    assert!(alice.validators().await?.contains(&dave));

    network.start_twin("dave").await?;

    // Nobody but the nodes themselves reports: the tests send no transaction.
    let offence = event("the equivocation is reported", &alice, from, 6 * MINUTE, |event| {
        event.is("Offences", "Offence")
    })
    .await?;
    println!("  {offence}");
    let consequences = alice.events(offence.block, offence.block).await?;
    for (pallet, name) in
        [("Bonds", "Slashed"), ("Validators", "OffencePunished"), ("Session", "ValidatorDisabled")]
    {
        let found = consequences.iter().find(|event| event.is(pallet, name) && event.names(&dave));
        match found {
            Some(event) => println!("  {event}"),
            None => panic!("{pallet}.{name} is not among {consequences:#?}"),
        }
    }

    // The set was planned a session ahead, so it takes effect two sessions later.
    eventually("the offender is out of the set", 4 * EPOCH, async || {
        Ok((!alice.validators().await?.contains(&dave)).then_some(()))
    })
    .await?;
    assert_eq!(alice.validators().await?.len(), 3);
    finality_goes_on("without the offender", &alice, 3, 2 * MINUTE).await?;
    Ok(())
}
