"""Applicants for the tests: a file, an applicant who is let in, a browser that is signed in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

from wellfounded.claim.written import EXAMPLES
from wellfounded.dossier import files, grants, kinds, members, office, records
from wellfounded.dossier.members import Member
from wellfounded.dossier.records import Draft
from wellfounded.dossier.sealing import Cost
from wellfounded.readings.words import Words
from wellfounded.web.instance import served as instance

CHEAP = Cost(1, 8192)
ALL = ("identity", "claim", "health", "intimate", "disclosed")


@dataclass(frozen=True)
class Someone:
    """An applicant with a file."""

    member: Member
    case: bytes
    code: str
    pin: str


def someone(served: Any, story: str = "osaka-2024", more: tuple[Draft, ...] = ()) -> Someone:
    """A new applicant with a file that tells a story, or nothing yet (`story` empty)."""
    now, lawyer = instance().clock(), served.people["lawyer"]
    until = now + timedelta(days=300)
    case = grants.open_file(served.office, lawyer, "representation", now, until)
    told = records.drafts(tomllib.loads((EXAMPLES / f"{story}.toml").read_text("utf-8"))) if story else []
    if told or more:
        files.append(served.office, lawyer, case, "representation", [*told, *more], office.new_id(), now)
    code, pin = f"{int.from_bytes(office.new_id()) % 10**16:016}", "424242"
    member, _ = members.enrol(served.office, code, "", "applicant", code + pin, now, cost=CHEAP)
    grants.grant(served.office, lawyer, case, member, ALL, "own_case", now=now, until=until)
    return Someone(member, case, code, pin)


def signed_in(one: Someone, lang: str = "en") -> Any:
    """A client of Django in which an applicant is signed in, by number and PIN."""
    from django.test import Client

    client = Client()
    answer = client.post("/enter/", {"code": one.code, "pin": one.pin})
    assert answer.headers["Location"] == "/", answer.content.decode()
    client.get(f"/?lang={lang}")
    return client


def add(served: Any, case: bytes, drafts: list[Draft]) -> None:
    """The lawyer adds records to a file."""
    now = instance().clock()
    files.append(served.office, served.people["lawyer"], case, "representation", drafts, office.new_id(), now)


def letters(served: Any, case: bytes) -> list[Any]:
    """The messages of a file."""
    made = files.read(served.office, served.people["lawyer"], case, "representation", instance().clock(), record=False)
    return list(kinds.standing(made.records, "message"))


def on_today(client: Any, case: bytes, lang: str = "en") -> str:
    """What the page of today says of a case, to a client in which a member is signed in."""
    address = f"/today/?lang={lang}&all=waiting&open={case.hex()}"
    text = Words(lang).say("{count} of your files are not read for today yet. Load this page again.", count="#")
    for _ in range(40):  # a page makes so many sheets at once; the others when it is loaded again
        page = client.get(address).content.decode()
        if max(text.split("#"), key=len).strip() not in unescape(page):
            break
    rows = [row for row in page.split("<li ") if case.hex() in row]
    assert rows, "Nothing is said of this case."
    return "<li ".join(rows)


def let_in_as_relative(served: Any, case: bytes, to: Member) -> None:
    """The lawyer opens a file to an applicant who is a relative of its person."""
    now, lawyer = instance().clock(), served.people["lawyer"]
    until = now + timedelta(days=30)
    grants.grant(served.office, lawyer, case, to, ["claim"], "family", now=now, until=until, as_relative=True)
