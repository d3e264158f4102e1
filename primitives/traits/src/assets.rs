//! What assets need of the tensor, and what others may ask of assets.

use alloc::vec::Vec;

use msez_asset::{ComplianceFault, Family, TransferRefusal};
use msez_core::{AssetClass, Digest, JurisdictionId, SubjectId};
use polkadot_sdk::{
    frame_support::weights::Weight,
    sp_runtime::{DispatchError, DispatchResult},
};

/// Whether subjects may act.
pub trait Compliance {
    /// Every reason why the subject does not pass in the jurisdiction now, by the profile of its class. None: it passes.
    fn faults(subject: &SubjectId, jurisdiction: &JurisdictionId) -> Vec<ComplianceFault>;

    /// Makes the subject pass there, as far as the profile of its class asks for anything.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_pass(subject: &SubjectId, jurisdiction: &JurisdictionId);
}

/// The subjects of the tensor.
pub trait Subjects<AccountId> {
    /// The class of a subject; `None` where it has no place in the tensor.
    fn class_of(subject: &SubjectId) -> Option<AssetClass>;

    /// Gives an asset its place, on the registrant's deposit.
    fn register_asset(
        id: SubjectId,
        class: AssetClass,
        registrant: &AccountId,
        document_len: u32,
    ) -> DispatchResult;

    /// The most that registering a subject adds: the call's part and the flush's.
    fn registration_weight() -> Weight;

    /// Gives a party its place.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_party(party: &SubjectId);
}

/// For what moves assets: holding one, sending it on its way, bringing it to an end. Each names itself by an id, and only
/// who took hold of an asset decides over it.
pub trait AssetLock {
    /// Takes hold of an active asset.
    fn lock(asset: &SubjectId, by: Digest) -> DispatchResult;

    /// Lets it go again.
    fn unlock(asset: &SubjectId, by: Digest) -> DispatchResult;

    /// Sends it on its way; a halt that waits stops it.
    fn depart(asset: &SubjectId, by: Digest) -> DispatchResult;

    /// Has brought it to another jurisdiction, which is its home from now on.
    fn arrive(asset: &SubjectId, by: Digest, home: JurisdictionId) -> DispatchResult;

    /// As [`arrive`](Self::arrive), of what was decided for good: whatever has become of its compliance meanwhile, it is
    /// there. It can do nothing there until it passes.
    fn settle(asset: &SubjectId, by: Digest, home: JurisdictionId) -> DispatchResult {
        Self::arrive(asset, by, home)
    }

    /// Has brought it back.
    fn turn_back(asset: &SubjectId, by: Digest) -> DispatchResult;

    /// The jurisdiction that an asset is bound to.
    fn home(asset: &SubjectId) -> Option<JurisdictionId>;
}

/// For what runs programs: an instance acts for an asset only if the asset named it.
pub trait AssetPrograms {
    /// Whether the asset named this instance, for whatever.
    fn named(asset: &SubjectId, instance: &Digest) -> bool;

    /// Whether the asset named this instance for calls of this family.
    fn may(asset: &SubjectId, instance: &Digest, family: Family) -> bool;

    /// The instance that the asset named, where it may make calls of this family.
    fn acting(asset: &SubjectId, family: Family) -> Option<Digest>;

    /// The instance stops the asset. Gives back the asset's new version.
    fn halt(asset: &SubjectId, instance: &Digest) -> Result<u64, DispatchError>;

    /// The instance lets it go on: what a program stopped, not what others did.
    fn resume(asset: &SubjectId, instance: &Digest) -> Result<u64, DispatchError>;

    /// Of [`halt`](Self::halt) and [`resume`](Self::resume), each.
    fn halt_weight() -> Weight;
}

/// For what carries units: setting some aside for a recipient until it is decided whether they change hands. Who sets
/// units aside names them by an id. They stay their holder's, who can do nothing with them.
pub trait UnitReserve<AccountId> {
    /// Every reason against setting so many units aside: everything that stands against a transfer under the asset's
    /// rules, and that the recipient does not pass in the jurisdiction that they are carried to.
    fn refusals(
        asset: &SubjectId,
        from: &AccountId,
        to: &AccountId,
        amount: u128,
        destination: &JurisdictionId,
    ) -> Vec<TransferRefusal>;

    /// Sets units aside.
    fn reserve(
        by: Digest,
        asset: &SubjectId,
        from: &AccountId,
        to: &AccountId,
        amount: u128,
        destination: &JurisdictionId,
    ) -> DispatchResult;

    /// Every reason that has come up since against handing them over; [`None`] where nothing is set aside by this id.
    fn objections(by: &Digest) -> Option<Vec<TransferRefusal>>;

    /// Hands them over, whatever the rules say by now: it was decided. Gives back how many: fewer were set aside only where
    /// an authority took some by force meanwhile.
    fn settle(by: &Digest) -> Result<u128, DispatchError>;

    /// Gives them back to their holder's disposal.
    fn release(by: &Digest) -> DispatchResult;

    /// Of each of these.
    fn reserve_weight() -> Weight;

    /// Has an issuer who can pay register an asset of securities with a million units, and gives it with their holder and
    /// with who can receive them in these jurisdictions.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_units(
        issuer: &AccountId,
        home: &JurisdictionId,
        destination: &JurisdictionId,
    ) -> (SubjectId, AccountId, AccountId);
}
