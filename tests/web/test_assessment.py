"""The assessment: as the law computes each element, beside what people recorded; and nothing of what is shut."""

from __future__ import annotations

import re
import secrets
from datetime import date, timedelta
from typing import Any

import pytest

from tests.web.conftest import NOW
from tests.web.test_evidence import _without_marks, case, send
from wellfounded import law as laws
from wellfounded.claim.case_line import case_line
from wellfounded.claim.contract import contract
from wellfounded.dossier import assessments, files, grants, kinds, members, office
from wellfounded.dossier.records import Draft
from wellfounded.dossier.records import case as told_by
from wellfounded.dossier.sealing import Cost
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.web.assessing.otherwise import otherwise, texts
from wellfounded.web.instance import served as instance

__all__ = ["case"]
PURPOSE = "representation"
LAW = laws.find("jp")


@pytest.fixture
def told(served: Any, case: str) -> str:
    """A case with an application and some facts."""
    drafts = [
        Draft("claim", "event", {"event": "landed", "id": "e1", "day": "2020-01-05"}),
        Draft("claim", "event", {"event": "applied", "id": "e2", "day": "2020-02-05", "kind": "refugee"}),
        Draft("claim", "fact", {"fact": "outside_own_country", "value": True}),
    ]
    files.append(served.office, served.people["lawyer"], bytes.fromhex(case), PURPOSE, drafts, office.new_id(), NOW)
    return case


def records(served: Any, number: str, kind: str = "assessment") -> Any:
    at = instance().clock() + timedelta(minutes=1)
    made = files.read(served.office, served.people["lawyer"], bytes.fromhex(number), PURPOSE, at, record=False)
    return kinds.standing(made.records, kind)


def record(client: Any, number: str, element: str, **said: Any) -> Any:
    address = f"/case/{number}/assessment/{element}/"
    return client.post(address, {"txn": secrets.token_hex(16), "finding": "open", **said})


def story(served: Any) -> str:
    """The number of the story's case."""
    lawyer, now = served.people["lawyer"], instance().clock()
    for held in files.cases(served.office, lawyer, now):
        made = files.read(served.office, lawyer, held.case, PURPOSE, now, record=False)
        if kinds.latest(made.records, "number").get("number") == "D-0001":
            return held.case.hex()
    raise AssertionError


@pytest.mark.parametrize("on", ["2021-03-01", "2024-07-05"])
def test_the_findings_are_those_of_the_contract(served: Any, on: str) -> None:
    lawyer, number = served.people["lawyer"], story(served)
    made = files.read(served.office, lawyer, bytes.fromhex(number), PURPOSE, instance().clock(), record=False)
    law, told_case = files.case_of(made, laws.find)
    line = case_line(law, told_case, date.fromisoformat(on))
    plain = contract(line, Words("en"))["assessment"]["elements"]
    found = assessments.rows(made, line)
    assert {row.name: row.answer for row in found} == {
        name: "open" if one["settled"] == "not_tried" else one["settled"] for name, one in plain.items()
    }
    page = served.sign_in("lawyer").get(f"/case/{number}/assessment/?on={on}").content.decode()
    shown = re.findall(r'id="(\w+)" aria-labelledby.*?<span class="mark (\w+)"', page, re.DOTALL)
    assert shown == [(row.name, row.answer) for row in found]
    assert len(page.encode()) < 44_000
    assert [[m.fact.name for m in row.element.missing] for row in found] == [
        [m["fact"] for m in one["missing"]] for one in plain.values()
    ]


def test_what_is_missing_leads_to_its_form(served: Any, told: str) -> None:
    client = served.sign_in("lawyer")
    page = client.get(f"/case/{told}/assessment/").content.decode()
    forms = re.findall(r'href="(/case/\w+/record/facts/\d+/)#(fact\d+)"', page)
    assert len(forms) > 3
    address, field = forms[0]
    assert f'id="{field}"' in client.get(address).content.decode()


def test_not_met_without_a_reason_is_refused_beside_the_field(served: Any, told: str) -> None:
    client = served.sign_in("lawyer")
    answer = record(client, told, "persecution", finding="not_met", opposing="kept words")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert re.search(
        r'id="reason"[^>]*aria-describedby="[^"]*reason-error[^"]*"[^>]*aria-invalid="true"[^>]*autof', page
    )
    assert "A finding that something is not met needs a reason. Write it." in page
    assert "kept words" in page
    assert not records(served, told)
    with pytest.raises(BadInput, match="needs a reason"):
        assessments.draft(LAW, {"element": "persecution", "finding": "not_met"})
    assert record(client, told, "persecution", finding="not_met", reason="One threat").status_code == 302
    assert [r.body["finding"] for r in records(served, told)] == ["not_met"]


def test_a_finding_stands_beside_that_of_the_law_and_changes_nothing_of_it(served: Any, told: str) -> None:
    client = served.sign_in("lawyer")
    send(client, told, ("a.txt", b"words"), title="A letter", proves=["outside_country"])
    said = {"finding": "not_met", "reason": "Zzqreason", "facts": "outside_own_country", "papers": "claim 1",
            "country": "A report, page 3\n\nAnother", "credibility": "Zzqbelief", "opposing": "Zzqcontra"}  # fmt: skip
    assert record(client, told, "outside_country", **said).status_code == 302
    (own,) = records(served, told)
    assert (own.compartment, own.body["papers"], own.body["facts"]) == ("claim", ["claim 1"], ["outside_own_country"])
    assert own.body["country_information"] == ["A report, page 3", "Another"]
    page = client.get(f"/case/{told}/assessment/").content.decode()
    assert all(word in page for word in ("Zzqreason", "Zzqbelief", "Zzqcontra", "A letter", "Another"))
    assert "differs from what follows from the facts" in page
    law, case = _told(served, told)
    line = case_line(law, case, date(2026, 11, 23))
    assert next(e for e in line.elements if e.name == "outside_country").finding.settled != "not_met"
    record(client, told, "outside_country", finding="met")
    assert "1 earlier" in client.get(f"/case/{told}/assessment/").content.decode()


def _told(served: Any, number: str) -> Any:
    lawyer = served.people["lawyer"]
    made = files.read(served.office, lawyer, bytes.fromhex(number), PURPOSE, instance().clock(), record=False)
    return files.case_of(made, laws.find)


def test_what_names_an_intimate_fact_or_paper_lies_with_it(served: Any, told: str) -> None:
    client, lawyer = served.sign_in("lawyer"), served.people["lawyer"]
    fact = Draft("intimate", "fact", {"fact": "sexual_orientation", "value": True})
    files.append(served.office, lawyer, bytes.fromhex(told), PURPOSE, [fact], office.new_id(), NOW)
    send(client, told, ("a.txt", b"sealed words"), room="intimate")
    record(client, told, "ground", finding="met", papers="intimate 1")
    record(client, told, "ground", finding="met", sealed="yes")
    record(client, told, "ground", finding="met", facts="sexual_orientation")
    assert [r.compartment for r in records(served, told)][:2] == ["intimate", "intimate"]
    assert assessments.room_of(["sexual_orientation"], []) == "intimate"
    assert assessments.room_of(["outside_own_country"], ["health 2", "claim 1"]) == "health"
    assert assessments.room_of(["outside_own_country"], ["claim 1"]) == "claim"
    with pytest.raises(BadInput):
        assessments.room_of([], ["privileged 1"])


def test_an_interpreter_sees_the_same_page_whether_or_not_something_intimate_is_there(served: Any, told: str) -> None:
    lawyer, later = served.people["lawyer"], NOW + timedelta(3000)
    word = f"i{secrets.token_hex(4)}"
    interpreter = members.enrol(served.office, word, "I.", "interpreter", "paper lantern river", NOW, cost=Cost(1, 64))[
        0
    ]
    number = bytes.fromhex(told)
    grants.grant(served.office, lawyer, number, interpreter, ["claim"], "interpretation", now=NOW, until=later)
    from django.test import Client

    from wellfounded.web.accounts.models import Account

    reader, client = Client(), served.sign_in("lawyer")
    reader.force_login(Account.objects.get_or_create(member=interpreter.id.hex())[0])
    address = f"/case/{told}/assessment/"
    before = [_without_marks(reader.get(address + asked)) for asked in ("", "?print=gaps", "?beside=2020-06-01")]
    drafts = [
        Draft("intimate", "fact", {"fact": "sexual_orientation", "value": True, "note": "Zzqnote"}),
        kinds.draft("assessment", {"element": "ground", "finding": "met", "reason": "Zzqsealed"}, "intimate"),
        kinds.draft("cites", {"citation": "Zzqcited", "proves": ["ground"]}, "intimate"),
    ]
    files.append(served.office, lawyer, number, PURPOSE, drafts, office.new_id(), NOW)
    send(client, told, ("a.txt", b"sealed words"), room="intimate", title="Zzqpaper", proves=["ground"])
    after = [_without_marks(reader.get(address + asked)) for asked in ("", "?print=gaps", "?beside=2020-06-01")]
    assert after == before
    assert "Record a finding" not in before[0]
    own = client.get(address).content.decode()
    assert all(word in own for word in ("Zzqsealed", "Zzqcited", "Zzqpaper", "Zzqnote"))
    assert record(reader, told, "ground", finding="met").status_code == 404


def test_reasons_of_others_are_laid_beside_and_can_be_taken_back(served: Any, told: str) -> None:
    client = served.sign_in("lawyer")
    address = f"/case/{told}/assessment/persecution/beside/"
    said = {"whose": "refusal", "reason": "Zzqprivate danger", "day": "2021-02"}
    assert client.post(address, {"txn": secrets.token_hex(16), **said, "reason": ""}).status_code == 400
    assert client.post(address, {"txn": secrets.token_hex(16), **said}).status_code == 302
    assert "Zzqprivate danger" in client.get(f"/case/{told}/assessment/").content.decode()
    (one,) = records(served, told, "laid_beside")
    strike = {"txn": secrets.token_hex(16), "reason": "by mistake"}
    client.post(f"/case/{told}/record/strike/{one.id}/", strike)
    assert "Zzqprivate danger" not in client.get(f"/case/{told}/assessment/").content.decode()


def test_what_if_shows_the_other_day_and_writes_nothing(served: Any) -> None:
    number, client = story(served), served.sign_in("lawyer")
    lawyer = served.people["lawyer"]
    before = files.read(served.office, lawyer, bytes.fromhex(number), PURPOSE, instance().clock(), record=False)
    page = client.get(f"/case/{number}/assessment/?on=2024-07-05&beside=2017-06-01").content.decode()
    assert page.count("On 1 June 2017:") == len(LAW.elements)
    after = files.read(served.office, lawyer, bytes.fromhex(number), PURPOSE, instance().clock(), record=False)
    assert after.records == before.records
    assert client.get(f"/case/{number}/assessment/?beside=2017").status_code == 400


def test_the_texts_before_a_change_part_where_the_change_is() -> None:
    told_so = {
        "state_oppresses_other_freedom": True,
        "only_ordinary_prosecution": False,
        "only_military_service": False,
    }
    tables = {
        "law": "jp",
        "complete": "2024-07-05",
        "event": [{"event": "applied", "day": "2022-02-05", "kind": "refugee"}],
        "fact": [{"fact": name, "value": value} for name, value in told_so.items()],
    }
    line = case_line(*told_by(tables, laws.find), date(2024, 7, 5))
    assert next(e for e in line.elements if e.name == "persecution").finding.settled == "met"
    (changed,) = [on for on in texts(LAW) if on == date(2023, 3, 24)]
    found = otherwise(line, changed - timedelta(1))["persecution"]
    assert (found.then, found.texts) == ("open", "open")
    assert [part.rule for part in found.parts] == ["other_freedom_taken_by_state"]
    assert all(not one.parts for one in otherwise(line, line.on).values())


def test_the_gaps_are_a_letter_with_each_question_once(served: Any, told: str) -> None:
    page = served.sign_in("lawyer").get(f"/case/{told}/assessment/?print=gaps").content.decode()
    questions = re.findall(r"<li>([^<]+\?)</li>", page)
    assert len(questions) > 5
    assert len(questions) == len(set(questions))


def test_a_case_of_which_nothing_is_told_says_so(served: Any, case: str) -> None:
    answer = served.sign_in("lawyer").get(f"/case/{case}/assessment/")
    assert answer.status_code == 200
    assert "Nothing has been recorded" in answer.content.decode()
