"""S1: nearest first, counted and cited, and no name before a row is opened, in what is seen and in what is sent."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, cast

import pytest
from django.test import Client

from tests.web.some_cases import NAME, a_case, add, now, refused, said, text
from wellfounded import law as laws
from wellfounded.claim.case_file import read
from wellfounded.claim.written import Lines
from wellfounded.dossier import files
from wellfounded.dossier.access import Projection
from wellfounded.dossier.kinds import draft
from wellfounded.readings.words import Words
from wellfounded.web.lines.day_sheet import day_sheet
from wellfounded.web.lines.sheets import Sheet
from wellfounded.web.lines.worklist import For, Worklist, worklist
from wellfounded.web.pages.today import FIRST, first_rows

TODAY = date(2026, 11, 23)
ME = "11" * 16


@pytest.fixture(scope="module")
def client(served: Any) -> Client:
    """The lawyer's browser."""
    return cast(Client, served.sign_in("lawyer"))


def _sheet(number: int, decided: str, complete: str = "2026-11-23", on: date = TODAY) -> Sheet:
    law = laws.find("example")
    case = bytes([number]) * 16
    seen = Projection(case, "representative", "representation", ("claim",), (), (), "")
    return Sheet(case, "representation", day_sheet(law, read(refused(decided, complete), law, Lines("")), seen, on))


def _list(*sheets: Sheet, lang: str = "en") -> Any:
    return worklist(sheets, For(ME, TODAY, "2026-11-20", Words(lang), Words(lang)))


def test_last_days_stand_nearest_first_with_how_they_were_counted() -> None:
    made = _list(_sheet(1, "2026-11-20"), _sheet(2, "2026-11-10"), _sheet(3, "2026-11-16"))
    assert [one["row"]["number"][:2] for one in made.days] == ["02", "03", "01"]
    first = made.days[0]
    assert (first["day"], first["left"], first["near"]) == (date(2026, 11, 24), 1, True)
    assert (
        first["served"] == read(refused("2026-11-10", "2026-11-23"), laws.find("example"), Lines("")).events[2].notified
    )
    assert first["counting"][-1] == "24 November 2026 (Tuesday) is the last day"
    assert first["cites"]
    assert [one["near"] for one in made.days[1:]] == [False, False]


def test_the_same_sheet_is_said_in_any_language() -> None:
    sheet = _sheet(1, "2026-11-10")
    assert "2026年11月24日" in _list(sheet, lang="ja").days[0]["counting"][-1]


def test_a_day_that_passed_unused_is_said_and_one_that_was_used_is_not() -> None:
    assert [one["what"] for one in _list(_sheet(1, "2026-11-02")).passed] == ["Appeal to the court"]
    law = laws.find("example")
    used = refused("2026-11-02", "2026-11-23")
    used["event"].append({"event": "appealed", "day": "2026-11-05"})
    seen = Projection(b"2" * 16, "representative", "representation", ("claim",), (), (), "")
    told = day_sheet(law, read(used, law, Lines("")), seen, TODAY)
    assert told["passed"] == []


def test_removal_that_is_stopped_until_a_day_is_said_before_it() -> None:
    (turn,) = _list(_sheet(1, "2026-11-10")).removal
    assert (turn["day"], turn["ends"]) == (date(2026, 11, 25), True)
    assert turn["before"] == "Removal stopped by law"


def test_a_file_that_was_not_brought_up_to_date_is_named() -> None:
    assert [row["number"] for row in _list(_sheet(1, "2026-11-10", "2026-11-12")).behind] == ["01010101"]


def test_no_name_is_sent_before_a_row_is_opened(served: Any, client: Client) -> None:
    today = now().date()
    day = (today + timedelta(5)).isoformat()
    case = a_case(
        served,
        refused(today.isoformat(), today.isoformat()),
        "S-0001",
        draft("booking", {"what": "hearing", "day": day, "place": f"Court, for {NAME}", "interpreter": "needed"}),
        draft("task", {"what": f"Ring {NAME}", "by": day}),
        draft("message", {"text": f"{NAME} asks", "to": "office"}),
    )
    page = text(client, "/today/")
    assert NAME not in page
    assert "Quorlbrand" not in page
    words = said(page)
    assert "S-0001 Z. Q." in words
    assert "An interpreter is needed and not booked." in words
    assert "A message of the applicant has no answer yet." in words
    seen = len(files.who_saw(served.office, served.people["lawyer"], case, now() + timedelta(minutes=1)))
    opened = text(client, f"/today/?open={case.hex()}")
    assert NAME in opened
    assert f"Ring {NAME}" in opened
    assert opened.count(f"/case/{case.hex()}/") == page.count(f"/case/{case.hex()}/")
    assert len(files.who_saw(served.office, served.people["lawyer"], case, now() + timedelta(minutes=1))) > seen
    assert re.search(r"<title>Today</title>", opened)


def test_what_is_done_waits_no_longer(served: Any, client: Client) -> None:
    today = now().date().isoformat()
    case = a_case(served, refused(today, today), "S-0002", draft("message", {"text": "a question", "to": "office"}))
    waits = f"/case/{case.hex()}/"

    def part() -> str:
        return text(client, "/today/").split("Waiting on you")[1].split("<section")[0]

    assert waits in part()
    add(served, case, draft("message", {"text": "an answer", "to": "applicant"}))
    assert waits not in part()


def test_what_is_not_open_cannot_be_opened_here(served: Any, client: Client) -> None:
    assert client.get(f"/today/?open={'ab' * 16}").status_code == 404
    assert client.get("/today/?open=../../x").status_code == 400


def test_colleagues_are_counted_for_who_lets_others_in(served: Any, client: Client) -> None:
    assert "Files of yours by colleague" in text(client, "/today/")
    assert "Files of yours by colleague" not in text(served.sign_in("caseworker"), "/today/")


def test_a_day_about_to_pass_stands_first_and_is_never_left_out(served: Any) -> None:
    """More such days than rows that are shown at first: all of them stand there, before what has passed already."""
    client = served.sign_in("lawyer")
    today = now().date()
    many = [
        a_case(served, refused((today - timedelta(13)).isoformat(), today.isoformat()), f"N-{n:04d}")
        for n in range(FIRST + 3)
    ]
    lapsed = a_case(served, refused((today - timedelta(30)).isoformat(), today.isoformat()), "N-0100")
    for _ in range(12):
        page = text(client, "/today/")
        if "are not read for today yet" not in page:
            break
    days, passed = page.split("Passed, and nobody recorded that it was used", 1)
    assert all(f"/case/{case.hex()}/why/" in days for case in many)
    assert f"/case/{lapsed.hex()}/why/" in passed
    assert 'class="card act shouts"' in days


def test_a_print_says_what_it_leaves_out(served: Any) -> None:
    client = served.sign_in("lawyer")
    today = now().date()
    for n in range(9):
        tasks = draft("task", {"what": "x", "by": (today + timedelta(n + 3)).isoformat()})
        a_case(served, refused(today.isoformat(), today.isoformat()), f"P-{n:04d}", tasks)
    for _ in range(12):
        page = text(client, "/today/")
        if "are not read for today yet" not in page:
            break
    waiting = page.split("Waiting on you")[1].split("<section")[0]
    assert re.search(r'<p class="printed">Not on this print: \d+ further rows\.', waiting)
    assert (
        "Not on this print" not in text(client, "/today/?all=waiting").split("Waiting on you")[1].split("<section")[0]
    )


def test_a_late_task_is_never_left_out() -> None:
    rows = [{"row": {"case": str(n)}, "late": n == FIRST + 4, "day": None} for n in range(FIRST + 5)]
    shown, more = first_rows(Worklist(waiting=rows), "", "")
    assert rows[-1] in shown["waiting"]
    assert (len(shown["waiting"]), more["waiting"]) == (FIRST + 1, 4)
