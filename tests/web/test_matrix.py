"""Every role by every address by every compartment: what is not declared open is shut, and no page shows what lies in
a compartment that is not open to who asks.

The table `matrix.csv` says which role may ask which address at all. Where this test finds another table, read the
difference as a reviewer would, and only then write it anew: `WELLFOUNDED_WRITE_MATRIX=1 pytest -k reviewed`.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from wellfounded.dossier import files, grants, members
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.compartments import BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import new_id
from wellfounded.dossier.records import Draft
from wellfounded.dossier.sealing import Cost
from wellfounded.web.instance import served as instance

TABLE = Path(__file__).parent / "matrix.csv"
CANARY = {name: f"Zzyx{name.capitalize()}Canary" for name in COMPARTMENTS}
CHEAP = Cost(1, 64)
PASSPHRASE = "paper lantern river stone"
ROLES_IN_OFFICE = tuple(role for role in ROLES if role != "relative")
PARTS = {
    "rule": "case_stage",
    "token": "nothing",
    "number": "1",
    "paper": "1",
    "order": "jp",
    "id": "0" * 32,
    "grant": "0" * 32,
    "member": "0" * 32,
    "record": "0" * 32,
    "kind": "applied",
    "lang": "en",
    "element": "outside_country",
    "group": "0",
    "section": "contact",
}
"""What stands for the parts of addresses. An address with another part needs an entry here."""


@dataclass(frozen=True)
class Doors:
    """A case with a canary in every compartment, and a member of each role who was let into one compartment."""

    case: bytes
    lawyer: Member
    people: dict[tuple[str, str], Member]

    def address(self, path: str) -> str:
        """An address of a page on the case."""

        def part(found: re.Match[str]) -> str:
            kind, name = found[1], found[2]
            return self.case.hex() if kind == "case" else PARTS[name]

        return "/" + re.sub(r"<(\w+):(\w+)>", part, path)


@pytest.fixture(scope="module")
def doors(served: Any) -> Doors:
    office, now = served.office, instance().clock()
    later = now + timedelta(days=30)

    def enrol(role: str, login: str) -> Member:
        return members.enrol(office, login, f"Member {login}", role, PASSPHRASE, now, cost=CHEAP)[0]

    lawyer, officer = enrol("representative", "matrix-lawyer"), enrol("officer", "matrix-officer")
    case = grants.open_file(office, lawyer, "representation", now, later)
    told = [
        Draft("claim", "head", {"law": "jp", "complete": now.date().isoformat()}),
        Draft("claim", "number", {"number": "Z-1"}),
    ]
    told += [Draft(name, "note", {"text": CANARY[name]}) for name in COMPARTMENTS if name != "deliberation"]
    told += [
        Draft("identity", "person", {"latin": CANARY["identity"]}),
        Draft("claim", "story", {"text": CANARY["claim"]}),
        Draft("intimate", "story", {"text": CANARY["intimate"]}),
        Draft("health", "flag", {"flag": "ill", "note": CANARY["health"]}),
        Draft("intimate", "fact", {"fact": "sexual_orientation", "value": True, "note": CANARY["intimate"]}),
    ]
    files.append(office, lawyer, case, "representation", told, new_id(), now)
    decider = grants.open_file(office, officer, "decision", now, later)
    files.append(
        office, officer, decider, "decision", [Draft("deliberation", "note", {"text": CANARY["deliberation"]})],
        new_id(), now,
    )  # fmt: skip
    people: dict[tuple[str, str], Member] = {}
    for role in ROLES_IN_OFFICE:
        people[role, ""] = enrol(role, f"matrix-{role}-none")
        for name in sorted(ROLES[role].reads - {"deliberation"}):
            people[role, name] = enrol(role, f"matrix-{role}-{name}")
            purpose = sorted(ROLES[role].purposes)[0]
            grants.grant(office, lawyer, case, people[role, name], [name], purpose, now=now, until=later)
    return Doors(case, lawyer, people)


def browser(served: Any, member: Member, login: str = "") -> Any:
    """A client that is signed in; with their private key where `login` is named."""
    from django.test import Client

    from wellfounded.web.accounts.models import Account

    client = Client()
    if login:
        answer = client.post("/sign-in/", {"login": login, "password": PASSPHRASE})
        assert answer.status_code == 302
        return client
    client.force_login(Account.objects.get_or_create(member=member.id.hex())[0])
    return client


def pages() -> Iterator[tuple[Any, str]]:
    """Every page by every method."""
    from django.urls import get_resolver

    from wellfounded.web.gate import PAGES

    assert get_resolver().url_patterns
    for page in PAGES.values():
        for method in page.methods:
            yield page, method


def test_the_table_of_roles_and_addresses_is_the_one_that_was_reviewed(served: Any) -> None:
    rows = [
        [page.path or "/", page.name, page.access.on, method, *("open" if _may(page, role) else "" for role in ROLES)]
        for page, method in sorted(pages(), key=lambda found: (found[0].path, found[1]))
    ]
    head = ["path", "name", "on", "method", *ROLES]
    if os.environ.get("WELLFOUNDED_WRITE_MATRIX"):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows])
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [head, *rows]


def _may(page: Any, role: str) -> bool:
    return page.access.on == "nothing" or role in page.access.roles


def test_no_address_is_reachable_beside_the_table(served: Any) -> None:
    """Every address is a page of the table, or one of a few trees that have their own tests."""
    from django.urls import get_resolver

    from wellfounded.web.gate import PAGES

    own = {page.path for page in PAGES.values()}
    others = {str(found.pattern) for found in get_resolver().url_patterns} - own
    assert others <= {"api/", "sign-in/", "reference/"}, others


@pytest.mark.parametrize("role", ROLES_IN_OFFICE)
def test_a_case_without_a_grant_is_shut_on_every_page(served: Any, doors: Doors, role: str) -> None:
    client = browser(served, doors.people[role, ""])
    for page, method in pages():
        if page.access.on != "case" or role == "auditor":
            continue
        answer = client.generic(method, doors.address(page.path))
        assert answer.status_code == 404, (role, method, page.path)


@pytest.mark.parametrize("role", ROLES_IN_OFFICE)
def test_a_page_that_is_not_for_a_role_is_shut(served: Any, doors: Doors, role: str) -> None:
    client = browser(served, doors.people[role, ""])
    for page, method in pages():
        if page.access.on == "office" and not _may(page, role):
            answer = client.generic(method, doors.address(page.path))
            assert answer.status_code == 404, (role, method, page.path)


def test_nobody_who_is_not_signed_in_gets_past_the_door(served: Any, doors: Doors) -> None:
    from django.test import Client

    for page, method in pages():
        if page.access.on != "nothing":
            answer = Client().generic(method, doors.address(page.path))
            assert answer.status_code == 302, (method, page.path)


@pytest.mark.parametrize("role", ROLES_IN_OFFICE)
def test_no_page_shows_what_lies_in_a_compartment_that_is_shut(served: Any, doors: Doors, role: str) -> None:
    for (of, name), member in doors.people.items():
        if of != role or not name:
            continue
        client = browser(served, member, f"matrix-{role}-{name}" if name in BY_MEMBERS else "")
        shut = [CANARY[other] for other in COMPARTMENTS if other != name]
        for page, method in pages():
            if not _may(page, role):
                continue
            answer = client.generic(method, doors.address(page.path))
            assert answer.status_code < 500, (role, name, method, page.path)
            body = answer.getvalue().decode("utf-8", "replace") + str(answer.headers)
            assert not [word for word in shut if word in body], (role, name, method, page.path)


@pytest.mark.parametrize("role", ROLES_IN_OFFICE)
def test_no_token_shows_what_lies_in_a_compartment_that_is_shut(served: Any, doors: Doors, role: str) -> None:
    """A program of a member who may read it all, with a token for one compartment."""
    from django.test import Client

    from wellfounded.web.api import tokens

    now = instance().clock()
    for (of, name), member in doors.people.items():
        if of != role or not name or name in BY_MEMBERS:
            continue
        token = tokens.make(member, [name], True, now, now + timedelta(hours=1))
        program = Client(headers={"Authorization": f"Bearer {token}"})
        shut = [CANARY[other] for other in COMPARTMENTS if other != name]
        for purpose in sorted(ROLES[role].purposes):
            for what in ("records", "line", "access"):
                asked = f"/api/cases/{doors.case.hex()}/{what}?purpose={purpose}&on=2024-07-05"
                body = program.get(asked).content.decode()
                assert not [word for word in shut if word in body], (role, name, what)


def test_the_canaries_are_seen_by_who_may(served: Any, doors: Doors) -> None:
    """Otherwise the test before would say nothing."""
    client = browser(served, doors.lawyer, "matrix-lawyer")
    bodies = ""
    for page, method in pages():
        if page.access.on == "case" and method == "GET" and _may(page, "representative"):
            bodies += client.get(doors.address(page.path)).getvalue().decode("utf-8", "replace")
    assert CANARY["identity"] in bodies
    assert CANARY["claim"] in bodies
    assert CANARY["intimate"] in bodies
