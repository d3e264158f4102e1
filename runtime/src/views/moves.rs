//! What the runtime APIs of the bridge and of migrations show.

use super::{lower_first, named};
use crate::*;
use alloc::{format, string::String};
use msez_core::{CorridorId, Digest, SubjectId};
use msez_runtime_api::{
    ApiError, CommittedView, HopView, JobView, MigrationView, ObjectionView, ObstacleView, OperatorStanding,
    OperatorView, Page, Paged, PathFaultView, PlaceFaultView, PreparedView, StartView, TransferView,
    UnitsReportView, UnitsRequestView, UnmetView, MAX_PAGE,
};
use msez_saga::{HeldEvidence, PledgeEvidence, Request};
use msez_traits::{Bonds as _, Cargo, PathFault, Role, Subjects};
use pallet_corridor_bridge::{Standing, UnitsRequest};
use pallet_migration::{PlaceFault, Unmet};

/// A transfer.
pub fn transfer(id: &Digest) -> Result<TransferView, ApiError> {
    let found = CorridorBridge::status(*id).ok_or(ApiError::TransferNotFound)?;
    let transfer = found.transfer;
    let (from, to) = match &transfer.cargo {
        Cargo::Whole => (None, None),
        Cargo::Units { from, to, .. } => (Some(from.clone()), Some(to.clone())),
    };
    Ok(TransferView {
        id: *id,
        phase: transfer.progress.phase,
        reference: transfer.reference,
        by_holder: transfer.by_holder,
        asset: transfer.asset,
        class: <ComplianceTensor as Subjects<AccountId>>::class_of(&transfer.asset)
            .ok_or(ApiError::Inconsistent)?,
        from,
        to,
        amount: transfer.amount(),
        value: transfer.value,
        payer: transfer.payer.clone(),
        currency: transfer.currency,
        escrow: transfer.escrow,
        returned: transfer.returned,
        slice_root: transfer.slice_root,
        arbiter: transfer.arbiter.clone(),
        prepare_by: transfer.progress.prepare_by,
        commit_by: transfer.progress.commit_by,
        lock_until: CorridorBridge::timing().lock_until(transfer.progress.commit_by),
        opened_at: transfer.opened_at,
        decided_at: transfer.decided_at,
        hops: found.hops.into_iter().map(hop).collect(),
    })
}

fn hop(hop: pallet_corridor_bridge::Hop<AccountId>) -> HopView {
    HopView {
        corridor: hop.terms.corridor,
        from: hop.terms.from,
        to: hop.terms.to,
        phase: hop.state.phase,
        attempt: hop.state.attempt,
        due: hop.state.due,
        escalated: hop.state.escalated,
        operator: hop.operator,
        since: hop.since,
        tried: hop.tried.into_inner(),
        transfer_fee: hop.transfer_fee,
        entry_fee: hop.entry_fee,
        prepared: hop.prepared.map(|prepared| PreparedView {
            by: prepared.by,
            receipt: prepared.receipt,
            lock: prepared.lock,
            lock_until: prepared.lock_until,
            at: prepared.at,
        }),
        committed: hop.committed.map(|committed| CommittedView {
            by: committed.by,
            receipt: committed.receipt,
            settlement: committed.settlement,
            settlement_block: committed.settlement_block,
            at: committed.at,
        }),
    }
}

/// A page of the transfers.
pub fn transfers(page: Page) -> Result<Paged<TransferView>, ApiError> {
    let ids = page.of(pallet_corridor_bridge::Transfers::<Runtime>::iter_keys())?;
    let items = ids.items.iter().map(transfer).collect::<Result<_, _>>()?;
    Ok(Paged { items, next: ids.next })
}

/// An operator on a corridor.
pub fn operator(corridor: CorridorId, account: AccountId) -> Result<OperatorView, ApiError> {
    let found = pallet_corridor_bridge::Registry::<Runtime>::get(corridor, &account)
        .ok_or(ApiError::OperatorNotFound)?;
    Ok(OperatorView {
        corridor,
        key: Digest(found.key.0),
        endpoint: String::from_utf8(found.endpoint.into_inner()).map_err(|_| ApiError::Inconsistent)?,
        standing: match found.standing {
            Standing::Applied => OperatorStanding::Applied,
            Standing::Accepted => OperatorStanding::Accepted,
            Standing::Dismissed => OperatorStanding::Dismissed,
        },
        open: found.open,
        backing: Bonds::backing(Role::Operator, &account),
        exposure: pallet_corridor_bridge::Loads::<Runtime>::get(&account).exposure,
        exposure_cap: CorridorBridge::exposure_cap(&account),
        account,
    })
}

/// Who carries along a corridor, in the order of their turns, then who has asked to or was dismissed.
pub fn operators(corridor: CorridorId) -> Vec<OperatorView> {
    let roster = pallet_corridor_bridge::Rosters::<Runtime>::get(corridor);
    let others = pallet_corridor_bridge::Registry::<Runtime>::iter_key_prefix(corridor)
        .filter(|who| !roster.contains(who))
        .take(usize::try_from(MAX_PAGE).unwrap_or_default());
    let all = roster.iter().cloned().chain(others);
    all.filter_map(|who| operator(corridor, who).ok()).collect()
}

/// What an operator has to carry.
pub fn jobs(account: AccountId, page: Page) -> Result<Paged<JobView>, ApiError> {
    let jobs = page.of(CorridorBridge::jobs(account).into_iter())?;
    let view = |(id, hop)| Ok(JobView { transfer: transfer(&id)?, hop });
    Ok(Paged { items: jobs.items.into_iter().map(view).collect::<Result<_, _>>()?, next: jobs.next })
}

/// What sending units would cost, and what stands against it.
pub fn units_report(from: AccountId, request: UnitsRequestView) -> UnitsReportView {
    // A path that is too long for a call is refused by it; here it has the same answer as none.
    let corridors = request.corridors.try_into().unwrap_or_default();
    let found = CorridorBridge::units_report(
        from,
        UnitsRequest {
            asset: request.asset,
            amount: request.amount,
            to: request.to,
            value: request.value,
            corridors,
            limits: request.limits,
            currency: request.currency,
            prepare_by: request.prepare_by,
            commit_by: request.commit_by,
        },
    );
    let obstacle = |(obstacle, hop)| ObstacleView { obstacle: lower_first(format!("{obstacle:?}")), hop };
    UnitsReportView {
        quote: found.quote,
        fees: found.fees,
        path: path_faults(found.path),
        limits: found.limits,
        units: found.units,
        obstacles: found.obstacles.into_iter().map(obstacle).collect(),
    }
}

fn path_faults(faults: Vec<PathFault>) -> Vec<PathFaultView> {
    let view =
        |fault: PathFault| PathFaultView { hop: fault.hop, fault: lower_first(format!("{:?}", fault.kind)) };
    faults.into_iter().map(view).collect()
}

fn unmet(list: Vec<Unmet>) -> Vec<UnmetView> {
    list.into_iter().map(|one| UnmetView { hop: one.hop, kind: one.kind, domain: one.domain }).collect()
}

fn places(list: Vec<PlaceFault>) -> Vec<PlaceFaultView> {
    let view = |one: PlaceFault| PlaceFaultView { jurisdiction: one.jurisdiction, fault: one.fault };
    list.into_iter().map(view).collect()
}

/// A migration.
pub fn migration(id: &Digest) -> Result<MigrationView, ApiError> {
    let found = Migration::saga(*id).ok_or(ApiError::MigrationNotFound)?;
    let saga = found.saga;
    let target = saga.request.target;
    let pledge = |pledge: pallet_migration::Pledge<AccountId>| PledgeEvidence {
        issuer: pledge.issuer,
        jurisdiction: target,
        domain: pledge.domain,
        kind: pledge.kind.code(),
        document: pledge.document,
        attestation: pledge.attestation,
    };
    Ok(MigrationView {
        id: *id,
        state: saga.state,
        entered_at: saga.entered_at,
        timeout: found.timeout,
        due: saga.due,
        class: saga.class,
        program: saga.program,
        waits_for: found.waits_for,
        unmet: unmet(found.unmet),
        compliance: places(found.compliance),
        transitions: saga.transitions.into_inner(),
        held: found.held,
        pledges: found.pledges.into_iter().map(pledge).collect(),
        lock: saga.lock,
        returned: saga.transit.and_then(|transit| {
            Some(pallet_corridor_bridge::Transfers::<Runtime>::get(transit.transfer)?.returned)
        }),
        transit: saga.transit,
        carriage: found.carriage,
        verification: saga.verification,
        arrival: saga.arrival,
        fees: saga.fees,
        dispute: saga.dispute.map(|dispute| ObjectionView {
            by: dispute.by,
            bond: dispute.bond,
            left: dispute.left,
            grounds: dispute.grounds,
            until: dispute.until,
        }),
        disputes: saga.disputes,
        compensation: saga.compensation,
        ended_at: saga.ended_at,
        evidence: saga.evidence,
        request: saga.request,
    })
}

/// A page of the migrations.
pub fn migrations(page: Page) -> Result<Paged<MigrationView>, ApiError> {
    let ids = page.of(pallet_migration::Sagas::<Runtime>::iter_keys())?;
    let items = ids.items.iter().map(migration).collect::<Result<_, _>>()?;
    Ok(Paged { items, next: ids.next })
}

/// The migration of an asset that has not ended.
pub fn migration_of(asset: SubjectId) -> Option<Digest> {
    Migration::live(asset)
}

/// Why a request would be refused, and what it would wait for.
pub fn start_report(request: Request<AccountId>, held: Vec<HeldEvidence>) -> StartView {
    let found = Migration::can_start(request, held);
    StartView {
        migration: found.saga,
        refusals: named(found.refusals),
        path_faults: path_faults(found.path_faults),
        fee: found.fee,
        hours: found.hours,
        earliest_deadline: found.earliest_deadline,
        program_permits: found.program_permits,
        unmet: unmet(found.unmet),
        compliance: places(found.compliance),
    }
}
