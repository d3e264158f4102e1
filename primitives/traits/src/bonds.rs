//! Collateral of accountable roles.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
    frame_support::weights::Weight,
    sp_runtime::{DispatchError, DispatchResult, Perbill},
};
use scale_info::TypeInfo;

/// An amount of the native token in its smallest unit.
pub type Balance = u128;

/// A slash pays the first so many reporters; later ones get nothing.
pub const MAX_REPORTERS: usize = 8;

/// What an account can be held to account for. The codes are append-only.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum Role {
    /// Authors and finalizes blocks.
    #[codec(index = 0)]
    Validator,
    /// Attests to what happens and challenges what did not.
    #[codec(index = 1)]
    Watcher,
    /// Carries assets over a hop of a corridor.
    #[codec(index = 2)]
    Operator,
    /// Claims that another did wrong.
    #[codec(index = 3)]
    Claimant,
}

impl Role {
    /// Every role, in the order of the codes.
    pub const ALL: [Self; 4] = [Self::Validator, Self::Watcher, Self::Operator, Self::Claimant];
}

/// Where a slash went. The four shares sum to `amount` exactly.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Slash {
    /// Taken from the offender.
    pub amount: Balance,
    /// Paid to all reporters together.
    pub reporters: Balance,
    /// Paid to the harmed party.
    pub harmed: Balance,
    /// Paid to the treasury: its share, every rounding remainder and what a beneficiary could not receive.
    pub treasury: Balance,
    /// Burnt, because the treasury itself could not receive it. Zero while the treasury holds the existential deposit.
    pub burnt: Balance,
}

/// What stands behind an account's word in a role, in the native token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backing {
    /// Its own: the active bond, and active collateral in settlement currencies at its value.
    pub own: Balance,
    /// What others have delegated to it, as far as it counts.
    pub delegated: Balance,
}

impl Backing {
    /// Both together.
    pub const fn total(&self) -> Balance {
        self.own.saturating_add(self.delegated)
    }
}

/// What the pallet of a role may ask of the collateral behind it.
pub trait Bonds<AccountId> {
    /// The chain's block number.
    type BlockNumber;

    /// Smallest bond of a role.
    fn minimum(role: Role) -> Balance;

    /// Blocks for which a bond that leaves stays slashable.
    fn unbonding_delay(role: Role) -> Self::BlockNumber;

    /// What the account has bonded in this role and is not taking out.
    fn active(role: Role, who: &AccountId) -> Balance;

    /// What stands behind the account's word, in the native token: its active bond, its active collateral in settlement
    /// currencies at their rates, and what others have delegated to it.
    fn backing(role: Role, who: &AccountId) -> Balance {
        Self::active(role, who)
    }

    /// [`Self::backing`] in its parts, for no more than either costs. Whoever needs more than one of them asks here.
    fn backing_in_parts(role: Role, who: &AccountId) -> Backing {
        let delegated = Self::delegated(role, who);
        Backing { own: Self::backing(role, who).saturating_sub(delegated), delegated }
    }

    /// What [`Self::backing_in_parts`] would be if the account's own part were so much.
    fn backing_with(role: Role, who: &AccountId, own: Balance) -> Backing {
        Backing { own, delegated: Self::delegated(role, who) }
    }

    /// [`Self::backing_in_parts`] of several accounts, in their order. Together they cost less than one after the other.
    fn backings(role: Role, accounts: &[AccountId]) -> Vec<Backing> {
        accounts.iter().map(|who| Self::backing_in_parts(role, who)).collect()
    }

    /// Pays `amount` from `payer` to those who have delegated to the account, each by his share. Returns what was paid:
    /// zero where nobody has.
    fn reward_delegators(
        role: Role,
        who: &AccountId,
        payer: &AccountId,
        amount: Balance,
    ) -> Result<Balance, DispatchError> {
        let _ = (role, who, payer, amount);
        Ok(0)
    }

    /// What [`Self::reward_delegators`] costs at most.
    fn reward_weight() -> Weight {
        Weight::zero()
    }

    /// The part of [`Self::backing`] that others have delegated.
    fn delegated(role: Role, who: &AccountId) -> Balance {
        let _ = (role, who);
        0
    }

    /// What a slash reaches, in the native token: active and unbonding, with what others have delegated and with
    /// collateral in settlement currencies at its value. Zero only where there is nothing at all to slash.
    fn at_stake(role: Role, who: &AccountId) -> Balance;

    /// Bonds more of the account's free balance. The sum must reach the role's minimum.
    fn bond(role: Role, who: &AccountId, amount: Balance) -> DispatchResult;

    /// Takes a portion of everything at stake, rounded up, and splits it among the reporters, the harmed party and the
    /// treasury: of the bond, of what is delegated, and of collateral in settlement currencies, which is taken and paid
    /// in kind. The answer tells what was taken of the native token. Nothing at stake is a slash of zero. Reporters that
    /// are the offender himself or named twice count once or not at all, and only the first [`MAX_REPORTERS`] are paid.
    fn slash(
        role: Role,
        offender: &AccountId,
        portion: Perbill,
        reporters: &[AccountId],
        harmed: Option<&AccountId>,
    ) -> Result<Slash, DispatchError>;

    /// What a slash costs at most.
    fn slash_weight() -> Weight {
        Weight::zero()
    }

    /// Gives an active bond back at once, without the unbonding delay: for a role's pallet that has settled what the
    /// bond stood for.
    fn release(role: Role, who: &AccountId, amount: Balance) -> DispatchResult;

    /// Endows the account and bonds the role's minimum.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_bond(role: Role, who: &AccountId);
}

/// The veto of a role's pallet. With several guards, each must agree.
pub trait RoleGuard<AccountId> {
    /// Whether the account may lower what it has bonded itself in this role to `remaining`: its active bond with its
    /// active collateral in settlement currencies at its value, and without what others have delegated.
    fn may_unbond(role: Role, who: &AccountId, remaining: Balance) -> bool;

    /// Whether the account may be paid what has fallen due: not while somebody claims it.
    fn may_withdraw(role: Role, who: &AccountId) -> bool {
        let _ = (role, who);
        true
    }

    /// Makes somebody of the account, which has a bond, for whom the guard has to look at all it can.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_engage(role: Role, who: &AccountId) {
        let _ = (role, who);
    }
}

impl<AccountId> RoleGuard<AccountId> for () {
    fn may_unbond(_: Role, _: &AccountId, _: Balance) -> bool {
        true
    }
}

impl<AccountId, A: RoleGuard<AccountId>, B: RoleGuard<AccountId>, C: RoleGuard<AccountId>>
    RoleGuard<AccountId> for (A, B, C)
{
    fn may_unbond(role: Role, who: &AccountId, remaining: Balance) -> bool {
        <(A, (B, C))>::may_unbond(role, who, remaining)
    }

    fn may_withdraw(role: Role, who: &AccountId) -> bool {
        <(A, (B, C))>::may_withdraw(role, who)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_engage(role: Role, who: &AccountId) {
        <(A, (B, C))>::benchmark_engage(role, who)
    }
}

impl<AccountId, A: RoleGuard<AccountId>, B: RoleGuard<AccountId>> RoleGuard<AccountId> for (A, B) {
    fn may_unbond(role: Role, who: &AccountId, remaining: Balance) -> bool {
        A::may_unbond(role, who, remaining) && B::may_unbond(role, who, remaining)
    }

    fn may_withdraw(role: Role, who: &AccountId) -> bool {
        A::may_withdraw(role, who) && B::may_withdraw(role, who)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_engage(role: Role, who: &AccountId) {
        A::benchmark_engage(role, who);
        B::benchmark_engage(role, who);
    }
}
