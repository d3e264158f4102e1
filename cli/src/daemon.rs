//! What the daemons have in common: they look at the chain again and again, until they are told to stop.

use std::{future::Future, time::Duration};

use crate::{
    failure::{Failure, Outcome},
    log::Log,
};

/// The shortest and the longest wait after a failure.
pub const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Something that looks at the chain.
pub trait Daemon {
    /// One look, and what follows from it. It may be cut off anywhere: that is what journals are for.
    fn step(&mut self) -> impl Future<Output = Outcome>;
    /// Connects to the chain anew: a connection that was lost stays lost.
    fn renew(&mut self) -> impl Future<Output = Outcome>;
    /// Counts a failure, or that the last one is over, with whether the node answers.
    fn health(&self, is_connected: bool, has_failed: bool);
    /// Where it tells.
    fn log(&self) -> Log;
}

/// How long to wait for the next look.
struct Pace {
    every: Duration,
    pause: Duration,
}

impl Pace {
    fn after(&mut self, is_well: bool) -> Duration {
        if is_well {
            self.pause = BACKOFF.0;
            return self.every;
        }
        let pause = self.pause;
        self.pause = pause.saturating_mul(2).min(BACKOFF.1);
        pause
    }
}

/// Has a daemon look, until it is told to stop; after a failure it waits, longer each time.
pub async fn drive(daemon: &mut impl Daemon, every: Duration, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut pace = Pace { every, pause: BACKOFF.0 };
    loop {
        let look = async {
            let outcome = daemon.step().await;
            let is_connected = !matches!(outcome, Err(Failure::Connection(_)));
            daemon.health(is_connected, outcome.is_err());
            if let Err(failure) = &outcome {
                daemon.log().failed("could not go on", failure);
            }
            if !is_connected {
                if let Err(failure) = daemon.renew().await {
                    daemon.log().failed("could not connect again", &failure);
                }
            }
            pace.after(outcome.is_ok())
        };
        let next = async { tokio::time::sleep(look.await).await };
        tokio::select! {
            () = &mut stop => return,
            () = next => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    /// Its connection is lost until it is renewed, which does not succeed at once.
    #[derive(Default)]
    struct Node {
        is_connected: bool,
        renewed: u32,
        fails: u32,
        health: RefCell<Vec<(bool, bool)>>,
    }

    impl Daemon for Node {
        async fn step(&mut self) -> Outcome {
            match self.is_connected {
                true => Ok(()),
                false => Err(Failure::Connection("lost".into())),
            }
        }
        async fn renew(&mut self) -> Outcome {
            self.renewed += 1;
            if self.renewed <= self.fails {
                return Err(Failure::Connection("nobody there".into()));
            }
            self.is_connected = true;
            Ok(())
        }
        fn health(&self, is_connected: bool, has_failed: bool) {
            self.health.borrow_mut().push((is_connected, has_failed));
        }
        fn log(&self) -> Log {
            Log { json: true }
        }
    }

    #[tokio::test]
    async fn a_lost_connection_is_made_anew() {
        let mut node = Node::default();
        let stop = BACKOFF.0 + Duration::from_millis(300);
        drive(&mut node, Duration::from_secs(60), tokio::time::sleep(stop)).await;
        assert_eq!(node.health.into_inner(), [(false, true), (true, false)]);
        assert_eq!(node.renewed, 1, "what is there is not renewed");

        let mut node = Node { fails: 9, ..Node::default() };
        drive(&mut node, Duration::from_secs(60), tokio::time::sleep(stop)).await;
        assert_eq!(node.health.into_inner(), [(false, true), (false, true)]);
        assert_eq!(node.renewed, 2, "it is tried again each time");
    }

    #[test]
    fn waits_grow_to_a_minute_and_begin_again() {
        let every = Duration::from_secs(3);
        let mut pace = Pace { every, pause: BACKOFF.0 };
        let waits: Vec<_> = (0..8).map(|_| pace.after(false).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(pace.after(true), every);
        assert_eq!(pace.after(false), BACKOFF.0);
    }
}
