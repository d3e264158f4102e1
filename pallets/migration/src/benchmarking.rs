//! Every call, the agenda and the notices at their dearest: the longest path, all evidence, all pledges.

use alloc::{vec, vec::Vec};
use msez_core::{Digest, Domain, JurisdictionId, Moment, SubjectId, Usd};
use msez_manifold::AttestationType;
use msez_saga::{Action, Compensation, Event as Cause, HeldEvidence, State, MAX_TRIES};
use msez_traits::{Accreditations, AssetControl, Bridge, Compliance, Paths, Settlement, Shipper, MAX_HOPS};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        traits::{
            fungible::{Mutate, MutateHold},
            EnsureOrigin, Get, Time,
        },
        weights::WeightMeter,
    },
    frame_system::RawOrigin,
    pallet_timestamp,
    sp_runtime::{traits::Bounded, AccountId32, MultiSignature, MultiSigner},
};

use crate::*;

const START: Moment = 20_000 * 86_400_000;
const RICH: u128 = u128::MAX / 1_000_000_000;

fn at<T: pallet_timestamp::Config<Moment = Moment>>(moment: Moment) {
    pallet_timestamp::Now::<T>::put(moment);
}

fn carrier<T: Config<Currency: Mutate<T::AccountId>>>() -> T::AccountId {
    let who: T::AccountId = account("carrier", 0, 0);
    T::Currency::set_balance(&who, BalanceOf::<T>::max_value() / 1_000_000u32.into());
    who
}

/// A request for a path so many hops long, of controllers who must all agree and all but the last of whom have.
fn asked<T>(hops: u32) -> (RequestOf<T>, T::AccountId)
where
    T: Config<Currency: Mutate<T::AccountId>, Compliance: Compliance>
        + pallet_timestamp::Config<Moment = Moment>,
{
    at::<T>(START);
    let (source, path) = T::Paths::benchmark_path(hops);
    let (asset, controllers) = T::Assets::benchmark_asset(&source);
    let payer = controllers.last().unwrap().clone();
    T::Settlement::benchmark_endow(None, &payer, RICH);
    T::Settlement::benchmark_endow(None, &Pallet::<T>::pot(), RICH / 1_000);
    T::Settlement::benchmark_endow(None, &T::Treasury::get(), RICH / 1_000);
    let class = <T::Subjects as msez_traits::Subjects<T::AccountId>>::class_of(&asset).unwrap();
    let terms = T::Paths::walk(&source, &path, &class, Usd(1_000_000)).unwrap();
    for place in core::iter::once(source).chain(terms.iter().map(|hop| hop.to)) {
        T::Compliance::benchmark_pass(&asset, &place);
    }
    T::Bridge::benchmark_operators(&terms, Usd(1_000_000));
    let request = msez_saga::Request {
        asset,
        version: T::Assets::version(&asset).unwrap(),
        source,
        target: terms.last().unwrap().to,
        path,
        value: Usd(1_000_000),
        max_fee: RICH,
        currency: None,
        payer: payer.clone(),
        deadline: START + T::MaxDuration::get(),
        arbiter: Some(account("arbiter", 0, 0)),
        nonce: 0,
    };
    let action = Pallet::<T>::saga_id(&request);
    for who in controllers.iter().filter(|who| **who != payer) {
        let agreed = T::Assets::agree(&asset, who, request.version, action).unwrap();
        assert!(agreed.is_none());
    }
    (request, payer)
}

/// Everything that a saga can hold beside what it needs.
fn burden<T: Config>(saga: &Digest) {
    let held: Vec<_> = (0..MAX_HELD - 1)
        .map(|n| HeldEvidence { attestation: Digest([n as u8 + 1; 32]), kind: 1, document: Digest([2; 32]) })
        .collect();
    Held::<T>::insert(saga, HeldList::try_from(held).unwrap());
    let target = Sagas::<T>::get(saga).unwrap().request.target;
    let pledges: Vec<_> = (0..MAX_PLEDGES - 1).map(|n| promise::<T>(n, &target)).collect();
    Pledges::<T>::insert(saga, PledgesOf::<T>::try_from(pledges).unwrap());
}

fn promise<T: Config>(n: u32, target: &JurisdictionId) -> Pledge<T::AccountId> {
    let issuer: T::AccountId = account("issuer", n, 0);
    T::Accreditations::benchmark_accredit(&issuer, target, Domain::Kyc);
    Pledge {
        issuer,
        domain: Domain::Kyc,
        kind: AttestationType::KycVerification,
        document: Digest([3; 32]),
        validity: 1_000,
        made_at: START,
        attestation: None,
    }
}

/// A saga on the longest path that stands before its lock.
fn waiting<T>(hops: u32) -> (Digest, SagaOf<T>)
where
    T: Config<Currency: Mutate<T::AccountId>, Compliance: Compliance>
        + pallet_timestamp::Config<Moment = Moment>,
{
    let (request, _) = asked::<T>(hops);
    let id = Pallet::<T>::saga_id(&request);
    let mut saga = Pallet::<T>::create(id, request, HeldList::default(), None).unwrap();
    burden::<T>(&id);
    for _ in 0..2 {
        assert!(Pallet::<T>::happen(&id, &mut saga, Cause::Advance).is_ok());
    }
    assert_eq!(saga.state, State::AttestationGathering);
    (id, saga)
}

/// One that is under way.
fn moving<T>(hops: u32) -> (Digest, SagaOf<T>)
where
    T: Config<Currency: Mutate<T::AccountId>, Compliance: Compliance>
        + pallet_timestamp::Config<Moment = Moment>,
{
    let (id, mut saga) = waiting::<T>(hops);
    Pallet::<T>::follow(&id, &mut saga);
    assert_eq!(saga.state, State::Transit);
    (id, saga)
}

fn itinerary<T: Config>(
    payer: T::AccountId,
    path: Vec<msez_core::CorridorId>,
    target: JurisdictionId,
) -> Itinerary<T::AccountId> {
    let held: Vec<_> = (0..MAX_HELD)
        .map(|n| HeldEvidence { attestation: Digest([n as u8 + 1; 32]), kind: 1, document: Digest([2; 32]) })
        .collect();
    Itinerary {
        target,
        path: path.try_into().unwrap(),
        value: Usd(1_000_000),
        max_fee: RICH,
        currency: None,
        payer,
        duration: T::MaxDuration::get(),
        arbiter: None,
        until: START + 1_000,
        held: held.try_into().unwrap(),
    }
}

/// On its payer's deposit.
fn keep<T: Config>(asset: SubjectId, laid: Itinerary<T::AccountId>) {
    let (payer, deposit) = (laid.payer.clone(), Pallet::<T>::itinerary_deposit());
    T::Currency::hold(&HoldReason::Itinerary.into(), &payer, deposit).unwrap();
    let rule = T::Assets::rule(&asset).unwrap();
    Itineraries::<T>::insert(asset, LaidDown { itinerary: laid, rule, depositor: payer, deposit });
}

/// All controllers but the payer, whose agreement is then the last.
fn others_agree<T: Config>(asset: &SubjectId, payer: &T::AccountId, version: u64, action: Digest) {
    let controllers =
        (0..msez_asset::MAX_CONTROLLERS).map(|n| -> T::AccountId { account("controller", n, 0) });
    for who in controllers.filter(|who| who != payer && T::Assets::controls(asset, who)) {
        assert!(T::Assets::agree(asset, &who, version, action).unwrap().is_none());
    }
}

fn governance<T: Config>() -> T::RuntimeOrigin {
    T::GovernanceOrigin::try_successful_origin().unwrap()
}

#[benchmarks(where
    T: Config<
            Currency: Mutate<<T as polkadot_sdk::frame_system::Config>::AccountId>,
            Compliance: Compliance,
            Signature: From<MultiSignature>,
        > + pallet_timestamp::Config<Moment = Moment>,
    <T as polkadot_sdk::frame_system::Config>::AccountId: From<AccountId32>,
)]
mod benches {
    use super::*;

    #[benchmark]
    fn start(h: Linear<1, MAX_HOPS>) {
        let (request, payer) = asked::<T>(h);
        let id = Pallet::<T>::saga_id(&request);

        #[extrinsic_call]
        _(RawOrigin::Signed(payer), request, HeldList::default());

        assert_eq!(Sagas::<T>::get(id).unwrap().state, State::Transit);
    }

    /// The controllers' own agreement is as dear as in `start`; what is added is the signature, over the text as browser
    /// wallets wrap it, which is tried last.
    #[benchmark]
    fn start_signed(h: Linear<1, MAX_HOPS>) {
        use polkadot_sdk::sp_runtime::traits::IdentifyAccount;
        let (request, _) = asked::<T>(h);
        let key = polkadot_sdk::sp_io::crypto::ecdsa_generate(0.into(), None);
        let payload = msez_saga::signed_payload(&Pallet::<T>::saga_id(&request));
        let wrapped = [b"<Bytes>", &payload[..], b"</Bytes>"].concat();
        let message = polkadot_sdk::sp_io::hashing::blake2_256(&wrapped);
        let signature = polkadot_sdk::sp_io::crypto::ecdsa_sign_prehashed(0.into(), &key, &message).unwrap();
        let signer: T::AccountId = MultiSigner::from(key).into_account().into();
        let id = Pallet::<T>::saga_id(&request);
        let signature = T::Signature::from(MultiSignature::Ecdsa(signature));
        let payer = request.payer.clone();

        #[block]
        {
            assert!(Pallet::<T>::is_signed_by(&id, &signature, &signer));
            Pallet::<T>::start(RawOrigin::Signed(payer).into(), request, HeldList::default()).unwrap();
        }

        assert_eq!(Sagas::<T>::get(id).unwrap().state, State::Transit);
    }

    #[benchmark]
    fn forward(h: Linear<1, MAX_HOPS>) {
        let (id, mut saga) = waiting::<T>(h);

        #[block]
        {
            Pallet::<T>::look_at(&id, &mut saga);
        }

        assert_eq!(saga.state, State::Transit);
    }

    #[benchmark]
    fn decide(h: Linear<1, MAX_HOPS>) {
        let (id, saga) = moving::<T>(h);
        T::Bridge::benchmark_prepare(&saga.transit.unwrap().transfer);
        let mut saga = Sagas::<T>::get(id).unwrap();

        #[block]
        {
            Pallet::<T>::look_at(&id, &mut saga);
        }

        assert_eq!(saga.state, State::DestinationUnlock);
    }

    /// What the bridge has committed is taken as found: its digest is looked up, not there, and the rest done.
    #[benchmark]
    fn land(h: Linear<1, MAX_HOPS>) {
        let (id, mut saga) = moving::<T>(h);
        let (asset, target) = (saga.request.asset, saga.request.target);
        let mut pledges = Pledges::<T>::get(id);
        pledges.iter_mut().for_each(|one| one.attestation = Some(Digest([1; 32])));
        Pledges::<T>::insert(id, pledges);
        let transfer = saga.transit.unwrap().transfer;

        #[block]
        {
            let _ = T::Bridge::committed_digest(&transfer);
            Pallet::<T>::arrive_and_freeze(&id, &mut saga, START).unwrap();
        }

        let home = <T::Assets as msez_traits::AssetLock>::home(&asset);
        assert_eq!(home, Some(target));
    }

    #[benchmark]
    fn compensate(h: Linear<1, MAX_HOPS>) {
        let (id, saga) = moving::<T>(h);
        T::Bridge::benchmark_prepare(&saga.transit.unwrap().transfer);
        let mut saga = Sagas::<T>::get(id).unwrap();
        at::<T>(saga.request.deadline + 1);

        #[block]
        {
            Pallet::<T>::look_at(&id, &mut saga);
        }

        assert_eq!(saga.state, State::Compensated);
    }

    #[benchmark]
    fn add_evidence() {
        let (id, saga) = moving::<T>(1);
        let evidence = HeldEvidence { attestation: Digest([99; 32]), kind: 1, document: Digest([2; 32]) };
        let asset = saga.request.asset;

        #[block]
        {
            // Whether the attestation is there is the same work; what follows is weighed by itself.
            let _ = Pallet::<T>::check_evidence(&asset, &evidence);
            Held::<T>::mutate(id, |held| held.try_push(evidence)).unwrap();
        }

        assert_eq!(Held::<T>::get(id).len() as u32, MAX_HELD);
    }

    #[benchmark]
    fn pledge() {
        let (id, saga) = moving::<T>(1);
        let one = promise::<T>(999, &saga.request.target);

        #[block]
        {
            assert!(Pallet::<T>::may_pledge(&saga, &one.issuer, one.domain));
            Pledges::<T>::mutate(id, |pledges| pledges.try_push(one)).unwrap();
        }

        assert_eq!(Pledges::<T>::get(id).len() as u32, MAX_PLEDGES);
    }

    #[benchmark]
    fn cancel(h: Linear<1, MAX_HOPS>) {
        let (id, saga) = waiting::<T>(h);
        let asset = saga.request.asset;
        let version = T::Assets::version(&asset).unwrap();
        let action = Pallet::<T>::cancellation(&id);
        let payer = saga.request.payer.clone();
        others_agree::<T>(&asset, &payer, version, action);

        #[extrinsic_call]
        _(RawOrigin::Signed(payer), id);

        assert_eq!(Sagas::<T>::get(id).unwrap().state, State::Cancelled);
    }

    #[benchmark]
    fn dispute(h: Linear<1, MAX_HOPS>) {
        let (id, _) = moving::<T>(h);
        let who = carrier::<T>();

        #[block]
        {
            // Nothing costs more than to find that somebody has no standing: every place and every hop was looked at.
            let saga = Pallet::<T>::open(&id).ok().unwrap();
            assert!(!Pallet::<T>::has_standing(&saga, &who));
            Pallet::<T>::object(&id, saga, who, Digest([1; 32])).unwrap();
        }

        assert_eq!(Sagas::<T>::get(id).unwrap().state, State::Disputed);
    }

    #[benchmark]
    fn rule() {
        let (id, saga) = moving::<T>(1);
        let who = carrier::<T>();
        Pallet::<T>::object(&id, saga, who, Digest([1; 32])).unwrap();
        let arbiter: T::AccountId = account("arbiter", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(arbiter), id, Ruling::Resume);

        assert_eq!(Sagas::<T>::get(id).unwrap().state, State::Transit);
    }

    #[benchmark]
    fn waive() {
        let (id, mut saga) = waiting::<T>(1);
        let mut compensation = Compensation::new(State::SourceLock, Cause::TimedOut);
        compensation.tries = MAX_TRIES;
        saga.compensation = Some(compensation);
        saga.state = State::Compensating;
        Sagas::<T>::insert(id, saga);
        let governed = governance::<T>();

        #[extrinsic_call]
        _(governed as T::RuntimeOrigin, id, Action::RefundFees);

        assert!(Sagas::<T>::get(id).unwrap().compensation.unwrap().waived > 0);
    }

    #[benchmark]
    fn set_itinerary() {
        let (request, payer) = asked::<T>(MAX_HOPS);
        let laid = itinerary::<T>(payer.clone(), request.path.clone(), request.target);
        let former = Itinerary { until: START + 2_000, ..laid.clone() };
        let action = Pallet::<T>::laying_down(&request.asset, &laid);
        keep::<T>(request.asset, former);
        others_agree::<T>(&request.asset, &payer, request.version, action);

        #[extrinsic_call]
        _(RawOrigin::Signed(payer), request.asset, request.version, laid.clone());

        assert_eq!(Itineraries::<T>::get(request.asset).unwrap().itinerary, laid);
    }

    #[benchmark]
    fn clear_itinerary() {
        let (request, payer) = asked::<T>(MAX_HOPS);
        let laid = itinerary::<T>(payer.clone(), request.path.clone(), request.target);
        keep::<T>(request.asset, laid);

        #[extrinsic_call]
        _(RawOrigin::Signed(payer), request.asset);

        assert!(!Itineraries::<T>::contains_key(request.asset));
    }

    #[benchmark]
    fn remove() {
        let (id, mut saga) = moving::<T>(MAX_HOPS);
        at::<T>(saga.request.deadline + 1);
        Pallet::<T>::look_at(&id, &mut saga);
        at::<T>(T::Time::now() + T::Retention::get() + 1);
        let caller = carrier::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), id);

        assert!(!Sagas::<T>::contains_key(id));
    }

    #[benchmark]
    fn set_parameters() {
        let governed = governance::<T>();

        #[extrinsic_call]
        _(governed as T::RuntimeOrigin, Parameters::default());

        assert!(Governed::<T>::exists());
    }

    #[benchmark]
    fn agenda_base() {
        let (id, _) = moving::<T>(1);

        #[block]
        {
            Pallet::<T>::work_off_agenda(&mut WeightMeter::new());
        }

        assert_eq!(Sagas::<T>::get(id).unwrap().state, State::Transit);
    }

    #[benchmark]
    fn agenda_read() {
        let (id, _) = moving::<T>(MAX_HOPS);

        #[block]
        {
            let key = Agenda::<T>::iter_keys().next().unwrap();
            assert!(Sagas::<T>::get(key.id()).is_some());
            assert_eq!(Pledges::<T>::decode_len(id), Some(MAX_PLEDGES as usize - 1));
        }
    }

    #[benchmark]
    fn notice() {
        let (id, saga) = moving::<T>(MAX_HOPS);
        let transfer = saga.transit.unwrap().transfer;

        #[block]
        {
            <Pallet<T> as Shipper>::overdue(&id, &transfer);
        }

        assert!(Sagas::<T>::get(id).unwrap().overdue);
    }

    #[benchmark]
    fn program_lock() {
        use msez_traits::AssetLock;
        let (request, _) = asked::<T>(1);
        let id = Digest([9; 32]);
        let mut lock = vec![(id, request.asset)];

        #[block]
        {
            let (id, asset) = lock.pop().unwrap();
            T::Assets::lock(&asset, id).unwrap();
            let until = START + 1;
            ProgramLocks::<T>::insert(id, ProgramLock { asset, actor: id, until });
            Agenda::<T>::insert(AgendaKey::new(until, id), ());
            Pallet::<T>::end_program_lock(&id);
        }

        assert!(!ProgramLocks::<T>::contains_key(id));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
