"""The relevant date: the law and the facts of the day of the decision (処分時) decide, in the file and in court."""

from __future__ import annotations

from wellfounded.law.jp.application import Application
from wellfounded.law.jp.sources import ACLA, OSAKA_HC_2025, TOKYO_HC_2007
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, choose


@rule(
    cites=[
        ACLA("3(2)", on="1962-10-01"),
        TOKYO_HC_2007("on the law applied", on="2007-09-12"),
        OSAKA_HC_2025("on the law applied", on="2025-02-27"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def relevant_date(application: Application) -> DayTerm:
    """Whether the person is a refugee is judged by the law and the facts of {relevant_date}."""
    # Where nothing is decided yet, the day asked about stands for the day of the decision to come.
    return choose(
        (Application.redecided.happened, Application.redecided),
        (Application.decided.happened, Application.decided),
        otherwise=ON,
    )
