//! From a registry and a question to a graph, and from the ways found to what a person reads.
//!
//! Names are whatever the caller uses: identifiers of the chain, or any text of a file.

use alloc::{string::String, vec::Vec};
use core::fmt;

use codec::{Decode, Encode};
use msez_core::{AssetClass, Digest, Domain, DomainSet, Moment, Usd};
use scale_info::TypeInfo;
use sha2::{Digest as _, Sha256};

use super::{
    graph::{number, Arc, ArcDraft, Graph, Node, MAX_ARC_HOURS},
    labels::{Limits, Quest, MAX_REQUIRED},
    search::Search,
};
use crate::{
    hop_cost, AttestationType, CorridorTerms, Direction, Evidence, JurisdictionStatus, JurisdictionView,
    Profile, Requirement, HOUR,
};

/// Labels that one question may make unless told otherwise; each takes some 90 bytes, and twice that while the memory grows.
pub const MAX_LABELS: u32 = 200_000;

/// Most ways that are looked for at once.
pub const MAX_ALTERNATIVES: u32 = 10;

/// A jurisdiction, as far as planning goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<J, A> {
    /// Its name.
    pub id: J,
    /// Whether anything may enter or leave.
    pub is_active: bool,
    /// The classes it admits; `None` where it does not say, so that none is refused.
    pub profiles: Option<Vec<Profile>>,
    /// Due on entry.
    pub entry_fee: Usd,
    /// What must be brought on entry.
    pub entry_requirements: Vec<Requirement<A>>,
}

impl<A> From<JurisdictionView<A>> for Place<msez_core::JurisdictionId, A> {
    fn from(view: JurisdictionView<A>) -> Self {
        Self {
            id: view.id,
            is_active: view.status == JurisdictionStatus::Active,
            profiles: Some(view.profiles),
            entry_fee: view.entry_fee,
            entry_requirements: view.entry_requirements,
        }
    }
}

/// A corridor, as far as planning goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<J, C, A> {
    /// Its name.
    pub id: C,
    /// Where it starts.
    pub source: J,
    /// Where it ends.
    pub target: J,
    /// Whether it is open; its ends are asked separately.
    pub is_active: bool,
    /// What was agreed. No classes at all: it does not say, so that none is refused.
    pub terms: CorridorTerms<A>,
}

/// Why a registry is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetworkFault<J, C> {
    /// Two jurisdictions of one name.
    DuplicatePlace(J),
    /// Two corridors of one name.
    DuplicateLink(C),
    /// A corridor starts or ends at a jurisdiction that is not there.
    UnknownEnd(C, J),
}

impl<J: fmt::Display, C: fmt::Display> fmt::Display for NetworkFault<J, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicatePlace(id) => write!(f, "the jurisdiction {id} appears twice"),
            Self::DuplicateLink(id) => write!(f, "the corridor {id} appears twice"),
            Self::UnknownEnd(id, place) => write!(f, "the corridor {id} touches {place}, which is not there"),
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct PlanRequest<J> {
    /// Where the asset is.
    pub from: J,
    /// Where it is to go.
    pub to: J,
    /// Its class; `None` where every way is of interest.
    #[cfg_attr(feature = "serde", serde(default))]
    pub asset_class: Option<AssetClass>,
    /// Its value, in micro-dollars.
    #[cfg_attr(feature = "serde", serde(default))]
    pub value: Usd,
    /// The most that the whole way may cost. Equal is within, and 0 is a limit, here and below.
    #[cfg_attr(feature = "serde", serde(default))]
    pub max_cost: Option<Usd>,
    /// The most that a hop may cost.
    #[cfg_attr(feature = "serde", serde(default))]
    pub max_hop_cost: Option<Usd>,
    /// The most hours under way.
    #[cfg_attr(feature = "serde", serde(default))]
    pub max_hours: Option<u32>,
    /// The most hours of a hop.
    #[cfg_attr(feature = "serde", serde(default))]
    pub max_hop_hours: Option<u32>,
    /// Arrived by then, if the evidence that is missing is ordered now and the asset leaves once it is there.
    #[cfg_attr(feature = "serde", serde(default))]
    pub deadline: Option<Moment>,
    /// The most hops.
    #[cfg_attr(feature = "serde", serde(default))]
    pub max_hops: Option<u32>,
    /// Must be passed; at most 16.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub required: Vec<J>,
    /// Must not be passed.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub excluded: Vec<J>,
    /// Decide between ways of equal cost: the more of them are passed, the better.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub preferred: Vec<J>,
    /// Every hop must look at these: by what the place it leads to asks of the class, or by evidence asked for on it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub required_domains: DomainSet,
}

impl<J> PlanRequest<J> {
    /// Without any limit.
    pub fn new(from: J, to: J, value: Usd) -> Self {
        Self {
            from,
            to,
            asset_class: None,
            value,
            max_cost: None,
            max_hop_cost: None,
            max_hours: None,
            max_hop_hours: None,
            deadline: None,
            max_hops: None,
            required: Vec::new(),
            excluded: Vec::new(),
            preferred: Vec::new(),
            required_domains: DomainSet::EMPTY,
        }
    }
}

/// What is at hand.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Holdings<A> {
    /// Evidence, to be looked at.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub evidence: Vec<Evidence<A>>,
    /// Kinds of evidence that are taken for granted.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub assumed: Vec<AttestationType>,
}

impl<A> Default for Holdings<A> {
    /// Nothing.
    fn default() -> Self {
        Self { evidence: Vec::new(), assumed: Vec::new() }
    }
}

impl<A: Ord> Holdings<A> {
    /// Whether something at hand meets a requirement.
    pub fn meets(&self, requirement: &Requirement<A>, now: Moment) -> bool {
        self.assumed.contains(&requirement.attestation_type)
            || self.evidence.iter().any(|held| requirement.is_met_by(held, now))
    }

    /// Whether a requirement still has to be met: advice never has to.
    pub fn lacks(&self, requirement: &Requirement<A>, now: Moment) -> bool {
        requirement.is_mandatory && !self.meets(requirement, now)
    }
}

/// Why there is no way. The codes are append-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum NoPath {
    /// Where it starts is not known.
    #[codec(index = 0)]
    UnknownSource,
    /// Where it ends is not known.
    #[codec(index = 1)]
    UnknownTarget,
    /// It starts where it ends: there is nothing to plan.
    #[codec(index = 2)]
    SamePlace,
    /// Nothing leaves where it starts.
    #[codec(index = 3)]
    SourceNotActive,
    /// Nothing enters where it ends.
    #[codec(index = 4)]
    TargetNotActive,
    /// The start or the end is among what must not be passed.
    #[codec(index = 5)]
    EndExcluded,
    /// More than 16 places must be passed.
    #[codec(index = 6)]
    TooManyRequired,
    /// A place that must be passed is not known, not active or excluded.
    #[codec(index = 7)]
    RequiredNotPassable,
    /// No corridors that would carry it lead there: for its class, its value, the domains or the limits of a hop.
    #[codec(index = 8)]
    NotConnected,
    /// There are ways, but none within the limits on the whole of it.
    #[codec(index = 9)]
    LimitsTooTight,
    /// The bound on work was reached before anything was found.
    #[codec(index = 10)]
    Truncated,
}

impl fmt::Display for NoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownSource => "the source is not known",
            Self::UnknownTarget => "the target is not known",
            Self::SamePlace => "source and target are the same",
            Self::SourceNotActive => "the source is not active",
            Self::TargetNotActive => "the target is not active",
            Self::EndExcluded => "the source or the target is excluded",
            Self::TooManyRequired => "more than 16 jurisdictions are required",
            Self::RequiredNotPassable => "a required jurisdiction is not known, not active or excluded",
            Self::NotConnected => "no corridors that would carry it lead there",
            Self::LimitsTooTight => "there are paths, but none within the limits",
            Self::Truncated => "the search was cut off before it found anything",
        })
    }
}

/// A hop of a planned path.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct HopView<J, C> {
    /// The corridor.
    pub corridor: C,
    /// Where it starts.
    pub from: J,
    /// Where it leads.
    pub to: J,
    /// For the transfer.
    pub transfer_fee: Usd,
    /// For evidence of the transfer that is not at hand.
    pub evidence_cost: Usd,
    /// For entering where it leads.
    pub entry_fee: Usd,
    /// The three together.
    pub cost: Usd,
    /// Transfer and finality.
    pub hours: u32,
    /// Hours until the evidence is there that is missing for the transfer and for entry.
    pub lead_hours: u32,
}

/// A planned path.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PathView<J, C> {
    /// Names the path: SHA-256 of source, target and corridors.
    pub id: Digest,
    /// The same as the reference shortens it: its first eight bytes in hexadecimal.
    pub path_id: String,
    /// Where it starts.
    pub source: J,
    /// Where it ends.
    pub target: J,
    /// The hops in their order.
    pub hops: Vec<HopView<J, C>>,
    /// What it costs.
    pub total_cost: Usd,
    /// Hours under way.
    pub total_hours: u64,
    /// Hours until all evidence that is missing is there, ordered at once.
    pub lead_hours: u32,
}

/// What planning answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PlanReport<J, C> {
    /// The best path first.
    pub paths: Vec<PathView<J, C>>,
    /// Why there is none.
    pub refusal: Option<NoPath>,
    /// The bound on work was reached: there may be better paths, or more.
    pub is_truncated: bool,
    /// Nodes and labels that the search settled.
    pub settled: u64,
}

/// How far apart two places are for an asset of no value, with nothing at hand.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ComplianceDistance<J> {
    /// From here.
    pub source: J,
    /// To here.
    pub target: J,
    /// In hops.
    pub hop_count: u32,
    /// In micro-dollars.
    pub total_cost: Usd,
    /// In hours.
    pub total_hours: u64,
    /// In pieces of evidence, each kind of a domain once.
    pub attestation_count: u32,
    /// Of the path.
    pub path_id: String,
}

/// Names a path: SHA-256 of the text `source:target:` and the names of the corridors joined by `:`.
///
/// ```
/// # use msez_manifold::plan::{path_digest, short_path_id};
/// let id = path_digest(&"uae-difc", &"kz-aifc", ["corridor-difc-aifc"].iter());
/// assert_eq!(short_path_id(&id), "b20b4e9307e80989");
/// ```
pub fn path_digest<'a, J: fmt::Display, C: fmt::Display + 'a>(
    source: &J,
    target: &J,
    corridors: impl Iterator<Item = &'a C>,
) -> Digest {
    let mut text = alloc::format!("{source}:{target}:");
    for (place, corridor) in corridors.enumerate() {
        if place > 0 {
            text.push(':');
        }
        text.push_str(&alloc::format!("{corridor}"));
    }
    Digest(Sha256::digest(text.as_bytes()).into())
}

/// The first eight bytes of a path's name in hexadecimal, as in the reference.
pub fn short_path_id(id: &Digest) -> String {
    id.0.iter().take(8).map(|byte| alloc::format!("{byte:02x}")).collect()
}

/// Jurisdictions and the corridors between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network<J, C, A> {
    places: Vec<Place<J, A>>,
    links: Vec<Link<J, C, A>>,
    max_labels: u32,
}

impl<J, C, A> Default for Network<J, C, A> {
    /// Nothing.
    fn default() -> Self {
        Self { places: Vec::new(), links: Vec::new(), max_labels: MAX_LABELS }
    }
}

/// A question made into a graph.
struct Compiled {
    graph: Graph,
    /// The corridor of each draft, and which way.
    ways: Vec<(usize, Direction)>,
    from: Node,
    to: Node,
    limits: Limits,
    required: Vec<Node>,
    preferred: Vec<Node>,
}

impl Compiled {
    fn quest(&self) -> Quest<'_> {
        Quest {
            from: self.from,
            to: self.to,
            limits: self.limits,
            required: &self.required,
            preferred: &self.preferred,
        }
    }
}

/// What a hop costs, in its parts.
struct Price {
    transfer_fee: Usd,
    evidence_cost: Usd,
    total: Usd,
    hours: u32,
    lead: u32,
}

impl<J, C, A> Network<J, C, A>
where
    J: Ord + Clone + fmt::Display,
    C: Ord + Clone + fmt::Display,
    A: Ord,
{
    /// Sorts them by name, so that answers do not depend on the order in which they come.
    pub fn new(
        mut places: Vec<Place<J, A>>,
        mut links: Vec<Link<J, C, A>>,
    ) -> Result<Self, NetworkFault<J, C>> {
        places.sort_by(|a, b| a.id.cmp(&b.id));
        links.sort_by(|a, b| a.id.cmp(&b.id));
        for (place, next) in places.iter().zip(places.iter().skip(1)) {
            if place.id == next.id {
                return Err(NetworkFault::DuplicatePlace(next.id.clone()));
            }
        }
        for (link, next) in links.iter().zip(links.iter().skip(1)) {
            if link.id == next.id {
                return Err(NetworkFault::DuplicateLink(next.id.clone()));
            }
        }
        let network = Self { places, links, max_labels: MAX_LABELS };
        for link in &network.links {
            for end in [&link.source, &link.target] {
                if network.place(end).is_none() {
                    return Err(NetworkFault::UnknownEnd(link.id.clone(), end.clone()));
                }
            }
        }
        Ok(network)
    }

    /// Sets how many labels one question may make.
    #[must_use]
    pub fn with_max_labels(mut self, max_labels: u32) -> Self {
        self.max_labels = max_labels;
        self
    }

    /// The jurisdictions, by name.
    pub fn places(&self) -> &[Place<J, A>] {
        &self.places
    }

    /// The corridors, by name.
    pub fn links(&self) -> &[Link<J, C, A>] {
        &self.links
    }

    fn node(&self, id: &J) -> Option<Node> {
        self.places.binary_search_by(|place| place.id.cmp(id)).ok().map(number)
    }

    /// A jurisdiction.
    pub fn place(&self, id: &J) -> Option<&Place<J, A>> {
        self.places.get(self.places.binary_search_by(|place| place.id.cmp(id)).ok()?)
    }

    /// A corridor.
    pub fn link(&self, id: &C) -> Option<&Link<J, C, A>> {
        self.links.get(self.links.binary_search_by(|link| link.id.cmp(id)).ok()?)
    }

    /// The best path.
    pub fn plan(&self, request: &PlanRequest<J>, held: &Holdings<A>, now: Moment) -> PlanReport<J, C> {
        self.answer(request, held, now, |search, compiled| {
            let found = search.best(&compiled.graph, &compiled.quest(), self.max_labels);
            (found.arcs.into_iter().collect(), found.is_truncated)
        })
    }

    /// The best `count` paths, at most [`MAX_ALTERNATIVES`], the best first. They may share corridors.
    pub fn alternatives(
        &self,
        request: &PlanRequest<J>,
        held: &Holdings<A>,
        now: Moment,
        count: u32,
    ) -> PlanReport<J, C> {
        self.answer(request, held, now, |search, compiled| {
            let count = count.min(MAX_ALTERNATIVES);
            search.alternatives(&compiled.graph, &compiled.quest(), count, self.max_labels)
        })
    }

    /// How far apart two places are, for an asset of no value, with nothing at hand. The value asked for does not count.
    /// [`NoPath::Truncated`] where a shorter one may have been missed.
    pub fn compliance_distance(
        &self,
        request: &PlanRequest<J>,
        now: Moment,
    ) -> Result<ComplianceDistance<J>, NoPath>
    where
        A: Clone,
    {
        let request = PlanRequest { value: Usd::ZERO, ..request.clone() };
        let report = self.plan(&request, &Holdings::default(), now);
        if report.is_truncated {
            return Err(NoPath::Truncated);
        }
        let path = report.paths.first().ok_or(report.refusal.unwrap_or(NoPath::NotConnected))?;
        Ok(ComplianceDistance {
            source: path.source.clone(),
            target: path.target.clone(),
            hop_count: number(path.hops.len()),
            total_cost: path.total_cost,
            total_hours: path.total_hours,
            attestation_count: number(super::gap::merge(self.requirements(path), |_| true).len()),
            path_id: path.path_id.clone(),
        })
    }

    /// Everything that a path asks for: hop by hop, for the transfer and then for entry.
    pub fn requirements<'a>(
        &'a self,
        path: &'a PathView<J, C>,
    ) -> impl Iterator<Item = &'a Requirement<A>> + 'a {
        path.hops.iter().flat_map(|hop| {
            let transfer = self.link(&hop.corridor).map(|link| &link.terms.transfer_requirements[..]);
            let entry = self.place(&hop.to).map(|place| &place.entry_requirements[..]);
            transfer.unwrap_or_default().iter().chain(entry.unwrap_or_default())
        })
    }

    /// A path along these corridors, as planning would show it. `None` where they do not lead on from each other, lead
    /// nowhere, or cannot be added up. Whether anything would carry the asset there is not asked.
    pub fn path(
        &self,
        from: &J,
        corridors: &[C],
        value: Usd,
        held: &Holdings<A>,
        now: Moment,
    ) -> Option<PathView<J, C>> {
        let mut here = from.clone();
        let mut ways = Vec::new();
        for id in corridors {
            let at = self.links.binary_search_by(|link| link.id.cmp(id)).ok()?;
            let link = self.links.get(at)?;
            let (direction, next) = if link.source == here {
                (Direction::Forward, &link.target)
            } else if link.target == here {
                (Direction::Backward, &link.source)
            } else {
                return None;
            };
            here = next.clone();
            ways.push((at, direction));
        }
        if ways.is_empty() {
            return None;
        }
        self.view(&ways, value, held, now)
    }

    fn answer(
        &self,
        request: &PlanRequest<J>,
        held: &Holdings<A>,
        now: Moment,
        search: impl FnOnce(&mut Search, &Compiled) -> (Vec<Vec<Arc>>, bool),
    ) -> PlanReport<J, C> {
        let refused = |refusal| PlanReport {
            paths: Vec::new(),
            refusal: Some(refusal),
            is_truncated: refusal == NoPath::Truncated,
            settled: 0,
        };
        let compiled = match self.compile(request, held, now) {
            Ok(compiled) => compiled,
            Err(refusal) => return refused(refusal),
        };
        let mut memory = Search::default();
        let (found, is_truncated) = search(&mut memory, &compiled);
        let settled = memory.settled();
        let paths: Vec<_> = found
            .iter()
            .filter_map(|arcs| {
                let way = |arc: &Arc| {
                    let draft = usize::try_from(compiled.graph.draft(*arc)?).ok()?;
                    compiled.ways.get(draft).copied()
                };
                let ways: Vec<_> = arcs.iter().filter_map(way).collect();
                self.view(&ways, request.value, held, now)
            })
            .collect();
        let refusal = if !paths.is_empty() {
            None
        } else if is_truncated {
            Some(NoPath::Truncated)
        } else {
            let open = Quest { limits: Limits::NONE, required: &[], preferred: &[], ..compiled.quest() };
            match memory.best(&compiled.graph, &open, self.max_labels).arcs {
                Some(_) => Some(NoPath::LimitsTooTight),
                None => Some(NoPath::NotConnected),
            }
        };
        PlanReport { paths, refusal, is_truncated, settled }
    }

    fn compile(&self, request: &PlanRequest<J>, held: &Holdings<A>, now: Moment) -> Result<Compiled, NoPath> {
        let from = self.node(&request.from).ok_or(NoPath::UnknownSource)?;
        let to = self.node(&request.to).ok_or(NoPath::UnknownTarget)?;
        if from == to {
            return Err(NoPath::SamePlace);
        }
        if request.excluded.contains(&request.from) || request.excluded.contains(&request.to) {
            return Err(NoPath::EndExcluded);
        }
        let mut excluded: Vec<Node> = request.excluded.iter().filter_map(|id| self.node(id)).collect();
        excluded.sort_unstable();
        let is_active = |id: &J| self.place(id).is_some_and(|place| place.is_active);
        if !is_active(&request.from) {
            return Err(NoPath::SourceNotActive);
        }
        if !is_active(&request.to) {
            return Err(NoPath::TargetNotActive);
        }
        let mut required = Vec::new();
        for id in &request.required {
            let node = self.node(id).filter(|node| is_active(id) && excluded.binary_search(node).is_err());
            required.push(node.ok_or(NoPath::RequiredNotPassable)?);
        }
        required.sort_unstable();
        required.dedup();
        if required.len() > MAX_REQUIRED {
            return Err(NoPath::TooManyRequired);
        }
        let mut preferred: Vec<Node> = request.preferred.iter().filter_map(|id| self.node(id)).collect();
        preferred.sort_unstable();
        preferred.dedup();

        let (mut drafts, mut ways) = (Vec::new(), Vec::new());
        for (at, link) in self.links.iter().enumerate() {
            let (Some(source), Some(target)) = (self.node(&link.source), self.node(&link.target)) else {
                continue;
            };
            let is_closed = |node: &Node| excluded.binary_search(node).is_ok();
            if source == target || is_closed(&source) || is_closed(&target) {
                continue;
            }
            for (direction, from, to) in
                [(Direction::Forward, source, target), (Direction::Backward, target, source)]
            {
                let Some(price) = self.admitted(link, direction, request, held, now) else { continue };
                let Ok(cost) = u64::try_from(price.total.0) else { continue };
                drafts.push(ArcDraft { from, to, cost, hours: price.hours, lead: price.lead });
                ways.push((at, direction));
            }
        }
        let limits = Limits {
            // A limit that does not fit is wider than what is counted.
            cost: request.max_cost.map_or(u64::MAX, |limit| u64::try_from(limit.0).unwrap_or(u64::MAX)),
            hours: request.max_hours.map_or(u64::MAX, u64::from),
            arrival: request.deadline.map_or(u64::MAX, |by| by.saturating_sub(now).wrapping_div(HOUR)),
            hops: request.max_hops.unwrap_or(u32::MAX),
        };
        if request.deadline.is_some_and(|by| by < now) {
            return Err(NoPath::LimitsTooTight);
        }
        // More jurisdictions or corridors than a graph can hold are more than any registry has.
        let graph = Graph::new(number(self.places.len()), &drafts).map_err(|_| NoPath::Truncated)?;
        Ok(Compiled { graph, ways, from, to, limits, required, preferred })
    }

    /// What a hop costs, where everything that is asked of a hop alone holds.
    fn admitted(
        &self,
        link: &Link<J, C, A>,
        direction: Direction,
        request: &PlanRequest<J>,
        held: &Holdings<A>,
        now: Moment,
    ) -> Option<Price> {
        let terms = &link.terms;
        let (from, to) = self.ends(link, direction)?;
        let is_open = link.is_active && from.is_active && to.is_active;
        let leads_there = direction == Direction::Forward || terms.is_bidirectional;
        let carries_value = terms.max_transfer_value.is_none_or(|limit| request.value <= limit);
        let class = request.asset_class.as_ref();
        let carries_class = class.is_none_or(|class| {
            let classes = &terms.supported_asset_classes;
            (classes.is_empty() || classes.contains(class)) && from.admits(class) && to.admits(class)
        });
        if !(is_open && leads_there && carries_value && carries_class) {
            return None;
        }
        let seen = to.domains(class) | terms.transfer_requirements.iter().fold(0, with_domain);
        if request.required_domains.bits() & !seen != 0 {
            return None;
        }
        let price = price(terms, to, request.value, held, now)?;
        let within = request.max_hop_cost.is_none_or(|limit| price.total <= limit)
            && request.max_hop_hours.is_none_or(|limit| price.hours <= limit)
            && price.hours <= MAX_ARC_HOURS;
        within.then_some(price)
    }

    fn ends(&self, link: &Link<J, C, A>, direction: Direction) -> Option<(&Place<J, A>, &Place<J, A>)> {
        let (source, target) = (self.place(&link.source)?, self.place(&link.target)?);
        Some(match direction {
            Direction::Forward => (source, target),
            Direction::Backward => (target, source),
        })
    }

    fn view(
        &self,
        ways: &[(usize, Direction)],
        value: Usd,
        held: &Holdings<A>,
        now: Moment,
    ) -> Option<PathView<J, C>> {
        let mut hops = Vec::new();
        let (mut total_cost, mut total_hours, mut lead_hours) = (Usd::ZERO, 0u64, 0u32);
        for (at, direction) in ways {
            let link = self.links.get(*at)?;
            let (from, to) = self.ends(link, *direction)?;
            let price = price(&link.terms, to, value, held, now)?;
            total_cost = total_cost.checked_add(price.total)?;
            total_hours = total_hours.saturating_add(price.hours.into());
            lead_hours = lead_hours.max(price.lead);
            hops.push(HopView {
                corridor: link.id.clone(),
                from: from.id.clone(),
                to: to.id.clone(),
                transfer_fee: price.transfer_fee,
                evidence_cost: price.evidence_cost,
                entry_fee: to.entry_fee,
                cost: price.total,
                hours: price.hours,
                lead_hours: price.lead,
            });
        }
        let (source, target) = (hops.first()?.from.clone(), hops.last()?.to.clone());
        let id = path_digest(&source, &target, hops.iter().map(|hop| &hop.corridor));
        let path_id = short_path_id(&id);
        Some(PathView { id, path_id, source, target, hops, total_cost, total_hours, lead_hours })
    }
}

impl<J, A> Place<J, A> {
    fn admits(&self, class: &AssetClass) -> bool {
        self.profiles.as_ref().is_none_or(|profiles| profiles.iter().any(|profile| profile.class == *class))
    }

    /// The domains it looks at on entry, as bits.
    fn domains(&self, class: Option<&AssetClass>) -> u32 {
        let profiles = self.profiles.as_deref().unwrap_or_default();
        let asked = profiles.iter().find(|profile| class == Some(&profile.class));
        let asked = asked.map_or(DomainSet::EMPTY, |profile| profile.domains).bits();
        self.entry_requirements.iter().fold(asked, with_domain)
    }
}

/// Advice is not looked at.
fn with_domain<A>(bits: u32, requirement: &Requirement<A>) -> u32 {
    let domain: Domain = requirement.domain;
    if requirement.is_mandatory {
        bits | DomainSet::EMPTY.with(domain).bits()
    } else {
        bits
    }
}

/// The one cost function, with its parts.
fn price<J, A: Ord>(
    terms: &CorridorTerms<A>,
    to: &Place<J, A>,
    value: Usd,
    held: &Holdings<A>,
    now: Moment,
) -> Option<Price> {
    let transfer_fee = terms.transfer_cost(value)?;
    let total = hop_cost(terms, to.entry_fee, value, |requirement| !held.lacks(requirement, now))?;
    let evidence_cost = Usd(total.0.checked_sub(transfer_fee.0)?.checked_sub(to.entry_fee.0)?);
    let asked = terms.transfer_requirements.iter().chain(&to.entry_requirements);
    let lead =
        asked.filter(|requirement| held.lacks(requirement, now)).map(|missing| missing.estimated_hours);
    Some(Price {
        transfer_fee,
        evidence_cost,
        total,
        hours: terms.total_hours(),
        lead: lead.max().unwrap_or_default(),
    })
}
