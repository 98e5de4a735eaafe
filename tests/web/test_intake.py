"""Intake: opening a file, its sections, what is sealed where, the blind conflict check, relatives."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any

import pytest

from wellfounded.dossier import conflicts, files, grants, kinds, links
from wellfounded.dossier.conflicts import Named, normal
from wellfounded.dossier.records import document
from wellfounded.web.instance import served as instance

AT = "2026-11-23T03:00:00Z"


def clock() -> Any:
    """Now, as the website has it."""
    return instance().clock()


def send(client: Any, address: str, **told: str) -> Any:
    return client.post(address, {"txn": secrets.token_hex(16), **told})


def new(client: Any, **told: str) -> str:
    answer = send(client, "/cases/new/", law="jp", **told)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"]).split("/")[2]


def records(served: Any, case: str) -> Any:
    at = clock() + timedelta(hours=1)
    return files.read(served.office, served.people["lawyer"], bytes.fromhex(case), "representation", at, False).records


@pytest.fixture
def client(served: Any) -> Any:
    return served.sign_in("lawyer")


def test_sending_the_new_case_twice_opens_one_file(served: Any, client: Any) -> None:
    told = secrets.token_hex(16)
    before = len(files.cases(served.office, served.people["lawyer"], clock() + timedelta(1)))
    places = {client.post("/cases/new/", {"txn": told, "law": "jp"}).headers["Location"] for _ in range(2)}
    assert places == {f"/case/{told}/intake/"}
    assert len(files.cases(served.office, served.people["lawyer"], clock() + timedelta(1))) == before + 1


def test_the_office_gives_each_number_once(served: Any, client: Any) -> None:
    numbers = [kinds.latest(records(served, new(client)), "number")["number"] for _ in range(3)]
    assert len(set(numbers)) == 3
    assert all(re.fullmatch(r"20\d\d-\d{4}", number) for number in numbers)
    page = send(client, "/cases/new/", law="jp", number=numbers[0].lower(), title="kept as written")
    assert page.status_code == 400
    assert "is taken" in page.content.decode()
    assert "kept as written" in page.content.decode()


def test_safe_contact_comes_first(client: Any) -> None:
    page = client.get(f"/case/{new(client)}/intake/").content.decode()
    found = re.findall(r'<section class="card[^"]*" id="(\w+)"', page)
    assert found == ["contact", "tongue", "conflict", "person", "arrival", "flags", "consent", "story"]


def test_each_section_lies_in_its_compartment(served: Any, client: Any) -> None:
    case = new(client)
    address = f"/case/{case}/intake/"
    send(client, address, section="contact", channel="only here", never_say="the word", must_not_know="everybody")
    send(client, address, section="tongue", language="Arabic", interviewer="woman")
    send(client, address, section="person", latin="A. B.", born="1994")
    send(client, address, section="flags", detained="yes", ill="yes", survivor_of_violence="yes", note="seen")
    send(client, address, section="consent", recipient="a doctor", what_for="a report", given="yes")
    send(client, address, section="story", text="as told")
    send(client, address, section="story", text="as told in confidence", intimate="yes")
    lies = {(r.kind, r.body.get("flag", r.body.get("text", ""))): r.compartment for r in records(served, case)}
    assert lies[("contact", "")] == lies[("tongue", "")] == lies[("person", "")] == lies[("consent", "")] == "identity"
    assert lies[("flag", "detained")] == "identity"
    assert lies[("flag", "ill")] == "health"
    assert lies[("flag", "survivor_of_violence")] == "intimate"
    assert lies[("story", "as told")] == "claim"
    assert lies[("story", "as told in confidence")] == "intimate"
    assert kinds.latest(records(served, case), "consent")["given"] is True


def test_a_note_beside_several_flags_is_kept_where_the_most_sealed_of_them_is(served: Any, client: Any) -> None:
    case = new(client)
    told = {"detained": "yes", "ill": "yes", "survivor_of_violence": "yes", "note": "beaten at home", "day": "2024"}
    send(client, f"/case/{case}/intake/", section="flags", **told)
    send(client, f"/case/{case}/intake/", section="flags", child="yes", note="a daughter of four")
    found = {r.body["flag"]: (r.body.get("note", ""), r.body.get("day")) for r in records(served, case)
             if r.kind == "flag"}  # fmt: skip
    assert found == {
        "detained": ("", "2024"),
        "ill": ("", "2024"),
        "survivor_of_violence": ("beaten at home", "2024"),
        "child": ("a daughter of four", None),
    }


def test_a_print_of_intake_holds_what_the_fields_hold(client: Any) -> None:
    case = new(client)
    send(client, f"/case/{case}/intake/", section="contact", channel="through her sister", hours="after eight")
    page = client.get(f"/case/{case}/intake/").content.decode()
    printed = page.split('<dl class="facts printed">')[1].split("</dl>")[0]
    assert "through her sister" in printed
    assert "When it is safe" in printed


def test_a_mistake_in_one_section_loses_nothing(served: Any, client: Any) -> None:
    case = new(client)
    page = send(client, f"/case/{case}/intake/", section="person", latin="A. B.", born="1994-13").content.decode()
    assert 'value="A. B."' in page
    assert 'value="1994-13"' in page
    assert 'id="person-born-error"' in page
    assert not kinds.latest(records(served, case), "person")


def test_earlier_applications_are_counted_as_events(served: Any, client: Any) -> None:
    case = new(client)
    told = {
        "landed": "2012",
        "applied1": "2013-02",
        "ended1": "denied",
        "day1": "2015",
        "applied2": "2016",
        "ended2": "denied",
        "applied": "2024-07-01",
        "kind": "refugee",
    }
    answer = send(client, f"/case/{case}/intake/", section="arrival", **told)
    assert answer.status_code == 302, answer.content.decode()
    events = [(e["event"], e.get("application", "1")) for e in document(records(served, case))["event"]]
    assert events == [
        ("landed", "1"), ("applied", "1"), ("decided", "1"), ("applied", "2"), ("decided", "2"), ("applied", "3"),
    ]  # fmt: skip


def test_a_conflict_is_told_to_who_reviews_alone_and_names_no_file(served: Any, client: Any) -> None:
    first, second = new(client), new(client)
    one = send(client, f"/case/{first}/intake/", section="person", latin="Quillfeather Zebulon", born="1980-03")
    before = len(conflicts.possible(served.office))
    two = send(client, f"/case/{second}/intake/", section="conflict", opponents="Zébulon QUILLFEATHER, 1980\nNo One")
    other = send(client, f"/case/{second}/intake/", section="conflict", opponents="Somebody Else")
    assert one.status_code == two.status_code == other.status_code == 302
    found = conflicts.possible(served.office)
    assert len(found) == before + 1
    assert (found[0].case.hex(), found[0].role, found[0].other) == (second, "opponent", "client")
    page = served.sign_in("supervisor").get("/conflicts/").content.decode()
    assert second in page
    assert first not in page
    assert "Quillfeather" not in page
    assert client.get("/conflicts/").status_code == 404


def test_a_settled_conflict_no_longer_waits(served: Any, client: Any) -> None:
    for place, section in ((new(client), {"section": "person", "latin": "Marrowby Ottoline"}),
                           (new(client), {"section": "conflict", "relatives": "Ottoline Marrowby"})):  # fmt: skip
        send(client, f"/case/{place}/intake/", **section)
    found, reviewer = conflicts.possible(served.office)[0], served.sign_in("supervisor")
    reviewer.post("/conflicts/", {"of": found.id, "reason": "two sisters, no conflict"})
    assert found.id not in {one.id for one in conflicts.possible(served.office)}


def test_a_name_in_three_scripts_is_one_question_to_who_reviews(served: Any, client: Any) -> None:
    told = {"section": "person", "name_original": "ふなばし おどみ", "kana": "フナバシ", "latin": "Funabashi Odomi"}
    places = [new(client), new(client)]
    for place in places:
        send(client, f"/case/{place}/intake/", **told)
    reviewer = served.sign_in("supervisor")
    assert reviewer.get("/conflicts/").content.decode().count(places[1]) == 1
    found = next(one for one in conflicts.possible(served.office) if one.case.hex() == places[1])
    reviewer.post("/conflicts/", {"of": found.id, "reason": "the same person, one file is closed"})
    assert places[1] not in {one.case.hex() for one in conflicts.possible(served.office)}


def test_names_are_compared_without_order_accents_and_signs() -> None:
    assert normal("Al-Haddad, Zoë") == normal("ZOE al haddad")
    assert normal("山田　太郎") == normal("山田 太郎")


def test_another_year_of_birth_is_another_person(served: Any, client: Any) -> None:
    lawyer, before = served.people["lawyer"], len(conflicts.possible(served.office))
    conflicts.check(served.office, lawyer, bytes(15) + b"1", [Named("Only Name", "1970")], AT)
    conflicts.check(served.office, lawyer, bytes(15) + b"2", [Named("Only Name", "1990", "opponent")], AT)
    assert len(conflicts.possible(served.office)) == before


def test_two_files_are_linked_and_unlinked_and_nothing_opens(served: Any, client: Any) -> None:
    here, there = new(client), new(client)
    number = kinds.latest(records(served, there), "number")["number"]
    caseworker, now, at = served.people["caseworker"], clock(), clock() + timedelta(hours=1)
    until = now + timedelta(days=2000)
    grants.grant(
        served.office, served.people["lawyer"], bytes.fromhex(here), caseworker, ["claim"], "support", now=now,
        until=until,
    )  # fmt: skip
    answer = send(client, f"/case/{here}/family/", number=number, relation="sister")
    assert answer.status_code == 302, answer.content.decode()
    assert number in client.get(f"/case/{here}/family/").content.decode()
    assert "sister" in client.get(f"/case/{there}/family/").content.decode()
    assert len(files.family(served.office, served.people["lawyer"], bytes.fromhex(here), at, False)) == 1
    assert files.family(served.office, caseworker, bytes.fromhex(here), at, False) == ()
    send(client, f"/case/{here}/family/", unlink=there, reason="another person")
    assert files.family(served.office, served.people["lawyer"], bytes.fromhex(here), at, False) == ()
    assert links.shown(served.office, served.people["lawyer"], bytes.fromhex(there), at) == ()


def test_a_number_that_is_not_theirs_says_nothing_of_the_file(client: Any) -> None:
    page = send(client, f"/case/{new(client)}/family/", number="2099-9999", relation="sister")
    assert page.status_code == 400
    assert "yours to lead" in page.content.decode()
