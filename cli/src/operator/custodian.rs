//! Who holds the goods that an operator carries.

use std::{future::Future, path::PathBuf, str::FromStr};

use polkadot_sdk::sp_core::ed25519;

use crate::operator::{
    dry_run::DryRun,
    http::Http,
    order::{Held, Request, Settled, MAX_REFERENCE},
};

/// Why a custodian has not done what he was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// He will not do it.
    #[error("the custodian refuses: {0}")]
    Refused(String),
    /// He may do it, or may have done it: to be asked again, with the same request.
    #[error("{0}")]
    NotYet(String),
    /// He says that he was asked something else under this id, or answers what he cannot mean. Somebody must look.
    #[error("the custodian contradicts himself, or us: {0}")]
    Contradicts(String),
}

/// Who holds the goods. Every request can be made as often as wanted: it is carried out once, and answered with one and
/// the same answer each time.
pub trait Custodian {
    /// Holds the goods.
    fn prepare(&self, request: &Request) -> impl Future<Output = Result<Held, Refusal>>;
    /// Delivers them.
    fn commit(&self, request: &Request) -> impl Future<Output = Result<Settled, Refusal>>;
    /// Gives them back. Also what he was never asked to hold: then there is nothing to do, and nothing to refuse.
    fn release(&self, request: &Request) -> impl Future<Output = Result<(), Refusal>>;
}

/// Which custodian, as the command line names him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adapter {
    /// Nobody: requests are written to a file and answered with what follows from them.
    DryRun(PathBuf),
    /// A service, at this address.
    Http(String),
}

impl FromStr for Adapter {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("dry-run", path)) if !path.is_empty() => Ok(Self::DryRun(path.into())),
            Some(("http" | "https", _)) => Http::parse(text).map(|_| Self::Http(text.to_owned())),
            _ => Err("expected dry-run:FILE, https://HOST/PATH, or http:// on this machine".into()),
        }
    }
}

/// Any of them.
pub enum Any {
    /// Nobody.
    DryRun(DryRun),
    /// A service.
    Http(Box<Http>),
}

impl Adapter {
    /// Makes ready to ask. The key signs requests.
    pub fn open(&self, key: &ed25519::Pair) -> anyhow::Result<Any> {
        Ok(match self {
            Self::DryRun(path) => Any::DryRun(DryRun::open(path)?),
            Self::Http(address) => Any::Http(Box::new(Http::new(address, *key)?)),
        })
    }
}

impl Custodian for Any {
    async fn prepare(&self, request: &Request) -> Result<Held, Refusal> {
        let held = match self {
            Self::DryRun(custodian) => custodian.prepare(request).await?,
            Self::Http(custodian) => custodian.prepare(request).await?,
        };
        named(&held.lock)?;
        Ok(held)
    }

    async fn commit(&self, request: &Request) -> Result<Settled, Refusal> {
        let settled = match self {
            Self::DryRun(custodian) => custodian.commit(request).await?,
            Self::Http(custodian) => custodian.commit(request).await?,
        };
        named(&settled.settlement)?;
        Ok(settled)
    }

    async fn release(&self, request: &Request) -> Result<(), Refusal> {
        match self {
            Self::DryRun(custodian) => custodian.release(request).await,
            Self::Http(custodian) => custodian.release(request).await,
        }
    }
}

fn named(reference: &str) -> Result<(), Refusal> {
    match (1..=MAX_REFERENCE).contains(&reference.len()) {
        true => Ok(()),
        false => Err(Refusal::Contradicts(format!("a reference has 1 to {MAX_REFERENCE} bytes"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adapters_are_read_as_they_are_written_in_the_manual() {
        assert_eq!("dry-run:/tmp/x".parse(), Ok(Adapter::DryRun("/tmp/x".into())));
        let service = |text: &str| text.parse::<Adapter>();
        assert_eq!(service("https://h.example/v1"), Ok(Adapter::Http("https://h.example/v1".into())));
        for good in ["http://127.0.0.1:80", "http://localhost:8080/x", "http://[::1]:9/x"] {
            assert!(service(good).is_ok(), "{good}");
        }
        // In the clear only on this machine.
        for bad in ["", "dry-run", "dry-run:", "http://h.example/v1", "ftp://h", "https://", "https://h/?q=1"]
        {
            assert!(service(bad).is_err(), "{bad:?}");
        }
    }
}
