"""Results as tables: Arrow, plain data, and files by their ending."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from wellfounded.caseload.answers.questions import ANSWERS, STATES, WINDOWS
from wellfounded.caseload.answers.tally import Cell
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words

if TYPE_CHECKING:
    from wellfounded.caseload.compare import Comparison
    from wellfounded.caseload.conformance import Conformance
    from wellfounded.caseload.procedure.breach_list import Listed
    from wellfounded.caseload.procedure.entries import Entry
    from wellfounded.caseload.run import Reading, Standing

Plain = dict[str, Any]
SUFFIXES = (".parquet", ".csv", ".json", ".html")
_ORDER = {value: i for i, value in enumerate((*STATES, *WINDOWS, *ANSWERS))}


def table_of(cells: Sequence[Cell], by: Sequence[str], about: Mapping[str, str]) -> Any:
    """Cells as an Arrow table: measure, subject, value, the groups, unit, count, persons. Hidden: null.

    `about`: what the table says of itself, kept as its metadata.
    """
    columns: dict[str, list[Any]] = {
        "measure": [c.measure for c in cells],
        "subject": [c.subject for c in cells],
        "value": [c.value for c in cells],
        **{name: [place_of(c.group, i) for c in cells] for i, name in enumerate(by)},
        "unit": [c.unit for c in cells],
        "count": [c.shown for c in cells],
        "persons": [c.persons for c in cells],
    }
    numbers = ("count", "persons")
    arrays = [pa.array(v, pa.int64() if name in numbers else pa.string()) for name, v in columns.items()]
    made = pa.table(arrays, names=list(columns))
    return made.replace_schema_metadata({f"wellfounded.{key}": value for key, value in about.items()})


def about(standing: Standing | Comparison | Conformance) -> dict[str, str]:
    """What a table of a caseload says of itself."""
    return {
        "law": standing.law.id,
        "on": standing.days.on.isoformat(),
        "complete": " ".join(f"{lane}={day.isoformat()}" for lane, day in standing.days.complete.items()),
        "engine": standing.engine,
        "synthetic": "yes" if standing.synthetic else "no",
        "source": standing.source,
        "published": "yes" if standing.published else "no",
    }


def reading_plain(read: Reading) -> Plain:
    """What became of the rows, as plain data."""
    plain = asdict(replace(read, examples={}))
    del plain["examples"]
    plain["reasons"] = [{"reason": reason, "rows": rows} for reason, rows in read.reasons.items()]
    plain["conflicts"] = [{"attribute": name, "rows": rows} for name, rows in read.conflicts.items()]
    return plain


def head_plain(standing: Standing | Comparison | Conformance) -> Plain:
    """What stands at the top of every answer about a caseload."""
    return {
        "contract": 1,
        "law": standing.law.id,
        "on": standing.days.on.isoformat(),
        "complete": {
            "from": standing.days.found,
            "lanes": [{"lane": lane, "day": day.isoformat()} for lane, day in standing.days.complete.items()],
        },
        "engine": standing.engine,
        "source": standing.source,
        "synthetic": standing.synthetic,
        "published": standing.published,
        "by": list(standing.by),
        "read": reading_plain(standing.read),
    }


def standing_plain(standing: Standing) -> Plain:
    """A caseload on a day as plain data."""
    return {
        **head_plain(standing),
        "counts": cells_plain(standing.cells, standing.by),
        "open": [
            {
                "measure": one.measure,
                "subject": one.subject,
                "open": one.open,
                "sampled": one.sampled,
                "facts": [asdict(fact) for fact in one.facts],
            }
            for one in standing.open
        ],
    }


def cells_plain(cells: Iterable[Cell], by: Sequence[str]) -> list[Plain]:
    """Cells as plain data; a number that is hidden is null."""
    return [
        {
            "measure": c.measure,
            "subject": c.subject,
            "value": c.value,
            "possible": c.value.split("|") if "|" in c.value else [],
            "group": group_plain(c.group, by),
            "unit": c.unit,
            "count": c.shown,
            "persons": c.persons,
        }
        for c in cells
    ]


def place_of(group: Sequence[str], i: int) -> str | None:
    """What a group says of the so-manieth column grouped by. That of everybody says the same of each."""
    return (group[i] if i < len(group) else group[-1]) if group else None


def group_plain(group: Sequence[str], by: Sequence[str]) -> list[Plain]:
    """A group as plain data: each column grouped by, and its word."""
    return [{"by": name, "is": place_of(group, i)} for i, name in enumerate(by)] if group else []


def in_order(value: str) -> tuple[int, str]:
    """States, windows and answers in their own order; other values by name."""
    return _ORDER.get(value, len(_ORDER)), value


def written(table: Any, plain: Plain, path: Path) -> bytes:
    """A result as the bytes of a file, by its ending: Parquet, CSV or JSON."""
    ending = path.suffix.lower()
    if ending == ".json":
        return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()
    out = pa.BufferOutputStream()
    if ending == ".parquet":
        import pyarrow.parquet as pq

        pq.write_table(table, out)
    elif ending == ".csv":
        import pyarrow.csv as pa_csv

        # Text has no place of its own for what is said of the whole: a mark that is not in each row would be lost.
        marked = table.schema.metadata.get(b"wellfounded.synthetic") == b"yes"
        if marked:
            table = table.append_column("synthetic", pa.array(["yes"] * len(table), pa.string()))
        pa_csv.write_csv(safe(table), out)
    else:
        raise BadInput(
            "{path} has no ending that says what to write. Write one of: {endings}.",
            path=path.name,
            endings=", ".join(SUFFIXES),
        )
    return bytes(out.getvalue())


def safe(table: Any) -> Any:
    """A table whose text no spreadsheet runs as a formula."""
    for i, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            values = ["'" + v if v and v[0] in "=+-@\t\r" else v for v in table.column(i).to_pylist()]
            table = table.set_column(i, field, pa.array(values, pa.string()))
    return table


def moves_table(cells: Sequence[Cell], by: Sequence[str], told: Mapping[str, str]) -> Any:
    """What moves from what to what as an Arrow table: as `table_of`, with `before` and `after` in place of `value`."""
    made = table_of(cells, by, told)
    pairs = [c.value.partition(">") for c in cells]
    before = pa.array([one for one, _, _ in pairs], pa.string())
    after = pa.array([two or one for one, _, two in pairs], pa.string())
    place = made.schema.names.index("value")
    made = made.set_column(place, "before", before).add_column(place + 1, "after", after)
    return made.replace_schema_metadata({f"wellfounded.{key}": value for key, value in told.items()})


def comparison_plain(comparison: Comparison) -> Plain:
    """What a change does as plain data."""
    on = comparison.days.on
    moves = []
    for cell, one in zip(comparison.cells, cells_plain(comparison.cells, comparison.by), strict=True):
        before, _, after = cell.value.partition(">")
        del one["value"], one["possible"]
        moves.append({**one, "before": before, "after": after or before})
    return {
        **head_plain(comparison),
        "title": comparison.change.title,
        "changed": [
            {
                "name": c.name,
                "words": c.words,
                "before": c.before,
                "after": c.after,
                "cites": [
                    {"source": x.source.id, "article": x.article(on), "on": on.isoformat(), "text": x.text(on)}
                    for x in c.cites
                ],
            }
            for c in comparison.changed
        ],
        "moves": moves,
        "bounds": [
            {
                "measure": b.measure,
                "subject": b.subject,
                "value": b.value,
                "group": group_plain(b.group, comparison.by),
                "before": b.before._asdict(),
                "after": b.after._asdict(),
            }
            for b in comparison.bounds()
        ],
        "untouched": [q.subject for q in comparison.untouched],
    }


def breaches_table(found: Conformance) -> Any:
    """Counts of breaches as an Arrow table."""
    counts, entries = found.counts, found.entries
    answer = (None, "no", "open", "yes")
    columns: dict[str, list[Any]] = {
        "breach": [entries[c.entry].name for c in counts],
        "kind": [entries[c.entry].kind for c in counts],
        "bears": [entries[c.entry].bears for c in counts],
        "provision": [_provision(entries[c.entry], found.days.on) for c in counts],
        "target": ["yes" if entries[c.entry].target else "no" for c in counts],
        **{name: [place_of(c.group, i) for c in counts] for i, name in enumerate(found.by)},
        "year": ["*" if c.year < 0 else str(c.year) if c.year else "" for c in counts],
        "state": [ANSWERS[c.state] for c in counts],
        "excused": [answer[0 if c.excused is None else c.excused + 1] for c in counts],
        "remedied": [answer[0 if c.remedied is None else c.remedied + 1] for c in counts],
        "count": [c.breaches for c in counts],
        "persons": [c.claims for c in counts],
    }
    arrays = [pa.array(v, pa.int64() if n in ("count", "persons") else pa.string()) for n, v in columns.items()]
    made = pa.table(arrays, names=list(columns))
    return made.replace_schema_metadata({f"wellfounded.{key}": value for key, value in about(found).items()})


def _provision(entry: Entry, on: date) -> str:
    cites = dict.fromkeys(cite.text(min(on, text.until or on)) for text in entry.texts for cite in text.cites)
    return "; ".join(cites)


def conformance_plain(found: Conformance) -> Plain:
    """Breaches as plain data."""
    rows = breaches_table(found).to_pylist()
    for row in rows:
        row["group"] = [{"by": name, "is": row.pop(name)} for name in found.by]
    return {
        **head_plain(found),
        "breaches": [
            {
                "breach": t.entry.name,
                "kind": t.entry.kind,
                "bears": t.entry.bears,
                "words": t.entry.sentence(Words()),
                "event": t.entry.event,
                "missing": t.entry.missing,
                "target": t.entry.target,
                "cites": _provision(t.entry, found.days.on).split("; "),
                "confidence": t.entry.texts[-1].confidence,
                "least": t.sure,
                "most": None if t.sure is None or t.open is None else t.sure + t.open,
                "excused": t.excused,
                "remedied": t.remedied,
            }
            for t in found.totals()
        ],
        "not_asked": [found.entries[i].name for i in found.silent],
        "counts": rows,
        "listed": [_listed(one) for one in found.listed],
    }


def _listed(one: Listed) -> Plain:
    day = one.day
    span = {"earliest": day.earliest.isoformat(), "latest": day.latest.isoformat(), "text": day.text} if day else None
    return {
        "claim": one.claim,
        "application": one.application,
        "breach": one.name,
        "words": one.sentence,
        "cites": list(one.provisions),
        "confidence": one.confidence,
        "bears": one.bears,
        "day": span,
        "state": one.state,
        "excused": one.excused,
        "remedied": one.remedied,
        "event": one.event,
        "missing": one.missing,
        "target": one.target,
        "line": one.line,
    }
