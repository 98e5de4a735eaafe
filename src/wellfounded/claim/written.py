"""The text of a case file: where it is, its tables, where each key stands, and a sentence where it cannot be read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.values import MOST

EXAMPLES = Path(__file__).parent / "examples"


def quoted(value: Any) -> str:
    """What was written, short and on one line, for a sentence about it."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) > MOST:
        return "a very large number"
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)[:200]).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


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


def examples() -> list[str]:
    """The names of the cases that ship with the software."""
    return sorted(path.stem for path in EXAMPLES.glob("*.toml"))


def find(name: str) -> Path:
    """The path of a case file, or of a shipped example by its name."""
    path = Path(name)
    if is_one(path, Path.is_file):
        return path
    if name and is_one(path, Path.is_dir):
        text = "{name} is a folder. Give a file in it, or ask `wellfounded today` about all its files."
        raise BadInput(text, name=quoted(name))
    shipped = EXAMPLES / f"{name}.toml"
    if path.parent == Path() and is_one(shipped, Path.is_file):
        return shipped
    raise BadInput(
        "There is no case file {name}. Give the path of a file, or one of the shipped examples: {examples}.",
        name=quoted(name),
        examples=", ".join(examples()),
    )


def is_one(path: Path, kind: Callable[[Path], bool]) -> bool:
    """Whether there is such a file or folder. A name that none can have names none."""
    try:
        return kind(path)
    except (OSError, ValueError):
        return False


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
    except ValueError as error:  # also a number too long for Python, which is no fault of TOML
        where = re.search(r"\(at line (\d+), column \d+\)", str(error))
        lines = text.splitlines()
        long = (i for i, written in enumerate(lines, 1) if re.search(r"[0-9_]{4300}", written))
        line = int(where[1]) if where else next(long, len(lines))
        written = lines[line - 1] if 0 < line <= len(lines) else ""
        for found in re.findall(r"\d{4}-\d{2}-\d{2}", written):
            try:
                parse_day(found)
            except WellfoundedError as impossible:
                raise at_line(impossible, line) from None
        if str(error).startswith("Cannot overwrite a value"):
            text = "{found!r} stands twice in this part of {name}. Keep one of the two, or begin a part of its own."
            raise BadInput(text, line=line, name=name, found=quoted(written)) from None
        raise BadInput(
            "{name} is not a case file in TOML: {found!r} could not be read. Write one `key = value` on each line, "
            "with text in quotation marks.",
            line=line,
            name=name,
            found=quoted(written),
        ) from None
    except RecursionError:
        raise BadInput("{name} is nested too deeply to be a case file.", name=name) from None


def at_line(error: WellfoundedError, line: int | None) -> BadInput:
    """The same sentence with the line it speaks of."""
    if isinstance(error, BadInput) and error.line is not None:
        return error
    return BadInput(error.template, line=line, **error.args_)
