"""The removal procedure and the removal order: when one is open, when one stands, and what weighs on the person."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.application import Person
from wellfounded.law.jp.effect_of_judgments import removal_order_revoked_finally
from wellfounded.law.jp.events import DEPORTATION_GROUNDS
from wellfounded.law.jp.finality import judgment_final_from
from wellfounded.law.jp.residence_status import Status
from wellfounded.law.jp.sources import ACLA, ACT_56_2023, ACT_67_2022, ICRRA
from wellfounded.rules.facts import Facts, asks, happened, last
from wellfounded.rules.order import Change
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import NOT_ESTABLISHED, ON, DayTerm, Proposition, any_of

_THREE_OR_MORE = "|".join(str(years) for years in range(3, 51))
_TWO_OR_MORE = f"2|{_THREE_OR_MORE}"
_ONE_TO_ELEVEN = "|".join(str(months) for months in range(1, 12))
# The items of article 24: オ is `o`, ワ `wa`, カ `ka`, ヨ `yo`, ハ `ha`. ヨ is on the second list only.
_SECURITY = "iii-2|iii-3|iv-o|iv-wa|iv-ka"
_GRAVE = "iii-2|iii-3|iv-ha|iv-o|iv-wa|iv-ka|iv-yo"
# Overstaying is a ground only for one who has no status; a finding whose ground is not recorded may be any of them.
_BESIDES_STATUS = "|".join(ground for ground in DEPORTATION_GROUNDS if ground != "overstay") + "|"


class RemovalProcedure(Facts, scope="person"):
    """What the law asks about the removal procedure."""

    removal_procedure_opened: DayTerm = asks(
        "On which day was the removal procedure opened?", last("removal_procedure_opened")
    )
    removal_ordered: DayTerm = asks("On which day was the removal order issued?", last("removal_ordered"))
    removal_order_revoked: DayTerm = asks("On which day was the removal order revoked?", last("removal_order_revoked"))
    removal_set_for: DayTerm = asks("For which day is the removal set?", last("removal_set", "for_day"))
    last_arrived: DayTerm = asks("On which day did the person last arrive in Japan?", last("landed"))
    removed: DayTerm = asks("On which day was the person sent out of Japan?", last("removed"))
    leaves_by_own_means: Proposition = asks("Was the person allowed to leave Japan by their own means after the order?")


class Gravity(Facts, scope="person"):
    """Sentences, and grounds of article 24 that other rules single out. Any one sentence is enough."""

    three_years_not_suspended: Proposition = asks(
        "Was the person sentenced to life or to three years or more in prison, with no part of it suspended?",
        happened("sentenced", suspended="no", life="True"),
        happened("sentenced", suspended="no", years=_THREE_OR_MORE),
    )
    long_sentence_not_known_whether_suspended: Proposition = asks(
        "Is there a sentence of which it is not known how long it is or whether it was suspended?",
        happened("sentenced", suspended="", years=f"{_THREE_OR_MORE}|"),
        happened("sentenced", suspended="no", years="", life="False|"),
    )
    more_than_a_year_to_serve: Proposition = asks(
        "Was the person sentenced to more than one year in prison, not counting what was suspended?",
        happened("sentenced", suspended="no", life="True"),
        happened("sentenced", suspended="no", years=_TWO_OR_MORE),
        happened("sentenced", suspended="no", years="1", months=_ONE_TO_ELEVEN),
        happened("sentenced", suspended="partly", to_serve_years=_TWO_OR_MORE),
        happened("sentenced", suspended="partly", to_serve_years="1", to_serve_months=_ONE_TO_ELEVEN),
    )
    sentence_not_known: Proposition = asks(
        "Is there a sentence of which it is not known how much of it is to be served?",
        happened("sentenced", suspended=""),
        happened("sentenced", suspended="no", years="", life="False|"),
        happened("sentenced", suspended="partly", to_serve_years=""),
    )
    security_ground_found: Proposition = asks(
        "Was the person found to fall within article 24(iii-2), (iii-3) or (iv)(o), (wa) or (ka)?",
        happened("deportation_ground_found", ground=_SECURITY, suspected="False|"),
    )
    security_ground_suspected: Proposition = asks(
        "Are there reasonable grounds to suspect article 24(iii-2), (iii-3) or (iv)(o), (wa) or (ka)?",
        happened("deportation_ground_found", ground=_SECURITY, suspected="True"),
    )
    grave_ground_found: Proposition = asks(
        "Was the person found to fall within article 24(iii-2), (iii-3), (iv)(ha) or (iv)(o) to (yo)?",
        happened("deportation_ground_found", ground=_GRAVE, suspected="False|"),
    )
    ground_besides_status_found: Proposition = asks(
        "Was a ground for removal found that holds although the person has a status of residence?",
        happened("deportation_ground_found", ground=_BESIDES_STATUS, suspected="False|"),
    )


@rule(cites=[ICRRA("24", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def in_japan(person: Person) -> Proposition:
    """The person is in Japan."""
    back = RemovalProcedure.last_arrived
    left = person.departed.happened & ~(person.departed < back)
    sent_out = RemovalProcedure.removed.happened & ~(RemovalProcedure.removed < back)
    return ~left & ~sent_out & ~person.died.happened


# Special permission to stay ends the procedure in which it is given.
@rule(cites=[ICRRA("27, 50", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def removal_procedure_open(procedure: RemovalProcedure) -> Proposition:
    """A removal procedure is open against the person."""
    closed = Status.stay_specially_permitted >= procedure.removal_procedure_opened
    return procedure.removal_procedure_opened.happened & ~closed & in_japan()


@rule(cites=[ACLA("33(1)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def removal_order_set_aside_by_a_court(procedure: RemovalProcedure) -> Proposition:
    """A final judgment has set the removal order aside."""
    return removal_order_revoked_finally() & ~(procedure.removal_ordered > judgment_final_from())


@rule(cites=[ICRRA("52(3)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def removal_order_stands(procedure: RemovalProcedure) -> Proposition:
    """A removal order stands against the person."""
    return (
        procedure.removal_ordered.happened
        & ~(procedure.removal_order_revoked >= procedure.removal_ordered)
        & ~removal_order_set_aside_by_a_court()
        & ~any_of(procedure.others, removal_order_set_aside_by_a_court())
        & in_japan()
    )


# From 1 June 2025 the statute speaks of one prison sentence only; one of the older kinds, of the same length, counts
# alike, so the change of words has no version of its own.
@rule(
    cites=[
        ICRRA("61-2-9(4)(ii)", on="2024-06-10"),
        ACT_56_2023("19(2)", on="2024-06-10"),
        ACT_67_2022("whole", on="2025-06-01"),
    ],
    since="2024-06-10",
    checked="2026-11-23",
)
def sentence_of_three_years(gravity: Gravity) -> Proposition:
    """The person was sentenced to life or to three years or more in prison, and no part of it was suspended."""
    return gravity.three_years_not_suspended | (gravity.long_sentence_not_known_whether_suspended & NOT_ESTABLISHED)


@rule(
    cites=[ICRRA("50(1)", on="2024-06-10"), ACT_56_2023("19", on="2024-06-10")],
    since="2024-06-10",
    checked="2026-11-23",
)
def sentence_of_more_than_a_year(gravity: Gravity) -> Proposition:
    """The person was sentenced to more than one year in prison, not counting what was suspended."""
    return gravity.more_than_a_year_to_serve | (gravity.sentence_not_known & NOT_ESTABLISHED)


# The bar on coming back is about leaving on the day asked about, so the law of that day governs it.
@rule(
    cites=[ICRRA("52(4), (5)", on="2024-06-10"), ICRRA("5(1)(ix)(ro)", on="2024-06-10")],
    since="2024-06-10",
    by=ON,
    checked="2026-11-23",
    confidence="known",
)
def shorter_bar_on_coming_back(procedure: RemovalProcedure) -> Proposition:
    """Leaving Japan by their own means, the person may be barred from coming back for one year only."""
    return removal_order_stands() & procedure.leaves_by_own_means


CHANGES = (
    Change(
        date(2025, 6, 1),
        "The statutes speak of one kind of prison sentence; one of an older kind counts like a new one of that length.",
        (ACT_67_2022("whole", on="2025-06-01"), ACT_56_2023("19(2)", on="2024-06-10")),
    ),
)
