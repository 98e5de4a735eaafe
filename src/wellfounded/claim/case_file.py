"""The case file: TOML that a person can write in an editor; an error names the line and what to write instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from wellfounded.claim.between import MOST
from wellfounded.claim.events import Case, Event, Relation, Statement
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.values import MET, NOT_MET, day_value
from wellfounded.rules.facts import Fact
from wellfounded.rules.order import DAYS, EventKind, LegalOrder

EXAMPLES = Path(__file__).parent / "examples"
_TOP = ("law", "title", "place", "note", "complete", "event", "fact", "family")
_EVENT = ("event", "day", "notified", "how", "recorded", "actor", "id", "corrects", "application", "after", "note")
_FACT = ("fact", "value", "application", "day", "note")
HOW = ("in_person", "post", "served", "electronic", "public_notice", "hand")


def examples() -> list[str]:
    """The names of the cases that ship with the software."""
    return sorted(path.stem for path in EXAMPLES.glob("*.toml"))


def find(name: str) -> Path:
    """The path of a case file, or of a shipped example by its name."""
    path = Path(name)
    if path.is_file():
        return path
    shipped = EXAMPLES / f"{name}.toml"
    if shipped.is_file() and path.parent == Path():
        return shipped
    raise BadInput(
        "There is no case file {name}. Give the path of a file, or one of the shipped examples: {examples}.",
        name=name,
        examples=", ".join(examples()),
    )


class Lines:
    """Where each key of a TOML text stands, so that an error can name its line."""

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str, int, str], int] = {}
        table = ""
        counts: dict[str, int] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if header := re.match(r"\s*\[+\s*([\w.\-]+)\s*\]+", line):
                table = header[1]
                counts[table] = counts.get(table, -1) + 1
                self._at.setdefault((table, counts[table], ""), number)
            elif key := re.match(r"\s*([\w\-]+|\"[^\"]*\"|'[^']*')\s*=", line):
                self._at.setdefault((table, counts.get(table, 0), key[1].strip("\"'")), number)

    def of(self, table: str, index: int, key: str = "") -> int | None:
        """The line of a key in the so-manieth table of a name, or of its head."""
        return self._at.get((table, index, key)) or self._at.get((table, index, ""))


def read_text(path: Path) -> str:
    """The text of a file, or a sentence about why it is none."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput("The file {path} cannot be read: {why}.", path=path.name, why=error.strerror or "") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("The file {path} is not text (UTF-8). Save it as a text file.", path=path.name) from None
    if not text.strip():
        raise BadInput(
            "The file {path} is empty. `wellfounded new {path}` writes a commented case file to fill in.",
            path=path.name,
        )
    return text


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text, or a sentence with the line where it stops being TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(where[1]) if where else len(text.splitlines())
        written = text.splitlines()[line - 1] if 0 < line <= len(text.splitlines()) else ""
        for found in re.findall(r"\d{4}-\d{2}-\d{2}", written):
            try:
                parse_day(found)
            except WellfoundedError as impossible:
                raise at_line(impossible, line) from None
        raise BadInput(
            "{name} is not a case file in TOML: {found!r} could not be read. Write one `key = value` on each line, "
            "with text in quotation marks.",
            line=line,
            name=name,
            found=written.strip()[:60],
        ) from None
    except RecursionError:
        raise BadInput("{name} is nested too deeply to be a case file.", name=name) from None


def at_line(error: WellfoundedError, line: int | None) -> BadInput:
    """The same sentence with the line it speaks of."""
    if isinstance(error, BadInput) and error.line is not None:
        return error
    return BadInput(error.template, line=line, **error.args_)


def load(name: str, laws: Any, _above: tuple[Path, ...] = ()) -> tuple[LegalOrder, Case]:
    """The case of a file and its law. `laws`: from the name of a law to the legal order."""
    path = find(name)
    text = read_text(path)
    document = parse_toml(text, path.name)
    law: LegalOrder = laws(str(document.get("law", "")))
    case = read(document, law, Lines(text), path.name)
    family = []
    for i, table in enumerate(_tables(document, "family", Lines(text))):
        linked = path.parent / str(table.get("file", ""))
        if linked.resolve() in (*_above, path.resolve()) or len(_above) > 8:
            continue
        if not linked.is_file():
            raise BadInput(
                "The file of the relative, {file}, is not beside this one. Correct the name or remove the entry.",
                line=Lines(text).of("family", i, "file"),
                file=table.get("file", ""),
            )
        family.append(load(str(linked), laws, (*_above, path.resolve()))[1])
    return law, _with_family(case, tuple(family))


def _with_family(case: Case, family: tuple[Case, ...]) -> Case:
    from dataclasses import replace

    return replace(case, family=family) if family else case


def _tables(document: Mapping[str, Any], key: str, lines: Lines) -> list[dict[str, Any]]:
    tables = document.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise BadInput("{key} must be a list of tables: write [[{key}]].", line=lines.of("", 0, key), key=key)
    return tables


def read(document: Mapping[str, Any], law: LegalOrder, lines: Lines, name: str = "") -> Case:
    """The case that a TOML document tells under a law."""
    _known(document, _TOP, "", 0, lines)
    events = tuple(event(t, law, lines, i) for i, t in enumerate(_tables(document, "event", lines)))
    statements = tuple(_statement(t, law, lines, i) for i, t in enumerate(_tables(document, "fact", lines)))
    named = [e.application for e in events if e.application] + [s.application for s in statements if s.application]
    return Case(
        law.id,
        str(document.get("title", "")),
        _complete(document.get("complete"), law, lines),
        events,
        statements,
        tuple(dict.fromkeys(named)) or ("1",),
        str(document.get("place", "")),
        tuple([str(document["note"])] if "note" in document else []),
        (),
        name,
    )


def _complete(given: Any, law: LegalOrder, lines: Lines) -> dict[str, date]:
    """Up to which day the record of each source (lane) is complete; one day speaks for all."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        return dict.fromkeys(law.lanes, _day(given, lines.of("", 0, "complete")).latest)
    _known(given, tuple(law.lanes), "complete", 0, lines)
    return {lane: _day(day, lines.of("complete", 0, lane)).latest for lane, day in given.items()}


def _known(table: Mapping[str, Any], keys: Iterable[str], name: str, index: int, lines: Lines) -> None:
    for key in table:
        if key not in keys:
            raise BadInput(
                "{key} is not a key of {table}. Write one of: {keys}.",
                line=lines.of(name, index, key),
                key=key,
                table=f"[[{name}]]" if name else "a case file",
                keys=_near(key, keys),
            )


def _near(found: str, possible: Iterable[str]) -> str:
    from difflib import get_close_matches

    possible = list(possible)
    return ", ".join(get_close_matches(found, possible, 3, 0.5) or possible)


def _day(value: Any, line: int | None) -> Day:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return Day(value, value)
    if not isinstance(value, str):
        raise BadInput(
            '{value} is not a day. Write a day as "2021-02-18", "2021-02" or "令和3年2月18日".', line=line, value=value
        )
    try:
        return parse_day(value)
    except WellfoundedError as error:
        raise at_line(error, line) from None


def event(table: Mapping[str, Any], law: LegalOrder, lines: Lines, index: int = 0) -> Event:
    """One event of a case file."""
    name = table.get("event", "")
    if name not in law.kinds:
        raise BadInput(
            "{event} is not a kind of event of {law}. Write one of: {kinds}.",
            line=lines.of("event", index, "event"),
            event=name or "(none)",
            law=law.id,
            kinds=_near(str(name), law.kinds),
        )
    kind = law.kinds[name]
    _known(table, (*_EVENT, *kind.fields), "event", index, lines)
    how = str(table.get("how", ""))
    if how and how not in HOW:
        raise BadInput(
            "{how} is not a manner of notice. Write one of: {manners}.",
            line=lines.of("event", index, "how"),
            how=how,
            manners=", ".join(HOW),
        )
    if "day" not in table:
        raise BadInput(
            'The event {event} has no day. Write day = "2021-02-18", "2021-02", or "unknown".',
            line=lines.of("event", index),
            event=name,
        )

    def read_day(key: str) -> Day | None:
        if table.get(key, "unknown") == "unknown":
            return None
        found = _day(table[key], lines.of("event", index, key))
        return _at_office(found, kind, how, law, lines.of("event", index, key))

    return Event(
        name,
        read_day("day"),
        read_day("notified"),
        how,
        _day(table["recorded"], lines.of("event", index, "recorded")) if "recorded" in table else None,
        str(table.get("actor", "")),
        str(table.get("id", "")),
        str(table.get("corrects", "")),
        str(table.get("application", "1" if kind.scope == "application" else "")),
        {key: _field(table[key], kind, key, lines.of("event", index, key)) for key in kind.fields if key in table},
        _relation(table["after"], lines.of("event", index, "after")) if "after" in table else None,
        str(table.get("note", "")),
        lines.of("event", index),
    )


def _at_office(day: Day, kind: EventKind, how: str, law: LegalOrder, line: int | None) -> Day:
    """What was handed over at an office was handed over on a working day of that office."""
    office = law.calendars.get("office")
    if not (kind.offices and how == "in_person" and office and not day.exact):
        return day
    try:
        return office.narrow(day)
    except WellfoundedError as error:
        raise at_line(error, line) from None


def _field(value: Any, kind: EventKind, key: str, line: int | None) -> Any:
    wanted = kind.fields[key]
    if wanted in DAYS:
        return _day(value, line)
    if isinstance(wanted, tuple):
        if value not in wanted:
            raise BadInput(
                "{value} is not possible for {key}. Write one of: {values}.",
                line=line,
                value=value,
                key=key,
                values=", ".join(wanted),
            )
        return value
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        words = {bool: "true or false", int: "a whole number", str: "text in quotation marks"}[wanted]
        raise BadInput("{key} must be {wanted}; {value} was written.", line=line, key=key, wanted=words, value=value)
    return value


def _relation(table: Any, line: int | None) -> Relation:
    if not (isinstance(table, dict) and isinstance(table.get("event"), str)):
        raise BadInput(
            'after must name an event by its id: write after = {{ event = "landing", days = 9 }}.', line=line
        )
    within = str(table.get("within", ""))
    if "days" in table:
        least = most = table["days"]
    else:
        least, most = table.get("least", 0), table.get("most", MOST)
    if not (isinstance(least, int) and isinstance(most, int) and least <= most):
        raise BadInput("after needs whole numbers of days, the least not above the most.", line=line)
    return Relation(table["event"], least, most, within)


def _statement(table: Mapping[str, Any], law: LegalOrder, lines: Lines, index: int) -> Statement:
    _known(table, _FACT, "fact", index, lines)
    name = table.get("fact", "")
    if name not in law.facts:
        raise BadInput(
            "{fact} is not a fact that {law} asks about. Write one of: {facts}.",
            line=lines.of("fact", index, "fact"),
            fact=name or "(none)",
            law=law.id,
            facts=_near(str(name), law.facts),
        )
    value = stated(law.facts[name], table.get("value"), lines.of("fact", index, "value"))
    since = _day(table["day"], lines.of("fact", index, "day")) if "day" in table else None
    application, note = str(table.get("application", "")), str(table.get("note", ""))
    return Statement(name, value, application, since, note, lines.of("fact", index))


def stated(fact: Fact, value: Any, line: int | None = None) -> Any:
    """A written value as a reading holds it: true or false, a day or "never", a whole number, a named value."""
    if fact.type == "truth" and isinstance(value, bool):
        return MET if value else NOT_MET
    if fact.type == "count" and isinstance(value, int) and not isinstance(value, bool):
        return (value, value)
    if fact.type == "day":
        if value == "never":
            return (0, 0, NOT_MET)
        return day_value(_day(value, line))
    if fact.type == "category" and value in fact.values:
        return frozenset((value,))
    words = {
        "truth": "true or false",
        "count": "a whole number",
        "category": ", ".join(fact.values),
        "day": "a day",
    }[fact.type]
    raise BadInput(
        "{fact} must be {wanted}; {value} was written.", line=line, fact=fact.name, wanted=words, value=value
    )
