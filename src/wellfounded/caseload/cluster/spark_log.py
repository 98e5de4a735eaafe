"""What Spark says on its way: kept from the terminal, and its errors in one sentence."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def java_folder() -> str | None:
    """The folder of programs of the Java that JAVA_HOME names."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin") if home else None


@contextmanager
def said_to(log: IO[bytes]) -> Iterator[None]:
    """What a process that begins meanwhile writes beside its answers goes to a file, for as long as it lives."""
    sys.stderr.flush()
    terminal = os.dup(2)
    try:
        os.dup2(log.fileno(), 2)
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)


def sentence(text: str) -> str:
    """A text that ends as a sentence does."""
    text = text.strip()
    return text if text.endswith((".", "!")) else f"{text}."


def last_word(log: str, otherwise: str) -> str:
    """What a log says of why Spark did not start: its last fault, without the places in the program."""
    lines = [line.strip() for line in log.splitlines()]
    lines = [line for line in lines if line and not line.startswith(("at ", "... "))]
    faults = [line for line in lines if re.search(r"(Exception|Error): |\bERROR\b", line)]
    found = (faults[-1:] or lines[-1:] or [otherwise])[0]
    return re.sub(r"^.*?(?:(?:Exception|Error): |\bERROR \S+: )", "", found) or otherwise


def why(text: str) -> str:
    """The line of an error that says what was wrong."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    causes = [line for line in lines if line.startswith("Caused by: ")]
    python = [line for line in lines if line.partition(":")[0].endswith(("Error", "Exception")) and " " in line]
    return (causes[-1:] or python[-1:] or lines[:1] or ["it does not say why"])[0].removeprefix("Caused by: ")
