//! The program that an asset named has a say when the asset is to move.

use alloc::vec::Vec;
use msez_asset::Family;
use msez_core::{Digest, JurisdictionId, SubjectId};
use msez_traits::{AssetPrograms, MovePolicy};
use polkadot_sdk::frame_support::{traits::Get, weights::Weight};

use crate::{base_weight, gas_weight, Config, Pallet};

/// The first word of the question: this text, padded with zeros like every text in a word.
pub const MOVE_TAG: &[u8; 20] = b"msez/permits-move/v1";

/// Bytes of the question: three words.
const QUESTION: usize = 96;

/// The question: tag, place, digest of the path.
pub fn question(target: &JurisdictionId, path: &Digest) -> Vec<u8> {
    let mut input = MOVE_TAG.to_vec();
    input.resize(32, 0);
    input.extend_from_slice(target.as_word());
    input.extend_from_slice(&path.0);
    input
}

/// Whether an answer lets the asset go: nothing, or a first word that is not zero.
fn lets_go(answer: &[u8]) -> bool {
    answer.is_empty() || answer.iter().take(32).any(|byte| *byte != 0)
}

impl<T: Config> MovePolicy for Pallet<T> {
    fn permits(asset: &SubjectId, target: &JurisdictionId, path: &Digest) -> bool {
        let Some(instance) = T::Assets::acting(asset, Family::Control) else { return true };
        let answer = Self::ask(&instance, question(target, path), T::PolicyGas::get());
        answer.is_some_and(|answer| lets_go(&answer))
    }

    fn weight() -> Weight {
        // Who is asked is one read more, in the registry of assets.
        base_weight::<T>(QUESTION)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(gas_weight::<T>(T::PolicyGas::get()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_is_three_words() {
        let target: JurisdictionId = "kz-aifc".parse().unwrap();
        let input = question(&target, &Digest([7; 32]));
        assert_eq!(input.len(), QUESTION);
        assert_eq!(&input[..20], MOVE_TAG);
        assert!(input[20..32].iter().all(|byte| *byte == 0));
        assert_eq!(&input[32..39], b"kz-aifc");
        assert_eq!(input[64..], [7; 32]);
    }

    #[test]
    fn an_answer_is_a_word_or_nothing() {
        assert!(lets_go(&[]));
        assert!(lets_go(&[0, 1]) && lets_go(&[1; 64]));
        assert!(!lets_go(&[0]) && !lets_go(&[0; 32]) && !lets_go(&[[0; 32], [1; 32]].concat()));
    }
}
