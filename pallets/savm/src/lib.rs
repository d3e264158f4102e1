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

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod crypto;
mod execution;
mod host;
#[cfg(test)]
mod mock;
pub mod policy;
mod storage;
pub mod surcharge;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;
mod types;
mod views;
pub mod weights;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod workloads;

pub use crypto::HostCrypto;
pub use pallet::*;
pub use storage::{root_of, trie_of, TRIE_PREFIX};
pub use types::{InstanceRecord, ProgramRecord};
pub use weights::WeightInfo;

use polkadot_sdk::{
    frame_support::{dispatch::PostDispatchInfo, traits::Get, weights::Weight},
    frame_system,
};

/// Amounts of the native currency.
pub type Balance = u128;

/// A deployed program on this chain.
pub type ProgramOf<T> = ProgramRecord<<T as frame_system::Config>::AccountId, Balance>;

/// An instance on this chain.
pub type InstanceOf<T> = InstanceRecord<<T as frame_system::Config>::AccountId, Balance>;

/// Weight of so much gas.
pub fn gas_weight<T: Config>(gas: u64) -> Weight {
    T::WeightPerGas::get().saturating_mul(gas)
}

/// Weight of a call with so many bytes of input, without its gas. The binding of the instance is two reads elsewhere.
fn base_weight<T: Config>(input: usize) -> Weight {
    T::WeightInfo::call(u32::try_from(input).unwrap_or(u32::MAX)).saturating_add(T::DbWeight::get().reads(2))
}

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use crate::execution::{Keep, Request};
    use alloc::vec::Vec;
    use codec::Encode;
    use msez_core::{Digest, Moment, SubjectId};
    use msez_savm::{
        code_id, instance_id,
        limits::{CODE_LIMIT, INPUT_LIMIT, MEMORY_LIMIT},
        trace::NoTrace,
        Log, Program, Word,
    };
    use msez_traits::{
        AssetLock, AssetPrograms, AssetUnits, Issuing, Migrations, ProofVerifier, TensorReader,
    };
    use polkadot_sdk::{
        frame_support::{
            dispatch::{DispatchErrorWithPostInfo, DispatchResultWithPostInfo},
            pallet_prelude::*,
            traits::{
                fungible::{Inspect, InspectHold, Mutate, MutateHold},
                tokens::{Precision, Preservation},
                Footprint, Time,
            },
        },
        frame_system::pallet_prelude::*,
        sp_runtime::traits::{Convert, Zero},
    };

    /// Version of the storage's layout.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// Code that is deployed.
    pub type CodeBytes = BoundedVec<u8, ConstU32<{ CODE_LIMIT as u32 }>>;

    /// Input of a call.
    pub type Input = BoundedVec<u8, ConstU32<{ INPUT_LIMIT as u32 }>>;

    /// Data of a log.
    pub type LogData = BoundedVec<u8, ConstU32<{ MEMORY_LIMIT as u32 }>>;

    /// The first bytes that a call returned.
    pub type Returned = BoundedVec<u8, ConstU32<256>>;

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The configuration. Accounts are 32 bytes: instances are accounts too, and addresses are words.
    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<
        RuntimeEvent: From<Event<Self>>,
        AccountId: From<[u8; 32]> + Into<[u8; 32]>,
    >
    {
        /// What the calls weigh.
        type WeightInfo: WeightInfo;

        /// Where every event is noted, to be proven later.
        type Audit: msez_traits::Audit;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// What programs pay with, and in which deposits are held.
        type Currency: Inspect<Self::AccountId, Balance = Balance>
            + Mutate<Self::AccountId>
            + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// What keeping entries of so many bytes costs while they are kept.
        type DepositPrice: Convert<Footprint, Balance>;

        /// What keeping one word of an instance's storage costs while it is kept.
        #[pallet::constant]
        type ItemDeposit: Get<Balance>;

        /// Gas that one call may ask for.
        #[pallet::constant]
        type MaxGas: Get<u64>;

        /// Gas that the calls of one block may use together.
        #[pallet::constant]
        type MaxBlockGas: Get<u64>;

        /// Gas with which an asset's program is asked whether the asset may move. It weighs on whoever asks.
        #[pallet::constant]
        type PolicyGas: Get<u64>;

        /// Instances whose storage may change in one block. Every storage layer that opens later in the block looks at
        /// each of them.
        #[pallet::constant]
        type MaxBlockInstances: Get<u32>;

        /// Weight of one gas, measured over the worst mixes of opcodes.
        #[pallet::constant]
        type WeightPerGas: Get<Weight>;

        /// What GASPRICE answers: the fee for the weight of one gas.
        type GasPrice: Get<Balance>;

        /// How long what programs attest counts, in milliseconds.
        #[pallet::constant]
        type AttestationPeriod: Get<Moment>;

        /// The tensor, to read.
        type Tensor: TensorReader;

        /// Attestations, with the instance as their issuer.
        type Issuing: Issuing<Self::AccountId>;

        /// The registry of assets: who named which instance.
        type Assets: AssetPrograms;

        /// Where assets are at home.
        type Homes: AssetLock;

        /// Units of assets.
        type Units: AssetUnits<Self::AccountId>;

        /// Zero-knowledge proofs.
        type Verifier: ProofVerifier;

        /// Moves of assets between jurisdictions.
        type Migrations: Migrations;
    }

    /// Why this pallet holds funds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the room that a program takes, from who deployed it, until it is removed.
        #[codec(index = 0)]
        Program,
        /// For the room that an instance takes, from who created it, until it is removed.
        #[codec(index = 1)]
        Instance,
        /// For the words that an instance has stored, on its own account, from whoever made it store them, to whoever
        /// makes it remove them.
        #[codec(index = 2)]
        Storage,
    }

    /// Code with its analysis, by the program's id. Written by deploy and `remove_program`.
    #[pallet::storage]
    pub type Code<T: Config> = StorageMap<_, Identity, Digest, Program, OptionQuery>;

    /// What else is kept of a program. Written with its code, and with its instances.
    #[pallet::storage]
    pub type Programs<T: Config> = StorageMap<_, Identity, Digest, ProgramOf<T>, OptionQuery>;

    /// Every instance, by its address. Written by instantiate and `remove_instance`, and by calls that change how many
    /// words it has stored. The words are in a child trie each (`trie_of`).
    #[pallet::storage]
    pub type Instances<T: Config> = StorageMap<_, Identity, Digest, InstanceOf<T>, OptionQuery>;

    /// Gas that calls have used in this block. Taken away before the next; failed calls are undone here too, and count
    /// by their weight alone.
    #[pallet::storage]
    pub type BlockGas<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Instances whose storage has changed in this block. Taken away before the next.
    #[pallet::storage]
    pub type BlockInstances<T: Config> =
        StorageValue<_, BoundedVec<Digest, T::MaxBlockInstances>, ValueQuery>;

    /// What happened.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// A program was deployed.
        Deployed {
            /// Digest of its code.
            program: Digest,
            /// Who deployed it.
            deployer: T::AccountId,
            /// What is held from him.
            deposit: Balance,
        },
        /// A program was removed.
        ProgramRemoved {
            /// Digest of its code.
            program: Digest,
        },
        /// An instance was created.
        Instantiated {
            /// Its address.
            instance: Digest,
            /// What it runs.
            program: Digest,
            /// Who created it.
            creator: T::AccountId,
            /// The asset that it is for. It acts for it once the asset names it.
            asset: Option<SubjectId>,
            /// What is held from the creator.
            deposit: Balance,
        },
        /// An instance was removed.
        InstanceRemoved {
            /// Its address.
            instance: Digest,
        },
        /// An instance was called from outside and succeeded.
        Called {
            /// Its address.
            instance: Digest,
            /// Who called.
            caller: T::AccountId,
            /// What he paid it.
            value: Balance,
            /// Gas that was used.
            gas_used: u64,
            /// The first bytes of what it returned.
            returned: Returned,
        },
        /// A program logged something, in a call that succeeded.
        Logged {
            /// The instance that logged.
            instance: Digest,
            /// What to find it by.
            topics: BoundedVec<Digest, ConstU32<4>>,
            /// What it says.
            data: LogData,
        },
        /// A program halted its asset.
        AssetHalted {
            /// The instance.
            instance: Digest,
            /// The asset.
            asset: SubjectId,
            /// The reason, in the program's own words.
            reason: Digest,
        },
        /// New words were paid for.
        StorageCharged {
            /// Whose they are.
            instance: Digest,
            /// Who paid.
            from: T::AccountId,
            /// How many words it has now.
            items: u32,
            /// What is held more.
            amount: Balance,
        },
        /// Words were removed.
        StorageReleased {
            /// Whose they were.
            instance: Digest,
            /// Who was given their deposit.
            to: T::AccountId,
            /// How many words it has now.
            items: u32,
            /// What is held less.
            amount: Balance,
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

    /// Why a call is refused, or failed. Nothing of it stays but its fee.
    #[pallet::error]
    pub enum Error<T> {
        /// The code is empty.
        CodeEmpty,
        /// There is such a program, or such an instance, already.
        AlreadyExists,
        /// No such program is deployed.
        ProgramNotFound,
        /// No instance stands at this address.
        InstanceNotFound,
        /// It is for who deployed or created it.
        NotAuthorized,
        /// Instances run the program.
        InUse,
        /// The instance has words in its storage.
        HasStorage,
        /// The instance has more than the existential deposit, or something is held on its account.
        HasFunds,
        /// A call wants gas.
        GasLimitZero,
        /// The limit is higher than that of any call.
        GasLimitTooHigh,
        /// The calls of this block have used too much already for this limit.
        BlockGasExhausted,
        /// The words that it stored cost more than the caller allowed.
        StorageDepositLimitExceeded,
        /// The caller cannot pay for the words that it stored.
        StorageDepositUnpaid,
        /// The program undid itself.
        Reverted,
        /// An instruction cost more gas than was left.
        OutOfGas,
        /// An instruction took more words than the stack had.
        StackUnderflow,
        /// The stack would have had more than 256 words.
        StackOverflow,
        /// An instruction reached past 64 KiB of memory.
        MemoryLimit,
        /// The code ends within an immediate.
        TruncatedImmediate,
        /// A jump to where there is no JUMPDEST.
        InvalidJump,
        /// INVALID, or a byte that is no opcode.
        InvalidOpcode,
        /// ASSERT of zero.
        AssertionFailed,
        /// A write within a static call.
        StaticCall,
        /// A read past the end of what was returned.
        ReturnDataOutOfBounds,
        /// The caller cannot pay the value.
        InsufficientBalance,
        /// The input is longer than 64 KiB.
        InputTooLarge,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            BlockGas::<T>::kill();
            BlockInstances::<T>::kill();
            T::WeightInfo::on_initialize()
        }

        fn integrity_test() {
            assert!(T::MaxGas::get() <= T::MaxBlockGas::get(), "a block has room for the largest call");
            assert!(T::PolicyGas::get() <= T::MaxGas::get(), "no program is asked more than it could do");
            assert!(!T::WeightPerGas::get().ref_time().is_zero(), "gas has a weight");
            let weights = T::BlockWeights::get();
            let largest = weights.get(DispatchClass::Normal).max_extrinsic.unwrap_or(weights.max_block);
            assert!(
                gas_weight::<T>(T::MaxGas::get())
                    .saturating_add(base_weight::<T>(INPUT_LIMIT))
                    .all_lte(largest),
                "the largest call fits into a block"
            );
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Deploys a program under the digest of its code, on a deposit for its size.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::deploy(u32::try_from(code.len()).unwrap_or(u32::MAX)))]
        pub fn deploy(origin: OriginFor<T>, code: CodeBytes) -> DispatchResult {
            let deployer = ensure_signed(origin)?;
            let id = code_id::<HostCrypto>(&code);
            ensure!(!Programs::<T>::contains_key(id), Error::<T>::AlreadyExists);
            // The type has seen to it that it is not too long.
            let program = Program::new(code.into_inner()).map_err(|_| Error::<T>::CodeEmpty)?;
            let size = u32::try_from(program.encoded_size()).unwrap_or(u32::MAX);
            let deposit = Self::program_deposit(size);
            T::Currency::hold(&HoldReason::Program.into(), &deployer, deposit)?;
            let record = ProgramRecord {
                deployer: deployer.clone(),
                deposit,
                instances: 0,
                size,
                deployed_at: T::Time::now(),
            };
            Code::<T>::insert(id, program);
            Programs::<T>::insert(id, record);
            Self::deposit_event(Event::Deployed { program: id, deployer, deposit });
            Ok(())
        }

        /// Creates an instance of a program, on a deposit. Its address follows from program, creator and salt. It is an
        /// account, and gets the existential deposit from its creator. An asset that it is for must name it before it
        /// acts for it.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::instantiate())]
        pub fn instantiate(
            origin: OriginFor<T>,
            program: Digest,
            salt: [u8; 32],
            asset: Option<SubjectId>,
        ) -> DispatchResult {
            let creator = ensure_signed(origin)?;
            let mut record = Programs::<T>::get(program).ok_or(Error::<T>::ProgramNotFound)?;
            let address = Self::address_of(&program, &creator, salt);
            ensure!(!Instances::<T>::contains_key(address), Error::<T>::AlreadyExists);
            let deposit = Self::instance_deposit();
            T::Currency::hold(&HoldReason::Instance.into(), &creator, deposit)?;
            let account: T::AccountId = address.0.into();
            if T::Currency::total_balance(&account) < T::Currency::minimum_balance() {
                let amount = T::Currency::minimum_balance();
                T::Currency::transfer(&creator, &account, amount, Preservation::Preserve)?;
            }
            let instance = InstanceRecord {
                program,
                size: record.size,
                creator: creator.clone(),
                asset,
                deposit,
                items: 0,
                storage_deposit: 0,
                created_at: T::Time::now(),
            };
            record.instances = record.instances.saturating_add(1);
            Programs::<T>::insert(program, record);
            Instances::<T>::insert(address, instance);
            Self::deposit_event(Event::Instantiated { instance: address, program, creator, asset, deposit });
            Ok(())
        }

        /// Runs an instance. At most `gas_limit` is used; what is not used is not paid for. `deposit_limit` bounds what
        /// is held from the caller for new words in storage.
        ///
        /// A run that fails is a call that fails, with the reason as its error.
        #[pallet::call_index(2)]
        #[pallet::weight(
            base_weight::<T>(input.len())
                .saturating_add(gas_weight::<T>((*gas_limit).min(T::MaxGas::get())))
        )]
        pub fn call(
            origin: OriginFor<T>,
            instance: Digest,
            #[pallet::compact] value: Balance,
            input: Input,
            #[pallet::compact] gas_limit: u64,
            deposit_limit: Option<Balance>,
        ) -> DispatchResultWithPostInfo {
            let base = base_weight::<T>(input.len());
            let spent = |gas| PostDispatchInfo::from(Some(base.saturating_add(gas_weight::<T>(gas))));
            let failed = |gas, error| DispatchErrorWithPostInfo { post_info: spent(gas), error };
            let refused = |error: Error<T>| failed(0, error.into());

            let signer = ensure_signed(origin).map_err(|error| failed(0, error.into()))?;
            ensure!(gas_limit > 0, refused(Error::GasLimitZero));
            ensure!(gas_limit <= T::MaxGas::get(), refused(Error::GasLimitTooHigh));
            let used = BlockGas::<T>::get();
            let fits = used.saturating_add(gas_limit) <= T::MaxBlockGas::get();
            ensure!(fits, refused(Error::BlockGasExhausted));
            let mut changed = BlockInstances::<T>::get();

            let caller = signer.clone();
            let input = input.into_inner();
            let request = Request { signer, instance, value, input, gas_limit, deposit_limit };
            let run = Self::run(request, changed.clone(), Keep::Success, &mut NoTrace);
            let gas_used = run.gas_used;
            run.result.map_err(|failure| failed(gas_used, failure.into_error::<T>()))?;

            BlockGas::<T>::put(used.saturating_add(gas_used));
            let newly: Vec<Digest> = run.changed.into_iter().filter(|id| !changed.contains(id)).collect();
            if !newly.is_empty() {
                // The machine has seen to it that there is room.
                changed
                    .try_extend(newly.into_iter())
                    .map_err(|()| failed(gas_used, Error::<T>::BlockGasExhausted.into()))?;
                BlockInstances::<T>::put(changed);
            }
            let returned = BoundedVec::truncate_from(run.return_data);
            Self::deposit_event(Event::Called { instance, caller, value, gas_used, returned });
            run.logs.into_iter().for_each(Self::deposit_log);
            Ok(spent(gas_used))
        }

        /// Removes an instance of the caller's that has nothing stored and nothing but the existential deposit, which
        /// goes back to him with his own deposit.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::remove_instance())]
        pub fn remove_instance(origin: OriginFor<T>, instance: Digest) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let record = Instances::<T>::get(instance).ok_or(Error::<T>::InstanceNotFound)?;
            ensure!(record.creator == who, Error::<T>::NotAuthorized);
            ensure!(record.items == 0, Error::<T>::HasStorage);
            let account: T::AccountId = instance.0.into();
            let balance = T::Currency::total_balance(&account);
            // As much again as the deposit, so that nobody keeps it from its owner with dust.
            let bare = balance <= T::Currency::minimum_balance().saturating_add(record.deposit)
                && T::Currency::total_balance_on_hold(&account).is_zero();
            ensure!(bare, Error::<T>::HasFunds);
            T::Currency::transfer(&account, &who, balance, Preservation::Expendable)?;
            let reason = HoldReason::Instance.into();
            T::Currency::release(&reason, &who, record.deposit, Precision::Exact)?;
            Programs::<T>::mutate(record.program, |program| {
                if let Some(program) = program {
                    program.instances = program.instances.saturating_sub(1);
                }
            });
            Instances::<T>::remove(instance);
            Self::deposit_event(Event::InstanceRemoved { instance });
            Ok(())
        }

        /// Removes a program of the caller's that no instance runs. His deposit goes back to him.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::remove_program())]
        pub fn remove_program(origin: OriginFor<T>, program: Digest) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let record = Programs::<T>::get(program).ok_or(Error::<T>::ProgramNotFound)?;
            ensure!(record.deployer == who, Error::<T>::NotAuthorized);
            ensure!(record.instances == 0, Error::<T>::InUse);
            T::Currency::release(&HoldReason::Program.into(), &who, record.deposit, Precision::Exact)?;
            Code::<T>::remove(program);
            Programs::<T>::remove(program);
            Self::deposit_event(Event::ProgramRemoved { program });
            Ok(())
        }
    }

    impl<T: Config> Pallet<T> {
        /// Where an instance of a program stands, by who creates it and his salt.
        pub fn address_of(program: &Digest, creator: &T::AccountId, salt: [u8; 32]) -> Digest {
            let creator = Word::from_be_bytes(creator.clone().into());
            Digest(instance_id::<HostCrypto>(program, &creator, &salt.into()).to_be_bytes())
        }

        /// Price of a program of so many bytes, as stored.
        pub fn program_deposit(size: u32) -> Balance {
            let record = msez_traits::largest_entry::<Programs<T>>();
            // Its code has a key too.
            let bytes = u64::from(size).saturating_add(record.into()).saturating_add(32);
            T::DepositPrice::convert(Footprint { count: 2, size: bytes })
        }

        /// Price of an instance: its record, and the root of its storage.
        pub fn instance_deposit() -> Balance {
            let bytes = u64::from(msez_traits::largest_entry::<Instances<T>>()).saturating_add(128);
            T::DepositPrice::convert(Footprint { count: 2, size: bytes })
        }

        fn deposit_log(log: Log) {
            let topics: Vec<Digest> = log.topics.iter().map(|topic| Digest(topic.to_be_bytes())).collect();
            Self::deposit_event(Event::Logged {
                instance: Digest(log.instance.to_be_bytes()),
                // The machine has no more topics and no longer data.
                topics: BoundedVec::truncate_from(topics),
                data: BoundedVec::truncate_from(log.data),
            });
        }
    }
}
