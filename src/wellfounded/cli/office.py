"""`wellfounded office`: an office's store, its backups, its log, its keys."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.cli.opening import print_json, words_of, write_whole
from wellfounded.cli.passphrases import passphrase
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words

if TYPE_CHECKING:
    from wellfounded.dossier.store import Store

NEEDS = 'The office needs a package that is not installed: pip install "wellfounded[office]".'


def run(args: argparse.Namespace) -> int:
    """Do what was asked of an office."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise BadInput(NEEDS) from None
    from wellfounded.dossier.store import open_store

    with closing(open_store(args.store)) as store:
        return COMMANDS[args.what](args, words_of(args), store)


def _said(args: argparse.Namespace, words: Words, told: dict[str, object], sentence: str, **values: object) -> int:
    """The answer, as data or as a sentence."""
    if args.json:
        print_json({"contract": 1, **told})
    else:
        print(words.say(sentence, **values))
    return 0


def _shares(args: argparse.Namespace, words: Words, shares: tuple[str, ...]) -> None:
    """Print the shares, or write each into a file of its own, readable by its owner alone."""
    if args.shares:
        import os

        folder = Path(args.shares)
        for number, share in enumerate(shares, 1):
            try:
                handle = os.open(folder / f"share-{number}.txt", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except OSError as error:
                raise BadInput("{path} cannot be written: {why}.", path=args.shares, why=error.strerror or "") from None
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(share + "\n")
    elif not args.json:
        text = "Three shares, to print and keep in three places. Any two open the office if its passphrase is lost:"
        print(words.say(text))
        for share in shares:
            print(f"  {share}")


def _now() -> datetime:
    return datetime.now(UTC)


def _init(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.office import create

    chosen = passphrase(words, "Passphrase of the office", new=True)
    office, printed = create(store, chosen, args.name)
    _shares(args, words, printed.shares)
    told: dict[str, object] = {"store": args.store, "key": office.key}
    if not args.shares:
        told["shares"] = list(printed.shares)
    return _said(args, words, told, "The office is made. Its public key, for those who verify: {key}", key=office.key)


def _backup(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.keeping import backup

    events = backup(store, args.output)
    told: dict[str, object] = {"backup": args.output, "events": events}
    return _said(args, words, told, "{count} events are in {path}, as sealed as in the store.",
                 count=events, path=args.output)  # fmt: skip


def _restore(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.keeping import erase_again, restore
    from wellfounded.dossier.office import open_office

    gone: list[tuple[bytes, list[str]]] = []
    if args.erased:
        try:
            listed = json.loads(Path(args.erased).read_text(encoding="utf-8"))["erased"]
            gone = [(bytes.fromhex(entry["case"]), list(entry["compartments"])) for entry in listed]
        except (OSError, ValueError, KeyError, TypeError):
            raise BadInput("{path} is not a list of what was erased.", path=args.erased) from None
    events = restore(args.backup, store)
    if gone:
        office = open_office(store, passphrase(words, "Passphrase of the office"))
        erase_again(office, gone, _now())
    told: dict[str, object] = {"store": args.store, "events": events, "erased_again": len(gone)}
    return _said(args, words, told, "{count} events are restored.", count=events)


def _verify(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier import logbook
    from wellfounded.dossier.office import open_office
    from wellfounded.dossier.verify import said

    signed = ""
    if args.sign:
        signed = logbook.checkpoint(open_office(store, passphrase(words, "Passphrase of the office")), _now())
    elif args.output:
        signed = logbook.last(store)
    kept = ""
    if args.checkpoint:
        try:
            kept = Path(args.checkpoint).read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise BadInput("There is no checkpoint in {path}.", path=args.checkpoint) from None
    report = logbook.examine(store, args.key or "", kept)
    if args.output:
        write_whole(Path(args.output), signed.encode())
    if args.json:
        print_json(
            {
                "contract": 1,
                "whole": not report.faults,
                "faults": list(report.faults),
                "events": report.events,
                "chains": report.chains,
                "logged": report.leaves,
                "waiting": report.pending,
                "checkpoints": report.checkpoints,
            }
        )
    else:
        print(said(report), end="")
    return 1 if report.faults else 0


def _case(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise BadInput("{found} is not the number of a case: 32 digits and letters a to f.", found=text) from None


def _erase(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.keeping import erase, erased
    from wellfounded.dossier.office import open_office

    office = open_office(store, passphrase(words, "Passphrase of the office"))
    keys = erase(office, None, _case(args.case), args.reason, _now(), args.compartment)
    if args.output:
        gone = [{"case": case.hex(), "compartments": list(names)} for case, names in erased(office)]
        write_whole(Path(args.output), json.dumps({"contract": 1, "erased": gone}).encode())
    text = (
        "{count} keys are destroyed: what they opened opens for nobody. Backups made before hold them until they are "
        "destroyed too, or until `wellfounded office rotate` and the old passphrase and shares are gone."
    )
    return _said(args, words, {"case": args.case, "keys": keys}, text, count=keys)


def _rotate(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.office import rotate

    old = passphrase(words, "Passphrase of the office")
    new = passphrase(words, "New passphrase of the office", "WELLFOUNDED_NEW_PASSPHRASE", new=True)
    printed = rotate(store, old, new, _now())
    _shares(args, words, printed.shares)
    told: dict[str, object] = {} if args.shares else {"shares": list(printed.shares)}
    return _said(args, words, told, "The office has a new key. The old passphrase and the old shares open nothing.")


def _recover(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.office import recover

    shares = [passphrase(words, f"Share {place} of 2", f"WELLFOUNDED_SHARE_{place}") for place in (1, 2)]
    new = passphrase(words, "New passphrase of the office", "WELLFOUNDED_NEW_PASSPHRASE", new=True)
    recover(store, shares, new, _now())
    return _said(args, words, {}, "The office opens with its new passphrase. The use of the shares is on record.")


def _enrol(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.members import enrol
    from wellfounded.dossier.office import open_office

    office = open_office(store, passphrase(words, "Passphrase of the office"))
    own = passphrase(words, "Passphrase of the new member", "WELLFOUNDED_MEMBER_PASSPHRASE", new=True)
    member, printed = enrol(office, args.login, args.name, args.role, own, _now())
    told: dict[str, object] = {"member": member.id.hex(), "printed_key": printed}
    return _said(args, words, told, "Taken in. The printed key, to keep on paper: {key}", key=printed)


def _bundle(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier import bundle, files
    from wellfounded.dossier.members import sign_in
    from wellfounded.dossier.office import open_office

    office = open_office(store, passphrase(words, "Passphrase of the office"))
    own = passphrase(words, "Your passphrase", "WELLFOUNDED_MEMBER_PASSPHRASE")
    by, case, now = sign_in(office, args.login, own), _case(args.case), _now()
    sealing = passphrase(words, "Passphrase of the bundle", "WELLFOUNDED_BUNDLE_PASSPHRASE", new=True)
    names = args.compartment or bundle.default(files.read(office, by, case, args.purpose, now).compartments)
    raw = bundle.export(office, by, case, args.purpose, names, now, passphrase=sealing)
    write_whole(Path(args.output), raw)
    told: dict[str, object] = {"bundle": args.output, "compartments": names}
    return _said(args, words, told, "The case is sealed in {path}: {names}.", path=args.output, names=", ".join(names))


COMMANDS: dict[str, Callable[[argparse.Namespace, Words, Store], int]] = {
    "init": _init,
    "backup": _backup,
    "restore": _restore,
    "verify": _verify,
    "erase": _erase,
    "rotate": _rotate,
    "recover": _recover,
    "enrol": _enrol,
    "bundle": _bundle,
}
