#![doc = include_str!("../README.md")]

pub mod gas;
pub mod rng;
pub mod runtime;
pub mod saturation;
pub mod vm;
