"""The cases that `wellfounded today` reads: case files of a folder, or what an office opens to one of its members."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from wellfounded import law as laws
from wellfounded.claim import case_file
from wellfounded.claim.events import Case
from wellfounded.cli.passphrases import passphrase
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.rules.order import LegalOrder

Told = Callable[[], tuple[LegalOrder, Case]]


def cases_of(args: argparse.Namespace, words: Words) -> list[tuple[str, Told]]:
    """Each case by how it is called, with what reads it. Refuses a folder without case files, and an office without
    the name of a member.
    """
    if "://" in args.folder or Path(args.folder).is_file():
        return list(_of_office(args, words))
    if args.login:
        raise BadInput("{folder} is no store of an office: --login is for those.", folder=args.folder)
    folder = Path(args.folder)
    if not folder.is_dir():
        raise BadInput("There is no folder {folder}. Give the folder that holds the case files.", folder=args.folder)
    found = [(path.name, _reader(path)) for path in sorted(folder.glob("*.toml"))]
    if not found:
        text = "The folder {folder} holds no case file (*.toml). `wellfounded new` writes one."
        raise BadInput(text, folder=args.folder)
    return found


def _reader(path: Path) -> Told:
    return lambda: case_file.load(str(path), laws.find)


def _of_office(args: argparse.Namespace, words: Words) -> Iterator[tuple[str, Told]]:
    """The files that are open to a member, by the office's number; no name is told, so no reading is recorded."""
    try:
        from wellfounded.dossier.office import open_office
    except ImportError:
        raise BadInput('The office needs a package that is not installed: pip install "wellfounded[office]".') from None
    from wellfounded.dossier import files, kinds
    from wellfounded.dossier.access import ROLES, Projection
    from wellfounded.dossier.members import sign_in
    from wellfounded.dossier.store import open_store

    if not args.login:
        raise BadInput("Whose days are asked? Write --login and a sign-in name of the office.")

    def told(seen: Projection) -> Told:
        return lambda: files.case_of(seen, laws.find)

    with closing(open_store(args.folder)) as store:
        office = open_office(store, passphrase(words, "Passphrase of the office"))
        by = sign_in(office, args.login, passphrase(words, "Your passphrase", "WELLFOUNDED_MEMBER_PASSPHRASE"))
        done: set[bytes] = set()
        for purpose in sorted(ROLES[by.role].purposes):
            for seen in files.read_all(office, by, purpose, datetime.now(UTC)):
                if seen.case not in done and any(r.kind == "event" for r in seen.records):
                    done.add(seen.case)
                    number = kinds.latest(seen.records, "number").get("number") or seen.case.hex()[:8]
                    yield str(number), told(seen)
