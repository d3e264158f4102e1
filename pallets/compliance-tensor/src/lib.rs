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

mod assets;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod cells;
mod passage;
mod proofs;
mod trees;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use cells::CellEntry;
pub use msez_runtime_api::{Roots, SubjectKind, TreeKind};
pub use pallet::*;
pub use trees::HostKeccak;
pub use weights::WeightInfo;

/// Most attestations that one cell folds.
pub const MAX_LIVE: u32 = 16;

/// Domains that an address has room for.
pub const MAX_DOMAINS: u32 = 32;

/// Storage items that registering a subject writes and keeps: the subject, its index, and its record in each tree.
pub const SUBJECT_ITEMS: u32 = 4;

/// Jurisdictions in which one subject can have cells.
pub const MAX_JURISDICTIONS: u32 = 64;
const _: () = assert!(MAX_JURISDICTIONS as usize == msez_tensor::MAX_LANES);

/// What version of the commitment's preimage this is.
pub const COMMITMENT_TAG: &[u8] = b"msez/tensor/1";

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use alloc::{string::String, vec::Vec};

    use msez_core::{
        AssetClass, ComplianceState, Coordinate, Digest, JurisdictionIndex, Moment, SubjectId, SubjectIndex,
    };
    use msez_tensor::{Cell, Lane, Page, PageKey, Slot, SubjectRecord};
    use msez_traits::{Jurisdictions, Tensor};
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{
                fungible::{Inspect, MutateHold},
                Time,
            },
        },
        frame_system::pallet_prelude::*,
        sp_io::hashing::sha2_256,
    };

    use super::*;

    /// Amounts of the currency that deposits are held in.
    pub type BalanceOf<T> =
        <<T as Config>::Currency as Inspect<<T as polkadot_sdk::frame_system::Config>::AccountId>>::Balance;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// What the calls cost.
        type WeightInfo: WeightInfo;

        /// Where every event is noted, to be proven later.
        type Audit: msez_traits::Audit;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// What deposits are held in.
        type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// Held from who registers a subject, for as long as the subject has a place: the price of
        /// [`SUBJECT_ITEMS`] items and [`Pallet::subject_bytes`] bytes.
        #[pallet::constant]
        type SubjectDeposit: Get<BalanceOf<Self>>;

        /// The registry of jurisdictions.
        type Jurisdictions: Jurisdictions<Self::AccountId>;

        /// How many past versions of a cell are kept: governed, at most [`Config::MaxHistory`].
        type HistoryDepth: Get<u32>;

        /// The bound of [`Config::HistoryDepth`].
        #[pallet::constant]
        type MaxHistory: Get<u32>;

        /// Longest genesis document, in bytes.
        #[pallet::constant]
        type MaxDocument: Get<u32>;

        /// Most changes (cells and new subjects) in one block. Their flush may take four fifths of what a block gives to
        /// calls, of whose weight it is a part; the integrity test sees to it.
        #[pallet::constant]
        type MaxDirty: Get<u32>;

        /// How many of them are there for everybody: registrations and what lets a subject pass. The rest is kept for
        /// what must not be crowded out.
        #[pallet::constant]
        type MaxRoutine: Get<u32>;

        /// How many of those can be new subjects, which anyone may register.
        #[pallet::constant]
        type MaxNewcomers: Get<u32>;
    }

    /// Why an account's funds are held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// The account registered a subject.
        SubjectRegistration,
    }

    /// A registered subject.
    #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
    pub struct Subject<AccountId> {
        /// SHA-256 of the genesis document.
        pub id: SubjectId,
        /// Asset or party.
        pub kind: SubjectKind,
        /// The class whose profile a jurisdiction applies; `party` for parties.
        pub class: AssetClass,
        /// Who registered it; nobody for a subject from genesis.
        pub registrant: Option<AccountId>,
        /// Length of the genesis document, in bytes.
        pub document_len: u32,
        /// When it was registered.
        pub registered_at: Moment,
    }

    /// How many subjects were ever registered: the index of the next one. Written by `register_subject`.
    #[pallet::storage]
    pub type SubjectCount<T: Config> = StorageValue<_, u32, ValueQuery>;

    /// Subjects by index. Written once, by `register_subject`.
    #[pallet::storage]
    pub type Subjects<T: Config> =
        StorageMap<_, Twox64Concat, SubjectIndex, Subject<T::AccountId>, OptionQuery>;

    /// Indices by subject. Written once, by `register_subject`.
    #[pallet::storage]
    pub type SubjectIndices<T: Config> =
        StorageMap<_, Blake2_128Concat, SubjectId, SubjectIndex, OptionQuery>;

    /// The jurisdictions in which a subject has cells, ascending. Written when a subject's first cell in a
    /// jurisdiction opens.
    #[pallet::storage]
    pub type Presence<T: Config> = StorageMap<
        _,
        Twox64Concat,
        SubjectIndex,
        BoundedVec<JurisdictionIndex, ConstU32<MAX_JURISDICTIONS>>,
        OptionQuery,
    >;

    /// The current cells of a subject in a jurisdiction, by domain, ascending. Written when a cell is folded anew.
    #[pallet::storage]
    pub type Cells<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        SubjectIndex,
        Twox64Concat,
        JurisdictionIndex,
        BoundedVec<CellEntry, ConstU32<MAX_DOMAINS>>,
        OptionQuery,
    >;

    /// The attestations that a current cell rests on, ascending: the list behind its attestations root. Where all have
    /// run out, those that ran out. Written with the cell.
    #[pallet::storage]
    pub type Evidence<T: Config> =
        StorageMap<_, Twox64Concat, Slot, BoundedVec<Digest, ConstU32<MAX_LIVE>>, OptionQuery>;

    /// The past versions of a cell, oldest first, without the current one. Written when an interval ends, and by
    /// `prune`.
    #[pallet::storage]
    pub type History<T: Config> =
        StorageMap<_, Twox64Concat, Slot, BoundedVec<Cell, T::MaxHistory>, OptionQuery>;

    /// Cells changed in this block and not yet in the trees. Empty between blocks.
    #[pallet::storage]
    pub type Dirty<T: Config> = CountedStorageMap<_, Twox64Concat, Slot, (), OptionQuery>;

    /// The roots that the last flush left, and when. Written at genesis and at the end of a block with changes.
    #[pallet::storage]
    pub type CurrentRoots<T: Config> = StorageValue<_, Roots, OptionQuery>;

    /// Hashes of the cells of a subject in a jurisdiction, per tree. Written by the flush.
    #[pallet::storage]
    pub type Lanes<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Twox64Concat, TreeKind>,
            NMapKey<Twox64Concat, SubjectIndex>,
            NMapKey<Twox64Concat, JurisdictionIndex>,
        ),
        Lane,
        OptionQuery,
    >;

    /// The list a subject's node hashes, per tree. Written by the flush.
    #[pallet::storage]
    pub type SubjectRecords<T: Config> =
        StorageDoubleMap<_, Twox64Concat, TreeKind, Twox64Concat, SubjectIndex, SubjectRecord, OptionQuery>;

    /// Nodes of the upper levels, 30 in a page, per tree. Written by the flush.
    #[pallet::storage]
    pub type Pages<T: Config> =
        StorageDoubleMap<_, Twox64Concat, TreeKind, Twox64Concat, PageKey, Page, OptionQuery>;

    #[pallet::event]
    pub enum Event<T: Config> {
        /// A subject has a place in the tensor.
        SubjectRegistered {
            /// SHA-256 of its genesis document.
            subject: SubjectId,
            /// Its place.
            index: SubjectIndex,
            /// Asset or party.
            kind: SubjectKind,
            /// Its class.
            class: AssetClass,
            /// Who registered it.
            registrant: T::AccountId,
        },
        /// A cell's state, expiry or evidence changed, and a new interval opened.
        CellChanged {
            /// The cell.
            coordinate: Coordinate,
            /// The new state.
            state: ComplianceState,
            /// Start of the interval.
            from: Moment,
            /// When the evidence runs out, if it does.
            until: Option<Moment>,
            /// The version.
            version: u32,
            /// The attestations it rests on.
            attestations: Vec<Digest>,
        },
        /// Past versions beyond the governed depth were removed.
        HistoryPruned {
            /// The cell.
            coordinate: Coordinate,
            /// How many versions.
            removed: u32,
        },
        /// The block's changes are in the trees.
        RootsUpdated {
            /// The canonical root.
            keccak: Digest,
            /// The root for circuits.
            poseidon: Digest,
            /// How many subjects the trees hold.
            width: u32,
            /// How many cells changed.
            cells: u32,
        },
        /// The block's changes could not be put into the trees, and wait. The stored trees are damaged: nothing more
        /// can be proven against new roots until they are mended.
        FlushRefused {
            /// How many cells wait.
            cells: u32,
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

    #[pallet::error]
    pub enum Error<T> {
        /// A subject of this id is registered.
        AlreadyExists,
        /// The id is not the SHA-256 of the document.
        DocumentMismatch,
        /// The document is empty.
        DocumentEmpty,
        /// The class `party` is for parties, and parties have no other.
        ClassMismatch,
        /// Every place in the tensor is taken.
        TooManySubjects,
        /// No such subject was ever registered.
        SubjectNotFound,
        /// No such jurisdiction was ever registered.
        JurisdictionNotFound,
        /// No cell was ever recorded at this coordinate.
        CellNotFound,
        /// The subject has cells in as many jurisdictions as one subject may.
        TooManyJurisdictions,
        /// More attestations for one cell than it folds.
        TooManyAttestations,
        /// As many changes in this block as one flush takes; the next block has room.
        TooManyChanges,
        /// The cell's version number is spent.
        TooManyVersions,
        /// The history is not longer than the governed depth.
        NothingToPrune,
        /// As many new subjects in this block as one block takes; the next block has room.
        TooManyNewcomers,
        /// This is a smart asset's genesis document: the registry of assets registers it, under the class that it names.
        AssetDocument,
    }

    /// Subjects that exist from the start, as (class, genesis document). The class `party` makes a party.
    #[pallet::genesis_config]
    #[derive(polkadot_sdk::frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// The subjects, in the order of their indices.
        pub subjects: Vec<(String, String)>,
        /// Nothing: ties the configuration to the runtime.
        #[serde(skip)]
        pub _config: PhantomData<T>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            for (class, document) in &self.subjects {
                let registered = Pallet::<T>::place_from_genesis(class, document);
                assert!(
                    registered.is_ok(),
                    "genesis subject {document:?} of class {class:?}: {registered:?}"
                );
            }
            assert!(Pallet::<T>::flush().is_ok(), "the tensor's trees can be built");
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            // What `on_finalize` costs in a block without changes; whoever makes a change accounts for its flush.
            T::WeightInfo::flush(0)
        }

        fn on_finalize(_: BlockNumberFor<T>) {
            let cells = Dirty::<T>::count();
            match Self::flush() {
                Ok(None) => {}
                Ok(Some(roots)) => Self::deposit_event(Event::RootsUpdated {
                    keccak: roots.keccak,
                    poseidon: roots.poseidon,
                    width: roots.width,
                    cells,
                }),
                Err(why) => {
                    log::error!(target: "runtime::compliance-tensor", "the trees are damaged: {why:?}");
                    Self::deposit_event(Event::FlushRefused { cells });
                }
            }
        }

        fn integrity_test() {
            assert!(T::MaxNewcomers::get() > 0, "a block must have room for a new subject");
            assert!(T::MaxNewcomers::get() < T::MaxRoutine::get(), "newcomers leave room for attestations");
            assert!(T::MaxRoutine::get() < T::MaxDirty::get(), "routine leaves room for what is urgent");
            let flush = T::WeightInfo::flush(T::MaxDirty::get()).ref_time();
            let block = T::BlockWeights::get();
            let normal = block.get(DispatchClass::Normal).max_total.unwrap_or(block.max_block).ref_time();
            assert!(
                flush <= (normal / 5).saturating_mul(4),
                "the largest flush takes at most four fifths of what a block gives to calls"
            );
            assert!(T::MaxHistory::get() > 0, "history needs room");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::check_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Gives a subject its place in the tensor, for good.
        ///
        /// Anyone may; the deposit is held from the caller. The id is the SHA-256 of the genesis document, which the
        /// block keeps and the state does not.
        #[pallet::call_index(0)]
        #[pallet::weight(
            T::WeightInfo::register_subject(u32::try_from(document.len()).unwrap_or(u32::MAX))
                .saturating_add(Pallet::<T>::flush_weight())
        )]
        pub fn register_subject(
            origin: OriginFor<T>,
            kind: SubjectKind,
            id: SubjectId,
            document: BoundedVec<u8, T::MaxDocument>,
            class: AssetClass,
        ) -> DispatchResult {
            let registrant = ensure_signed(origin)?;
            ensure!(!document.is_empty(), Error::<T>::DocumentEmpty);
            // Anyone could otherwise give an asset another class than its own, before its issuer registers it.
            ensure!(!document.starts_with(&msez_asset::TAG), Error::<T>::AssetDocument);
            ensure!(sha2_256(&document) == id.0, Error::<T>::DocumentMismatch);
            let document_len = u32::try_from(document.len()).unwrap_or(u32::MAX);
            Self::register(kind, id, class, registrant, document_len)?;
            Ok(())
        }

        /// Removes the past versions of a cell that the governed depth no longer covers.
        ///
        /// Anyone may. A cell's history keeps within the depth by itself whenever the cell changes; this is for cells
        /// that do not change after the depth was lowered.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::prune(T::MaxHistory::get()))]
        pub fn prune(origin: OriginFor<T>, coordinate: Coordinate) -> DispatchResult {
            ensure_signed(origin)?;
            Self::prune_to(&coordinate, Self::history_depth())
        }
    }
}
