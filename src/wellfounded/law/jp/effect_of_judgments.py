"""What a judgment does: to the refusal, to the authority that is bound by it, and to the other suits.

A judgment works when it is final. Until then nothing changes: the refusal stands.
"""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.application import Application
from wellfounded.law.jp.finality import judgment_final, judgment_final_from
from wellfounded.law.jp.judgments import (
    DistrictJudgment,
    HighJudgment,
    SupremeJudgment,
    by_the_judgment_that_stands,
)
from wellfounded.law.jp.other_suits import OtherSuits
from wellfounded.law.jp.revocation_suit import suit_lies
from wellfounded.law.jp.sources import ACLA, CCP, NOTICE_2019, OSAKA_DC_2024, TOKYO_HC_2007, TOKYO_HC_2018
from wellfounded.rules.facts import Facts, asks, first, last
from wellfounded.rules.order import Change, Duty
from wellfounded.rules.rule import burden, decision, rule
from wellfounded.rules.terms import NOT_MET, DayTerm, Proposition

_D, _H, _S = DistrictJudgment, HighJudgment, SupremeJudgment
_BINDS = ACLA("33(1), (2)", on="1982-01-01")
_LIKEWISE = ACLA("38(1), 33", on="1982-01-01")


class Effect(Facts):
    """What the law asks about the effect of a judgment."""

    judgment_finds_refugee: Proposition = asks(
        "Does the judgment that revokes the refusal rest on the finding that the person is a refugee?",
        first("judgment", "finds_refugee", result="revoked", kind="revocation|", target="denial|"),
    )
    fear_has_ceased: Proposition = asks(
        "Have the circumstances in the home country changed since, so that Convention 1C(5) is met?"
    )
    review_decided_last: DayTerm = asks("On which day was the review last decided?", last("review_decided"))


@rule(cites=[_BINDS], since="1982-01-01", checked="2026-11-23")
def denial_revoked(judgment: DistrictJudgment) -> Proposition:
    """The judgment that stands revokes the refusal."""
    return by_the_judgment_that_stands(_D.district_on_denial, _H.high_on_denial, _S.supreme_on_denial, "revoked")


@rule(cites=[_BINDS, CCP("116", on="1998-01-01")], since="1982-01-01", checked="2026-11-23")
def denial_revoked_finally(judgment: DistrictJudgment) -> Proposition:
    """The refusal was revoked by a final judgment."""
    return denial_revoked() & judgment_final()


@rule(cites=[ACLA("3(4), 38(1), 33", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def denial_declared_null_finally(judgment: DistrictJudgment) -> Proposition:
    """A final judgment declares that the refusal never had effect."""
    declared = by_the_judgment_that_stands(
        _D.district_on_nullity, _H.high_on_nullity, _S.supreme_on_nullity, "declared"
    )
    return declared & judgment_final()


@suit_lies.unless(cites=[_BINDS, _LIKEWISE], since="1982-01-01", checked="2026-11-23")
def refusal_is_gone(judgment: DistrictJudgment) -> Proposition:
    """A final judgment took the refusal away, so there is nothing left to sue over."""
    return denial_revoked_finally() | denial_declared_null_finally()


@rule(cites=[CCP("116", on="1998-01-01"), ACLA("7", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def denial_stands_until_judgment_is_final(judgment: DistrictJudgment) -> Proposition:
    """The judgment revokes the refusal but is not final: nothing changes, and the refusal stands."""
    return denial_revoked() & ~judgment_final()


@rule(cites=[ACLA("37-3(5)", on="2005-04-01")], since="2005-04-01", checked="2026-11-23", by=_D.district_judgment)
def recognition_ordered_finally(judgment: DistrictJudgment) -> Proposition:
    """A final judgment orders the authority to recognise the applicant."""
    ordered = by_the_judgment_that_stands(
        _D.district_on_recognition, _H.high_on_recognition, _S.supreme_on_recognition, "ordered"
    )
    return ordered & judgment_final()


@rule(cites=[ACLA("3(5), 38(1), 33", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def inaction_declared_unlawful_finally(judgment: DistrictJudgment) -> Proposition:
    """A final judgment declares the failure to decide unlawful."""
    declared = by_the_judgment_that_stands(
        _D.district_on_inaction, _H.high_on_inaction, _S.supreme_on_inaction, "declared"
    )
    return declared & judgment_final()


@rule(cites=[_BINDS], since="1982-01-01", checked="2026-11-23")
def review_decision_revoked_finally(judgment: DistrictJudgment) -> Proposition:
    """The decision on the review was revoked by a final judgment."""
    revoked = by_the_judgment_that_stands(
        _D.district_on_review_decision, _H.high_on_review_decision, _S.supreme_on_review_decision, "revoked"
    )
    return revoked & judgment_final()


@rule(cites=[_BINDS, _LIKEWISE], since="1982-01-01", checked="2026-11-23")
def removal_order_revoked_finally(judgment: DistrictJudgment) -> Proposition:
    """The removal order was revoked, or declared null, by a final judgment."""
    revoked = by_the_judgment_that_stands(
        _D.district_on_removal_order, _H.high_on_removal_order, _S.supreme_on_removal_order, "revoked", "declared"
    )
    return revoked & judgment_final()


@rule(cites=[_BINDS, _LIKEWISE], since="1982-01-01", checked="2026-11-23")
def special_permission_refusal_revoked_finally(judgment: DistrictJudgment) -> Proposition:
    """The refusal of special permission to stay was revoked, or declared null, by a final judgment."""
    revoked = by_the_judgment_that_stands(
        _D.district_on_special_permission,
        _H.high_on_special_permission,
        _S.supreme_on_special_permission,
        "revoked",
        "declared",
    )
    return revoked & judgment_final()


@rule(cites=[_BINDS, _LIKEWISE], since="1982-01-01", checked="2026-11-23")
def cancellation_revoked_finally(judgment: DistrictJudgment) -> Proposition:
    """The cancellation of recognition was revoked, or declared null, by a final judgment."""
    revoked = by_the_judgment_that_stands(
        _D.district_on_cancellation, _H.high_on_cancellation, _S.supreme_on_cancellation, "revoked", "declared"
    )
    return revoked & judgment_final()


# Dismissed: the refusal is held lawful, for good. Inadmissible: the court said nothing of that.
@rule(cites=[CCP("114, 116", on="1998-01-01"), ACLA("7", on="1982-01-01")], since="1982-01-01", checked="2026-11-23",
      confidence="known")  # fmt: skip
def refusal_upheld_finally(judgment: DistrictJudgment) -> Proposition:
    """The suit over the refusal was dismissed by a final judgment: the refusal stands for good."""
    dismissed = by_the_judgment_that_stands(_D.district_on_denial, _H.high_on_denial, _S.supreme_on_denial, "dismissed")
    return dismissed & judgment_final()


@rule(cites=[CCP("114, 116", on="1998-01-01"), ACLA("7", on="1982-01-01")], since="1982-01-01", checked="2026-11-23",
      confidence="known")  # fmt: skip
def suit_inadmissible_finally(judgment: DistrictJudgment) -> Proposition:
    """A final judgment held the suit over the refusal inadmissible; it says nothing of the refusal itself."""
    inadmissible = by_the_judgment_that_stands(
        _D.district_on_denial, _H.high_on_denial, _S.supreme_on_denial, "inadmissible"
    )
    return inadmissible & judgment_final()


@rule(cites=[_BINDS, _LIKEWISE], since="1982-01-01", checked="2026-11-23")
def application_open_again(application: Application) -> Proposition:
    """A final judgment took the refusal away and no new decision was made: the application is open again."""
    a = application
    taken_away = denial_revoked_finally() | denial_declared_null_finally() | recognition_ordered_finally()
    return taken_away & ~a.redecided.happened & ~a.withdrawn.happened


@rule(cites=[_BINDS], since="1982-01-01", checked="2026-11-23")
def review_open_again(judgment: DistrictJudgment) -> Proposition:
    """A final judgment revoked the decision on the review, and the review must be decided again."""
    return (
        review_decision_revoked_finally()
        & ~(Effect.review_decided_last > judgment_final_from())
        & ~denial_revoked_finally()
    )


@rule(cites=[_BINDS, _LIKEWISE], since="1982-01-01", checked="2026-11-23")
def redecision_owed(application: Application) -> Proposition:
    """The application must be decided again, in line with the judgment."""
    return application_open_again()


@rule(cites=[ACLA("38(1), 33(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def first_decision_owed(application: Application) -> Proposition:
    """The application still has no decision, although a final judgment declared that unlawful."""
    return inaction_declared_unlawful_finally() & ~application.notified.happened & ~application.withdrawn.happened


@rule(cites=[ACLA("37-3(5)", on="2005-04-01")], since="2005-04-01", checked="2026-11-23", by=_D.district_judgment)
def recognition_owed_as_ordered(application: Application) -> Proposition:
    """The authority must recognise the applicant, as the final judgment orders."""
    return recognition_ordered_finally() & ~application.redecided.happened


@decision(
    cites=[_BINDS, TOKYO_HC_2018("", on="2018-12-05"), NOTICE_2019("", on="2019-01-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def recognition_owed_after_revocation(application: Application) -> Proposition:
    """The final judgment found the person a refugee, and nothing shows that this has ceased: recognition is owed."""
    ceased = burden(
        Effect.fear_has_ceased,
        on="authority",
        open_as=NOT_MET,
        why="Only a change at home that meets Convention 1C(5) allows a new refusal, so the authority must show it.",
        cites=(TOKYO_HC_2018("", on="2018-12-05"),),
    )
    return denial_revoked_finally() & redecision_owed() & Effect.judgment_finds_refugee & ~ceased


@rule(cites=[_BINDS, TOKYO_HC_2018("", on="2018-12-05")], since="1982-01-01", checked="2026-11-23")
def new_refusal_lawful(application: Application) -> Proposition:
    """A new refusal is lawful only because the circumstances at home have changed so that Convention 1C(5) is met."""
    return denial_revoked_finally() & Effect.judgment_finds_refugee & Effect.fear_has_ceased


@rule(
    cites=[ACLA("9(1)", on="1982-01-01"), TOKYO_HC_2007("", on="2007-09-12")],
    since="1982-01-01",
    checked="2026-11-23",
)
def suit_over_review_decision_has_interest(suits: OtherSuits) -> Proposition:
    """The suit over the decision on the review can still bring the person something: the refusal is not revoked."""
    return suits.review_decision_suit_filed.happened & ~denial_revoked()


@rule(
    cites=[ACLA("9(1)", on="1982-01-01"), TOKYO_HC_2007("", on="2007-09-12"), OSAKA_DC_2024("", on="2024-07-04")],
    since="1982-01-01",
    checked="2026-11-23",
)
def suit_over_review_decision_is_idle(suits: OtherSuits) -> Proposition:
    """The suit over the decision on the review can bring the person nothing more: the refusal is revoked."""
    return suits.review_decision_suit_filed.happened & denial_revoked()


DUTIES = (
    Duty(
        "authority",
        "Decide the application again, bound by the final judgment.",
        redecision_owed,
    ),
    Duty(
        "authority",
        "Recognise the person: after the judgment no other outcome is lawful, unless Convention 1C(5) is met.",
        recognition_owed_after_revocation,
    ),
    Duty(
        "authority",
        "A new refusal is lawful, but only because the fear has ceased under Convention 1C(5).",
        new_refusal_lawful,
    ),
    Duty("authority", "Recognise the person, as the final judgment orders.", recognition_owed_as_ordered),
    Duty("authority", "Decide the review again, bound by the final judgment.", review_open_again),
    Duty("authority", "Decide the application: a final judgment declared the delay unlawful.", first_decision_owed),
    Duty(
        "authority",
        "Nothing changes while the judgment is not final: the refusal stands.",
        denial_stands_until_judgment_is_final,
    ),
    Duty(
        "applicant",
        "Nothing is left to win in the suit over the review decision: with the refusal revoked it is inadmissible.",
        suit_over_review_decision_is_idle,
    ),
)
CHANGES = (
    Change(
        date(2019, 1, 1),
        "From January 2019 the bureaus were told to recognise promptly after a final judgment, unless the home country "
        "has changed.",
        (NOTICE_2019("", on="2019-01-01"),),
    ),
)
