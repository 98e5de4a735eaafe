"""`wellfounded deadline jp`: the counting vectors of Japan through the command, and what it refuses."""

import json
from typing import Any

import pytest

from tests.logic import vectors
from wellfounded.cli.door import main


def _ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = main(["deadline", "jp", *arguments, "--json"])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return dict(json.loads(out))


def _last(found: dict[str, Any]) -> tuple[str, str]:
    return found["last_day"]["earliest"], found["last_day"]["latest"]


def _rows(text: str, *left_out: str) -> list[list[str]]:
    """The vectors of the reference but those that turn on more than a notice."""
    return [row for row in vectors.rows(text) if row[0] not in left_out]


REVIEW = _rows(vectors.REVIEW)
SUIT = _rows(vectors.SUIT + vectors.OLD_SUIT, "S12")  # a late request for review stands before it
APPEAL = _rows(vectors.APPEAL, "A14", "A15", "A16")  # served electronically


@pytest.mark.parametrize("row", REVIEW, ids=lambda row: row[0])
def test_the_time_to_request_review(capsys: pytest.CaptureFixture[str], row: list[str]) -> None:
    _, notice, _, last = row
    found = _ask(capsys, "administrative_review", "--from", notice, "--how", "in_person")
    assert _last(found) == (last, last)
    assert found["counting"]
    assert found["cites"]


@pytest.mark.parametrize("row", SUIT, ids=lambda row: row[0])
def test_the_time_to_sue(capsys: pytest.CaptureFixture[str], row: list[str]) -> None:
    _, known, _, last, *outer = row
    found = _ask(capsys, "revocation_suit", "--from", known)
    assert _last(found) == (last, last)
    if outer:
        assert [found["outer_last_day"]["earliest"], found["outer_last_day"]["latest"]] == outer * 2


@pytest.mark.parametrize("remedy", ["appeal", "final_appeal"])
@pytest.mark.parametrize("row", APPEAL, ids=lambda row: row[0])
def test_the_time_to_appeal(capsys: pytest.CaptureFixture[str], remedy: str, row: list[str]) -> None:
    served, last = row[1], row[3]
    found = _ask(capsys, remedy, "--from", served, "--how", "served")
    assert _last(found) == (last, last)


def test_a_request_posted_in_time_is_in_time(capsys: pytest.CaptureFixture[str]) -> None:
    posted = ("administrative_review", "--from", "2024-07-01", "--filed", "2024-07-08", "--filed-by", "post")
    assert _ask(capsys, *posted)["in_time"] == "met"


def test_a_request_handed_in_a_day_late_is_late_whatever_may_excuse_it(capsys: pytest.CaptureFixture[str]) -> None:
    late = _ask(capsys, "administrative_review", "--from", "2021-02-18", "--filed", "2021-02-26")
    assert late["in_time"] == "not_met"
    early = _ask(capsys, "administrative_review", "--from", "2021-02-18", "--filed", "2021-02-25")
    assert early["in_time"] == "met"


def test_an_appeal_must_arrive(capsys: pytest.CaptureFixture[str]) -> None:
    found = _ask(capsys, "appeal", "--from", "2024-07-04", "--filed", "2024-07-18")
    assert found["in_time"] == "met"
    assert _ask(capsys, "appeal", "--from", "2024-07-04", "--filed", "2024-07-19")["in_time"] == "not_met"


def test_electronic_service_viewed(capsys: pytest.CaptureFixture[str]) -> None:
    found = _ask(capsys, "appeal", "--from", "2026-12-01", "--how", "electronic", "--viewed", "2026-12-03")
    assert _last(found) == ("2026-12-17", "2026-12-17")


def test_electronic_service_not_known_to_be_viewed_stays_open_within_the_week(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = _ask(capsys, "appeal", "--from", "2026-12-01", "--how", "electronic")
    assert _last(found) == ("2026-12-15", "2026-12-22")


def test_electronic_service_never_viewed(capsys: pytest.CaptureFixture[str]) -> None:
    found = _ask(capsys, "appeal", "--from", "2026-12-01", "--how", "electronic", "--viewed", "never")
    assert _last(found) == ("2026-12-22", "2026-12-22")
    moved = _ask(capsys, "appeal", "--from", "2026-12-10", "--how", "electronic", "--viewed", "never")
    assert _last(moved) == ("2027-01-04", "2027-01-04")


def test_whether_the_day_after_a_week_unviewed_is_in_time_is_unclear_law(capsys: pytest.CaptureFixture[str]) -> None:
    unviewed = ("appeal", "--from", "2026-12-01", "--how", "electronic", "--viewed", "never")
    found = _ask(capsys, *unviewed, "--filed", "2026-12-23")
    assert found["in_time"] == "open"
    assert found["law_unclear"]
    assert _ask(capsys, *unviewed, "--filed", "2026-12-22")["in_time"] == "met"


@pytest.mark.parametrize("day", ["令和3年2月16日", "令和三年二月十六日", "令和３年２月１６日", "R3.2.16", "2021-02-16"])
def test_days_may_be_written_as_eras(capsys: pytest.CaptureFixture[str], day: str) -> None:
    assert _last(_ask(capsys, "administrative_review", "--from", day)) == ("2021-02-24", "2021-02-24")


def test_a_notice_known_only_to_its_month_gives_the_range(capsys: pytest.CaptureFixture[str]) -> None:
    found = _ask(capsys, "administrative_review", "--from", "2021-02", "--how", "in_person")
    assert _last(found) == ("2021-02-08", "2021-03-05")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["xx", "appeal", "--from", "2024-07-04"], "There is no law xx."),
        (["jp", "apeal", "--from", "2024-07-04"], "has no remedy apeal"),
        (["jp", "appeal", "--from", "2021-02-30"], "2021-02-30 is not a day"),
        (["jp", "appeal", "--from", "2100-01-01"], "2099"),
        (["jp", "appeal", "--from", "soon"], "cannot be read as a day"),
        (["jp", "appeal"], "--from"),
        (["jp", "appeal", "--from", "2024-07-04", "--viewed", "2024-07-05"], "electronic"),
        (["jp", "administrative_review", "--from", "2024-07-04", "--how", "electronic"], "electronic"),
        (["jp", "appeal", "--from", "2024-07-04", "--filed", "2024-07-01"], "before the notice"),
        (["jp", "appeal", "--from", "1975-01-01"], "1982"),
    ],
)
def test_bad_input_gets_one_sentence(capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str) -> None:
    for lang in ("en", "ja"):
        code = main(["deadline", *arguments, "--lang", lang])
        out, err = capsys.readouterr()
        assert (code, out) == (2, "")
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err
        if lang == "en":
            assert sentence in err
