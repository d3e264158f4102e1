//! What the tensor answers: cells, evaluations, reports, portfolios. Read-only; each fails closed.

use alloc::{collections::BTreeSet, vec::Vec};

use msez_core::{
    ComplianceState, Coordinate, Digest, Domain, DomainSet, JurisdictionId, JurisdictionIndex, Moment,
    SubjectId, SubjectIndex,
};
use msez_runtime_api::{
    AccountId, ApiError, Cause, CellView, DomainFinding, Evaluation, Portfolio, Reason, Report, SubjectView,
    MAX_PORTFOLIO,
};
use msez_tensor::{meet_all, Cell, Slot};
use msez_traits::Jurisdictions;
use polkadot_sdk::frame_support::traits::Time;

use crate::{Cells, Config, Evidence, History, Pallet, Presence, Subject, SubjectIndices, Subjects};

/// The interval of a cell that holds a moment.
struct Interval {
    cell: Cell,
    is_current: bool,
}

/// A subject in a jurisdiction at a moment, looked up once.
struct Question<AccountId> {
    index: SubjectIndex,
    subject: Subject<AccountId>,
    jurisdiction_index: JurisdictionIndex,
    at: Moment,
}

impl<T: Config> Pallet<T> {
    /// A registered subject.
    pub fn subject_view(id: &SubjectId) -> Result<SubjectView, ApiError>
    where
        T::AccountId: Into<AccountId>,
    {
        let (index, subject) = Self::subject(id)?;
        let jurisdictions = Presence::<T>::get(index)
            .unwrap_or_default()
            .iter()
            .map(|place| T::Jurisdictions::id_of(*place).ok_or(ApiError::Inconsistent))
            .collect::<Result<_, _>>()?;
        Ok(SubjectView {
            id: subject.id,
            index,
            kind: subject.kind,
            class: subject.class,
            registrant: subject.registrant.map(Into::into),
            document_len: subject.document_len,
            registered_at: subject.registered_at,
            jurisdictions,
        })
    }

    /// One cell at one time.
    pub fn cell_view(coordinate: &Coordinate, at: Option<Moment>) -> Result<CellView, ApiError> {
        let question = Self::question(&coordinate.subject, &coordinate.jurisdiction, at)?;
        let slot = question.slot(coordinate.domain);
        let interval = Self::interval_at(&slot, Self::cell_in(&slot), question.at)?;
        Ok(CellView {
            coordinate: *coordinate,
            subject_index: slot.subject,
            jurisdiction_index: slot.jurisdiction,
            at: question.at,
            state: interval.as_ref().map_or(ComplianceState::Unknown, |i| i.cell.state_at(question.at)),
            attestations: Self::evidence_behind(&slot, interval.as_ref()),
            cell: interval.map(|i| i.cell),
        })
    }

    /// The versions kept of a cell, oldest first, the current one last.
    pub fn history_view(coordinate: &Coordinate) -> Result<Vec<Cell>, ApiError> {
        let slot =
            Self::question(&coordinate.subject, &coordinate.jurisdiction, None)?.slot(coordinate.domain);
        let past = History::<T>::get(slot).unwrap_or_default();
        Ok(past.into_iter().chain(Self::cell_in(&slot)).collect())
    }

    /// Whether the subject may act in the jurisdiction.
    pub fn evaluate(
        subject: &SubjectId,
        jurisdiction: &JurisdictionId,
        domains: Option<DomainSet>,
        at: Option<Moment>,
    ) -> Result<Evaluation, ApiError> {
        Self::report(subject, jurisdiction, domains, at).map(|report| report.evaluation)
    }

    /// An evaluation with every reason and every finding.
    pub fn report(
        subject: &SubjectId,
        jurisdiction: &JurisdictionId,
        domains: Option<DomainSet>,
        at: Option<Moment>,
    ) -> Result<Report, ApiError> {
        let question = Self::question(subject, jurisdiction, at)?;
        let class = question.subject.class;
        let profile = T::Jurisdictions::required_domains(jurisdiction, &class);
        // A class that is not admitted has no profile: there is nothing to look at, and nothing passes.
        let domains = match (domains, profile) {
            (Some(asked), _) if asked.is_empty() => return Err(ApiError::NoDomains),
            (Some(asked), _) => asked,
            (None, Some(required)) if required.is_empty() => return Err(ApiError::NoDomains),
            (None, Some(required)) => required,
            (None, None) => DomainSet::EMPTY,
        };
        let findings = Self::findings(&question, domains)?;

        let of_place = [
            (!T::Jurisdictions::is_active(jurisdiction), Cause::JurisdictionNotActive),
            (profile.is_none(), Cause::ClassNotAdmitted),
        ];
        let mut reasons: Vec<Reason> = of_place
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, cause)| Reason { cause, domain: None })
            .collect();
        reasons.extend(findings.iter().filter_map(|finding| {
            Cause::of(finding.state).map(|cause| Reason { cause, domain: Some(finding.domain) })
        }));

        let state = meet_all(findings.iter().map(|finding| finding.state));
        let valid_until =
            findings.iter().filter_map(|finding| finding.until).filter(|until| *until > question.at).min();
        let evaluation = Evaluation {
            subject: *subject,
            jurisdiction: *jurisdiction,
            class,
            domains,
            at: question.at,
            state,
            passes: reasons.is_empty() && state.passes(),
            valid_until,
        };
        Ok(Report { evaluation, reasons, findings })
    }

    /// Several subjects in one jurisdiction.
    pub fn portfolio(
        subjects: &[SubjectId],
        jurisdiction: &JurisdictionId,
        at: Option<Moment>,
    ) -> Result<Portfolio, ApiError> {
        if subjects.is_empty() {
            return Err(ApiError::NothingAsked);
        }
        if subjects.len() > usize::try_from(MAX_PORTFOLIO).unwrap_or(usize::MAX) {
            return Err(ApiError::TooMany { max: MAX_PORTFOLIO });
        }
        if subjects.iter().collect::<BTreeSet<_>>().len() < subjects.len() {
            return Err(ApiError::Duplicate);
        }
        let at = at.unwrap_or_else(T::Time::now);
        let subjects = subjects
            .iter()
            .map(|subject| Self::evaluate(subject, jurisdiction, None, Some(at)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Portfolio {
            jurisdiction: *jurisdiction,
            at,
            state: meet_all(subjects.iter().map(|one| one.state)),
            passes: subjects.iter().all(|one| one.passes),
            subjects,
        })
    }

    pub(crate) fn subject(id: &SubjectId) -> Result<(SubjectIndex, Subject<T::AccountId>), ApiError> {
        let index = SubjectIndices::<T>::get(id).ok_or(ApiError::SubjectNotFound)?;
        Ok((index, Subjects::<T>::get(index).ok_or(ApiError::Inconsistent)?))
    }

    fn question(
        subject: &SubjectId,
        jurisdiction: &JurisdictionId,
        at: Option<Moment>,
    ) -> Result<Question<T::AccountId>, ApiError> {
        let (index, subject) = Self::subject(subject)?;
        let jurisdiction_index =
            T::Jurisdictions::index_of(jurisdiction).ok_or(ApiError::JurisdictionNotFound)?;
        let at = at.unwrap_or_else(T::Time::now);
        Ok(Question { index, subject, jurisdiction_index, at })
    }

    /// What is known about each domain, in the order of their codes.
    fn findings(
        question: &Question<T::AccountId>,
        domains: DomainSet,
    ) -> Result<Vec<DomainFinding>, ApiError> {
        let lane = Cells::<T>::get(question.index, question.jurisdiction_index).unwrap_or_default();
        domains
            .iter()
            .map(|domain| {
                let slot = question.slot(domain);
                let current = lane.iter().find(|entry| entry.domain == domain).map(|entry| entry.cell);
                let interval = Self::interval_at(&slot, current, question.at)?;
                Ok(Self::finding(&slot, interval, question.at))
            })
            .collect()
    }

    fn finding(slot: &Slot, interval: Option<Interval>, at: Moment) -> DomainFinding {
        let cell = interval.as_ref().map(|i| i.cell);
        let state = cell.map_or(ComplianceState::Unknown, |cell| cell.state_at(at));
        DomainFinding {
            domain: slot.domain,
            state,
            passes: state.passes(),
            // A state that time brought about holds since the expiry.
            since: cell.and_then(|cell| if state == cell.state { Some(cell.from) } else { cell.until }),
            until: cell.and_then(|cell| cell.until),
            version: cell.map(|cell| cell.version),
            attestations: Self::evidence_behind(slot, interval.as_ref()),
        }
    }

    /// The attestations behind an interval, where they are kept: a past interval keeps only their root.
    fn evidence_behind(slot: &Slot, interval: Option<&Interval>) -> Option<Vec<Digest>> {
        match interval {
            Some(Interval { is_current: true, .. }) => {
                Some(Evidence::<T>::get(slot).unwrap_or_default().into_inner())
            }
            Some(_) => None,
            None => Some(Vec::new()),
        }
    }

    /// The interval that holds a moment; `None` where the moment lies before everything ever recorded.
    fn interval_at(slot: &Slot, current: Option<Cell>, at: Moment) -> Result<Option<Interval>, ApiError> {
        let Some(current) = current else { return Ok(None) };
        if current.from <= at {
            return Ok(Some(Interval { cell: current, is_current: true }));
        }
        let past = History::<T>::get(slot).unwrap_or_default();
        if let Some(cell) = past.iter().rev().find(|cell| cell.from <= at) {
            return Ok(Some(Interval { cell: *cell, is_current: false }));
        }
        match past.first().unwrap_or(&current) {
            first if first.version == 0 => Ok(None),
            oldest => Err(ApiError::HistoryPruned { kept_since: oldest.from }),
        }
    }
}

impl<AccountId> Question<AccountId> {
    fn slot(&self, domain: Domain) -> Slot {
        Slot { subject: self.index, jurisdiction: self.jurisdiction_index, domain }
    }
}
