"""Checking proofs: that a leaf stands in a log, and that a log continues an earlier one (RFC 6962)."""

from __future__ import annotations

from collections.abc import Sequence

from wellfounded.dossier.verify import node_hash


def included(leaf: bytes, position: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows that a leaf stands at a position of a tree of this size and root."""
    if not 0 <= position < size:
        return False
    at, last, made = position, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            made = node_hash(beside, made)
            while at and not at % 2:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and made == root


def consistent(small: int, small_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree of `size` continues the tree of `small`."""
    if small == size:
        return not proof and small_root == root
    if small == 0:
        return not proof
    if not 0 < small < size:
        return False
    path = list(proof)
    if small & (small - 1) == 0:
        path.insert(0, small_root)
    if not path:
        return False
    at, last = small - 1, size - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            while at and not at % 2:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and before == small_root and after == root
