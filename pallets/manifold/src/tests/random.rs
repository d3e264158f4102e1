//! Random histories: whatever anyone does, the invariants and the money hold.

use super::*;
use polkadot_sdk::sp_runtime::traits::Dispatchable;
use proptest::prelude::*;

const PLACES: [&str; 4] = ["uae-difc", "kz-aifc", "sg-mas", "hk-sfc"];
const LINKS: [&str; 3] = ["corridor-difc-aifc", "one", "two"];
const DOMAINS: [Domain; 2] = [Domain::Kyc, Domain::Aml];
const PEOPLE: [u64; 5] = [DIFC, AIFC, MAS, STRANGER, ISSUER];

fn corridor(id: &str, source: &str, target: &str, fee: u64) -> Box<CorridorDefinition<u64>> {
    let mut definition = CorridorDefinition {
        id: id.into(),
        source: place(source),
        target: place(target),
        ..samples::corridor_difc_aifc()
    };
    definition.terms.flat_fee = Usd::dollars(fee);
    Box::new(definition)
}

fn call() -> impl Strategy<Value = crate::Call<Test>> {
    use crate::Call::*;
    let anywhere = || prop::sample::select(PLACES.to_vec()).prop_map(place);
    let anyone = || prop::sample::select(PEOPLE.to_vec());
    let domain = || prop::sample::select(DOMAINS.to_vec());
    let link = || prop::sample::select(LINKS.to_vec()).prop_map(link);
    let definition = || {
        let ends = (prop::sample::select(PLACES.to_vec()), prop::sample::select(PLACES.to_vec()));
        (prop::sample::select(LINKS.to_vec()), ends, 0u64..2)
            .prop_map(|(id, (s, t), fee)| corridor(id, s, t, fee))
    };
    let digest = (prop::sample::select(PLACES.to_vec()), prop::sample::select(PLACES.to_vec()), 0u64..2)
        .prop_map(|(source, target, fee)| {
            let terms = corridor("one", source, target, fee).terms.try_into().unwrap();
            Manifold::terms_digest(&place(source), &place(target), &terms)
        });
    let securities = class("securities");
    let profile = Profile { class: securities, domains: DomainSet::EMPTY, min_issuer_tier: None };
    let end = || prop_oneof![Just(None), Just(Some(NOW + 1)), Just(Some(NOW))];
    prop_oneof![
        anywhere().prop_map(|id| register_jurisdiction { definition: Box::new(newcomer(id.as_str())) }),
        anywhere().prop_map(move |id| set_profile { id, profile }),
        anywhere().prop_map(move |id| remove_profile { id, class: securities }),
        anywhere().prop_map(|id| suspend_jurisdiction { id }),
        anywhere().prop_map(|id| reinstate_jurisdiction { id }),
        anywhere().prop_map(|id| retire_jurisdiction { id }),
        (anywhere(), prop::option::of(anyone()))
            .prop_map(|(id, proposed)| propose_authority { id, proposed }),
        anywhere().prop_map(|id| accept_authority { id }),
        definition().prop_map(|definition| register_corridor { definition }),
        definition().prop_map(|definition| open_corridor { definition }),
        (link(), digest).prop_map(|(id, terms_digest)| accept_corridor { id, terms_digest }),
        link().prop_map(|id| withdraw_proposal { id }),
        link().prop_map(|id| suspend_corridor { id }),
        link().prop_map(|id| reinstate_corridor { id }),
        link().prop_map(|id| close_corridor { id }),
        (anywhere(), domain(), anyone(), 0u8..3, end()).prop_map(
            |(jurisdiction, domain, issuer, tier, expires_at)| accredit_issuer {
                jurisdiction,
                domain,
                issuer,
                tier: Tier(tier),
                expires_at
            }
        ),
        (anywhere(), domain(), anyone()).prop_map(|(jurisdiction, domain, issuer)| suspend_issuer {
            jurisdiction,
            domain,
            issuer
        }),
        (anywhere(), domain(), anyone()).prop_map(|(jurisdiction, domain, issuer)| reinstate_issuer {
            jurisdiction,
            domain,
            issuer
        }),
        (anywhere(), domain(), anyone()).prop_map(|(jurisdiction, domain, issuer)| revoke_accreditation {
            jurisdiction,
            domain,
            issuer
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn invariants_and_money_hold_after_every_call(
        history in prop::collection::vec((call(), prop::option::of(prop::sample::select(PEOPLE.to_vec()))), 1..60)
    ) {
        run(|| {
            for (call, who) in history {
                let origin = who.map_or_else(root, signed);
                let before = polkadot_sdk::sp_io::storage::root(polkadot_sdk::sp_runtime::StateVersion::V1);
                let outcome = RuntimeCall::Manifold(call).dispatch(origin);
                if outcome.is_err() {
                    let after = polkadot_sdk::sp_io::storage::root(polkadot_sdk::sp_runtime::StateVersion::V1);
                    assert_eq!(before, after, "a refused call changed something");
                }
                Manifold::do_try_state().unwrap();
            }
        });
    }
}
