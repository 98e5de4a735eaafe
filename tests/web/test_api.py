"""The website for programs: narrowed by tokens, the same projections, one sentence for every fault."""

from __future__ import annotations

import contextlib
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import booleans
from schemathesis import GenerationMode, openapi

from wellfounded import law as laws
from wellfounded.claim import case_file
from wellfounded.claim.case_line import case_line
from wellfounded.claim.contract import contract
from wellfounded.dossier import files, grants, kinds
from wellfounded.dossier.office import new_id
from wellfounded.readings.words import Words
from wellfounded.web.instance import served as instance

OPEN = ("identity", "claim", "health", "intimate", "disclosed")


@pytest.fixture
def case(served: Any) -> bytes:
    """A case of the lawyer's own, with the story in it and a name that nobody else may read."""
    from wellfounded.claim.written import find, parse_toml, read_text
    from wellfounded.dossier.records import drafts

    now = instance().clock()
    lawyer = served.people["lawyer"]
    made = grants.open_file(served.office, lawyer, "representation", now, now + timedelta(days=90))
    told = drafts(parse_toml(read_text(find("osaka-2024")), "osaka-2024.toml"))
    told.append(kinds.draft("person", {"latin": "Canary Name"}))
    files.append(served.office, lawyer, made, "representation", told, new_id(), now)
    return made


def bearer(served: Any, compartments: tuple[str, ...], writes: bool, login: str) -> dict[str, str]:
    """The header of a token that was made just now."""
    from wellfounded.web.api import tokens

    now = instance().clock()
    token = tokens.make(served.people[login], compartments, writes, now, now + timedelta(days=1))
    return {"Authorization": f"Bearer {token}"}


def ask(served: Any, compartments: tuple[str, ...] = OPEN, writes: bool = True, login: str = "lawyer") -> Any:
    """A program with a token."""
    from django.test import Client

    return Client(headers=bearer(served, compartments, writes, login))


def test_nobody_without_a_token_is_answered(served: Any, case: bytes) -> None:
    from django.test import Client

    for token in ({}, {"Authorization": "Bearer wf_nothing"}):
        answer = Client(headers=token).get(f"/api/cases/{case.hex()}/records?purpose=representation")
        assert answer.status_code == 401
        assert "token" in answer.json()["error"]


def test_a_token_opens_its_compartments_and_no_other(served: Any, case: bytes) -> None:
    answer = ask(served, ("claim",)).get(f"/api/cases/{case.hex()}/records?purpose=representation")
    assert answer.json()["compartments"] == ["claim"]
    assert "Canary" not in answer.content.decode()
    assert "Canary" in ask(served).get(f"/api/cases/{case.hex()}/records?purpose=representation").content.decode()


def test_no_token_opens_what_only_members_open(served: Any, case: bytes) -> None:
    from wellfounded.logic.errors import BadInput
    from wellfounded.web.api import tokens

    now = instance().clock()
    with pytest.raises(BadInput):
        tokens.make(served.people["lawyer"], ("privileged",), False, now, now + timedelta(days=1))


def test_a_case_that_is_not_open_looks_like_one_that_is_not_there(served: Any, case: bytes) -> None:
    program = ask(served, ("claim",), login="caseworker")
    there = program.get(f"/api/cases/{case.hex()}/records?purpose=support")
    none = program.get(f"/api/cases/{'0' * 32}/records?purpose=support")
    assert (there.status_code, there.content) == (none.status_code, none.content)
    assert there.status_code == 404


def test_the_line_is_that_of_the_command(served: Any, case: bytes) -> None:
    law, told = case_file.load("osaka-2024", laws.find)
    answer = ask(served).get(f"/api/cases/{case.hex()}/line?purpose=representation&on=2024-07-05")
    wanted = json.loads(json.dumps(contract(case_line(law, told, date(2024, 7, 5)), Words("en"))))
    assert answer.json() == wanted


def test_sending_twice_adds_once(served: Any, case: bytes) -> None:
    sent = {
        "txn": new_id().hex(),
        "purpose": "representation",
        "records": [{"compartment": "claim", "kind": "story", "body": {"text": "As told.", "language": "en"}}],
    }
    program, address = ask(served), f"/api/cases/{case.hex()}/records"
    added = [program.post(address, sent, content_type="application/json").json()["added"] for _ in range(2)]
    assert added == [True, False]


def test_a_token_that_only_reads_adds_nothing(served: Any, case: bytes) -> None:
    sent = {
        "txn": new_id().hex(),
        "purpose": "representation",
        "records": [{"compartment": "claim", "kind": "story", "body": {"text": "x"}}],
    }
    program = ask(served, writes=False)
    answer = program.post(f"/api/cases/{case.hex()}/records", sent, content_type="application/json")
    assert answer.status_code == 404


def test_a_record_that_the_law_cannot_read_is_refused_and_the_file_stays_readable(served: Any, case: bytes) -> None:
    sent = {
        "txn": new_id().hex(),
        "purpose": "representation",
        "records": [{"compartment": "claim", "kind": "event", "body": {"kind": "no_such_event", "day": "2024-01-01"}}],
    }
    program = ask(served)
    answer = program.post(f"/api/cases/{case.hex()}/records", sent, content_type="application/json")
    assert answer.status_code == 400
    line = program.get(f"/api/cases/{case.hex()}/line?purpose=representation&on=2024-07-05")
    assert line.status_code == 200


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_that_is_sent_makes_a_fault(
    served: Any, case: bytes, mode: GenerationMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Schemathesis draws calls from the description: as it asks, and not as it asks."""
    from django.conf import settings as configured
    from django.core.handlers.wsgi import WSGIHandler

    monkeypatch.setattr(configured, "ALLOWED_HOSTS", ["localhost"])
    described: Any = openapi.from_wsgi("/api/openapi.json", WSGIHandler())
    headers = bearer(served, OPEN, True, "lawyer")
    answered: dict[str, set[int]] = {}
    for found in described.get_all_operations():
        operation = found.ok()
        answered[operation.label] = _drawn(operation, mode, headers, case)
    assert len(answered) == 6
    if mode is GenerationMode.POSITIVE:
        assert all(200 in codes for label, codes in answered.items() if label.startswith("GET")), answered
    assert max(code for codes in answered.values() for code in codes) < 500, answered


def _drawn(operation: Any, mode: GenerationMode, headers: dict[str, str], case: bytes) -> set[int]:
    """How calls that are drawn are answered. Half of what is sent to a case is sent to one that is there."""
    codes: set[int] = set()

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(call=operation.as_strategy(generation_mode=mode), there=booleans())
    def asked(call: Any, there: bool) -> None:
        if there and "case" in (call.path_parameters or {}):
            call.path_parameters["case"] = case.hex()
            if mode is GenerationMode.POSITIVE and "purpose" in (call.query or {}):
                call.query["purpose"] = "representation"
                call.query.update({"on": "2024-07-05"} if "on" in call.query else {})
        codes.add(call.call(headers=headers).status_code)

    with contextlib.suppress(Unsatisfiable):  # nothing can be sent to it that it does not ask for
        asked()
    return codes
