"""The catalogues of sentences: compile them (`make catalogue`), or list what a language still lacks (`--missing`)."""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from wellfounded import law as laws
from wellfounded.readings.provisions import place
from wellfounded.readings.words import SAID
from wellfounded.rules.citations import Citation
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder

SOURCE = Path(__file__).parent.parent / "src" / "wellfounded"
LOCALE = SOURCE / "locale"
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""A compiled catalogue names a day; that of its making would change its bytes from minute to minute."""
Bound = dict[str, list[ast.expr]]
OF_THE_LAW = ("calendars.py", "holiday_table.py")
"""Where the law has its days off, which are said with the code's own sentences."""
SAYING = {"say", "heading", "_off"}
BY_PLACE = {"Step": 0, "Calendar": 1}
"""Of these calls only the argument in this place is said."""
WITH_VALUES = {"BadInput", "WrongCall", "NoCalendar", "Checked"}
"""Of these calls some values are said too, such as what was wanted instead."""
TABLES = ("COMMANDS", "CALLS", "NAMES", "SENTENCES", "STANDING_IN", "YEAR_END")
"""Sentences that are not named where they are said."""
SYSTEM = ("No such file or directory", "Permission denied", "Is a directory", "Not a directory", "File name too long",
          "Read-only file system", "No space left on device")  # fmt: skip
"""What the system says of a file that cannot be read or written."""


def merged(language: str) -> Catalog:
    """All catalogues of a language as one. Two different translations of one sentence are refused."""
    whole = Catalog(locale=language, project="wellfounded", fuzzy=False, creation_date=_NO_DAY, revision_date=_NO_DAY)
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if not message.id or not message.string:
                    continue
                old = whole.get(message.id)
                if old is not None and old.string != message.string:
                    raise SystemExit(f"{path.name}: {message.id!r} has another translation elsewhere: {old.string!r}")
                whole.add(message.id, message.string)
    return whole


def compiled(language: str) -> bytes:
    """The compiled catalogue, the same bytes for the same sentences."""
    out = io.BytesIO()
    whole = merged(language)
    whole.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Language", language)]
    write_mo(out, whole)
    return out.getvalue()


def said_by_code() -> Iterator[str]:
    """The sentences and small words that stand in the code outside the law, and the days on which nobody works."""
    law = SOURCE / "law"
    paths = [p for p in sorted(SOURCE.rglob("*.py")) if law not in p.parents or p.parent == law or p.name in OF_THE_LAW]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    shared: Bound = {}
    for tree in trees:
        for name, values in _bound(tree).items():
            if name.isupper():
                shared.setdefault(name, []).extend(values)
    found = dict.fromkeys(SYSTEM)
    for tree in trees:
        found |= dict.fromkeys(_said(tree, {**shared, **_bound(tree)}))
    for name in TABLES:
        for value in shared.get(name, ()):
            found |= dict.fromkeys(_strings(value, {}))
    yield from (text for text in found if re.search("[A-Za-z{]", text))


def _bound(tree: ast.Module) -> Bound:
    """What the names of a module stand for: assigned, appended, or taken one by one from a list."""
    found: Bound = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets, value = node.targets if isinstance(node, ast.Assign) else [node.target], node.value
        elif isinstance(node, (ast.For, ast.comprehension)):
            targets, value = [node.target], node.iter
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
            targets, value = [node.func.value], node.args[0]
        else:
            continue
        for target in targets:
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(value)
    return found


def _said(tree: ast.Module, bound: Bound) -> Iterator[str]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        said: list[ast.expr] = call.args if name in SAYING | WITH_VALUES else []
        if name in BY_PLACE:
            said = call.args[BY_PLACE[name] :][:1]
        if name in WITH_VALUES:
            said = said + [keyword.value for keyword in call.keywords if keyword.arg in SAID]
        for one in said:
            yield from _strings(one, bound)


def _strings(value: ast.expr, bound: Bound, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The strings that an expression can be."""
    if isinstance(value, ast.Constant):
        if isinstance(value.value, str):
            yield value.value
    elif isinstance(value, ast.Name):
        if value.id not in seen:
            for one in bound.get(value.id, ()):
                yield from _strings(one, bound, seen | {value.id})
    else:
        parts: list[ast.expr] = []
        if isinstance(value, ast.IfExp):
            parts = [value.body, value.orelse]
        elif isinstance(value, ast.Dict):
            parts = value.values
        elif isinstance(value, (ast.Tuple, ast.List)):
            parts = value.elts
        elif isinstance(value, ast.BoolOp):
            parts = value.values
        elif isinstance(value, (ast.Subscript, ast.Starred)):
            parts = [value.value]
        for part in parts:
            yield from _strings(part, bound, seen)


def said_by_law(law: LegalOrder) -> Iterator[str]:
    """The sentences of a legal order, and the places in sources that are named in words."""
    for rule in law.rules.values():
        for version in rule.versions:
            yield version.words
            yield from _places(version.cites)
            for node in walk(version.node):
                if node.op == "unclear":
                    yield node.args[0].question
                    yield node.args[0].settled_by
                    yield from _places(node.args[0].cites)
                    yield from (reading.words for reading in node.args[0].readings)
                elif node.op == "burden":
                    yield node.args[3]
                    yield from _places(node.args[4])
                elif node.op == "const" and node.type == "category":
                    yield from _words(node.args)
    yield from (fact.question for fact in law.facts.values())
    yield from (word for fact in law.facts.values() for word in _words(fact.values))
    for kind in law.event_kinds:
        yield from (word for wanted in kind.fields.values() if isinstance(wanted, tuple) for word in _words(wanted))
    for parameter in law.parameters.values():
        yield parameter.words
        yield from _places(parameter.cites)
    yield from (kind.says for kind in law.event_kinds)
    yield from (*law.lanes.values(), *law.stages.values())
    yield from (span.words for span in law.spans)
    for remedy in law.remedies:
        yield from (remedy.words, remedy.authority, remedy.if_missed)
    yield from (duty.words for duty in law.duties)
    yield from (caution.words for caution in law.removal.warnings)
    for change in law.changes:
        yield change.words
        yield from _places(change.cites)
    yield from _of_the_procedure(law)
    for precedent in law.precedents:
        yield from (precedent.court, precedent.result, precedent.point)
    for source in law.sources:
        yield from (source.title, source.abbreviation)


def _of_the_procedure(law: LegalOrder) -> Iterator[str]:
    """What the tables of breaches say."""
    yield from (breach.words for breach in law.breaches)
    for act in law.acts:
        yield from _places(act.cites)
    for track in law.tracks:
        yield track.words
        for step in track.steps:
            yield from _places(step.cites)
    yield from law.actors.values()


def _places(cites: Iterable[Citation]) -> Iterator[str]:
    for cite in cites:
        yield from (
            written for _, written in cite.numbers if written != "whole" and not place(written, cite.source.kind)
        )


def _words(values: Iterable[str]) -> Iterator[str]:
    """The named values that are words; a letter of a class, such as A or D1, is the same in every language."""
    return (value for value in values if len(value) > 2)


def sentences() -> dict[str, None]:
    """Every sentence that a reader may meet, in a stable order. The invented country stays in English."""
    found = dict.fromkeys(said_by_code())
    for name in laws.ORDERS:
        if name != "example":
            found |= dict.fromkeys(said_by_law(laws.find(name)))
    return {sentence: None for sentence in found if sentence.strip()}


def main(arguments: list[str]) -> int:
    """Compile every language, or print the sentences that a language lacks."""
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        if "--missing" in arguments:
            have = merged(folder.name)
            lacks = [sentence for sentence in sentences() if have.get(sentence) is None]
            print(f"{folder.name}: {len(lacks)} sentences lack a translation")
            for sentence in lacks:
                print(f'msgid "{sentence}"')
        else:
            (folder / "wellfounded.mo").write_bytes(compiled(folder.name))
            print(f"{folder.name}: {len(merged(folder.name))} sentences")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
