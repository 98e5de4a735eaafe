"""Tests that need reference material are left out where it is absent, and the summary says so."""

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
LINE = "Left out: 1 marked 'reference', because the reference material is not beside this repository."


def a_project(pytester: pytest.Pytester) -> Path:
    """A project of two tests, one of them marked, with the conftest of this one."""
    tests = pytester.mkdir("project") / "tests"
    tests.mkdir()
    (tests / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (tests / "test_two.py").write_text(
        "import pytest\n\n@pytest.mark.reference\ndef test_a(): pass\n\ndef test_b(): pass\n", encoding="utf-8"
    )
    (tests.parent / "pytest.ini").write_text("[pytest]\nmarkers =\n    reference: x\n", encoding="utf-8")
    return tests


def test_absent(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess(a_project(pytester))
    result.assert_outcomes(passed=1, deselected=1)
    assert result.outlines.count(LINE) == 1


def test_present(pytester: pytest.Pytester) -> None:
    pytester.mkdir("shared")
    result = pytester.runpytest_subprocess(a_project(pytester))
    result.assert_outcomes(passed=2)
    assert LINE not in result.outlines
