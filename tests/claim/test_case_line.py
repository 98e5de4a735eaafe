"""The case line: from which day a remedy is counted, where the file does not say that it is complete."""

from __future__ import annotations

import re
from datetime import date

from wellfounded import law as laws
from wellfounded.claim.case_file import read
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.picture import picture
from wellfounded.claim.written import Lines
from wellfounded.readings.words import Words

ON = date(2026, 11, 24)


def _refused() -> CaseLine:
    law = laws.find("jp")
    told = {
        "law": "jp",
        "event": [
            {"event": "landed", "day": "2024-03"},
            {"event": "applied", "kind": "refugee", "day": "2024-04-10"},
            {"event": "decided", "outcome": "denied", "day": "2026-11-20", "notified": "2026-11-20"},
        ],
    }
    return case_line(law, read(told, law, Lines("")), ON)


def test_a_last_day_that_rests_on_the_record_starts_on_the_day_of_the_record() -> None:
    """A review that nobody recorded may have been decided on any day; the time to sue that is named runs from the
    refusal."""
    found = {remedy.remedy.name: remedy for remedy in _refused().applications[0].remedies}
    suit = found["revocation_suit"]
    assert suit.last_day is not None
    assert suit.starts is not None
    assert (suit.starts.text, suit.last_day.text) == ("2026-11-20", "2027-05-20")


def test_no_window_of_the_picture_begins_before_the_picture() -> None:
    drawn = picture(_refused(), Words("en").say)
    bars = re.findall(r'<rect[^>]*class="window"[^>]*>', drawn)
    starts = [float(found[1]) for bar in bars if (found := re.search(r' x="(-?[0-9.]+)"', bar))]
    assert len(bars) == len(starts) >= 2
    assert min(starts) > 400  # both windows open in the last days of two and a half years
