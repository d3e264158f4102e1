#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
    not(any(test, feature = "runtime-benchmarks")),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable
    )
)]

extern crate alloc;

mod acceptance;
mod agenda;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod cell;
mod issuing;
#[cfg(test)]
mod mock;
mod reading;
mod signing;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;
pub mod weights;

pub use agenda::{AgendaKey, RETRY};
pub use cell::Slot;
pub use pallet::*;
pub use signing::Scheme;
pub use weights::WeightInfo;

use msez_attestation::Record;
use msez_traits::Tensor;
use polkadot_sdk::{
    frame_support::{dispatch::PostDispatchInfo, traits::fungible::Inspect, weights::Weight},
    frame_system,
    frame_system::pallet_prelude::BlockNumberFor,
};

/// The native currency's unit.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// What is kept about an attestation on this chain.
pub type RecordOf<T> = Record<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// What a call weighs that changes a cell: its own weight and the cell's share of the flush.
fn with_flush<T: Config>(own: Weight) -> Weight {
    own.saturating_add(T::Tensor::flush_weight())
}

/// What such a call weighed, where it `changed` a cell that the flush had not yet to do, and where it did not.
fn spent<T: Config>(own: Weight, changed: bool) -> PostDispatchInfo {
    Some(if changed { with_flush::<T>(own) } else { own }).into()
}

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use msez_attestation::{NonceWindow, Refusal, RevocationReason, Revoker, Statement, Status};
    use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId, Moment, SubjectId};
    use msez_traits::{Accreditations, Jurisdictions, Urgency};
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{fungible::MutateHold, tokens::Precision, Footprint, Time},
            weights::WeightMeter,
        },
        frame_system::pallet_prelude::*,
        sp_runtime::traits::{Convert, IdentifyAccount, Verify},
    };

    /// Version of the storage's layout.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The configuration. (Accounts and block hashes are 32 bytes: they are part of what issuers sign.)
    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<
        RuntimeEvent: From<Event<Self>>,
        AccountId: Into<[u8; 32]>,
        Hash: Into<[u8; 32]>,
    >
    {
        /// What the calls weigh.
        type WeightInfo: WeightInfo;

        /// Where every event is noted, to be proven later.
        type Audit: msez_traits::Audit;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// In which deposits are held.
        type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// What keeping an entry of so many bytes costs while it is kept.
        type DepositPrice: Convert<Footprint, BalanceOf<Self>>;

        /// What an issuer signs with.
        type Signature: Parameter + Scheme + Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>>;

        /// The registry of jurisdictions.
        type Jurisdictions: Jurisdictions<Self::AccountId>;

        /// The registry of accredited issuers.
        type Accreditations: Accreditations<Self::AccountId>;

        /// What attestations move.
        type Tensor: Tensor;

        /// A ruling that lifts an attestation.
        type RulingOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Slots of a coordinate; at least 2.
        #[pallet::constant]
        type MaxPerCell: Get<u32>;

        /// How far ahead a window may begin, in milliseconds.
        #[pallet::constant]
        type MaxLeadTime: Get<Moment>;

        /// How long a window may be, in milliseconds.
        #[pallet::constant]
        type MaxValidity: Get<Moment>;

        /// How long an ended attestation stays before anyone may remove it, in milliseconds.
        #[pallet::constant]
        type RemovalGrace: Get<Moment>;

        /// Beginnings and ends that one block works off at most; at least 1.
        #[pallet::constant]
        type MaxDuePerBlock: Get<u32>;
    }

    /// Why this pallet holds funds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the room that an attestation takes, until it is removed.
        #[codec(index = 0)]
        Attestation,
        /// For what a cell that the account opened keeps in the state, for good.
        #[codec(index = 1)]
        Cell,
        /// For an issuer's window of nonces that the account opened, for good.
        #[codec(index = 2)]
        Nonces,
    }

    /// Every attestation that was not removed, by id.
    #[pallet::storage]
    pub type Attestations<T: Config> = StorageMap<_, Identity, Digest, RecordOf<T>, OptionQuery>;

    /// From what a cell is folded: the live attestations of a coordinate, and expired ones while there is room; in
    /// order of submission.
    #[pallet::storage]
    pub type ByCoordinate<T: Config> = StorageMap<
        _,
        Blake2_128Concat,
        Coordinate,
        BoundedVec<Slot<T::AccountId>, T::MaxPerCell>,
        ValueQuery,
    >;

    /// Which nonces of an issuer are still good. Never removed: a removed window would make old nonces good again.
    #[pallet::storage]
    pub type Nonces<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, NonceWindow, ValueQuery>;

    /// The attestations that begin or end, in order of time. The identity hasher keeps that order.
    #[pallet::storage]
    pub type Agenda<T: Config> = StorageMap<_, Identity, AgendaKey, (), OptionQuery>;

    /// What happened.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// A statement was accepted.
        Attested {
            /// Id of the attestation.
            id: Digest,
            /// Who answers for it.
            issuer: T::AccountId,
            /// The asset or party.
            subject: SubjectId,
            /// Where it holds.
            jurisdiction: JurisdictionId,
            /// In which field of regulation.
            domain: Domain,
            /// The finding.
            state: ComplianceState,
            /// From when on it counts, in milliseconds.
            valid_from: Moment,
            /// From when on it has expired, in milliseconds.
            valid_until: Option<Moment>,
            /// Digest of the evidence bundle.
            evidence: Digest,
            /// The issuer's number for it.
            nonce: u64,
            /// Who holds the deposit.
            depositor: T::AccountId,
            /// The deposit.
            deposit: BalanceOf<T>,
        },
        /// The window of an attestation that was given in advance has begun.
        Activated {
            /// Id of the attestation.
            id: Digest,
        },
        /// The issuer replaced an attestation by a newer one.
        Superseded {
            /// Id of the older attestation.
            id: Digest,
            /// Id of the newer one.
            by: Digest,
        },
        /// The window of an attestation has ended.
        Expired {
            /// Id of the attestation.
            id: Digest,
        },
        /// An attestation was taken back.
        Revoked {
            /// Id of the attestation.
            id: Digest,
            /// In which capacity.
            by: Revoker,
            /// Why.
            reason: RevocationReason,
        },
        /// An ended attestation was removed and its deposit returned.
        Removed {
            /// Id of the attestation.
            id: Digest,
            /// Who got the deposit back.
            depositor: T::AccountId,
            /// The deposit.
            deposit: BalanceOf<T>,
        },
        /// An issuer gave up the nonces that he had not used below a floor.
        NoncesRetired {
            /// The issuer.
            issuer: T::AccountId,
            /// The lowest nonce that is still good.
            floor: u64,
        },
        /// In a full cell an attestation gave way to a finding that does not pass. It is removed and its deposit returned.
        Displaced {
            /// Id of the attestation.
            id: Digest,
            /// Id of the finding.
            by: Digest,
            /// Who got the deposit back.
            depositor: T::AccountId,
            /// The deposit.
            deposit: BalanceOf<T>,
        },
        /// The tensor refused a change that had come due; it is tried again.
        RefoldDeferred {
            /// Id of the attestation.
            id: Digest,
            /// When it is tried again, in milliseconds.
            until: Moment,
            /// Why it was refused.
            error: DispatchError,
        },
    }

    impl<T: Config> Pallet<T> {
        /// Tells the world, and notes it in the audit trail.
        pub(crate) fn deposit_event(event: Event<T>) {
            <T::Audit as msez_traits::Audit>::note(
                <Self as polkadot_sdk::frame_support::traits::PalletInfoAccess>::index(),
                &event,
            );
            let event = <T as polkadot_sdk::frame_system::Config>::RuntimeEvent::from(event);
            polkadot_sdk::frame_system::Pallet::<T>::deposit_event(event);
        }
    }

    /// Why a call was refused.
    #[pallet::error]
    pub enum Error<T> {
        /// UNKNOWN and EXPIRED are not findings.
        StateNotAttestable,
        /// An adverse finding does not lapse: it must carry no expiry.
        AdverseFindingMayNotLapse,
        /// The statement must say until when it is valid.
        ExpiryMissing,
        /// The window ends before it begins.
        WindowEmpty,
        /// The window is over.
        WindowExpired,
        /// The window begins too far in the future.
        WindowTooFarAhead,
        /// The window is too long.
        WindowTooLong,
        /// A finding that does not pass begins at once, not in the future.
        MustBeginAtOnce,
        /// No such subject is registered.
        UnknownSubject,
        /// No such jurisdiction is registered.
        UnknownJurisdiction,
        /// The jurisdiction is suspended.
        JurisdictionSuspended,
        /// Only the authority of the jurisdiction exempts.
        NotAuthority,
        /// The issuer is not accredited for this jurisdiction and domain.
        NotAccredited,
        /// The issuer's accreditation is suspended.
        IssuerSuspended,
        /// The issuer's accreditation has expired.
        AccreditationExpired,
        /// The nonce was used or given up before.
        NonceReplayed,
        /// The nonce is too far ahead of the issuer's window.
        NonceTooFarAhead,
        /// The coordinate holds too many attestations.
        TooManyAttestations,
        /// No such attestation.
        NotFound,
        /// Neither the issuer, nor the authority of the jurisdiction, nor a ruling.
        NotAuthorized,
        /// The attestation has ended already.
        NotLive,
        /// The attestation has not ended.
        StillLive,
        /// The attestation ended too recently to be removed.
        GraceNotOver,
        /// The issuer did not sign this here.
        SignatureInvalid,
        /// The signature's deadline has passed.
        SignatureExpired,
        /// The floor is not above the present one.
        NothingToRetire,
        /// This very attestation was accepted before.
        AlreadyExists,
        /// The issuer's tier is below what the jurisdiction's profile asks for the subject's class.
        TierTooLow,
        /// The jurisdiction is closed for good.
        JurisdictionRetired,
        /// The jurisdiction's activation is still to come.
        JurisdictionNotYetActive,
        /// Issuers sign with sr25519, ed25519 or ecdsa.
        SchemeNotAccepted,
    }

    impl<T> From<Refusal> for Error<T> {
        fn from(refusal: Refusal) -> Self {
            match refusal {
                Refusal::StateNotAttestable => Error::StateNotAttestable,
                Refusal::AdverseFindingMayNotLapse => Error::AdverseFindingMayNotLapse,
                Refusal::ExpiryMissing => Error::ExpiryMissing,
                Refusal::WindowEmpty => Error::WindowEmpty,
                Refusal::WindowExpired => Error::WindowExpired,
                Refusal::WindowTooFarAhead => Error::WindowTooFarAhead,
                Refusal::WindowTooLong => Error::WindowTooLong,
                Refusal::MustBeginAtOnce => Error::MustBeginAtOnce,
                Refusal::UnknownSubject => Error::UnknownSubject,
                Refusal::UnknownJurisdiction => Error::UnknownJurisdiction,
                Refusal::JurisdictionSuspended => Error::JurisdictionSuspended,
                Refusal::NotAuthority => Error::NotAuthority,
                Refusal::NotAccredited => Error::NotAccredited,
                Refusal::IssuerSuspended => Error::IssuerSuspended,
                Refusal::AccreditationExpired => Error::AccreditationExpired,
                Refusal::NonceReplayed => Error::NonceReplayed,
                Refusal::NonceTooFarAhead => Error::NonceTooFarAhead,
                Refusal::TooManyAttestations => Error::TooManyAttestations,
                Refusal::TierTooLow => Error::TierTooLow,
                Refusal::JurisdictionRetired => Error::JurisdictionRetired,
                Refusal::JurisdictionNotYetActive => Error::JurisdictionNotYetActive,
            }
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
            Self::work_off_agenda(meter);
        }

        fn integrity_test() {
            assert!(T::MaxPerCell::get() >= 2, "an issuer needs a slot in force and one lined up");
            assert!(T::MaxDuePerBlock::get() >= 1, "the agenda has to move");
            let block = T::BlockWeights::get().max_block;
            let due = agenda::most_work::<T>();
            assert!(due.all_lt(block), "the agenda of a block must leave room: {due} of {block}");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// States something as an issuer.
        #[pallet::call_index(0)]
        #[pallet::weight(with_flush::<T>(T::WeightInfo::attest()))]
        pub fn attest(origin: OriginFor<T>, nonce: u64, statement: Statement) -> DispatchResultWithPostInfo {
            let issuer = ensure_signed(origin)?;
            let changed = Self::accept(issuer.clone(), nonce, statement, issuer)?;
            Ok(spent::<T>(T::WeightInfo::attest(), changed))
        }

        /// Brings an issuer's signed statement to the chain; holds the deposit from who brings it.
        ///
        /// The issuer signs [`msez_attestation::Context::attestation_payload`], or the same between `<Bytes>` and
        /// `</Bytes>`. The deadline, in milliseconds, is part of it.
        #[pallet::call_index(1)]
        #[pallet::weight(with_flush::<T>(weights::with_dearest_scheme::<T::WeightInfo>(T::WeightInfo::attest_signed())))]
        pub fn attest_signed(
            origin: OriginFor<T>,
            issuer: T::AccountId,
            nonce: u64,
            statement: Statement,
            deadline: Moment,
            signature: T::Signature,
        ) -> DispatchResultWithPostInfo {
            let carrier = ensure_signed(origin)?;
            ensure!(deadline >= T::Time::now(), Error::<T>::SignatureExpired);
            ensure!(signature.is_accepted(), Error::<T>::SchemeNotAccepted);
            let payload =
                Self::context().attestation_payload(&issuer.clone().into(), nonce, deadline, &statement);
            ensure!(signing::is_signed_by::<T>(&payload, &signature, &issuer), Error::<T>::SignatureInvalid);
            let changed = Self::accept(issuer, nonce, statement, carrier)?;
            let own = weights::with_dearest_scheme::<T::WeightInfo>(T::WeightInfo::attest_signed());
            Ok(spent::<T>(own, changed))
        }

        // Index 2 is kept for statements that carry a proof.

        /// Takes an attestation back: its issuer unless he is suspended, the authority of its jurisdiction, or a ruling.
        #[pallet::call_index(3)]
        #[pallet::weight(with_flush::<T>(T::WeightInfo::revoke()))]
        pub fn revoke(
            origin: OriginFor<T>,
            id: Digest,
            reason: RevocationReason,
        ) -> DispatchResultWithPostInfo {
            let who = match T::RulingOrigin::try_origin(origin) {
                Ok(_) => None,
                Err(origin) => Some(ensure_signed(origin)?),
            };
            let record = Attestations::<T>::get(id).ok_or(Error::<T>::NotFound)?;
            let is_suspended = Self::is_suspended(&record);
            let by = match who {
                None => Revoker::Ruling,
                Some(who) if who == record.issuer && !is_suspended => Revoker::Issuer,
                Some(who) if T::Jurisdictions::is_authority(&record.statement.jurisdiction, &who) => {
                    Revoker::Authority
                }
                Some(who) if who == record.issuer => return Err(Error::<T>::IssuerSuspended.into()),
                Some(_) => return Err(Error::<T>::NotAuthorized.into()),
            };
            let changed = Self::do_revoke(id, record, by, reason)?;
            Ok(spent::<T>(T::WeightInfo::revoke(), changed))
        }

        /// Brings an issuer's signed revocation to the chain.
        ///
        /// The issuer signs [`msez_attestation::Context::revocation_payload`], plain or wrapped.
        #[pallet::call_index(4)]
        #[pallet::weight(with_flush::<T>(weights::with_dearest_scheme::<T::WeightInfo>(T::WeightInfo::revoke_signed())))]
        pub fn revoke_signed(
            origin: OriginFor<T>,
            id: Digest,
            reason: RevocationReason,
            deadline: Moment,
            signature: T::Signature,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            ensure!(deadline >= T::Time::now(), Error::<T>::SignatureExpired);
            ensure!(signature.is_accepted(), Error::<T>::SchemeNotAccepted);
            let record = Attestations::<T>::get(id).ok_or(Error::<T>::NotFound)?;
            let payload =
                Self::context().revocation_payload(&record.issuer.clone().into(), &id, reason, deadline);
            ensure!(
                signing::is_signed_by::<T>(&payload, &signature, &record.issuer),
                Error::<T>::SignatureInvalid
            );
            ensure!(!Self::is_suspended(&record), Error::<T>::IssuerSuspended);
            let changed = Self::do_revoke(id, record, Revoker::Issuer, reason)?;
            let own = weights::with_dearest_scheme::<T::WeightInfo>(T::WeightInfo::revoke_signed());
            Ok(spent::<T>(own, changed))
        }

        /// Removes an attestation that ended long enough ago, and returns its deposit to who paid it.
        #[pallet::call_index(5)]
        #[pallet::weight(with_flush::<T>(T::WeightInfo::remove()))]
        pub fn remove(origin: OriginFor<T>, id: Digest) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let record = Attestations::<T>::get(id).ok_or(Error::<T>::NotFound)?;
            let ended = record.status.ended_at().ok_or(Error::<T>::StillLive)?;
            let removable = ended.saturating_add(T::RemovalGrace::get());
            ensure!(T::Time::now() >= removable, Error::<T>::GraceNotOver);

            Attestations::<T>::remove(id);
            // One that ran out may still be what makes the cell EXPIRED instead of UNKNOWN.
            let changed = matches!(record.status, Status::Expired { .. })
                && Self::vacate(&record.statement.coordinate(), &id, Urgency::Routine)?;
            T::Currency::release(
                &HoldReason::Attestation.into(),
                &record.depositor,
                record.deposit,
                Precision::Exact,
            )?;
            Self::deposit_event(Event::Removed { id, depositor: record.depositor, deposit: record.deposit });
            Ok(spent::<T>(T::WeightInfo::remove(), changed))
        }

        /// Gives up the nonces below `floor` that the issuer has not used: whatever he signed for them is void.
        ///
        /// Also before his first statement; then the deposit for his window of nonces is held from him.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::retire_nonces())]
        pub fn retire_nonces(origin: OriginFor<T>, floor: u64) -> DispatchResult {
            let issuer = ensure_signed(origin)?;
            let mut window = Nonces::<T>::get(&issuer);
            // A slip must not use up all numbers there are.
            let highest = window.floor().saturating_add(msez_attestation::WINDOW);
            ensure!(floor <= highest, Error::<T>::NonceTooFarAhead);
            ensure!(window.retire(floor), Error::<T>::NothingToRetire);
            Self::hold_for_nonces(&issuer, &issuer)?;
            Nonces::<T>::insert(&issuer, window);
            let floor = window.floor();
            Self::deposit_event(Event::NoncesRetired { issuer, floor });
            Ok(())
        }
    }
}
