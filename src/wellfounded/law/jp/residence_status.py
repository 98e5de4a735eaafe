"""The status of residence: when it was given, its last day, and whether the person holds one."""

from __future__ import annotations

from wellfounded.law.jp.sources import ICRRA
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Duty
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, Proposition, choose, last_day, last_of, no_day, parameter

_DESIGNATED = "designated_activities|designated activities|Designated Activities|特定活動"

TWO_MONTHS = parameter(
    "stay_while_extension_is_decided",
    Period(length=2, unit="months", first_day="excluded", month_end="last_day"),
    "The time for which a status of residence lasts on while its extension is being decided",
    ICRRA("20(5), 21(4)", on="2010-07-01", renumbered={"2012-07-09": "20(6), 21(4)"}),
)


class Status(Facts, scope="person"):
    """What the law asks about the status of residence."""

    status_granted: DayTerm = asks(
        "On which day was a status of residence granted, on landing or later?", last("status_granted")
    )
    status_granted_until: DayTerm = asks(
        "Until which day was that status of residence granted?", last("status_granted", "until")
    )
    status_extended: DayTerm = asks("On which day was the status of residence last extended?", last("status_extended"))
    status_extended_until: DayTerm = asks(
        "Until which day was the status of residence extended?", last("status_extended", "until")
    )
    status_extension_asked: DayTerm = asks(
        "On which day did the person last ask for extension or change of the status of residence?",
        last("status_extension_asked"),
    )
    status_extension_refused: DayTerm = asks(
        "On which day was that extension or change refused?", last("status_extension_refused")
    )
    status_expired: DayTerm = asks(
        "If the status of residence ran out: which was the last day on which it was valid?", last("status_expired")
    )
    status_cancelled: DayTerm = asks("On which day was the status of residence cancelled?", last("status_cancelled"))
    designated_activities_granted: DayTerm = asks(
        "On which day was the status of residence for designated activities granted?",
        last("status_granted", "day", status=_DESIGNATED),
    )
    long_term_residence_granted: DayTerm = asks(
        "On which day was the status of long-term resident granted with recognition?",
        last("residence_granted", "day", refused="False|"),
    )
    humanitarian_permission: DayTerm = asks(
        "On which day was the person allowed to stay on humanitarian grounds?", last("humanitarian_permission")
    )
    provisional_stay_status_granted: DayTerm = asks(
        "On which day was a status of residence granted to the person as a holder of provisional stay?",
        last("provisional_stay_status_granted"),
    )
    stay_specially_permitted: DayTerm = asks(
        "On which day did special permission to stay bring a status of residence?", last("special_permission_granted")
    )


@rule(
    cites=[ICRRA("2-2(1)", on="1990-06-01"), ICRRA("61-2-2(1)", on="2005-05-16")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def status_given(status: Status) -> DayTerm:
    """The status of residence held last was given on {status_given}."""
    return last_of(
        status.status_granted,
        status.long_term_residence_granted,
        status.humanitarian_permission,
        status.provisional_stay_status_granted,
        status.stay_specially_permitted,
    )


@rule(
    cites=[ICRRA("2-2(3)", on="1990-06-01"), ICRRA("21", on="1982-01-01")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def ordinary_status_last_day(status: Status) -> DayTerm:
    """The status of residence that the person came or stayed on is valid until {ordinary_status_last_day}."""
    return choose(
        (status.status_expired >= status.status_granted, status.status_expired),
        (status.status_extended >= status.status_granted, status.status_extended_until),
        otherwise=status.status_granted_until,
    )


# A status that came with recognition, or by a permission of the other kinds above, has no day of its end in the
# record of that permission: it ends by an extension, an expiry or a cancelling that is recorded of itself.
@rule(
    cites=[ICRRA("2-2(3)", on="1990-06-01"), ICRRA("21", on="1982-01-01")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def residence_status_last_day(status: Status) -> DayTerm:
    """The status of residence is valid until {residence_status_last_day}."""
    return choose(
        (status.status_expired >= status_given(), status.status_expired),
        (status.status_extended >= status_given(), status.status_extended_until),
        (status.status_granted >= status_given(), status.status_granted_until),
        otherwise=no_day(),
    )


@rule(
    cites=[ICRRA("20, 21", on="1982-01-01")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def extension_being_decided(status: Status) -> Proposition:
    """Extension or change of the status was asked for before it ran out, and is still being decided."""
    return (
        (status.status_extension_asked <= residence_status_last_day())
        & (status.status_extension_asked >= status_given())
        & ~(status.status_extended >= status.status_extension_asked)
        & ~(status.status_extension_refused >= status.status_extension_asked)
    )


# A period of stay of thirty days or less does not last on.
@rule(
    cites=[ICRRA("20(5), 21(4)", on="2010-07-01", renumbered={"2012-07-09": "20(6), 21(4)"})],
    since="2010-07-01",
    by=residence_status_last_day(),
    checked="2026-11-23",
    confidence="known",
)
def status_lasts_on(status: Status) -> Proposition:
    """The status lasts on, for two months at most, while its extension or change is being decided."""
    return (
        extension_being_decided()
        & (residence_status_last_day() < ON)
        & (last_day(TWO_MONTHS, residence_status_last_day()) >= ON)
        & (last_of(status_given(), status.status_extended).plus(30) < residence_status_last_day())
    )


@rule(cites=[ICRRA("2-2(1)", on="1990-06-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def has_residence_status(status: Status) -> Proposition:
    """The person holds a status of residence."""
    return (
        status_given().happened
        & ~(status.status_cancelled >= status_given())
        & (~(residence_status_last_day() < ON) | status_lasts_on())
    )


@rule(cites=[ICRRA("2-2(1)", on="1990-06-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def no_residence_status(status: Status) -> Proposition:
    """The person holds no status of residence."""
    return ~has_residence_status()


@rule(cites=[ICRRA("24(iv)(ro)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def status_ran_out(status: Status) -> Proposition:
    """The person held a status of residence and holds none now."""
    return status_given().happened & ~has_residence_status()


@rule(cites=[ICRRA("2-2(1)", on="1990-06-01")], since="1990-06-01", checked="2026-11-23", confidence="known")
def holds_designated_activities(status: Status) -> Proposition:
    """The person holds the status of residence for designated activities."""
    return has_residence_status() & (status.designated_activities_granted >= status_given())


@rule(cites=[ICRRA("21", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def extension_to_be_asked(status: Status) -> Proposition:
    """The status of residence can still be extended, and its extension was not asked for yet."""
    return has_residence_status() & (residence_status_last_day() >= ON) & ~extension_being_decided()


DUTIES = (
    Duty(
        "applicant",
        "Ask for extension of the status of residence before it runs out",
        extension_to_be_asked,
        residence_status_last_day,
    ),
)
