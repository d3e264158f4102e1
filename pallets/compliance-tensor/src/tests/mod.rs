//! One file a call or a question.

mod assets;
mod evaluate;
mod flush;
mod genesis;
mod history;
mod passage;
mod proofs;
mod prune;
mod refold;
mod register_subject;
mod room;
