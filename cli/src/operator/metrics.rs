//! How an operator is doing, for Prometheus.

use std::net::SocketAddr;

use polkadot_sdk::substrate_prometheus_endpoint::{
    init_prometheus, register, Counter, CounterVec, Gauge, Opts, PrometheusError, Registry, U64,
};

/// What is counted. The registry is served at `/metrics`.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    /// Hops, by what was done for them: `prepared`, `committed`, `released`, `refused`.
    pub hops: CounterVec<U64>,
    /// Requests to the custodian, by action and by what he said: `done`, `refused`, `later`, `contradicts`.
    pub requests: CounterVec<U64>,
    /// Attempts that failed, by what: `chain`, `custodian`, `journal`.
    pub failures: CounterVec<U64>,
    /// Hops that ask for something now.
    pub open: Gauge<U64>,
    /// Hops that were decided to be committed, are the operator's, and are past their time.
    pub late: Counter<U64>,
    /// The last finalized block that was looked at.
    pub block: Gauge<U64>,
    /// 1 while the node answers.
    pub connected: Gauge<U64>,
    /// What stands behind the operator, in the native token's smallest unit; saturates.
    pub backing: Gauge<U64>,
    /// What he carries now, in micro-dollars; saturates.
    pub exposure: Gauge<U64>,
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Result<Self, PrometheusError> {
        let registry = Registry::new_custom(Some("msez_operator".into()), None)?;
        let gauge = |name: &str, help: &str| register(Gauge::new(name, help)?, &registry);
        let counter = |name: &str, help: &str| register(Counter::new(name, help)?, &registry);
        let by = |name: &str, help: &str, labels: &[&str]| {
            register(CounterVec::new(Opts::new(name, help), labels)?, &registry)
        };
        Ok(Self {
            hops: by("hops_total", "Hops, by what was done for them", &["outcome"])?,
            requests: by("requests_total", "Requests to the custodian", &["action", "answer"])?,
            failures: by("failures_total", "Attempts that failed, by what", &["part"])?,
            open: gauge("open_hops", "Hops that ask for something now")?,
            late: counter("late_total", "Commits that were made too late, or are late")?,
            block: gauge("finalized_block", "The last finalized block that was looked at")?,
            connected: gauge("connected", "1 while the node answers")?,
            backing: gauge("backing", "What stands behind the operator, in the smallest unit")?,
            exposure: gauge("exposure_usd_micros", "What he carries now, in micro-dollars")?,
            registry,
        })
    }

    /// Serves them until the process ends.
    pub async fn serve(self, address: SocketAddr) -> anyhow::Result<()> {
        Ok(init_prometheus(address, self.registry).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_has_its_own_name() {
        let metrics = Metrics::new().unwrap();
        metrics.hops.with_label_values(&["prepared"]).inc();
        metrics.requests.with_label_values(&["prepare", "done"]).inc();
        metrics.failures.with_label_values(&["chain"]).inc();
        let names: Vec<_> =
            metrics.registry.gather().iter().map(|family| family.get_name().to_owned()).collect();
        assert_eq!(names.len(), 9);
        assert!(names.iter().all(|name| name.starts_with("msez_operator_")), "{names:?}");
    }
}
