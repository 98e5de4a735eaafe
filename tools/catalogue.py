"""The catalogues of sentences: compile them (`make catalogue`), or list what a language still lacks (`--missing`)."""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from wellfounded import law as laws
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder

SOURCE = Path(__file__).parent.parent / "src" / "wellfounded"
LOCALE = SOURCE / "locale"
_SAYING = {"say", "BadInput", "WrongCall", "NoLawThatDay", "NoCalendar", "WellfoundedError", "_heading", "Step"}


def merged(language: str) -> Catalog:
    """All catalogues of a language as one. Two different translations of one sentence are refused."""
    whole = Catalog(locale=language, project="wellfounded", fuzzy=False)
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
    """The sentences that stand in the code outside the law."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "law" in path.relative_to(SOURCE).parts[:1]:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in _SAYING:
                    yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                yield from _table(node.targets[0].id, node.value)


def _table(name: str, value: ast.expr) -> Iterator[str]:
    """The sentences of a table or constant whose name is in capitals, or of a local `text` that is said later."""
    if not (name.isupper() or name in ("text", "said")):
        return
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
            yield node.value


def said_by_law(law: LegalOrder) -> Iterator[str]:
    """The sentences of a legal order."""
    for rule in law.rules.values():
        for version in rule.versions:
            yield version.words
            for node in walk(version.node):
                if node.op == "unclear":
                    yield node.args[0].question
                    yield node.args[0].settled_by
                    yield from (reading.words for reading in node.args[0].readings)
                elif node.op == "burden":
                    yield node.args[3]
    yield from (fact.question for fact in law.facts.values())
    yield from (parameter.words for parameter in law.parameters.values())
    yield from (kind.says for kind in law.event_kinds)
    yield from (*law.lanes.values(), *law.stages.values())
    yield from (span.words for span in law.spans)
    for remedy in law.remedies:
        yield from (remedy.words, remedy.authority, remedy.if_missed)
    yield from (duty.words for duty in law.duties)
    yield from (caution.words for caution in (law.removal.warnings if law.removal else ()))
    yield from (change.words for change in law.changes)
    for source in law.sources:
        yield from (source.title, source.abbreviation)


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
