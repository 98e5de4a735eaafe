"""Whatever a person writes in a case file: an answer, or one sentence with its line and exit code 2."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.claim.small_law import SMALL
from wellfounded import law as laws
from wellfounded.claim.case_file import load, read
from wellfounded.claim.record import record
from wellfounded.claim.written import Lines, parse_toml
from wellfounded.cli.door import main
from wellfounded.logic.errors import WellfoundedError

LAW = 'law = "example"\n'
APPLIED = '[[event]]\nevent = "applied"\nday = "2024-05-01"\n'
DECIDED = '[[event]]\nevent = "decided"\nid = "d"\nday = "2024-06-03"\nnotified = "2024-06-05"\noutcome = "refused"\n'

BAD: dict[str, tuple[str, int | None, str]] = {
    "no TOML": ("this is a story\n", 1, "this is a story"),
    "a key without a value": (LAW + "title =\n", 2, "title ="),
    "a number that no computer holds": (LAW + f"title = {'9' * 5000}\nplace = 'x'\n", 2, "TOML"),
    "an unknown key at the top": (LAW + 'titel = "x"\n', 2, "titel is not a key of a case file. Write one of: title"),
    "an unknown key of an event": (LAW + APPLIED + 'dya = "x"\n', 5, "dya is not a key of [[event]]"),
    "an unknown key of a fact": (LAW + '[[fact]]\nfact = "harm_feared"\nvalu = true\n', 4, "valu is not a key"),
    "an impossible day in writing": (LAW + APPLIED.replace("2024-05-01", "2021-02-30"), 4, "February 2021 has 28 days"),
    "an impossible day of TOML": (
        LAW + APPLIED.replace('"2024-05-01"', "2021-02-30"),
        4,
        "February 2021 has 28 days",
    ),
    "an impossible complete day": (LAW + "complete = 2021-13-01\n", 2, "no month 13"),
    "a day that is no day": (LAW + APPLIED.replace("2024-05-01", "yesterday"), 4, "yesterday"),
    "a day of several lines": (LAW + APPLIED.replace('"2024-05-01"', '"""a\nb"""'), 4, "a b is not a day"),
    "a list for a day": (LAW + APPLIED.replace('"2024-05-01"', "[1, 2]"), 4, "a list is not a day"),
    "a year before all counting": (LAW + APPLIED.replace("2024-05-01", "0700-01-01"), 4, "from 1900 to 2099"),
    "an event without its day": (LAW + '[[event]]\nevent = "applied"\n', 2, "has no day"),
    "a kind of event that does not exist": (LAW + APPLIED.replace("applied", "aplied"), 3, "Write one of: applied"),
    "a list for a kind of event": (LAW + APPLIED.replace('"applied"', '["applied"]'), 3, "a list was written"),
    "no kind of event": (LAW + '[[event]]\nday = "2024-05-01"\n', 2, "(none)"),
    "a value that is not among those of a field": (
        LAW + DECIDED.replace('"refused"', '"denied"'),
        7,
        "denied is not possible for outcome",
    ),
    "a manner of notice": (LAW + APPLIED + 'how = "pigeon"\n', 5, "pigeon is not a manner of notice"),
    "an order of days that no completion allows": (
        LAW + DECIDED + APPLIED.replace("2024-05-01", "2024-07"),
        2,
        "cannot lie before this: Applied",
    ),
    "a notice before the decision": (LAW + DECIDED.replace("06-05", "06-01"), 2, "cannot come before it happened"),
    "a law that does not exist": ('title = "x"\nlaw = "atlantis"\n', 2, "There is no law atlantis"),
    "no law": ('title = "x"\n', None, "There is no law (none)"),
    "a table for a law": ('law = { name = "example" }\n', 1, "a table was written"),
    "a remedy that does not exist": (
        LAW + DECIDED + '[[event]]\nevent = "appealed"\nday = "2024-06"\nafter = { event = "d", within = "magic" }\n',
        None,
        "magic is not a remedy of example",
    ),
    "an empty file": ("", None, "is empty"),
    "a file of spaces": (" \n\t\n", None, "is empty"),
    "a number for a title": (LAW + "title = 5.5\n", 2, "title must be text in quotation marks; 5.5 was written"),
    "text for a truth": (LAW + '[[fact]]\nfact = "harm_feared"\nvalue = "yes"\n', 4, "must be true or false"),
    "a fact that does not exist": (LAW + '[[fact]]\nfact = "harm"\nvalue = true\n', 3, "harm is not a fact"),
    "a fact without a value": (LAW + '[[fact]]\nfact = "harm_feared"\n', 2, "harm_feared must be true or false"),
    "one table for a list of tables": (LAW + 'event = "applied"\n', 2, "event must be a list of tables"),
    "a list of words for a list of tables": (LAW + 'event = ["applied"]\n', 2, "event must be a list of tables"),
    "a table that is nested too deeply": (LAW + f"title = {'[' * 3000}{']' * 3000}\n", None, "nested too deeply"),
    "a key that is nested too deeply": (LAW + f"title{'.a' * 3000} = 1\n", None, "a table was written"),
    "two events of one id": (LAW + DECIDED + DECIDED, 8, "already names the event of line 2"),
    "a relation to nothing": (
        LAW + APPLIED + 'after = { event = "nobody", days = 9 }\n',
        2,
        "no event with the id nobody",
    ),
    "a relation to itself": (LAW + APPLIED + 'id = "a"\nafter = { event = "a", days = 9 }\n', 2, "after itself"),
    "a relation of no days": (LAW + APPLIED + 'after = { event = "a", days = "nine" }\n', 5, "whole numbers of days"),
    "a relation that is none": (LAW + APPLIED + 'after = "d"\n', 5, "after must name an event by its id"),
    "a correction of nothing": (LAW + APPLIED + 'corrects = "d"\n', 2, "no other event with the id d to correct"),
    "a correction of itself": (LAW + APPLIED + 'id = "a"\ncorrects = "a"\n', 2, "no other event with the id a"),
    "two corrections of one event": (
        LAW + DECIDED + 2 * (APPLIED + 'corrects = "d"\n'),
        12,
        "The event d is corrected twice",
    ),
    "corrections in a ring": (
        LAW + APPLIED + 'id = "a"\ncorrects = "b"\n' + APPLIED + 'id = "b"\ncorrects = "a"\n',
        2,
        "correct each other",
    ),
    "a lane that does not exist": (LAW + "[complete]\ncourtt = 2024-01-01\n", 3, "courtt is not a key"),
    "a relative without a file": (LAW + '[[family]]\nfile = "nobody.toml"\n', 3, "nobody.toml, is not beside this one"),
    "a relative that is no name of a file": (LAW + '[[family]]\nfile = "a\\u0000b"\n', 3, "is not beside this one"),
    "a relative that is the folder": (LAW + '[[family]]\nfile = "."\n', 3, "is not beside this one"),
}


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    """The exit code and what stands on standard error."""
    code = main(list(argv))
    found = capsys.readouterr()
    return code, found.err


def assert_one_sentence(text: str) -> None:
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert 10 < len(text) < 1500
    assert "Traceback" not in text
    assert not re.search(r"[{}]\w+[{}]|Error\b|object at 0x", text)


@pytest.mark.parametrize("name", BAD)
def test_one_sentence_with_its_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, line, words = BAD[name]
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    code, sentence = said(capsys, "show", str(tmp_path / "case.toml"), "--on", "2024-07-05", "--json")
    assert code == 2
    assert_one_sentence(sentence)
    assert words in sentence
    assert (re.match(r"Line (\d+): ", sentence) or [None, None])[1] == (str(line) if line else None)
    code, japanese = said(capsys, "show", str(tmp_path / "case.toml"), "--on", "2024-07-05", "--lang", "ja")
    assert code == 2
    assert_one_sentence(japanese)


@pytest.mark.parametrize(
    "name",
    ["nobody.toml", ".", "", "x" * 300, "a\0b", "/", "nobody/nobody.toml", "..", "line\nbreak"],
)
@pytest.mark.parametrize("command", ["show", "why", "calendar", "timeline"])
def test_a_file_that_is_not_there(name: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, sentence = said(capsys, command, name, "--on", "2024-07-05")
    assert code == 2
    assert_one_sentence(sentence)


def test_a_file_that_is_not_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case.toml").write_bytes(b"law = \xff\xfe\n")
    code, sentence = said(capsys, "show", str(tmp_path / "case.toml"))
    assert code == 2
    assert "is not text (UTF-8)" in sentence


@pytest.mark.parametrize(
    "day", ["2024-02-30", "2024-07", "soon", "1850-01-01", "2150-01-01", "9999-12-31", "0001-01-01"]
)
def test_a_day_that_cannot_be_asked_about(day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case.toml").write_text(LAW + APPLIED, encoding="utf-8")
    code, sentence = said(capsys, "show", str(tmp_path / "case.toml"), "--on", day, "--json")
    assert code == 2
    assert_one_sentence(sentence)


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + (LAW + APPLIED).replace("\n", "\r\n")
    (tmp_path / "case.toml").write_bytes(text.encode())
    assert load(str(tmp_path / "case.toml"), laws.find)[1].events[0].kind == "applied"


def test_relatives_that_name_each_other(tmp_path: Path) -> None:
    for own, other in (("a", "b"), ("b", "a")):
        text = f'{LAW}title = "{own}"\n{APPLIED}[[family]]\nfile = "{other}.toml"\n'
        (tmp_path / f"{own}.toml").write_text(text, encoding="utf-8")
    law, case = load(str(tmp_path / "a.toml"), laws.find)
    assert [kin.title for kin in case.family] == ["b"]
    assert case.family[0].family == ()
    assert len(record(law, case, date(2024, 7, 5)).rows[0].family) == 1


def test_a_file_that_names_itself_as_a_relative(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(f'{LAW}{APPLIED}[[family]]\nfile = "a.toml"\n', encoding="utf-8")
    assert load(str(tmp_path / "a.toml"), laws.find)[1].family == ()


def test_a_relative_under_another_law(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.toml").write_text(f'{LAW}{APPLIED}[[family]]\nfile = "b.toml"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('law = "convention"\n', encoding="utf-8")
    code, sentence = said(capsys, "show", str(tmp_path / "a.toml"), "--on", "2024-07-05")
    assert code == 2
    assert sentence.startswith("Line 6: ")
    assert "under the law convention" in sentence


def test_what_a_case_file_can_say() -> None:
    text = (
        'title = "t"\nplace = "p"\nnote = "n"\ncomplete = "2024-07"\n'
        '[[event]]\nevent = "applied"\nday = 2024-05-01\nhow = "in_person"\nactor = "x"\nid = 7\napplication = 2\n'
        'recorded = "2024-05-02"\nnote = "m"\n'
        '[[event]]\nevent = "decided"\nday = "令和6年6月3日"\noutcome = "refused"\nnumber = 3\napplication = 2\n'
        'after = { event = "7", least = 1, most = 99 }\n'
        '[[fact]]\nfact = "fears_harm"\nvalue = false\n'
        '[[fact]]\nfact = "filed"\nvalue = "never"\napplication = 2\n'
    )
    case = read(parse_toml(text, "t"), SMALL, Lines(text))
    assert (case.title, case.place, case.notes, case.applications) == ("t", "p", ("n",), ("2",))
    assert case.complete == dict.fromkeys(SMALL.lanes, date(2024, 7, 31))
    applied, decided = case.events
    assert (applied.id, applied.how, applied.actor, applied.line, applied.note) == ("7", "in_person", "x", 5, "m")
    assert applied.recorded is not None
    assert decided.day is not None
    assert (decided.day.text, dict(decided.fields)) == ("2024-06-03", {"outcome": "refused", "number": 3})
    assert decided.after is not None
    assert (decided.after.to, decided.after.least, decided.after.most) == ("7", 1, 99)
    assert [(s.fact, s.value, s.application) for s in case.statements] == [
        ("fears_harm", 0, ""),
        ("filed", (0, 0, 0), "2"),
    ]


# Whatever is written, and however far from a case file: no fault of the software.


def outcome(text: str) -> None:
    """Read a text as a case under the small law: a record, or a sentence on one line."""
    try:
        case = read(parse_toml(text, "test"), SMALL, Lines(text))
        made = record(SMALL, case, date(2024, 7, 5))
        for row in made.rows:
            for rule in SMALL.rules.values():
                made.finding(rule, row)
    except WellfoundedError as error:
        assert_one_sentence(f"{error}\n")


@given(st.binary(max_size=200))
def test_random_bytes(content: bytes) -> None:
    outcome(content.decode("utf-8", errors="replace"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=120), st.text(max_size=120).map(str.encode)))
def test_a_file_of_random_bytes_at_the_command(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "case.toml").write_bytes(content)
    assert main(["show", str(tmp_path / "case.toml"), "--on", "2024-07-05", "--json"]) == 2


_VALUES = st.one_of(
    st.sampled_from(
        (
            *('"2024-05-01"', '"2024-05"', '"unknown"', '"never"', '"refused"', '"in_person"', '"1"', '"a"', '"b"'),
            *("2024-05-01", "2024-06-03", "2024-02-30", "1979-05-27T07:32:00Z", "07:32:00", "true", "nan", "inf"),
            *("0", "9", "-3", "1.5", "99999999999999999999", "0xffffffffffffffffffffffffffffffff", "[]", "{}", "[[1]]"),
            *('{ event = "a", days = 9 }', '{ event = "b", within = "appeal" }', '{ event = "a", least = -1 }', '""'),
            *('"\\u0000"', '"\\n"', "'''\nx\n'''", '"[2024-05-01..2024-06-30]"', '"2024-05~"', '"{"', '"令和6年5月"'),
        )
    ),
    st.text(max_size=8).map(lambda text: '"' + text.replace("\\", "").replace('"', "") + '"'),
)
_KEYS = st.sampled_from(
    (
        *("event", "event", "event", "day", "day", "notified", "how", "recorded", "actor", "id", "corrects", "after"),
        *("application", "note", "outcome", "number", "fact", "value", "law", "title", "complete", "file", "x", "a.b"),
    )
)
_HEADS = st.sampled_from(("[[event]]", "[[event]]", "[[event]]", "[[fact]]", "[[family]]", "[complete]", "[event]"))
_KINDS = st.sampled_from(('event = "applied"', 'event = "decided"', 'event = "appealed"', 'fact = "decided"'))
_LINES = st.one_of(
    st.builds("{}\n{}\nday = {}".format, _HEADS, _KINDS, _VALUES),
    st.builds("{} = {}".format, _KEYS, _VALUES),
)


@settings(max_examples=6 * settings().max_examples)
@given(st.lists(_LINES, max_size=10))
def test_random_case_files(lines: list[str]) -> None:
    outcome("\n".join(lines))


@given(st.data())
def test_a_good_file_with_one_part_replaced(data: Any) -> None:
    good = (LAW.replace("example", "small") + "complete = 2024-07-05\n" + APPLIED + DECIDED).splitlines()
    at = data.draw(st.integers(1, len(good) - 1))
    good[at] = data.draw(st.one_of(_LINES, st.just(good[at][: len(good[at]) // 2]), st.just(good[at] * 2)))
    outcome("\n".join(good))


@pytest.mark.parametrize("more", [("--json",), ("--lang", "ja")])
@settings(max_examples=2 * settings().max_examples, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_LINES, max_size=8))
def test_random_case_files_at_the_command(tmp_path: Path, more: tuple[str, ...], lines: list[str]) -> None:
    (tmp_path / "case.toml").write_text(LAW + "\n".join(lines), encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["show", str(tmp_path / "case.toml"), "--on", "2024-07-05", *more])
    assert code in (0, 2), err.getvalue()
    if code == 2:
        assert_one_sentence(err.getvalue())
    elif "--json" in more:
        assert json.loads(out.getvalue())["contract"] == 1
