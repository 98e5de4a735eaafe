"""A writer that is killed: appends to a file and says on its output what was acknowledged."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from wellfounded.dossier import files, members, office
from wellfounded.dossier.records import Draft
from wellfounded.dossier.store import open_store


def main(address: str, passphrase: str, case: str, first: int) -> None:
    """Append three records at a time, in two compartments, under numbers that a retry uses again."""
    made = office.open_office(open_store(address), passphrase)
    lawyer = members.sign_in(made, "lawyer", "passphrase of lawyer")
    number = first
    while True:
        drafts = [Draft(name, "note", {"number": number, "part": part}) for part, name in enumerate(
            ("claim", "claim", "health"))]  # fmt: skip
        files.append(
            made, lawyer, bytes.fromhex(case), "representation", drafts, b"number %09d" % number,
            datetime(2026, 11, 23, 13, tzinfo=UTC),
        )  # fmt: skip
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
