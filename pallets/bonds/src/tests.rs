mod bond;
mod bond_extra;
mod histories;
mod rebond;
mod release;
mod slash;
mod unbond;
mod withdraw_unbonded;
