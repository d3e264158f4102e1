//! What a watcher's own machine does.

mod daemon;
mod metrics;
mod protection;
mod source;
mod statement;

pub use daemon::{Daemon, Duty, Node, Seen, Standing};
pub use metrics::Metrics;
pub use protection::{Place, Protection};
pub use source::{Search, Sight, Source};
pub use statement::Signed;
