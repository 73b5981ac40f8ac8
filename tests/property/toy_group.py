"""The sigma protocols of Constat over a group of prime order so small that every case can be tried.

A proof of completeness, special soundness and honest-verifier zero knowledge by exhaustion: over the subgroup of order
q of the integers modulo p, all statements, witnesses, commitments, challenges and responses. The equations are those of
the clauses, written additively in the exponents' group: an element is its discrete logarithm, which the small order lets
us take, so that "every commitment" means every element.

Clauses: LAB-4, CER-3, CER-8, BAL-4, BAL-7, TAL-7, TAL-8.
"""

from __future__ import annotations

import unittest
from collections import Counter
from itertools import product
from typing import Any

Transcript = Any  # (commitments, challenges, responses)

Q = 5
P = 11  # 2Q + 1
G = 4  # of order Q: a square


class Element:
    """Element is g^k, written additively: k times the generator."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __add__(self, other: Element) -> Element:
        return Element(self.value * other.value % P)

    def __sub__(self, other: Element) -> Element:
        return self + (Q - 1) * other

    def __rmul__(self, scalar: int) -> Element:
        return Element(pow(self.value, scalar % Q, P))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and self.value == other.value

    def __hash__(self) -> int:
        return self.value


BASE = Element(G)
ALL = [k * BASE for k in range(Q)]
SCALARS = range(Q)


def schnorr_holds(key: Element, A: Element, c: int, z: int) -> bool:
    """schnorr_holds is zB = A + cP."""
    return z * BASE == A + c * key


def dleq_holds(statement: tuple[Element, Element, Element], A: tuple[Element, Element], c: int, z: int) -> bool:
    """dleq_holds is zB = A1 + cP and zE = A2 + cS."""
    key, other, shared = statement
    return z * BASE == A[0] + c * key and z * other == A[1] + c * shared


def branch_holds(K: Element, x: tuple[Element, Element], v: int, A: tuple[Element, Element], c: int, z: int) -> bool:
    """branch_holds is BAL-4's two equations of one branch."""
    R, C = x
    return z * BASE == A[0] + c * R and z * K == A[1] + c * (C - v * BASE)


class GroupTest(unittest.TestCase):
    """The toy group is a group of prime order."""

    def test_has_prime_order(self) -> None:
        self.assertEqual(len(set(ALL)), Q)
        for a, b in product(SCALARS, SCALARS):
            self.assertEqual(a * BASE + b * BASE, (a + b) * BASE)


class SchnorrTest(unittest.TestCase):
    """Proofs of knowledge of a discrete logarithm (LAB-4, CER-3, CER-4, ROL-4, BAL-7)."""

    def test_complete(self) -> None:
        for x, u, c in product(SCALARS, repeat=3):
            self.assertTrue(schnorr_holds(x * BASE, u * BASE, c, u + c * x))

    def test_special_soundness(self) -> None:
        """Two answers to one commitment under different challenges give the secret."""
        found = 0
        for key, A, c, d in product(ALL, ALL, SCALARS, SCALARS):
            if c == d:
                continue
            for z, y in product(SCALARS, repeat=2):
                if schnorr_holds(key, A, c, z) and schnorr_holds(key, A, d, y):
                    secret = (z - y) * pow(c - d, -1, Q) % Q
                    self.assertEqual(secret * BASE, key)
                    found += 1
        self.assertEqual(found, Q * Q * Q * (Q - 1))

    def test_zero_knowledge(self) -> None:
        """Simulated transcripts are distributed as honest ones, for every secret."""
        for x in SCALARS:
            honest = Counter((u * BASE, c, (u + c * x) % Q) for u, c in product(SCALARS, repeat=2))
            simulated = Counter((z * BASE - c * (x * BASE), c, z) for z, c in product(SCALARS, repeat=2))
            self.assertEqual(honest, simulated)


class DleqTest(unittest.TestCase):
    """Chaum-Pedersen proofs (CER-8, TAL-7). E is not the identity, as CER-2 demands."""

    def test_complete(self) -> None:
        for x, e, u, c in product(SCALARS, repeat=4):
            E = e * BASE
            self.assertTrue(dleq_holds((x * BASE, E, x * E), (u * BASE, u * E), c, u + c * x))

    def test_soundness(self) -> None:
        """For a false statement, every commitment has at most one challenge that can be answered."""
        for key, E, S in product(ALL, ALL[1:], ALL):
            secret = ALL.index(key)
            true = secret * E == S
            for A in product(ALL, ALL):
                answerable = [c for c in SCALARS if any(dleq_holds((key, E, S), A, c, z) for z in SCALARS)]
                if not true:
                    self.assertLessEqual(len(answerable), 1)
            if true:
                self.assertTrue(all(dleq_holds((key, E, S), (BASE, E), c, 1 + c * secret) for c in SCALARS))

    def test_zero_knowledge(self) -> None:
        for x, e in product(SCALARS, range(1, Q)):
            key, E, S = x * BASE, e * BASE, (x * e) * BASE
            honest = Counter(((u * BASE, u * E), c, (u + c * x) % Q) for u, c in product(SCALARS, repeat=2))
            simulated = Counter(
                ((z * BASE - c * key, z * E - c * S), c, z) for z, c in product(SCALARS, repeat=2)
            )
            self.assertEqual(honest, simulated)

    def test_the_identity_for_E_proves_nothing(self) -> None:
        """With E the identity every key fits S = identity, so nothing is said about the key: why CER-2 refuses it."""
        for x, u, c in product(SCALARS, repeat=3):
            self.assertTrue(dleq_holds((x * BASE, ALL[0], ALL[0]), (u * BASE, ALL[0]), c, u + c * x))


class MembershipTest(unittest.TestCase):
    """Disjunctions of two branches, {0, 1}, over every key K but the identity (BAL-4)."""

    VALUES = (0, 1)

    def honest(self, K: Element, m: int, r: int, u: int, simulated: tuple[int, int], c: int) -> Transcript:
        """honest is the honest prover's transcript: (commitments, challenges, responses)."""
        R, C = r * BASE, m * BASE + r * K
        true, other = (0, 1) if m == self.VALUES[0] else (1, 0)
        c_other, z_other = simulated
        A: list[tuple[Element, Element]] = [(BASE, BASE), (BASE, BASE)]
        A[other] = (
            z_other * BASE - c_other * R,
            z_other * K - c_other * (C - self.VALUES[other] * BASE),
        )
        A[true] = (u * BASE, u * K)
        cs, zs = [0, 0], [0, 0]
        cs[other], zs[other] = c_other, z_other
        cs[true] = (c - c_other) % Q
        zs[true] = (u + cs[true] * r) % Q
        return tuple(A), tuple(cs), tuple(zs)

    def shipped(self, K: Element, m: int, r: int, u: tuple[int, int], drafts: tuple[int, int], c: int) -> Transcript:
        """shipped is the prover as the program runs it: every branch commits to uB, uK + d(v - m)B."""
        A = tuple((u[i] * BASE, u[i] * K + (drafts[i] * (v - m)) * BASE) for i, v in enumerate(self.VALUES))
        true = self.VALUES.index(m)
        cs = list(drafts)
        cs[true] = (c - sum(drafts) + drafts[true]) % Q
        return A, tuple(cs), tuple((u[i] + cs[i] * r) % Q for i in range(2))

    def holds(self, K: Element, x: tuple[Element, Element], transcript: Transcript, c: int) -> bool:
        """holds is BAL-4 whole: both branches, and the challenges add up."""
        A, cs, zs = transcript
        rows = zip(self.VALUES, A, cs, zs)
        return sum(cs) % Q == c and all(branch_holds(K, x, v, a, ci, z) for v, a, ci, z in rows)

    def test_complete(self) -> None:
        for K, m, r, c in product(ALL[1:], self.VALUES, SCALARS, SCALARS):
            x = (r * BASE, m * BASE + r * K)
            for u, c_other, z_other in product(SCALARS, repeat=3):
                self.assertTrue(self.holds(K, x, self.honest(K, m, r, u, (c_other, z_other), c), c))
            for u0, u1, d0, d1 in product(SCALARS, repeat=4):
                self.assertTrue(self.holds(K, x, self.shipped(K, m, r, (u0, u1), (d0, d1), c), c))

    def test_the_shipped_prover_is_the_textbook_one(self) -> None:
        """The same transcripts with the same frequencies, for every witness and challenge."""
        K = ALL[3]
        for m, r, c in product(self.VALUES, SCALARS, SCALARS):
            textbook = Counter(self.honest(K, m, r, u, (d, z), c) for u, d, z in product(SCALARS, repeat=3))
            shipped = Counter(
                self.shipped(K, m, r, (u0, u1), (d0, d1), c) for u0, u1, d0, d1 in product(SCALARS, repeat=4)
            )
            self.assertEqual({t: n * Q for t, n in textbook.items()}, dict(shipped))

    def test_soundness(self) -> None:
        """A ciphertext of another value: for all commitments at most one total challenge can be answered."""
        # A branch whose value is not the plaintext can be answered for at most one challenge; so the total is fixed.
        K = ALL[2]
        for m, r in product(range(2, Q), SCALARS):
            x = (r * BASE, m * BASE + r * K)
            answerable = []
            for v in self.VALUES:
                per_commitment = {
                    A: [c for c in SCALARS if any(branch_holds(K, x, v, A, c, z) for z in SCALARS)]
                    for A in product(ALL, ALL)
                }
                self.assertTrue(all(len(cs) == 1 for cs in per_commitment.values()))
                answerable.append(per_commitment)
            for A, B in product(answerable[0], answerable[1]):
                totals = {(c + d) % Q for c in answerable[0][A] for d in answerable[1][B]}
                self.assertEqual(len(totals), 1)

    def test_soundness_for_members(self) -> None:
        """The true branch can be answered for every challenge, the other for one: that is the whole freedom."""
        K = ALL[4]
        for m, r in product(self.VALUES, SCALARS):
            x = (r * BASE, m * BASE + r * K)
            for v, A in product(self.VALUES, product(ALL, ALL)):
                cs = [c for c in SCALARS if any(branch_holds(K, x, v, A, c, z) for z in SCALARS)]
                self.assertIn(len(cs), (0, Q) if v == m else (1,))

    def test_zero_knowledge(self) -> None:
        """Simulated transcripts are distributed as honest ones, whatever was encrypted."""
        K = ALL[2]
        for m, r, c in product(self.VALUES, SCALARS, SCALARS):
            x = (r * BASE, m * BASE + r * K)
            honest = Counter(self.honest(K, m, r, u, (d, z), c) for u, d, z in product(SCALARS, repeat=3))
            simulated: Counter[Transcript] = Counter()
            for c0, z0, z1 in product(SCALARS, repeat=3):
                c1 = (c - c0) % Q
                A = tuple(
                    (z * BASE - ci * x[0], z * K - ci * (x[1] - v * BASE))
                    for v, ci, z in zip(self.VALUES, (c0, c1), (z0, z1))
                )
                simulated[A, (c0, c1), (z0, z1)] += 1
            self.assertEqual(honest, simulated)

    def test_the_identity_as_key_proves_nothing(self) -> None:
        """With K the identity, C - vB = 0 decides and r hides nothing: why CER-5 refuses it."""
        K = ALL[0]
        for m, r in product(SCALARS, repeat=2):
            self.assertEqual(m * BASE + r * K, m * BASE)


class ThresholdTest(unittest.TestCase):
    """Shares of degree 1 (TAL-8): any two decrypt, one says nothing about the secret."""

    def test_any_two_of_three(self) -> None:
        for a0, a1, r, m in product(SCALARS, repeat=4):
            K = a0 * BASE
            R, C = r * BASE, m * BASE + r * K
            D = {j: (a0 + a1 * j) * R for j in (1, 2, 3)}
            for i, j in ((1, 2), (1, 3), (2, 3)):
                Li = j * pow(j - i, -1, Q) % Q
                Lj = i * pow(i - j, -1, Q) % Q
                self.assertEqual(C - Li * D[i] - Lj * D[j], m * BASE)

    def test_one_share_is_independent_of_the_secret(self) -> None:
        for j in (1, 2, 3):
            seen = Counter((a0, (a0 + a1 * j) % Q) for a0, a1 in product(SCALARS, repeat=2))
            self.assertEqual(set(seen.values()), {1})
            self.assertEqual(len(seen), Q * Q)

    def test_weights_find_every_false_share(self) -> None:
        """For shares that are not all right, at most one in Q weights makes the combination right (TAL-7, BAL-13)."""
        for errors in product(SCALARS, repeat=2):
            if errors == (0, 0):
                continue
            passing = sum((w0 * errors[0] + w1 * errors[1]) % Q == 0 for w0, w1 in product(SCALARS, repeat=2))
            self.assertEqual(passing, Q)


if __name__ == "__main__":
    unittest.main()
