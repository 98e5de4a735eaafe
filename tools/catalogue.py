"""The catalogues of sentences: compile them (`make catalogue`), list what a language lacks, sign a review.

    python tools/catalogue.py                                       compile every language
    python tools/catalogue.py --missing                             what each language lacks
    python tools/catalogue.py --sign fr my_case "A. Reviewer" 2026-12-01   a person has reviewed a catalogue

docs/languages.md says which sentences each language must have, and what a review is.
"""

from __future__ import annotations

import ast
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from wellfounded import law as laws
from wellfounded.claim.my_case import sentences as applicants
from wellfounded.readings.provisions import place
from wellfounded.readings.words import OF_APPLICANTS, OF_STAFF, REVIEWED, SAID
from wellfounded.readings.words_manners import MANNERS
from wellfounded.readings.words_register import REGISTER, digest, register, written
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
OF_THE_APPLICANT = ("my_case", "fault", "429.", "limits.", "ask.", "uploads.")
"""How the names of those files of the website begin, or of their folders, that applicants meet too."""
OWN_NAMES = [manner.name for manner in MANNERS.values()]
TEMPLATES = (".html", ".txt", ".svg", ".xml")
_TAG = re.compile(r"""\{%\s*say[a-z_]*\s+(["'])((?:\\.|(?!\1).)*)\1""", re.DOTALL)
"""`{% say "..." %}` in a template."""
SAYING = {"say", "said", "heading", "_off"}
BY_PLACE = {"Step": 0, "Calendar": 1, "back": 1}
"""Of these calls only the argument in this place is said."""
WITH_VALUES = {"BadInput", "TooOften", "WrongCall", "NoCalendar", "Checked"}
"""Of these calls some values are said too, such as what was wanted instead."""
TABLES = ("COMMANDS", "CALLS", "NAMES", "SENTENCES", "STANDING_IN", "YEAR_END")
"""Sentences that are not named where they are said."""
SYSTEM = ("No such file or directory", "Permission denied", "Is a directory", "Not a directory", "File name too long",
          "Read-only file system", "No space left on device")  # fmt: skip
"""What the system says of a file that cannot be read or written."""


def catalogue(path: Path) -> Catalog:
    """One catalogue as it is written."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def merged(language: str) -> Catalog:
    """All catalogues of a language as one. Two different translations of one sentence are refused."""
    locale = language.partition("-")[0]
    whole = Catalog(locale=locale, project="wellfounded", fuzzy=False, creation_date=_NO_DAY, revision_date=_NO_DAY)
    for path in sorted((LOCALE / language).glob("*.po")):
        for message in catalogue(path):
            if not message.id or not message.string:
                continue
            old = whole.get(message.id)
            if old is not None and old.string != message.string:
                raise SystemExit(f"{path.name}: {message.id!r} has another translation elsewhere: {old.string!r}")
            whole.add(message.id, message.string)
    return whole


def compiled(language: str) -> bytes:
    """The compiled catalogue, the same bytes for the same sentences; it says whether all of them are reviewed."""
    out = io.BytesIO()
    whole = merged(language)
    if reviewed(language):
        whole.add(REVIEWED, "yes")
    whole.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Language", whole.locale_identifier or "")]
    write_mo(out, whole)
    return out.getvalue()


def reviewed(language: str) -> bool:
    """Whether a named person has reviewed every catalogue of a language as it now stands."""
    entries = register(LOCALE / language)
    paths = sorted((LOCALE / language).glob("*.po"))
    return bool(paths) and all(path.stem in entries and entries[path.stem].holds(_digest(path)) for path in paths)


def sign(language: str, name: str, reviewer: str, day: date) -> None:
    """Write into the register that a person has reviewed a catalogue as it now stands."""
    folder = LOCALE / language
    entries = register(folder)
    if name not in entries or not reviewer.strip():
        raise SystemExit(f"{language} has no catalogue {name} in its register, or no reviewer is named.")
    signed = replace(entries[name], reviewer=reviewer, reviewed=day, sentences=_digest(folder / f"{name}.po"))
    (folder / REGISTER).write_text(written({**entries, name: signed}), encoding="utf-8")


def _digest(path: Path) -> str:
    return digest((str(message.id), str(message.string)) for message in catalogue(path) if message.id)


def said_by_code() -> Iterator[str]:
    """The sentences and small words that stand in the code outside the law, and the days on which nobody works."""
    law = SOURCE / "law"
    paths = [p for p in sorted(SOURCE.rglob("*.py")) if law not in p.parents or p.parent == law or p.name in OF_THE_LAW]
    found = dict.fromkeys(SYSTEM)
    found |= dict.fromkeys(_said_in((path for path in paths if not _of_the_website(path)), TABLES))
    yield from (text for text in found if re.search("[A-Za-z{]", text))


def said_by_web(named: tuple[str, ...] = ("",)) -> Iterator[str]:
    """The sentences of the website, in its code and in its templates; of all of it, or of what is so named."""
    web = SOURCE / "web"
    paths = sorted(path for path in web.rglob("*") if any(p.startswith(named) for p in path.relative_to(web).parts))
    found = dict.fromkeys(_said_in(path for path in paths if path.suffix == ".py"))
    for path in paths:
        if path.suffix in TEMPLATES:
            found |= dict.fromkeys(said_in_template(path.read_text(encoding="utf-8")))
    yield from (text for text in found if _worded(text))


def _worded(text: str) -> bool:
    """Whether a string is said, not the path of a page nor a language's name for itself."""
    return re.search("[A-Za-z]", text) is not None and not text.endswith("/") and text not in OWN_NAMES


def said_by_applicant_pages() -> Iterator[str]:
    """The sentences of those files of the website that applicants meet."""
    yield from said_by_web(OF_THE_APPLICANT)


def said_to_applicants() -> Iterator[str]:
    """The sentences of the applicant's own page: those of the code, and those of each legal order."""
    yield from (text for name, text in vars(applicants).items() if name.isupper())
    for name in laws.ORDERS:
        guide = laws.find(name).guide
        if name != "example" and guide is not None:
            yield from guide.sentences()


def _of_the_website(path: Path) -> bool:
    return SOURCE / "web" in path.parents or SOURCE / "claim" / "my_case" in path.parents


def said_in_template(text: str) -> Iterator[str]:
    """The sentences of a template: `{% say "..." %}`, whatever values follow."""
    for tag in _TAG.finditer(text):
        yield re.sub(r"\\(.)", r"\1", tag[2])


def _said_in(paths: Iterable[Path], tables: Iterable[str] = ()) -> Iterator[str]:
    named: dict[str, list[ast.expr]] = {}
    for path in paths:
        tree = _tree(path)
        bound = _bound(tree)
        yield from _said(tree, {**_imported(tree), **bound})
        for name in tables:
            named.setdefault(name, []).extend(bound.get(name, ()))
    for values in named.values():
        for value in values:
            yield from _strings(value, {})


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> Bound:
    """What the names of tables stand for that a module takes from others, and what stands in those."""
    found: Bound = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("wellfounded."):
            continue
        path = SOURCE.parent.joinpath(*str(node.module).split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if any(alias.name.isupper() for alias in node.names) and file.is_file():
            other = _tree(file)
            whole = {**_imported(other), **_bound(other)}
            found |= {name: values for name, values in whole.items() if name.isupper()} | {
                alias.asname or alias.name: whole[alias.name] for alias in node.names if alias.name in whole
            }
    return found


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
        for part in _parts_of(value):
            yield from _strings(part, bound, seen)


def _parts_of(value: ast.expr) -> list[ast.expr]:
    """The expressions one of which an expression gives, or that a table holds."""
    match value:
        case ast.IfExp():
            return [value.body, value.orelse]
        case ast.Dict() | ast.BoolOp():
            return value.values
        case ast.Tuple() | ast.List():
            return value.elts
        case ast.Subscript() | ast.Starred():
            return [value.value]
        case ast.Call(func=ast.Name("MappingProxyType")):
            return value.args
    return []


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
    """Every sentence that a reader of the command may meet, in a stable order. The invented country stays English."""
    found = dict.fromkeys(said_by_code())
    for name in laws.ORDERS:
        if name != "example":
            found |= dict.fromkeys(said_by_law(laws.find(name)))
    return {sentence: None for sentence in found if sentence.strip()}


def wanted(language: str) -> dict[str, None]:
    """The sentences that a language must have. What the law says to its practitioners is said in Japanese alone."""
    found = dict.fromkeys(said_to_applicants())
    if language in OF_STAFF:
        found |= dict.fromkeys(said_by_web())
    elif language in OF_APPLICANTS:
        found |= dict.fromkeys(said_by_applicant_pages())
    if language == "ja":
        found |= sentences()
    return found


def main(arguments: list[str]) -> int:
    """Compile every language, print what a language lacks, or sign a review."""
    if arguments[:1] == ["--sign"]:
        language, name, reviewer, day = arguments[1:]
        sign(language, name, reviewer, date.fromisoformat(day))
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        if "--missing" in arguments:
            have = merged(folder.name)
            lacks = [sentence for sentence in wanted(folder.name) if have.get(sentence) is None]
            print(f"# {folder.name}: {len(lacks)} sentences lack a translation")
            for sentence in lacks:
                print(f'msgid {json.dumps(sentence, ensure_ascii=False)}\nmsgstr ""\n')
        else:
            (folder / "wellfounded.mo").write_bytes(compiled(folder.name))
            print(f"{folder.name}: {len(merged(folder.name))} sentences")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
