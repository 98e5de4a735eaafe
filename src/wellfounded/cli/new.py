"""`wellfounded new`: a commented case file, or one from questions asked one by one, those that settle most first."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from wellfounded import law as laws
from wellfounded.claim.case_file import read
from wellfounded.claim.case_line import case_line
from wellfounded.claim.written import Lines, parse_toml
from wellfounded.cli.opening import asked_day, print_json, words_of, write_whole
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.exact import Missing
from wellfounded.readings.words import Words
from wellfounded.rules.facts import Fact, Fold
from wellfounded.rules.order import DAYS, EventKind, LegalOrder

Document = dict[str, Any]
HOW_TO_WRITE_DAYS = (
    "Days: 2021-02-18, 2021-02 (only the month is known), [2021-02-08..2021-03-05], 令和3年2月18日, unknown."
)
_FIRST = ("landed", "applied", "decided")
"""The kinds of event that every case begins with, where the law has them."""


def run(args: argparse.Namespace) -> int:
    """Write a case file. An existing file is never overwritten, unless it is empty."""
    law, words = laws.find(args.law), words_of(args)
    path = Path(args.file) if args.file else None
    if path is not None and path.exists() and not _empty(path):
        raise BadInput("{file} already exists and is left as it is. Give another name.", file=args.file)
    on = asked_day(args.on, law)
    text = written(asked(law, words, on), law, words) if args.ask else commented(law, words, on)
    read(parse_toml(text, "new"), law, Lines(text))
    if args.json:
        print_json({"contract": 1, "law": law.id, "file": args.file, "text": text})
    elif path is None:
        print(text, end="")
    if path is not None:
        write_whole(path, text.encode())
        if not args.json:
            print(words.say("Written to {file}. `wellfounded show {file}` reads it.", file=args.file))
    return 0


def _empty(path: Path) -> bool:
    try:
        return not path.read_bytes().strip()
    except OSError:
        return False


def commented(law: LegalOrder, words: Words, on: date) -> str:
    """A case file that explains itself: every kind of event of the law, commented out."""
    lines = [
        f"# {words.say('A case file of wellfounded. Take away the # before what happened, and fill in the days.')}",
        f"# {words.say(HOW_TO_WRITE_DAYS)}",
        f'law = "{law.id}"',
        'title = ""',
        f"# {words.say('Up to this day the record is complete: what is not in it by then did not happen.')}",
        f"complete = {on.isoformat()}",
        "",
    ]
    lane = ""
    for kind in law.event_kinds:
        if kind.lane != lane:
            lane = kind.lane
            lines += [f"# ---- {words.say(law.lanes[lane])} ----", ""]
        lines += [*_commented(kind, words), ""]
    lines.append(f"# ---- {words.say('What no event holds: true, false, a day, or a number')} ----")
    for fact in law.facts.values():
        if not fact.folds:
            lines += ["", f"# {words.say(fact.question)}", "# [[fact]]"]
            lines += [f'# fact = "{fact.name}"', f"# value = {_example(fact)}"]
    return "\n".join(lines) + "\n"


def _commented(kind: EventKind, words: Words) -> Iterator[str]:
    yield f"# {words.say(kind.says)}"
    yield "# [[event]]"
    yield f'# event = "{kind.name}"'
    yield '# day = ""'
    if kind.offices:
        yield '# notified = ""' if "outcome" in kind.fields else '# how = "in_person"'
    for name, wanted in kind.fields.items():
        if isinstance(wanted, tuple):
            yield f'# {name} = "{wanted[0]}"    # {" | ".join(wanted)}'
        else:
            yield f"# {name} = " + ('""' if wanted in (*DAYS, str) else "false" if wanted is bool else "0")


def _example(fact: Fact) -> str:
    if fact.type == "category":
        return f'"{fact.values[0]}"    # {" | ".join(fact.values)}'
    return {"truth": "true", "day": '"2021-02-18"', "count": "0"}[fact.type]


def asked(law: LegalOrder, words: Words, on: date) -> Document:
    """Ask questions at the terminal until they are answered or the person stops; returns the tables of the file."""
    document: Document = {"law": law.id, "event": [], "fact": []}
    print(words.say("Answer, or press Enter if you do not know. `stop` writes the file."), file=sys.stderr)
    known: set[str] = set()
    for fact in _opening(law):
        if not _put(document, fact, words, law, known):
            return document
    while True:
        line = case_line(law, read(document, law, Lines("")), on)
        missing: list[Missing] = list(line.removal.missing)
        missing += [m for e in (*line.assessment, *line.elements) for m in e.missing]
        share: dict[str, float] = {}
        for m in missing:
            if m.fact.name not in known:
                share[m.fact.name] = share.get(m.fact.name, 0.0) + 0.01 + m.settles / m.answers
        if not share:
            return document
        best = max(share, key=lambda name: share[name])
        if not _put(document, law.facts[best], words, law, known):
            return document


def _opening(law: LegalOrder) -> list[Fact]:
    kinds = [name for name in _FIRST if name in law.kinds]
    folded = [f for f in law.facts.values() if f.folds and f.folds[0].take == "first"]
    return [f for kind in kinds for f in folded if f.folds[0].kind == kind]


def _put(document: Document, fact: Fact, words: Words, law: LegalOrder, known: set[str]) -> bool:
    """Ask one question until the answer can be read; False when the person stops."""
    known.add(fact.name)
    hints = {
        "truth": words.say("yes / no"),
        "day": words.say("a day, a month, or `never`"),
        "count": words.say("a number"),
        "category": " / ".join(fact.values),
    }
    while True:
        print(f"{words.say(fact.question)} [{hints[fact.type]}] ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer or answer.strip().lower() == "stop":
            return False
        if not answer.strip():
            return True
        tried: Document = {**document, "event": [dict(e) for e in document["event"]], "fact": list(document["fact"])}
        try:
            _add(tried, fact, answer.strip())
            read(tried, law, Lines(""))
        except WellfoundedError as error:
            print(words.error(error), file=sys.stderr)
            continue
        document.update(tried)
        return True


_YES = {"yes", "y", "true", "はい", "有"}
_NO = {"no", "n", "false", "いいえ", "無"}


def _add(document: Document, fact: Fact, answer: str) -> None:
    """Put an answer where the fold will find it: on its event, or as a statement."""
    value: Any = answer
    if fact.type == "truth":
        if answer.lower() not in _YES | _NO:
            raise BadInput("Write yes or no.")
        value = answer.lower() in _YES
    elif fact.type == "count":
        if not answer.isdecimal():
            raise BadInput("Write a whole number.")
        value = int(answer)
    fold_ = fact.folds[-1] if fact.folds else None
    if fold_ is None or fold_.take != "first" or value in ("never", "none"):
        document["fact"].append({"fact": fact.name, "value": value})
        return
    table = _event(document, fold_)
    table[fold_.field] = value


def _event(document: Document, fold_: Fold) -> Document:
    where = {key: values[0] for key, values in fold_.where}
    for table in document["event"]:
        if table["event"] == fold_.kind and all(table.get(k, v) == v for k, v in where.items()):
            found: Document = table
            return found
    made: Document = {"event": fold_.kind, "day": "unknown", **where}
    document["event"].append(made)
    return made


def written(document: Document, law: LegalOrder, words: Words) -> str:
    """A document as the text of a case file."""
    lines = [f'law = "{law.id}"', 'title = ""', ""]
    for key in ("event", "fact"):
        for table in document[key]:
            lines.append(f"[[{key}]]")
            named = law.facts[table["fact"]].question if key == "fact" else law.kinds[table["event"]].says
            lines.append(f"# {words.say(named)}")
            lines += [f"{name} = {_toml(value)}" for name, value in table.items()]
            lines.append("")
    return "\n".join(lines)


def _toml(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False) if not isinstance(value, bool) else str(value).lower()
