"""Cases beside the rules: read from their files, run through the readings, and compared with what is expected."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from wellfounded import law as laws
from wellfounded.claim.case_file import read, stated
from wellfounded.claim.fold import absent
from wellfounded.claim.record import Record, reader, record
from wellfounded.claim.written import Lines
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.known import NOTHING
from wellfounded.readings.person import Row
from wellfounded.readings.reasons import Finding
from wellfounded.readings.values import OPEN, TRUTHS, as_day
from wellfounded.rules.order import LegalOrder

FROM = ("reference", "press", "official", "commentary", "constructed")
_ASKED = ("id", "name", "rule", "on", "application", "like", "from", "why")
_TOLD = ("given", "earlier", "family", "facts", "complete", "events", "more")
_EXPECTED = ("then", "because", "unclear", "settled", "confidence")
_KEYS = frozenset((*_ASKED, *_TOLD, *_EXPECTED))


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a matter: its keys as written, with those of the case it is like."""

    matter: str
    file: Path
    line: int | None
    keys: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The id and name of the case."""
        return " ".join(str(self.keys[k]) for k in ("id", "name") if k in self.keys)


def load(module: Any) -> Iterator[Case]:
    """The cases of a matter, from the file beside its module. Refuses unknown keys and unknown likenesses."""
    source = getattr(module, "__file__", None)
    file = Path(source).with_suffix(".cases.toml") if source else None
    if file is None or not file.is_file():
        return
    text = file.read_text(encoding="utf-8")
    lines = Lines(text)
    done: dict[str, dict[str, Any]] = {}
    for i, table in enumerate(tomllib.loads(text).get("case", [])):
        keys = dict(table)
        line = lines.of("case", i)
        if unknown := sorted(set(keys) - set(_KEYS)):
            raise BadInput("{file}: {key} is not a key of a case.", line=line, file=file.name, key=unknown[0])
        if "like" in keys:
            if keys["like"] not in done:
                raise BadInput("{file}: there is no case {like} above.", line=line, file=file.name, like=keys["like"])
            base = done[keys["like"]]
            keys = {**base, **keys, "given": {**base.get("given", {}), **keys.get("given", {})}}
            if "id" not in table:
                keys.pop("id", None)
        keys["events"] = [*keys.get("events", []), *keys.pop("more", [])]
        for name in (keys.get("id"), keys.get("name")):
            if name:
                done[name] = keys
        yield Case(module.__name__, file, line, keys)


def rows(law: LegalOrder, case: Case) -> tuple[Record, Row]:
    """The record and the row that a case speaks of."""
    keys = case.keys
    on: date = keys["on"]
    lanes = dict.fromkeys(law.lanes, on) if keys.get("complete", bool(keys["events"])) is True else {}
    document: dict[str, Any] = {"event": keys["events"], "fact": keys.get("facts", [])}
    told = read(document, law, Lines(""), case.file.name)
    made = record(law, replace(told, complete=lanes), on)
    if not keys["events"]:
        made = _given(law, case, made)
    asked = keys.get("application")
    row = next(r for r in made.rows if r.name == asked) if asked else made.rows[-1]
    if keys["events"]:
        for name, value in keys.get("given", {}).items():
            row.facts[made.reader.reading.fact_index[name]] = stated(law.facts[name], value)
    return made, row


def _given(law: LegalOrder, case: Case, made: Record) -> Record:
    """The rows of a case that gives facts and no events."""
    on: date = case.keys["on"]

    def fill(number: int, facts: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        values: dict[str, Any] = {}
        if case.keys.get("complete") is True:
            values = {f.name: absent(f, on.toordinal(), on.toordinal()) for f in law.facts.values() if f.folds}
        for name, value in facts.items():
            if name not in law.facts:
                raise BadInput(
                    "{file}: {fact} is not a fact of {law}.", line=case.line, file=case.file.name, fact=name, law=law.id
                )
            values[name] = stated(law.facts[name], value)
        return str(number + 1), values

    told = [fill(i, facts) for i, facts in enumerate([*case.keys.get("earlier", []), case.keys.get("given", {})])]
    family = [fill(i, facts) for i, facts in enumerate(case.keys.get("family", []))]
    return replace(made, rows=tuple(reader(law).reading.rows(told, on, family)), known=NOTHING)


def failure(law: LegalOrder, case: Case) -> str | None:
    """What is wrong with a case, in one sentence; None where it holds."""
    for key in ("name", "rule", "on", "then", "from"):
        if key not in case.keys:
            return f"{case.name}: {key} is missing"
    if case.keys["from"] not in FROM:
        return f"{case.name}: `from` must be one of {', '.join(FROM)}"
    if case.keys["rule"] not in law.rules:
        return f"{case.name}: the law {law.id} has no rule {case.keys['rule']}"
    try:
        made, row = rows(law, case)
    except WellfoundedError as error:
        return f"{case.name}: {error}"
    finding = made.finding(law.rule(case.keys["rule"]), row)
    return _compare(case, finding)


def _compare(case: Case, finding: Finding) -> str | None:
    expected, found = case.keys["then"], shown(finding.type, finding.value)
    if isinstance(expected, date):
        expected = expected.isoformat()
    if finding.type == "day" and expected not in ("never", "open"):
        expected = Day.of(str(expected)).text
    if found != expected:
        return f"{case.name}: {finding.rule} is {found}, not {expected}"
    if (
        "settled" in case.keys
        and finding.settled != {True: "met", False: "not_met", "open": "open"}[case.keys["settled"]]
    ):
        return f"{case.name}: {finding.rule} settles as {finding.settled}"
    below = list(_below(finding))
    if "because" in case.keys and case.keys["because"] not in {f.rule for f in below}:
        return f"{case.name}: {case.keys['because']} is not among the reasons"
    if "confidence" in case.keys and finding.confidence != case.keys["confidence"]:
        return f"{case.name}: the confidence is {finding.confidence}"
    if "unclear" in case.keys and bool(case.keys["unclear"]) != any(f.unclear for f in below):
        return f"{case.name}: unclear law is {'not ' if case.keys['unclear'] else ''}named"
    return None


def _below(finding: Finding) -> Iterator[Finding]:
    yield finding
    for reason in finding.because:
        yield from _below(reason)


def shown(type_: str, value: Any) -> Any:
    """A value as cases write it."""
    if type_ == "truth":
        return {"met": True, "not_met": False, "open": "open"}[TRUTHS[value].value]
    if type_ == "day":
        day = as_day(value)
        return "never" if day is None else "open" if value[2] == OPEN else day.text
    if type_ == "count":
        return value[0] if value[0] == value[1] else "open"
    return next(iter(value)) if len(value) == 1 else "open"


def main(argv: list[str]) -> int:
    """Run the cases of a law, or of one of its matters, and print what fails."""
    law = laws.find(argv[0])
    modules = [m for m in law.matters if len(argv) < 2 or m.__name__.endswith(f".{argv[1]}")]
    count = failed = 0
    for module in modules:
        for case in load(module):
            count += 1
            if wrong := failure(law, case):
                failed += 1
                sys.stdout.write(f"{case.file.name}:{case.line}: {wrong}\n")
    sys.stdout.write(f"{count - failed} passed, {failed} failed\n")
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
