"""Final appeals to the Supreme Court, and petitions that it accept one: who may file, until when, and in time or not.

Both are open within the same two weeks from service of the high court's judgment, filed at that court.
"""

from __future__ import annotations

from wellfounded.law.jp.appeals import TWO_WEEKS, in_time, time_ends
from wellfounded.law.jp.judgments import applicant_lost_at_high, authority_lost_at_high
from wellfounded.law.jp.service_of_judgments import (
    Service,
    high_service_on_applicant,
    high_service_on_authority,
    served_when_the_week_has_passed,
)
from wellfounded.law.jp.sources import ACLA, CCP
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import Notice, Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import DayTerm, Proposition, first_of, last_day

_FINAL = (CCP("311, 313, 314, 318", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_EXCUSED = CCP("97(1)", on="1998-01-01")


class FinalAppeal(Facts):
    """What the law asks about the way to the Supreme Court."""

    final_appealed_by_applicant: DayTerm = asks(
        "On which day did the applicant's final appeal reach the court?",
        first("appealed", to="supreme", by="applicant"),
    )
    final_appealed_by_authority: DayTerm = asks(
        "On which day did the authority's final appeal reach the court?",
        first("appealed", to="supreme", by="authority"),
    )
    petitioned_by_applicant: DayTerm = asks(
        "On which day did the applicant's petition for acceptance of a final appeal reach the court?",
        first("acceptance_petitioned", by="applicant"),
    )
    petitioned_by_authority: DayTerm = asks(
        "On which day did the authority's petition for acceptance of a final appeal reach the court?",
        first("acceptance_petitioned", by="authority"),
    )
    final_appeal_waived_by_applicant: DayTerm = asks(
        "On which day did the applicant waive the right to a final appeal?",
        first("appeal_waived", to="supreme", by="applicant"),
    )
    final_appeal_waived_by_authority: DayTerm = asks(
        "On which day did the authority waive the right to a final appeal?",
        first("appeal_waived", to="supreme", by="authority"),
    )
    final_appeal_withdrawn_by_applicant: DayTerm = asks(
        "On which day did the applicant withdraw the final appeal or the petition for its acceptance?",
        first("appeal_withdrawn", to="supreme", by="applicant"),
    )
    final_appeal_withdrawn_by_authority: DayTerm = asks(
        "On which day did the authority withdraw the final appeal or the petition for its acceptance?",
        first("appeal_withdrawn", to="supreme", by="authority"),
    )


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def final_appeal_last_day_applicant(service: Service) -> DayTerm:
    """A final appeal by the applicant must arrive by {final_appeal_last_day_applicant}: two weeks from service."""
    return last_day(TWO_WEEKS, high_service_on_applicant())


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def final_appeal_last_day_authority(service: Service) -> DayTerm:
    """A final appeal by the authority must arrive by {final_appeal_last_day_authority}: two weeks from service."""
    return last_day(TWO_WEEKS, high_service_on_authority())


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def final_appeal_time_ends_applicant(service: Service) -> DayTerm:
    """The applicant's time for a final appeal ends with {final_appeal_time_ends_applicant}."""
    s = service
    return time_ends(
        final_appeal_last_day_applicant(),
        served_when_the_week_has_passed(
            s.high_judgment_served_on_applicant_how,
            s.high_judgment_served_on_applicant,
            s.high_judgment_served_on_applicant_viewed,
        ),
    )


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def final_appeal_time_ends_authority(service: Service) -> DayTerm:
    """The authority's time for a final appeal ends with {final_appeal_time_ends_authority}."""
    s = service
    return time_ends(
        final_appeal_last_day_authority(),
        served_when_the_week_has_passed(
            s.high_judgment_served_on_authority_how,
            s.high_judgment_served_on_authority,
            s.high_judgment_served_on_authority_viewed,
        ),
    )


@rule(cites=[*_FINAL, _EXCUSED], since="1982-01-01", checked="2026-11-23")
def final_appeal_in_time_by_applicant(appeal: FinalAppeal) -> Proposition:
    """The applicant filed a final appeal, or a petition for its acceptance, in time."""
    filed = first_of(appeal.final_appealed_by_applicant, appeal.petitioned_by_applicant)
    return in_time(filed, final_appeal_time_ends_applicant())


@rule(cites=[*_FINAL, _EXCUSED], since="1982-01-01", checked="2026-11-23")
def final_appeal_in_time_by_authority(appeal: FinalAppeal) -> Proposition:
    """The authority filed a final appeal, or a petition for its acceptance, in time."""
    filed = first_of(appeal.final_appealed_by_authority, appeal.petitioned_by_authority)
    return in_time(filed, final_appeal_time_ends_authority())


@rule(cites=[*_FINAL, CCP("313, 284", on="1998-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def final_appeal_lies_for_applicant(appeal: FinalAppeal) -> Proposition:
    """The applicant lost a claim in the high court and can go to the Supreme Court."""
    return applicant_lost_at_high() & ~appeal.final_appeal_waived_by_applicant.happened


@rule(cites=[*_FINAL, CCP("313, 284", on="1998-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def final_appeal_lies_for_authority(appeal: FinalAppeal) -> Proposition:
    """The authority lost a claim in the high court and can go to the Supreme Court."""
    return authority_lost_at_high() & ~appeal.final_appeal_waived_by_authority.happened


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def final_appeal_is_filed_by_applicant(appeal: FinalAppeal) -> Proposition:
    """The applicant filed a final appeal on {final_appealed_by_applicant}."""
    return appeal.final_appealed_by_applicant.happened


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def final_appeal_is_filed_by_authority(appeal: FinalAppeal) -> Proposition:
    """The authority filed a final appeal on {final_appealed_by_authority}."""
    return appeal.final_appealed_by_authority.happened


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def petition_is_filed_by_applicant(appeal: FinalAppeal) -> Proposition:
    """The applicant petitioned for acceptance of a final appeal on {petitioned_by_applicant}."""
    return appeal.petitioned_by_applicant.happened


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def petition_is_filed_by_authority(appeal: FinalAppeal) -> Proposition:
    """The authority petitioned for acceptance of a final appeal on {petitioned_by_authority}."""
    return appeal.petitioned_by_authority.happened


REMEDIES = (
    Remedy(
        "final_appeal",
        "File a final appeal",
        "applicant",
        available=final_appeal_lies_for_applicant,
        starts=high_service_on_applicant,
        last_day=final_appeal_last_day_applicant,
        taken=final_appeal_is_filed_by_applicant,
        period=TWO_WEEKS,
        notice=Notice(
            arrived="high_judgment_served_on_applicant",
            filed="final_appealed_by_applicant",
            in_time=final_appeal_in_time_by_applicant,
            electronic="high_judgment_served_on_applicant",
            viewed="high_judgment_served_on_applicant_viewed",
            electronically={"high_judgment_served_on_applicant_how": "electronic"},
        ),
        authority="To the Supreme Court, filed at the high court that gave the judgment; it must arrive in time",
        if_missed="The judgment becomes final for this side; only an obstacle without fault excuses the delay.",
    ),
    Remedy(
        "final_appeal",
        "File a final appeal",
        "authority",
        available=final_appeal_lies_for_authority,
        starts=high_service_on_authority,
        last_day=final_appeal_last_day_authority,
        taken=final_appeal_is_filed_by_authority,
        period=TWO_WEEKS,
        notice=Notice(
            arrived="high_judgment_served_on_authority",
            filed="final_appealed_by_authority",
            in_time=final_appeal_in_time_by_authority,
            electronic="high_judgment_served_on_authority",
            viewed="high_judgment_served_on_authority_viewed",
            electronically={"high_judgment_served_on_authority_how": "electronic"},
        ),
        authority="To the Supreme Court, filed at the high court that gave the judgment; it must arrive in time",
        if_missed="The judgment becomes final for this side; only an obstacle without fault excuses the delay.",
    ),
    Remedy(
        "petition_for_acceptance",
        "Petition for acceptance of a final appeal",
        "applicant",
        available=final_appeal_lies_for_applicant,
        starts=high_service_on_applicant,
        last_day=final_appeal_last_day_applicant,
        taken=petition_is_filed_by_applicant,
        period=TWO_WEEKS,
        notice=Notice(
            arrived="high_judgment_served_on_applicant",
            filed="petitioned_by_applicant",
            in_time=final_appeal_in_time_by_applicant,
            electronic="high_judgment_served_on_applicant",
            viewed="high_judgment_served_on_applicant_viewed",
            electronically={"high_judgment_served_on_applicant_how": "electronic"},
        ),
        authority="To the Supreme Court, filed at the high court that gave the judgment; it must arrive in time",
        if_missed="The judgment becomes final for this side; only an obstacle without fault excuses the delay.",
    ),
    Remedy(
        "petition_for_acceptance",
        "Petition for acceptance of a final appeal",
        "authority",
        available=final_appeal_lies_for_authority,
        starts=high_service_on_authority,
        last_day=final_appeal_last_day_authority,
        taken=petition_is_filed_by_authority,
        period=TWO_WEEKS,
        notice=Notice(
            arrived="high_judgment_served_on_authority",
            filed="petitioned_by_authority",
            in_time=final_appeal_in_time_by_authority,
            electronic="high_judgment_served_on_authority",
            viewed="high_judgment_served_on_authority_viewed",
            electronically={"high_judgment_served_on_authority_how": "electronic"},
        ),
        authority="To the Supreme Court, filed at the high court that gave the judgment; it must arrive in time",
        if_missed="The judgment becomes final for this side; only an obstacle without fault excuses the delay.",
    ),
)
