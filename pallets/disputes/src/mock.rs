//! A runtime with balances, disputes, and watchers that can be told what to say.

use std::collections::BTreeMap;

use crate::{self as pallet_disputes, ClaimOf, Claims, HoldReason, Phase, Vote};
use codec::{Decode, Encode};
use msez_core::Digest;
use msez_test_support::at_block_one;
use msez_traits::{Audit, Balance, Jury, Slash};
use polkadot_sdk::{
    frame_support::{
        assert_ok, construct_runtime, derive_impl, parameter_types,
        storage::unhashed,
        traits::{
            fungible::{Inspect, InspectHold, Mutate},
            tokens::Preservation,
            ConstU128, ConstU32, ConstU64, Hooks, VariantCountOf,
        },
        weights::{Weight, WeightMeter},
        PalletId,
    },
    frame_system, pallet_balances, sp_io,
    sp_runtime::{traits::IdentityLookup, BuildStorage, DispatchError, Perbill},
};

pub type AccountId = u128;
pub const ED: Balance = 10;
pub const BOND: Balance = 1_001;
pub const ENDOWMENT: Balance = 100_000;

/// Made every statement that no test gives to somebody else.
pub const AUTHOR: AccountId = 1;
pub const CLAIMANT: AccountId = 2;
pub const CHALLENGER: AccountId = 3;
pub const ARBITER: AccountId = 4;
/// An account without money.
pub const NOBODY: AccountId = 9;
/// The first of the jurors.
pub const JUROR: AccountId = 1_000;
pub const TREASURY: AccountId = 100;

pub const CHALLENGE: u64 = 20;
pub const ARBITRATION: u64 = 10;
pub const COMMIT: u64 = 8;
pub const REVEAL: u64 = 6;
pub const REFILE: u64 = 4;
pub const REWARD: u64 = 50;
pub const MAX_OPEN: u32 = 3;
pub const MAX_JURORS: u32 = 8;
pub const MAX_DUE: u32 = 5;
/// What a conviction weighs.
pub const CONVICTION: Weight = Weight::from_parts(1_000_000_000, 100);

construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        Disputes: pallet_disputes,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<ED>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

parameter_types! {
    pub const Treasury: AccountId = TREASURY;
    pub const CourtId: PalletId = PalletId(*b"msez/dsp");
    pub const WinnerShare: Perbill = Perbill::from_percent(50);
    pub const NoVerdictFee: Perbill = Perbill::from_percent(5);
    pub const WithdrawalFee: Perbill = Perbill::from_percent(10);
    pub const Turnout: Perbill = Perbill::from_percent(30);
}

impl crate::Config for Test {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Jury = Watchers;
    type Audit = Trail;
    type Treasury = Treasury;
    type PalletId = CourtId;
    type ClaimBond = ConstU128<BOND>;
    type WinnerShare = WinnerShare;
    type NoVerdictFee = NoVerdictFee;
    type WithdrawalFee = WithdrawalFee;
    type Turnout = Turnout;
    type ChallengeWindow = ConstU64<CHALLENGE>;
    type ArbiterWindow = ConstU64<ARBITRATION>;
    type CommitWindow = ConstU64<COMMIT>;
    type RevealWindow = ConstU64<REVEAL>;
    type RefileWindow = ConstU64<REFILE>;
    type RewardWindow = ConstU64<REWARD>;
    type MaxOpenClaims = ConstU32<MAX_OPEN>;
    type MaxJurors = ConstU32<MAX_JURORS>;
    type MaxDuePerBlock = ConstU32<MAX_DUE>;
    type WeightInfo = ();
}

/// Counts what is noted.
pub struct Trail;
impl Audit for Trail {
    fn note<Event: Encode>(_: usize, _: &Event) {
        let count: u32 = unhashed::get_or_default(b"trail");
        unhashed::put(b"trail", &(count + 1));
    }
}

/// What the court told the watchers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Told {
    Convict(Digest, AccountId),
    Acquit(Digest),
    Voted(AccountId, bool),
}

/// Watchers that can be told what to say. They live in the storage, so that what is undone is undone here too.
pub struct Watchers;

fn key(what: impl Encode) -> Vec<u8> {
    ("watchers", what).encode()
}

impl Watchers {
    pub fn state(statement: Digest, author: AccountId) {
        unhashed::put(&key(("author", statement)), &author);
    }
    pub fn forget(statement: Digest) {
        unhashed::kill(&key(("author", statement)));
    }
    pub fn name_arbiter(statement: Digest, arbiter: AccountId) {
        unhashed::put(&key(("arbiter", statement)), &arbiter);
    }
    fn weights() -> BTreeMap<AccountId, Balance> {
        unhashed::get_or_default(&key("weights"))
    }
    pub fn weigh(juror: AccountId, weight: Balance) {
        let mut weights = Self::weights();
        weights.insert(juror, weight);
        unhashed::put(&key("weights"), &weights);
    }
    /// From now on no author can be convicted.
    pub fn refuse_convictions() {
        unhashed::put(&key("refusing"), &true);
    }
    pub fn told() -> Vec<Told> {
        unhashed::get_or_default(&key("told"))
    }
    fn hear(what: Told) {
        let mut told = Self::told();
        told.push(what);
        unhashed::put(&key("told"), &told);
    }
    /// Claims that keep the author from withdrawing.
    pub fn open_against(author: AccountId) -> u32 {
        unhashed::get_or_default(&key(("open", author)))
    }
}

impl Jury<AccountId> for Watchers {
    fn author(statement: &Digest) -> Option<AccountId> {
        unhashed::get(&key(("author", statement)))
    }
    fn arbiter(statement: &Digest) -> Option<AccountId> {
        unhashed::get(&key(("arbiter", statement)))
    }
    fn weight(juror: &AccountId, statement: &Digest) -> Balance {
        if Self::author(statement) == Some(*juror) {
            return 0;
        }
        Self::weights().get(juror).copied().unwrap_or_default()
    }
    fn total_weight(statement: &Digest) -> Balance {
        Self::weights().keys().map(|juror| Self::weight(juror, statement)).sum()
    }
    fn set_open_claims(author: &AccountId, open: u32) {
        unhashed::put(&key(("open", author)), &open);
    }
    /// Takes half of what the author has: a tenth of it for the claimant, the rest for the treasury.
    fn convict(statement: &Digest, claimant: &AccountId) -> Result<Slash, DispatchError> {
        if unhashed::get_or_default(&key("refusing")) {
            return Err(DispatchError::Other("nothing to be had"));
        }
        let author = Self::author(statement).ok_or(DispatchError::CannotLookup)?;
        let amount = Balances::free_balance(author) / 2;
        let reporters = amount / 10;
        Balances::transfer(&author, claimant, reporters, Preservation::Expendable)?;
        Balances::transfer(&author, &TREASURY, amount - reporters, Preservation::Expendable)?;
        Self::hear(Told::Convict(*statement, *claimant));
        Self::forget(*statement);
        Ok(Slash { amount, reporters, treasury: amount - reporters, ..Default::default() })
    }
    fn convict_weight() -> Weight {
        CONVICTION
    }
    fn acquit(statement: &Digest) {
        Self::hear(Told::Acquit(*statement));
    }
    fn voted(juror: &AccountId, agreed: bool) {
        Self::hear(Told::Voted(*juror, agreed));
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_watcher(who: &AccountId) {
        Self::weigh(*who, 1_000);
    }
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_statement(author: &AccountId) -> Digest {
        let statement = Digest(polkadot_sdk::sp_io::hashing::blake2_256(&author.encode()));
        Self::state(statement, *author);
        statement
    }
}

/// A chain on which everybody has [`ENDOWMENT`], treasury and pot exist, and ten watchers weigh 100 each.
pub fn externalities() -> sp_io::TestExternalities {
    let people = [AUTHOR, CLAIMANT, CHALLENGER, ARBITER].into_iter().chain(jurors(20));
    let mut balances: Vec<_> = people.map(|who| (who, ENDOWMENT)).collect();
    balances.extend([(TREASURY, ED), (Disputes::pot(), ED)]);
    let genesis = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig { balances, dev_accounts: None },
        ..Default::default()
    };
    let mut ext = at_block_one::<Test>(genesis.build_storage().unwrap());
    ext.execute_with(|| {
        jurors(10).for_each(|juror| Watchers::weigh(juror, 100));
        (0..50).for_each(|n| Watchers::state(statement(n), AUTHOR));
    });
    ext
}

pub fn jurors(count: u32) -> impl Iterator<Item = AccountId> {
    (0..count).map(|n| JUROR + AccountId::from(n))
}

/// One of the statements of [`AUTHOR`].
pub fn statement(n: u64) -> Digest {
    msez_test_support::digest(n)
}

pub fn evidence() -> Digest {
    Digest([0xe7; 32])
}

/// Runs a test and checks afterwards what must always be true.
pub fn test(body: impl FnOnce()) {
    externalities().execute_with(|| {
        let issuance = Balances::total_issuance();
        body();
        assert_sound();
        assert_eq!(Balances::total_issuance(), issuance);
    })
}

pub fn assert_sound() {
    crate::try_state::do_try_state::<Test>().unwrap();
    msez_test_support::assert_money_is_accounted_for::<Test>();
    let noted: u32 = unhashed::get_or_default(b"trail");
    let events = msez_test_support::events_of::<Test, crate::Event<Test>>();
    assert_eq!(noted as usize, events.len(), "every event is noted");
    for event in events {
        if let crate::Event::Decided { settlement, .. } = event {
            let crate::Settlement { from_claimant, from_challenger, winner, arbiter, jurors, treasury } =
                settlement;
            assert_eq!(from_claimant + from_challenger, winner + arbiter + jurors + treasury);
        }
    }
}

pub fn now() -> u64 {
    System::block_number()
}

/// The next block, with so much weight for the agenda.
pub fn next_block(meter: &mut WeightMeter) {
    System::set_block_number(now() + 1);
    Disputes::on_poll(now(), meter);
}

pub fn run_to_block(block: u64) {
    while now() < block {
        next_block(&mut WeightMeter::new());
    }
}

pub fn run_blocks(blocks: u64) {
    run_to_block(now() + blocks);
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// Files a claim on one of the author's statements, and gives its id.
pub fn filed(n: u64) -> Digest {
    assert_ok!(Disputes::file_claim(signed(CLAIMANT), statement(n), evidence()));
    Disputes::claim_on(statement(n)).unwrap()
}

/// A claim that was challenged: before the arbiter where one is named, before the jury otherwise.
pub fn challenged(n: u64) -> Digest {
    let claim = filed(n);
    assert_ok!(Disputes::challenge(signed(CHALLENGER), claim, evidence()));
    claim
}

pub fn salt(juror: AccountId) -> [u8; 32] {
    [u8::try_from(juror % 251).unwrap(); 32]
}

pub fn commit(claim: Digest, juror: AccountId, vote: Vote) {
    let commitment = crate::vote_commitment(&claim, &juror, vote, &salt(juror));
    assert_ok!(Disputes::commit_vote(signed(juror), claim, commitment));
}

pub fn reveal(claim: Digest, juror: AccountId, vote: Vote) {
    assert_ok!(Disputes::reveal_vote(signed(juror), claim, vote, salt(juror)));
}

/// A jury votes, and the case is decided.
pub fn judged(claim: Digest, votes: &[(AccountId, Vote)]) {
    votes.iter().for_each(|(juror, vote)| commit(claim, *juror, *vote));
    run_to_block(case(claim).due);
    votes.iter().for_each(|(juror, vote)| reveal(claim, *juror, *vote));
    run_to_block(case(claim).due);
}

pub fn case(claim: Digest) -> ClaimOf<Test> {
    Claims::<Test>::get(claim).unwrap()
}

pub fn phase(claim: Digest) -> Phase {
    case(claim).phase
}

pub fn free(who: AccountId) -> Balance {
    Balances::free_balance(who)
}

pub fn held(reason: HoldReason, who: AccountId) -> Balance {
    Balances::balance_on_hold(&reason.into(), &who)
}

/// What the pot holds for jurors.
pub fn in_pot() -> Balance {
    Balances::total_balance(&Disputes::pot()) - ED
}

#[test]
fn the_mock_is_a_sound_configuration() {
    Disputes::integrity_test();
}
