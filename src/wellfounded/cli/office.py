"""`wellfounded office`: an office's store, its backups, its log, its keys."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

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


@contextmanager
def _places(args: argparse.Namespace) -> Iterator[list[IO[str]]]:
    """The files of shares, claimed before anything is done: shares that nobody can write down would be lost. Each is
    readable by its owner alone; taken back where nothing came of it.
    """
    made: list[Path] = []
    files: list[IO[str]] = []
    try:
        for number in range(1, 4) if args.shares else ():
            path = Path(args.shares) / f"share-{number}.txt"
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except OSError as error:
                raise BadInput("{path} cannot be written: {why}.", path=str(path), why=error.strerror or "") from None
            made.append(path)
            files.append(os.fdopen(handle, "w", encoding="utf-8"))
        yield files
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    finally:
        for file in files:
            with suppress(OSError):
                file.close()


def _shares(words: Words, shares: tuple[str, ...], files: list[IO[str]], as_json: bool) -> dict[str, object]:
    """Write each share into its file; or print them, also where a file could not be written to its end. Gives what
    goes into an answer as data.
    """
    try:
        for share, file in zip(shares, files, strict=False):
            file.write(share + "\n")
            file.flush()
            os.fsync(file.fileno())
        if files:
            return {}
    except OSError:
        print(words.say("The files of the shares could not be written. Here they are instead:"), file=sys.stderr)
    if as_json:
        return {"shares": list(shares)}
    text = "Three shares, to print and keep in three places. Any two open the office if its passphrase is lost:"
    print(words.say(text))
    for share in shares:
        print(f"  {share}")
    return {}


def _ready(path: str) -> None:
    """Refuse a file that cannot be written, before anything is done."""
    place = Path(path)
    if not place.parent.is_dir():
        text = "There is no folder {folder} to write to. Make it first, or name a file elsewhere."
        raise BadInput(text, folder=str(place.parent))
    if place.is_dir():
        raise BadInput("{path} is a folder. Name a file to write.", path=path)
    if not os.access(place.parent, os.W_OK):
        raise BadInput("{path} cannot be written: {why}.", path=path, why=os.strerror(errno.EACCES))


def _now() -> datetime:
    return datetime.now(UTC)


def _init(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.office import create

    with _places(args) as files:
        chosen = passphrase(words, "Passphrase of the office", new=True)
        office, printed = create(store, chosen, args.name)
        told: dict[str, object] = {"store": args.store, "key": office.key}
        told |= _shares(words, printed.shares, files, args.json)
    return _said(args, words, told, "The office is made. Its public key, for those who verify: {key}", key=office.key)


def _backup(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.keeping import backup

    events = backup(store, args.output)
    told: dict[str, object] = {"backup": args.output, "events": events}
    return _said(args, words, told, "{count} events are in {path}, as sealed as in the store.",
                 count=events, path=args.output)  # fmt: skip


def _restore(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.keeping import restore

    listed, chosen = b"", ""
    if args.erased:
        try:
            listed = Path(args.erased).read_bytes()
        except OSError:
            raise BadInput("{path} is not a list of what was erased.", path=args.erased) from None
        if not listed:
            raise BadInput("{path} is not a list of what was erased.", path=args.erased)
        chosen = passphrase(words, "Passphrase of the office on the day of the backup")
    made = restore(args.backup, store, _now(), chosen, listed)
    told: dict[str, object] = {"store": args.store, "events": made.events, "erased_again": made.erased}
    if args.erased:
        text = (
            "{count} events are restored. What was erased since the backup is erased here too; files concerned: "
            "{files}. Now ask `wellfounded office verify`."
        )
    else:
        text = (
            "{count} events are restored. What was erased since the backup is open again here: if anything was, "
            "destroy this restored store, and restore once more with --erased. Now ask `wellfounded office verify`."
        )
    return _said(args, words, told, text, count=made.events, files=made.erased)


def _verify(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier import logbook
    from wellfounded.dossier.office import open_office
    from wellfounded.dossier.verify import said

    signed = ""
    if args.output:
        _ready(args.output)
    if args.sign:
        signed = logbook.checkpoint(open_office(store, passphrase(words, "Passphrase of the office")), _now())
    elif args.output:
        signed = logbook.last(store)
        if not signed:
            raise BadInput("Nothing is signed yet. Ask with --sign.")
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
                "papers": report.papers,
            }
        )
    else:
        print(said(report), end="")
    return 1 if report.faults else 0


def _case(text: str) -> bytes:
    if len(text) == 32 and all(sign in "0123456789abcdefABCDEF" for sign in text):
        return bytes.fromhex(text)
    raise BadInput("{found} is not the number of a case: 32 digits and letters a to f.", found=text)


def _hold(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier import keeping
    from wellfounded.dossier.office import open_office

    case = _case(args.case)
    _reason(args)
    office = open_office(store, passphrase(words, "Passphrase of the office"))
    if args.what == "hold":
        keeping.hold(office, None, case, args.reason, _now())
        text = "A legal hold lies on the case {case}: nothing of it can be erased until it is taken off."
    else:
        keeping.release(office, None, case, args.reason, _now())
        text = "No legal hold lies on the case {case} any more. It can be erased."
    return _said(args, words, {"case": args.case, "held": args.what == "hold"}, text, case=args.case)


def _reason(args: argparse.Namespace) -> None:
    if not args.reason.strip():
        raise BadInput("Say why in --reason, for the record.")


def _erase(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.keeping import erase, erased_list
    from wellfounded.dossier.office import open_office

    case = _case(args.case)
    _reason(args)
    if args.output:
        _ready(args.output)
    office = open_office(store, passphrase(words, "Passphrase of the office"))
    keys = erase(office, None, case, args.reason, _now(), args.compartment)
    if args.output:
        write_whole(Path(args.output), erased_list(office))
    if not keys:
        text = "Nothing was left to erase of the case {case}: it was erased before, or was never begun."
    elif args.output:
        text = (
            "What was chosen of the case {case} opens for nobody any more; keys destroyed: {count}. Backups made "
            "before still open it until they are destroyed, by 35 days from now. The list that a restore needs is in "
            "{path}."
        )
    else:
        text = (
            "What was chosen of the case {case} opens for nobody any more; keys destroyed: {count}. Backups made "
            "before still open it until they are destroyed, by 35 days from now. Ask once more with -o FILE for the "
            "list that a restore needs."
        )
    told: dict[str, object] = {"case": args.case, "keys": keys}
    return _said(args, words, told, text, case=args.case, count=keys, path=args.output)


def _rotate(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier.office import rotate

    with _places(args) as files:
        old = passphrase(words, "Passphrase of the office")
        new = passphrase(words, "New passphrase of the office", "WELLFOUNDED_NEW_PASSPHRASE", new=True)
        told = _shares(words, rotate(store, old, new, _now()).shares, files, args.json)
    return _said(args, words, told, "The office has a new key. The old passphrase and the old shares open nothing.")


def _recover(args: argparse.Namespace, words: Words, store: Store) -> int:
    from wellfounded.dossier import members
    from wellfounded.dossier.office import open_office, recover

    if args.login:
        office = open_office(store, passphrase(words, "Passphrase of the office"))
        paper = passphrase(words, "Printed key of the member", "WELLFOUNDED_PRINTED_KEY")
        own = passphrase(words, "New passphrase of the member", "WELLFOUNDED_MEMBER_PASSPHRASE", new=True)
        _, printed = members.recover(office, args.login, paper, own, _now())
        text = (
            "The member signs in with the new passphrase. The old printed key opens nothing any more; print this one: "
            "{key}"
        )
        return _said(args, words, {"printed_key": printed}, text, key=printed)
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

    _ready(args.output)
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
    "hold": _hold,
    "release": _hold,
    "erase": _erase,
    "rotate": _rotate,
    "recover": _recover,
    "enrol": _enrol,
    "bundle": _bundle,
}
