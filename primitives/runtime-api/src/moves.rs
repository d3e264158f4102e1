//! What the pallets of the bridge and of migrations show.

use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use msez_asset::{ComplianceFault, TransferRefusal};
use msez_bridge::{HopPhase, LimitFault, Limits, Quote, TransferPhase};
use msez_core::{AssetClass, CorridorId, Digest, Domain, JurisdictionId, Moment, SubjectId, Usd};
use msez_manifold::AttestationType;
use msez_saga::{
    ArrivalEvidence, Carriage, Compensation, FeeEvidence, HeldEvidence, LockEvidence, Need, PledgeEvidence,
    Request, State, TransitEvidence, Transition, VerificationEvidence,
};
use scale_info::TypeInfo;

use crate::{AccountId, Balance};

/// How a hop was prepared.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PreparedView {
    /// By whom.
    pub by: AccountId,
    /// Digest of the receipt.
    pub receipt: Digest,
    /// The hold at the custodian.
    pub lock: Digest,
    /// Until when it stands, in milliseconds.
    pub lock_until: Moment,
    /// When the receipt was taken, in milliseconds.
    pub at: Moment,
}

/// How a hop was committed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CommittedView {
    /// By whom; none for governance.
    pub by: Option<AccountId>,
    /// Digest of the receipt.
    pub receipt: Digest,
    /// The settlement at the custodian.
    pub settlement: Digest,
    /// Block or booking number there.
    pub settlement_block: u64,
    /// When the receipt was taken, in milliseconds.
    pub at: Moment,
}

/// A hop of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct HopView {
    /// The way.
    pub corridor: CorridorId,
    /// Where it starts.
    pub from: JurisdictionId,
    /// Where it leads.
    pub to: JurisdictionId,
    /// How far it is.
    pub phase: HopPhase,
    /// Which attempt this is, from 0: of preparing first, of committing from the decision on.
    pub attempt: u32,
    /// The last moment of the attempt, in milliseconds.
    pub due: Moment,
    /// Whether operators have failed too often: an arbiter or governance completes it.
    pub escalated: bool,
    /// Who carries it now.
    pub operator: AccountId,
    /// Since when, in milliseconds.
    pub since: Moment,
    /// Everybody who had it, the one who has it now last.
    pub tried: Vec<AccountId>,
    /// For who commits it, in the transfer's currency.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub transfer_fee: Balance,
    /// For the jurisdiction that it leads to, in the transfer's currency.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub entry_fee: Balance,
    /// How it was prepared.
    pub prepared: Option<PreparedView>,
    /// How it was committed.
    pub committed: Option<CommittedView>,
}

/// A transfer of the bridge.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct TransferView {
    /// Its id.
    pub id: Digest,
    /// How far it is.
    pub phase: TransferPhase,
    /// What whoever opened it calls it: the migration.
    pub reference: Digest,
    /// Whether a holder of units opened it: the bridge itself decides then.
    pub by_holder: bool,
    /// What moves.
    pub asset: SubjectId,
    /// Of this class.
    pub class: AssetClass,
    /// Whose units they are; none where the asset itself moves.
    pub from: Option<AccountId>,
    /// Whose they will be.
    pub to: Option<AccountId>,
    /// How much a receipt must name: units, or the value of an asset that moves as a whole, in micro-dollars.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub amount: Balance,
    /// Its value, in micro-dollars.
    pub value: Usd,
    /// Who paid the fees, and gets back what is not used.
    pub payer: AccountId,
    /// In what: none is the native token, otherwise a settlement currency by its number.
    pub currency: Option<u32>,
    /// What is left of the fees, in the currency's smallest unit.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub escrow: Balance,
    /// What of the fees the payer got back.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub returned: Balance,
    /// Root of the tensor's slices that were checked.
    pub slice_root: Digest,
    /// Who completes what nobody completed, where the parties named one.
    pub arbiter: Option<AccountId>,
    /// The last moment at which a hop can be prepared, in milliseconds.
    pub prepare_by: Moment,
    /// The last moment of the decision, in milliseconds.
    pub commit_by: Moment,
    /// The least until which a hold must stand, in milliseconds.
    pub lock_until: Moment,
    /// When it was opened, in milliseconds.
    pub opened_at: Moment,
    /// When it was decided, in milliseconds.
    pub decided_at: Option<Moment>,
    /// Its hops, in order.
    pub hops: Vec<HopView>,
}

/// How an operator stands on a corridor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum OperatorStanding {
    /// Has asked; the authority of neither end has agreed.
    #[codec(index = 0)]
    Applied,
    /// Gets hops.
    #[codec(index = 1)]
    Accepted,
    /// Was dismissed: gets none, and carries those it has to their end.
    #[codec(index = 2)]
    Dismissed,
}

/// An operator on a corridor. Amounts are in the native currency's smallest unit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct OperatorView {
    /// Who.
    pub account: AccountId,
    /// On which corridor.
    pub corridor: CorridorId,
    /// The Ed25519 key that signs his receipts.
    pub key: Digest,
    /// Where he can be reached.
    pub endpoint: String,
    /// How he stands.
    pub standing: OperatorStanding,
    /// Hops that he has to carry on this corridor.
    pub open: u32,
    /// What stands behind him.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub backing: Balance,
    /// What he answers for now, on all corridors.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub exposure: Balance,
    /// The most he may.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub exposure_cap: Balance,
}

/// What an operator has to carry, on all corridors.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct JobView {
    /// The transfer.
    pub transfer: TransferView,
    /// Which of its hops, from 0.
    pub hop: u32,
}

/// What a holder of units asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct UnitsRequestView {
    /// The asset.
    pub asset: SubjectId,
    /// How many of its units.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub amount: Balance,
    /// For whom.
    pub to: AccountId,
    /// Their value, in micro-dollars.
    pub value: Usd,
    /// The corridors, from the asset's home on.
    pub corridors: Vec<CorridorId>,
    /// What is admitted at most.
    pub limits: Limits,
    /// In what the fees are paid: none is the native token, otherwise a settlement currency by its number.
    pub currency: Option<u32>,
    /// Prepared by all before, or not at all; in milliseconds.
    pub prepare_by: Moment,
    /// Decided before; in milliseconds.
    pub commit_by: Moment,
}

/// What stands against sending units, besides what path, limits and the asset say.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ObstacleView {
    /// What, by the name that the bridge has for it.
    pub obstacle: String,
    /// At which hop, where it is one's.
    pub hop: Option<u32>,
}

/// What sending units costs, and everything that stands against it. Nothing does: it would be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct UnitsReportView {
    /// What it costs; none where there is no such path.
    pub quote: Option<Quote>,
    /// The fees in the currency, in its smallest unit.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal::option"))]
    pub fees: Option<Balance>,
    /// Why the path cannot be taken.
    pub path: Vec<PathFaultView>,
    /// What is above the limits.
    pub limits: Vec<LimitFault>,
    /// What stands against the units changing hands.
    pub units: Vec<TransferRefusal>,
    /// The rest.
    pub obstacles: Vec<ObstacleView>,
}

impl UnitsReportView {
    /// Whether nothing stands against it.
    pub fn is_clear(&self) -> bool {
        self.path.is_empty() && self.limits.is_empty() && self.units.is_empty() && self.obstacles.is_empty()
    }
}

/// An objection to a migration.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ObjectionView {
    /// Who objects.
    pub by: AccountId,
    /// What is held from him.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub bond: Balance,
    /// Where the migration was.
    pub left: State,
    /// SHA-256 of what he brings forward.
    pub grounds: Digest,
    /// Without a ruling until then it is over, in milliseconds.
    pub until: Moment,
}

/// A requirement of a path that nothing meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct UnmetView {
    /// At which hop, from 0.
    pub hop: u32,
    /// What kind of evidence is asked for.
    pub kind: AttestationType,
    /// In which field of regulation.
    pub domain: Domain,
}

/// Why an asset does not pass at a place of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PlaceFaultView {
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// Why.
    #[cfg_attr(feature = "std", serde(flatten))]
    pub fault: ComplianceFault,
}

/// What is wrong with a hop of a path.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PathFaultView {
    /// At which hop, from 0.
    pub hop: u32,
    /// What, by the name that the registry has for it.
    pub fault: String,
}

/// A migration, what was brought for it, and what it waits for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct MigrationView {
    /// Its id.
    pub id: Digest,
    /// How far it is.
    pub state: State,
    /// When it came there, in milliseconds.
    pub entered_at: Moment,
    /// When the state's time is over, in milliseconds.
    pub timeout: Option<Moment>,
    /// When it is looked at next, in milliseconds.
    pub due: Option<Moment>,
    /// What was asked for.
    pub request: Request<AccountId>,
    /// The asset's class.
    pub class: AssetClass,
    /// The program that began it; none: controllers.
    pub program: Option<Digest>,
    /// What the state waits for; none where nothing is missing, or it has ended.
    pub waits_for: Option<Need>,
    /// Mandatory requirements that nothing meets.
    pub unmet: Vec<UnmetView>,
    /// Why the asset does not pass along the path until the deadline.
    pub compliance: Vec<PlaceFaultView>,
    /// Every change of state, in order.
    pub transitions: Vec<Transition>,
    /// What was brought.
    pub held: Vec<HeldEvidence>,
    /// What was pledged for the destination.
    pub pledges: Vec<PledgeEvidence<AccountId>>,
    /// The lock.
    pub lock: Option<LockEvidence>,
    /// The departure.
    pub transit: Option<TransitEvidence>,
    /// How far the transfer is.
    pub carriage: Carriage,
    /// The verification before the decision.
    pub verification: Option<VerificationEvidence>,
    /// The arrival.
    pub arrival: Option<ArrivalEvidence>,
    /// The money.
    pub fees: FeeEvidence,
    /// What of the fees carried to the bridge it gave back; none before the departure, and where it has forgotten the transfer.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal::option"))]
    pub returned: Option<Balance>,
    /// The objection that stands.
    pub dispute: Option<ObjectionView>,
    /// How many there were.
    pub disputes: u8,
    /// What is taken back.
    pub compensation: Option<Compensation>,
    /// When it ended, in milliseconds.
    pub ended_at: Option<Moment>,
    /// Digest of all its evidence, once it has ended.
    pub evidence: Option<Digest>,
}

/// Every reason why a request would be refused, and everything that it would wait for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct StartView {
    /// The id that the migration would have: what controllers sign.
    pub migration: Digest,
    /// Why it would be refused, by the names that the pallet has; none: it would begin.
    pub refusals: Vec<String>,
    /// What is wrong with the path.
    pub path_faults: Vec<PathFaultView>,
    /// What would be escrowed, in the smallest unit of the currency.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal::option"))]
    pub fee: Option<Balance>,
    /// How long the path takes, in hours.
    pub hours: u32,
    /// The earliest deadline, in milliseconds.
    pub earliest_deadline: Moment,
    /// Whether the asset's program has no objection.
    pub program_permits: bool,
    /// Mandatory requirements that nothing meets.
    pub unmet: Vec<UnmetView>,
    /// Why the asset does not pass along the path until the deadline.
    pub compliance: Vec<PlaceFaultView>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};

    #[test]
    fn a_fault_says_where_and_what_in_one_object() {
        let jurisdiction = "kz-aifc".parse().unwrap();
        let fault = PlaceFaultView { jurisdiction, fault: ComplianceFault::ClassNotAdmitted };
        let json = json!({ "jurisdiction": "kz-aifc", "fault": "classNotAdmitted" });
        assert_eq!(to_value(fault).unwrap(), json);
        assert_eq!(serde_json::from_value::<PlaceFaultView>(json).unwrap(), fault);
    }

    #[test]
    fn a_fee_without_a_price_is_null() {
        let view = StartView {
            migration: Digest([1; 32]),
            refusals: alloc::vec!["currencyNotAccepted".into()],
            path_faults: alloc::vec![],
            fee: None,
            hours: 72,
            earliest_deadline: 5,
            program_permits: true,
            unmet: alloc::vec![],
            compliance: alloc::vec![],
        };
        let json = to_value(&view).unwrap();
        assert_eq!((&json["fee"], &json["programPermits"]), (&json!(null), &json!(true)));
        assert_eq!(serde_json::from_value::<StartView>(json).unwrap(), view);
    }
}
