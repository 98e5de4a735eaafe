"""What can be told only of a whole claim: events said twice, corrections, which application, attributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellfounded.caseload.table.arrays import arrow, numpy_of, texts
from wellfounded.caseload.table.cells import Faults
from wellfounded.caseload.table.clustering import KIND, LINE, hashed
from wellfounded.caseload.table.events import Names
from wellfounded.claim.written import quoted

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]
_KINDS, _DAYS = 1 << 15, 1 << 21
_NO = np.zeros(1, np.bool_)
_NEAR = 64
"""Rows of a claim that are compared each with each; where one has more, all are sorted."""


def repeated(
    rows: Any,
    starts: NDArray[np.int64],
    claim: Numbers,
    kind: NDArray[np.int16],
    day: Numbers,
    kept: Mask,
    faults: Faults,
) -> None:
    """Refuse a row that says in every column what an earlier row of the same claim says."""
    near, bounds = _side_by_side(starts, day)
    if near is not None and not len(near):
        return
    key = _keys(near, claim, kind, day, kept)
    some_alike = _alike(key, bounds)
    if not len(some_alike):
        return
    at = some_alike if near is None else near.take(some_alike)
    group = np.unique(key[some_alike], return_inverse=True)[1]
    some = rows.take(arrow(at))
    for name in some.schema.names:
        if name in (KIND, LINE):
            continue
        group = np.unique(group * (len(at) + 1) + _numbered(some.column(name)), return_inverse=True)[1]
        if len(group) == 0 or group.max() == len(group) - 1:
            return
    first = np.unique(group, return_index=True)[1]
    line = numpy_of(some.column(LINE))
    again = np.ones(len(at), np.bool_)
    again[first] = False
    which = np.flatnonzero(again)
    faults.add(
        at[which],
        lambda i: (
            "The row says in every column what the row of line {other} says. Remove one of the two.",
            {"other": int(line[first[group[which[i]]]])},
        ),
    )


def _side_by_side(starts: NDArray[np.int64], day: Numbers) -> tuple[NDArray[np.intp] | None, NDArray[Any]]:
    """The rows that may say what another one says, and where each stretch of such rows begins among them (and the end).

    Where the rows of every claim stand in the order of days, those of one day stand together, and few have another
    beside them. Else all rows may (None), claim by claim.
    """
    falls = day[1:] < day[:-1]
    falls[starts[1:-1] - 1] = False
    if falls.any():
        return None, starts
    same = day[1:] == day[:-1]
    same[starts[1:-1] - 1] = False
    if not same.any():
        return np.zeros(0, np.intp), starts[:0]
    beside = np.concatenate((same, _NO)) | np.concatenate((_NO, same))
    near = np.flatnonzero(beside)
    begins = ~np.concatenate((_NO, same)).take(near)
    return near, np.concatenate((np.flatnonzero(begins), [len(near)]))


def _keys(
    near: NDArray[np.intp] | None, claim: Numbers, kind: NDArray[np.int16], day: Numbers, kept: Mask
) -> NDArray[np.int64]:
    """A number for each of some rows, equal where claim, kind and day are; of a refused row one of its own."""
    if near is not None:
        claim, kind, day, kept = claim.take(near), kind.take(near), day.take(near), kept.take(near)
    key = (claim.astype(np.int64) * _KINDS + kind) * _DAYS + (day + 1)
    if not kept.all():
        key[~kept] = -1 - np.flatnonzero(~kept)
    return key


def _alike(key: NDArray[np.int64], bounds: NDArray[Any]) -> NDArray[np.intp]:
    """The rows whose number another row has too. Equal numbers stand within the same bounds."""
    longest = int(np.diff(bounds).max(initial=0))
    if longest > _NEAR:
        ordered = np.sort(key)
        return np.flatnonzero(np.isin(key, ordered[1:][ordered[1:] == ordered[:-1]]))
    marked = np.zeros(len(key), np.bool_)
    for away in range(1, longest):
        same = key[away:] == key[:-away]
        marked[away:] |= same
        marked[:-away] |= same
    return np.flatnonzero(marked)


def _numbered(column: Any) -> NDArray[np.int64]:
    """A number for each value of a column, 0 for none."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    else:
        column = column.dictionary_decode().dictionary_encode()
    if not pa.types.is_dictionary(column.type):
        return np.zeros(len(column), np.int64)
    return numpy_of(column.indices, -1).astype(np.int64) + 1


def corrected_by(ids: Any, corrects: Any, claim: Numbers, kept: Mask, faults: Faults) -> Numbers | None:
    """The row that corrects each row, -1 where none does; None where nothing is corrected.

    Refuses, as a case file does, an id that names two events of a claim, and a correction of nothing, of itself, in a
    circle, or of what is corrected already. What corrects a refused row is refused with it.
    """
    if ids is not None:
        kept = _own_ids(ids, claim, kept, faults)
    if corrects is None:
        return None
    at = np.flatnonzero(numpy_of(corrects.is_valid()) & kept)
    at = at[[bool(word) for word in corrects.take(arrow(at)).to_pylist()]]
    if not len(at):
        return None
    by = np.full(len(claim), -1, np.int32)
    named = ids.to_pylist() if ids is not None else [None] * len(claim)
    bounds = np.flatnonzero(
        np.concatenate((np.ones(1, np.bool_), claim[at][1:] != claim[at][:-1], np.ones(1, np.bool_)))
    )
    for i, j in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        mine = at[i:j].tolist()
        low, high = np.searchsorted(claim, (claim[at[i]], claim[at[i]] + 1))
        by_id = {named[row]: row for row in range(low, high) if named[row] and kept[row]}
        _of_claim([(row, corrects[row].as_py()) for row in mine], by_id, named, by, faults)
    return by


def _own_ids(ids: Any, claim: Numbers, kept: Mask, faults: Faults) -> Mask:
    """The rows whose id is their own; the others are refused."""
    at = np.flatnonzero(numpy_of(ids.is_valid()) & kept)
    numbers = hashed(ids.take(arrow(at)) if len(at) < len(ids) else ids)
    key = numbers ^ (claim[at].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    ordered = np.sort(key)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(twice):
        return kept
    kept = kept.copy()
    seen: dict[tuple[int, str], int] = {}
    for row in at[np.isin(key, twice)].tolist():
        name = ids[row].as_py()
        if name and seen.setdefault((int(claim[row]), name), row) != row:
            kept[row] = False
            faults.one(row, _NAMED, id=quoted(name))
    return kept


_NAMED = "The id {id} already names another event of this claim. Give each event an id of its own."
_NOTHING = "There is no other event with the id {id} to correct. Give the event that is corrected that id."
_TWICE = "The event {id} is corrected twice. Let the second correction correct the first."
_CIRCLE = "{id} and another event correct each other."


def _of_claim(
    said: list[tuple[int, str]], by_id: dict[Any, int], named: Sequence[Any], by: Numbers, faults: Faults
) -> None:
    """The corrections of one claim, again from the beginning after each that is refused."""
    refused = True
    while refused:
        refused = False
        corrects: dict[int, int] = {}
        for row, name in said:
            target = by_id.get(name)
            fault = _NOTHING if target is None or target == row else _TWICE if target in corrects.values() else ""
            if not fault and target is not None:
                corrects[row] = target
                follow = target
                while follow in corrects and follow != row:
                    follow = corrects[follow]
                fault = _CIRCLE if follow == row else ""
            if fault:
                faults.one(row, fault, id=quoted(name))
                said = [(other, id_) for other, id_ in said if other != row]
                by_id = {id_: other for id_, other in by_id.items() if other != row}
                refused = True
                break
    for row, target in corrects.items():
        by[target] = row


class Applications(NamedTuple):
    """The applications of the claims of a batch, and which one each event belongs to."""

    names: Names
    starts: NDArray[np.int64]
    of_event: Numbers


class Named(NamedTuple):
    """Of each claim the first application that a row names, as a code (0: none does), and whether others are named."""

    first: Numbers
    several: Mask


def named(codes: Numbers, claim: Numbers, claims: int) -> Named:
    """What the rows of whole claims name."""
    first, several = np.zeros(claims, np.int32), np.zeros(claims, np.bool_)
    at = np.flatnonzero(codes)
    c, a = claim.take(at), codes.take(at)
    # Written backwards, so that the first of several stays.
    first[c[::-1]] = a[::-1]
    several[c[a != first.take(c)]] = True
    return Named(first, several)


def unclear_application(
    codes: Numbers, claim: Numbers, claims: int, of_application: Mask, kept: Mask, faults: Faults
) -> Named | None:
    """Refuse an event that names no application where its claim has several. What the rows name; None: nothing."""
    if not codes.any():
        return None
    found = named(codes if kept.all() else codes * kept, claim, claims)
    at = np.flatnonzero((codes == 0) & of_application & kept & found.several.take(claim))
    faults.add(
        at, lambda i: ("The claim has several applications, and the row names none. Name the one it belongs to.", {})
    )
    return found


def applications(
    codes: Numbers, words: Sequence[str], claim: Numbers, of_application: Mask, found: Named | None, claims: int
) -> Applications:
    """Number the applications of whole claims, in the order in which the rows first name them; one at least.

    An event of an application that names none belongs to the only one, which is called 1 where no row names it.
    """
    if found is None:
        starts = np.arange(claims + 1, dtype=np.int64)
        of_event = np.where(of_application, claim, np.int32(-1)).astype(np.int32)
        return Applications(Names(texts(["1"]).take(arrow(np.zeros(claims, np.int64)))), starts, of_event)
    # The rows of the claims that name several applications, and what they name: one number for each application.
    rows = np.flatnonzero(found.several.take(claim) & (codes != 0))
    key = claim.take(rows).astype(np.int64) * len(words) + codes.take(rows)
    distinct, first, which = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    in_order = distinct[order]
    per_claim = np.ones(claims, np.int64)
    per_claim[found.several] = np.bincount(in_order // len(words), minlength=claims)[found.several]
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(per_claim)))
    names = np.zeros(int(starts[-1]), np.int32)
    names[starts[:-1]] = found.first
    # Of each of these applications its number: claims stand in order, and so do the applications of one claim.
    number = np.flatnonzero(np.repeat(found.several, per_claim))
    names[number] = in_order % len(words)
    of_event = starts.astype(np.int32).take(claim)
    of_event |= (of_application | (codes != 0)).view(np.int8) - np.int8(1)
    of_name = np.empty(len(distinct), np.int32)
    of_name[order] = number
    of_event[rows] = of_name.take(which)
    return Applications(Names(texts(["1", *words[1:]]).take(arrow(names))), starts, of_event)


def attribute(
    codes: Numbers, words: Sequence[str], claim: Numbers, claims: int
) -> tuple[Numbers, tuple[str, ...], Any]:
    """One word a claim, the first that is written, and the rows that say another one."""
    of_claim = np.zeros(claims, np.int32)
    at = np.flatnonzero(codes)
    c, said = claim[at], codes[at]
    of_claim[c[::-1]] = said[::-1]
    other = at[said != of_claim[c]]
    if len(words) > claims + 1:
        used, numbers = np.unique(np.concatenate((np.zeros(1, np.int32), of_claim)), return_inverse=True)
        return numbers[1:].astype(np.int32), tuple(words[i] for i in used.tolist()), other
    return of_claim, tuple(words), other
