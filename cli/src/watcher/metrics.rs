//! How a watcher is doing, for Prometheus.

use std::net::SocketAddr;

use polkadot_sdk::substrate_prometheus_endpoint::{
    init_prometheus, register, Counter, CounterVec, Gauge, Opts, PrometheusError, Registry, U64,
};

/// What is counted. The registry is served at `/metrics`.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    /// Duties seen, by what became of them: `attested`, `missed`, `waiting`, `refused`.
    pub duties: CounterVec<U64>,
    /// Statements that were sent and are final.
    pub statements: Counter<U64>,
    /// Equivocations of others that were reported.
    pub reports: Counter<U64>,
    /// Attempts that failed, by what: `chain`, `source`, `protection`.
    pub failures: CounterVec<U64>,
    /// The last finalized block that was looked at.
    pub block: Gauge<U64>,
    /// 1 while the node answers.
    pub connected: Gauge<U64>,
    /// What stands behind the watcher's word, in the native token's smallest unit; saturates.
    pub backing: Gauge<U64>,
    /// Score of the reputation, in hundredths, 0 to 10,000.
    pub reputation: Gauge<U64>,
    /// Claims that are open against the watcher.
    pub claims: Gauge<U64>,
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Result<Self, PrometheusError> {
        let registry = Registry::new_custom(Some("msez_watcher".into()), None)?;
        let gauge = |name: &str, help: &str| register(Gauge::new(name, help)?, &registry);
        let counter = |name: &str, help: &str| register(Counter::new(name, help)?, &registry);
        let by = |name: &str, help: &str, label: &str| {
            register(CounterVec::new(Opts::new(name, help), &[label])?, &registry)
        };
        Ok(Self {
            duties: by("duties_total", "Duties, by what became of them", "outcome")?,
            statements: counter("statements_total", "Statements that are final")?,
            reports: counter("reports_total", "Equivocations of others that were reported")?,
            failures: by("failures_total", "Attempts that failed, by what", "part")?,
            block: gauge("finalized_block", "The last finalized block that was looked at")?,
            connected: gauge("connected", "1 while the node answers")?,
            backing: gauge("backing", "What stands behind the word, in the smallest unit")?,
            reputation: gauge("reputation", "Score in hundredths, 0 to 10,000")?,
            claims: gauge("claims", "Claims that are open against the watcher")?,
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
        metrics.duties.with_label_values(&["attested"]).inc();
        metrics.failures.with_label_values(&["chain"]).inc();
        let names: Vec<_> =
            metrics.registry.gather().iter().map(|family| family.get_name().to_owned()).collect();
        assert_eq!(names.len(), 9);
        assert!(names.iter().all(|name| name.starts_with("msez_watcher_")), "{names:?}");
    }
}
