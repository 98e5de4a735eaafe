"""The demonstration office: quick to make, safe to make again, alive on whatever day it is made."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from wellfounded import law as laws
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.telling import next_last_day
from wellfounded.dossier import conflicts, files, grants, kinds, members, records
from wellfounded.dossier.records import Record
from wellfounded.web import demonstration
from wellfounded.web.demonstrations import cases

NOW = datetime(2027, 2, 26, 3, 0, tzinfo=UTC)


def line(case: cases.Invented, today: date) -> CaseLine:
    told = [Record(str(n), d.compartment, d.kind, d.body, "", n, b"") for n, d in enumerate(cases.records(case, today))]
    law, read = records.case(records.document(told), laws.find)
    return case_line(law, read, today)


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 2, 28), date(2028, 2, 29), date(2027, 12, 31)])
def test_every_invented_case_reads_without_a_fault_on_any_day(today: date) -> None:
    lines = {case.letter: line(case, today) for case in cases.INVENTED if case.letter != "M"}
    left = {letter: min((r.days_left or 0 for r in next_last_day(one)), default=None) for letter, one in lines.items()}
    # An office that is shut moves a last day on, and months are of unequal length.
    assert 2 <= (left["A"] or 0) <= 9
    assert 9 <= (left["B"] or 0) <= 16
    assert 22 <= (left["C"] or 0) <= 32
    stages = {letter: "|".join(sorted(one.current.stage)) for letter, one in lines.items()}
    assert stages["I"] == "appeal_pending"
    assert stages["J"] == "review_pending"
    assert stages["K"] == "recognised"
    assert lines["D"].removal.barred == "met"
    assert lines["H"].removal.barred == "not_met"


def test_the_office_is_made_in_seconds_and_made_again_without_change(tmp_path: Path) -> None:
    store = str(tmp_path / "office.db")
    begun = time.process_time()
    office = demonstration.demonstration(store, NOW)
    assert time.process_time() - begun < 5
    lawyer = members.sign_in(office, "lawyer", demonstration.PASSPHRASE)
    found = files.cases(office, lawyer, NOW + timedelta(1))
    again = demonstration.demonstration(store, NOW + timedelta(1))
    assert files.cases(again, lawyer, NOW + timedelta(1)) == found
    assert len(found) == len(cases.INVENTED) + 1 >= 13
    assert len(grants.notices(office, lawyer)) == 1
    assert len(conflicts.possible(office)) == 1


def test_everything_is_marked_as_invented(tmp_path: Path) -> None:
    office = demonstration.demonstration(str(tmp_path / "office.db"), NOW)
    lawyer = members.sign_in(office, "lawyer", demonstration.PASSPHRASE)
    for made in files.read_all(office, lawyer, "representation", NOW + timedelta(hours=1)):
        assert kinds.latest(made.records, "number")["number"].startswith("D-")
        person = kinds.latest(made.records, "person")
        assert not person or "(invented)" in person["latin"]
    assert all("(invented)" in person.name for person in demonstration.PEOPLE)


def test_the_applicant_of_the_story_reads_their_own_file_and_no_other(tmp_path: Path) -> None:
    office = demonstration.demonstration(str(tmp_path / "office.db"), NOW)
    applicant = members.sign_in(office, demonstration.CODE, demonstration.CODE + demonstration.PIN)
    (own,) = files.cases(office, applicant, NOW + timedelta(hours=1))
    made = files.read(office, applicant, own.case, "own_case", NOW + timedelta(hours=1), False)
    assert kinds.latest(made.records, "number")["number"] == "D-0001"


def test_one_of_the_couple_has_a_part_that_the_other_does_not_see(tmp_path: Path) -> None:
    office = demonstration.demonstration(str(tmp_path / "office.db"), NOW)
    lawyer = members.sign_in(office, "lawyer", demonstration.PASSPHRASE)
    at, linked = NOW + timedelta(hours=1), []
    for one in files.cases(office, lawyer, at):
        kin = files.family(office, lawyer, one.case, at, False)
        linked += [made for made in kin if any(r.compartment == "intimate" for r in made.records)]
    assert len(linked) == 1
