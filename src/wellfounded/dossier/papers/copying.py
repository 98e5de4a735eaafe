"""Asks the copyist for a viewing copy, and believes nothing that it answers. The original is never at stake."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

from wellfounded.dossier.papers.listing import Page

COPYIST = Path(__file__).with_name("copyist.py")
SECONDS = 90.0
_AT_ONCE = threading.BoundedSemaphore(2)
"""So many copyists at once in one process of the office; the others wait."""
MOST_BYTES, MOST_PAGES = 64 << 20, 200
SENTENCES: Mapping[str, str] = {
    "locked": "It is locked with a password: kept, and cannot be shown.",
    "damaged": "It is damaged, or made by an unusual program: kept, and cannot be shown.",
    "too_many_points": "The picture has more points than can be shown here: kept, and cannot be shown.",
    "too_much": "Drawing it took too long or too much memory: kept, and cannot be shown.",
    "no_library": "What draws it is not installed: kept, and cannot be shown.",
    "no_copy": "Of this kind no viewing copy is made: kept, and handed out as it came.",
    "attachments": "The original carries files of its own; the copy does not.",
    "program": "The original carries a program; the copy does not.",
}
"""Why there is no viewing copy; and what the original carries beside its pages."""
CARRIES = ("attachments", "program")
STARTS: Mapping[str, bytes] = MappingProxyType({"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "text": b""})


@dataclass(frozen=True, slots=True)
class Copied:
    """What the copyist said. `why_not`: a key of `SENTENCES`, where there is no copy."""

    pages: tuple[Page, ...] = ()
    of: int = 0
    carries: tuple[str, ...] = ()
    why_not: str = ""


def copy(
    pieces: Iterable[bytes], kind: str, take: Callable[[bytes], None], seconds: float = SECONDS,
    copyist: Path = COPYIST,
) -> Copied:  # fmt: skip
    """Send an original to a copyist and take the pages of its copy as they come."""
    command = [sys.executable, "-I", "-B", str(copyist), kind]
    with _AT_ONCE, subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/",
        start_new_session=True,
    ) as worker:  # fmt: skip
        stop = threading.Timer(seconds, worker.kill)
        stop.start()
        try:
            assert worker.stdin is not None
            assert worker.stdout is not None
            try:
                for piece in pieces:
                    worker.stdin.write(piece)
                worker.stdin.close()
            except BrokenPipeError:
                pass  # it gave up; its answer, or its silence, says why
            return _answer(worker.stdout, take)
        finally:
            stop.cancel()
            worker.kill()


def _answer(answer: IO[bytes], take: Callable[[bytes], None]) -> Copied:
    pages: list[Page] = []
    start = 0
    while True:
        line = answer.readline(4096)
        try:
            told = json.loads(line)
            if "why_not" in told:
                why = told["why_not"]
                return Copied(why_not=why if why in SENTENCES and why not in CARRIES else "damaged")
            if "of" in told:
                carries = tuple(name for name in CARRIES if name in told["carries"])
                whole = isinstance(told["of"], int) and told["of"] >= len(pages) > 0
                return Copied(tuple(pages), told["of"], carries) if whole else Copied(why_not="damaged")
            page = Page(str(told["kind"]), start, int(told["size"]), int(told["width"]), int(told["height"]))
            begins = STARTS[page.kind]
        except (ValueError, KeyError, TypeError):
            # Killed for its time or memory, it breaks off in the middle.
            return Copied(why_not="too_much")
        start += page.size
        if page.size < 0 or start > MOST_BYTES or len(pages) >= MOST_PAGES:
            return Copied(why_not="too_much")
        content = answer.read(page.size)
        if len(content) != page.size or not content.startswith(begins):
            return Copied(why_not="too_much")
        take(content)
        pages.append(page)
