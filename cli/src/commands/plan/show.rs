//! How paths and gaps are shown: in the words of the reference for programs, as tables for people.

use std::fmt::Display;

use msez_core::Moment;
use msez_manifold::plan::{Gap, GapReport, GapStatus, PathView, PlanReport};
use serde_json::{json, Value};

use super::money;
use crate::output::utc;

const CUT_OFF: &str = "the search was cut off: there may be better paths, or more";

/// A path as JSON.
pub fn path_json<J: Display, C: Display>(path: &PathView<J, C>) -> Value {
    let hops: Vec<Value> = path
        .hops
        .iter()
        .map(|hop| {
            json!({
                "corridor_id": hop.corridor.to_string(),
                "source": hop.from.to_string(),
                "target": hop.to.to_string(),
                "transfer_fee_usd": money::write(hop.transfer_fee),
                "attestation_cost_usd": money::write(hop.evidence_cost),
                "entry_fee_usd": money::write(hop.entry_fee),
                "cost_usd": money::write(hop.cost),
                "time_hours": hop.hours,
                "attestation_time_hours": hop.lead_hours,
            })
        })
        .collect();
    let corridors: Vec<String> = path.hops.iter().map(|hop| hop.corridor.to_string()).collect();
    let places = path.hops.iter().map(|hop| hop.to.to_string());
    let places: Vec<String> = std::iter::once(path.source.to_string()).chain(places).collect();
    json!({
        "id": path.id,
        "path_id": path.path_id,
        "source": path.source.to_string(),
        "target": path.target.to_string(),
        "jurisdictions": places,
        "corridors": corridors,
        "hop_count": path.hops.len(),
        "total_cost_usd": money::write(path.total_cost),
        "total_time_hours": path.total_hours,
        "attestation_time_hours": path.lead_hours,
        "hops": hops,
    })
}

fn notes<J, C>(report: &PlanReport<J, C>) -> Value {
    json!({
        "found": !report.paths.is_empty(),
        "reason": report.refusal,
        "explanation": report.refusal.map(|refusal| refusal.to_string()),
        "truncated": report.is_truncated,
        "settled": report.settled,
    })
}

fn joined(mut into: Value, more: Value) -> Value {
    if let (Value::Object(into), Value::Object(more)) = (&mut into, more) {
        into.extend(more);
    }
    into
}

/// The answer of `plan`.
pub fn plan_json<J: Display, C: Display>(report: &PlanReport<J, C>) -> Value {
    let path = match report.paths.first() {
        Some(path) => path_json(path),
        None => json!({ "corridors": [], "total_cost_usd": null, "total_time_hours": null }),
    };
    joined(notes(report), path)
}

/// The answer of `alternatives`.
pub fn alternatives_json<J: Display, C: Display>(report: &PlanReport<J, C>) -> Value {
    let paths: Vec<Value> = report.paths.iter().map(path_json).collect();
    joined(notes(report), json!({ "paths": paths }))
}

fn gap_json<A: Display>(gap: &Gap<A>) -> Value {
    let requirement = &gap.requirement;
    let issuers: Vec<Value> = gap
        .issuers
        .iter()
        .map(|option| {
            json!({
                "issuer": option.issuer.to_string(),
                "jurisdiction": option.jurisdiction,
                "tier": option.tier,
            })
        })
        .collect();
    json!({
        "requirement": {
            "attestation_type": requirement.attestation_type,
            "domain": requirement.domain,
            "approved_issuers": requirement.approved_issuers.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "issuer_jurisdiction": requirement.issuer_jurisdiction,
            "min_issuer_tier": requirement.min_issuer_tier,
            "max_age_days": requirement.max_age_days,
            "must_be_current": requirement.must_be_current,
            "is_mandatory": requirement.is_mandatory,
            "can_be_waived": requirement.can_be_waived,
            "estimated_cost_usd": money::write(requirement.estimated_cost),
            "estimated_time_hours": requirement.estimated_hours,
        },
        "status": gap.status,
        "nearest": gap.nearest,
        "unmet": gap.unmet,
        "cost_usd": money::write(gap.cost),
        "time_hours": gap.hours,
        "issuers": issuers,
        "issuer_count": gap.issuer_count,
    })
}

/// The answer of `gap`.
pub fn gap_report_json<J: Display, C: Display, A: Display>(
    path: &PathView<J, C>,
    report: &GapReport<A>,
    is_truncated: bool,
) -> Value {
    let of = |expired: bool| -> Vec<Value> {
        let gaps = report.gaps.iter().filter(|gap| (gap.status == GapStatus::Expired) == expired);
        gaps.map(gap_json).collect()
    };
    json!({
        "found": true,
        "truncated": is_truncated,
        "path_id": path.path_id,
        "corridors": path.hops.iter().map(|hop| hop.corridor.to_string()).collect::<Vec<_>>(),
        "is_satisfied": report.is_satisfied,
        "required_count": report.required_count,
        "available_count": report.available_count,
        "missing_count": report.gaps.len(),
        "missing": of(false),
        "expired": of(true),
        "advice": report.advice.iter().map(gap_json).collect::<Vec<_>>(),
        "estimated_resolution_cost_usd": money::write(report.resolution_cost),
        "estimated_resolution_time_hours": report.resolution_hours,
        "ready_at": moment(report.ready_at),
        "earliest_completion": moment(report.earliest_completion),
        "is_unobtainable": report.is_unobtainable,
    })
}

/// As text, where it is a date that can be written.
fn moment(at: Moment) -> Value {
    json!({ "millis": at, "utc": utc(at) })
}

/// Columns as wide as what they hold; the first `left` of them begin at the left.
fn table(rows: &[Vec<String>], left: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or_default()).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| match at < left {
            true => format!("{cell:<width$}"),
            false => format!("{cell:>width$}"),
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A path for people.
pub fn path_text<J: Display, C: Display>(path: &PathView<J, C>) -> String {
    let hops = path.hops.len();
    let head = format!(
        "{} -> {}  {hops} {}, {} USD, {} h  (path {})",
        path.source,
        path.target,
        if hops == 1 { "hop" } else { "hops" },
        money::write(path.total_cost),
        path.total_hours,
        path.path_id,
    );
    let titles = ["corridor", "from", "to", "fee", "evidence", "entry", "cost USD", "hours"];
    let mut rows = vec![titles.map(String::from).to_vec()];
    rows.extend(path.hops.iter().map(|hop| {
        vec![
            hop.corridor.to_string(),
            hop.from.to_string(),
            hop.to.to_string(),
            money::write(hop.transfer_fee),
            money::write(hop.evidence_cost),
            money::write(hop.entry_fee),
            money::write(hop.cost),
            hop.hours.to_string(),
        ]
    }));
    let mut lines = vec![head, table(&rows, 3)];
    if path.lead_hours > 0 {
        lines.push(format!(
            "  evidence that is not at hand takes up to {} h before it can leave",
            path.lead_hours
        ));
    }
    lines.join("\n")
}

/// An answer for people.
pub fn plan_text<J: Display, C: Display>(report: &PlanReport<J, C>) -> String {
    let mut parts: Vec<String> = report.paths.iter().map(path_text).collect();
    if let Some(refusal) = report.refusal {
        parts.push(format!("no path: {refusal}"));
    }
    if report.is_truncated {
        parts.push(CUT_OFF.into());
    }
    parts.join("\n\n")
}

/// What is missing, for people.
pub fn gap_text<J: Display, C: Display, A: Display>(
    path: &PathView<J, C>,
    report: &GapReport<A>,
    is_truncated: bool,
) -> String {
    let mut lines = vec![path_text(path), String::new()];
    if is_truncated {
        lines.push(CUT_OFF.into());
    }
    if report.is_satisfied {
        lines.push(format!("all {} pieces of evidence are at hand", report.required_count));
    } else {
        let mut rows =
            vec![["evidence", "domain", "", "issuers", "cost USD", "hours"].map(String::from).to_vec()];
        rows.extend(report.gaps.iter().map(|gap| {
            let status = match gap.status {
                GapStatus::Missing => "missing",
                GapStatus::Expired => "expired",
                GapStatus::TooOld => "too old",
                GapStatus::Unfit => "does not do",
            };
            let issuers = gap.issuer_count.map_or_else(|| "?".into(), |count| count.to_string());
            vec![
                gap.requirement.attestation_type.to_string(),
                gap.requirement.domain.to_string(),
                status.into(),
                issuers,
                money::write(gap.cost),
                gap.hours.to_string(),
            ]
        }));
        lines.push(table(&rows, 3));
        lines.push(format!(
            "  together {} USD; all at once it takes {} h",
            money::write(report.resolution_cost),
            report.resolution_hours
        ));
    }
    for gap in report.gaps.iter().chain(&report.advice) {
        for option in gap.issuers.iter().take(3) {
            let place = option.jurisdiction.map(|place| format!(" in {place}")).unwrap_or_default();
            let kind = gap.requirement.attestation_type;
            lines.push(format!("  {kind} ({}): {}{place}", gap.requirement.domain, option.issuer));
        }
    }
    if report.is_unobtainable {
        lines.push("  for some of it nobody is accredited where the path leads".into());
    }
    lines.push(format!("ready {}, arrives {}", utc(report.ready_at), utc(report.earliest_completion)));
    lines.join("\n")
}
