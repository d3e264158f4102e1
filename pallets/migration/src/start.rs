//! Whether a migration can begin, and how it does.

use alloc::vec::Vec;
use codec::Encode;
use msez_core::{AssetClass, Digest, Moment, Usd};
use msez_saga::{FeeEvidence, HeldEvidence, State, HOUR, MAX_PATH};
use msez_traits::{
    largest_entry, AssetControl, AssetLock, FeeCurrency, HopTerms, Issuing, MovePolicy, PathFault,
    PathFaultKind, Paths, Pricing, Settlement, Subjects,
};
use polkadot_sdk::{
    frame_support::{
        dispatch::{DispatchResultWithPostInfo, PostDispatchInfo},
        ensure,
        traits::{
            fungible::{InspectHold, MutateHold},
            tokens::Precision,
            Footprint, Get, Time,
        },
        weights::Weight,
        BoundedVec,
    },
    frame_system::{self, pallet_prelude::BlockNumberFor},
    sp_io::hashing::sha2_256,
    sp_runtime::{
        traits::{Convert, SaturatedConversion, Saturating, Verify, Zero},
        DispatchError, DispatchResult,
    },
};

use crate::{
    Agenda, BalanceOf, Config, Error, Escrowed, Event, Held, HeldList, HoldReason, Live, Pallet, Pledges,
    RequestOf, Saga, SagaOf, Sagas, StartFault, StartReport, WeightInfo,
};

/// What was found about a request.
struct Assessment {
    refusals: Vec<StartFault>,
    path_faults: Vec<PathFault>,
    hops: Vec<HopTerms>,
    class: Option<AssetClass>,
    fee: Option<u128>,
    hours: u32,
}

impl<T> From<StartFault> for Error<T> {
    fn from(fault: StartFault) -> Self {
        match fault {
            StartFault::AlreadyExists => Error::AlreadyExists,
            StartFault::UnknownAsset => Error::UnknownAsset,
            StartFault::StaleVersion => Error::StaleVersion,
            StartFault::NotAtHome => Error::NotAtHome,
            StartFault::AssetNotFree => Error::AssetNotFree,
            StartFault::AlreadyUnderWay => Error::AlreadyUnderWay,
            StartFault::PathNotOpen => Error::PathNotOpen,
            StartFault::WrongTarget => Error::WrongTarget,
            StartFault::CurrencyNotAccepted => Error::CurrencyNotAccepted,
            StartFault::FeeTooHigh => Error::FeeTooHigh,
            StartFault::FeeNotAffordable => Error::FeeNotAffordable,
            StartFault::DeadlineTooShort => Error::DeadlineTooShort,
            StartFault::DeadlineTooLong => Error::DeadlineTooLong,
            StartFault::PayerNotController => Error::PayerNotController,
            StartFault::ArbiterNotIndependent => Error::ArbiterNotIndependent,
            StartFault::UnknownClass => Error::UnknownClass,
            StartFault::DepositNotAffordable => Error::DepositNotAffordable,
        }
    }
}

impl<T: Config> Pallet<T> {
    /// Hash of the chain's block 0.
    pub fn genesis() -> Digest {
        Digest(frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into())
    }

    /// The id of the saga that a request asks for.
    pub fn saga_id(request: &RequestOf<T>) -> Digest {
        request.digest(&Self::genesis(), sha2_256)
    }

    /// The digest of a request's path.
    pub fn path_of(request: &RequestOf<T>) -> Digest {
        msez_manifold::plan::path_digest(&request.source, &request.target, request.path.iter())
    }

    /// What controllers agree to when they call a saga off.
    pub(crate) fn cancellation(saga: &Digest) -> Digest {
        Digest(sha2_256(&(b"msez/migration-cancel/v1", saga).encode()))
    }

    /// Whether the account signed for this saga, as it is or the way browser wallets wrap it.
    pub(crate) fn is_signed_by(saga: &Digest, signature: &T::Signature, who: &T::AccountId) -> bool {
        let payload = msez_saga::signed_payload(saga);
        let wrapped = [b"<Bytes>", &payload[..], b"</Bytes>"].concat();
        signature.verify(&payload[..], who) || signature.verify(&wrapped[..], who)
    }

    /// What starting on a path of that length costs at most.
    pub(crate) fn starting(request: &RequestOf<T>, held: usize, is_signed: bool) -> Weight {
        let hops = u32::try_from(request.path.len()).unwrap_or(MAX_PATH).min(MAX_PATH);
        let own = if is_signed { T::WeightInfo::start_signed(hops) } else { T::WeightInfo::start(hops) };
        own.saturating_add(Self::around(held, request.currency))
    }

    /// What a start does besides that the benchmark does not: the program is asked, evidence is there, and money of another
    /// currency goes into the pot, out again, and to the bridge.
    pub(crate) fn around(held: usize, currency: FeeCurrency) -> Weight {
        // Each piece of evidence is opened when it comes, and looked at again where it counts.
        let opening = T::WeightInfo::add_evidence().saturating_add(T::Issuing::holds_weight());
        T::MovePolicy::weight()
            .saturating_add(Self::payments(currency, 3))
            .saturating_add(opening.saturating_mul(u64::try_from(held).unwrap_or(u64::MAX)))
    }

    /// What the record of a saga costs while it is kept.
    pub fn deposit() -> BalanceOf<T> {
        [
            largest_entry::<Sagas<T>>(),
            largest_entry::<Held<T>>(),
            largest_entry::<Pledges<T>>(),
            largest_entry::<Agenda<T>>(),
            largest_entry::<Live<T>>(),
        ]
        .into_iter()
        .map(|bytes| T::DepositPrice::convert(Footprint { count: 1, size: bytes.into() }))
        .fold(Zero::zero(), |sum: BalanceOf<T>, price| sum.saturating_add(price))
    }

    /// What the hops cost in a currency; each fee is rounded up by itself, as it is paid by itself.
    fn price(currency: FeeCurrency, hops: &[HopTerms]) -> Option<u128> {
        hops.iter()
            .flat_map(|hop| [hop.transfer_fee, hop.entry_fee])
            .filter(|fee| *fee != Usd::ZERO)
            .try_fold(0u128, |sum, fee| sum.checked_add(T::Pricing::price(currency, fee)?))
    }

    fn assess(request: &RequestOf<T>, now: Moment) -> Assessment {
        let class = T::Subjects::class_of(&request.asset);
        let walk = |class| T::Paths::walk(&request.source, &request.path, &class, request.value);
        let is_long = request.path.len() > usize::try_from(MAX_PATH).unwrap_or_default();
        let (hops, path_faults) = match class {
            _ if is_long => (Vec::new(), alloc::vec![PathFault { hop: 0, kind: PathFaultKind::WrongLength }]),
            Some(class) => walk(class).map_or_else(|faults| (Vec::new(), faults), |hops| (hops, Vec::new())),
            None => (Vec::new(), Vec::new()),
        };
        let is_open = path_faults.is_empty() && !hops.is_empty();
        let hours = hops.iter().fold(0u32, |sum, hop| sum.saturating_add(hop.hours));
        let fee = Self::price(request.currency, &hops).filter(|_| is_open);
        let version = T::Assets::version(&request.asset);
        let is_known = version.is_some();
        let earliest = now.saturating_add(Moment::from(hours).saturating_mul(HOUR));
        let native_fee = fee.filter(|_| request.currency.is_none()).unwrap_or_default();
        let deposit = Self::deposit().saturating_add(native_fee.saturated_into());
        let arbiter_is_party =
            request.arbiter.as_ref().is_some_and(|arbiter| T::Assets::controls(&request.asset, arbiter));
        let refusals = [
            (Sagas::<T>::contains_key(Self::saga_id(request)), StartFault::AlreadyExists),
            (!is_known, StartFault::UnknownAsset),
            (is_known && !T::Assets::is_current(&request.asset, request.version), StartFault::StaleVersion),
            (is_known && T::Assets::home(&request.asset) != Some(request.source), StartFault::NotAtHome),
            (is_known && !T::Assets::is_free(&request.asset), StartFault::AssetNotFree),
            (Live::<T>::contains_key(request.asset), StartFault::AlreadyUnderWay),
            (is_known && class.is_none(), StartFault::UnknownClass),
            (class.is_some() && !is_open, StartFault::PathNotOpen),
            (hops.last().is_some_and(|hop| hop.to != request.target), StartFault::WrongTarget),
            (is_open && fee.is_none(), StartFault::CurrencyNotAccepted),
            (fee.is_some_and(|fee| fee > request.max_fee), StartFault::FeeTooHigh),
            (
                fee.is_some_and(|fee| fee > T::Settlement::spendable(request.currency, &request.payer)),
                StartFault::FeeNotAffordable,
            ),
            (request.deadline <= earliest, StartFault::DeadlineTooShort),
            (request.deadline > now.saturating_add(T::MaxDuration::get()), StartFault::DeadlineTooLong),
            (
                is_known && !T::Assets::controls(&request.asset, &request.payer),
                StartFault::PayerNotController,
            ),
            (arbiter_is_party, StartFault::ArbiterNotIndependent),
            (
                !T::Currency::can_hold(&HoldReason::Saga.into(), &request.payer, deposit),
                StartFault::DepositNotAffordable,
            ),
        ]
        .into_iter()
        .filter_map(|(fails, fault)| fails.then_some(fault))
        .collect();
        Assessment { refusals, path_faults, hops, class, fee, hours }
    }

    /// Every reason why a request would be refused, and everything that it would wait for.
    pub fn start_report(request: &RequestOf<T>, held: &[HeldEvidence]) -> StartReport {
        let now = T::Time::now();
        let found = Self::assess(request, now);
        let counting = Self::counting_attestations(&request.asset, held);
        let places = core::iter::once(request.source).chain(found.hops.iter().map(|hop| hop.to));
        let none = |_: &_| msez_core::DomainSet::EMPTY;
        let (compliance, _) = Self::survey_of(&request.asset, places, request.deadline, none);
        let hops = found.hops.iter().map(|hop| (hop.corridor, hop.to));
        StartReport {
            saga: Self::saga_id(request),
            unmet: Self::unmet_by(&counting, hops, now),
            refusals: found.refusals,
            path_faults: found.path_faults,
            fee: found.fee,
            hours: found.hours,
            earliest_deadline: now
                .saturating_add(Moment::from(found.hours).saturating_mul(HOUR))
                .saturating_add(1),
            program_permits: T::MovePolicy::permits(&request.asset, &request.target, &Self::path_of(request)),
            compliance,
        }
    }

    /// Counts a controller's request; begins once enough ask for the same.
    pub(crate) fn ask(
        who: &T::AccountId,
        request: RequestOf<T>,
        held: HeldList,
    ) -> DispatchResultWithPostInfo {
        let found = Self::assess(&request, T::Time::now());
        if let Some(fault) = found.refusals.first() {
            return Err(Error::<T>::from(*fault).into());
        }
        let id = Self::saga_id(&request);
        if let Some(agreed) = T::Assets::agree(&request.asset, who, request.version, id)? {
            ensure!(agreed.contains(&request.payer), Error::<T>::PayerNotController);
            let mut saga = Self::create(id, request, held, None)?;
            Self::follow(&id, &mut saga);
        }
        Ok(PostDispatchInfo::default())
    }

    /// Puts a saga into the world: the fees are escrowed, the deposit is held.
    pub(crate) fn create(
        id: Digest,
        request: RequestOf<T>,
        held: HeldList,
        program: Option<Digest>,
    ) -> Result<SagaOf<T>, DispatchError> {
        let now = T::Time::now();
        let found = Self::assess(&request, now);
        if let Some(fault) = found.refusals.first() {
            return Err(Error::<T>::from(*fault).into());
        }
        let class = found.class.ok_or(Error::<T>::UnknownClass)?;
        let rule = T::Assets::rule(&request.asset).ok_or(Error::<T>::UnknownAsset)?;
        let fee = found.fee.ok_or(Error::<T>::CurrencyNotAccepted)?;
        let hops = BoundedVec::try_from(found.hops).map_err(|_| Error::<T>::PathNotOpen)?;
        let mut opened = Vec::new();
        for evidence in &held {
            ensure!(!opened.contains(&evidence.attestation), Error::<T>::EvidenceAlreadyHeld);
            opened.push(evidence.attestation);
            Self::check_evidence(&request.asset, evidence)?;
        }
        let deposit = Self::deposit();
        T::Currency::hold(&HoldReason::Saga.into(), &request.payer, deposit)?;
        Self::pay_in(request.currency, &request.payer, fee)?;
        let mut saga = Saga {
            class,
            hops,
            program,
            rule,
            state: State::Initiated,
            entered_at: now,
            due: None,
            retry_at: now,
            tries: 0,
            pledge_tries: 0,
            checked_at: now,
            overdue: false,
            dispute: None,
            disputes: 0,
            objectors: Default::default(),
            transitions: Default::default(),
            lock: None,
            transit: None,
            verification: None,
            arrival: None,
            fees: FeeEvidence { escrowed: fee, carried: 0, refunded: 0, kept: 0 },
            compensation: None,
            ended_at: None,
            evidence: None,
            deposit,
            request,
        };
        Live::<T>::insert(saga.request.asset, id);
        if !held.is_empty() {
            Held::<T>::insert(id, held);
        }
        Self::deposit_event(Event::Started {
            saga: id,
            asset: saga.request.asset,
            source: saga.request.source,
            target: saga.request.target,
            path: Self::path_of(&saga.request),
            payer: saga.request.payer.clone(),
            currency: saga.request.currency,
            fee,
            deadline: saga.request.deadline,
            program,
        });
        Self::keep(&id, &mut saga, now);
        Ok(saga)
    }

    /// Money into the pot. What is in it can be paid out again: the account keeps what keeps it open besides.
    fn pay_in(currency: FeeCurrency, from: &T::AccountId, amount: u128) -> DispatchResult {
        if amount == 0 {
            return Ok(());
        }
        let pot = Self::pot();
        T::Settlement::pay(currency, from, &pot, amount)?;
        let total = Escrowed::<T>::get(currency).saturating_add(amount);
        ensure!(T::Settlement::spendable(currency, &pot) >= total, Error::<T>::PotNotEndowed);
        Escrowed::<T>::insert(currency, total);
        Ok(())
    }

    /// Money out of the pot.
    pub(crate) fn pay_out(currency: FeeCurrency, to: &T::AccountId, amount: u128) -> DispatchResult {
        if amount == 0 {
            return Ok(());
        }
        T::Settlement::pay(currency, &Self::pot(), to, amount)?;
        let left = Escrowed::<T>::get(currency).saturating_sub(amount);
        if left == 0 {
            Escrowed::<T>::remove(currency);
        } else {
            Escrowed::<T>::insert(currency, left);
        }
        Ok(())
    }

    /// Removes the record of a migration that ended long enough ago.
    pub(crate) fn forget(id: &Digest) -> DispatchResult {
        let saga = Self::open(id)?;
        let ended = saga.ended_at.ok_or(Error::<T>::NotEnded)?;
        let now = T::Time::now();
        // A request whose deadline is still to come could be made again.
        let is_over = now > saga.request.deadline && now > ended.saturating_add(T::Retention::get());
        ensure!(is_over, Error::<T>::RetentionNotOver);
        // A refund that governance settled otherwise is still in the pot.
        let kept = saga.escrow();
        Self::pay_out(saga.request.currency, &T::Treasury::get(), kept)?;
        if kept > 0 {
            let payer = saga.request.payer.clone();
            Self::deposit_event(Event::Refunded { saga: *id, payer, amount: 0, kept });
        }
        let reason = HoldReason::Saga.into();
        T::Currency::release(&reason, &saga.request.payer, saga.deposit, Precision::BestEffort)?;
        Sagas::<T>::remove(id);
        Held::<T>::remove(id);
        Pledges::<T>::remove(id);
        Self::deposit_event(Event::Removed { saga: *id });
        Ok(())
    }
}
