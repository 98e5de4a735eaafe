"""Opening a case at the door: the file, the day, the words; and printing plain data."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

from wellfounded import law as laws
from wellfounded.claim import case_file
from wellfounded.claim.case_file import counted
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.events import Case
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.rules.order import LegalOrder

T = TypeVar("T")


def today(law: LegalOrder) -> date:
    """Today in the time zone of a legal order: the only place where the clock is read."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        zone: Any = ZoneInfo(law.time_zone)
    except ZoneInfoNotFoundError:
        zone = timezone(timedelta(hours=law.utc_offset))
    return datetime.now(zone).date()


def asked_day(text: str | None, law: LegalOrder) -> date:
    """The day asked about. A range is refused: the case is read on one day."""
    if text is None:
        return today(law)
    return one_day(text)


def one_day(text: str) -> date:
    """A day as `--on` takes it."""
    day = counted(parse_day(text))
    if not day.exact:
        raise BadInput("--on needs one day; {found} is a range. Write for example --on 2024-07-05.", found=text)
    return day.earliest


def load_case(name: str, words: Words) -> tuple[LegalOrder, Case]:
    """The law and the case of a case file, of a shipped example, or of a sealed bundle, which is opened in memory
    alone.
    """
    path = Path(name)
    if path.suffix != ".wfb" or not path.is_file():
        return case_file.load(name, laws.find)
    try:
        from wellfounded.dossier import bundle
    except ImportError:
        raise BadInput('Sealed bundles need a package: pip install "wellfounded[office]".') from None
    from wellfounded.cli.passphrases import passphrase

    raw = path.read_bytes()
    if not bundle.wants_passphrase(raw):
        raise BadInput("This bundle is sealed for one office's key. It is opened there.")
    chosen = passphrase(words, "Passphrase of the bundle", "WELLFOUNDED_BUNDLE_PASSPHRASE")
    return bundle.unseal(raw, chosen).read(laws.find)


def open_case(args: argparse.Namespace) -> CaseLine:
    """The case line that the arguments ask for."""
    law, case = load_case(args.case, words_of(args))
    return case_line(law, case, asked_day(args.on, law))


def print_json(plain: Any) -> None:
    """Plain data as JSON, in the characters of its languages."""
    # Without indentation Python writes it in C, and a case with all its reasons is long.
    indent = 2 if sys.stdout.isatty() else None
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=indent) + "\n")


def console(width: int = 80) -> Any:
    """A terminal of at least readable width; without the package that draws tables, a sentence says so."""
    try:
        from rich.console import Console
    except ImportError:
        raise BadInput("Tables need the package rich, which is not installed. Ask with --json instead.") from None

    class Quiet(Console):
        """A reader that stops reading, such as `head`, is no fault."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    made = Quiet(highlight=False, soft_wrap=False)
    return made if made.is_terminal else Quiet(highlight=False, width=width)


def watched(work: Sequence[T], what: str, quiet: bool) -> Iterable[T]:
    """Work that may take longer than a moment, with its progress on the terminal; silent for programs."""
    if quiet or not sys.stderr.isatty():
        return work
    try:
        from rich.console import Console
        from rich.progress import track
    except ImportError:
        return work
    return track(work, description=what, console=Console(stderr=True), transient=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    import os
    import tempfile

    if not path.parent.is_dir():
        text = "There is no folder {folder} to write to. Make it first, or name a file elsewhere."
        raise BadInput(text, folder=str(path.parent))
    if path.is_dir():
        raise BadInput("{path} is a folder. Name a file to write.", path=str(path))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadInput("{path} cannot be written: {why}.", path=str(path), why=error.strerror or "") from None


def words_of(args: argparse.Namespace) -> Words:
    """The words of the language asked for."""
    return Words(args.lang)
