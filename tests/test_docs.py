"""The documentation cannot fall behind: its examples are run, and every command, option and key has its place in it."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools import docs_examples
from tools.docs_examples import DOCS, ROOT, Answer, Example
from wellfounded import law as laws
from wellfounded.claim import case_file
from wellfounded.claim.written import Lines, parse_toml
from wellfounded.cli import door

PAGES = docs_examples.pages()


def _page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _named(text: str) -> set[str]:
    """The words that a page prints as code."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return {word for code in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"-{0,2}[\w-]+", code)}


def _section(text: str, head: str) -> str:
    found = re.search(rf"^## {re.escape(head)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section {head}"
    return found[1]


# What the pages print is what the commands answer.


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_is_what_the_command_answers(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    stale = [answer.example.command for answer in docs_examples.answers(text) if not answer.current]
    assert stale == [], "`make examples` writes them anew"


def test_there_are_examples_and_none_of_them_depends_on_today() -> None:
    commands = [
        example.command
        for page in PAGES
        for block in re.findall(r"^```console\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        for example in docs_examples.examples(block)
    ]
    assert len(commands) > 30
    of_a_day = ("show", "why", "today", "timeline", "calendar", "new")
    assert [c for c in commands if c.split()[1] in of_a_day and "--on" not in c] == []


def test_a_line_that_changed_is_seen_and_a_cut_stands_for_any_lines() -> None:
    def current(printed: str) -> bool:
        return Answer(Example("wellfounded show", printed), "one\ntwo\nthree\nfour\n").current

    assert current("one\ntwo\nthree\nfour\n")
    assert current("one\n...\nfour\n")
    assert current("...\n")
    assert not current("one\ntwo\nthree\n")
    assert not current("one\n...\nfive\n")
    assert not current("two\n...\n")
    assert not current("")


def test_a_cut_example_is_written_anew_between_its_cuts() -> None:
    answer = Answer(
        Example("wellfounded show", "...\ntwo were\nthree was\n...\n"), "one\ntwo is\nnew\nthree is\nfour\n"
    )
    assert answer.renewed() == "...\ntwo is\nnew\nthree is\n...\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_tables_made_from_the_law_are_current(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert docs_examples.with_tables(text) == text, "`make examples` writes them anew"


def test_the_picture_of_the_tour_is_current() -> None:
    assert docs_examples.PICTURE.read_text(encoding="utf-8") == docs_examples.drawn(), "`make examples` draws it anew"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_piece_of_a_case_file_can_be_read(page: Path) -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for block in blocks:
        text = block if re.search(r"^law = ", block, re.MULTILINE) else f'law = "jp"\n{block}'
        document = parse_toml(text, page.name)
        case_file.read(document, laws.find(document["law"]), Lines(text))


@pytest.mark.parametrize("path", sorted((DOCS / "cases").glob("*.toml")), ids=lambda path: path.stem)
def test_every_case_of_the_pages_is_used_and_can_be_read(path: Path) -> None:
    case_file.load(str(path), laws.find)
    assert any(f"cases/{path.name}" in page.read_text(encoding="utf-8") for page in PAGES)


def test_the_front_page_leads_nowhere_that_is_not_there() -> None:
    paths = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert paths
    assert [path for path in paths if not (ROOT / path).is_file()] == []


def test_the_country_of_the_tour_is_named_nowhere() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in [*PAGES, docs_examples.PICTURE])
    named = "Tunis Moroc Algeri Libya Egypt Sudan Mauritan チュニジア モロッコ アルジェリア リビア エジプト スーダン"
    assert [country for country in named.split() if country in text] == []


# Every command and every option is on the page of the commands.


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (choices,) = [a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(choices)


def _options(parser: argparse.ArgumentParser) -> set[str]:
    return {name for a in parser._actions for name in a.option_strings} - {"-h", "--help"}


def test_every_command_and_every_option_is_described() -> None:
    text = _page("commands.md")
    opening = _named(text.split("\n## ", 1)[0])
    assert _options(door._parser()) <= opening
    for name, parser in _commands(door._parser()).items():
        section = _section(text, f"`{name}`")
        assert f"$ wellfounded {name}" in section, f"{name} has no example"
        if name == "law":
            for what, below in _commands(parser).items():
                assert f"$ wellfounded law {what}" in section, f"law {what} has no example"
                assert _options(below) <= opening | _named(section)
        else:
            assert _options(parser) - opening - _named(section) == set(), f"options of {name} without a word"


def test_no_option_is_described_that_does_not_exist() -> None:
    text = _page("commands.md")
    possible = _options(door._parser()) | {"--help"}
    for parser in _commands(door._parser()).values():
        possible |= _options(parser)
    assert {word for word in _named(text) if word.startswith("--")} <= possible


# Every key of the answers is on the page of the contract.

ANSWERS = {
    "`show`": (
        "show osaka-2024 --on 2021-03-01",
        "show osaka-2024 --on 2024-07-05",
        "show osaka-2024 --on 2025-03-14",
        "show cases/third-after.toml --on 2024-09-02",
    ),
    "`why`": (
        "why osaka-2024 removal --on 2024-07-05",
        "why cases/third-before.toml removal --beside cases/third-after.toml --on 2024-09-02",
    ),
    "`deadline`": ("deadline jp appeal --from 2026-06-04 --how electronic --viewed never --filed 2026-06",),
    "`today`": ("today cases --on 2024-09-02",),
    "`law`": ("law list example", "law show example asylum", "law check example"),
    "Commands that write files": (
        "timeline osaka-2024 --on 2024-07-05",
        "calendar osaka-2024 --on 2022-06-01",
        "new --on 2024-07-05",
    ),
    "Errors": ("show no-such-case --on 2024-07-05",),
}
OWN_NAMES = ("args", "fields", "elements")
"""Keys under which the names are those of a rule, an event or an element, and not of the contract."""


def _keys(plain: Any) -> Iterator[str]:
    if isinstance(plain, list):
        for one in plain:
            yield from _keys(one)
    elif isinstance(plain, dict):
        for key, value in plain.items():
            yield key
            if key in OWN_NAMES and isinstance(value, dict):
                for one in value.values():
                    yield from _keys(one)
            else:
                yield from _keys(value)


def _answered(command: str) -> dict[str, Any]:
    with docs_examples.folder() as here:
        printed = docs_examples.run(f"wellfounded {command} --json", here)
    return dict(json.loads(printed[printed.index("{") :]))


@pytest.mark.parametrize("head", ANSWERS, ids=str)
def test_every_key_of_an_answer_is_described(head: str) -> None:
    text = _page("contract.md")
    there, anywhere = _named(_section(text, head)), _named(text)
    for command in ANSWERS[head]:
        plain = _answered(command)
        assert set(plain) - there == set(), f"keys at the top of {command} without a word"
        if head == "`show`":
            del plain["assessment"]["refugee"], plain["assessment"]["complementary_protection"]
        if command.startswith("law check"):
            plain["laws"] = list(plain["laws"].values())
        assert set(_keys(plain)) - anywhere == set(), f"keys of {command} without a word"


# Every key of a case file is on the page of the case file.


def test_every_key_of_a_case_file_is_described() -> None:
    text = _page("case-file.md")
    tables = {
        "The head": case_file._TOP[:5],
        "What happened": (*case_file._EVENT, *case_file.HOW),
        "What no event holds": case_file._FACT,
        "Relatives": ("file", "note"),
        "What is known between two events": ("event", "days", "least", "most", "within"),
        "What can happen in Japan": tuple(
            name for kind in laws.find("jp").event_kinds for name in (kind.name, *kind.fields)
        ),
    }
    for head, keys in tables.items():
        assert set(keys) - _named(_section(text, head)) == set(), f"keys without a word under {head}"
    assert all(f"[[{table}]]" in text for table in case_file._TOP[5:])
    assert set(laws.find("jp").lanes) <= _named(_section(text, "The head"))
