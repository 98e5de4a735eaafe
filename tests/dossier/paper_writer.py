"""A writer that is killed while it takes papers in: says on its output which were acknowledged."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from wellfounded.dossier import members, office, papers
from wellfounded.dossier.store import open_store

PIECES = 24


def words(number: int) -> Iterator[bytes]:
    """A paper of 1.8 MB that says its number."""
    for n in range(PIECES):
        yield b"paper %6d, piece %6d\n" % (number, n) * 2700


def _said(number: int) -> Iterator[bytes]:
    """The same; each piece is said on the output before it goes."""
    for piece in words(number):
        _say("piece")
        yield piece


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(address: str, passphrase: str, case: str, first: int) -> None:
    """Take in one paper after the other, under numbers that a retry uses again."""
    made = office.open_office(open_store(address), passphrase)
    lawyer = members.sign_in(made, "lawyer", "passphrase of lawyer")
    at = datetime(2026, 11, 23, 13, tzinfo=UTC)
    number = first
    while True:
        papers.take_in(
            made, lawyer, bytes.fromhex(case), "representation", "claim", _said(number), papers.Told(str(number)),
            name="words.txt", txn=b"number %09d" % number, now=at, copied=number % 3 == 0,
        )  # fmt: skip
        _say(str(number))
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
