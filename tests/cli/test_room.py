"""An answer for which there is no room is said not to have come."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).with_name("wellfounded"))


@pytest.mark.parametrize(
    "asked", [["law", "list"], ["show", "osaka-2024", "--on", "2024-07-05"], ["law", "list", "--json"]]
)
def test_a_full_device_is_said_in_one_sentence(asked: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([COMMAND, *asked], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "There is no room left for the answer. Make room, and ask again.\n")
