//! What is kept about programs and instances.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{Digest, Moment, SubjectId};
use scale_info::TypeInfo;

/// A deployed program, beside its code.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ProgramRecord<AccountId, Balance> {
    /// Who deployed it.
    pub deployer: AccountId,
    /// What is held from him.
    pub deposit: Balance,
    /// How many instances run it.
    pub instances: u32,
    /// Bytes that code and analysis take of the state.
    pub size: u32,
    /// When it was deployed, in milliseconds.
    pub deployed_at: Moment,
}

/// An instance of a program.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct InstanceRecord<AccountId, Balance> {
    /// What it runs.
    pub program: Digest,
    /// Bytes of that program, so that loading it can be priced before it is read.
    pub size: u32,
    /// Who created it.
    pub creator: AccountId,
    /// The asset it was created for. It acts for it only while the asset names it.
    pub asset: Option<SubjectId>,
    /// What is held from its creator.
    pub deposit: Balance,
    /// How many keys it has stored.
    pub items: u32,
    /// What is held on its own account for them.
    pub storage_deposit: Balance,
    /// When it was created, in milliseconds.
    pub created_at: Moment,
}
