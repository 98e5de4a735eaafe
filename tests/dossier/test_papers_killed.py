"""The server is killed while papers are taken in: none is lost that was acknowledged, none is there in part."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

from tests.dossier import paper_samples as samples
from tests.dossier.conftest import NOW, PASSPHRASE, desk_in
from tests.dossier.paper_samples import listed, original, parts
from tests.dossier.paper_writer import PIECES, words
from wellfounded.dossier import logbook, papers
from wellfounded.dossier.store import Store


def _killed(address: str, store: Store, times: int) -> tuple[int, int, int]:
    """Kill a writer so many times; gives how many papers were acknowledged, are there, and were left in part."""
    desk = desk_in(store)
    chance = random.Random(7)
    acknowledged: set[int] = set()
    following = 0
    for _ in range(times):
        command = [sys.executable, "-m", "tests.dossier.paper_writer", address, PASSPHRASE, desk.case.hex(),
                   str(following)]  # fmt: skip
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline() for _ in range(chance.randint(1, 3 * PIECES))]
            os.kill(writer.pid, signal.SIGKILL)
            said += writer.stdout.readlines()
        numbers = [int(line) for line in said if line.endswith("\n") and line != "piece\n"]
        acknowledged |= set(numbers)
        # The client asks again for what it does not know of, with the same number.
        following = max([following - 1, *numbers]) + 1
    made = listed(desk)
    found = Counter(int(paper.told.title) for paper in made)
    assert acknowledged <= set(found), "an acknowledged paper was lost"
    assert set(found.values()) <= {1}, "a paper is there twice"
    for paper in made:
        assert original(desk, paper) == b"".join(words(int(paper.told.title)))
    kept = sum(p.held.parts + (p.copy.held.parts if p.copy and p.copy.held else 0) for p in made)
    left = parts(desk) - kept
    assert left >= 0
    assert papers.sweep(desk.office, NOW) == 0, "what may still be on its way is not swept"
    papers.sweep(desk.office, NOW + timedelta(days=2))
    assert parts(desk) == kept
    for paper in made:
        original(desk, paper)
    taken = samples.take(desk, samples.photo(), "a.jpg")
    assert taken.paper.number == len(made) + 1
    logbook.checkpoint(desk.office, NOW + timedelta(days=3))
    assert logbook.examine(store, desk.office.key).faults == ()
    return len(acknowledged), len(found), left


def test_a_writer_of_papers_that_is_killed_ten_times_leaves_no_half_paper(address: str, store: Store) -> None:
    acknowledged, found, left = _killed(address, store, 10)
    assert found >= acknowledged > 0
    assert left > 0, "it was never killed in the middle"


@pytest.mark.long
def test_a_writer_of_papers_that_is_killed_a_hundred_times_leaves_no_half_paper(address: str, store: Store) -> None:
    acknowledged, found, left = _killed(address, store, 100)
    assert found >= acknowledged > 0
    assert left > 0
