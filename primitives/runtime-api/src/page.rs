//! Lists, a page at a time.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

use crate::ApiError;

/// Most entries in one page.
pub const MAX_PAGE: u32 = 100;

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Page {
    /// How many entries to skip.
    #[cfg_attr(feature = "std", serde(default))]
    pub offset: u32,
    /// How many entries at most, 1 to [`MAX_PAGE`].
    pub limit: u32,
}

impl Page {
    /// The first page, as long as a page can be.
    pub const FIRST: Self = Self { offset: 0, limit: MAX_PAGE };

    /// Refuses an empty and an over-long page.
    pub fn check(self) -> Result<Self, ApiError> {
        match self.limit {
            0 => Err(ApiError::NothingAsked),
            1..=MAX_PAGE => Ok(self),
            _ => Err(ApiError::TooMany { max: MAX_PAGE }),
        }
    }

    /// Takes this page of a list, in the list's own order.
    pub fn of<T>(self, list: impl Iterator<Item = T>) -> Result<Paged<T>, ApiError> {
        let page = self.check()?;
        let skip = usize::try_from(page.offset).unwrap_or(usize::MAX);
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let mut rest = list.skip(skip);
        let items: Vec<T> = rest.by_ref().take(limit).collect();
        let next = rest.next().is_some().then(|| page.offset.saturating_add(page.limit));
        Ok(Paged { items, next })
    }
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Paged<T> {
    /// The entries.
    pub items: Vec<T>,
    /// The offset at which the list goes on, if it does.
    pub next: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_a_list_without_gap_or_overlap() {
        let mut seen = Vec::new();
        let mut page = Page { offset: 0, limit: 3 };
        loop {
            let part = page.of(0..8).unwrap();
            seen.extend(part.items);
            match part.next {
                Some(offset) => page.offset = offset,
                None => break,
            }
        }
        assert_eq!(seen, (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn a_list_that_ends_with_its_page_has_no_next() {
        assert_eq!(Page { offset: 0, limit: 3 }.of(0..3).unwrap().next, None);
        assert_eq!(
            Page { offset: 9, limit: 3 }.of(0..3).unwrap(),
            Paged { items: Vec::<i32>::new(), next: None }
        );
    }

    #[test]
    fn empty_and_over_long_pages_are_refused() {
        assert_eq!(Page { offset: 0, limit: 0 }.of(0..3), Err(ApiError::NothingAsked));
        assert_eq!(Page { offset: 0, limit: 101 }.of(0..3), Err(ApiError::TooMany { max: 100 }));
    }
}
