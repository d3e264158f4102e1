//! The product of pairings, and the subgroup check that comes with it.
//!
//! The Miller loop of the optimal ate pairing walks from Q to T = [6x+2]Q + psi(Q) - psi^2(Q), where x is the parameter of
//! the curve and psi the endomorphism that the Frobenius map induces on the twist. In the subgroup of order r, and nowhere
//! else on this twist, T is -psi^3(Q). So the walk itself tells whether Q was allowed, at the price of one comparison;
//! asking before, as arkworks does, makes four pairs a third slower. The formulas and the final exponentiation are arkworks'.

// Operators on field elements are total.
#![allow(clippy::arithmetic_side_effects)]

use ark_bn254::{Bn254, Config, Fq, Fq12, Fq2, G1Affine, G2Affine};
use ark_ec::{
    bn::BnConfig,
    pairing::{MillerLoopOutput, Pairing},
    short_weierstrass::SWCurveConfig,
    AffineRepr,
};
use ark_ff::{AdditiveGroup, Field, MontFp, One, Zero};

type G2Config = <Config as BnConfig>::G2Config;

/// Pairs that share the squarings of one loop. More would save little and take more memory.
const BATCH: usize = 32;

/// 1/2.
const HALF: Fq = MontFp!("10944121435919637611123202872628637544348155578648911831344518947322613104292");

/// A point of G2 is on the twist, but not in the subgroup of order r.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotInSubgroup;

/// Whether the product of the pairings of all pairs is one. All points are on their curves.
pub(crate) fn product_is_one(pairs: &[(G1Affine, G2Affine)]) -> Result<bool, NotInSubgroup> {
    let mut product = Fq12::one();
    for batch in pairs.chunks(BATCH) {
        product *= miller_loop(batch)?;
    }
    // No pairs, or none without a point at infinity: the final exponentiation of one is one.
    if product.is_one() {
        return Ok(true);
    }
    Ok(Bn254::final_exponentiation(MillerLoopOutput(product)).is_some_and(|output| output.0.is_one()))
}

fn miller_loop(pairs: &[(G1Affine, G2Affine)]) -> Result<Fq12, NotInSubgroup> {
    // e(P, 0) is one and needs no walk; e(0, Q) needs it for the sake of Q.
    let mut walks: Vec<Walk> =
        pairs.iter().filter(|(_, q)| !q.is_zero()).map(|(p, q)| Walk::new(p, q)).collect();
    let mut f = Fq12::one();
    for digit in Config::ATE_LOOP_COUNT.iter().rev().skip(1) {
        f.square_in_place();
        for walk in &mut walks {
            walk.double(&mut f);
        }
        for walk in &mut walks {
            match digit {
                1 => walk.add(walk.q, &mut f),
                -1 => walk.add(-walk.q, &mut f),
                _ => {}
            }
        }
    }
    for walk in &mut walks {
        let psi1 = psi(walk.q);
        let psi2 = psi(psi1);
        walk.add(psi1, &mut f);
        walk.add(-psi2, &mut f);
        if !walk.stands_at(&-psi(psi2)) {
            return Err(NotInSubgroup);
        }
    }
    Ok(f)
}

/// A pair on its way: P, Q, and the point reached so far as (x/z, y/z).
struct Walk {
    p: G1Affine,
    q: G2Affine,
    x: Fq2,
    y: Fq2,
    z: Fq2,
}

impl Walk {
    fn new(p: &G1Affine, q: &G2Affine) -> Self {
        Self { p: *p, q: *q, x: q.x, y: q.y, z: Fq2::one() }
    }

    /// Doubles the point, and multiplies f by the tangent at P.
    fn double(&mut self, f: &mut Fq12) {
        let mut a = self.x * self.y;
        a.mul_assign_by_fp(&HALF);
        let b = self.y.square();
        let c = self.z.square();
        let e = G2Config::COEFF_B * (c.double() + c);
        let bend = e.double() + e;
        let mut g = b + bend;
        g.mul_assign_by_fp(&HALF);
        let h = (self.y + self.z).square() - (b + c);
        let i = e - b;
        let j = self.x.square();
        let e_squared = e.square();
        self.x = a * (b - bend);
        self.y = g.square() - (e_squared.double() + e_squared);
        self.z = b * h;
        self.multiply(f, -h, j.double() + j, i);
    }

    /// Adds a point, and multiplies f by the chord at P.
    ///
    /// The formula fails where the two points have the same x: then z becomes zero, and zero it stays. In the subgroup
    /// that does not happen: no multiple of Q on the way is the next point to add or its opposite.
    fn add(&mut self, q: G2Affine, f: &mut Fq12) {
        let theta = self.y - q.y * self.z;
        let lambda = self.x - q.x * self.z;
        let c = theta.square();
        let d = lambda.square();
        let e = lambda * d;
        let g = self.x * d;
        let h = e + self.z * c - g.double();
        self.x = lambda * h;
        self.y = theta * (g - h) - e * self.y;
        self.z *= e;
        let j = theta * q.x - lambda * q.y;
        self.multiply(f, lambda, -theta, j);
    }

    fn multiply(&self, f: &mut Fq12, mut c0: Fq2, mut c3: Fq2, c4: Fq2) {
        if !self.p.is_zero() {
            c0.mul_assign_by_fp(&self.p.y);
            c3.mul_assign_by_fp(&self.p.x);
            f.mul_by_034(&c0, &c3, &c4);
        }
    }

    /// Whether the walk came to this finite point, and never left the formulas' domain.
    fn stands_at(&self, point: &G2Affine) -> bool {
        !self.z.is_zero() && self.x == point.x * self.z && self.y == point.y * self.z
    }
}

fn psi(mut point: G2Affine) -> G2Affine {
    point.x.frobenius_map_in_place(1);
    point.y.frobenius_map_in_place(1);
    point.x *= Config::TWIST_MUL_BY_Q_X;
    point.y *= Config::TWIST_MUL_BY_Q_Y;
    point
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_ec::{CurveConfig, CurveGroup};
    use ark_ff::PrimeField;
    use proptest::prelude::*;

    /// A point of the whole twist, of no particular order.
    fn point_on_twist(seed: u64) -> G2Affine {
        (seed..)
            .find_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::new(Fq::from(x), Fq::from(seed)), false))
            .unwrap()
    }

    fn is_accepted(q: G2Affine) -> bool {
        let at_infinity = miller_loop(&[(G1Affine::identity(), q)]);
        let elsewhere = miller_loop(&[(G1Affine::generator(), q)]);
        assert_eq!(at_infinity.is_ok(), elsewhere.is_ok());
        assert!(at_infinity.is_err() || at_infinity == Ok(Fq12::one()));
        elsewhere.is_ok()
    }

    /// A number of decimal digits as little-endian limbs.
    fn limbs(decimal: &str) -> Vec<u64> {
        let mut limbs = vec![0u64; 8];
        for digit in decimal.bytes() {
            let mut carry = u128::from(digit - b'0');
            for limb in limbs.iter_mut() {
                carry += u128::from(*limb) * 10;
                *limb = carry as u64;
                carry >>= 64;
            }
        }
        limbs
    }

    fn times(point: G2Affine, factors: &[&str]) -> G2Affine {
        factors.iter().fold(point, |point, factor| point.mul_bigint(limbs(factor)).into_affine())
    }

    /// The number of points of the twist is r times these primes.
    const COFACTOR: [&str; 4] =
        ["10069", "5864401", "1875725156269", "197620364512881247228717050342013327560683201906968909"];
    const R: &str = "21888242871839275222246405745257275088548364400416034343698204186575808495617";

    /// The order of the twist is a product of five different primes. So it is cyclic, psi is a multiplication on it, and
    /// so is Q -> [6x+2]Q + psi(Q) - psi^2(Q) + psi^3(Q): the points that it sends to infinity are one subgroup, whose
    /// order is a product of some of the primes. r is among them if a point of order r is accepted, and another prime is
    /// not if one point of that order fails the equation. Then the equation holds in the subgroup of order r and nowhere
    /// else; where the walk's formulas fail, z is zero and the point is refused in any case.
    #[test]
    fn the_walk_accepts_the_subgroup_and_nothing_else() {
        let x_times_6_plus_2 =
            Config::ATE_LOOP_COUNT.iter().rev().fold(0i128, |n, digit| 2 * n + i128::from(*digit));
        assert_eq!(x_times_6_plus_2, 6 * i128::from(Config::X[0]) + 2);
        let equation_holds = |q: G2Affine| {
            let walked = q.mul_bigint([x_times_6_plus_2 as u64, (x_times_6_plus_2 >> 64) as u64]);
            (walked + psi(q) - psi(psi(q)) + psi(psi(psi(q)))).is_zero()
        };

        let q = point_on_twist(1);
        let mut cofactor = Fr::from(1u8);
        for prime in COFACTOR {
            cofactor *= Fr::from(prime.parse::<Fr>().unwrap());
            let others: Vec<&str> = COFACTOR.into_iter().filter(|other| *other != prime).chain([R]).collect();
            let of_prime_order = times(q, &others);
            assert!(!of_prime_order.is_zero() && times(of_prime_order, &[prime]).is_zero());
            assert!(!equation_holds(of_prime_order) && !is_accepted(of_prime_order), "order {prime}");
        }
        assert_eq!(cofactor * G2Config::COFACTOR_INV, Fr::from(1u8), "these are the primes");
        let of_order_r = times(q, &COFACTOR);
        assert!(!of_order_r.is_zero() && times(of_order_r, &[R]).is_zero());
        assert!(equation_holds(of_order_r) && is_accepted(of_order_r));
    }

    #[test]
    fn a_walk_that_left_the_formulas_domain_arrives_nowhere() {
        let (p, q) = (G1Affine::generator(), G2Affine::generator());
        for met in [q, -q] {
            let mut f = Fq12::one();
            let mut walk = Walk::new(&p, &q);
            walk.add(met, &mut f);
            for step in [q, met, psi(q)] {
                walk.double(&mut f);
                walk.add(step, &mut f);
                assert!(walk.z.is_zero());
                assert!(![q, -q, G2Affine::identity()].iter().any(|point| walk.stands_at(point)));
            }
        }
    }

    #[test]
    fn a_half_is_a_half() {
        assert_eq!(HALF.double(), Fq::one());
    }

    fn scalar() -> impl Strategy<Value = Fr> {
        any::<[u8; 32]>().prop_map(|bytes| Fr::from_be_bytes_mod_order(&bytes))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_walk_judges_as_arkworks_does(seed: u64, scalar: u64) {
            let anywhere = point_on_twist(seed);
            prop_assert_eq!(is_accepted(anywhere), anywhere.is_in_correct_subgroup_assuming_on_curve());
            let inside = times(anywhere, &COFACTOR).mul_bigint([scalar]).into_affine();
            prop_assert!(is_accepted(inside) && inside.is_in_correct_subgroup_assuming_on_curve());
        }

        #[test]
        fn the_loop_computes_what_arkworks_computes(
            scalars in proptest::collection::vec((scalar(), scalar()), 0..9), at_infinity: [bool; 2],
        ) {
            let mut pairs: Vec<_> = scalars
                .iter()
                .map(|(a, b)| ((G1Affine::generator() * a).into_affine(), (G2Affine::generator() * b).into_affine()))
                .collect();
            if let [first, second, ..] = &mut pairs[..] {
                if at_infinity[0] {
                    first.0 = G1Affine::identity();
                }
                if at_infinity[1] {
                    second.1 = G2Affine::identity();
                }
            }
            let (left, right): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
            prop_assert_eq!(miller_loop(&pairs), Ok(Bn254::multi_miller_loop(&left, &right).0));
        }
    }
}
