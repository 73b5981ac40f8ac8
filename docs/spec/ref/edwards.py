"""The curve edwards25519, on Python integers: what ristretto255 and Ed25519 share.

Points are tuples (X, Y, Z, T) of extended coordinates with x = X/Z, y = Y/Z, xy = T/Z. Tables hold points in
the form (Y-X, Y+X, 2dT, 2Z), which saves work in each addition. Nothing here is constant-time: it is for
verifying, and for making test vectors with secrets that everybody knows.

SOURCE: Hisil, Wong, Carter, Dawson, ASIACRYPT 2008 (formulas); Straus 1964 (joint multiplication).
"""

from __future__ import annotations

from collections.abc import Iterable

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
D2 = 2 * D % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

Raw = tuple[int, int, int, int]
IDENTITY: Raw = (0, 1, 1, 0)

WINDOW = 5  # odd multiples 1, 3, ..., 15 of each point


def cached(p: Raw) -> Raw:
    """cached brings a point into the form of the tables."""
    x, y, z, t = p
    return (y - x, y + x, D2 * t % P, 2 * z)


def negate_cached(c: Raw) -> Raw:
    """negate_cached is the table form of the negative."""
    return (c[1], c[0], -c[2], c[3])


def add_cached(p: Raw, c: Raw) -> Raw:
    """add_cached adds a point in table form; the formula is complete."""
    x, y, z, t = p
    a = (y - x) * c[0]
    b = (y + x) * c[1]
    g = t * c[2]
    h = z * c[3]
    e, f, g, h = (b - a) % P, (h - g) % P, (h + g) % P, (b + a) % P
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def add(p: Raw, q: Raw) -> Raw:
    """add is p + q."""
    return add_cached(p, cached(q))


def negate(p: Raw) -> Raw:
    """negate is -p."""
    return (P - p[0], p[1], p[2], P - p[3])


def double(p: Raw) -> Raw:
    """double is 2p."""
    x, y, z, _ = p
    a = x * x
    b = y * y
    e = ((x + y) * (x + y) - a - b) % P
    g = (b - a) % P
    f = (g - 2 * z * z) % P
    h = -(a + b) % P
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def odd_multiples(p: Raw) -> list[Raw]:
    """odd_multiples is p, 3p, ..., 15p in table form."""
    twice = cached(double(p))
    table = [p]
    for _ in range(2 ** (WINDOW - 2) - 1):
        table.append(add_cached(table[-1], twice))
    return [cached(q) for q in table]


def signed_digits(k: int) -> Iterable[tuple[int, int]]:
    """signed_digits yields (position, odd digit) with k = sum digit 2^position, |digit| < 2^(WINDOW-1)."""
    position = 0
    full, half = 1 << WINDOW, 1 << (WINDOW - 1)
    while k:
        zeros = (k & -k).bit_length() - 1
        k >>= zeros
        position += zeros
        digit = k & (full - 1)
        if digit >= half:
            digit -= full
        yield position, digit
        k -= digit


def multi_multiply(terms: Iterable[tuple[int, list[Raw]]]) -> Raw:
    """multi_multiply is the sum of k p over (k, odd_multiples(p)), with one chain of doublings."""
    at: list[list[Raw]] = [[] for _ in range(258)]
    top = -1
    for k, table in terms:
        for position, digit in signed_digits(k % L):
            at[position].append(table[digit >> 1] if digit > 0 else negate_cached(table[-digit >> 1]))
            top = max(top, position)
    total = IDENTITY
    for position in range(top, -1, -1):
        total = double(total)
        for entry in at[position]:
            total = add_cached(total, entry)
    return total


_base_table: list[list[Raw]] = []


def _make_base_table() -> None:
    """_make_base_table fills row i with d 16^i B for d = 0..15."""
    power = BASE
    for _ in range(64):
        step = cached(power)
        row = [IDENTITY]
        for _ in range(15):
            row.append(add_cached(row[-1], step))
        power = add_cached(row[-1], step)
        _base_table.append([cached(p) for p in row])


def multiply_base(k: int) -> Raw:
    """multiply_base is k B, by a table of B's multiples."""
    if not _base_table:
        _make_base_table()
    k %= L
    total = IDENTITY
    for row in _base_table:
        if k & 15:
            total = add_cached(total, row[k & 15])
        k >>= 4
    return total


def sqrt_ratio(u: int, v: int) -> tuple[bool, int]:
    """sqrt_ratio is SQRT_RATIO_M1 of RFC 9496, section 3.1.3: (was a square, the non-negative root)."""
    v3 = v * v % P * v % P
    r = u * v3 % P * pow(u * v3 % P * v3 % P * v % P, (P - 5) // 8, P) % P
    check = v * r % P * r % P
    u %= P
    correct = check == u
    flipped = check == P - u if u else False
    flipped_i = u != 0 and check == (P - u) * SQRT_M1 % P
    if flipped or flipped_i:
        r = r * SQRT_M1 % P
    if r & 1:
        r = P - r
    return correct or flipped, r


def _base() -> Raw:
    """_base is the generator of RFC 8032: y = 4/5 and x even."""
    y = 4 * pow(5, -1, P) % P
    _, x = sqrt_ratio(y * y - 1, D * y * y + 1)
    return (x, y, 1, x * y % P)


BASE = _base()
