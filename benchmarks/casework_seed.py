"""A store filled with invented cases, for a load test of the website: sealed, chained and signed as an office does it.

    createdb -h 127.0.0.1 -U postgres casework
    python benchmarks/casework_seed.py postgresql://postgres@127.0.0.1:5432/casework
    python benchmarks/casework_seed.py office.db --cases 5000 --members 5

By default 100,000 cases of about 20 events: 50 members (representatives) lead 125 live cases each, which stand as on
the day of the run, with days about to pass; the rest are old files, whose grants to former members have ended. Each is
one of the invented cases of the demonstration office, or the case of the story moved in time, and says in its title
that it is invented. `--cases`, `--members`, `--live` and `--processes` change the numbers; the same `--seed` tells the
same cases, under other keys. The log is signed as it grows, so that `wellfounded office verify` passes at the end.

The office opens with `OFFICE`, every member signs in with `MEMBER`; `sign_in_names` lists them. These passphrases
protect nothing, and a guess at one costs nothing: such a store is for measuring alone.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from multiprocessing import get_context
from typing import Any

from wellfounded.claim.written import find, parse_toml, read_text
from wellfounded.dossier import logbook, members, office
from wellfounded.dossier.access import ROLES, Grant
from wellfounded.dossier.chains import Chain, content, sealed_events
from wellfounded.dossier.compartments import ACCESS, BY_MEMBERS, CLAIM
from wellfounded.dossier.grants import doors, granted
from wellfounded.dossier.kinds import draft
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.records import Draft, drafts, plain
from wellfounded.dossier.sealing import Cost, new_key, wrap
from wellfounded.dossier.store import open_store
from wellfounded.dossier.verify import FIRST
from wellfounded.web.demonstrations.cases import INVENTED, records

OFFICE = "a benchmark and nothing else"
MEMBER = "nobody is behind this name"
CHEAP = Cost(1, 64)
EVENTS = 20
TOGETHER = 250
"""Cases in one transaction."""
SIGN = 100_000
"""The log is signed whenever about so many events wait."""
PURPOSE = "representation"
LONG = timedelta(days=3000)
WORDS = ("the hearing was moved", "a letter came", "she brought photographs", "ask the interpreter", "from the bureau")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the store is to hold."""

    cases: int
    members: int
    live: int
    seed: int
    now: datetime


def sign_in_names(count: int = 50) -> list[str]:
    """The sign-in names of the members who lead live cases. All have the passphrase `MEMBER`."""
    return [f"member{number:03}" for number in range(1, count + 1)]


# Cases.


@cache
def _story() -> dict[str, Any]:
    told: dict[str, Any] = plain(parse_toml(read_text(find("osaka-2024")), "osaka-2024.toml"))
    return told


def _moved(value: Any, months: int) -> Any:
    """A day, or a range of days, so many months later; anything else as it is."""
    if isinstance(value, str) and value[:1] == "[":
        low, high = value.strip("[]").split("..")
        return f"[{_moved(low, months)}..{_moved(high, months)}]"
    if not isinstance(value, str) or len(value) not in (7, 10) or not value[:4].isdecimal() or value[4] != "-":
        return value
    count = int(value[:4]) * 12 + int(value[5:7]) - 1 + months
    day = value[7:] if value[8:] <= "28" else "-28"
    return f"{count // 12:04}-{count % 12 + 1:02}{day}"


def _story_moved(chance: random.Random, today: date) -> list[Draft]:
    """The story's case, moved so that some step of it lies about today, and told up to there."""
    told = _story()
    steps = told["event"]
    upto = chance.randint(3, len(steps))
    last = str(steps[upto - 1]["day"]).strip("[]")[:7]
    months = (today.year - int(last[:4])) * 12 + today.month - int(last[5:7]) - 1
    events = [{key: _moved(value, months) for key, value in event.items()} for event in steps[:upto]]
    facts = [dict(fact) for fact in told.get("fact", []) if "since" not in fact]
    head = {"law": "jp", "title": "Somebody (invented)", "complete": today.isoformat()}
    return drafts({**head, "event": events, "fact": facts if upto == len(steps) else []})


def told(chance: random.Random, number: int, today: date) -> list[Draft]:
    """The records of an invented case on a day, filled up with notes to about twenty."""
    which = chance.randrange(len(INVENTED) + 2)
    made = records(INVENTED[which], today) if which < len(INVENTED) else _story_moved(chance, today)
    made.append(draft("number", {"number": f"B-{number:06}"}))
    made.append(draft("task", {"what": "call back (invented)", "by": (today + timedelta(9)).isoformat()}))
    wanted = EVENTS - 2 + chance.randint(-3, 3)
    while len(made) < wanted:
        text = " ".join(chance.choices(WORDS, k=chance.randint(3, 15)))
        made.append(draft("story" if chance.random() < 0.3 else "note", {"text": f"(invented) {text}"}, CLAIM))
    return made


# Sealing, many at a time.


def _rows(
    made: Office, case: bytes, lead: Member, drafted: Sequence[Draft], since: datetime, until: datetime
) -> Iterator[tuple[str, list[Any]]]:
    """The rows of a case that a member opened and wrote, by table: as `open_file` and `append` make them."""
    at, role = moment(since), ROLES[lead.role]
    opens = (role.reads | role.writes) - BY_MEMBERS
    grant = Grant(os.urandom(16), case, lead.id, lead.role, opens, PURPOSE, at, moment(until))
    contents = {ACCESS: [("opened", {"body": {}}), ("granted", {"body": granted(grant)})]}
    for order, one in enumerate(drafted):
        contents.setdefault(one.compartment, []).append(content(one, order))
    number = os.urandom(16)
    yield "door", doors(made, grant)
    for name, told in contents.items():
        key = new_key()
        yield "compartment_key", [(case, name, b"", wrap(made.under(case, name), key))]
        txn = bytes(16) if name == ACCESS else number
        events = sealed_events(made, Chain(case, name, key), told, at, lead.id, txn, (0, FIRST))
        yield "event", events
        yield "pending", [(e[8], e[0], e[1], e[2]) for e in events]
    yield "done", [(number, made.keyed(b"seeded", number))]


_OPEN: list[tuple[Office, list[Member], list[Member]]] = []


def _begin(address: str, live: int) -> None:
    made = office.open_office(open_store(address), OFFICE)
    everyone = {member.name: member for member in members.members(made)}
    names = [f"{name} (invented)" for name in sign_in_names(live)]
    leads = [everyone[name] for name in names]
    _OPEN.append((made, leads, [m for m in everyone.values() if m.name.startswith("former")]))


def _write(job: tuple[Wanted, int, int]) -> int:
    """Seal and add the cases from one number up to another; gives how many events they have."""
    wanted, first, end = job
    made, leads, former = _OPEN[0]
    chance = random.Random(f"{wanted.seed} {first}")
    together: dict[str, list[Any]] = {}
    for number in range(first, end):
        if number < wanted.members * wanted.live:
            lead, age = leads[number % wanted.members], chance.randint(0, 20)
            since, until = wanted.now - timedelta(days=age + 1), wanted.now + LONG
        else:
            lead, age = chance.choice(former), chance.randint(700, 4000)
            since, until = wanted.now - timedelta(days=age), wanted.now - timedelta(days=chance.randint(30, 600))
        drafted = told(chance, number, (wanted.now - timedelta(days=age)).date())
        for table, added in _rows(made, os.urandom(16), lead, drafted, since, until):
            together.setdefault(table, []).extend(added)
    with made.store.writing(office=True) as rows:
        rows.put(together)
    return len(together["event"])


def seed(address: str, wanted: Wanted, processes: int) -> None:
    """Make the office and fill it; say how far it is."""
    made, _ = office.create(open_store(address), OFFICE, "benchmark", CHEAP)
    for login in sign_in_names(wanted.members):
        members.enrol(made, login, f"{login} (invented)", "representative", MEMBER, wanted.now, cost=CHEAP)
    for number in range(max(1, wanted.cases // 500)):
        name = f"former{number:04}"
        members.enrol(made, name, f"{name} (invented)", "representative", MEMBER, wanted.now, cost=CHEAP)
    jobs = [(wanted, n, min(n + TOGETHER, wanted.cases)) for n in range(0, wanted.cases, TOGETHER)]
    start, events, waiting = time.perf_counter(), 0, 0
    with get_context("spawn").Pool(processes, _begin, (address, wanted.members)) as pool:
        for number, added in enumerate(pool.imap_unordered(_write, jobs), 1):
            events, waiting = events + added, waiting + added
            if waiting >= SIGN or number == len(jobs):
                logbook.checkpoint(made, wanted.now)
                waiting = 0
                took = time.perf_counter() - start
                print(f"{number * TOGETHER:>9,} cases {events:>11,} events {took:>7.0f} s", flush=True)
    made.store.close()


def main() -> None:
    """Fill a store, and say what is in it and how to sign in."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("address", help="a new file, or the postgresql:// address of an empty database")
    for name, number in (("cases", 100_000), ("members", 50), ("live", 125), ("processes", 2), ("seed", 1)):
        asked.add_argument(f"--{name}", type=int, default=number)
    args = asked.parse_args()
    wanted = Wanted(args.cases, args.members, args.live, args.seed, datetime.now(UTC))  # noqa: TID251
    embedded = not args.address.startswith(("postgresql://", "postgres://"))
    seed(args.address, wanted, 1 if embedded else args.processes)
    with open_store(args.address).reading(office=True) as rows:
        counts = {table: rows.all(f"SELECT count(*) FROM {table}")[0][0] for table in ("event", "member", "leaf")}
    names = sign_in_names(args.members)
    print(f"{args.cases:,} invented cases, {counts['event']:,} events, {counts['leaf']:,} of them in the signed log")
    print(f"{len(names)} members with {args.live} live cases each: {names[0]} to {names[-1]}, passphrase: {MEMBER}")
    print(f"the office opens with: {OFFICE}")


if __name__ == "__main__":
    main()
