//! The switch of each pallet of ours, and what every call is to it. New pallets and calls do not compile until they are
//! listed.
//!
//! Consensus, governance and the switches themselves have none: what could turn a switch back must never be switched off.
//! Of the bonds, those of validators belong to consensus. The SDK's pallets are paused call by call (`TxPause`).

use crate::{
    configs::governance::{CouncilMajority, GovernanceOrigin},
    *,
};
use frame_support::{traits::EitherOfDiverse, weights::Weight};
use msez_asset::Family;
use msez_core::{ComplianceState, Coordinate, Digest, JurisdictionId, Moment, SubjectId};
use msez_traits::{AssetPrograms, AssetUnits, Issuing, Migrations, Role, Work};
use pallet_operating_mode::Classify;
use polkadot_sdk::sp_runtime::{DispatchError, DispatchResult};

const BONDS: u8 = 20;
const SMART_ASSETS: u8 = 60;
const ATTESTATIONS: u8 = 61;
const COMPLIANCE_TENSOR: u8 = 62;
const SAVM: u8 = 64;
const MANIFOLD: u8 = 80;
const CORRIDOR_BRIDGE: u8 = 81;
const MIGRATION: u8 = 82;
const WATCHERS: u8 = 100;
const TIMELOCK: u8 = 102;
const DISPUTES: u8 = 103;

/// Indices of the pallets that have a switch, as in the runtime.
const SWITCHES: [u8; 11] = [
    BONDS,
    SMART_ASSETS,
    ATTESTATIONS,
    COMPLIANCE_TENSOR,
    SAVM,
    MANIFOLD,
    CORRIDOR_BRIDGE,
    MIGRATION,
    WATCHERS,
    TIMELOCK,
    DISPUTES,
];

/// What every call of the runtime is to the mode of its pallet.
pub struct CallKinds;
impl Classify<RuntimeCall> for CallKinds {
    fn classify(call: &RuntimeCall) -> Option<(u8, Work)> {
        match call {
            RuntimeCall::Bonds(call) => Some((BONDS, bonds(call)?)),
            RuntimeCall::SmartAssets(call) => Some((SMART_ASSETS, smart_assets(call))),
            RuntimeCall::Attestations(call) => Some((ATTESTATIONS, attestations(call))),
            RuntimeCall::ComplianceTensor(call) => Some((COMPLIANCE_TENSOR, compliance_tensor(call))),
            RuntimeCall::Savm(call) => Some((SAVM, savm(call))),
            RuntimeCall::Manifold(call) => Some((MANIFOLD, manifold(call))),
            RuntimeCall::CorridorBridge(call) => Some((CORRIDOR_BRIDGE, corridor_bridge(call))),
            RuntimeCall::Migration(call) => Some((MIGRATION, migration(call))),
            RuntimeCall::Watchers(call) => Some((WATCHERS, watchers(call))),
            RuntimeCall::Timelock(call) => Some((TIMELOCK, timelock(call))),
            RuntimeCall::Disputes(call) => Some((DISPUTES, disputes(call))),

            // Consensus.
            RuntimeCall::System(_)
            | RuntimeCall::Babe(_)
            | RuntimeCall::Timestamp(_)
            | RuntimeCall::Validators(_)
            | RuntimeCall::Session(_)
            | RuntimeCall::Grandpa(_)
            | RuntimeCall::Beefy(_) => None,
            // Governance.
            RuntimeCall::Council(_)
            | RuntimeCall::Whitelist(_)
            | RuntimeCall::Parameters(_)
            | RuntimeCall::Preimage(_)
            | RuntimeCall::Scheduler(_)
            | RuntimeCall::SafeMode(_)
            | RuntimeCall::TxPause(_)
            | RuntimeCall::OperatingMode(_)
            | RuntimeCall::Sudo(_) => None,
            // Carry calls that are asked for by themselves.
            RuntimeCall::Utility(_) | RuntimeCall::Multisig(_) | RuntimeCall::Proxy(_) => None,
            // The SDK's ledgers.
            RuntimeCall::Balances(_) | RuntimeCall::Assets(_) | RuntimeCall::AssetRate(_) => None,
        }
    }

    fn switches() -> &'static [u8] {
        &SWITCHES
    }
}

/// `None` for the bonds of validators, on which the chain itself rests.
fn bonds(call: &pallet_bonds::Call<Runtime>) -> Option<Work> {
    use pallet_bonds::Call;
    let (role, work) = match call {
        Call::bond { role, .. } | Call::bond_asset { role, .. } | Call::delegate { role, .. } => {
            (role, Work::New)
        }
        Call::bond_extra { role, .. } | Call::rebond { role, .. } | Call::rebond_asset { role, .. } => {
            (role, Work::Continues)
        }
        Call::unbond { role, .. }
        | Call::withdraw_unbonded { role, .. }
        | Call::unbond_asset { role, .. }
        | Call::withdraw_unbonded_asset { role, .. }
        | Call::undelegate { role, .. }
        | Call::withdraw_undelegated { role, .. }
        | Call::claim_delegation_rewards { role, .. } => (role, Work::Exit),
        Call::allow_asset { .. } => return Some(Work::New),
        Call::disallow_asset { .. } | Call::collect_seized { .. } => return Some(Work::Exit),
        Call::__Ignore(_, never) => match *never {},
    };
    (*role != Role::Validator).then_some(work)
}

/// A finding that passes lets something in; one that does not keeps something out, and is possible in every mode.
fn finding(state: ComplianceState) -> Work {
    if state.passes() {
        Work::New
    } else {
        Work::Exit
    }
}

fn attestations(call: &pallet_attestations::Call<Runtime>) -> Work {
    use pallet_attestations::Call;
    match call {
        Call::attest { statement, .. } | Call::attest_signed { statement, .. } => finding(statement.state),
        Call::revoke { .. }
        | Call::revoke_signed { .. }
        | Call::remove { .. }
        | Call::retire_nonces { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

fn compliance_tensor(call: &pallet_compliance_tensor::Call<Runtime>) -> Work {
    use pallet_compliance_tensor::Call;
    match call {
        Call::register_subject { .. } => Work::New,
        Call::prune { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

fn manifold(call: &pallet_manifold::Call<Runtime>) -> Work {
    use pallet_manifold::Call;
    match call {
        Call::register_jurisdiction { .. }
        | Call::set_profile { .. }
        | Call::register_corridor { .. }
        | Call::open_corridor { .. }
        | Call::accredit_issuer { .. } => Work::New,
        Call::update_jurisdiction { .. }
        | Call::reinstate_jurisdiction { .. }
        | Call::propose_authority { .. }
        | Call::accept_authority { .. }
        | Call::accept_corridor { .. }
        | Call::reinstate_corridor { .. }
        | Call::renew_accreditation { .. }
        | Call::reinstate_issuer { .. } => Work::Continues,
        Call::remove_profile { .. }
        | Call::suspend_jurisdiction { .. }
        | Call::retire_jurisdiction { .. }
        | Call::withdraw_proposal { .. }
        | Call::suspend_corridor { .. }
        | Call::close_corridor { .. }
        | Call::suspend_issuer { .. }
        | Call::revoke_accreditation { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

/// What was decided is carried out in every mode, and who would lose by being late can do his part.
fn corridor_bridge(call: &pallet_corridor_bridge::Call<Runtime>) -> Work {
    use pallet_corridor_bridge::Call;
    match call {
        Call::register_operator { .. } | Call::accept_operator { .. } | Call::open_units { .. } => Work::New,
        Call::prepare { .. } | Call::name_arbiter { .. } => Work::Continues,
        // The old key signs no more.
        Call::rotate_key { .. }
        | Call::dismiss_operator { .. }
        | Call::retire { .. }
        | Call::commit { .. }
        | Call::refuse_hop { .. }
        | Call::cancel_units { .. }
        | Call::complete_hop { .. }
        | Call::poke { .. }
        | Call::collect_fees { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

/// To take back is possible in every mode, and deadlines go on in every mode.
fn migration(call: &pallet_migration::Call<Runtime>) -> Work {
    use pallet_migration::Call;
    match call {
        Call::start { .. } | Call::start_signed { .. } | Call::set_itinerary { .. } => Work::New,
        Call::add_evidence { .. }
        | Call::pledge { .. }
        | Call::advance { .. }
        | Call::set_parameters { .. } => Work::Continues,
        Call::cancel { .. }
        | Call::dispute { .. }
        | Call::rule { .. }
        | Call::retry_compensation { .. }
        | Call::waive { .. }
        | Call::clear_itinerary { .. }
        | Call::remove { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

fn savm(call: &pallet_savm::Call<Runtime>) -> Work {
    use pallet_savm::Call;
    match call {
        Call::deploy { .. } | Call::instantiate { .. } => Work::New,
        // What a program does with a call cannot be told beforehand.
        Call::call { .. } => Work::Continues,
        Call::remove_instance { .. } | Call::remove_program { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

fn smart_assets(call: &pallet_smart_assets::Call<Runtime>) -> Work {
    use pallet_smart_assets::Call;
    match call {
        Call::register { .. }
        | Call::bind { .. }
        | Call::create_units { .. }
        | Call::admit { .. }
        | Call::mint { .. } => Work::New,
        Call::set_program { program, .. } => match program {
            Some(_) => Work::New,
            None => Work::Exit,
        },
        Call::set_document { .. }
        | Call::resume { .. }
        | Call::offer_control { .. }
        | Call::accept_control { .. }
        | Call::announce_recovery { .. }
        | Call::recover { .. }
        | Call::set_unit_rules { .. }
        | Call::set_jurisdiction_rules { .. }
        | Call::transfer { .. }
        | Call::forced_transfer { .. }
        | Call::set_country { .. } => Work::Continues,
        Call::remove_document { .. }
        | Call::halt { .. }
        | Call::withdraw_offer { .. }
        | Call::cancel_recovery { .. }
        | Call::retire { .. }
        | Call::dismiss { .. }
        | Call::burn { .. }
        | Call::freeze { .. }
        | Call::withdraw_approval { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

/// Duties go on in every mode, and are punished where they are not done: so what fulfils one is possible in every mode.
/// `TxPause` can stop it, for who then sees to it that nobody is slashed.
fn watchers(call: &pallet_watchers::Call<Runtime>) -> Work {
    use pallet_watchers::Call;
    match call {
        Call::register { .. } | Call::open_topic { .. } | Call::open_topic_for { .. } => Work::New,
        Call::set_scope { .. }
        | Call::set_commission { .. }
        | Call::set_controller { .. }
        | Call::accept_member { .. }
        | Call::fund_topic { .. }
        | Call::anchor { .. }
        | Call::recognize { .. }
        | Call::set_deferral { .. } => Work::Continues,
        Call::attest { .. } | Call::attest_signed { .. } => Work::Exit,
        // The old key signs no more.
        Call::rotate_key { .. }
        | Call::deregister { .. }
        | Call::close_topic { .. }
        | Call::report_equivocation { .. }
        | Call::claim_rewards { .. }
        | Call::cancel_slash { .. }
        | Call::rule_safety { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

/// Deadlines go on in every mode: who would lose by one can keep it in every mode.
fn disputes(call: &pallet_disputes::Call<Runtime>) -> Work {
    use pallet_disputes::Call;
    match call {
        Call::file_claim { .. } => Work::New,
        Call::withdraw_claim { .. }
        | Call::challenge { .. }
        | Call::rule { .. }
        | Call::commit_vote { .. }
        | Call::reveal_vote { .. }
        | Call::claim_reward { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

fn timelock(call: &pallet_timelock::Call<Runtime>) -> Work {
    use pallet_timelock::Call;
    match call {
        Call::announce { .. } => Work::New,
        // The call itself is asked for as well.
        Call::execute { .. } => Work::Continues,
        Call::cancel { .. } => Work::Exit,
        Call::__Ignore(_, never) => match *never {},
    }
}

impl pallet_operating_mode::Config for Runtime {
    type WeightInfo = weights::pallet_operating_mode::WeightInfo<Runtime>;
    type SetOrigin = GovernanceOrigin;
    // Enough to stop something, not enough to let it go on.
    type GuardianOrigin = EitherOfDiverse<frame_system::EnsureRoot<AccountId>, CouncilMajority>;
    type Classify = CallKinds;
    type Audit = AuditTrail;
}

/// What programs reach of other pallets, as far as the modes of these allow. A program's call is one transaction: no filter
/// sees what it does inside.
pub struct ForPrograms;

impl ForPrograms {
    fn ensure(pallet: u8, work: Work) -> DispatchResult {
        if OperatingMode::allows(pallet, work) {
            Ok(())
        } else {
            Err(frame_system::Error::<Runtime>::CallFiltered.into())
        }
    }

    /// With the look at the mode.
    fn asked(own: Weight) -> Weight {
        own.saturating_add(<Runtime as frame_system::Config>::DbWeight::get().reads(1))
    }
}

impl Issuing<AccountId> for ForPrograms {
    fn state(
        issuer: &AccountId,
        at: &Coordinate,
        state: ComplianceState,
        validity: Moment,
        evidence: Digest,
    ) -> Result<Digest, DispatchError> {
        Self::ensure(ATTESTATIONS, finding(state))?;
        <Attestations as Issuing<AccountId>>::state(issuer, at, state, validity, evidence)
    }

    fn holds(attestation: &Digest) -> bool {
        <Attestations as Issuing<AccountId>>::holds(attestation)
    }

    fn state_weight() -> Weight {
        Self::asked(<Attestations as Issuing<AccountId>>::state_weight())
    }

    fn holds_weight() -> Weight {
        <Attestations as Issuing<AccountId>>::holds_weight()
    }
}

impl AssetPrograms for ForPrograms {
    fn named(asset: &SubjectId, instance: &Digest) -> bool {
        <SmartAssets as AssetPrograms>::named(asset, instance)
    }

    fn may(asset: &SubjectId, instance: &Digest, family: Family) -> bool {
        <SmartAssets as AssetPrograms>::may(asset, instance, family)
    }

    fn acting(asset: &SubjectId, family: Family) -> Option<Digest> {
        <SmartAssets as AssetPrograms>::acting(asset, family)
    }

    fn halt(asset: &SubjectId, instance: &Digest) -> Result<u64, DispatchError> {
        // To stop is possible in every mode.
        <SmartAssets as AssetPrograms>::halt(asset, instance)
    }

    fn resume(asset: &SubjectId, instance: &Digest) -> Result<u64, DispatchError> {
        Self::ensure(SMART_ASSETS, Work::Continues)?;
        <SmartAssets as AssetPrograms>::resume(asset, instance)
    }

    fn halt_weight() -> Weight {
        Self::asked(<SmartAssets as AssetPrograms>::halt_weight())
    }
}

impl Migrations for ForPrograms {
    fn lock(
        actor: &Digest,
        asset: &SubjectId,
        jurisdiction: &JurisdictionId,
        amount: u128,
        seconds: u64,
    ) -> Result<Digest, DispatchError> {
        Self::ensure(MIGRATION, Work::New)?;
        <Migration as Migrations>::lock(actor, asset, jurisdiction, amount, seconds)
    }

    fn unlock(actor: &Digest, lock: &Digest) -> DispatchResult {
        // To let go, and to turn back below, are exits.
        <Migration as Migrations>::unlock(actor, lock)
    }

    fn begin(actor: &Digest, lock: &Digest, target: &JurisdictionId) -> Result<Digest, DispatchError> {
        Self::ensure(MIGRATION, Work::New)?;
        <Migration as Migrations>::begin(actor, lock, target)
    }

    fn arrive(actor: &Digest, transit: &Digest) -> DispatchResult {
        Self::ensure(MIGRATION, Work::Continues)?;
        <Migration as Migrations>::arrive(actor, transit)
    }

    fn settle(actor: &Digest, transit: &Digest) -> DispatchResult {
        Self::ensure(MIGRATION, Work::Continues)?;
        <Migration as Migrations>::settle(actor, transit)
    }

    fn compensate(actor: &Digest, transit: &Digest) -> DispatchResult {
        <Migration as Migrations>::compensate(actor, transit)
    }

    fn state_code(transit: &Digest) -> u8 {
        <Migration as Migrations>::state_code(transit)
    }

    fn weight() -> Weight {
        Self::asked(<Migration as Migrations>::weight())
    }
}

impl AssetUnits<AccountId> for ForPrograms {
    fn status_code(asset: &SubjectId) -> u8 {
        <SmartAssets as AssetUnits<AccountId>>::status_code(asset)
    }

    fn refusal_bits(asset: &SubjectId, from: &AccountId, to: &AccountId, amount: u128) -> u64 {
        <SmartAssets as AssetUnits<AccountId>>::refusal_bits(asset, from, to, amount)
    }

    fn spendable(asset: &SubjectId, holder: &AccountId) -> u128 {
        <SmartAssets as AssetUnits<AccountId>>::spendable(asset, holder)
    }

    fn transfer(asset: &SubjectId, from: &AccountId, to: &AccountId, amount: u128) -> DispatchResult {
        Self::ensure(SMART_ASSETS, Work::Continues)?;
        <SmartAssets as AssetUnits<AccountId>>::transfer(asset, from, to, amount)
    }

    fn read_weight() -> Weight {
        <SmartAssets as AssetUnits<AccountId>>::read_weight()
    }

    fn transfer_weight() -> Weight {
        Self::asked(<SmartAssets as AssetUnits<AccountId>>::transfer_weight())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use codec::Encode;
    use frame_support::traits::PalletInfoAccess;
    use msez_traits::Mode;

    #[test]
    fn the_switches_are_those_of_the_pallets_they_name() {
        let pallets = [
            <Bonds as PalletInfoAccess>::index(),
            <SmartAssets as PalletInfoAccess>::index(),
            <Attestations as PalletInfoAccess>::index(),
            <ComplianceTensor as PalletInfoAccess>::index(),
            <Savm as PalletInfoAccess>::index(),
            <Manifold as PalletInfoAccess>::index(),
            <CorridorBridge as PalletInfoAccess>::index(),
            <Migration as PalletInfoAccess>::index(),
            <Watchers as PalletInfoAccess>::index(),
            <Timelock as PalletInfoAccess>::index(),
            <Disputes as PalletInfoAccess>::index(),
        ];
        assert_eq!(SWITCHES.map(usize::from), pallets);
    }

    #[test]
    fn a_call_is_asked_for_under_the_index_it_is_encoded_with() {
        let asset = SubjectId([1; 32]);
        let calls: [RuntimeCall; 4] = [
            pallet_bonds::Call::withdraw_unbonded { role: Role::Watcher }.into(),
            pallet_smart_assets::Call::withdraw_approval { asset }.into(),
            pallet_attestations::Call::retire_nonces { floor: 1 }.into(),
            pallet_timelock::Call::cancel { id: 1 }.into(),
        ];
        for call in calls {
            let (pallet, work) = CallKinds::classify(&call).unwrap();
            assert_eq!(call.encode().first(), Some(&pallet));
            assert!(Mode::Red.allows(work), "{call:?}");
        }
    }

    #[test]
    fn programs_begin_no_move_that_a_call_could_not() {
        type Moves = <Runtime as pallet_savm::Config>::Migrations;
        let (actor, id, place) = (Digest([1; 32]), Digest([2; 32]), "kz-aifc".parse().unwrap());
        // Whether each was stopped by the mode; none of them succeeds where nothing is.
        let stopped = || {
            [
                Moves::lock(&actor, &SubjectId([3; 32]), &place, 1, 60).map(|_| ()),
                Moves::begin(&actor, &id, &place).map(|_| ()),
                Moves::arrive(&actor, &id),
                Moves::settle(&actor, &id),
                Moves::unlock(&actor, &id),
                Moves::compensate(&actor, &id),
            ]
            .map(|outcome| outcome == Err(frame_system::Error::<Runtime>::CallFiltered.into()))
        };
        polkadot_sdk::sp_io::TestExternalities::default().execute_with(|| {
            assert_eq!(stopped(), [false; 6]);
            pallet_operating_mode::Modes::<Runtime>::insert(MIGRATION, Mode::Amber);
            assert_eq!(stopped(), [true, true, false, false, false, false]);
            pallet_operating_mode::Modes::<Runtime>::insert(MIGRATION, Mode::Red);
            assert_eq!(stopped(), [true, true, true, true, false, false]);
        });
    }

    #[test]
    fn the_bonds_of_validators_have_no_switch() {
        for (role, has_switch) in [(Role::Validator, false), (Role::Watcher, true)] {
            let call = pallet_bonds::Call::bond { role, amount: 1 }.into();
            assert_eq!(CallKinds::classify(&call).is_some(), has_switch);
        }
    }
}
