"""Shares of the office's recovery key: any two of three give it back, one alone says nothing (Shamir, GF(256))."""

from __future__ import annotations

import os
from collections.abc import Sequence

from wellfounded.dossier.sealing import from_paper, printed
from wellfounded.logic.errors import BadInput

NEEDED, MADE = 2, 3


def times(a: int, b: int) -> int:
    """The product in the field of AES: polynomials modulo x^8 + x^4 + x^3 + x + 1."""
    made = 0
    while b:
        if b & 1:
            made ^= a
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return made


def inverse(a: int) -> int:
    """The one number whose product with `a` is 1: the 254th power."""
    made = 1
    for _ in range(254):
        made = times(made, a)
    return made


def split(secret: bytes, slope: bytes | None = None) -> dict[int, bytes]:
    """Three shares by number: points of a line that begins at the secret, for each byte. `slope`: for tests."""
    slope = os.urandom(len(secret)) if slope is None else slope
    return {
        x: bytes(s ^ times(m, x) for s, m in zip(secret, slope, strict=True)) for x in range(1, MADE + 1)
    }  # fmt: skip


def join(shares: dict[int, bytes]) -> bytes:
    """The secret again, from two shares: where the line through them begins."""
    if len(shares) < NEEDED:
        raise BadInput("{needed} different shares are needed.", needed=NEEDED)
    (x, one), (y, other) = sorted(shares.items())[:NEEDED]
    below = inverse(x ^ y)
    first, second = times(y, below), times(x, below)
    return bytes(times(a, first) ^ times(b, second) for a, b in zip(one, other, strict=True))


def on_paper(secret: bytes) -> list[str]:
    """The three shares as they are printed."""
    return [printed(share, f"SHARE{x}OF{MADE}") for x, share in split(secret).items()]


def read(written: Sequence[str]) -> bytes:
    """The secret from shares as they were printed."""
    shares: dict[int, bytes] = {}
    for text in written:
        mark, share = from_paper(text)
        if len(mark) != 9 or not mark.startswith("SHARE") or not mark[5].isdecimal() or len(share) != 32:
            raise BadInput("This is a printed key of another kind, not one of the {made} shares.", made=MADE)
        shares[int(mark[5])] = share
    return join(shares)
