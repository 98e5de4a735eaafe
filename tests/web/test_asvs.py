"""The list of security requirements: complete, each with a test that exists or a reason, and counted as the page says.

`python -m tests.web.test_asvs` prints the table of the page.
"""

from __future__ import annotations

import ast
import csv
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "asvs.csv"
PAGE = ROOT / "docs" / "security.md"
STATES = ("met", "partly", "not met", "does not apply")
COLUMNS = ("id", "level", "section", "asks", "state", "tests", "reason", "where")
CHAPTERS = {
    1: "Encoding and sanitising", 2: "Input and order of business", 3: "In the browser", 4: "Web services", 5: "Files",
    6: "Authentication", 7: "Sessions", 8: "Authorisation", 9: "Tokens that carry content", 10: "OAuth",
    11: "Cryptography", 12: "Communication", 13: "Configuration", 14: "Protecting content", 15: "Code and components",
}  # fmt: skip
OF_LEVEL_ONE = {1: 8, 2: 4, 3: 8, 4: 2, 5: 4, 6: 13, 7: 6, 8: 4, 9: 4, 10: 5, 11: 3, 12: 3, 13: 1, 14: 2, 15: 3}
"""How many requirements of level 1 each chapter of ASVS 5.0.0 has."""
WHOLE = {
    6: (3, 12, 8, 6, 8, 4, 2, 4),
    7: (3, 4, 2, 5, 3, 2),
    8: (4, 4, 3, 2),
    11: (4, 5, 5, 4, 2, 2, 2),
}
"""Of the chapters that are listed at every level: how many requirements each section has."""
BEGINS, ENDS = "<!-- counted from asvs.csv -->\n", "<!-- end -->\n"


def rows() -> list[dict[str, str]]:
    """The list as it stands."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(row: dict[str, str]) -> tuple[int, int, int]:
    """Chapter, section and place of a requirement."""
    chapter, section, place = row["id"].removeprefix("V").split(".")
    return int(chapter), int(section), int(place)


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_")


def summary() -> str:
    """The table of the page: each chapter by states."""
    counts = {chapter: Counter(row["state"] for row in rows() if number(row)[0] == chapter) for chapter in CHAPTERS}
    lines = [f"| Chapter | {' | '.join(STATES)} |", "|---|" + "---:|" * len(STATES)]
    lines += [
        f"| V{chapter} {name} | {' | '.join(str(counts[chapter][state] or '') for state in STATES)} |"
        for chapter, name in CHAPTERS.items()
    ]
    together = sum(counts.values(), Counter[str]())
    lines.append(f"| **{together.total()} together** | {' | '.join(f'**{together[state]}**' for state in STATES)} |")
    return "\n".join(lines) + "\n"


def test_every_requirement_stands_once_and_in_order() -> None:
    numbers = [number(row) for row in rows()]
    assert numbers == sorted(set(numbers))


def test_level_one_is_complete() -> None:
    found = Counter(number(row)[0] for row in rows() if row["level"] == "1")
    assert found == OF_LEVEL_ONE
    assert found.total() == 70


def test_four_chapters_are_complete_at_every_level() -> None:
    wanted = {
        (chapter, section, place)
        for chapter, sections in WHOLE.items()
        for section, many in enumerate(sections, 1)
        for place in range(1, many + 1)
    }
    found = {number(row) for row in rows() if number(row)[0] in WHOLE}
    assert found == wanted
    assert Counter(row["level"] for row in rows() if number(row)[0] in WHOLE) == {"1": 26, "2": 48, "3": 29}
    assert {row["level"] for row in rows() if number(row)[0] not in WHOLE} == {"1"}


def test_every_row_has_a_state_and_a_test_or_a_reason() -> None:
    for row in rows():
        assert tuple(row) == COLUMNS
        assert row["state"] in STATES, row["id"]
        assert row["tests"] or row["reason"], row["id"]
        assert row["state"] == "met" or row["reason"], row["id"]
        assert row["state"] != "not met" or not row["tests"], row["id"]
        assert row["section"], row["id"]
        assert 2 < len(row["asks"].split()) <= 12, row["id"]


def test_every_named_test_is_there() -> None:
    named = [name for row in rows() for name in row["tests"].split()]
    assert len(named) > 100
    for name in named:
        path, _, test = name.partition("::")
        assert test in names_in(path), name


def test_every_named_place_in_the_documentation_and_the_code_is_there() -> None:
    packages = {"django-allauth", "fido2", "whitenoise", "requirements.lock"}
    for row in rows():
        for place in filter(None, row["where"].split("; ")):
            known = ROOT if place.startswith(("docs/", "tests/")) else ROOT / "src" / "wellfounded"
            assert place in packages or place.startswith("Django") or (known / place).exists(), (row["id"], place)


def test_the_page_counts_as_the_list_does() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.partition(BEGINS)[2].partition(ENDS)[0] == summary(), f"write there:\n{summary()}"


def test_the_page_says_how_long_a_field_may_be(served: Any) -> None:
    from wellfounded.dossier import numbers
    from wellfounded.web.api import shapes
    from wellfounded.web.forms.sections import LONG

    page = PAGE.read_text(encoding="utf-8")
    said = " ".join(page.partition("## What fits in a field")[2].partition("\n## ")[0].split())
    for longest in {*LONG.values(), numbers.LONGEST}:
        assert f" {longest:,}" in said
    assert f"at most {shapes.DEEPEST} levels" in said
    assert shapes.LARGEST == 2**53 - 1


if __name__ == "__main__":
    sys.stdout.write(summary())
