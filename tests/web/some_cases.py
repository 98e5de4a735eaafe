"""Cases made for one test: opened by the lawyer, told from a table, with a person whose name must not come out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from wellfounded.dossier import files, grants, records
from wellfounded.dossier.kinds import draft
from wellfounded.dossier.office import new_id
from wellfounded.dossier.records import Draft
from wellfounded.web.instance import served as instance

NAME = "Zzyzwyn Quorlbrand"
LONG = timedelta(days=300)


def now() -> datetime:
    """A moment ago, so that what is made is there when a page asks."""
    return instance().clock() - timedelta(seconds=5)


def refused(decided: str, complete: str) -> dict[str, Any]:
    """A case of Exemplia that was refused on a day."""
    return {
        "law": "example",
        "complete": complete,
        "event": [
            {"event": "arrived", "day": "2023-01"},
            {"event": "applied", "day": "2023-02-06"},
            {"event": "decided", "day": decided, "notified": decided, "outcome": "refused"},
        ],
    }


def a_case(served: Any, told: dict[str, Any], number: str, *more: Draft) -> bytes:
    """A new file of the lawyer's."""
    lawyer = served.people["lawyer"]
    case = grants.open_file(served.office, lawyer, "representation", now(), now() + LONG)
    drafts = [
        *records.drafts(told),
        draft("number", {"number": number}),
        draft("person", {"name_original": NAME, "latin": NAME, "script": "Latn"}),
        *more,
    ]
    files.append(served.office, lawyer, case, "representation", drafts, new_id(), now())
    return case


def add(served: Any, case: bytes, *drafts: Draft) -> None:
    """More records of a file, made a moment later."""
    later = now() + timedelta(seconds=2)
    files.append(served.office, served.people["lawyer"], case, "representation", drafts, new_id(), later)


def text(client: Client, address: str) -> str:
    """A page as it is."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def said(page: str) -> str:
    """The words of a page, without its picture."""
    without = re.sub(r"<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", without))
