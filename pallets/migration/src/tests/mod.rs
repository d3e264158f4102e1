//! One file a call, and some for what happens by itself.

mod add_evidence;
mod advance;
mod agenda;
mod bridge;
mod cancel;
mod dispute;
mod histories;
mod itinerary;
mod pledge;
mod programs;
mod real_bridge;
mod remove;
mod rule;
mod set_parameters;
mod start;
mod start_signed;
mod undoing;
mod views;
