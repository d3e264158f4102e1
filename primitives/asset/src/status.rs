//! Where an asset stands, and the one table of what can become of it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Digest;
use scale_info::TypeInfo;

/// Who halts and resumes. Each lifts only what he has imposed himself.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Halter {
    /// The asset's controllers.
    #[codec(index = 0)]
    Controllers,
    /// The authority of the home jurisdiction.
    #[codec(index = 1)]
    Authority,
    /// A policy: governance.
    #[codec(index = 2)]
    Policy,
    /// The program that the asset named.
    #[codec(index = 3)]
    Program,
}

impl Halter {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Controllers, Self::Authority, Self::Policy, Self::Program];
}

/// The halts that stand.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Halts {
    /// By its controllers.
    pub controllers: bool,
    /// By the authority of its home jurisdiction.
    pub authority: bool,
    /// By a policy.
    pub policy: bool,
    /// By a program that the asset named.
    pub program: bool,
}

impl Halts {
    /// Whether any stands.
    pub const fn any(&self) -> bool {
        self.controllers || self.authority || self.policy || self.program
    }

    /// Whether this one stands.
    pub const fn by(&self, halter: Halter) -> bool {
        match halter {
            Halter::Controllers => self.controllers,
            Halter::Authority => self.authority,
            Halter::Policy => self.policy,
            Halter::Program => self.program,
        }
    }

    const fn with(mut self, halter: Halter, stands: bool) -> Self {
        match halter {
            Halter::Controllers => self.controllers = stands,
            Halter::Authority => self.authority = stands,
            Halter::Policy => self.policy = stands,
            Halter::Program => self.program = stands,
        }
        self
    }
}

/// How far an asset is bound, halts aside.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "phase", rename_all = "camelCase")
)]
pub enum Phase {
    /// At nobody's disposal but its controllers'.
    #[default]
    #[codec(index = 0)]
    Free,
    /// Held by something that will decide over it.
    #[codec(index = 1)]
    Locked {
        /// Id of what holds it.
        by: Digest,
    },
    /// On its way to another jurisdiction.
    #[codec(index = 2)]
    Migrating {
        /// Id of what moves it.
        by: Digest,
    },
    /// Ended, for good.
    #[codec(index = 3)]
    Retired,
}

/// Everything that the machine remembers. A halt while the asset is locked or under way waits and takes effect when the
/// asset is free again, so that no lock shields an asset from its authority.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Standing {
    /// How far it is bound.
    pub phase: Phase,
    /// The halts that stand.
    pub halts: Halts,
}

/// The status that everybody sees.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "status", rename_all = "camelCase")
)]
pub enum Status {
    /// It can be dealt in.
    #[codec(index = 0)]
    Active,
    /// Somebody stopped it.
    #[codec(index = 1)]
    Halted,
    /// Held by something that will decide over it.
    #[codec(index = 2)]
    Locked {
        /// Id of what holds it.
        by: Digest,
    },
    /// On its way to another jurisdiction.
    #[codec(index = 3)]
    Migrating {
        /// Id of what moves it.
        by: Digest,
    },
    /// Ended, for good.
    #[codec(index = 4)]
    Retired,
}

/// What can happen to an asset's standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Move {
    /// Someone stops it.
    Halt(Halter),
    /// Who stopped it lets it go on.
    Resume(Halter),
    /// Something takes hold of it.
    Lock(Digest),
    /// What holds it lets it go.
    Unlock(Digest),
    /// What holds it sends it on its way.
    Depart(Digest),
    /// What moves it has brought it to an end: there or back.
    Land(Digest),
    /// It ends.
    Retire,
}

/// Why a move was refused.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum StatusFault {
    /// It has ended.
    Retired,
    /// A halt stands.
    Halted,
    /// This halter's halt stands already.
    AlreadyHalted,
    /// This halter's halt does not stand.
    NotHalted,
    /// Something holds it.
    Locked,
    /// Nothing holds it.
    NotLocked,
    /// Something else holds or moves it.
    HeldByAnother,
    /// It is on its way.
    Migrating,
    /// It is not on its way.
    NotMigrating,
}

impl Standing {
    /// The status that everybody sees.
    pub const fn status(&self) -> Status {
        match self.phase {
            Phase::Retired => Status::Retired,
            Phase::Migrating { by } => Status::Migrating { by },
            Phase::Locked { by } => Status::Locked { by },
            Phase::Free if self.halts.any() => Status::Halted,
            Phase::Free => Status::Active,
        }
    }

    /// The table: what a move makes of this standing, or why it cannot be.
    ///
    /// | move | Active | Halted | Locked{x} | Migrating{x} | Retired |
    /// |---|---|---|---|---|---|
    /// | Halt(h) | Halted | + h | + h, waits | + h, waits | – |
    /// | Resume(h) | – | − h | − h | − h | – |
    /// | Lock(x) | Locked{x} | – | – | – | – |
    /// | Unlock(x) | – | – | Active / Halted | – | – |
    /// | Depart(x) | – | – | Migrating{x} unless a halt waits | – | – |
    /// | Land(x) | – | – | – | Active / Halted | – |
    /// | Retire | Retired | Retired unless its authority or a policy halted it | – | – | – |
    pub fn apply(self, step: Move) -> Result<Self, StatusFault> {
        use Phase::{Free, Locked, Migrating, Retired};
        let Self { phase, halts } = self;
        let to = |phase| Ok(Self { phase, halts });
        match (step, phase) {
            (_, Retired) => Err(StatusFault::Retired),

            (Move::Halt(halter), _) if halts.by(halter) => Err(StatusFault::AlreadyHalted),
            (Move::Halt(halter), _) => Ok(Self { phase, halts: halts.with(halter, true) }),
            (Move::Resume(halter), _) if halts.by(halter) => {
                Ok(Self { phase, halts: halts.with(halter, false) })
            }
            (Move::Resume(_), _) => Err(StatusFault::NotHalted),

            (Move::Lock(_) | Move::Retire, Locked { .. }) => Err(StatusFault::Locked),
            (Move::Lock(_) | Move::Unlock(_) | Move::Depart(_) | Move::Retire, Migrating { .. }) => {
                Err(StatusFault::Migrating)
            }
            (Move::Lock(_), Free) if halts.any() => Err(StatusFault::Halted),
            (Move::Lock(by), Free) => to(Locked { by }),

            (Move::Unlock(_) | Move::Depart(_), Free) => Err(StatusFault::NotLocked),
            (Move::Unlock(x) | Move::Depart(x), Locked { by }) if x != by => Err(StatusFault::HeldByAnother),
            (Move::Unlock(_), Locked { .. }) => to(Free),
            (Move::Depart(_), Locked { .. }) if halts.any() => Err(StatusFault::Halted),
            (Move::Depart(by), Locked { .. }) => to(Migrating { by }),

            (Move::Land(_), Free | Locked { .. }) => Err(StatusFault::NotMigrating),
            (Move::Land(x), Migrating { by }) if x != by => Err(StatusFault::HeldByAnother),
            (Move::Land(_), Migrating { .. }) => to(Free),

            (Move::Retire, Free) if halts.authority || halts.policy => Err(StatusFault::Halted),
            (Move::Retire, Free) => to(Retired),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const X: Digest = Digest([1; 32]);
    const Y: Digest = Digest([2; 32]);

    fn any_halter() -> impl Strategy<Value = Halter> {
        proptest::sample::select(&Halter::ALL[..])
    }

    fn any_move() -> impl Strategy<Value = Move> {
        let id = prop_oneof![Just(X), Just(Y)];
        prop_oneof![
            any_halter().prop_map(Move::Halt),
            any_halter().prop_map(Move::Resume),
            id.clone().prop_map(Move::Lock),
            id.clone().prop_map(Move::Unlock),
            id.clone().prop_map(Move::Depart),
            id.prop_map(Move::Land),
            Just(Move::Retire),
        ]
    }

    fn after(moves: &[Move]) -> Standing {
        moves.iter().fold(Standing::default(), |standing, step| standing.apply(*step).unwrap())
    }

    #[test]
    fn the_usual_way_of_a_migration() {
        assert_eq!(after(&[]).status(), Status::Active);
        assert_eq!(after(&[Move::Lock(X)]).status(), Status::Locked { by: X });
        assert_eq!(after(&[Move::Lock(X), Move::Depart(X)]).status(), Status::Migrating { by: X });
        assert_eq!(after(&[Move::Lock(X), Move::Depart(X), Move::Land(X)]).status(), Status::Active);
        assert_eq!(after(&[Move::Lock(X), Move::Unlock(X)]).status(), Status::Active);
    }

    #[test]
    fn each_lifts_only_his_own_halt() {
        let halted = after(&[Move::Halt(Halter::Authority)]);
        assert_eq!(halted.status(), Status::Halted);
        assert_eq!(halted.apply(Move::Resume(Halter::Controllers)), Err(StatusFault::NotHalted));
        assert_eq!(halted.apply(Move::Halt(Halter::Authority)), Err(StatusFault::AlreadyHalted));
        let both = halted.apply(Move::Halt(Halter::Controllers)).unwrap();
        let still = both.apply(Move::Resume(Halter::Controllers)).unwrap();
        assert_eq!(still.status(), Status::Halted);
        assert_eq!(still.apply(Move::Resume(Halter::Authority)).unwrap().status(), Status::Active);
    }

    #[test]
    fn a_halt_waits_for_the_end_of_a_lock_and_stops_a_departure() {
        let locked = after(&[Move::Lock(X), Move::Halt(Halter::Authority)]);
        assert_eq!(locked.status(), Status::Locked { by: X });
        assert_eq!(locked.apply(Move::Depart(X)), Err(StatusFault::Halted));
        assert_eq!(locked.apply(Move::Unlock(X)).unwrap().status(), Status::Halted);
        let under_way = after(&[Move::Lock(X), Move::Depart(X), Move::Halt(Halter::Policy)]);
        assert_eq!(under_way.apply(Move::Land(X)).unwrap().status(), Status::Halted);
    }

    #[test]
    fn what_is_held_is_let_go_only_by_what_holds_it() {
        let locked = after(&[Move::Lock(X)]);
        for step in [Move::Unlock(Y), Move::Depart(Y)] {
            assert_eq!(locked.apply(step), Err(StatusFault::HeldByAnother));
        }
        assert_eq!(locked.apply(Move::Lock(X)), Err(StatusFault::Locked));
        assert_eq!(locked.apply(Move::Retire), Err(StatusFault::Locked));
        let under_way = locked.apply(Move::Depart(X)).unwrap();
        assert_eq!(under_way.apply(Move::Land(Y)), Err(StatusFault::HeldByAnother));
        assert_eq!(under_way.apply(Move::Unlock(X)), Err(StatusFault::Migrating));
    }

    #[test]
    fn nobody_retires_an_asset_from_under_its_authority() {
        for halter in [Halter::Controllers, Halter::Program] {
            assert_eq!(after(&[Move::Halt(halter), Move::Retire]).status(), Status::Retired);
        }
        for halter in [Halter::Authority, Halter::Policy] {
            assert_eq!(after(&[Move::Halt(halter)]).apply(Move::Retire), Err(StatusFault::Halted));
        }
    }

    proptest! {
        #[test]
        fn retired_is_for_good(moves in proptest::collection::vec(any_move(), 0..40)) {
            let mut standing = after(&[Move::Retire]);
            for step in moves {
                prop_assert_eq!(standing.apply(step), Err(StatusFault::Retired));
                standing = standing.apply(step).unwrap_or(standing);
            }
        }

        #[test]
        fn whatever_happens_the_machine_keeps_its_promises(moves in proptest::collection::vec(any_move(), 0..60)) {
            let mut standing = Standing::default();
            for step in moves {
                let Ok(next) = standing.apply(step) else { continue };
                // No move is without effect.
                prop_assert_ne!(next, standing);
                // Halts change by halting and resuming, one at a time, and by nothing else.
                let changed = Halter::ALL.into_iter().filter(|h| next.halts.by(*h) != standing.halts.by(*h)).count();
                let is_halting = matches!(step, Move::Halt(_) | Move::Resume(_));
                prop_assert_eq!(changed, usize::from(is_halting));
                prop_assert_eq!(next.phase != standing.phase, !is_halting);
                // Only an active asset is taken hold of, and only the holder decides what follows.
                if let Phase::Locked { by } = next.phase {
                    let holders = [Status::Active, Status::Locked { by }];
                    prop_assert!(holders.contains(&standing.status()));
                }
                if let Phase::Migrating { by } = next.phase {
                    let before = [Status::Locked { by }, Status::Migrating { by }];
                    prop_assert!(before.contains(&standing.status()));
                }
                // A halt can always be imposed and always be lifted before the end.
                if next.phase != Phase::Retired {
                    for halter in Halter::ALL {
                        let turn = if next.halts.by(halter) { Move::Resume(halter) } else { Move::Halt(halter) };
                        prop_assert!(next.apply(turn).is_ok());
                    }
                }
                standing = next;
            }
        }

        #[test]
        fn the_encoding_comes_back(moves in proptest::collection::vec(any_move(), 0..20)) {
            let standing = moves.into_iter().fold(Standing::default(), |s, step| s.apply(step).unwrap_or(s));
            let bytes = standing.encode();
            prop_assert!(bytes.len() <= Standing::max_encoded_len());
            prop_assert_eq!(Standing::decode(&mut &bytes[..]).unwrap(), standing);
        }
    }
}
