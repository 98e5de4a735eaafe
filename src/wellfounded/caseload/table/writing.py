"""Batches as files in the layout of `table.layout`. What is invented says so in every row, so that it stays said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from wellfounded.caseload.table.cells import zone
from wellfounded.caseload.table.events import (
    NEVER_COMES,
    UNRECORDED,
    Coded,
    DayColumn,
    EventBatch,
    Field,
    Header,
    Stated,
)
from wellfounded.caseload.table.layout import MARKS, VERSION, layout
from wellfounded.caseload.table.parquet import PREFIX
from wellfounded.caseload.table.whole_file import whole
from wellfounded.caseload.table.xes import OURS, sentence
from wellfounded.caseload.table.xes import PREFIX as XES_PREFIX
from wellfounded.claim.case_file import NEVER_CAME
from wellfounded.claim.written import quoted
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder

_WORD = pa.dictionary(pa.int32(), pa.string())
_EPOCH = date(1970, 1, 1).toordinal()
_ROWS = 1 << 19
"""Rows of a row group."""


def write_caseload(path: str | Path, batches: Iterable[EventBatch], law: LegalOrder, header: Header) -> Path:
    """Write batches as Parquet, CSV or XES, by the ending of the path. The file is there whole or not at all."""
    path = Path(path)
    write = {".parquet": _parquet, ".pq": _parquet, ".csv": _csv, ".xes": _xes}.get(path.suffix.lower())
    if write is None:
        raise BadInput("{file} does not end in .parquet, .csv or .xes. Give it one of these.", file=quoted(path.name))
    with whole(path) as part:
        write(part, batches, law, header)
    return path


def _said(law: LegalOrder, header: Header) -> dict[str, str]:
    """What the file says of itself."""
    complete = " ".join(f"{lane}={day.isoformat()}" for lane, day in header.complete.items())
    said = {"layout": VERSION, "law": law.id, "synthetic": "yes" if header.synthetic else "no", "complete": complete}
    return {key: value for key, value in said.items() if value}


def to_table(batch: EventBatch, law: LegalOrder, header: Header) -> Any:
    """A batch as an Arrow table in the layout, with what is said of the whole in its metadata."""
    claim = batch.claim_of_events()
    size = batch.n_events
    which = pa.array(batch.application, mask=batch.application < 0)
    columns: dict[str, Any] = {
        "claim": batch.claims.array.take(pa.array(claim)),
        "application": batch.applications.array.take(which).dictionary_encode(),
        "event": pa.DictionaryArray.from_arrays(pa.array(batch.kind.astype(np.int32)), pa.array(list(law.kinds))),
    }
    for name, days in (("day", batch.day), ("notified", batch.notified), ("recorded", batch.recorded)):
        columns[name] = _dates(days.low, days.low != UNRECORDED)
        columns[f"{name}_latest"] = _dates(days.high, days.low != days.high)
    columns["how"], columns["actor"] = _word(batch.how), _word(batch.actor)
    for name, names in (("id", batch.ids), ("corrects", batch.corrects)):
        columns[name] = _text(names.array) if names is not None else pa.nulls(size, pa.string())
    for name, sort in layout(law).sorts.items():
        columns[name] = _field(batch.fields.get(name), sort, size)
    for name, said in batch.attributes.items():
        columns[name] = _word(Coded(said.codes[claim], said.words))
    if header.synthetic:
        columns["synthetic"] = _word(Coded(np.ones(size, np.int32), ("", "yes")))
    return pa.table(columns).replace_schema_metadata({PREFIX + key: value for key, value in _said(law, header).items()})


def _dates(days: NDArray[np.int32], there: NDArray[np.bool_]) -> Any:
    return pa.array(days - np.int32(_EPOCH), pa.int32(), mask=~there).cast(pa.date32())


def _word(words: Coded) -> Any:
    codes = words.codes.astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes == 0), pa.array(words.words, pa.string()))


def _text(names: Any) -> Any:
    """Names, null where none is written."""
    return pc.if_else(pc.equal(names, ""), None, names)


def _field(field: Field | None, sort: str, size: int) -> Any:
    if field is None:
        return pa.nulls(size, {"word": _WORD, "day": _WORD, "count": pa.int32(), "truth": pa.bool_()}[sort])
    values = field.values
    if isinstance(values, DayColumn):
        values = _written(values)
    if isinstance(values, Coded):
        codes = np.zeros(size, np.int32)
        codes[field.events] = values.codes
        return _word(Coded(codes, values.words))
    dense = np.zeros(size, values.dtype)
    dense[field.events] = values
    missing = np.ones(size, np.bool_)
    missing[field.events] = False
    return pa.array(dense.astype(np.bool_) if sort == "truth" else dense, mask=missing)


def _written(days: DayColumn) -> Coded:
    """Days in writing."""
    spans, which = np.unique(np.stack((days.low, days.high)), axis=1, return_inverse=True)
    return Coded((which.reshape(-1) + 1).astype(np.int32), ("", *(_day(low, high) for low, high in spans.T.tolist())))


def _day(low: int, high: int) -> str:
    if low in (NEVER_COMES, UNRECORDED):
        return NEVER_CAME if low == NEVER_COMES else "unknown"
    return Day(date.fromordinal(low), date.fromordinal(high)).text


def _parquet(path: Path, batches: Iterable[EventBatch], law: LegalOrder, header: Header) -> None:
    writer = None
    try:
        for table in _gathered(to_table(batch, law, header) for batch in batches):
            if writer is None:
                # A fifth larger than with zstd, and read a fifth sooner.
                writer = pq.ParquetWriter(path, table.schema, compression="lz4")
            writer.write_table(table, row_group_size=_ROWS)
    finally:
        if writer is not None:
            writer.close()
    _some(writer is not None)


def _gathered(tables: Iterable[Any]) -> Iterator[Any]:
    """Tables one after the other in one, as many as come to a row group: the fewer of them, the sooner it is read."""
    held: list[Any] = []
    for table in tables:
        if held and sum(map(len, held)) + len(table) > _ROWS:
            yield _one(held)
            held = []
        held.append(table)
    if held:
        yield _one(held)


def _one(tables: list[Any]) -> Any:
    return tables[0] if len(tables) == 1 else pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def _some(written: bool) -> None:
    if not written:
        raise BadInput("There are no claims to write. Widen what was asked for.")


def _csv(path: Path, batches: Iterable[EventBatch], law: LegalOrder, header: Header) -> None:
    """What is said of the whole stands in the first row; that it is invented, in every row."""
    said = {key: value for key, value in _said(law, header).items() if key != "synthetic"}
    writer = None
    try:
        for batch in batches:
            table = to_table(batch, law, header).replace_schema_metadata(None)
            for key in MARKS[1:]:
                once = [said.pop(key, None)] + [None] * (table.num_rows - 1)
                table = table.append_column(key, pa.array(once, pa.string()))
            table = _plain(table)
            if writer is None:
                writer = pa_csv.CSVWriter(path, table.schema, write_options=pa_csv.WriteOptions(quoting_style="needed"))
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()
    _some(writer is not None)


def _plain(table: Any) -> Any:
    """A table without dictionaries."""
    for i, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(i, field.name, table.column(i).cast(pa.string()))
    return table


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
"""
_TYPES = {"count": "int", "truth": "boolean"}


def _xes(path: Path, batches: Iterable[EventBatch], law: LegalOrder, header: Header) -> None:
    """A trace for each claim. A day is its midnight where the law is; one that is not exact is written beside it."""
    theirs = {ours: name for name, ours in OURS.items()}
    types = {name: _TYPES.get(sort, "string") for name, sort in layout(law).sorts.items()}
    written = False
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_HEAD)
        for key, value in _said(law, header).items():
            _attribute(out, "string", XES_PREFIX + key, value)
        for batch in batches:
            _traces(out, batch, law, header, theirs, types)
            written = True
        out.write("</log>\n")
    _some(written)


def _traces(
    out: IO[str], batch: EventBatch, law: LegalOrder, header: Header, theirs: dict[str, str], types: dict[str, str]
) -> None:
    table = to_table(batch, law, header)
    own = ("claim", "synthetic", *(f"{name}_latest" for name in ("day", "notified", "recorded")), *batch.attributes)
    columns = {name: table.column(name).to_pylist() for name in table.schema.names if name not in own}
    for name, days in (("day", batch.day), ("notified", batch.notified), ("recorded", batch.recorded)):
        said = _written(days)
        columns[name] = [
            "" if days.low[i] == UNRECORDED else said.words[code] for i, code in enumerate(said.codes.tolist())
        ]
    place = zone(law)
    for c, name in enumerate(batch.claims):
        out.write("<trace>\n")
        _attribute(out, "string", "concept:name", name)
        for key, words in batch.attributes.items():
            if words.codes[c]:
                _attribute(out, "string", key, words.words[int(words.codes[c])])
        if header.synthetic:
            _attribute(out, "string", "synthetic", "yes")
        for i in range(int(batch.starts[c]), int(batch.starts[c + 1])):
            out.write("<event>\n")
            low = int(batch.day.low[i])
            if low > 0:
                moment = datetime.combine(date.fromordinal(low), datetime.min.time(), place)
                _attribute(out, "date", "time:timestamp", moment.isoformat())
            for key, column in columns.items():
                value = column[i]
                if value in (None, "") or (key == "day" and low == batch.day.high[i]):
                    continue
                value = str(value).lower() if isinstance(value, bool) else str(value)
                _attribute(out, types.get(key, "string"), key if key == "day" else theirs.get(key, key), value)
            out.write("</event>\n")
        out.write("</trace>\n")


def _attribute(out: IO[str], type_: str, key: str, value: str) -> None:
    out.write(f'<{type_} key="{sentence(key)}" value="{sentence(value)}"/>\n')


def write_facts(path: str | Path, batches: Iterable[EventBatch], law: LegalOrder) -> Path:
    """Write what is stated of the claims of batches as a second input, Parquet or CSV by the ending of the path."""
    path = Path(path)
    if path.suffix.lower() not in (".parquet", ".csv"):
        raise BadInput("{file} does not end in .parquet or .csv. Give it one of these.", file=quoted(path.name))
    writer: Any = None
    with whole(path) as part:
        try:
            for batch in batches:
                table = _facts(batch, law)
                if path.suffix.lower() == ".csv":
                    table = _plain(table)
                    writer = writer or pa_csv.CSVWriter(
                        part, table.schema, write_options=pa_csv.WriteOptions(quoting_style="needed")
                    )
                else:
                    writer = writer or pq.ParquetWriter(part, table.schema, compression="zstd")
                writer.write_table(table)
        finally:
            if writer is not None:
                writer.close()
        _some(writer is not None)
    return path


def _facts(batch: EventBatch, law: LegalOrder) -> Any:
    parts = [_fact(name, held, batch, law) for name, held in batch.statements.items()]
    schema = pa.schema(
        [
            ("claim", pa.string()),
            ("application", pa.string()),
            ("fact", _WORD),
            ("value", _WORD),
            ("since", pa.date32()),
        ]
    )
    return pa.concat_tables(parts).cast(schema) if parts else schema.empty_table()


def _fact(name: str, held: Stated, batch: EventBatch, law: LegalOrder) -> Any:
    rows, values = held.rows, held.values
    if isinstance(values, DayColumn):
        said = _word(_written(values))
    elif isinstance(values, Coded):
        said = _word(values)
    elif law.facts[name].type == "truth":
        said = _word(Coded(1 + (values != 0).astype(np.int32), ("", "false", "true")))
    else:
        said = pa.array(values).cast(pa.string()).dictionary_encode()
    return pa.table(
        {
            "claim": batch.claims.array.take(pa.array(batch.claim_of_applications()[rows])),
            "application": batch.applications.array.take(pa.array(rows)),
            "fact": _word(Coded(np.ones(len(rows), np.int32), ("", name))),
            "value": said,
            "since": _dates(held.since, held.since != 0),
        }
    )
