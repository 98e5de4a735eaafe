"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wellfounded.claim.written import quoted
from wellfounded.logic.errors import BadInput

_NUMBERED = re.compile(r"\[errno (\d+)\]")


def refusal(error: OSError) -> str:
    """Why the machine refuses, in its plainest words. Arrow's errors hold the number among many words."""
    found = _NUMBERED.search(str(error))
    return os.strerror(int(found[1])) if found else error.strerror or str(error)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The path to write to, beside the one that is meant; it takes its place once all is written.

    Whatever breaks off, an error or a person, leaves what was there before. What the machine refuses is one sentence.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise BadInput("{file} cannot be written: {why}.", file=quoted(path.name), why=refusal(error)) from None
    finally:
        # Where nothing can be written, nothing can be removed.
        with suppress(OSError):
            part.unlink(missing_ok=True)
