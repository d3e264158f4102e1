mod filter;
mod set_mode;
