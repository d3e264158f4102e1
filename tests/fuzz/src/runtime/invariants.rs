//! What must hold of the whole state, between any two blocks.

use codec::Encode;
use msez_asset::Phase;
use msez_core::Digest;
use msez_runtime::{
    constants::UNIT, AccountId, Assets, Attestations, Balance, Balances, Bonds, ComplianceTensor,
    CorridorBridge, Disputes, Manifold, Migration, OperatingMode, Runtime, Savm, SmartAssets, System,
    Timelock, Validators, Watchers,
};
use msez_saga::State;
use msez_traits::{FeeCurrency, TransferPhase};
use pallet_audit_trail::HostKeccak;
use pallet_corridor_bridge::{TransferOf, Transfers};
use pallet_migration::{Live, ProgramLocks, SagaOf, Sagas};
use polkadot_sdk::{
    frame_support::traits::{fungible::Inspect, PalletInfoAccess},
    frame_system, pallet_assets, pallet_balances,
};
use std::{collections::BTreeMap, fmt::Debug};

use super::moves::{ENDOWED, ENDOWMENT};

/// Every pallet's own, and the money's.
pub fn check() -> Result<(), String> {
    fn named<E: Debug>(pallet: &str, result: Result<(), E>) -> Result<(), String> {
        result.map_err(|fault| format!("{pallet}: {fault:?}"))
    }
    named("AuditTrail", pallet_audit_trail::try_state::do_try_state::<Runtime>())?;
    named("Bonds", pallet_bonds::try_state::do_try_state::<Runtime>())?;
    named("Validators", pallet_validators::try_state::do_try_state::<Runtime>())?;
    named("Manifold", Manifold::do_try_state())?;
    named("Attestations", Attestations::do_try_state())?;
    named("ComplianceTensor", ComplianceTensor::check_state())?;
    named("SmartAssets", SmartAssets::do_try_state())?;
    named("Savm", Savm::do_try_state())?;
    named("Watchers", Watchers::do_try_state())?;
    named("Disputes", pallet_disputes::try_state::do_try_state::<Runtime>())?;
    named("Timelock", Timelock::do_try_state())?;
    named("OperatingMode", OperatingMode::do_try_state())?;
    named("CorridorBridge", CorridorBridge::do_try_state())?;
    named("Migration", Migration::do_try_state())?;
    moves()?;
    money()?;
    ledger::<pallet_assets::Instance1>("settlement currencies")?;
    ledger::<pallet_assets::Instance2>("units")
}

/// What migrations, transfers and what they hold say of each other.
fn moves() -> Result<(), String> {
    let sagas: BTreeMap<Digest, SagaOf<Runtime>> = Sagas::<Runtime>::iter().collect();
    let transfers: BTreeMap<Digest, TransferOf<Runtime>> = Transfers::<Runtime>::iter().collect();
    for (id, saga) in &sagas {
        let phase = saga.transit.and_then(|it| transfers.get(&it.transfer)).map(|it| it.progress.phase);
        if !may_be(saga, phase) {
            return Err(format!("the transfer of migration {id} is {phase:?}, which is {:?}", saga.state));
        }
    }
    for (id, transfer) in transfers.iter().filter(|(_, it)| !it.by_holder && !it.progress.phase.is_over()) {
        let saga = sagas.get(&transfer.reference);
        if saga.and_then(|saga| saga.transit).is_none_or(|transit| transit.transfer != *id) {
            return Err(format!("the transfer {id} is open, and no migration's"));
        }
    }
    for (id, asset) in pallet_smart_assets::Assets::<Runtime>::iter() {
        let (Phase::Locked { by } | Phase::Migrating { by }) = asset.standing.phase else { continue };
        let is_moved =
            Live::<Runtime>::get(id) == Some(by) && sagas.get(&by).is_some_and(|saga| saga.lock.is_some());
        let is_held = ProgramLocks::<Runtime>::get(by).is_some_and(|lock| lock.asset == id);
        if is_moved == is_held {
            return Err(format!("the asset {id} is held by {by}, which is not there"));
        }
    }
    for (id, units) in pallet_smart_assets::Reservations::<Runtime>::iter() {
        let is_carried = transfers.get(&id).is_some_and(|transfer| transfer.asset == units.asset);
        if !is_carried {
            return Err(format!("units of {} are set aside for {id}, which is not there", units.asset));
        }
    }
    pots(&sagas, &transfers)
}

/// How far the transfer of a migration can be.
fn may_be(saga: &SagaOf<Runtime>, phase: Option<TransferPhase>) -> bool {
    use TransferPhase::*;
    match (saga.state, phase) {
        // Forgotten, some time after its end.
        (state, None) => saga.transit.is_none() || state.is_end(),
        (State::Completed, Some(phase)) => phase == Completed,
        (State::DestinationUnlock, Some(phase)) => matches!(phase, Committing | Completed),
        (State::Compensated, Some(phase)) => phase == Aborted,
        (_, Some(phase)) => matches!(phase, Preparing | Prepared | Aborted),
    }
}

/// The keyless accounts have what is still to be paid out of them, and what they were given once.
fn pots(
    sagas: &BTreeMap<Digest, SagaOf<Runtime>>,
    transfers: &BTreeMap<Digest, TransferOf<Runtime>>,
) -> Result<(), String> {
    let [bridge, migration] = msez_runtime::configs::pots();
    let mut owed = BTreeMap::<_, Balance>::new();
    let mut add = |pot: &AccountId, currency: FeeCurrency, amount: Balance| {
        *owed.entry((pot.clone(), currency)).or_default() += amount;
    };
    for pot in [&bridge, &migration] {
        add(pot, None, UNIT);
        let currencies = pallet_assets::Asset::<Runtime, pallet_assets::Instance1>::iter_keys();
        currencies
            .filter(|currency| ENDOWED.contains(currency))
            .for_each(|currency| add(pot, Some(currency), ENDOWMENT));
    }
    sagas.values().for_each(|saga| add(&migration, saga.request.currency, saga.escrow()));
    transfers.values().for_each(|transfer| add(&bridge, transfer.currency, transfer.escrow));
    pallet_corridor_bridge::Owed::<Runtime>::iter()
        .for_each(|(_, currency, amount)| add(&bridge, currency, amount));
    for ((pot, currency), owed) in owed {
        let has = match currency {
            None => Balances::balance(&pot),
            Some(asset) => Assets::balance(asset, &pot),
        };
        if has != owed {
            return Err(format!("{pot} has {has} of {currency:?} and owes {owed}"));
        }
    }
    Ok(())
}

/// Before a block is closed: its notes are the events of our pallets, in their order, no more and no fewer. What a call that
/// failed has noted went with its events.
pub fn trail() -> Result<(), String> {
    let ours = [
        Attestations::index(),
        Bonds::index(),
        ComplianceTensor::index(),
        CorridorBridge::index(),
        Disputes::index(),
        Manifold::index(),
        Migration::index(),
        OperatingMode::index(),
        Savm::index(),
        SmartAssets::index(),
        Timelock::index(),
        Validators::index(),
        Watchers::index(),
    ];
    let events = System::read_events_no_consensus().filter_map(|record| {
        let event = record.event.encode();
        let (pallet, event) = event.split_first()?;
        ours.contains(&usize::from(*pallet)).then(|| msez_receipts::note::<HostKeccak>(*pallet, event))
    });
    let notes = pallet_audit_trail::Notes::<Runtime>::get();
    if !events.eq(notes.iter().copied()) {
        return Err("the notes of the block are not the events of our pallets".into());
    }
    if pallet_audit_trail::Folded::<Runtime>::exists() {
        return Err("so few notes, and some were folded".into());
    }
    Ok(())
}

/// Nothing is made or lost, and what is held or reserved is there.
fn money() -> Result<(), String> {
    let mut sum: Balance = 0;
    for (who, account) in frame_system::Account::<Runtime>::iter() {
        let data = account.data;
        sum = sum
            .checked_add(data.free)
            .and_then(|sum| sum.checked_add(data.reserved))
            .ok_or("more money than numbers")?;
        let held: Balance = pallet_balances::Holds::<Runtime>::get(&who).iter().map(|hold| hold.amount).sum();
        let named: Balance =
            pallet_balances::Reserves::<Runtime>::get(&who).iter().map(|reserve| reserve.amount).sum();
        if held.checked_add(named).is_none_or(|sum| sum > data.reserved) {
            return Err(format!(
                "of {who} {held} is held and {named} reserved, which is not {}",
                data.reserved
            ));
        }
        if data.reserved > 0 && account.consumers == 0 {
            return Err(format!("{who} could be removed with what is held of it"));
        }
    }
    let issued = <Balances as Inspect<_>>::total_issuance();
    if sum != issued {
        return Err(format!("accounts have {sum} of {issued} issued"));
    }
    Ok(())
}

/// The supply of each asset of a ledger is what its holders have.
fn ledger<I: 'static>(name: &str) -> Result<(), String>
where
    Runtime: pallet_assets::Config<I>,
    <Runtime as pallet_assets::Config<I>>::Balance: Into<u128>,
    <Runtime as pallet_assets::Config<I>>::AssetId: Ord,
{
    let mut sums = BTreeMap::<_, u128>::new();
    for (asset, _, account) in pallet_assets::Account::<Runtime, I>::iter() {
        let sum = sums.entry(asset).or_default();
        *sum = sum.saturating_add(account.balance.into());
    }
    for (asset, details) in pallet_assets::Asset::<Runtime, I>::iter() {
        let sum = sums.remove(&asset).unwrap_or_default();
        let supply: u128 = details.supply.into();
        if sum != supply {
            return Err(format!("{name}: of {asset:?} there are {supply} and holders have {sum}"));
        }
    }
    if !sums.is_empty() {
        return Err(format!("{name}: somebody has of what does not exist"));
    }
    Ok(())
}
