//! From real evidence of an equivocation to its punishment, for each protocol, through unsigned transactions as a node
//! sends them.

use super::chain::*;
use crate::{constants::UNIT, genesis_presets::DevAuthority, *};
use codec::{Decode, Encode};
use frame_support::{
    assert_noop, assert_ok,
    storage::with_transaction,
    traits::{KeyOwnerProofSystem, OriginTrait},
};
use msez_test_support::{assert_event, events_of};
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
    sp_consensus_beefy::{known_payloads::MMR_ROOT_ID, Commitment, DoubleVotingProof, Payload, VoteMessage},
    sp_core::{ecdsa, Pair, H256},
    sp_runtime::{
        traits::{Dispatchable, Header as _},
        transaction_validity::{
            InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
        },
        Digest, DigestItem, DispatchError, Perbill, RuntimeAppPublic, TransactionOutcome,
    },
    sp_session::MembershipProof,
    sp_staking::offence::Kind,
};

/// What each validator of the preset has bonded.
const BOND: Balance = 100_000 * UNIT;
/// One of four: (3/4)² of the bond.
const PORTION: Perbill = Perbill::from_parts(562_500_000);
const SLASHED: Balance = BOND / 10_000 * 5_625;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Protocol {
    Babe,
    Grandpa,
    Beefy,
}

const PROTOCOLS: [Protocol; 3] = [Protocol::Babe, Protocol::Grandpa, Protocol::Beefy];

/// Who is said to have contradicted himself, who signed both statements, and in what they differ.
#[derive(Clone, Copy)]
struct Claim<'a> {
    accused: &'a DevAuthority,
    signer: &'a DevAuthority,
    contents: [u8; 2],
}

/// He did.
fn true_of(offender: &DevAuthority) -> Claim<'_> {
    Claim { accused: offender, signer: offender, contents: [1, 2] }
}

fn beefy_vote(
    claim: Claim,
    block_number: BlockNumber,
    content: u8,
) -> VoteMessage<
    BlockNumber,
    sp_consensus_beefy::ecdsa_crypto::AuthorityId,
    sp_consensus_beefy::ecdsa_crypto::Signature,
> {
    let commitment = Commitment {
        payload: Payload::from_single_entry(MMR_ROOT_ID, H256::repeat_byte(content).encode()),
        block_number,
        validator_set_id: Beefy::validator_set().unwrap().id(),
    };
    let pair = ecdsa::Pair::from_string(&format!("//{}", claim.signer.account), None).unwrap();
    let signature = pair.sign_prehashed(&sp_io::hashing::keccak_256(&commitment.encode())).into();
    VoteMessage { commitment, id: claim.accused.session_keys().beefy, signature }
}

impl Protocol {
    fn offence(self) -> Kind {
        *match self {
            Protocol::Babe => b"babe:equivocatio",
            Protocol::Grandpa => b"grandpa:equivoca",
            Protocol::Beefy => b"beefy:equivocati",
        }
    }

    /// The proof that his key is in the running set; for a stranger's key it proves nothing.
    fn ownership(self, who: &DevAuthority) -> MembershipProof {
        let keys = who.session_keys();
        Historical::prove(match self {
            Protocol::Babe => (sp_consensus_babe::KEY_TYPE, keys.babe.to_raw_vec()),
            Protocol::Grandpa => (sp_consensus_grandpa::KEY_TYPE, keys.grandpa.to_raw_vec()),
            Protocol::Beefy => (sp_consensus_beefy::KEY_TYPE, keys.beefy.to_raw_vec()),
        })
        .unwrap()
    }

    /// A report on what was just done, in the running session.
    fn report(self, claim: Claim, key_owner_proof: MembershipProof) -> RuntimeCall {
        match self {
            Protocol::Babe => {
                let slot = Babe::current_slot();
                let sealed = |content: u8| {
                    let claimed = SecondaryPlainPreDigest { authority_index: 1, slot };
                    let digest = Digest {
                        logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claimed))],
                    };
                    let root = H256::repeat_byte(content);
                    let mut header =
                        Header::new(System::block_number(), H256::zero(), root, H256::zero(), digest);
                    let seal = claim.signer.account.pair().sign(header.hash().as_bytes());
                    header.digest_mut().push(DigestItem::babe_seal(seal.into()));
                    header
                };
                let [first, second] = claim.contents;
                let first_header = sealed(first);
                // Two seals of one header differ, so the same header twice is a copy.
                let second_header = if second == first { first_header.clone() } else { sealed(second) };
                let offender = claim.accused.session_keys().babe;
                let equivocation_proof = Box::new(sp_consensus_babe::EquivocationProof {
                    offender,
                    slot,
                    first_header,
                    second_header,
                });
                pallet_babe::Call::report_equivocation_unsigned { equivocation_proof, key_owner_proof }.into()
            }
            Protocol::Grandpa => {
                use sp_consensus_grandpa::{AuthoritySignature, EquivocationProof, Message, Prevote};
                let (round, set) = (7u64, Grandpa::current_set_id());
                let [first, second] = claim.contents.map(|content| {
                    let vote =
                        Prevote::<Header> { target_hash: H256::repeat_byte(content), target_number: 1 };
                    let message = Message::<Header>::Prevote(vote.clone());
                    let payload = sp_consensus_grandpa::localized_payload(round, set, &message);
                    (vote, AuthoritySignature::from(claim.signer.grandpa.pair().sign(&payload)))
                });
                // By its encoding, since the crate that names the inner type is no dependency. 0: both are prevotes.
                let encoded = (set, 0u8, round, claim.accused.session_keys().grandpa, first, second).encode();
                let equivocation_proof =
                    Box::new(EquivocationProof::<Hash, BlockNumber>::decode(&mut &encoded[..]).unwrap());
                pallet_grandpa::Call::report_equivocation_unsigned { equivocation_proof, key_owner_proof }
                    .into()
            }
            Protocol::Beefy => {
                let [first, second] =
                    claim.contents.map(|content| beefy_vote(claim, System::block_number(), content));
                let equivocation_proof = Box::new(DoubleVotingProof { first, second });
                pallet_beefy::Call::report_double_voting_unsigned { equivocation_proof, key_owner_proof }
                    .into()
            }
        }
    }

    fn duplicate(self) -> DispatchError {
        match self {
            Protocol::Babe => pallet_babe::Error::<Runtime>::DuplicateOffenceReport.into(),
            Protocol::Grandpa => pallet_grandpa::Error::<Runtime>::DuplicateOffenceReport.into(),
            Protocol::Beefy => pallet_beefy::Error::<Runtime>::DuplicateOffenceReport.into(),
        }
    }

    fn no_equivocation(self) -> DispatchError {
        match self {
            Protocol::Babe => pallet_babe::Error::<Runtime>::InvalidEquivocationProof.into(),
            Protocol::Grandpa => pallet_grandpa::Error::<Runtime>::InvalidEquivocationProof.into(),
            Protocol::Beefy => pallet_beefy::Error::<Runtime>::InvalidDoubleVotingProof.into(),
        }
    }

    fn not_his_key(self) -> DispatchError {
        match self {
            Protocol::Babe => pallet_babe::Error::<Runtime>::InvalidKeyOwnershipProof.into(),
            Protocol::Grandpa => pallet_grandpa::Error::<Runtime>::InvalidKeyOwnershipProof.into(),
            Protocol::Beefy => pallet_beefy::Error::<Runtime>::InvalidKeyOwnershipProof.into(),
        }
    }
}

/// Runs a test in the second session, once for each protocol.
fn for_each_protocol(test: impl Fn(Protocol)) {
    for protocol in PROTOCOLS {
        local(|| {
            next_session();
            test(protocol)
        });
    }
}

/// What the pool of a node says, where a runtime call leaves no trace.
fn validity(source: TransactionSource, call: &RuntimeCall) -> TransactionValidity {
    let transaction = UncheckedExtrinsic::new_bare(call.clone());
    let mut validity = None;
    let _ = with_transaction(|| {
        validity = Some(Executive::validate_transaction(source, transaction, H256::zero()));
        TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
    });
    validity.unwrap()
}

fn dispatched(call: &RuntimeCall) -> Result<(), DispatchError> {
    call.clone().dispatch(RuntimeOrigin::none()).map(|_| ()).map_err(|refused| refused.error)
}

fn invalid(why: InvalidTransaction) -> TransactionValidityError {
    why.into()
}

fn at_stake(who: &DevAuthority) -> Balance {
    Bonds::at_stake(Role::Validator, &account(who))
}

fn is_disabled(who: &DevAuthority) -> bool {
    let set = Session::validators();
    Session::disabled_validators().iter().any(|index| set[*index as usize] == account(who))
}

/// Whether he is in the set of each protocol.
fn works(who: &DevAuthority) -> [bool; 3] {
    let keys = who.session_keys();
    [
        Babe::authorities().iter().any(|(key, _)| *key == keys.babe),
        Grandpa::grandpa_authorities().iter().any(|(key, _)| *key == keys.grandpa),
        Beefy::validator_set().unwrap().validators().contains(&keys.beefy),
    ]
}

/// Nothing has happened to him.
#[track_caller]
fn assert_unharmed(who: &DevAuthority) {
    assert_eq!(at_stake(who), BOND);
    assert!(!is_disabled(who));
    assert!(pallet_validators::Admitted::<Runtime>::contains_key(account(who)));
    assert!(Validators::is_candidate(&account(who)));
    assert_eq!(pallet_offences::Reports::<Runtime>::iter().count(), 0);
}

#[track_caller]
fn assert_punished(protocol: Protocol, who: &DevAuthority, session: u32) {
    let offences = events_of::<Runtime, pallet_offences::Event>();
    assert!(
        matches!(&offences[..], [pallet_offences::Event::Offence { kind, .. }] if *kind == protocol.offence()),
        "{protocol:?}: {offences:?}"
    );
    assert_event::<Runtime>(pallet_bonds::Event::Slashed {
        role: Role::Validator,
        offender: account(who),
        amount: SLASHED,
        // The block's author has sent the report.
        reporters: SLASHED / 10,
        harmed: 0,
        treasury: SLASHED / 10 * 9,
        burnt: 0,
    });
    assert_event::<Runtime>(pallet_validators::Event::OffencePunished {
        offender: account(who),
        kind: Some(protocol.offence()),
        session,
        portion: PORTION,
        slashed: SLASHED,
    });
    assert_eq!(at_stake(who), BOND - SLASHED);
}

#[test]
fn an_equivocator_is_slashed_disabled_removed_and_needs_admission_again() {
    for_each_protocol(|protocol| {
        let report = protocol.report(true_of(BOB), protocol.ownership(BOB));
        assert!(validity(TransactionSource::Local, &report).is_ok(), "{protocol:?}");
        let before = Balances::free_balance(account(ALICE));
        submit(report).unwrap().unwrap();
        assert_punished(protocol, BOB, 1);
        assert_event::<Runtime>(pallet_session::Event::ValidatorDisabled { validator: account(BOB) });
        assert_eq!(Balances::free_balance(account(ALICE)), before + SLASHED / 10);
        assert!(is_disabled(BOB));

        next_session();
        assert!(is_disabled(BOB) && works(BOB) == [true; 3], "{protocol:?}: the planned set runs first");
        next_session();
        assert_eq!(works(BOB), [false; 3], "{protocol:?}");
        assert_eq!(Session::validators(), [ALICE, CHARLIE, DAVE].map(account));
        assert!(Session::disabled_validators().is_empty());

        type Refused = pallet_validators::Error<Runtime>;
        assert_noop!(Validators::enlist(signed(BOB)), Refused::NotAdmitted);
        let (keys, proof) = new_keys(BOB);
        assert_noop!(
            Session::set_keys(signed(BOB), keys, proof),
            pallet_session::Error::<Runtime>::NoAssociatedValidatorId
        );
        assert_ok!(Validators::admit(RuntimeOrigin::root(), account(BOB)));
        assert_ok!(Validators::enlist(signed(BOB)));
        next_session();
        next_session();
        assert_eq!(works(BOB), [true; 3], "{protocol:?}");
        assert!(!is_disabled(BOB));
    })
}

#[test]
fn a_report_counts_in_the_next_session_with_the_proof_of_the_old_one() {
    for_each_protocol(|protocol| {
        let report = protocol.report(true_of(BOB), protocol.ownership(BOB));
        next_session();
        assert!(validity(TransactionSource::Local, &report).is_ok(), "{protocol:?}");
        submit(report).unwrap().unwrap();
        assert_punished(protocol, BOB, 1);
        assert!(is_disabled(BOB));
    })
}

#[test]
fn who_has_left_and_unbonds_is_slashed_for_what_he_did_before() {
    for_each_protocol(|protocol| {
        let report = protocol.report(true_of(BOB), protocol.ownership(BOB));
        assert_ok!(Validators::retire(signed(BOB)));
        next_session();
        next_session();
        assert_ok!(Bonds::unbond(signed(BOB), Role::Validator, BOND));
        // Other keys do not hide the ones with which he signed.
        let (keys, proof) = new_keys(BOB);
        assert_ok!(Session::set_keys(signed(BOB), keys, proof));
        next_session();
        submit(report).unwrap().unwrap();
        assert_punished(protocol, BOB, 1);
        assert!(!pallet_validators::Admitted::<Runtime>::contains_key(account(BOB)));
    })
}

#[test]
fn a_second_report_of_the_same_offence_is_refused() {
    for_each_protocol(|protocol| {
        let ownership = protocol.ownership(BOB);
        let report = protocol.report(true_of(BOB), ownership.clone());
        submit(report.clone()).unwrap().unwrap();
        // The same evidence, and other evidence of the same moment.
        let other = protocol.report(Claim { contents: [3, 4], ..true_of(BOB) }, ownership);
        for again in [report, other] {
            let stale = invalid(InvalidTransaction::Stale);
            assert_eq!(validity(TransactionSource::Local, &again), Err(stale), "{protocol:?}");
            assert_eq!(submit(again.clone()), Err(stale), "{protocol:?}");
            assert_noop!(dispatched(&again), protocol.duplicate());
        }
        assert_eq!(at_stake(BOB), BOND - SLASHED);
    })
}

#[test]
fn a_forged_signature_and_a_statement_made_once_are_no_equivocation() {
    for_each_protocol(|protocol| {
        for claim in [Claim { signer: CHARLIE, ..true_of(BOB) }, Claim { contents: [1, 1], ..true_of(BOB) }] {
            let report = protocol.report(claim, protocol.ownership(BOB));
            assert_noop!(dispatched(&report), protocol.no_equivocation());
            // As a transaction it may enter a block, since signatures are only checked there, and does nothing in it.
            let refused = submit(report).unwrap().unwrap_err();
            assert_eq!(refused, protocol.no_equivocation(), "{protocol:?}");
            assert_unharmed(BOB);
            assert_unharmed(CHARLIE);
        }
    })
}

#[test]
fn a_stranger_cannot_be_passed_off_as_a_validator() {
    for_each_protocol(|protocol| {
        // Eve did equivocate, but is no validator: neither Bob's proof nor one of her own helps.
        for ownership in [protocol.ownership(BOB), protocol.ownership(EVE)] {
            let report = protocol.report(true_of(EVE), ownership);
            let refused = invalid(InvalidTransaction::BadProof);
            assert_eq!(validity(TransactionSource::Local, &report), Err(refused), "{protocol:?}");
            assert_eq!(submit(report.clone()), Err(refused), "{protocol:?}");
            assert_noop!(dispatched(&report), protocol.not_his_key());
        }
        assert_unharmed(BOB);
    })
}

#[test]
fn a_proof_of_another_session_does_not_fit() {
    for_each_protocol(|protocol| {
        let old = protocol.ownership(BOB);
        next_session();
        let report = protocol.report(true_of(BOB), old);
        // GRANDPA counts in sets, and the set is the same: the offence is booked to the session that is proven.
        if protocol == Protocol::Grandpa {
            assert_ok!(dispatched(&report));
            assert_punished(protocol, BOB, 1);
        } else {
            assert!(dispatched(&report).is_err(), "{protocol:?}");
            assert_unharmed(BOB);
        }
    })
}

#[test]
fn a_report_is_taken_from_the_own_node_only() {
    for_each_protocol(|protocol| {
        let report = protocol.report(true_of(BOB), protocol.ownership(BOB));
        let refused = invalid(InvalidTransaction::Call);
        assert_eq!(validity(TransactionSource::External, &report), Err(refused), "{protocol:?}");
    })
}

#[test]
fn a_beefy_vote_for_a_block_that_is_not_there_costs_half() {
    local(|| {
        next_session();
        let vote = beefy_vote(true_of(BOB), System::block_number() + 100, 1);
        let report = pallet_beefy::Call::report_future_block_voting_unsigned {
            equivocation_proof: Box::new(sp_consensus_beefy::FutureBlockVotingProof { vote }),
            key_owner_proof: Protocol::Beefy.ownership(BOB),
        };
        submit(report).unwrap().unwrap();
        assert_eq!(at_stake(BOB), BOND / 2);
        assert!(is_disabled(BOB));
    })
}

#[test]
fn keys_stay_while_they_are_in_use_so_that_evidence_stays_provable() {
    for_each_protocol(|protocol| {
        let report = protocol.report(true_of(BOB), protocol.ownership(BOB));
        let assert_keys_stay = || {
            let (keys, proof) = new_keys(BOB);
            assert_noop!(
                Session::set_keys(signed(BOB), keys, proof),
                pallet_session::Error::<Runtime>::NoAssociatedValidatorId
            );
            assert_noop!(Validators::purge_keys(signed(BOB)), pallet_validators::Error::<Runtime>::KeysInUse);
            let purge = RuntimeCall::Session(pallet_session::Call::purge_keys {});
            assert!(!signed(BOB).filter_call(&purge));
        };
        assert_keys_stay();
        // Not when he is leaving either, as long as he is still in the set.
        assert_ok!(Validators::retire(signed(BOB)));
        assert_keys_stay();
        next_session();
        assert_keys_stay();
        submit(report).unwrap().unwrap();
        assert_keys_stay();
        assert_punished(protocol, BOB, 1);
        next_session();
        assert_ok!(Validators::purge_keys(signed(BOB)));
    })
}
