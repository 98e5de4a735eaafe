"""S2: the page tells what the command tells, on every day; a relative's page betrays no sealed part."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from django.test import Client

from tests.web.some_cases import LONG, a_case, add, now, refused, said, text
from wellfounded import law as laws
from wellfounded import web
from wellfounded.claim import case_file
from wellfounded.claim.case_line import case_line
from wellfounded.claim.contract import contract
from wellfounded.claim.telling import BARRED, NO_GROUND
from wellfounded.dossier import files, grants, members, records
from wellfounded.dossier.kinds import draft
from wellfounded.logic.days import Day, parse_day
from wellfounded.readings.words import Words
from wellfounded.web.demonstration import COST, PASSPHRASE

STORY = ("2020-02-01", "2021-02-20", "2021-03-05", "2022-06-01", "2024-07-05", "2025-03-01", "2026-11-23")
EN = Words("en")


@pytest.fixture(scope="module")
def story(served: Any) -> bytes:
    """A file with the story's case, as its file in the repository tells it."""
    import tomllib

    from wellfounded.claim.written import EXAMPLES

    return a_case(served, tomllib.loads((EXAMPLES / "osaka-2024.toml").read_text("utf-8")), "T-0001")


@pytest.fixture(scope="module")
def client(served: Any) -> Client:
    """The lawyer's browser."""
    return cast(Client, served.sign_in("lawyer"))


def _span(told: dict[str, Any]) -> Day:
    return parse_day(told["text"])


@pytest.mark.parametrize("on", STORY)
def test_the_page_tells_what_the_command_tells(client: Client, story: bytes, on: str) -> None:
    law, case = case_file.load("osaka-2024", laws.find)
    told = contract(case_line(law, case, date.fromisoformat(on)), EN)
    page = html.unescape(text(client, f"/case/{story.hex()}/?on={on}"))
    words = said(page)
    removal = told["removal"]
    assert (NO_GROUND if removal["ground"] == "not_met" else BARRED[removal["barred"]]) in words
    if removal["barred"] == "open":
        assert "treat removal as barred" in words if removal["treat_as"] == "barred" else "as not barred" in words
    live = [r for r in told["remedies"] if r["recorded"] and r["state"] in ("open", "unknown")]
    for remedy in live:
        assert remedy["words"] in words
        if remedy["last_day"]:
            last = _span(remedy["last_day"])
            before = "last day: " if last.latest.isoformat() < on else "until "
            assert before + EN.day(last) in words
    ahead = [r for r in live if r["last_day"] and r["last_day"]["latest"] >= on]
    nearest: dict[str, Any] = min(ahead, key=lambda r: max(r["last_day"]["earliest"], on), default={"counting": []})
    assert all(step in words for step in nearest["counting"])
    for duty in told["next"]:
        assert duty["what"] in words
    for name, element in told["assessment"]["elements"].items():
        if element["because"]["in_force"]:
            mark = {"met": "yes", "not_met": "no"}.get(element["settled"], "open")
            shown = re.escape(element["because"]["words"])
            assert re.search(rf'<li class="{mark}"><a[^>]*>\s*(<strong>)?{shown}', page), name
    for event in told["timeline"]:
        if event["day"]:
            assert EN.span(_span(event["day"])) in words
    if on not in (STORY[0], STORY[-1]):
        assert told["stage_words"] in words


def test_a_month_stays_a_month_and_a_range_a_range(client: Client, story: bytes) -> None:
    words = said(text(client, f"/case/{story.hex()}/?on=2024-07-05"))
    assert "July 2022 Filed suit" in words
    assert "1–26 February 2021 Decided at first instance" in words
    assert "served on a day between 1 and 26 February 2021" in words


def test_the_next_day_is_large_and_quiet_until_it_is_near(client: Client, story: bytes) -> None:
    far, near = (text(client, f"/case/{story.hex()}/?on=2024-07-{day}") for day in ("05", "16"))
    assert "18 July 2024" in said(far)
    assert "Thursday · in 13 days" in said(far)
    assert 'class="card first-answer next act"' in near
    assert 'class="card first-answer next act"' not in far


def test_every_reason_opens_and_keeps_its_day(client: Client, story: bytes) -> None:
    page = text(client, f"/case/{story.hex()}/?on=2024-07-05")
    reasons = sorted(set(re.findall(r'href="(why/[a-z_0-9]+/\?on=2024-07-05)"', page)))
    assert len(reasons) > 8
    for address in reasons:
        why = text(client, f"/case/{story.hex()}/{address}")
        assert "5 July 2024" in why
        assert '?on=2024-07-05"' in why
        assert len(why) < 60_000


def test_a_rule_that_there_is_not_is_a_sentence(client: Client, story: bytes) -> None:
    answer = client.get(f"/case/{story.hex()}/why/no_such_rule/")
    assert answer.status_code == 400
    assert "The law has no rule of this name." in answer.content.decode()


def test_the_slider_works_without_a_script(client: Client, story: bytes) -> None:
    answer = client.get(f"/case/{story.hex()}/?first=2019-12-01&slid=10&slide=1678&on=2019-12-11")
    assert (answer.status_code, answer["Location"]) == (302, f"/case/{story.hex()}/?on=2024-07-05")
    unmoved = client.get(f"/case/{story.hex()}/?first=2019-12-01&slid=10&slide=10&on=2024-07-05")
    assert "18 July 2024" in said(unmoved.content.decode())
    assert client.get(f"/case/{story.hex()}/?slid=1&slide=x&first=2019-12-01").status_code == 400


def test_a_case_of_which_nothing_is_told_says_so(served: Any, client: Client) -> None:
    case = grants.open_file(served.office, served.people["lawyer"], "representation", now(), now() + LONG)
    assert "Nothing has been recorded of this case yet." in text(client, f"/case/{case.hex()}/")


def test_today_the_page_is_the_same_from_its_sheet(served: Any, client: Client) -> None:
    """The first answer makes the sheet, the second reads it; a new record is on the page at once."""
    today = now().date().isoformat()
    case = a_case(served, refused(today, today), "T-0002")
    first, second = (_bare(text(client, f"/case/{case.hex()}/")) for _ in range(2))
    assert first == second
    assert "Appeal to the court" in said(first)
    add(served, case, *records.drafts({"event": [{"event": "appealed", "day": today}]})[1:])
    assert "Appealed" in said(text(client, f"/case/{case.hex()}/"))


def _bare(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_the_page_of_a_relative_betrays_no_sealed_part(served: Any) -> None:
    today = now().date().isoformat()
    case = a_case(served, refused(today, today), "T-0003")
    name = "relative-of-three"
    relative, _ = members.enrol(served.office, name, "A relative", "relative", PASSPHRASE, now(), cost=COST)
    lawyer = served.people["lawyer"]
    grants.grant(served.office, lawyer, case, relative, ("claim",), "family", now=now(), until=now() + LONG)
    client = served.sign_in(name)
    pages = (f"/case/{case.hex()}/", f"/case/{case.hex()}/?on=2023-08-01")
    before = [_bare(text(client, page)) for page in pages]
    sealed = [
        records.Draft("intimate", "fact", {"fact": "sexual_orientation", "value": True}),
        draft("flag", {"flag": "ill"}, "health"),
        draft("contact", {"channel": "telephone"}),
        draft("note", {"text": "for counsel"}, "privileged"),
    ]
    unlocked = members.sign_in(served.office, "lawyer", PASSPHRASE)
    for one in sealed:
        files.append(served.office, unlocked, case, "representation", [one], bytes.fromhex("ab" * 15) + bytes(
            [sealed.index(one)]), now())  # fmt: skip
    assert [_bare(text(client, page)) for page in pages] == before
    assert "Closed to you" not in before[0]
    add(served, case, *records.drafts({"event": [{"event": "appealed", "day": today}]})[1:])
    assert _bare(text(client, pages[0])) != before[0]


def test_closed_doors_name_who_can_open_them(served: Any, story: bytes) -> None:
    lawyer, caseworker = served.people["lawyer"], served.people["caseworker"]
    grants.grant(served.office, lawyer, story, caseworker, ("identity", "claim"), "support", now=now(),
                 until=now() + LONG)  # fmt: skip
    words = said(text(served.sign_in("caseworker"), f"/case/{story.hex()}/?on=2024-07-05"))
    assert "Closed to you" in words
    assert f"between the person and counsel · open to {lawyer.name}" in words


def test_pages_are_small_and_say_their_picture_in_words(client: Client, story: bytes) -> None:
    page = client.get(f"/case/{story.hex()}/?on=2026-11-23").content
    static = Path(web.__file__).parent / "static" / "wellfounded"
    style, script = ((static / name).read_bytes() for name in ("page.css", "page.js"))
    assert len(page) + len(style) + len(script) < 60_000
    assert b" style=" not in page
    assert "Decided at first instance: denied: 1–26 February 2021." in page.decode()
