//! What an operator's dashboard shows of equivocations.

use polkadot_sdk::substrate_prometheus_endpoint::{register, Counter, Gauge, PrometheusError, Registry, U64};

/// Counters of the docket. Without a registry nothing is counted.
#[derive(Clone, Default)]
pub struct Metrics(Option<Registered>);

#[derive(Clone)]
struct Registered {
    found: Counter<U64>,
    submitted: Counter<U64>,
    settled: Counter<U64>,
    pending: Gauge<U64>,
}

impl Metrics {
    /// Registers the counters where there is a registry.
    pub fn register(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
        let Some(registry) = registry else { return Ok(Self::default()) };
        let counter = |name: &str, help: &str| register(Counter::new(name, help)?, registry);
        Ok(Self(Some(Registered {
            found: counter("msez_equivocations_found_total", "Equivocations this node has evidence of")?,
            submitted: counter("msez_equivocation_reports_total", "Reports submitted, repetitions included")?,
            settled: counter(
                "msez_equivocations_settled_total",
                "Equivocations that a finalized block knows",
            )?,
            pending: register(
                Gauge::new("msez_equivocations_pending", "Equivocations that no finalized block knows yet")?,
                registry,
            )?,
        })))
    }

    pub fn found(&self) {
        self.0.iter().for_each(|m| m.found.inc());
    }

    pub fn submitted(&self) {
        self.0.iter().for_each(|m| m.submitted.inc());
    }

    pub fn settled(&self) {
        self.0.iter().for_each(|m| m.settled.inc());
    }

    pub fn pending(&self, count: usize) {
        self.0.iter().for_each(|m| m.pending.set(u64::try_from(count).unwrap_or(u64::MAX)));
    }
}
