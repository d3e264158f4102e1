//! What a dispute over a statement asks of those who keep the statements.

use msez_core::Digest;
use polkadot_sdk::{frame_support::weights::Weight, sp_runtime::DispatchError};

use crate::{Balance, Slash};

/// The watchers, as adjudication sees them. A statement is named by its id.
pub trait Jury<AccountId> {
    /// Who made the statement, while it can still be held against him.
    fn author(statement: &Digest) -> Option<AccountId>;

    /// Who decides alone, where the subject of the statement names somebody.
    fn arbiter(statement: &Digest) -> Option<AccountId>;

    /// What the juror's voice weighs on this statement, in the native token behind it; zero for whoever is not active, is
    /// banned, made any statement on the same coordinate, or shares a controller with its author.
    fn weight(juror: &AccountId, statement: &Digest) -> Balance;

    /// The sum of all weights on this statement.
    fn total_weight(statement: &Digest) -> Balance;

    /// A claim was filed or ended: while any is open, what stands behind the author's word stays where it is.
    fn set_open_claims(author: &AccountId, open: u32);

    /// The claim was upheld: the author attested falsely. The claimant is paid as the reporter.
    fn convict(statement: &Digest, claimant: &AccountId) -> Result<Slash, DispatchError>;

    /// What a conviction costs at most beyond looking at the statement: slashes, where they are not deferred.
    fn convict_weight() -> Weight {
        Weight::zero()
    }

    /// The claim failed: the statement stands.
    fn acquit(statement: &Digest);

    /// A juror who committed to a vote and did not reveal it, or voted against the outcome (`agreed` false), or with it.
    fn voted(juror: &AccountId, agreed: bool);

    /// Makes an active watcher of the account, with the smallest bond.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_watcher(who: &AccountId);

    /// Makes a statement of an active watcher, and gives its id.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_statement(author: &AccountId) -> Digest;
}
