"""Two real logs run through the breaches: traffic fines and their appeals, and motions to stay removal in Canada."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.caseload import stay_dockets, traffic_fines
from tests.caseload.petri_nets import Oracle
from tests.conftest import REFERENCE
from wellfounded.caseload.fold.folding import Folding
from wellfounded.caseload.opening import open_caseload
from wellfounded.caseload.procedure.alignment import Process, align
from wellfounded.caseload.procedure.breach_counts import Tally
from wellfounded.caseload.procedure.breach_list import Listed, listed
from wellfounded.caseload.procedure.breaches import Breaches, Found
from wellfounded.readings.columns.reading import ColumnsReading
from wellfounded.readings.words import Words
from wellfounded.rules.order import LegalOrder

pytestmark = pytest.mark.reference
Row = tuple[str, str, date, str | None]
FINES = REFERENCE / "data" / "eventlog_traffic_fines.parquet"
DOCKETS = REFERENCE / "data" / "ca_fc_stay_docket_events.parquet"
FINES_END, DOCKETS_END = date(2013, 12, 31), date(2022, 12, 31)


@pytest.fixture(scope="module")
def fines() -> list[Row]:
    """The log of the fines: claim, kind, day. A row that says what another one says would be refused."""
    names = ("case_id", "activity", "timestamp")
    columns = pq.read_table(FINES, columns=list(names)).to_pydict()
    rows = zip(*(columns[name] for name in names), strict=True)
    return list(dict.fromkeys((claim, traffic_fines.KINDS[kind], day.date(), None) for claim, kind, day in rows))


@pytest.fixture(scope="module")
def dockets() -> list[Row]:
    """The entries of the dockets that are about a stay, docket by docket; the others are left out."""
    names = ("docket", "category", "date", "outcome")
    columns = pq.read_table(DOCKETS, columns=list(names)).to_pydict()
    rows = zip(*(columns[name] for name in names), strict=True)
    kept = (
        (docket, kind, day.date(), outcome if kind == "order" else None)
        for docket, kind, day, outcome in rows
        if kind != "exclude"
    )
    return sorted(dict.fromkeys(kept), key=lambda row: row[0])


def table(rows: Sequence[Row], **names: str) -> pa.Table:
    """The rows as a foreign table with one application a claim."""
    columns = dict(zip(("claim", "event", "day", "outcome"), zip(*rows, strict=True), strict=True))
    kept = {names[name]: pa.array(values) for name, values in columns.items() if name in names}
    return pa.table({**kept, "application": pa.array(["1"] * len(rows))})


def paths(rows: Sequence[Row], process: Process) -> dict[str, list[tuple[date, int]]]:
    """For each claim its days and labels, in the order of the file."""
    label = {one.kind: i for i, one in enumerate(process.labels)}
    found: dict[str, list[tuple[date, int]]] = {}
    for claim, kind, day, _ in rows:
        found.setdefault(claim, []).append((day, label[kind]))
    return found


def by_day(path: Sequence[tuple[date, int]]) -> tuple[tuple[int, ...], ...]:
    """The labels of each day, in the order of the days."""
    return tuple(tuple(n for _, n in group) for _, group in groupby(sorted(path), key=lambda one: one[0]))


def run(law: LegalOrder, log: pa.Table, on: date, **names: Any) -> Iterator[tuple[Breaches, Found]]:
    """The breaches of a foreign log, batch by batch."""
    reading, breaches = ColumnsReading(law), Breaches(law)
    caseload = open_caseload(log, law, complete=on, **names)
    folding = Folding(law, reading, on, dict.fromkeys(law.lanes, on), breaches.needed)
    for batch in caseload.batches():
        facts = folding.fold(batch)
        block = reading.block(facts.size, on.toordinal(), facts.facts, facts.segments)
        yield breaches, breaches.of(batch, facts, block)
    assert sum(caseload.rejects.counts.values()) == 0


def of_fines(rows: Sequence[Row]) -> Iterator[tuple[Breaches, Found]]:
    """The breaches in the log of the fines, under the names that the log has for its columns and kinds."""
    theirs = {kind: says for says, kind in traffic_fines.KINDS.items()}
    log = table([(c, theirs[k], d, o) for c, k, d, o in rows], claim="case_id", event="activity", day="timestamp")
    columns = {"case_id": "claim", "activity": "event", "timestamp": "day"}
    return run(traffic_fines.LAW, log, FINES_END, columns=columns, kinds=traffic_fines.KINDS)


def test_the_order_of_fines_costs_what_pm4py_says_variant_by_variant(fines: list[Row]) -> None:
    process = Process.of(traffic_fines.TRACK)
    oracle = Oracle(process)
    found = paths(fines, process)
    assert len(found) == 10_000
    variants = {tuple(label for _, label in path) for path in found.values()}
    costs = {path: align(process, [(n, i, i) for i, n in enumerate(path)]).cost for path in variants}
    assert {path: cost for path, cost in costs.items() if oracle.cost(path) != cost} == {}
    assert len(costs) > 40
    assert max(costs.values()) > 1
    # of events of one day the order that fits best is taken: the least of what pm4py says of each
    for days in {by_day(path) for path in found.values()}:
        events = [(number, day, day) for day, group in enumerate(days) for number in group]
        assert align(process, events).cost == oracle.cheapest(days), days


def test_breaches_of_time_in_the_fines_are_listed_with_the_provision(fines: list[Row]) -> None:
    rows: list[Listed] = []
    tally: Tally | None = None
    for breaches, found in of_fines(fines):
        tally = tally or Tally(breaches)
        tally.add(found)
        rows += listed(breaches, found, Words("en"))
    days = _days(fines)
    late = [row for row in rows if row.name == "appeal_to_prefect_late"]
    expected = _later(days, "notified", "appeal_dated", 60)
    assert {row.claim for row in late} == expected
    assert {row.provisions for row in late} == {("CdS 203(1)",)}
    assert {row.confidence for row in late} == {"known"}
    notices = {row.claim: row for row in rows if row.name == "notice_late"}
    assert set(notices) == {
        claim
        for claim, day in days.items()
        if "notified" in day and (day["notified"] - day["created"]).days > (90 if day["created"] >= CHANGE else 150)
    }
    assert {row.since for row in notices.values()} <= {date(1993, 1, 1), CHANGE}
    early = {row.claim for row in rows if row.name == "penalty_too_early"}
    both = {c for c, d in days.items() if {"penalty", "notified"} <= set(d)}
    assert early == both - _later(days, "notified", "penalty", 59)
    assert len(late) > 5
    assert len(notices) > 100
    assert tally is not None
    assert sum(one.breaches for one in tally.counts()) == len(rows)


CHANGE = date(2010, 8, 13)
"""From this day on the notice had to come within ninety days, no longer one hundred and fifty."""


def _days(rows: Sequence[Row]) -> dict[str, dict[str, date]]:
    """For each claim the first day of each kind of event."""
    found: dict[str, dict[str, date]] = {}
    for claim, kind, day, _ in rows:
        known = found.setdefault(claim, {})
        known[kind] = min(day, known.get(kind, date.max))
    return found


def _later(days: dict[str, dict[str, date]], start: str, end: str, most: int) -> set[str]:
    """The fines in which one event came more than so many days after another."""
    return {c for c, d in days.items() if {start, end} <= set(d) and (d[end] - d[start]).days > most}


def test_the_order_found_in_the_log_is_that_of_its_variants(fines: list[Row]) -> None:
    process = Process.of(traffic_fines.TRACK)
    found: Counter[str] = Counter()
    for breaches, one in of_fines(fines):
        found.update(row.claim for row in listed(breaches, one, Words("en")) if row.kind == "order")
    costs: dict[tuple[tuple[int, ...], ...], int] = {}
    for claim, path in paths(fines, process).items():
        days = by_day(path)
        if days not in costs:
            costs[days] = align(process, [(n, day, day) for day, group in enumerate(days) for n in group]).cost
        assert found[claim] == costs[days]


def test_the_stay_dockets_run_through(dockets: list[Row]) -> None:
    rows: list[Listed] = []
    claims = 0
    log = table(dockets, claim="docket", event="category", day="date", outcome="outcome")
    columns = {"docket": "claim", "category": "event", "date": "day"}
    for breaches, found in run(stay_dockets.LAW, log, DOCKETS_END, columns=columns):
        rows += listed(breaches, found, Words("en"))
        claims += found.batch.n_claims
    days = _days(dockets)
    assert claims == len(days)
    names = Counter(row.name for row in rows)
    short = {row.claim for row in rows if row.name == "heard_on_short_notice"}
    both = {c for c, d in days.items() if {"notice", "hearing"} <= set(d)}
    assert short == both - _later(days, "notice", "hearing", 2)
    assert len(short) > 1000
    assert names["motion:hearing:misplaced"] + names["motion:notice:missing"] > 0
    assert {row.confidence for row in rows if row.name == "heard_on_short_notice"} == {"doubtful"}
    assert {row.excused for row in rows if row.name == "heard_on_short_notice"} <= {"no", "open"}
