"""Recording events and facts through forms made from the law, as a member of the office does."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any

import pytest

from tests.web.conftest import NOW
from wellfounded import law as laws
from wellfounded.claim.case_file import load
from wellfounded.dossier import files, grants, kinds, office
from wellfounded.dossier.records import Draft, document
from wellfounded.web.forms.fields import day_of
from wellfounded.web.instance import served as instance

LAW = laws.find("jp")


@pytest.fixture
def case(served: Any) -> str:
    """A file of the lawyer with nothing in it but its law."""
    lawyer = served.people["lawyer"]
    number = grants.open_file(served.office, lawyer, "representation", NOW, NOW + timedelta(3000))
    drafts = [Draft("claim", "head", {"law": "jp", "complete": "2026-11-23"}), kinds.draft("number", {"number": "T-1"})]
    files.append(served.office, lawyer, number, "representation", drafts, office.new_id(), NOW)
    return number.hex()


def send(client: Any, address: str, **told: str) -> Any:
    return client.post(address, {"txn": secrets.token_hex(16), **told}, follow=False)


def records(served: Any, case: str, login: str = "lawyer") -> Any:
    at = instance().clock() + timedelta(hours=1)
    return files.read(served.office, served.people[login], bytes.fromhex(case), "representation", at, False).records


def test_every_kind_of_event_of_the_law_has_a_form(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    index = client.get(f"/case/{case}/record/").content.decode()
    assert {name for name in LAW.kinds if f"record/event/{name}/" not in index} == set()
    for name in list(LAW.kinds)[::9]:
        page = client.get(f"/case/{case}/record/event/{name}/").content.decode()
        assert all(f'name="own_{field}"' in page for field in LAW.kinds[name].fields)


def test_every_fact_of_the_law_has_a_field(served: Any, case: str) -> None:
    client, asked = served.sign_in("lawyer"), 0
    for place in range(len(LAW.groups)):
        answer = client.get(f"/case/{case}/record/facts/{place}/")
        assert len(answer.content) < 55_000
        asked += len(re.findall(r'<(?:select|input)[^>]*name="fact\d+"', answer.content.decode()))
    assert asked == len(LAW.facts)


def test_an_event_is_saved_as_the_case_file_says_it(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    told = {"day": "令和2年1月", "how": "in_person", "own_kind": "refugee", "note": "paper 3"}
    answer = send(client, f"/case/{case}/record/event/applied/", **told)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/case/{case}/")
    (event,) = document(records(served, case))["event"]
    assert event == {
        "event": "applied",
        "id": "e1",
        "day": "2020-01",
        "how": "in_person",
        "kind": "refugee",
        "note": "paper 3",
    }


def test_sending_twice_records_once(served: Any, case: str) -> None:
    client, told = served.sign_in("lawyer"), {"txn": secrets.token_hex(16), "day": "2020-01-06"}
    for _ in range(2):
        client.post(f"/case/{case}/record/event/applied/", told)
    assert len(document(records(served, case))["event"]) == 1


def test_a_mistake_keeps_what_was_written_and_says_what_is_wrong(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    answer = send(client, f"/case/{case}/record/event/applied/", day="2020-13", note="kept words")
    page = answer.content.decode()
    assert 'value="2020-13"' in page
    assert "kept words" in page
    assert re.search(r'id="day"[^>]*aria-describedby="[^"]*day-error[^"]*"[^>]*aria-invalid="true"[^>]*autofocus', page)
    assert "event" not in document(records(served, case))


def test_checking_says_what_was_understood_and_saves_nothing(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    page = send(client, f"/case/{case}/record/event/applied/", day="R3.2", check="yes").content.decode()
    assert "Understood: " in page
    assert "February 2021" in page
    assert "event" not in document(records(served, case))


def test_days_that_contradict_each_other_are_refused(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    send(client, f"/case/{case}/record/event/landed/", day="2019-12")
    told = {"day": "2020-03", "how": "in_person", "after": "e1", "days": "9"}
    page = send(client, f"/case/{case}/record/event/applied/", **told)
    assert page.status_code == 400
    assert len(document(records(served, case))["event"]) == 1


def test_saving_says_the_new_deadline_and_the_answer_on_removal(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    send(client, f"/case/{case}/record/event/applied/", day="2020-01-06", how="in_person")
    send(client, f"/case/{case}/record/?on=2021-02-18", complete="2021-02-18")
    told = {"day": "2021-02-16", "notified": "2021-02-16", "own_outcome": "denied", "how": "in_person"}
    send(client, f"/case/{case}/record/event/decided/?on=2021-02-18", **told)
    said = re.findall("<li>([^<]*)</li>", client.get(f"/case/{case}/record/").content.decode())
    assert "Request administrative review of the refusal: the last day is 24 February 2021." in said
    assert "May the person be removed on 18 February 2021? No: a rule stops removal." in said


def test_a_day_that_lies_ahead_is_said_when_it_is_saved(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    send(client, f"/case/{case}/record/event/applied/", day="2036-11-17", how="in_person")
    page = client.get(f"/case/{case}/record/").content.decode()
    assert "17 November 2036 lies ahead, and is left out until then." in page


def test_an_answer_goes_where_it_belongs_and_silence_is_not_no(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    place = next(i for i, group in enumerate(LAW.groups) if group.__name__ == "Reason")
    names = [f.name for f in sorted(LAW.groups[place].declared(), key=lambda f: bool(f.folds))]
    field = f"fact{names.index('sexual_orientation')}"
    send(client, f"/case/{case}/record/facts/{place}/", **{field: "yes"})
    (fact,) = kinds.standing(records(served, case), "fact")
    assert (fact.compartment, dict(fact.body)) == ("intimate", {"fact": "sexual_orientation", "value": True})
    send(client, f"/case/{case}/record/facts/{place}/", **{field: ""})
    assert "fact" not in document(records(served, case))
    assert any(r.kind == "strike" for r in records(served, case))


def test_a_record_that_was_taken_back_stays_on_record(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    send(client, f"/case/{case}/record/event/applied/", day="2020-01-06")
    (event,) = kinds.standing(records(served, case), "event")
    address = f"/case/{case}/record/strike/{event.id}/"
    assert send(client, address).status_code == 200
    assert send(client, address, reason="entered on the wrong file").status_code == 302
    assert not kinds.standing(records(served, case), "event")
    assert event.id in {r.id for r in records(served, case)}


def test_a_supervisor_sees_no_form_for_what_they_cannot_write(served: Any, case: str) -> None:
    lawyer, supervisor = served.people["lawyer"], served.people["supervisor"]
    rooms = ("identity", "claim", "intimate")
    until = NOW + timedelta(days=2000)
    grants.grant(served.office, lawyer, bytes.fromhex(case), supervisor, rooms, "supervision", now=NOW, until=until)
    client = served.sign_in("supervisor")
    place = next(i for i, group in enumerate(LAW.groups) if group.__name__ == "Reason")
    page = client.get(f"/case/{case}/record/facts/{place}/").content.decode()
    assert "orientation" not in page
    assert "sealed from relatives" not in page


def test_the_days_of_the_story_are_understood() -> None:
    _, story = load("osaka-2024", laws.find)
    for event in story.events:
        if event.day is not None and not event.day.approximate:
            assert day_of(event.day.text) == event.day
    assert day_of("unknown") is None
