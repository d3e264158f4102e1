//! What can be asked without a transaction.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use msez_asset::TransferRefusal;
use msez_bridge::{quote, HopPhase, HopTerms, LimitFault, Limits, Quote};
use msez_core::{CorridorId, Digest, Moment, SubjectId, Usd};
use msez_traits::{
    AssetLock, Balance, Bonds, FeeCurrency, PathFault, Paths, Role, Settlement, Subjects, TransferPhase,
    UnitReserve,
};
use polkadot_sdk::frame_support::traits::Get;
use scale_info::TypeInfo;

use crate::{Config, HopOf, Hops, Jobs, Loads, Operator, Pallet, Registry, Rosters, TransferOf, Transfers};

/// A transfer, with everything that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct TransferView<AccountId> {
    /// The transfer.
    pub transfer: crate::Transfer<AccountId>,
    /// Its hops, in order.
    pub hops: Vec<crate::Hop<AccountId>>,
    /// Digest over all prepare receipts, once there are all.
    pub prepared: Option<Digest>,
    /// Digest over all commit receipts, once there are all.
    pub committed: Option<Digest>,
}

/// An operator on a corridor, with what it can take.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OperatorView<AccountId> {
    /// The account.
    pub account: AccountId,
    /// The operator.
    pub operator: Operator,
    /// What stands behind it, in the native token.
    pub backing: Balance,
    /// What it answers for on all corridors, in the native token.
    pub exposure: Balance,
    /// What it can answer for, in the native token.
    pub cap: Balance,
}

/// Why units cannot be sent, besides what path, asset and limits say. The codes are append-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Obstacle {
    /// No such asset, or it is bound nowhere.
    #[codec(index = 0)]
    AssetNotFound,
    /// No operator of a hop can take the value.
    #[codec(index = 1)]
    NoOperator,
    /// The currency is not accepted, or there is no rate for it.
    #[codec(index = 2)]
    NoPrice,
    /// The sender cannot pay the fees.
    #[codec(index = 3)]
    FeesNotCovered,
    /// The times are not in order, or reach too far.
    #[codec(index = 4)]
    BadDeadlines,
    /// A sum does not fit.
    #[codec(index = 5)]
    AmountOverflow,
    /// The escrow has not been given what keeps its account open in the currency.
    #[codec(index = 6)]
    EscrowNotEndowed,
}

/// What sending units costs, and everything that stands against it. Nothing does: it would be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnitsReport {
    /// What it costs; `None` where there is no such path.
    pub quote: Option<Quote>,
    /// The fees in the currency, in its smallest unit.
    pub fees: Option<u128>,
    /// Why the path cannot be taken.
    pub path: Vec<PathFault>,
    /// What is above the limits.
    pub limits: Vec<LimitFault>,
    /// What stands against the units changing hands.
    pub units: Vec<TransferRefusal>,
    /// The rest, with the hop where it is one's.
    pub obstacles: Vec<(Obstacle, Option<u32>)>,
}

impl UnitsReport {
    /// Whether nothing stands against it.
    pub fn is_clear(&self) -> bool {
        self.path.is_empty() && self.limits.is_empty() && self.units.is_empty() && self.obstacles.is_empty()
    }
}

/// What a holder of units asks for.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, codec::DecodeWithMemTracking, codec::MaxEncodedLen, TypeInfo,
)]
pub struct UnitsRequest<AccountId> {
    /// The asset.
    pub asset: SubjectId,
    /// How many of its units.
    pub amount: u128,
    /// For whom.
    pub to: AccountId,
    /// Their value, in micro-dollars.
    pub value: Usd,
    /// The corridors, from the asset's home on.
    pub corridors: polkadot_sdk::frame_support::BoundedVec<
        CorridorId,
        polkadot_sdk::frame_support::traits::ConstU32<{ msez_bridge::MAX_HOPS }>,
    >,
    /// What is admitted at most.
    pub limits: Limits,
    /// In what the fees are paid.
    pub currency: FeeCurrency,
    /// Prepared by all before, or not at all; in milliseconds.
    pub prepare_by: Moment,
    /// Committed by all before; in milliseconds.
    pub commit_by: Moment,
}

impl<T: Config> Pallet<T> {
    pub(crate) fn transfer_view(id: &Digest) -> Option<TransferView<T::AccountId>> {
        let transfer: TransferOf<T> = Transfers::<T>::get(id)?;
        let hops: Vec<HopOf<T>> =
            (0..transfer.progress.hops).filter_map(|index| Hops::<T>::get(id, index)).collect();
        let (prepared, committed) = (Self::all_prepared(id), Self::all_committed(id));
        Some(TransferView { transfer, hops, prepared, committed })
    }

    pub(crate) fn jobs_of(who: &T::AccountId) -> Vec<(Digest, u32)> {
        let urgency = |(id, index): &(Digest, u32)| {
            let phase = Transfers::<T>::get(id).map(|transfer| transfer.progress.phase);
            let state = Hops::<T>::get(id, index).map(|hop| hop.state);
            let rank = match (phase, state.map(|state| state.phase)) {
                (Some(TransferPhase::Committing), Some(HopPhase::Prepared)) => 0,
                (Some(TransferPhase::Preparing), Some(HopPhase::Assigned)) => 1,
                _ => 2,
            };
            (rank, state.map(|state| state.due))
        };
        // There are `MAX_JOBS` at most.
        let mut jobs: Vec<_> = Jobs::<T>::iter_key_prefix(who).collect();
        jobs.sort_by_cached_key(urgency);
        jobs
    }

    pub(crate) fn operators_of(corridor: &CorridorId) -> Vec<OperatorView<T::AccountId>> {
        let view = |account: T::AccountId| {
            Some(OperatorView {
                operator: Registry::<T>::get(corridor, &account)?,
                backing: T::Bonds::backing(Role::Operator, &account),
                exposure: Loads::<T>::get(&account).exposure,
                cap: Self::exposure_cap(&account),
                account,
            })
        };
        Rosters::<T>::get(corridor).into_iter().filter_map(view).collect()
    }

    /// The hops of a request, from the asset's home on; with the faults of the path, or none where there is no asset.
    pub(crate) fn path_of(
        request: &UnitsRequest<T::AccountId>,
    ) -> Result<Vec<HopTerms>, Option<Vec<PathFault>>> {
        let home = T::Assets::home(&request.asset).ok_or(None)?;
        let class = T::Subjects::class_of(&request.asset).ok_or(None)?;
        T::Paths::walk(&home, &request.corridors, &class, request.value).map_err(Some)
    }

    /// Everything that stands against sending units.
    pub(crate) fn units_report_of(
        from: &T::AccountId,
        request: &UnitsRequest<T::AccountId>,
        now: Moment,
    ) -> UnitsReport {
        let mut report = UnitsReport {
            quote: None,
            fees: None,
            path: Vec::new(),
            limits: Vec::new(),
            units: Vec::new(),
            obstacles: Vec::new(),
        };
        if !Self::are_times_sound(request, now) {
            report.obstacles.push((Obstacle::BadDeadlines, None));
        }
        let hops = match Self::path_of(request) {
            Ok(hops) => hops,
            Err(faults) => {
                match faults {
                    Some(faults) => report.path = faults,
                    None => report.obstacles.push((Obstacle::AssetNotFound, None)),
                }
                return report;
            }
        };
        match quote(&hops, request.value) {
            Some(quote) => {
                report.limits = quote.faults(&request.limits);
                report.quote = Some(quote);
            }
            None => report.obstacles.push((Obstacle::AmountOverflow, None)),
        }
        let fee = |terms: &HopTerms| {
            Self::priced(request.currency, terms).and_then(|(transfer, entry)| transfer.checked_add(entry))
        };
        report.fees =
            hops.iter().try_fold(0u128, |sum, terms| fee(terms).and_then(|fee| sum.checked_add(fee)));
        match report.fees {
            None => report.obstacles.push((Obstacle::NoPrice, None)),
            Some(fees) if T::Settlement::spendable(request.currency, from) < fees => {
                report.obstacles.push((Obstacle::FeesNotCovered, None));
            }
            Some(_) => (),
        }
        let has_fees = report.fees.is_some_and(|fees| fees > 0);
        if has_fees && !T::Settlement::is_endowed(request.currency, &T::Escrow::get()) {
            report.obstacles.push((Obstacle::EscrowNotEndowed, None));
        }
        match Self::exposure_of(request.value) {
            None => report.obstacles.push((Obstacle::NoPrice, None)),
            Some(exposure) => {
                for (index, terms) in (0u32..).zip(&hops) {
                    // Which operator it will be depends on the transfer's id; whether there is one does not.
                    let any = Self::next_operator(&terms.corridor, &Digest::default(), 0, &[], exposure);
                    if any.is_none() {
                        report.obstacles.push((Obstacle::NoOperator, Some(index)));
                    }
                }
            }
        }
        if let Some(last) = hops.last() {
            let UnitsRequest { asset, to, amount, .. } = request;
            report.units = T::Units::refusals(asset, from, to, *amount, &last.to);
        }
        report
    }
}
