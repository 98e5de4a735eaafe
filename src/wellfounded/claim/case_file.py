"""The case file: TOML that a person can write in an editor; an error names the line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from wellfounded.claim.between import MOST
from wellfounded.claim.events import Case, Event, Relation, Statement
from wellfounded.claim.written import Lines, at_line, find, is_one, parse_toml, quoted, read_text
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.values import FIRST_DAY, LAST_DAY, MET, NOT_MET, day_value
from wellfounded.readings.values import MOST as MANY
from wellfounded.rules.facts import Fact
from wellfounded.rules.order import DAYS, EventKind, LegalOrder

NEVER_CAME = "never"
"""Written for a day of an event that has not come and will not: an electronic notice that nobody viewed."""
_TOP = ("law", "title", "place", "note", "complete", "event", "fact", "family")
_EVENT = ("event", "day", "notified", "how", "recorded", "actor", "id", "corrects", "application", "after", "note")
_FACT = ("fact", "value", "application", "day", "note")
HOW = ("in_person", "post", "served", "electronic", "public_notice", "hand")


def load(name: str, laws: Any, _above: tuple[Path, ...] = ()) -> tuple[LegalOrder, Case]:
    """The case of a file and its law. `laws`: from the name of a law to the legal order."""
    path = find(name)
    text = read_text(path)
    document = parse_toml(text, path.name)
    lines = Lines(text)
    try:
        law: LegalOrder = laws(_text(document, "law", lines.of("", 0, "law")))
    except WellfoundedError as error:
        raise at_line(error, lines.of("", 0, "law")) from None
    case = read(document, law, lines, path.name)
    family = []
    for i, table in enumerate(_tables(document, "family", lines)):
        _known(table, ("file", "note"), "family", i, lines)
        line = lines.of("family", i, "file")
        name = _text(table, "file", line)
        linked = path.parent / name
        if not is_one(linked, Path.is_file):
            raise BadInput(
                "The file of the relative, {file}, is not beside this one. Correct the name or remove the entry.",
                line=line,
                file=quoted(name),
            )
        # A relative's file names this one as a relative in its turn.
        if linked.resolve() in (*_above, path.resolve()) or len(_above) > 8:
            continue
        try:
            under, relative = load(str(linked), laws, (*_above, path.resolve()))
        except WellfoundedError:
            # The line of that fault is a line of the other file.
            raise BadInput(
                "The file of the relative, {file}, cannot be read as a case: `wellfounded show {file}` says why.",
                line=line,
                file=quoted(name),
            ) from None
        if under is not law:
            raise BadInput(
                "The file of the relative, {file}, is a case under the law {found}, and this one is under {law}. "
                "Name a case under the same law.",
                line=line,
                file=quoted(name),
                found=under.id,
                law=law.id,
            )
        family.append(relative)
    return law, replace(case, family=tuple(family))


def _text(table: Mapping[str, Any], key: str, line: int | None, otherwise: str = "") -> str:
    """A text of a table. A number is taken as it is written, so that `application = 2` needs no quotation marks."""
    value = table.get(key, otherwise)
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MANY):
        return str(value)
    raise BadInput(
        "{key} must be {wanted}; {value} was written.",
        line=line,
        key=key,
        wanted="text in quotation marks",
        value=quoted(value),
    )


def _tables(document: Mapping[str, Any], key: str, lines: Lines) -> list[dict[str, Any]]:
    tables = document.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        line = lines.of("", 0, key) or lines.of(key, 0)
        raise BadInput("{key} must be a list of tables: write [[{key}]].", line=line, key=key)
    return tables


def read(document: Mapping[str, Any], law: LegalOrder, lines: Lines, name: str = "") -> Case:
    """The case that a TOML document tells under a law."""
    _known(document, _TOP, "", 0, lines)
    events = tuple(event(t, law, lines, i) for i, t in enumerate(_tables(document, "event", lines)))
    _ids(events)
    statements = tuple(_statement(t, law, lines, i) for i, t in enumerate(_tables(document, "fact", lines)))

    def text(key: str) -> str:
        return _text(document, key, lines.of("", 0, key))

    named = [e.application for e in events if e.application] + [s.application for s in statements if s.application]
    return Case(
        law.id,
        text("title"),
        _complete(document.get("complete"), law, lines),
        events,
        statements,
        tuple(dict.fromkeys(named)) or ("1",),
        text("place"),
        (text("note"),) if "note" in document else (),
        (),
        name,
    )


def _ids(events: Iterable[Event]) -> None:
    """Ids name one event each, and a correction another one."""
    by_id: dict[str, Event] = {}
    for event in events:
        if event.id and event.id in by_id:
            raise BadInput(
                "The id {id} already names the event of line {other}. Give each event an id of its own.",
                line=event.line,
                id=quoted(event.id),
                other=by_id[event.id].line,
            )
        by_id[event.id] = event
        if event.after is not None and event.id and event.after.to == event.id:
            raise BadInput(
                "The event {id} is said to lie after itself. Name another event in after.",
                line=event.line,
                id=quoted(event.id),
            )
    corrected: set[str] = set()
    for event in events:
        if not event.corrects:
            continue
        if event.corrects == event.id or event.corrects not in by_id:
            text = "There is no other event with the id {id} to correct. Give the event that is corrected that id."
            raise BadInput(text, line=event.line, id=quoted(event.corrects))
        if event.corrects in corrected:
            text = "The event {id} is corrected twice. Let the second correction correct the first."
            raise BadInput(text, line=event.line, id=quoted(event.corrects))
        corrected.add(event.corrects)
    for event in events:
        seen, at = {event.id}, event
        while at.corrects:
            at = by_id[at.corrects]
            if at.id in seen and at.corrects:
                raise BadInput("{id} and another event correct each other.", line=event.line, id=quoted(event.id))
            seen.add(at.id)


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
                key=quoted(key),
                table=f"[[{name}]]" if name else "a case file",
                keys=_near(key[:60], keys),
            )


def _near(found: str, possible: Iterable[str]) -> str:
    from difflib import get_close_matches

    possible = list(possible)
    return ", ".join(get_close_matches(found, possible, 3, 0.5) or possible)


def _day(value: Any, line: int | None) -> Day:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str) or value != quoted(value):
        raise BadInput(
            '{value} is not a day. Write a day as "2021-02-18", "2021-02" or "令和3年2月18日".',
            line=line,
            value=quoted(value),
        )
    try:
        day = parse_day(value)
    except WellfoundedError as error:
        raise at_line(error, line) from None
    return counted(day, line)


def counted(day: Day, line: int | None = None) -> Day:
    """The day, of the years for which days are counted."""
    if day.earliest.toordinal() < FIRST_DAY or day.latest.toordinal() > LAST_DAY:
        raise BadInput(
            "{day} does not lie in the years from {first} to {last}, in which days are counted.",
            line=line,
            day=day.text,
            first=date.fromordinal(FIRST_DAY).year,
            last=date.fromordinal(LAST_DAY).year,
        )
    return day


def event(table: Mapping[str, Any], law: LegalOrder, lines: Lines, index: int = 0) -> Event:
    """One event of a case file."""
    name = _text(table, "event", lines.of("event", index, "event"))
    if name not in law.kinds:
        raise BadInput(
            "{event} is not a kind of event of {law}. Write one of: {kinds}.",
            line=lines.of("event", index, "event"),
            event=quoted(name) or "(none)",
            law=law.id,
            kinds=_near(name[:60], law.kinds),
        )
    kind = law.kinds[name]
    _known(table, (*_EVENT, *kind.fields), "event", index, lines)

    def text(key: str, otherwise: str = "") -> str:
        return _text(table, key, lines.of("event", index, key), otherwise)

    how = text("how")
    if how and how not in HOW:
        raise BadInput(
            "{how} is not a manner of notice. Write one of: {manners}.",
            line=lines.of("event", index, "how"),
            how=quoted(how),
            manners=", ".join(HOW),
        )
    if "day" not in table:
        raise BadInput(
            'The event {event} has no day. Write day = "2021-02-18", "2021-02", or "unknown".',
            line=lines.of("event", index),
            event=name,
        )

    for key in kind.needs:
        if key not in table:
            values = kind.fields[key]
            raise BadInput(
                "The event {event} needs {key}. Write {key} = one of: {values}.",
                line=lines.of("event", index),
                event=name,
                key=key,
                values=", ".join(values) if isinstance(values, tuple) else str(values),
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
        text("actor"),
        text("id"),
        text("corrects"),
        text("application", "1" if kind.scope == "application" else ""),
        {key: _field(table[key], kind, key, lines.of("event", index, key)) for key in kind.fields if key in table},
        _relation(table["after"], lines.of("event", index, "after")) if "after" in table else None,
        text("note"),
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
        return NEVER_CAME if value == NEVER_CAME else _day(value, line)
    if isinstance(wanted, tuple):
        if value not in wanted:
            raise BadInput(
                "{value} is not possible for {key}. Write one of: {values}.",
                line=line,
                value=quoted(value),
                key=key,
                values=", ".join(wanted),
            )
        return value
    if not isinstance(value, wanted) or (wanted is int and not _is_count(value)):
        words = {bool: "true or false", int: "a whole number", str: "text in quotation marks"}[wanted]
        text = "{key} must be {wanted}; {value} was written."
        raise BadInput(text, line=line, key=key, wanted=words, value=quoted(value))
    return value


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MANY


def _relation(table: Any, line: int | None) -> Relation:
    if not (isinstance(table, dict) and isinstance(table.get("event"), str)):
        raise BadInput(
            'after must name an event by its id: write after = {{ event = "landing", days = 9 }}.', line=line
        )
    within = table.get("within", "")
    if "days" in table:
        least = most = table["days"]
    else:
        least, most = table.get("least", 0), table.get("most", MOST)
    if not (_is_count(least) and _is_count(most) and least <= most <= MOST and isinstance(within, str)):
        raise BadInput("after needs whole numbers of days, the least not above the most.", line=line)
    return Relation(table["event"], least, most, within)


def _statement(table: Mapping[str, Any], law: LegalOrder, lines: Lines, index: int) -> Statement:
    _known(table, _FACT, "fact", index, lines)
    name = _text(table, "fact", lines.of("fact", index, "fact"))
    if name not in law.facts:
        raise BadInput(
            "{fact} is not a fact that {law} asks about. Write one of: {facts}.",
            line=lines.of("fact", index, "fact"),
            fact=quoted(name) or "(none)",
            law=law.id,
            facts=_near(name[:60], law.facts),
        )
    value = stated(law.facts[name], table.get("value"), lines.of("fact", index, "value"))
    since = _day(table["day"], lines.of("fact", index, "day")) if "day" in table else None
    application, note = (_text(table, key, lines.of("fact", index, key)) for key in ("application", "note"))
    return Statement(name, value, application, since, note, lines.of("fact", index))


def stated(fact: Fact, value: Any, line: int | None = None) -> Any:
    """A written value as a reading holds it: true or false, a day or "never", a whole number, a named value."""
    if fact.type == "truth" and isinstance(value, bool):
        return MET if value else NOT_MET
    if fact.type == "count" and _is_count(value):
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
        "{fact} must be {wanted}; {value} was written.",
        line=line,
        fact=fact.name,
        wanted=words,
        value="(none)" if value is None else quoted(value),
    )
