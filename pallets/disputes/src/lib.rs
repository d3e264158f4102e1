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

mod agenda;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod court;
mod hashes;
#[cfg(test)]
mod mock;
mod refusals;
pub mod split;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
pub mod try_state;
mod types;
pub mod weights;

pub use agenda::{AgendaKey, RETRY};
pub use hashes::{claim_id, vote_commitment, CLAIM_TAG, VOTE_TAG};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use crate::{refusals::ensure_none, split::Tally};
    use alloc::vec::Vec;
    use msez_core::Digest;
    use msez_traits::{Audit, Balance, Jury, Slash};
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{
                fungible::{hold, Inspect, Mutate, MutateHold},
                tokens::Preservation,
            },
            weights::WeightMeter,
            PalletId,
        },
        frame_system::pallet_prelude::*,
        sp_runtime::{
            traits::{AccountIdConversion, Zero},
            Perbill,
        },
    };

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// A claim.
    pub type ClaimOf<T> = Claim<<T as polkadot_sdk::frame_system::Config>::AccountId, BlockNumberFor<T>>;

    /// A juror's place.
    pub type SeatOf<T> = Seat<<T as polkadot_sdk::frame_system::Config>::AccountId>;

    /// What a claim and the possible calls of an account are.
    pub type ReportOf<T> = Report<<T as polkadot_sdk::frame_system::Config>::AccountId, BlockNumberFor<T>>;

    /// Claims that a statement is false, and how they are decided.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs from the runtime.
    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// The native token.
        type Currency: Mutate<Self::AccountId>
            + hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>
            + Inspect<Self::AccountId, Balance = Balance>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// Who keeps the statements, and knows who can judge them.
        type Jury: Jury<Self::AccountId>;

        /// Notes what happens here.
        type Audit: Audit;

        /// Receives fees, and what jurors do not fetch.
        type Treasury: Get<Self::AccountId>;

        /// Of the account where jurors' shares wait. It must hold the existential deposit from genesis on.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// What each side holds; not zero.
        #[pallet::constant]
        type ClaimBond: Get<Balance>;

        /// The winner's part of the loser's bond. The rest is of who decided.
        #[pallet::constant]
        type WinnerShare: Get<Perbill>;

        /// What each side pays of its bond where there is no verdict.
        #[pallet::constant]
        type NoVerdictFee: Get<Perbill>;

        /// What a claimant pays of his bond to withdraw.
        #[pallet::constant]
        type WithdrawalFee: Get<Perbill>;

        /// The part of all weight that must be revealed for a verdict; not zero. If everybody weighed the same, so many must
        /// have room on the seats of a jury, or there is never a verdict.
        #[pallet::constant]
        type Turnout: Get<Perbill>;

        /// Blocks in which a claim can be challenged: a week.
        #[pallet::constant]
        type ChallengeWindow: Get<BlockNumberFor<Self>>;

        /// Blocks in which an arbiter can rule.
        #[pallet::constant]
        type ArbiterWindow: Get<BlockNumberFor<Self>>;

        /// Blocks in which jurors can commit.
        #[pallet::constant]
        type CommitWindow: Get<BlockNumberFor<Self>>;

        /// Blocks in which jurors can reveal.
        #[pallet::constant]
        type RevealWindow: Get<BlockNumberFor<Self>>;

        /// Blocks for which the author stays bound after a claim failed, so that a friend's claim cannot cover his
        /// last hours.
        #[pallet::constant]
        type RefileWindow: Get<BlockNumberFor<Self>>;

        /// Blocks for which a decided claim is kept, and jurors can fetch their shares.
        #[pallet::constant]
        type RewardWindow: Get<BlockNumberFor<Self>>;

        /// Open claims that one claimant can have.
        #[pallet::constant]
        type MaxOpenClaims: Get<u32>;

        /// Seats of a jury.
        #[pallet::constant]
        type MaxJurors: Get<u32>;

        /// Deadlines that one block works off at most; at least 1.
        #[pallet::constant]
        type MaxDuePerBlock: Get<u32>;

        /// Weights of the calls and of the agenda.
        type WeightInfo: WeightInfo;
    }

    /// Why funds are held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// Bond of a claimant, until his claim is decided.
        #[codec(index = 0)]
        Claim,
        /// Bond of a challenger, until the claim is decided.
        #[codec(index = 1)]
        Challenge,
    }

    /// How many claims were ever filed: the number of the next. Part of a claim's id.
    #[pallet::storage]
    pub type Filed<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Every claim that is not forgotten, by id.
    #[pallet::storage]
    pub type Claims<T: Config> = StorageMap<_, Identity, Digest, ClaimOf<T>, OptionQuery>;

    /// The claim that stands in the way of another on the same statement: open, or upheld and not forgotten.
    #[pallet::storage]
    pub type ByStatement<T: Config> = StorageMap<_, Blake2_128Concat, Digest, Digest, OptionQuery>;

    /// The jurors of a claim, in order of commitment. No jury is kept empty.
    #[pallet::storage]
    pub type Juries<T: Config> =
        StorageMap<_, Identity, Digest, BoundedVec<SeatOf<T>, T::MaxJurors>, ValueQuery>;

    /// How many undecided claims a claimant has. None is kept of zero.
    #[pallet::storage]
    pub type OpenBy<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, OptionQuery>;

    /// How many claims bind an author: undecided, or failed not long ago. None is kept of zero.
    #[pallet::storage]
    pub type OpenAgainst<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, OptionQuery>;

    /// The deadline of every claim, in order of blocks. The identity hasher keeps that order.
    #[pallet::storage]
    pub type Agenda<T: Config> = StorageMap<_, Identity, AgendaKey, (), OptionQuery>;

    /// What happened to claims.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// Somebody claims that a statement is false.
        ClaimFiled {
            /// Id of the claim.
            claim: Digest,
            /// The statement.
            statement: Digest,
            /// Who made the statement.
            author: T::AccountId,
            /// Who claims.
            claimant: T::AccountId,
            /// Digest of the evidence.
            evidence: Digest,
            /// What each side holds.
            bond: Balance,
            /// The first block in which it can no longer be challenged.
            until: BlockNumberFor<T>,
        },
        /// A claim was challenged.
        Challenged {
            /// Id of the claim.
            claim: Digest,
            /// By whom.
            challenger: T::AccountId,
            /// Digest of the evidence.
            evidence: Digest,
            /// Who can rule, where somebody can. Otherwise the jury is called.
            arbiter: Option<T::AccountId>,
            /// The first block in which the next phase is over.
            until: BlockNumberFor<T>,
        },
        /// Jurors can commit to votes.
        JuryCalled {
            /// Id of the claim.
            claim: Digest,
            /// The weight of all who could vote.
            total_weight: Balance,
            /// The first block in which nobody can commit any more.
            until: BlockNumberFor<T>,
        },
        /// A juror committed to a vote.
        VoteCommitted {
            /// Id of the claim.
            claim: Digest,
            /// The juror.
            juror: T::AccountId,
            /// What his voice weighs.
            weight: Balance,
            /// The commitment.
            commitment: Digest,
        },
        /// A juror lost his seat in a full jury to one who weighs more.
        JurorDisplaced {
            /// Id of the claim.
            claim: Digest,
            /// The juror.
            juror: T::AccountId,
        },
        /// Jurors can reveal their votes.
        RevealOpened {
            /// Id of the claim.
            claim: Digest,
            /// How many have committed.
            jurors: u32,
            /// The first block in which nobody can reveal any more.
            until: BlockNumberFor<T>,
        },
        /// A juror revealed his vote.
        VoteRevealed {
            /// Id of the claim.
            claim: Digest,
            /// The juror.
            juror: T::AccountId,
            /// His vote.
            vote: Vote,
            /// What it weighs.
            weight: Balance,
        },
        /// A claim came to its end.
        Decided {
            /// Id of the claim.
            claim: Digest,
            /// The statement.
            statement: Digest,
            /// Who made the statement.
            author: T::AccountId,
            /// How.
            outcome: Outcome,
            /// By whom.
            decided_by: Decider,
            /// What the revealed votes weigh.
            tally: Tally,
            /// Where the bonds went.
            settlement: Settlement,
        },
        /// The author of a false statement was convicted.
        Convicted {
            /// Id of the claim.
            claim: Digest,
            /// The author.
            author: T::AccountId,
            /// What he lost, as far as he has lost it already.
            slash: Slash,
        },
        /// The author of a false statement could not be convicted.
        ConvictionFailed {
            /// Id of the claim.
            claim: Digest,
            /// The author.
            author: T::AccountId,
            /// Why.
            error: DispatchError,
        },
        /// A claim that failed no longer binds the author.
        AuthorReleased {
            /// Id of the claim.
            claim: Digest,
            /// The author.
            author: T::AccountId,
        },
        /// A juror fetched his share.
        RewardClaimed {
            /// Id of the claim.
            claim: Digest,
            /// The juror.
            juror: T::AccountId,
            /// How much.
            amount: Balance,
        },
        /// A decided claim was removed.
        Forgotten {
            /// Id of the claim.
            claim: Digest,
            /// What jurors had not fetched; the treasury's now.
            unfetched: Balance,
        },
        /// A step that was due failed; it is tried again.
        Deferred {
            /// Id of the claim.
            claim: Digest,
            /// In which block.
            until: BlockNumberFor<T>,
            /// Why it failed.
            error: DispatchError,
        },
    }

    /// Why a call was refused.
    #[pallet::error]
    pub enum Error<T> {
        /// No such claim.
        NotFound,
        /// No such statement, or it can no longer be held against its author.
        UnknownStatement,
        /// The account made the statement.
        OwnStatement,
        /// There is an open or upheld claim on the statement.
        AlreadyExists,
        /// The account has too many open claims.
        TooManyClaims,
        /// The account cannot pay the bond.
        FundsUnavailable,
        /// The account is not who may do this.
        NotAuthorized,
        /// The claim is in another phase.
        WrongPhase,
        /// The time for it is over.
        Expired,
        /// The account is a side of the claim or the statement's author.
        IsParty,
        /// The account's voice weighs nothing on this statement.
        NoWeight,
        /// The account has committed to a vote already.
        AlreadyCommitted,
        /// Every seat is taken by somebody who weighs at least as much.
        TooManyJurors,
        /// The account has no seat in this jury.
        NotJuror,
        /// The account has revealed its vote already.
        AlreadyRevealed,
        /// Vote and salt are not what the account committed to.
        CommitmentMismatch,
        /// The account's vote earns nothing.
        NothingToClaim,
        /// The account has fetched its share already.
        AlreadyPaid,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
            Self::work_off_agenda(meter);
        }

        fn integrity_test() {
            assert!(!T::ClaimBond::get().is_zero(), "a claim must cost something");
            assert!(!T::Turnout::get().is_zero(), "a verdict needs jurors");
            for (window, name) in [
                (T::ChallengeWindow::get(), "ChallengeWindow"),
                (T::ArbiterWindow::get(), "ArbiterWindow"),
                (T::CommitWindow::get(), "CommitWindow"),
                (T::RevealWindow::get(), "RevealWindow"),
                (T::RefileWindow::get(), "RefileWindow"),
                (T::RewardWindow::get(), "RewardWindow"),
            ] {
                assert!(!window.is_zero(), "{name} must not be zero");
            }
            assert!(T::MaxJurors::get() >= 1, "a jury has somebody");
            assert!(T::MaxDuePerBlock::get() >= 1, "the agenda has to move");
            let pot: Option<T::AccountId> = T::PalletId::get().try_into_account();
            assert!(pot.is_some(), "the account type is too short for the pallet's id");
            let block = T::BlockWeights::get().max_block;
            let due = agenda::most_work::<T>();
            assert!(due.all_lt(block), "the agenda of a block must leave room: {due} of {block}");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            try_state::do_try_state::<T>()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// A claim; `None` where it is unknown or forgotten.
        pub fn claim(id: Digest) -> Option<ClaimOf<T>> {
            Claims::<T>::get(id)
        }

        /// The jurors of a claim.
        pub fn jury(id: Digest) -> Vec<SeatOf<T>> {
            Juries::<T>::get(id).into_inner()
        }

        /// The claim that stands in the way of another on the statement.
        pub fn claim_on(statement: Digest) -> Option<Digest> {
            ByStatement::<T>::get(statement)
        }

        /// Every reason for which a claim of the account on the statement would be refused. An empty list is a yes.
        pub fn can_file(statement: Digest, who: T::AccountId) -> Vec<Refusal> {
            Self::against_filing(&statement, T::Jury::author(&statement).as_ref(), &who)
        }

        /// A claim, and every reason for which each call of the account would be refused.
        pub fn report(id: Digest, who: T::AccountId) -> Option<ReportOf<T>> {
            Self::report_on(&id, &who)
        }

        /// The rules of the court.
        pub fn rules() -> Rules<BlockNumberFor<T>> {
            Rules {
                bond: T::ClaimBond::get(),
                winner_share: T::WinnerShare::get().deconstruct(),
                no_verdict_fee: T::NoVerdictFee::get().deconstruct(),
                withdrawal_fee: T::WithdrawalFee::get().deconstruct(),
                turnout: T::Turnout::get().deconstruct(),
                challenge_window: T::ChallengeWindow::get(),
                arbiter_window: T::ArbiterWindow::get(),
                commit_window: T::CommitWindow::get(),
                reveal_window: T::RevealWindow::get(),
                refile_window: T::RefileWindow::get(),
                reward_window: T::RewardWindow::get(),
                max_open_claims: T::MaxOpenClaims::get(),
                max_jurors: T::MaxJurors::get(),
            }
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Claims that a statement is false, and holds the bond.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::file_claim())]
        pub fn file_claim(origin: OriginFor<T>, statement: Digest, evidence: Digest) -> DispatchResult {
            let claimant = ensure_signed(origin)?;
            let author = T::Jury::author(&statement);
            ensure_none::<T>(&Self::against_filing(&statement, author.as_ref(), &claimant))?;
            let author = author.ok_or(Error::<T>::UnknownStatement)?;

            let bond = T::ClaimBond::get();
            T::Currency::hold(&HoldReason::Claim.into(), &claimant, bond)?;
            let number = Filed::<T>::get();
            Filed::<T>::put(number.saturating_add(1));
            let genesis = polkadot_sdk::frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
            let id = claim_id(&genesis, number, &statement, &claimant);
            let now = polkadot_sdk::frame_system::Pallet::<T>::block_number();
            let mut claim = Claim {
                statement,
                author,
                claimant,
                evidence,
                challenger: None,
                answer: None,
                arbiter: T::Jury::arbiter(&statement),
                bond,
                filed_at: now,
                phase: Phase::Filed,
                due: now,
                total_weight: 0,
                jurors: 0,
                tally: Tally::default(),
                outcome: None,
                decided_by: None,
                pool: Default::default(),
            };
            Self::enter(&id, &mut claim, Phase::Filed, T::ChallengeWindow::get());
            ByStatement::<T>::insert(statement, id);
            let open = OpenBy::<T>::get(&claim.claimant).unwrap_or_default();
            OpenBy::<T>::insert(&claim.claimant, open.saturating_add(1));
            let against = OpenAgainst::<T>::get(&claim.author).unwrap_or_default().saturating_add(1);
            OpenAgainst::<T>::insert(&claim.author, against);
            T::Jury::set_open_claims(&claim.author, against);
            Self::deposit_event(Event::ClaimFiled {
                claim: id,
                statement,
                author: claim.author.clone(),
                claimant: claim.claimant.clone(),
                evidence,
                bond,
                until: claim.due,
            });
            Claims::<T>::insert(id, claim);
            Ok(())
        }

        /// Takes the caller's own claim back before anyone has challenged it, at a cost.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::withdraw_claim())]
        pub fn withdraw_claim(origin: OriginFor<T>, claim: Digest) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let record = Claims::<T>::get(claim).ok_or(Error::<T>::NotFound)?;
            ensure_none::<T>(&Self::against_withdrawing(&record, &who))?;
            Self::conclude(&claim, record, Outcome::Withdrawn, Decider::Claimant)
        }

        /// Stands up for a statement, as its author or for him, and holds the same bond.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::challenge())]
        pub fn challenge(origin: OriginFor<T>, claim: Digest, evidence: Digest) -> DispatchResult {
            let challenger = ensure_signed(origin)?;
            let mut record = Claims::<T>::get(claim).ok_or(Error::<T>::NotFound)?;
            ensure_none::<T>(&Self::against_challenging(&record, &challenger))?;

            T::Currency::hold(&HoldReason::Challenge.into(), &challenger, record.bond)?;
            record.challenger = Some(challenger.clone());
            record.answer = Some(evidence);
            let arbiter = record.impartial_arbiter().cloned();
            if arbiter.is_some() {
                Self::enter(&claim, &mut record, Phase::Arbitration, T::ArbiterWindow::get());
            } else {
                Self::call_jury(&claim, &mut record);
            }
            Self::deposit_event(Event::Challenged {
                claim,
                challenger,
                evidence,
                arbiter,
                until: record.due,
            });
            Claims::<T>::insert(claim, record);
            Ok(())
        }

        /// Decides a challenged claim, as the arbiter that the subject of the statement names.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::rule().saturating_add(T::Jury::convict_weight()))]
        pub fn rule(origin: OriginFor<T>, claim: Digest, ruling: Vote) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let record = Claims::<T>::get(claim).ok_or(Error::<T>::NotFound)?;
            ensure_none::<T>(&Self::against_ruling(&record, &who))?;
            let outcome = match ruling {
                Vote::False => Outcome::Upheld,
                Vote::Stands => Outcome::Rejected,
            };
            Self::conclude(&claim, record, outcome, Decider::Arbiter)
        }

        /// Takes a seat in the jury and commits to a vote: to [`vote_commitment`] of it.
        ///
        /// The juror's weight is what it is now. A full jury makes room for who weighs more than its lightest member.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::commit_vote())]
        pub fn commit_vote(origin: OriginFor<T>, claim: Digest, commitment: Digest) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let mut record = Claims::<T>::get(claim).ok_or(Error::<T>::NotFound)?;
            let mut jury = Juries::<T>::get(claim);
            let weight = T::Jury::weight(&who, &record.statement);
            ensure_none::<T>(&Self::against_committing(&record, &jury, &who, weight))?;

            let seat = Seat { who: who.clone(), weight, commitment, vote: None, paid: false };
            if let Err(seat) = jury.try_push(seat) {
                let lightest = jury.iter_mut().min_by_key(|seat| seat.weight);
                let place = lightest.ok_or(Error::<T>::TooManyJurors)?;
                let displaced = core::mem::replace(place, seat);
                Self::deposit_event(Event::JurorDisplaced { claim, juror: displaced.who });
            }
            record.jurors = u32::try_from(jury.len()).unwrap_or(u32::MAX);
            Juries::<T>::insert(claim, jury);
            Claims::<T>::insert(claim, record);
            Self::deposit_event(Event::VoteCommitted { claim, juror: who, weight, commitment });
            Ok(())
        }

        /// Reveals the vote that the caller committed to.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::reveal_vote())]
        pub fn reveal_vote(
            origin: OriginFor<T>,
            claim: Digest,
            vote: Vote,
            salt: [u8; 32],
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let mut record = Claims::<T>::get(claim).ok_or(Error::<T>::NotFound)?;
            let mut jury = Juries::<T>::get(claim);
            let seat = jury.iter_mut().find(|seat| seat.who == who);
            ensure_none::<T>(&Self::against_revealing(&record, seat.as_deref()))?;
            let seat = seat.ok_or(Error::<T>::NotJuror)?;
            let expected = vote_commitment(&claim, &who, vote, &salt);
            ensure!(seat.commitment == expected, Error::<T>::CommitmentMismatch);

            seat.vote = Some(vote);
            let weight = seat.weight;
            record.tally.count(vote, weight);
            Juries::<T>::insert(claim, jury);
            Claims::<T>::insert(claim, record);
            Self::deposit_event(Event::VoteRevealed { claim, juror: who, vote, weight });
            Ok(())
        }

        /// Fetches the caller's share of what a jury has earned.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::claim_reward())]
        pub fn claim_reward(origin: OriginFor<T>, claim: Digest) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let mut record = Claims::<T>::get(claim).ok_or(Error::<T>::NotFound)?;
            let mut jury = Juries::<T>::get(claim);
            let amount = Self::share_of(&record, &jury, &who);
            let seat = jury.iter_mut().find(|seat| seat.who == who);
            ensure_none::<T>(&Self::against_rewarding(&record, seat.as_deref(), amount))?;
            let seat = seat.ok_or(Error::<T>::NotJuror)?;

            T::Currency::transfer(&Self::pot(), &who, amount, Preservation::Expendable)?;
            seat.paid = true;
            record.pool.fetched = record.pool.fetched.saturating_add(amount);
            Juries::<T>::insert(claim, jury);
            Claims::<T>::insert(claim, record);
            Self::deposit_event(Event::RewardClaimed { claim, juror: who, amount });
            Ok(())
        }
    }

    impl<T: Config> Pallet<T> {
        /// Tells the world, and notes it in the audit trail.
        pub(crate) fn deposit_event(event: Event<T>) {
            T::Audit::note(<Self as PalletInfoAccess>::index(), &event);
            polkadot_sdk::frame_system::Pallet::<T>::deposit_event(T::RuntimeEvent::from(event));
        }
    }
}
