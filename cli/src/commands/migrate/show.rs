//! A migration for people.

use msez_manifold::AttestationType;
use msez_runtime_api::MigrationView;
use msez_saga::{Event, Need, State, Transition};

use super::start::{place_text, unmet_text};
use crate::{chain::Scale, commands::bridge::money, output::utc};

/// How a migration ended, or that it has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It goes on.
    Open,
    /// The asset is at its new home.
    Completed,
    /// Everything was taken back, or it was called off.
    TakenBack,
}

impl Standing {
    /// Of a state.
    pub fn of(state: State) -> Self {
        match state {
            State::Completed => Self::Completed,
            State::Compensated | State::Cancelled => Self::TakenBack,
            _ => Self::Open,
        }
    }
}

/// A kind of evidence by its code.
pub fn kind_text(code: u8) -> String {
    let kind = AttestationType::ALL.iter().find(|kind| kind.code() == code);
    kind.map_or_else(|| format!("kind {code}"), ToString::to_string)
}

/// What led to a change of state.
pub fn cause_text(event: Event) -> &'static str {
    match event {
        Event::Advance => "what it waited for is there",
        Event::TimedOut => "its time was over",
        Event::DeadlinePassed => "the deadline has passed",
        Event::ComplianceLost => "compliance was lost",
        Event::HopOverdue => "a hop was not prepared",
        Event::CalledOff => "the controllers called it off",
        Event::Disputed => "somebody objects",
        Event::RuledToResume => "ruled: it goes on",
        Event::RuledToCompensate => "ruled: it is taken back",
        Event::RulingLapsed => "nobody ruled in time",
        Event::Recalled => "the asset's program recalls it",
        Event::ActionsDone => "everything is taken back",
    }
}

fn need_text(need: Need) -> &'static str {
    match need {
        Need::HomeCompliance => "that the asset passes at home",
        Need::OpenPath => "that the path can be taken",
        Need::ProgramConsent => "that the asset's program has no objection",
        Need::Evidence => "evidence that the path asks for",
        Need::PathCompliance => "that the asset passes all along the path until the deadline",
        Need::PreparedHops => "that every hop is prepared",
        Need::Verification => "that compliance holds at home and at the destination",
        Need::CommittedHops => "that every hop is committed",
        Need::Ruling => "a ruling",
        Need::Actions => "what is outstanding of taking it back",
        Need::Lock => "that the asset can be held",
        Need::Carriers => "operators for every hop",
    }
}

/// A change of state, in one line.
pub fn transition_text(change: &Transition) -> String {
    format!("{}  {} -> {}: {}", utc(change.at), change.from, change.to, cause_text(change.event))
}

/// What it waits for, one thing a line.
pub fn waits_text(view: &MigrationView) -> Vec<String> {
    let mut lines: Vec<String> = view.waits_for.map(|need| need_text(need).to_owned()).into_iter().collect();
    lines.extend(view.unmet.iter().map(unmet_text));
    lines.extend(view.compliance.iter().map(place_text));
    lines
}

/// All of it.
pub fn text(view: &MigrationView, scale: &Scale) -> String {
    let request = &view.request;
    let money = |amount| money(scale, request.currency, amount);
    let path: Vec<_> = request.path.iter().map(ToString::to_string).collect();
    let mut lines = vec![
        format!("{}  {}", view.id, view.state),
        format!("  asset       {} of class {}", request.asset, view.class),
        format!("  way         {} -> {} along {}", request.source, request.target, path.join(", ")),
        format!("  value       {}", request.value),
        format!("  deadline    {}", utc(request.deadline)),
    ];
    lines.extend(view.timeout.map(|at| format!("  this state  until {}", utc(at))));
    lines.push(format!(
        "  fees        {} escrowed, {} carried, {} given back, {} kept; paid by {}",
        money(view.fees.escrowed),
        money(view.fees.carried),
        money(view.fees.refunded),
        money(view.fees.kept),
        request.payer
    ));
    lines.extend(
        view.returned.map(|back| format!("  the bridge  has given back {} of what it carries", money(back))),
    );
    lines.extend(waits_text(view).into_iter().map(|wait| format!("  waits for   {wait}")));
    lines.extend(view.held.iter().map(|held| {
        format!("  evidence    {}  {} of {}", held.attestation, kind_text(held.kind), held.document)
    }));
    lines.extend(view.pledges.iter().map(|pledge| {
        format!("  pledge      {} by {} on {}", kind_text(pledge.kind), pledge.issuer, pledge.domain)
    }));
    lines.extend(view.lock.map(|lock| {
        format!(
            "  held        {} in {}, slices {}",
            utc(lock.locked_at),
            lock.jurisdiction,
            lock.commitment.slice_root
        )
    }));
    lines.extend(
        view.transit.map(|transit| {
            format!("  departed    {}, transfer {}", utc(transit.departed_at), transit.transfer)
        }),
    );
    lines.extend(view.verification.map(|verification| {
        format!("  decided     {}, receipts {}", utc(verification.commitment.at), verification.prepared)
    }));
    lines.extend(view.arrival.map(|arrival| {
        format!("  arrived     {}, receipts {}", utc(arrival.commitment.at), arrival.committed)
    }));
    lines.extend(view.dispute.as_ref().map(|dispute| {
        format!("  objection   by {} in {}, a ruling until {}", dispute.by, dispute.left, utc(dispute.until))
    }));
    if let Some(compensation) = &view.compensation {
        let outstanding: Vec<_> = compensation.outstanding().map(|action| format!("{action:?}")).collect();
        let left = match outstanding.is_empty() {
            true => "everything is done".into(),
            false => format!("outstanding: {}", outstanding.join(", ")),
        };
        lines.push(format!("  taken back  from {}: {left}", compensation.left));
    }
    lines.extend(view.evidence.map(|digest| format!("  evidence of all of it: {digest}")));
    lines.extend(view.transitions.iter().map(|change| format!("  {}", transition_text(change))));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_open_or_an_end() {
        for state in State::ALL {
            assert_eq!(Standing::of(state) != Standing::Open, state.is_end(), "{state}");
        }
    }

    #[test]
    fn kinds_are_named_by_their_codes() {
        assert_eq!(kind_text(AttestationType::SourceOfFunds.code()), "source_of_funds");
        assert_eq!(kind_text(255), "kind 255");
    }
}
