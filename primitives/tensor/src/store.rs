//! Where the tree keeps its nodes.

use alloc::{borrow::Cow, vec::Vec};
use msez_core::{JurisdictionIndex, SubjectIndex};

use crate::{Lane, Page, PageKey, SubjectRecord};

/// Storage of one tree. Reading never needs exclusive access. Two hashers need two stores.
pub trait Store {
    /// Number of subjects ever registered.
    fn width(&self) -> u32;

    /// Writes that number.
    fn set_width(&mut self, width: u32);

    /// The record at an index; present for every index below the width.
    fn subject(&self, index: SubjectIndex) -> Option<Cow<'_, SubjectRecord>>;

    /// Writes a record.
    fn set_subject(&mut self, index: SubjectIndex, record: SubjectRecord);

    /// A subject's lane in a jurisdiction; present where the record lists the jurisdiction with two slots or more.
    fn lane(&self, subject: SubjectIndex, jurisdiction: JurisdictionIndex) -> Option<Cow<'_, Lane>>;

    /// Writes a lane, or removes it if it is empty.
    fn set_lane(&mut self, subject: SubjectIndex, jurisdiction: JurisdictionIndex, lane: Lane);

    /// A page of the upper tree.
    fn page(&self, key: PageKey) -> Option<Cow<'_, Page>>;

    /// Changes a page, which starts out as [`Page::default`].
    fn mutate_page<R>(&mut self, key: PageKey, change: impl FnOnce(&mut Page) -> R) -> R;
}

/// A store in memory, for tools, tests and benches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryStore {
    width: u32,
    subjects: Vec<Option<SubjectRecord>>,
    /// By subject; in each, ascending by jurisdiction.
    lanes: Vec<Vec<(JurisdictionIndex, Lane)>>,
    /// By tier, from the left.
    pages: Vec<Vec<Page>>,
}

/// The place at an index, made if it is not there yet.
fn at<T: Default>(list: &mut Vec<T>, index: usize) -> Option<&mut T> {
    if list.len() <= index {
        list.resize_with(index.saturating_add(1), T::default);
    }
    list.get_mut(index)
}

impl Store for MemoryStore {
    fn width(&self) -> u32 {
        self.width
    }

    fn set_width(&mut self, width: u32) {
        self.width = width;
    }

    fn subject(&self, index: SubjectIndex) -> Option<Cow<'_, SubjectRecord>> {
        self.subjects.get(index as usize)?.as_ref().map(Cow::Borrowed)
    }

    fn set_subject(&mut self, index: SubjectIndex, record: SubjectRecord) {
        if let Some(place) = at(&mut self.subjects, index as usize) {
            *place = Some(record);
        }
    }

    fn lane(&self, subject: SubjectIndex, jurisdiction: JurisdictionIndex) -> Option<Cow<'_, Lane>> {
        let lanes = self.lanes.get(subject as usize)?;
        let found = lanes.binary_search_by_key(&jurisdiction, |(index, _)| *index).ok()?;
        lanes.get(found).map(|(_, lane)| Cow::Borrowed(lane))
    }

    fn set_lane(&mut self, subject: SubjectIndex, jurisdiction: JurisdictionIndex, lane: Lane) {
        let Some(lanes) = at(&mut self.lanes, subject as usize) else { return };
        match lanes.binary_search_by_key(&jurisdiction, |(index, _)| *index) {
            Ok(found) if lane.is_empty() => {
                lanes.remove(found);
            }
            Ok(found) => {
                if let Some((_, old)) = lanes.get_mut(found) {
                    *old = lane;
                }
            }
            Err(_) if lane.is_empty() => {}
            Err(place) => lanes.insert(place, (jurisdiction, lane)),
        }
    }

    fn page(&self, key: PageKey) -> Option<Cow<'_, Page>> {
        self.pages.get(usize::from(key.tier))?.get(key.index as usize).map(Cow::Borrowed)
    }

    fn mutate_page<R>(&mut self, key: PageKey, change: impl FnOnce(&mut Page) -> R) -> R {
        match at(&mut self.pages, usize::from(key.tier)).and_then(|tier| at(tier, key.index as usize)) {
            Some(page) => change(page),
            // `at` has just made the place.
            None => change(&mut Page::default()),
        }
    }
}
