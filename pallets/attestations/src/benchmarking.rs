//! Every call at its dearest: a full cell, an older statement and one lined up to supersede.

use alloc::vec::Vec;
use msez_attestation::{wrapped, NonceWindow, Record, RevocationReason, Revoker, Statement, Status};
use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId, Moment, SubjectId};
use msez_traits::{Accreditations, Jurisdictions, Tensor};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        traits::{fungible::Mutate, Get, Hooks},
        weights::WeightMeter,
    },
    frame_system::RawOrigin,
    pallet_timestamp,
    sp_core::crypto::KeyTypeId,
    sp_io::crypto as host,
    sp_runtime::{
        traits::{Bounded, IdentifyAccount},
        AccountId32, MultiSignature, MultiSigner,
    },
};

use crate::{agenda::RETRY, *};

const KEYS: KeyTypeId = KeyTypeId(*b"atst");
const DAY: Moment = 86_400_000;
const START: Moment = 1_000 * DAY;
const DEADLINE: Moment = START + DAY;

fn jurisdiction() -> JurisdictionId {
    "uae-difc".parse().unwrap()
}

fn at<T: pallet_timestamp::Config<Moment = Moment>>(moment: Moment) {
    pallet_timestamp::Now::<T>::put(moment);
}

fn statement(valid_from: Moment) -> Statement {
    Statement {
        subject: SubjectId([7; 32]),
        jurisdiction: jurisdiction(),
        domain: Domain::Kyc,
        state: ComplianceState::Compliant,
        valid_from,
        valid_until: Some(START + 30 * DAY),
        evidence: Digest([9; 32]),
    }
}

fn rich<T: Config<Currency: Mutate<T::AccountId>>>(who: &T::AccountId) {
    T::Currency::set_balance(who, BalanceOf::<T>::max_value() / 1_000_000u32.into());
}

/// An issuer who can attest here, in a world where that is possible.
fn accredited<T>(issuer: T::AccountId) -> T::AccountId
where
    T: Config<Currency: Mutate<T::AccountId>> + pallet_timestamp::Config<Moment = Moment>,
{
    at::<T>(START);
    let authority: T::AccountId = account("authority", 0, 0);
    rich::<T>(&authority);
    rich::<T>(&issuer);
    T::Jurisdictions::benchmark_register(&jurisdiction(), &authority);
    T::Accreditations::benchmark_accredit(&issuer, &jurisdiction(), Domain::Kyc);
    T::Tensor::benchmark_register(&SubjectId([7; 32]));
    issuer
}

/// Takes slots of a cell for other issuers, leaving some free.
fn fill<T: Config>(coordinate: Coordinate, free: u32) {
    for n in 0..T::MaxPerCell::get().saturating_sub(free) {
        let issuer: T::AccountId = account("other", n, 0);
        let statement = statement(START - DAY);
        let id = Pallet::<T>::attestation_id(&issuer, 0, &statement);
        let mut window = NonceWindow::default();
        window.accept(0).unwrap();
        Nonces::<T>::insert(&issuer, window);
        ByCoordinate::<T>::mutate(coordinate, |slots| {
            let slot = Slot {
                id,
                issuer: issuer.clone(),
                state: statement.state,
                valid_from: statement.valid_from,
                valid_until: statement.valid_until,
            };
            slots.try_push(slot).unwrap();
        });
        let due = statement.valid_until;
        Agenda::<T>::insert(AgendaKey::new(due.unwrap(), id), ());
        let record = Record {
            depositor: issuer.clone(),
            issuer,
            statement,
            nonce: 0,
            submitted_at: START - DAY,
            status: Status::Live,
            due,
            deposit: 0u32.into(),
        };
        Attestations::<T>::insert(id, record);
    }
}

/// The issuer's statement in force and the one lined up, in a cell that is then full.
fn crowded<T: Config>(issuer: &T::AccountId) -> Digest {
    let present = statement(START);
    Pallet::<T>::accept(issuer.clone(), 0, present, issuer.clone()).unwrap();
    let ahead = statement(START + DAY);
    Pallet::<T>::accept(issuer.clone(), 1, ahead, issuer.clone()).unwrap();
    fill::<T>(present.coordinate(), 2);
    Pallet::<T>::attestation_id(issuer, 0, &present)
}

fn sr25519_signer<T: Config<AccountId: From<AccountId32>>>(
) -> (T::AccountId, impl Fn(&[u8]) -> MultiSignature) {
    let key = host::sr25519_generate(KEYS, None);
    let who = MultiSigner::from(key).into_account().into();
    (who, move |bytes: &[u8]| host::sr25519_sign(KEYS, &key, bytes).unwrap().into())
}

#[benchmarks(where
    T: Config<
        Currency: Mutate<T::AccountId>,
        Signature: From<MultiSignature>,
        AccountId: From<AccountId32>,
    > + pallet_timestamp::Config<Moment = Moment>,
)]
mod benches {
    use super::*;

    #[benchmark]
    fn attest() {
        let issuer = accredited::<T>(account("issuer", 0, 0));
        let older = crowded::<T>(&issuer);
        let new = Statement { evidence: Digest([1; 32]), ..statement(START) };

        #[extrinsic_call]
        _(RawOrigin::Signed(issuer.clone()), 2, new);

        let ended = Attestations::<T>::get(older).unwrap().status.ended_at();
        assert_eq!(ended, Some(START));
        assert!(Attestations::<T>::contains_key(Pallet::<T>::attestation_id(&issuer, 2, &new)));
    }

    #[benchmark]
    fn attest_signed() {
        let (issuer, sign) = sr25519_signer::<T>();
        let issuer = accredited::<T>(issuer);
        crowded::<T>(&issuer);
        let carrier: T::AccountId = account("carrier", 0, 0);
        rich::<T>(&carrier);
        let new = Statement { evidence: Digest([1; 32]), ..statement(START) };
        let payload = Pallet::<T>::context().attestation_payload(&issuer.clone().into(), 2, DEADLINE, &new);
        let signature = sign(&wrapped(&payload)).into();

        #[extrinsic_call]
        _(RawOrigin::Signed(carrier), issuer.clone(), 2, new, DEADLINE, signature);

        assert!(Attestations::<T>::contains_key(Pallet::<T>::attestation_id(&issuer, 2, &new)));
    }

    #[benchmark]
    fn revoke() {
        let issuer = accredited::<T>(account("issuer", 0, 0));
        let id = crowded::<T>(&issuer);
        let authority: T::AccountId = account("authority", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(authority), id, RevocationReason::EvidenceWithdrawn);

        let status = Attestations::<T>::get(id).unwrap().status;
        assert!(matches!(status, Status::Revoked { by: Revoker::Authority, .. }));
    }

    #[benchmark]
    fn revoke_signed() {
        let (issuer, sign) = sr25519_signer::<T>();
        let issuer = accredited::<T>(issuer);
        let id = crowded::<T>(&issuer);
        let carrier: T::AccountId = account("carrier", 0, 0);
        let reason = RevocationReason::EvidenceWithdrawn;
        let payload = Pallet::<T>::context().revocation_payload(&issuer.into(), &id, reason, DEADLINE);
        let signature = sign(&wrapped(&payload)).into();

        #[extrinsic_call]
        _(RawOrigin::Signed(carrier), id, reason, DEADLINE, signature);

        assert!(Attestations::<T>::get(id).unwrap().status.ended_at().is_some());
    }

    #[benchmark]
    fn remove() {
        let issuer = accredited::<T>(account("issuer", 0, 0));
        let short = Statement { valid_until: Some(START + 1), ..statement(START) };
        Pallet::<T>::accept(issuer.clone(), 0, short, issuer.clone()).unwrap();
        at::<T>(START + 1);
        Pallet::<T>::work_off_agenda(&mut WeightMeter::new());
        at::<T>(START + 1 + T::RemovalGrace::get());
        fill::<T>(short.coordinate(), 1);
        let id = Pallet::<T>::attestation_id(&issuer, 0, &short);

        #[extrinsic_call]
        _(RawOrigin::Signed(account("anyone", 0, 0)), id);

        assert!(!Attestations::<T>::contains_key(id));
    }

    #[benchmark]
    fn retire_nonces() {
        let issuer: T::AccountId = account("issuer", 0, 0);
        rich::<T>(&issuer);

        #[extrinsic_call]
        _(RawOrigin::Signed(issuer.clone()), 500);

        assert_eq!(Nonces::<T>::get(&issuer).floor(), 500);
    }

    #[benchmark]
    fn agenda_base() {
        at::<T>(START);
        Agenda::<T>::insert(AgendaKey::new(START + RETRY, Digest([1; 32])), ());

        #[block]
        {
            Pallet::<T>::on_poll(1u32.into(), &mut WeightMeter::new());
        }
    }

    #[benchmark]
    fn agenda_item() {
        let issuer = accredited::<T>(account("issuer", 0, 0));
        let older = crowded::<T>(&issuer);
        at::<T>(START + DAY);

        #[block]
        {
            Pallet::<T>::on_poll(1u32.into(), &mut WeightMeter::new());
        }

        assert!(matches!(Attestations::<T>::get(older).unwrap().status, Status::Superseded { .. }));
    }

    #[benchmark]
    fn verify_sr25519() {
        let (who, sign) = sr25519_signer::<T>();
        let payload: Vec<u8> = alloc::vec![1; msez_attestation::MAX_PAYLOAD];
        let signature: T::Signature = sign(&wrapped(&payload)).into();
        let good;

        #[block]
        {
            good = signing::is_signed_by::<T>(&payload, &signature, &who);
        }

        assert!(good);
    }

    #[benchmark]
    fn verify_ed25519() {
        let key = host::ed25519_generate(KEYS, None);
        let who: T::AccountId = MultiSigner::from(key).into_account().into();
        let payload: Vec<u8> = alloc::vec![1; msez_attestation::MAX_PAYLOAD];
        let signature = host::ed25519_sign(KEYS, &key, &wrapped(&payload)).unwrap();
        let signature: T::Signature = MultiSignature::from(signature).into();
        let good;

        #[block]
        {
            good = signing::is_signed_by::<T>(&payload, &signature, &who);
        }

        assert!(good);
    }

    #[benchmark]
    fn verify_ecdsa() {
        let key = host::ecdsa_generate(KEYS, None);
        let who: T::AccountId = MultiSigner::from(key).into_account().into();
        let payload: Vec<u8> = alloc::vec![1; msez_attestation::MAX_PAYLOAD];
        let signature = host::ecdsa_sign(KEYS, &key, &wrapped(&payload)).unwrap();
        let signature: T::Signature = MultiSignature::from(signature).into();
        let good;

        #[block]
        {
            good = signing::is_signed_by::<T>(&payload, &signature, &who);
        }

        assert!(good);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::chain(), crate::mock::Test);
}
