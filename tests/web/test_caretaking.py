"""What an instance does for itself each day: what fails hinders nothing else, and is told by its kind alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.web.test_evidence import PURPOSE, case
from wellfounded.dossier import papers
from wellfounded.dossier.sheets import Maker
from wellfounded.web import caretaking
from wellfounded.web.instance import served as instance

__all__ = ["case"]


def parts(served: Any) -> int:
    with served.office.store.reading(office=True) as rows:
        return int(rows.all("SELECT count(*) FROM part")[0][0])


def broken() -> Iterator[bytes]:
    """A paper whose sender is killed in the middle."""
    yield bytes(3 << 20)
    raise KeyboardInterrupt


def test_what_a_killed_program_left_is_swept_away(served: Any, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = parts(served)
    monkeypatch.setattr("wellfounded.dossier.papers.enclosures.Arriving.drop", lambda _: None)
    now = instance().clock()
    with pytest.raises(KeyboardInterrupt):
        papers.take_in(
            served.office, served.people["lawyer"], bytes.fromhex(case), PURPOSE, "claim", broken(), papers.Told(),
            name="a.txt", txn=bytes(16), now=now,
        )  # fmt: skip
    assert parts(served) > before
    caretaking.daily(instance())
    assert parts(served) > before
    monkeypatch.setitem(instance().__dict__, "clock", lambda: now + timedelta(days=2))
    caretaking.daily(instance())
    assert parts(served) == before


def test_what_fails_hinders_nothing_and_names_nobody(served: Any, caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fails(_: Any) -> None:
        raise ValueError("Zzqname")

    with caplog.at_level(logging.ERROR, "wellfounded.web"):
        logging.getLogger("wellfounded").propagate = True
        caretaking.daily(instance(), (fails, lambda _: done.append("done")))
        logging.getLogger("wellfounded").propagate = False
    assert done == ["done"]
    assert "caretaking: ValueError in fails" in caplog.text
    assert "Zzqname" not in caplog.text


def test_the_sheets_of_today_and_tomorrow_are_made_before_anybody_asks(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = Maker("quick", lambda seen, relatives, on: {"records": len(seen.records)})
    monkeypatch.setattr("wellfounded.web.lines.sheets.MAKERS", (quick,))
    while caretaking.sheets_ahead(instance(), 50):
        pass
    with served.office.store.reading(office=True) as rows:
        days = {day for (day,) in rows.all("SELECT DISTINCT day FROM sheet")}
    assert len(days) >= 2
    assert caretaking.sheets_ahead(instance(), 50) == 0
