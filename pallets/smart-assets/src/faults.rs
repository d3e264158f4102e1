//! The engine's reasons as this pallet's errors.

use msez_asset::{ControlFault, GenesisFault, Side, Status, StatusFault, TransferRefusal};

use crate::Error;

impl<T> From<StatusFault> for Error<T> {
    fn from(fault: StatusFault) -> Self {
        match fault {
            StatusFault::Retired => Error::Retired,
            StatusFault::Halted => Error::Halted,
            StatusFault::AlreadyHalted => Error::AlreadyHalted,
            StatusFault::NotHalted => Error::NotHalted,
            StatusFault::Locked => Error::Locked,
            StatusFault::NotLocked => Error::NotLocked,
            StatusFault::HeldByAnother => Error::HeldByAnother,
            StatusFault::Migrating => Error::Migrating,
            StatusFault::NotMigrating => Error::NotMigrating,
        }
    }
}

impl<T> From<ControlFault> for Error<T> {
    fn from(fault: ControlFault) -> Self {
        match fault {
            ControlFault::Empty => Error::NoControllers,
            ControlFault::TooMany => Error::TooManyControllers,
            ControlFault::NotAscending => Error::ControllersNotAscending,
            ControlFault::Powerless => Error::ControllerPowerless,
            ControlFault::ThresholdMissing(_) => Error::ThresholdMissing,
            ControlFault::ThresholdTooHigh(_) => Error::ThresholdTooHigh,
        }
    }
}

impl<T> From<GenesisFault> for Error<T> {
    fn from(fault: GenesisFault) -> Self {
        match fault {
            GenesisFault::Control(fault) => fault.into(),
            GenesisFault::PartyClass => Error::PartyClass,
            // Bytes only: a decoded document has none of these.
            GenesisFault::BadLength | GenesisFault::BadTag | GenesisFault::Malformed => Error::ClassMismatch,
        }
    }
}

impl<T> From<TransferRefusal> for Error<T> {
    fn from(refusal: TransferRefusal) -> Self {
        match refusal {
            TransferRefusal::AssetNotActive { status } => match status {
                Status::Locked { .. } => Error::Locked,
                Status::Migrating { .. } => Error::Migrating,
                Status::Retired => Error::Retired,
                Status::Halted | Status::Active => Error::Halted,
            },
            TransferRefusal::AssetNotBound => Error::NotBound,
            TransferRefusal::NoUnits => Error::NoUnits,
            TransferRefusal::AmountZero => Error::AmountZero,
            TransferRefusal::SameAccount => Error::SameAccount,
            TransferRefusal::NotAdmitted { .. } => Error::NotAdmitted,
            TransferRefusal::Frozen { side: Side::Receiver } => Error::ReceiverFrozen,
            TransferRefusal::Frozen { .. } => Error::SenderFrozen,
            TransferRefusal::NotEnough { .. } => Error::NotEnoughUnits,
            TransferRefusal::PartlyFrozen { .. } => Error::UnitsFrozen,
            TransferRefusal::NotCompliant { side, .. } => match side {
                Side::Asset => Error::AssetNotCompliant,
                Side::Sender => Error::SenderNotCompliant,
                Side::Receiver => Error::ReceiverNotCompliant,
            },
            TransferRefusal::CountryNotAllowed { .. } => Error::CountryNotAllowed,
            TransferRefusal::TooManyHolders { .. } => Error::TooManyHolders,
            TransferRefusal::TooManyHoldersInCountry { .. } => Error::TooManyHoldersInCountry,
            TransferRefusal::HoldingTooLarge { .. } => Error::HoldingTooLarge,
            TransferRefusal::SupplyTooLarge { .. } => Error::SupplyTooLarge,
        }
    }
}
