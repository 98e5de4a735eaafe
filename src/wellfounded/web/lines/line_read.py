"""The case line that was read last, kept for whoever asks next: the sheets of a file are made one after the other."""

from __future__ import annotations

from datetime import date

from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.events import Case
from wellfounded.rules.order import LegalOrder

_LAST: list[tuple[LegalOrder, Case, date, CaseLine]] = []


def line_read(law: LegalOrder, case: Case, on: date) -> CaseLine:
    """The case line of a case on a day, as `case_line` reads it; not read again where it is the one read last."""
    for last_law, last_case, last_on, line in _LAST:
        if last_law is law and last_on == on and last_case == case:
            return line
    line = case_line(law, case, on)
    _LAST[:] = [(law, case, on, line)]
    return line
