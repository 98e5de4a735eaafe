"""A caseload on a day is what the case lines of its claims say, added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from wellfounded import law as laws
from wellfounded.caseload.answers.questions import STATES, WINDOWS, name_of
from wellfounded.caseload.opening import open_caseload
from wellfounded.caseload.publishing.tables import written
from wellfounded.caseload.run import Standing, run
from wellfounded.caseload.synth import header, synthesise
from wellfounded.caseload.table.one_case import to_case
from wellfounded.caseload.table.writing import write_caseload
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.record import record
from wellfounded.logic.errors import BadInput
from wellfounded.readings.values import MET, OPEN, TRUTHS

JP = laws.find("jp")
CLAIMS = 60
Counts = dict[tuple[str, str, str], tuple[int, int]]


def _written(folder: Path, claims: int, seed: int = 7) -> Path:
    batches = synthesise(JP, claims, seed, imprecise=0.3, stated=True)
    return write_caseload(folder / "claims.parquet", batches, JP, header(JP, seed=seed))


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("claims"), CLAIMS)


def _lines(path: Path, on: date, complete: date) -> Iterator[CaseLine]:
    caseload = open_caseload(path, JP)
    lanes = dict.fromkeys(JP.lanes, complete)
    for batch in caseload.batches():
        for claim in range(batch.n_claims):
            try:
                line = case_line(JP, to_case(batch, claim, JP, lanes), on)
            except BadInput:
                continue
            if any(e.kind == "applied" for e in line.timeline):
                yield line


def _window(days: int | None, last: Any, on: date, recorded: bool) -> str:
    if not recorded or last is None:
        return "no_day"
    if days is None:
        return "may_be_past" if last.earliest < on else "no_day"
    return next(w for w, end in zip(WINDOWS, (7, 14, 30, 90, 10**6), strict=False) if days <= end)


def _expected(path: Path, on: date, complete: date) -> dict[str, Counter[Any]]:
    found: dict[str, Counter[Any]] = {m: Counter() for m in ("stage", "remedies", "windows", "removal", "duties")}
    for line in _lines(path, on, complete):
        made = record(JP, line.case, on)
        rows = {row.name: row for row in made.rows}
        reading = made.reader.reading
        for application in line.applications:
            stage = reading.value(JP.stage.name, rows[application.id])
            found["stage"]["stage", "|".join(sorted(stage))] += 1
            for remedy in application.remedies:
                name = name_of(remedy.remedy, JP)
                found["remedies"][name, remedy.state] += 1
                if remedy.state in ("open", "unknown"):
                    window = _window(remedy.days_left, remedy.last_day, on, remedy.recorded)
                    found["windows"][name, window] += 1
        current = rows[line.current.id]
        for name, rule in (("barred", JP.removal.barred), ("ground", JP.removal.ground)):
            found["removal"][name, TRUTHS[reading.value(rule.name, current)].value] += 1
        treated = (JP.removal.barred, JP.removal.treated_as_barred)
        barred, as_barred = (reading.value(rule.name, current) for rule in treated)
        answer = "met" if barred == MET or (barred == OPEN and as_barred == MET) else "not_met"
        found["removal"]["treated_as_barred", answer] += 1
        for name in dict.fromkeys(duty.owed.name for duty in JP.duties):
            found["duties"][name, TRUTHS[reading.value(name, current)].value] += 1
    return found


def _counted(standing: Standing) -> dict[str, Counter[Any]]:
    found: dict[str, Counter[Any]] = {}
    for cell in standing.cells:
        found.setdefault(cell.measure, Counter())[cell.subject, cell.value] += cell.shown or 0
    return found


END, MIDDLE = date(2024, 12, 31), date(2024, 6, 10)


@pytest.mark.parametrize(
    ("claims", "on", "complete"),
    [
        pytest.param(12, END, END, id="at the end"),
        pytest.param(12, MIDDLE, MIDDLE, id="in the middle"),
        pytest.param(1, date(2023, 12, 1), date(2023, 9, 15), id="not complete to the day"),
        pytest.param(90, MIDDLE, MIDDLE, id="many", marks=pytest.mark.long),
        pytest.param(30, date(2023, 12, 1), date(2023, 9, 15), id="many not complete", marks=pytest.mark.long),
    ],
)
def test_every_number_is_that_of_the_case_lines(tmp_path: Path, claims: int, on: date, complete: date) -> None:
    path = _written(tmp_path, claims)
    standing = run(open_caseload(path, JP), on, complete=dict.fromkeys(JP.lanes, complete))
    expected, counted = _expected(path, on, complete), _counted(standing)
    assert expected["stage"], "somebody has applied"
    for measure, numbers in expected.items():
        assert counted[measure] == numbers, measure
    assert standing.engine == "numpy"


def test_the_day_up_to_which_it_is_complete_is_that_of_the_file_or_its_last_recorded_day(claims: Path) -> None:
    assert run(open_caseload(claims, JP)).days.found == "file"
    bare = pq.read_table(claims).replace_schema_metadata({})
    standing = run(open_caseload(bare.drop_columns([c for c in ("complete",) if c in bare.column_names]), JP))
    assert standing.days.found == "last_recorded_day"
    assert standing.days.on == max(standing.days.complete.values()) <= date(2024, 12, 31)


def test_groups_add_up_to_everybody(claims: Path) -> None:
    alone, grouped = (run(open_caseload(claims, JP), by=by) for by in ((), ("office", "sex")))
    assert _counted(alone) == _counted(grouped)
    assert {len(cell.group) for cell in grouped.cells} == {2}
    with pytest.raises(BadInput, match="no column ofice to group by"):
        run(open_caseload(claims, JP), by=("ofice",))


def test_threads_and_batches_change_no_number(claims: Path) -> None:
    assert _counted(run(open_caseload(claims, JP), threads=1)) == _counted(run(open_caseload(claims, JP), threads=3))


def test_a_person_with_several_applications_counts_once(claims: Path) -> None:
    standing = run(open_caseload(claims, JP))
    persons = sum(c.persons or 0 for c in standing.cells if (c.measure, c.subject) == ("claims", "claims"))
    for cell in standing.cells:
        assert (cell.persons or 0) <= min(cell.applications or 0, persons)
    several = [c for c in standing.cells if c.measure == "stage" and c.persons != c.applications]
    assert several, "somebody applied twice"


def test_what_is_open_is_settled_as_the_case_line_settles_it(tmp_path: Path) -> None:
    path = _written(tmp_path, 14)
    standing = run(open_caseload(path, JP), END, settle=True)
    counted = _counted(standing)
    for subject in ("barred", "ground"):
        settled = Counter({answer: n for (about, answer), n in counted["settled"].items() if about == subject})
        assert sum(settled.values()) == counted["removal"][subject, "open"]
        whole = Counter(getattr(line.removal, subject) for line in _lines(path, END, END))
        for answer in ("met", "not_met"):
            assert counted["removal"][subject, answer] + settled[answer] == whole[answer]
        assert settled["open"] + settled["not_tried"] == whole["open"] + whole["not_tried"]
    stages = {stage: n for (subject, stage), n in counted["settled"].items() if subject == "stage"}
    assert sum(stages.values()) == sum(n for (_, stage), n in counted["stage"].items() if "|" in stage)
    assert counted["settled"], "something is open"


def test_the_fact_that_settles_most_settles_it(claims: Path) -> None:
    """Where a status of residence is the only thing unknown, knowing it settles the ground for removal."""
    standing = run(open_caseload(claims, JP), date(2024, 12, 31))
    ground = next(one for one in standing.open if one.subject == "ground")
    assert ground.facts[0].fact == "status_granted"
    assert ground.facts[0].surely == ground.facts[0].missing == ground.open == ground.sampled


def test_results_are_written_by_the_ending_of_the_name(claims: Path, tmp_path: Path) -> None:
    standing = run(open_caseload(claims, JP), by=("office",))
    made = standing.table()
    assert made.schema.metadata[b"wellfounded.synthetic"] == b"yes"
    (tmp_path / "t.parquet").write_bytes(written(made, standing.plain(), Path("t.parquet")))
    assert pq.read_table(tmp_path / "t.parquet").num_rows == made.num_rows
    text = written(made, standing.plain(), Path("t.csv")).decode()
    assert text.splitlines()[0].startswith('"measure","subject","value","office"')
    assert all(line.endswith('"yes"') for line in text.splitlines()[1:])
    with pytest.raises(BadInput, match="has no ending"):
        written(made, {}, Path("t.txt"))


def test_every_state_and_window_has_its_place() -> None:
    assert STATES[0] == "not_yet"
    assert len(set(STATES)) == 6
