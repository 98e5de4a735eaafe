"""Who may see what: the whole matrix, and deny where nothing says otherwise."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier.conftest import LATER, NOW, Desk, osaka
from wellfounded import law as laws
from wellfounded.claim.case_line import case_line
from wellfounded.claim.contract import contract
from wellfounded.dossier import files, grants, keeping
from wellfounded.dossier.access import PURPOSES, ROLES, Grant, Projection, decide, projection
from wellfounded.dossier.compartments import BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.office import moment
from wellfounded.dossier.records import Draft, Record
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words

EVERYTHING = frozenset(COMPARTMENTS)
SINCE, AT, UNTIL = "2026-11-01T00:00:00Z", "2026-11-23T12:00:00Z", "2026-12-01T00:00:00Z"

READABLE = {
    "applicant": {"identity", "claim", "health", "intimate", "disclosed"},
    "relative": {"claim"},
    "representative": {"identity", "claim", "health", "intimate", "disclosed", "privileged"},
    "caseworker": {"identity", "claim", "health", "intimate", "disclosed"},
    "interpreter": {"claim"},
    "volunteer": {"claim", "disclosed"},
    "supervisor": {"identity", "claim", "health", "intimate", "disclosed"},
    "administrator": set(),
    "auditor": set(),
    "officer": {"identity", "claim", "health", "intimate", "disclosed", "deliberation"},
    "counsellor": {"identity", "claim", "health", "intimate", "disclosed", "deliberation"},
    "clerk": {"identity", "claim", "disclosed"},
}
"""The most that a grant of everything opens to each role, written a second time, by hand."""


def _grant(role: str, purpose: str, compartments: frozenset[str] = EVERYTHING) -> Grant:
    return Grant(b"g", b"c", b"m", role, compartments, purpose, SINCE, UNTIL)


def test_the_matrix_of_roles_and_compartments_is_what_was_meant() -> None:
    assert set(ROLES) == set(READABLE)
    for role, compartment in product(ROLES, COMPARTMENTS):
        opened = any(
            decide(role, [_grant(role, purpose)], compartment, "read", purpose, AT).allowed
            for purpose in PURPOSES
            if purpose != "break_glass"
        )
        assert opened == (compartment in READABLE[role]), (role, compartment)


def test_nobody_writes_what_they_could_not_read_and_no_administrator_anything() -> None:
    for role in ROLES.values():
        assert role.writes <= role.reads
    assert not ROLES["administrator"].reads | ROLES["auditor"].reads
    assert not {r for r, role in ROLES.items() if role.breaks_glass} & {"applicant", "relative", "volunteer"}


def test_without_a_grant_nothing_opens_to_anybody_for_any_purpose() -> None:
    for role, compartment, act, purpose in product(ROLES, COMPARTMENTS, ("read", "write", "export"), PURPOSES):
        assert not decide(role, [], compartment, act, purpose, AT).allowed  # type: ignore[arg-type]


@given(
    st.sampled_from(sorted(ROLES)),
    st.sampled_from(sorted(ROLES)),
    st.sampled_from(sorted(COMPARTMENTS)),
    st.sampled_from(sorted(PURPOSES)),
    st.sampled_from(sorted(PURPOSES)),
    st.frozensets(st.sampled_from(sorted(COMPARTMENTS))),
    st.sampled_from([SINCE, AT, UNTIL, "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"]),
)
def test_a_grant_opens_no_more_than_role_purpose_compartment_and_time_together(
    role: str, of: str, compartment: str, purpose: str, granted: str, opened: frozenset[str], now: str
) -> None:
    found = decide(role, [_grant(of, granted, opened)], compartment, "read", purpose, now)
    if found.allowed:
        assert role == of
        assert purpose == granted
        assert compartment in opened & ROLES[role].reads
        assert SINCE <= now < UNTIL
        assert found.until == UNTIL


def test_an_emergency_opens_nothing_that_only_members_hold_and_takes_nothing_out() -> None:
    for role in ROLES:
        grant = _grant(role, "break_glass")
        for name in BY_MEMBERS:
            assert not decide(role, [grant], name, "read", "break_glass", AT).allowed
        assert not decide(role, [grant], "claim", "export", "break_glass", AT).allowed


def test_an_unknown_role_or_compartment_is_shut() -> None:
    assert not decide("king", [_grant("king", "support")], "claim", "read", "support", AT).allowed
    assert not decide("representative", [_grant("representative", "representation")], "access", "read",
                      "representation", AT).allowed  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(COMPARTMENTS)), st.integers(0, 3)))
def test_a_projection_for_a_relative_does_not_say_what_else_there_is(numbers: dict[str, int]) -> None:
    records = {
        name: [Record(f"{name}{i}", name, "note", {"text": name}, AT, i, b"a") for i in range(number)]
        for name, number in numbers.items()
    }
    grant = [_grant("relative", "family", frozenset({"claim"}))]
    made = projection(b"c", "relative", grant, "family", AT, records)
    alone = projection(b"c", "relative", grant, "family", AT, {"claim": records.get("claim", [])})
    assert made == alone
    assert made.closed == ()


def test_the_closed_doors_that_a_role_is_told_of_do_not_depend_on_what_lies_behind() -> None:
    record = Record("i", "intimate", "note", {}, AT, 0, b"a")
    grant = [_grant("interpreter", "interpretation")]
    empty = projection(b"c", "interpreter", grant, "interpretation", AT, {})
    assert empty == projection(b"c", "interpreter", grant, "interpretation", AT, {"intimate": [record]})
    assert set(empty.closed) == EVERYTHING - {"claim"}


# In an office.


def _bytes(desk: Desk, own: Projection, kin: tuple[Projection, ...]) -> bytes:
    law, case = files.case_of(own, laws.find, kin)
    line = contract(case_line(law, case, NOW.date()), Words("en"))
    shown = [[p.role, p.purpose, p.compartments, p.closed, p.until, [(r.kind, r.body) for r in p.records]] for p in kin]
    return json.dumps([line, shown], sort_keys=True, default=str).encode()


def test_the_page_of_a_spouse_is_the_same_bytes_whether_or_not_a_sealed_part_exists(desk: Desk) -> None:
    desk.add(*osaka())
    spouse = desk.member("applicant")
    own = grants.open_file(desk.office, desk.lawyer, "representation", NOW, LATER)
    desk.add(*osaka()[:6], case=own)
    grants.grant(desk.office, desk.lawyer, own, spouse, ["identity", "claim"], "own_case", now=NOW, until=LATER)
    grants.grant(
        desk.office, desk.lawyer, desk.case, spouse, ["claim"], "family", now=NOW, until=LATER, as_relative=True
    )
    grants.link(desk.office, desk.lawyer, desk.case, own, "spouse", NOW)

    def page(minutes: int) -> bytes:
        now = NOW + timedelta(minutes=minutes)
        made = files.read(desk.office, spouse, own, "own_case", now)
        return _bytes(desk, made, files.family(desk.office, spouse, own, now))

    before = page(1)
    assert b"family" in before
    for name in sorted(EVERYTHING - {"claim", "deliberation"}):
        desk.add(
            Draft(name, "fact", {"fact": "sexual_orientation", "value": True}), Draft(name, "note", {"text": name})
        )
        files.read(desk.office, desk.lawyer, desk.case, "representation", NOW + timedelta(hours=1))
    assert page(2) == before
    with pytest.raises(BadInput, match="opened to a relative"):
        grants.grant(
            desk.office, desk.lawyer, desk.case, spouse, ["intimate"], "family", now=NOW, until=LATER, as_relative=True
        )
    with pytest.raises(Refused):
        files.who_saw(desk.office, spouse, desk.case, NOW)


def test_every_role_reads_what_was_granted_and_nothing_else_and_refusals_are_on_record(desk: Desk) -> None:
    for name in sorted(EVERYTHING - {"deliberation"}):
        desk.add(Draft(name, "note", {"text": name}))
    for role in ("applicant", "caseworker", "interpreter", "volunteer", "supervisor"):
        other = desk.member(role)
        (purpose,) = sorted(ROLES[role].purposes)[:1]
        with pytest.raises(Refused):
            files.read(desk.office, other, desk.case, purpose, NOW)
        for name in sorted(EVERYTHING - ROLES[role].reads):
            with pytest.raises(BadInput):
                grants.grant(desk.office, desk.lawyer, desk.case, other, [name], purpose, now=NOW, until=LATER)
        given = sorted(ROLES[role].reads)[:2]
        grants.grant(desk.office, desk.lawyer, desk.case, other, given, purpose, now=NOW, until=LATER)
        made = files.read(desk.office, other, desk.case, purpose, NOW + timedelta(minutes=1))
        assert {r.body["text"] for r in made.records} == set(given)
        assert made.until == moment(LATER)
        for name in sorted(EVERYTHING):
            if name not in set(given) & ROLES[role].writes:
                with pytest.raises(BadInput):
                    desk.add(Draft(name, "note", {"text": "x"}), by=other, purpose=purpose)
        with pytest.raises(Refused):
            files.read(desk.office, other, desk.case, purpose, LATER)
    seen = files.who_saw(desk.office, desk.lawyer, desk.case, NOW)
    assert sum(s.kind == "refused" for s in seen) == 10
    readers = {s.actor for s in seen if s.kind == "read" and s.compartment == "claim"}
    assert len(readers) == 5


def test_administrators_and_auditors_are_granted_nothing(embedded: Desk) -> None:
    for role in ("administrator", "auditor"):
        other = embedded.member(role)
        for purpose in PURPOSES:
            with pytest.raises(BadInput):
                grants.grant(
                    embedded.office, embedded.lawyer, embedded.case, other, ["claim"], purpose, now=NOW, until=LATER
                )
        with pytest.raises(Refused):
            grants.break_glass(embedded.office, other, embedded.case, "I want to see it", NOW)
    seen = files.who_saw(embedded.office, other, embedded.case, NOW)
    assert seen
    assert {key for s in seen for key in s.body} <= {"role", "purpose", "until"}


def test_a_revoked_grant_is_shut_at_once_and_a_row_changed_by_hand_opens_nothing(desk: Desk) -> None:
    desk.add(Draft("claim", "note", {"text": "x"}))
    other = desk.member("volunteer")
    number = grants.grant(desk.office, desk.lawyer, desk.case, other, ["claim"], "support", now=NOW, until=LATER)
    files.read(desk.office, other, desk.case, "support", NOW)
    assert [c.case for c in files.cases(desk.office, other, NOW)] == [desk.case]
    grants.revoke(desk.office, desk.lawyer, desk.case, number, NOW)
    with pytest.raises(Refused):
        files.read(desk.office, other, desk.case, "support", NOW)
    assert files.cases(desk.office, other, NOW) == ()
    grants.grant(
        desk.office, desk.lawyer, desk.case, other, ["claim"], "support", now=NOW, until=NOW + timedelta(days=1)
    )
    with desk.office.store.caring() as rows:
        rows.run("UPDATE door SET until = ? WHERE member = ?", (moment(LATER), other.id))
    with pytest.raises(Refused):
        files.read(desk.office, other, desk.case, "support", NOW)


def test_an_emergency_has_a_reason_an_end_and_a_notice(desk: Desk) -> None:
    desk.add(Draft("claim", "note", {"text": "x"}), Draft("privileged", "note", {"text": "y"}))
    other = desk.member("caseworker")
    with pytest.raises(BadInput, match="sentence"):
        grants.break_glass(desk.office, other, desk.case, "urgent", NOW)
    grants.break_glass(desk.office, other, desk.case, "removal set for tomorrow morning", NOW)
    made = files.read(desk.office, other, desk.case, "break_glass", NOW)
    assert [r.body["text"] for r in made.records] == ["x"]
    with pytest.raises(Refused):
        files.read(desk.office, other, desk.case, "break_glass", NOW + timedelta(hours=4))
    with pytest.raises(Refused):
        desk.add(Draft("claim", "note", {"text": "z"}), by=other)
    (told,) = grants.notices(desk.office, desk.lawyer)
    assert (told.case, told.member, told.reason) == (desk.case, other.id, "removal set for tomorrow morning")
    assert grants.notices(desk.office, other) == ()
    assert any(s.kind == "glass" for s in files.who_saw(desk.office, desk.lawyer, desk.case, NOW))


def test_what_only_members_hold_opens_to_those_who_were_given_its_key_and_signed_in(desk: Desk) -> None:
    from wellfounded.dossier import members

    other = desk.member("representative", "second")
    desk.add(Draft("privileged", "note", {"text": "counsel"}))
    number = grants.grant(
        desk.office, desk.lawyer, desk.case, other, ["privileged"], "representation", now=NOW, until=LATER
    )
    made = files.read(desk.office, other, desk.case, "representation", NOW)
    assert [r.body["text"] for r in made.records] == ["counsel"]
    keyless = members.member(desk.office, other.id)
    assert files.read(desk.office, keyless, desk.case, "representation", NOW).records == ()
    boss = desk.member("supervisor")
    with pytest.raises(Refused):
        grants.grant(desk.office, boss, desk.case, other, ["privileged"], "representation", now=NOW, until=LATER)
    grants.revoke(desk.office, desk.lawyer, desk.case, number, NOW)
    with desk.office.store.reading(office=True) as rows:
        left = rows.all("SELECT holder FROM compartment_key WHERE compartment = 'privileged'")
    assert left == [(desk.lawyer.id,)]


def test_the_sealed_case_of_the_story_has_the_line_of_its_file(desk: Desk) -> None:
    from datetime import date

    from wellfounded.claim import case_file

    desk.add(*osaka())
    made = files.read(desk.office, desk.lawyer, desk.case, "representation", NOW)
    sealed = files.case_of(made, laws.find)
    written = case_file.load("osaka-2024", laws.find)
    for on in (date(2021, 2, 27), date(2022, 8, 1), date(2024, 7, 5), date(2025, 3, 14)):
        lines = [contract(case_line(law, case, on), Words("ja")) for law, case in (sealed, written)]
        assert lines[0] == lines[1]
    assert {r.body["fact"] for r in made.records if r.compartment == "intimate" and r.kind == "fact"} >= {
        "sexual_orientation"
    }


def test_a_record_that_was_struck_is_left_out_and_a_search_finds_only_what_is_open(embedded: Desk) -> None:
    desk = embedded
    desk.add(*osaka()[:4])
    other = desk.member("volunteer")
    grants.grant(desk.office, desk.lawyer, desk.case, other, ["claim"], "support", now=NOW, until=LATER)
    desk.add(Draft("intimate", "note", {"text": "a word that tells"}), Draft("claim", "note", {"text": "a word"}))
    assert len(files.search(desk.office, desk.lawyer, "representation", "WORD", NOW)) == 2
    assert [r.compartment for r in files.search(desk.office, other, "support", "word", NOW)] == ["claim"]
    assert files.search(desk.office, other, "support", "  ", NOW) == ()
    made = files.read(desk.office, desk.lawyer, desk.case, "representation", NOW)
    events = [r for r in made.records if r.kind == "event"]
    desk.add(Draft("claim", "strike", {"id": events[0].id}))
    made = files.read(desk.office, desk.lawyer, desk.case, "representation", NOW)
    assert len(files.case_of(made, laws.find)[1].events) == len(events) - 1


def test_a_hold_refuses_erasure_and_erasure_leaves_a_log_that_verifies(desk: Desk) -> None:
    from wellfounded.dossier import logbook

    desk.add(Draft("claim", "note", {"text": "x"}), Draft("health", "note", {"text": "y"}))
    logbook.checkpoint(desk.office, NOW)
    keeping.hold(desk.office, desk.lawyer, desk.case, "a suit is pending", NOW)
    with pytest.raises(BadInput, match="legal hold"):
        keeping.erase(desk.office, desk.lawyer, desk.case, "asked for", NOW)
    keeping.release(desk.office, desk.lawyer, desk.case, "the suit has ended", NOW)
    assert keeping.erase(desk.office, desk.lawyer, desk.case, "asked for", NOW, ["health"]) == 1
    made = files.read(desk.office, desk.lawyer, desk.case, "representation", NOW)
    assert [r.body["text"] for r in made.records] == ["x"]
    with pytest.raises(BadInput, match="erased"):
        desk.add(Draft("health", "note", {"text": "z"}))
    other = desk.member("volunteer")
    with pytest.raises(Refused):
        keeping.erase(desk.office, other, desk.case, "because", NOW)
    keeping.erase(desk.office, None, desk.case, "asked for", NOW)
    with pytest.raises(BadInput):
        files.read(desk.office, desk.lawyer, desk.case, "representation", NOW)
    with desk.office.store.reading(office=True) as rows:
        assert rows.all("SELECT count(*) FROM compartment_key WHERE case_id = ?", (desk.case,)) == [(0,)]
    logbook.checkpoint(desk.office, NOW)
    assert logbook.examine(desk.office.store, desk.office.key).faults == ()
    assert keeping.erased(desk.office)[-1][0] == desk.case


def test_intimate_facts_are_facts_of_a_law() -> None:
    from wellfounded.dossier.compartments import INTIMATE_FACTS

    assert set(laws.find("jp").facts) >= INTIMATE_FACTS


def test_what_was_added_within_one_second_keeps_its_order() -> None:
    def made(text: str, order: int) -> Record:
        return Record(text, "claim", "story", {"text": text}, "2026-11-23T12:00:00Z", order, bytes(16))

    asked = [made("question", 0), made("its second part", 1), made("answer", 0)]
    held = [Grant(bytes(16), bytes(16), bytes(16), "representative", frozenset({"claim"}), "representation",
                  "2026-11-23T11:00:00Z", "2026-11-24T11:00:00Z")]  # fmt: skip
    seen = projection(bytes(16), "representative", held, "representation", "2026-11-23T12:00:01Z", {"claim": asked})
    assert [record.id for record in seen.records] == ["question", "its second part", "answer"]
