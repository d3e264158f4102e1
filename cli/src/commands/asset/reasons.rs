//! What stands against something, in words.

use msez_asset::{ComplianceFault, Side, Status, TransferRefusal};

/// A status for people.
pub fn status_text(status: &Status) -> String {
    match status {
        Status::Active => "active".into(),
        Status::Halted => "halted".into(),
        Status::Locked { by } => format!("locked by {by}"),
        Status::Migrating { by } => format!("on its way by {by}"),
        Status::Retired => "retired".into(),
    }
}

/// Why a subject does not pass.
pub fn fault_text(fault: &ComplianceFault) -> String {
    match fault {
        ComplianceFault::UnknownSubject => "it has no place in the tensor".into(),
        ComplianceFault::UnknownJurisdiction => "the jurisdiction is not registered".into(),
        ComplianceFault::JurisdictionNotActive => "the jurisdiction is not active".into(),
        ComplianceFault::ClassNotAdmitted => "its class is not admitted in the jurisdiction".into(),
        ComplianceFault::NothingRequired => "the jurisdiction asks for nothing, so nothing passes".into(),
        ComplianceFault::Domain { domain, state } => format!("{domain} is {state}"),
        ComplianceFault::NotAnswered => "the tensor could not answer".into(),
    }
}

/// Who, for people.
fn side_text(side: Side) -> &'static str {
    match side {
        Side::Asset => "the asset",
        Side::Sender => "the sender",
        Side::Receiver => "the receiver",
    }
}

/// Why units cannot move.
fn refusal_text(refusal: &TransferRefusal) -> String {
    match refusal {
        TransferRefusal::AssetNotActive { status } => format!("the asset is {}", status_text(status)),
        TransferRefusal::AssetNotBound => "the asset is not bound to its home jurisdiction".into(),
        TransferRefusal::NoUnits => "the asset has no units".into(),
        TransferRefusal::AmountZero => "nothing would change hands".into(),
        TransferRefusal::SameAccount => "sender and receiver are the same account".into(),
        TransferRefusal::NotAdmitted { side } => {
            format!("{}'s account is not admitted as a holder", side_text(*side))
        }
        TransferRefusal::Frozen { side } => format!("{}'s account is frozen", side_text(*side)),
        TransferRefusal::NotEnough { balance } => format!("the sender has only {balance}"),
        TransferRefusal::PartlyFrozen { free } => {
            format!("of what the sender has, only {free} are not frozen")
        }
        TransferRefusal::NotCompliant { side, fault } => {
            format!("{} does not pass: {}", side_text(*side), fault_text(fault))
        }
        TransferRefusal::CountryNotAllowed { country } => {
            format!("parties of {country} cannot receive units")
        }
        TransferRefusal::TooManyHolders { limit } => {
            format!("there can be {limit} holders, and would be more")
        }
        TransferRefusal::TooManyHoldersInCountry { country, limit } => {
            format!("there can be {limit} holders in {country}, and would be more")
        }
        TransferRefusal::HoldingTooLarge { limit } => {
            format!("one party can hold {limit}, and the receiver would hold more")
        }
        TransferRefusal::SupplyTooLarge { limit } => {
            format!("there can be {limit} units, and would be more")
        }
    }
}

/// Every reason, one a line.
pub fn refusals_text(refusals: &[TransferRefusal]) -> String {
    refusals.iter().map(|refusal| format!("  NO  {}", refusal_text(refusal))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_core::{ComplianceState, Domain};

    #[test]
    fn reasons_are_sentences_with_what_they_are_about() {
        let kyc = ComplianceFault::Domain { domain: Domain::Kyc, state: ComplianceState::Expired };
        let text = refusals_text(&[
            TransferRefusal::NotCompliant { side: Side::Receiver, fault: kyc },
            TransferRefusal::HoldingTooLarge { limit: 40 },
        ]);
        let expected = "  NO  the receiver does not pass: kyc is expired\n  \
                        NO  one party can hold 40, and the receiver would hold more";
        assert_eq!(text, expected);
    }
}
