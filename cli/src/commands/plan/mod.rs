//! `msez plan`, `alternatives` and `gap`: which corridors to take, from a node's registry or from a file.

mod graph_file;
mod money;
mod picture;
mod show;

use std::{
    collections::BTreeSet,
    fmt::Display,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use msez_core::{AssetClass, CorridorId, Domain, JurisdictionId, Moment, Usd};
use msez_manifold::{
    plan::{GapReport, Holdings, NoPath, PathView, PlanReport, PlanRequest, MAX_ALTERNATIVES},
    AttestationType,
};
use msez_runtime_api::{AccountId, CorridorView, JurisdictionView};
use subxt::rpcs::rpc_params;

use self::{graph_file::FileNetwork, picture::Picture};
use crate::{
    chain::Chain,
    commands::{jurisdiction::all, read_usd, tensor::Asked, Global},
    failure::{Failure, Outcome},
    output::{read_moment, Output},
};

/// Labels that a question to a file may make; some 90 MB.
const MAX_FILE_LABELS: u32 = 1_000_000;

/// A question about paths.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// Where the asset is, such as uae-difc.
    #[arg(long)]
    from: String,
    /// Where it is to go.
    #[arg(long)]
    to: String,
    /// Its value in dollars.
    #[arg(long, default_value = "0", value_parser = read_usd)]
    value: Usd,
    /// Its class; without one every corridor is of interest.
    #[arg(long)]
    asset_class: Option<AssetClass>,
    /// The most that the whole path may cost, in dollars. 0 is a limit, here and below.
    #[arg(long, value_parser = read_usd)]
    max_cost: Option<Usd>,
    /// The most that a hop may cost, in dollars.
    #[arg(long, value_parser = read_usd)]
    max_hop_cost: Option<Usd>,
    /// The most hours under way.
    #[arg(long)]
    max_hours: Option<u32>,
    /// The most hours of a hop.
    #[arg(long)]
    max_hop_hours: Option<u32>,
    /// The most hops. A node plans 16 at most, as many as a move can have; a file has no limit.
    #[arg(long)]
    max_hops: Option<u32>,
    /// Arrived by then, with missing evidence ordered now: milliseconds, or UTC such as 2027-01-31T00:00:00Z.
    #[arg(long, value_parser = read_moment)]
    deadline: Option<Moment>,
    /// Jurisdictions that must not be passed.
    #[arg(long, value_delimiter = ',')]
    exclude: Vec<String>,
    /// Jurisdictions that must be passed.
    #[arg(long, value_delimiter = ',')]
    require: Vec<String>,
    /// Jurisdictions that decide between paths of equal cost.
    #[arg(long, value_delimiter = ',')]
    prefer: Vec<String>,
    /// Domains that every hop must look at, such as kyc,aml.
    #[arg(long, value_delimiter = ',')]
    domains: Vec<Domain>,
    /// Evidence at hand: kinds that are taken for granted, such as source_of_funds, or `@FILE` with attestations.
    #[arg(long, value_delimiter = ',')]
    held: Vec<String>,
    /// Ask this file instead of a node: JSON with `jurisdictions` and `corridors`.
    #[arg(long, value_name = "FILE")]
    graph: Option<PathBuf>,
    /// The moment that counts as now, for `--graph`.
    #[arg(long, value_parser = read_moment, requires = "graph")]
    now: Option<Moment>,
    #[command(flatten)]
    asked: Asked,
}

/// Pictures of the answer.
#[derive(Debug, clap::Args)]
pub struct Drawn {
    /// Write a picture for Graphviz.
    #[arg(long, value_name = "FILE")]
    dot: Option<PathBuf>,
    /// Write a picture as SVG.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// The best path.
#[derive(Debug, clap::Args)]
pub struct Plan {
    #[command(flatten)]
    ask: Ask,
    #[command(flatten)]
    drawn: Drawn,
}

/// The best paths, the best first; they may share corridors.
#[derive(Debug, clap::Args)]
pub struct Alternatives {
    #[command(flatten)]
    ask: Ask,
    /// How many, 1 to 10.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_ALTERNATIVES)))]
    count: u32,
    #[command(flatten)]
    drawn: Drawn,
}

/// What is missing for a path.
#[derive(Debug, clap::Args)]
pub struct GapOf {
    #[command(flatten)]
    ask: Ask,
    /// The corridors of the path in their order; without them the best path.
    #[arg(long, value_delimiter = ',')]
    path: Vec<String>,
}

/// Where an answer comes from.
enum Source {
    File(Box<FileNetwork>, Moment),
    Node(Box<Chain>, msez_core::Digest),
}

impl Source {
    async fn open(global: &Global, ask: &Ask) -> Outcome<Self> {
        match &ask.graph {
            Some(path) => {
                let network = graph_file::read_network(path)?.with_max_labels(MAX_FILE_LABELS);
                let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                let now = u64::try_from(clock.as_millis()).unwrap_or(u64::MAX);
                Ok(Self::File(Box::new(network), ask.now.unwrap_or(now)))
            }
            None => {
                let chain = global.chain().await?;
                let at = chain.hash(ask.asked.block).await?;
                Ok(Self::Node(Box::new(chain), at))
            }
        }
    }

    async fn paths(&self, ask: &Ask, count: u32) -> Outcome<PlanReport<String, String>> {
        match self {
            Self::File(network, now) => {
                let request = ask.request(|name| Ok(name.to_owned()))?;
                let held = ask.holdings(|name| Ok(name.to_owned()))?;
                Ok(match count {
                    1 => network.plan(&request, &held, *now),
                    _ => network.alternatives(&request, &held, *now, count),
                })
            }
            Self::Node(chain, at) => {
                let (request, held) = (ask.request(place)?, ask.holdings(account)?);
                let report: msez_runtime_api::PlanReport = match count {
                    1 => chain.ask("msez_plan", rpc_params![request, held, at]).await?,
                    _ => chain.ask("msez_alternatives", rpc_params![request, held, count, at]).await?,
                };
                Ok(named(report))
            }
        }
    }

    async fn gap(
        &self,
        ask: &Ask,
        corridors: &[String],
    ) -> Outcome<Option<(PathView<String, String>, GapReport<String>)>> {
        match self {
            Self::File(network, now) => {
                let held = ask.holdings(|name| Ok(name.to_owned()))?;
                let path = network.path(&ask.from, corridors, ask.value, &held, *now);
                let path = path.filter(|path| path.target == ask.to);
                Ok(path.map(|path| (path.clone(), network.gap(&path, &held, None, *now))))
            }
            Self::Node(chain, at) => {
                let held = ask.holdings(account)?;
                let ids: Vec<CorridorId> = corridors.iter().map(|id| parsed(id)).collect::<Outcome<_>>()?;
                let (from, to) = (place(&ask.from)?, place(&ask.to)?);
                let params = rpc_params![from, &ids, ask.value, &held, at];
                let report: Option<msez_runtime_api::GapReport> = chain.ask("msez_gap", params).await?;
                let Some(report) = report else { return Ok(None) };
                // The path itself, for its hops and times.
                let path = self.walked(ask, &ids).await?.filter(|path| path.target == to.to_string());
                Ok(path.map(|path| (path, text_report(report))))
            }
        }
    }

    /// A path along corridors, over what a node tells of them.
    async fn walked(&self, ask: &Ask, corridors: &[CorridorId]) -> Outcome<Option<PathView<String, String>>> {
        let Self::Node(chain, at) = self else { return Ok(None) };
        let (mut places, mut links) = (Vec::new(), Vec::new());
        for id in &corridors.iter().collect::<BTreeSet<_>>() {
            let corridor: CorridorView = chain.ask("msez_corridor", rpc_params![id, at]).await?;
            for end in [corridor.source, corridor.target] {
                if !places.iter().any(|view: &JurisdictionView| view.id == end) {
                    places.push(chain.ask("msez_jurisdiction", rpc_params![end, at]).await?);
                }
            }
            links.push(msez_manifold::plan::Link {
                id: corridor.id,
                source: corridor.source,
                target: corridor.target,
                is_active: corridor.is_active,
                terms: corridor.terms,
            });
        }
        let places = places.into_iter().map(Into::into).collect();
        let network = msez_manifold::plan::Network::new(places, links)
            .map_err(|fault| Failure::Version(fault.to_string()))?;
        let now = chain.now().await?;
        let held = ask.holdings(account)?;
        let path = network.path(&place(&ask.from)?, corridors, ask.value, &held, now);
        Ok(path.map(named_path))
    }

    async fn draw(&self, drawn: &Drawn, ask: &Ask, report: &PlanReport<String, String>) -> Outcome {
        if drawn.dot.is_none() && drawn.svg.is_none() {
            return Ok(());
        }
        let mut picture = Picture { ends: (ask.from.clone(), ask.to.clone()), ..Picture::default() };
        match self {
            Self::File(network, _) => {
                picture.places = network.places().iter().map(|place| place.id.clone()).collect();
                let corridor = |link: &msez_manifold::plan::Link<String, String, String>| {
                    (link.id.clone(), link.source.clone(), link.target.clone(), link.terms.is_bidirectional)
                };
                picture.corridors = network.links().iter().map(corridor).collect();
            }
            Self::Node(chain, at) => {
                let places: Vec<JurisdictionView> =
                    all(chain, "msez_jurisdictions", |page| rpc_params![page, at]).await?;
                picture.places = places.iter().map(|place| place.id.to_string()).collect();
                let corridors: Vec<CorridorView> =
                    all(chain, "msez_corridors", |page| rpc_params![page, at]).await?;
                let corridor = |view: &CorridorView| {
                    let ends = (view.source.to_string(), view.target.to_string());
                    (view.id.to_string(), ends.0, ends.1, view.terms.is_bidirectional)
                };
                picture.corridors = corridors.iter().map(corridor).collect();
            }
        }
        picture.places.sort();
        let corridors =
            |path: &PathView<String, String>| path.hops.iter().map(|hop| hop.corridor.clone()).collect();
        picture.paths = report.paths.iter().map(corridors).collect();
        let write = |path: &Path, text: String| {
            std::fs::write(path, text).map_err(|e| Failure::File(format!("{}: {e}", path.display())))
        };
        if let Some(path) = &drawn.dot {
            write(path, picture.dot())?;
        }
        if let Some(path) = &drawn.svg {
            write(path, picture.svg())?;
        }
        Ok(())
    }
}

impl Ask {
    fn request<J>(&self, name: impl Fn(&str) -> Outcome<J>) -> Outcome<PlanRequest<J>> {
        let names = |list: &[String]| list.iter().map(|text| name(text)).collect::<Outcome<Vec<J>>>();
        Ok(PlanRequest {
            from: name(&self.from)?,
            to: name(&self.to)?,
            asset_class: self.asset_class,
            value: self.value,
            max_cost: self.max_cost,
            max_hop_cost: self.max_hop_cost,
            max_hours: self.max_hours,
            max_hop_hours: self.max_hop_hours,
            deadline: self.deadline,
            max_hops: self.max_hops,
            required: names(&self.require)?,
            excluded: names(&self.exclude)?,
            preferred: names(&self.prefer)?,
            required_domains: self.domains.iter().copied().collect(),
        })
    }

    fn holdings<A>(&self, issuer: impl Fn(&str) -> Result<A, String>) -> Outcome<Holdings<A>> {
        let mut held = Holdings::default();
        for text in &self.held {
            match text.strip_prefix('@') {
                Some(path) => held.evidence.extend(graph_file::read_evidence(Path::new(path), &issuer)?),
                None => held.assumed.push(text.parse::<AttestationType>().map_err(|_| {
                    let known: Vec<&str> = AttestationType::ALL.iter().map(|kind| kind.as_str()).collect();
                    Failure::Usage(format!("--held {text}: expected @FILE or one of {}", known.join(", ")))
                })?),
            }
        }
        Ok(held)
    }
}

fn parsed<T: std::str::FromStr<Err: Display>>(text: &str) -> Outcome<T> {
    text.parse().map_err(|e| Failure::Usage(format!("{text}: {e}")))
}

fn place(text: &str) -> Outcome<JurisdictionId> {
    parsed(text)
}

fn account(text: &str) -> Result<AccountId, String> {
    text.parse().map_err(|e| format!("issuer {text}: {e}"))
}

fn named(report: msez_runtime_api::PlanReport) -> PlanReport<String, String> {
    PlanReport {
        paths: report.paths.into_iter().map(named_path).collect(),
        refusal: report.refusal,
        is_truncated: report.is_truncated,
        settled: report.settled,
    }
}

fn named_path(path: msez_runtime_api::PathView) -> PathView<String, String> {
    PathView {
        id: path.id,
        path_id: path.path_id,
        source: path.source.to_string(),
        target: path.target.to_string(),
        hops: path
            .hops
            .into_iter()
            .map(|hop| msez_manifold::plan::HopView {
                corridor: hop.corridor.to_string(),
                from: hop.from.to_string(),
                to: hop.to.to_string(),
                transfer_fee: hop.transfer_fee,
                evidence_cost: hop.evidence_cost,
                entry_fee: hop.entry_fee,
                cost: hop.cost,
                hours: hop.hours,
                lead_hours: hop.lead_hours,
            })
            .collect(),
        total_cost: path.total_cost,
        total_hours: path.total_hours,
        lead_hours: path.lead_hours,
    }
}

/// Accounts as text.
fn text_report(report: msez_runtime_api::GapReport) -> GapReport<String> {
    use msez_manifold::{
        plan::{Gap, IssuerOption},
        Requirement,
    };
    let gap = |gap: Gap<AccountId>| {
        let asked = gap.requirement;
        let approved = asked.approved_issuers.iter().map(ToString::to_string);
        let option = |option: IssuerOption<AccountId>| IssuerOption {
            issuer: option.issuer.to_string(),
            jurisdiction: option.jurisdiction,
            tier: option.tier,
        };
        Gap {
            requirement: Requirement {
                approved_issuers: approved.collect(),
                attestation_type: asked.attestation_type,
                domain: asked.domain,
                issuer_jurisdiction: asked.issuer_jurisdiction,
                min_issuer_tier: asked.min_issuer_tier,
                max_age_days: asked.max_age_days,
                must_be_current: asked.must_be_current,
                estimated_cost: asked.estimated_cost,
                estimated_hours: asked.estimated_hours,
                is_mandatory: asked.is_mandatory,
                can_be_waived: asked.can_be_waived,
            },
            status: gap.status,
            nearest: gap.nearest,
            unmet: gap.unmet,
            cost: gap.cost,
            hours: gap.hours,
            issuers: gap.issuers.into_iter().map(option).collect(),
            issuer_count: gap.issuer_count,
        }
    };
    GapReport {
        is_satisfied: report.is_satisfied,
        required_count: report.required_count,
        available_count: report.available_count,
        gaps: report.gaps.into_iter().map(gap).collect(),
        advice: report.advice.into_iter().map(gap).collect(),
        resolution_cost: report.resolution_cost,
        resolution_hours: report.resolution_hours,
        ready_at: report.ready_at,
        earliest_completion: report.earliest_completion,
        is_unobtainable: report.is_unobtainable,
    }
}

/// No path is an answer too, and not the one that was hoped for.
fn verdict(report: &PlanReport<String, String>) -> Outcome {
    match report.refusal {
        Some(refusal) => Err(Failure::Answered(format!("no path: {refusal}"))),
        None => Ok(()),
    }
}

/// The best path.
pub async fn plan(global: &Global, command: Plan) -> Outcome {
    let source = Source::open(global, &command.ask).await?;
    let report = source.paths(&command.ask, 1).await?;
    source.draw(&command.drawn, &command.ask, &report).await?;
    global.output().result(&show::plan_json(&report), |_| show::plan_text(&report));
    verdict(&report)
}

/// The best paths.
pub async fn alternatives(global: &Global, command: Alternatives) -> Outcome {
    let source = Source::open(global, &command.ask).await?;
    let report = source.paths(&command.ask, command.count).await?;
    source.draw(&command.drawn, &command.ask, &report).await?;
    global.output().result(&show::alternatives_json(&report), |_| show::plan_text(&report));
    verdict(&report)
}

/// What is missing for a path.
pub async fn gap(global: &Global, command: GapOf) -> Outcome {
    let output: Output = global.output();
    let source = Source::open(global, &command.ask).await?;
    let (corridors, is_truncated) = if command.path.is_empty() {
        let report = source.paths(&command.ask, 1).await?;
        match report.paths.first() {
            Some(path) => (path.hops.iter().map(|hop| hop.corridor.clone()).collect(), report.is_truncated),
            None => {
                output.result(&show::plan_json(&report), |_| show::plan_text(&report));
                return verdict(&report);
            }
        }
    } else {
        (command.path.clone(), false)
    };
    match source.gap(&command.ask, &corridors).await? {
        Some((path, report)) => {
            output.result(&show::gap_report_json(&path, &report, is_truncated), |_| {
                show::gap_text(&path, &report, is_truncated)
            });
            match report.is_satisfied {
                true => Ok(()),
                false => Err(Failure::Answered(format!("{} are missing", report.gaps.len()))),
            }
        }
        None => {
            let refusal = Some(NoPath::NotConnected);
            let report =
                PlanReport::<String, String> { paths: vec![], refusal, is_truncated: false, settled: 0 };
            output.result(&show::plan_json(&report), |_| {
                format!("the corridors do not lead from {} to {}", command.ask.from, command.ask.to)
            });
            verdict(&report)
        }
    }
}
