//! What the calls weigh.

use polkadot_sdk::frame_support::weights::{
    constants::{ParityDbWeight, WEIGHT_REF_TIME_PER_MICROS},
    Weight,
};

/// Weights of this pallet.
pub trait WeightInfo {
    /// `register`, of an asset with as many controllers as there can be.
    fn register() -> Weight;
    /// `bind`, the last agreement of sixteen, in a jurisdiction that asks for every domain.
    fn bind() -> Weight;
    /// `set_document`, the last agreement of sixteen, replacing one of another depositor.
    fn set_document() -> Weight;
    /// `remove_document`, the last agreement of sixteen.
    fn remove_document() -> Weight;
    /// `halt`, the last agreement of sixteen.
    fn halt() -> Weight;
    /// `resume`, the last agreement of sixteen.
    fn resume() -> Weight;
    /// `set_program`, the last agreement of sixteen.
    fn set_program() -> Weight;
    /// `offer_control`, the last agreement of sixteen, to sixteen others.
    fn offer_control() -> Weight;
    /// `accept_control`, the last acceptance of sixteen, which clears sixteen former controllers.
    fn accept_control() -> Weight;
    /// `withdraw_offer`, the last agreement of sixteen.
    fn withdraw_offer() -> Weight;
    /// `announce_recovery`, the last agreement of sixteen.
    fn announce_recovery() -> Weight;
    /// `cancel_recovery`, the last agreement of sixteen.
    fn cancel_recovery() -> Weight;
    /// `recover`, from sixteen controllers to sixteen others.
    fn recover() -> Weight;
    /// `retire`, the last agreement of sixteen.
    fn retire() -> Weight;
    /// `create_units`, the last agreement of sixteen.
    fn create_units() -> Weight;
    /// `set_unit_rules`, the last agreement of sixteen.
    fn set_unit_rules() -> Weight;
    /// `set_jurisdiction_rules`, replacing those of another depositor.
    fn set_jurisdiction_rules() -> Weight;
    /// `admit`, the last agreement of sixteen.
    fn admit() -> Weight;
    /// `dismiss`, the last agreement of sixteen.
    fn dismiss() -> Weight;
    /// `mint`, the last agreement of sixteen, to a new holder.
    fn mint() -> Weight;
    /// `burn`, the last agreement of sixteen, of everything that a holder has.
    fn burn() -> Weight;
    /// `transfer`, of everything that a holder has to a new one.
    fn transfer() -> Weight;
    /// `freeze`, the last agreement of sixteen.
    fn freeze() -> Weight;
    /// `forced_transfer`, the last agreement of sixteen, of everything that a holder has to a new one.
    fn forced_transfer() -> Weight;
    /// `withdraw_approval`.
    fn withdraw_approval() -> Weight;
    /// `set_country`, the last agreement of sixteen, of a holder who is the last of a country and the first of another.
    fn set_country() -> Weight;
}

fn with_db(micros: u64, reads: u64, writes: u64) -> Weight {
    let time = Weight::from_parts(WEIGHT_REF_TIME_PER_MICROS.saturating_mul(micros), 0);
    time.saturating_add(ParityDbWeight::get().reads_writes(reads, writes))
}

/// Estimates until the benchmarks have run.
impl WeightInfo for () {
    fn register() -> Weight {
        with_db(120, 5, 6)
    }
    fn bind() -> Weight {
        with_db(60, 28, 19)
    }
    fn set_document() -> Weight {
        with_db(60, 22, 24)
    }
    fn remove_document() -> Weight {
        with_db(60, 21, 23)
    }
    fn halt() -> Weight {
        with_db(60, 20, 18)
    }
    fn resume() -> Weight {
        with_db(60, 20, 18)
    }
    fn set_program() -> Weight {
        with_db(60, 20, 18)
    }
    fn offer_control() -> Weight {
        with_db(60, 22, 20)
    }
    fn accept_control() -> Weight {
        with_db(60, 5, 20)
    }
    fn withdraw_offer() -> Weight {
        with_db(60, 20, 19)
    }
    fn announce_recovery() -> Weight {
        with_db(60, 21, 20)
    }
    fn cancel_recovery() -> Weight {
        with_db(60, 20, 19)
    }
    fn recover() -> Weight {
        with_db(60, 4, 20)
    }
    fn retire() -> Weight {
        with_db(60, 21, 20)
    }
    fn create_units() -> Weight {
        with_db(60, 21, 20)
    }
    fn set_unit_rules() -> Weight {
        with_db(60, 20, 19)
    }
    fn set_jurisdiction_rules() -> Weight {
        with_db(60, 6, 3)
    }
    fn admit() -> Weight {
        with_db(60, 24, 21)
    }
    fn dismiss() -> Weight {
        with_db(60, 24, 21)
    }
    fn mint() -> Weight {
        with_db(60, 45, 25)
    }
    fn burn() -> Weight {
        with_db(60, 28, 25)
    }
    fn transfer() -> Weight {
        with_db(60, 48, 12)
    }
    fn freeze() -> Weight {
        with_db(60, 21, 18)
    }
    fn forced_transfer() -> Weight {
        with_db(60, 50, 28)
    }
    fn withdraw_approval() -> Weight {
        with_db(60, 1, 1)
    }
    fn set_country() -> Weight {
        with_db(60, 23, 20)
    }
}
