//! What the pallet of programs shows.

use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use msez_core::{Digest, Moment, SubjectId};
use scale_info::TypeInfo;

use crate::{AccountId, Balance};

/// How many steps of a trace are kept; counting goes on.
pub const MAX_TRACE_STEPS: u32 = 10_000;

/// A deployed program.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ProgramInfo {
    /// Digest of its code.
    pub id: Digest,
    /// The code.
    #[cfg_attr(feature = "std", serde(with = "polkadot_sdk::sp_core::bytes"))]
    pub code: Vec<u8>,
    /// How many blocks its analysis found.
    pub blocks: u32,
    /// How many instances run it.
    pub instances: u32,
    /// Who deployed it.
    pub deployer: AccountId,
    /// What is held from him.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub deposit: Balance,
    /// When it was deployed.
    pub deployed_at: Moment,
}

/// An instance of a program.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct InstanceView {
    /// Its address, which is an account too.
    pub address: AccountId,
    /// Digest of the code it runs.
    pub program: Digest,
    /// Who created it.
    pub creator: AccountId,
    /// The asset it was created for.
    pub asset: Option<SubjectId>,
    /// Whether that asset named it, so that it acts for it.
    pub acts: bool,
    /// Root of its storage, a child trie of the chain's state.
    pub storage_root: Digest,
    /// Key of that child trie.
    #[cfg_attr(feature = "std", serde(with = "polkadot_sdk::sp_core::bytes"))]
    pub storage_key: Vec<u8>,
    /// How many keys it has stored.
    pub items: u32,
    /// What is held on its account for them.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub storage_deposit: Balance,
    /// What is held from its creator.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub deposit: Balance,
    /// What it can spend.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub balance: Balance,
    /// When it was created.
    pub created_at: Moment,
}

/// A call to be tried.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CallRequest {
    /// Who would call.
    pub caller: AccountId,
    /// The instance to run.
    pub instance: AccountId,
    /// What the caller would pay it.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal", default))]
    pub value: Balance,
    /// Data for it.
    #[cfg_attr(feature = "std", serde(with = "polkadot_sdk::sp_core::bytes", default))]
    pub input: Vec<u8>,
    /// Gas that it may use; the most that a call can, where none is named.
    #[cfg_attr(feature = "std", serde(default))]
    pub gas_limit: Option<u64>,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum CallEnding {
    /// What it did stays.
    #[codec(index = 0)]
    Succeeded,
    /// It undid itself.
    #[codec(index = 1)]
    Reverted,
    /// It failed, and everything is undone.
    #[codec(index = 2)]
    Failed,
}

/// What one LOG wrote.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct LogView {
    /// The instance that wrote it.
    pub instance: AccountId,
    /// At most four.
    pub topics: Vec<Digest>,
    /// What it wrote.
    #[cfg_attr(feature = "std", serde(with = "polkadot_sdk::sp_core::bytes"))]
    pub data: Vec<u8>,
}

/// One instruction of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct TraceStep {
    /// 1 for the outermost frame.
    pub depth: u32,
    /// Offset of the instruction.
    pub pc: u32,
    /// Its byte.
    pub opcode: u8,
    /// Gas left before it.
    pub gas: u64,
    /// The stack before it, the top last; at most the 16 uppermost words.
    pub stack: Vec<Digest>,
}

/// What a call would do now. Nothing of it stays.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CallReport {
    /// How it would end.
    pub ending: CallEnding,
    /// Why, if it would fail.
    pub error: Option<String>,
    /// Gas it would use.
    pub gas_used: u64,
    /// What it would return, by success or REVERT.
    #[cfg_attr(feature = "std", serde(with = "polkadot_sdk::sp_core::bytes"))]
    pub return_data: Vec<u8>,
    /// What it would log.
    pub logs: Vec<LogView>,
    /// What would be held from the caller for new keys in storage.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub storage_charged: Balance,
    /// What would be given to the caller for removed keys.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub storage_released: Balance,
    /// Offset of the last instruction of the outermost frame.
    pub pc: u32,
    /// The first [`MAX_TRACE_STEPS`] steps, if a trace was asked for.
    pub trace: Vec<TraceStep>,
    /// How many steps there were, if a trace was asked for.
    pub steps: u64,
}
