//! The lattice of states: a chain, with one exception on the way up.

use msez_core::ComplianceState;

/// The pessimistic combination: the worse of two. An absent operand is [`ComplianceState::Unknown`], said explicitly.
///
/// ```
/// use msez_core::ComplianceState::*;
/// assert_eq!(msez_tensor::meet(Compliant, Pending), Pending);
/// assert_eq!(msez_tensor::meet(Expired, Unknown), Expired);
/// ```
pub fn meet(a: ComplianceState, b: ComplianceState) -> ComplianceState {
    a.min(b)
}

/// The meet of any number of states; of none, [`ComplianceState::Unknown`]: what nobody said does not pass.
pub fn meet_all(states: impl IntoIterator<Item = ComplianceState>) -> ComplianceState {
    states.into_iter().reduce(meet).unwrap_or(ComplianceState::Unknown)
}

/// The optimistic combination: the better of two, except that nothing joins a violation away.
///
/// So a violation absorbs here, as it does in [`meet`]. Join stays idempotent, commutative and associative everywhere;
/// absorption, distributivity and monotonicity hold on the other five states.
///
/// ```
/// use msez_core::ComplianceState::*;
/// assert_eq!(msez_tensor::join(Unknown, Compliant), Compliant);
/// assert_eq!(msez_tensor::join(NonCompliant, Compliant), NonCompliant);
/// ```
pub fn join(a: ComplianceState, b: ComplianceState) -> ComplianceState {
    if a.min(b) == ComplianceState::NonCompliant {
        ComplianceState::NonCompliant
    } else {
        a.max(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_core::ComplianceState::*;

    const ALL: [ComplianceState; 6] = ComplianceState::ALL;

    /// Six states: every law is checked on every triple, not on a sample.
    fn for_all_triples(law: impl Fn(ComplianceState, ComplianceState, ComplianceState)) {
        for a in ALL {
            for b in ALL {
                for c in ALL {
                    law(a, b, c);
                }
            }
        }
    }

    #[test]
    fn meet_is_a_bounded_semilattice() {
        for_all_triples(|a, b, c| {
            assert_eq!(meet(a, a), a);
            assert_eq!(meet(a, b), meet(b, a));
            assert_eq!(meet(a, meet(b, c)), meet(meet(a, b), c));
            assert_eq!(meet(a, Compliant), a, "compliant is the unit");
            assert_eq!(meet(a, NonCompliant), NonCompliant, "a violation absorbs");
            if b <= c {
                assert!(meet(a, b) <= meet(a, c), "monotone");
            }
            assert!(meet(a, b) <= a && meet(a, b) <= b, "a lower bound");
            if c <= a && c <= b {
                assert!(c <= meet(a, b), "the greatest one");
            }
        });
    }

    #[test]
    fn join_keeps_idempotence_commutativity_and_associativity_everywhere() {
        for_all_triples(|a, b, c| {
            assert_eq!(join(a, a), a);
            assert_eq!(join(a, b), join(b, a));
            assert_eq!(join(a, join(b, c)), join(join(a, b), c));
            assert_eq!(join(a, Compliant) == Compliant, a != NonCompliant);
        });
    }

    #[test]
    fn nothing_joins_a_violation_away() {
        for a in ALL {
            assert_eq!(join(NonCompliant, a), NonCompliant);
        }
    }

    #[test]
    fn without_violations_meet_and_join_form_a_distributive_lattice() {
        for_all_triples(|a, b, c| {
            if a.min(b).min(c) == NonCompliant {
                return;
            }
            assert_eq!(meet(a, join(a, b)), a);
            assert_eq!(join(a, meet(a, b)), a);
            assert_eq!(join(a, Expired), a, "expired is the least of the five");
            assert_eq!(meet(a, join(b, c)), join(meet(a, b), meet(a, c)));
            assert_eq!(join(a, meet(b, c)), meet(join(a, b), join(a, c)));
            assert!(join(a, b) >= a && join(a, b) >= b);
            if b <= c {
                assert!(join(a, b) <= join(a, c));
            }
        });
    }

    #[test]
    fn the_exception_costs_absorption_where_a_violation_takes_part() {
        assert_ne!(join(Compliant, meet(Compliant, NonCompliant)), Compliant);
        // The other absorption law survives on the side that matters: a violation stays.
        for b in ALL {
            assert_eq!(meet(NonCompliant, join(NonCompliant, b)), NonCompliant);
        }
        assert_ne!(meet(Compliant, join(Compliant, NonCompliant)), Compliant);
    }

    #[test]
    fn the_meet_of_nothing_is_unknown() {
        assert_eq!(meet_all([]), Unknown);
        assert_eq!(meet_all([Compliant, Exempt]), Exempt);
        assert_eq!(meet_all([Compliant, NonCompliant, Pending]), NonCompliant);
    }
}
