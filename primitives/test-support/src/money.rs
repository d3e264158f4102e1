//! No money appears, and none is lost.

use polkadot_sdk::{
    frame_system,
    pallet_balances::{AccountData, Config, TotalIssuance},
};

/// The balances of all accounts, free and held, sum to the issuance.
#[track_caller]
pub fn assert_money_is_accounted_for<Runtime>()
where
    Runtime: Config<Balance = u128> + frame_system::Config<AccountData = AccountData<u128>>,
{
    let sum: u128 =
        frame_system::Account::<Runtime>::iter_values().map(|a| a.data.free + a.data.reserved).sum();
    assert_eq!(sum, TotalIssuance::<Runtime>::get(), "the accounts do not sum to the issuance");
}
