"""`wellfounded serve`: the website of an office."""

from __future__ import annotations

import argparse
import ipaddress
import os
import signal
import socket
import time
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.cli.opening import words_of
from wellfounded.cli.passphrases import passphrase
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words

if TYPE_CHECKING:
    from wellfounded.dossier.office import Office

NEEDS = 'The website needs packages that are not installed: pip install "wellfounded[web]".'
FOLDER = "demonstration"
PATIENCE = 60.0
"""Seconds in which the website must answer, when it is only checked."""


def run(args: argparse.Namespace) -> int:
    """Serve an office until told to stop; with `--check` ask its front page once, with `--tables` make its tables."""
    try:
        import allauth  # noqa: F401
        import gunicorn  # noqa: F401
    except ImportError:
        raise BadInput(NEEDS) from None
    from wellfounded.web import server
    from wellfounded.web.instance import Instance

    words, loopback = words_of(args), _loopback(args.host)
    _refuse(args, loopback)
    sock = None if args.tables else server.listening(args.host, args.port)
    try:
        store, office = _opened(args, words)
    except BadInput:
        if sock:
            sock.close()
        raise
    accounts = store if "://" in store else f"{store}.accounts"
    hosts = tuple(args.name or ()) or ("127.0.0.1", "localhost", "[::1]")
    second = frozenset(args.second_factor or ())
    instance = Instance(office, accounts, hosts, args.https, args.demonstration, second_factor=second,
                        scanner=args.scanner, telephone=args.telephone)  # fmt: skip
    application = server.set_up(instance)
    _private(accounts)
    server.migrate()
    office.store.close()
    if sock is None:
        print(words.say("The tables of the website are there and of this version."))
        return 0
    if args.check:
        return _checked(words, application, sock, args)
    _announce(words, args, loopback)
    server.run(application, sock, args.processes, args.threads)
    return 0


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(args: argparse.Namespace, loopback: bool) -> None:
    """What is not done, before anything is opened."""
    from wellfounded.dossier.access import ROLES

    if args.store is None and not args.demonstration:
        raise BadInput("Which office is to be served? Name its store, or write --demonstration.")
    if args.demonstration and not loopback:
        raise BadInput("The demonstration has no secrets and is for this machine alone. Leave --host out.")
    if not loopback and not args.https:
        raise BadInput("Beyond this machine the website is reached over HTTPS only. Put a proxy before it, and write "
                       "--https and --name.")  # fmt: skip
    if args.https and not args.name:
        raise BadInput("Under which name is the website asked? Write it as --name office.example.org.")
    for role in args.second_factor or ():
        if role not in ROLES:
            raise BadInput("{role} is not a role. Write one of: {roles}.", role=role, roles=", ".join(ROLES))


def _opened(args: argparse.Namespace, words: Words) -> tuple[str, Office]:
    from wellfounded.dossier.office import open_office
    from wellfounded.dossier.store import open_store
    from wellfounded.web.demonstration import demonstration

    if args.demonstration:
        folder = Path(args.store or FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return str(folder / "office.db"), demonstration(str(folder / "office.db"), datetime.now(UTC))
    store = open_store(args.store)
    with store.reading(office=True):
        pass  # a store that is not there is said before a passphrase is asked for
    return args.store, open_office(store, passphrase(words, "Passphrase of the office"))


def _private(accounts: str) -> None:
    """The file of accounts is its owner's alone, as the store is."""
    if "://" not in accounts:
        os.close(os.open(accounts, os.O_CREAT | os.O_WRONLY, 0o600))


def _announce(words: Words, args: argparse.Namespace, loopback: bool) -> None:
    if args.https:
        print(words.say("The website is at {address}", address=f"https://{args.name[0]}/"))
    else:
        # Passkeys need a name; an address in numbers has none.
        shown = "localhost" if args.host == "127.0.0.1" else args.host
        print(words.say("The website is at {address}", address=f"http://{shown}:{args.port}/"))
    if not loopback:
        print(words.say("It listens on {host}: whoever reaches that address reaches the page to sign in. Let only the "
                        "proxy reach it.", host=args.host))  # fmt: skip
    if args.demonstration:
        _invented(words)
    print(words.say("Ctrl+C ends it."), flush=True)


def _invented(words: Words) -> None:
    from wellfounded.web import demonstration

    print(words.say("A demonstration: every person in it is invented. Its key lies beside its store, so it protects "
                    "nothing: write nothing true into it."))  # fmt: skip
    print(words.say("Sign in as:"))
    for person in demonstration.PEOPLE:
        print(f"  {person.login:15} {person.role}")
    print(words.say("Everybody's passphrase: {passphrase}", passphrase=demonstration.PASSPHRASE))
    grouped = " ".join(demonstration.CODE[at : at + 4] for at in range(0, 16, 4))
    print(
        words.say(
            "The applicant of the story, on the front page: number {code}, PIN {pin}",
            code=grouped,
            pin=demonstration.PIN,
        )
    )


def _checked(words: Words, application: object, sock: socket.socket, args: argparse.Namespace) -> int:
    """Start in a process beside this one, ask the front page once, end."""
    from wellfounded.web import server

    child = os.fork()
    if child == 0:
        server.run(application, sock, 1, 1)
        os._exit(0)
    found = _asked(args)
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    sock.close()
    if found != 200:
        raise BadInput("The website did not answer as it should ({found}).", found=found or "nothing came")
    print(words.say("The website started, its front page answered, and it ended."))
    return 0


def _asked(args: argparse.Namespace) -> int:
    until, name = time.monotonic() + PATIENCE, (args.name or ("localhost",))[0]
    while time.monotonic() < until:
        asking = HTTPConnection(args.host, args.port, timeout=PATIENCE)
        try:
            asking.request("GET", "/", headers={"Host": name, **({"X-Forwarded-Proto": "https"} if args.https else {})})
            return asking.getresponse().status
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            asking.close()
    return 0
