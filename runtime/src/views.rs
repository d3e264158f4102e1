//! What the runtime APIs of watchers and disputes show; those of the bridge and of migrations in [`moves`].

pub mod moves;

use crate::*;
use alloc::{format, string::String};
use msez_core::{AssetClass, Digest, JurisdictionId};
use msez_runtime_api::{
    ApiError, ClaimView, DutyView, JurorView, Page, Paged, PendingSlashView, TallyView, TopicKindView,
    TopicView, VoiceView, WatcherStatus, WatcherView, MAX_PAGE,
};
use msez_traits::{Bonds as _, Role};
use msez_watch::{Coordinate, Exposure, Tier};
use pallet_watchers::{Status, TopicKind};

/// A watcher.
pub fn watcher(account: &AccountId) -> Result<WatcherView, ApiError> {
    let record = pallet_watchers::Watchers::<Runtime>::get(account).ok_or(ApiError::WatcherNotFound)?;
    let conduct = pallet_watchers::Conducts::<Runtime>::get(account).ok_or(ApiError::Inconsistent)?;
    let now = Timestamp::get();
    let backing = Bonds::backing(Role::Watcher, account);
    let score = conduct.reputation.score(now);
    Ok(WatcherView {
        account: account.clone(),
        did: String::from_utf8(record.did.into_inner()).map_err(|_| ApiError::Inconsistent)?,
        key: Digest(record.key.0),
        status: match record.status {
            Status::Active => WatcherStatus::Active,
            Status::Retired => WatcherStatus::Retired,
            Status::Banned => WatcherStatus::Banned,
        },
        jurisdictions: record.jurisdictions.into_inner(),
        classes: record.classes.into_inner(),
        controller: record.controller,
        commission: record.commission.deconstruct(),
        backing,
        delegated: Bonds::delegated(Role::Watcher, account),
        at_stake: Bonds::at_stake(Role::Watcher, account),
        exposure: conduct.exposure.outstanding(now),
        exposure_cap: Exposure::cap(backing),
        score: score.into(),
        tier: Tier::of(score),
        missed_in_row: conduct.missed_in_row,
        claims: conduct.claims,
        pending_slashes: conduct.pending,
        rewards: conduct.rewards,
    })
}

/// A page of the active watchers.
pub fn watchers(page: Page) -> Result<Paged<WatcherView>, ApiError> {
    let accounts = page.of(pallet_watchers::Active::<Runtime>::get().into_iter())?;
    let items = accounts.items.iter().map(watcher).collect::<Result<_, _>>()?;
    Ok(Paged { items, next: accounts.next })
}

/// The best watchers of a scope.
pub fn select(
    jurisdiction: JurisdictionId,
    class: AssetClass,
    min_tier: Tier,
    min_backing: Balance,
    count: u32,
) -> Result<Vec<WatcherView>, ApiError> {
    match count {
        0 => return Err(ApiError::NothingAsked),
        1..=MAX_PAGE => (),
        _ => return Err(ApiError::TooMany { max: MAX_PAGE }),
    }
    let best = Watchers::select(jurisdiction, class, min_tier, min_backing, count);
    best.iter().map(|selected| watcher(&selected.who)).collect()
}

/// Why a watcher could not attest.
pub fn attest_obstacles(account: AccountId, topic: Digest, height: u64) -> Vec<String> {
    named(Watchers::report(account, topic, height).obstacles)
}

/// Reasons by their names.
fn named<Reason: core::fmt::Debug>(reasons: Vec<Reason>) -> Vec<String> {
    reasons.iter().map(|reason| lower_first(format!("{reason:?}"))).collect()
}

/// `NoSeat` as `noSeat`.
fn lower_first(name: String) -> String {
    let mut rest = name.chars();
    rest.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(rest).collect()
}

/// The open duties of a watcher.
pub fn duties(account: &AccountId) -> Vec<DutyView> {
    pallet_watchers::Duties::<Runtime>::iter()
        .filter_map(|(topic, duty)| {
            let drawn = duty.drawn.iter().find(|drawn| drawn.who == *account)?;
            let stride = pallet_watchers::Topics::<Runtime>::get(topic)?.terms.stride;
            let (since, deadline, is_done) = (duty.since, duty.deadline, drawn.done);
            Some(DutyView { topic, since, stride, deadline, is_done })
        })
        .collect()
}

/// A topic.
pub fn topic(id: Digest) -> Result<TopicView, ApiError> {
    let topic = pallet_watchers::Topics::<Runtime>::get(id).ok_or(ApiError::TopicNotFound)?;
    let panel = pallet_watchers::Panels::<Runtime>::get(id);
    let terms = topic.terms;
    Ok(TopicView {
        id,
        kind: match terms.kind {
            TopicKind::CorridorState => TopicKindView::CorridorState,
            TopicKind::Checkpoint => TopicKindView::Checkpoint,
            TopicKind::CorridorLiveness => TopicKindView::CorridorLiveness,
            TopicKind::MigrationDestination => TopicKindView::MigrationDestination,
        },
        subject: terms.subject,
        jurisdiction: terms.jurisdiction,
        class: terms.class,
        exposure: terms.exposure,
        fee: terms.fee,
        stride: terms.stride,
        interval: terms.interval,
        deadline: terms.deadline,
        watchers: terms.watchers,
        quorum: terms.quorum,
        max_staleness: terms.max_staleness,
        window: terms.window,
        min_backing: terms.min_backing,
        min_tier: terms.min_tier,
        arbiter: terms.arbiter,
        sponsor: topic.sponsor,
        escrow: topic.escrow,
        open: topic.open,
        is_closed: topic.closed,
        seats: panel.as_ref().and_then(|panel| u32::try_from(panel.seats.len()).ok()).unwrap_or_default(),
        eligible: panel.map(|panel| panel.eligible).unwrap_or_default(),
    })
}

/// A page of the topics.
pub fn topics(page: Page) -> Result<Paged<TopicView>, ApiError> {
    let ids = page.of(pallet_watchers::Topics::<Runtime>::iter_keys())?;
    let items = ids.items.into_iter().map(topic).collect::<Result<_, _>>()?;
    Ok(Paged { items, next: ids.next })
}

/// What was said at a coordinate.
pub fn tally(topic: Digest, height: u64) -> Result<TallyView, ApiError> {
    let tally = pallet_watchers::Tallies::<Runtime>::get(topic, height).ok_or(ApiError::TallyNotFound)?;
    let coordinate = Coordinate { topic, height };
    let (level, agreed, is_forked) = Watchers::finality(topic, height);
    let voices = tally
        .voices
        .iter()
        .map(|voice| {
            let statement = tally.statement_of(coordinate, voice).ok_or(ApiError::Inconsistent)?;
            Ok(VoiceView {
                id: Watchers::id_of(voice.who.clone(), statement),
                account: voice.who.clone(),
                statement,
                weight: voice.weight,
                is_struck: voice.struck,
            })
        })
        .collect::<Result<_, ApiError>>()?;
    Ok(TallyView {
        topic,
        height,
        level,
        agreed,
        is_forked,
        fork_seen: tally.fork_seen,
        eligible: tally.eligible,
        closes: tally.closes,
        is_settled: tally.settled,
        choices: tally.choices.into_inner(),
        voices,
    })
}

/// A page of the slashes that wait.
pub fn pending_slashes(page: Page) -> Result<Paged<PendingSlashView>, ApiError> {
    page.of(pallet_watchers::Pending::<Runtime>::iter().map(|(id, slash)| PendingSlashView {
        id,
        offender: slash.offender,
        offence: slash.offence,
        reporter: slash.reporter,
        due: slash.due,
    }))
}

/// A claim.
pub fn claim(id: Digest) -> Result<ClaimView, ApiError> {
    let claim = pallet_disputes::Claims::<Runtime>::get(id).ok_or(ApiError::ClaimNotFound)?;
    let seats = pallet_disputes::Juries::<Runtime>::get(id);
    Ok(ClaimView {
        id,
        statement: claim.statement,
        author: claim.author,
        claimant: claim.claimant,
        evidence: claim.evidence,
        challenger: claim.challenger,
        answer: claim.answer,
        arbiter: claim.arbiter,
        bond: claim.bond,
        phase: lower_first(format!("{:?}", claim.phase)),
        due: claim.due,
        total_weight: claim.total_weight,
        stands: claim.tally.stands,
        is_false: claim.tally.is_false,
        jurors: seats
            .into_iter()
            .map(|seat| JurorView {
                account: seat.who,
                weight: seat.weight,
                has_revealed: seat.vote.is_some(),
                is_paid: seat.paid,
            })
            .collect(),
        outcome: claim.outcome.map(|outcome| lower_first(format!("{outcome:?}"))),
    })
}

/// Why an account could not claim that a statement is false.
pub fn claim_obstacles(account: AccountId, statement: Digest) -> Vec<String> {
    named(Disputes::can_file(statement, account))
}
