"""The examples of the documentation: runs each command that a page prints, and writes what it answers under it.

`make examples` rewrites README.md and docs/*.md in place, the tables that are made from the law, and the picture
docs/osaka-2024.svg. `tests/test_docs.py` holds the pages to what the commands answer.

A block is written as

    ```console
    $ wellfounded show osaka-2024 --on 2024-07-05
    ```

and a line `...` in it stands for any number of left-out lines. Commands of one page run one after another in one
folder, a copy of docs/. A block of TOML whose first line is `# my-case.toml` is written to that file first.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from wellfounded import law as laws
from wellfounded.cli import door
from wellfounded.rules.order import EventKind

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURE = DOCS / "osaka-2024.svg"
PICTURE_COMMAND = "wellfounded timeline osaka-2024 --on 2024-07-05 -o osaka-2024.svg"
CUT = "..."
WIDTH = "80"
_FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"# ([\w.-]+\.toml)\n")
_MADE = re.compile(r"(<!-- made: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A command as a page prints it, with what stands under it."""

    command: str
    printed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An example, and what the command answers."""

    example: Example
    answered: str

    @property
    def current(self) -> bool:
        """Whether the page prints what the command answers."""
        pattern = "".join(r"(?:.*\n)*?" if line == CUT else re.escape(line) + r"\n" for line in self._lines)
        return re.fullmatch(pattern, self.answered) is not None

    @property
    def _lines(self) -> list[str]:
        return self.example.printed.splitlines()

    def renewed(self) -> str:
        """What the page should print: the answer, cut where the page was cut."""
        if CUT not in self._lines:
            return self.answered
        lines, kept, at = self.answered.splitlines(), [], 0
        for part in _parts(self._lines):
            if part == [CUT]:
                kept.append(CUT)
                continue
            first = _nearest(part[0], lines, at)
            last = _nearest(part[-1], lines, first + max(len(part) - 2, 0))
            kept += lines[first : last + 1]
            at = last + 1
        return "".join(f"{line}\n" for line in kept)


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """The lines between the cuts, and the cuts."""
    part: list[str] = []
    for line in lines:
        if line == CUT:
            if part:
                yield part
            yield [CUT]
            part = []
        else:
            part.append(line)
    if part:
        yield part


def _nearest(wanted: str, lines: list[str], start: int) -> int:
    """The first line from `start` on that says the same, or nearly the same."""
    if wanted in lines[start:]:
        return lines.index(wanted, start)
    return max(
        range(min(start, len(lines) - 1), len(lines)), key=lambda i: SequenceMatcher(None, wanted, lines[i]).ratio()
    )


class _Screen(io.StringIO):
    """What a command prints. JSON is printed as for a person, in indented lines."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def run(command: str, folder: Path) -> str:
    """What a command prints at a terminal of 80 columns without colours, run in a folder. Line ends are bare."""
    arguments = shlex.split(command)[1:]
    screen = _Screen(terminal="--json" in arguments)
    held = {name: os.environ.pop(name, None) for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS")}
    os.environ["COLUMNS"] = WIDTH
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            door.main(arguments)
    finally:
        for name, value in held.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
    return "".join(f"{line.rstrip()}\n" for line in screen.getvalue().splitlines())


def pages() -> list[Path]:
    """The pages that are held to the commands."""
    return [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


def examples(block: str) -> Iterator[Example]:
    """The commands of a block, with what is printed under each. Other commands than ours are passed over."""
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        command, _, printed = part.partition("\n")
        if command.startswith("$ wellfounded "):
            yield Example(command[2:], printed)


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A copy of docs/ to run in."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(shutil.copytree(DOCS, Path(name) / "docs", ignore=shutil.ignore_patterns("_build")))


def answers(text: str) -> list[Answer]:
    """Every command of a page with its answer, in the order of the page."""
    found: list[Answer] = []
    with folder() as here:
        for language, block in _FENCE.findall(text):
            if language == "toml" and (named := _NAMED.match(block)):
                (here / named[1]).write_text(block, encoding="utf-8")
            elif language == "console":
                found += [Answer(example, run(example.command, here)) for example in examples(block)]
    return found


def renewed(text: str) -> str:
    """A page with the answers of its commands and its made tables as they are now."""
    for answer in answers(text):
        old = f"$ {answer.example.command}\n{answer.example.printed}"
        text = text.replace(old, f"$ {answer.example.command}\n{answer.renewed()}", 1)
    return with_tables(text)


def with_tables(text: str) -> str:
    """A page with its made tables as the law is now."""
    return _MADE.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n{found[3]}", text)


def drawn() -> str:
    """The picture of the story's case."""
    with folder() as here:
        run(PICTURE_COMMAND, here)
        return (here / PICTURE.name).read_text(encoding="utf-8")


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def _events() -> str:
    law = laws.find("jp")

    def field(kind: EventKind, name: str) -> str:
        wanted = kind.fields[name]
        values = ", ".join(wanted) if isinstance(wanted, tuple) else _FIELDS.get(wanted, str(wanted))
        return f"`{name}`{' (needed)' if name in kind.needs else ''}: {values}"

    rows = ((f"`{k.name}`", k.says, "<br>".join(field(k, name) for name in k.fields)) for k in law.event_kinds)
    return _table(("`event`", "What happened", "Its own keys"), rows)


_FIELDS: dict[object, str] = {
    bool: "true or false",
    int: "a whole number",
    str: "text",
    "day": "a day",
    "term": "a day, usually ahead",
    "posted": "the day on which it was posted",
}


def _remedies() -> str:
    law = laws.find("jp")
    sides: dict[str, list[str]] = {}
    for remedy in law.remedies:
        sides.setdefault(remedy.name, []).append(remedy.who)
    once = {remedy.name: remedy for remedy in law.remedies}
    rows = ((f"`{n}`", r.words, ", ".join(sides[n]), "yes" if r.notice else "") for n, r in once.items())
    return _table(("Remedy", "What it is", "Whose", "`deadline`"), rows)


TABLES: dict[str, Callable[[], str]] = {"events jp": _events, "remedies jp": _remedies}


def main() -> int:
    """Rewrite what changed; name what could not be."""
    PICTURE.write_text(drawn(), encoding="utf-8")
    stale = 0
    for page in pages():
        before = page.read_text(encoding="utf-8")
        after = renewed(before)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"{page.relative_to(ROOT)}: rewritten")
        for answer in answers(after):
            if not answer.current:
                stale += 1
                print(f"{page.relative_to(ROOT)}: cut this one by hand: $ {answer.example.command}")
    return int(stale > 0)


if __name__ == "__main__":
    sys.exit(main())
