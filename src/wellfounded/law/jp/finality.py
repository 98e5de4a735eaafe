"""Finality: from which day nobody can appeal a judgment any more, and whether a suit is still pending."""

from __future__ import annotations

from wellfounded.law.jp.appeals import (
    Appeal,
    appeal_in_time_by_applicant,
    appeal_in_time_by_authority,
    appeal_time_ends_applicant,
    appeal_time_ends_authority,
)
from wellfounded.law.jp.final_appeals import (
    FinalAppeal,
    final_appeal_in_time_by_applicant,
    final_appeal_in_time_by_authority,
    final_appeal_time_ends_applicant,
    final_appeal_time_ends_authority,
)
from wellfounded.law.jp.judgments import (
    DistrictJudgment,
    HighJudgment,
    SupremeJudgment,
    applicant_lost_at_district,
    applicant_lost_at_high,
    authority_lost_at_district,
    authority_lost_at_high,
)
from wellfounded.law.jp.other_suits import (
    OtherSuits,
    duty_imposing_suit_lies,
    inaction_suit_lies,
    nullity_suit_is_filed,
)
from wellfounded.law.jp.revocation_suit import Suit, suit_is_filed, suit_last_day
from wellfounded.law.jp.sources import ACLA, CCP
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import NOT_ESTABLISHED, ON, DayTerm, Proposition, choose, first_of, last_of, no_day

_FINAL = (CCP("116", on="1998-01-01"), ACLA("7", on="1982-01-01"))
# Waiver and withdrawal: 284, 292 and 313; a withdrawn appeal counts as never filed.
_GIVEN_UP = CCP("284, 292, 313", on="1998-01-01")


class Finality(Facts):
    """What the law asks about finality."""

    became_final: DayTerm = asks(
        "On which day did the judgment become final, by the court's certificate?", first("became_final")
    )


def _right_ends(lost: Proposition, ends: DayTerm, waived: DayTerm) -> DayTerm:
    """The first day on which a side that lost something can appeal no more; a side that lost nothing never could."""
    return choose((lost, first_of(ends.plus(1), waived)), otherwise=no_day())


@rule(cites=[*_FINAL, _GIVEN_UP], since="1982-01-01", checked="2026-11-23")
def district_judgment_final_from(judgment: DistrictJudgment) -> DayTerm:
    """Without an appeal in time, the district court's judgment is final from {district_judgment_final_from}."""
    return last_of(
        _right_ends(applicant_lost_at_district(), appeal_time_ends_applicant(), Appeal.appeal_waived_by_applicant),
        _right_ends(authority_lost_at_district(), appeal_time_ends_authority(), Appeal.appeal_waived_by_authority),
    )


@rule(cites=[*_FINAL, _GIVEN_UP], since="1982-01-01", checked="2026-11-23")
def high_judgment_final_from(judgment: HighJudgment) -> DayTerm:
    """Without a final appeal in time, the high court's judgment is final from {high_judgment_final_from}."""
    return last_of(
        _right_ends(
            applicant_lost_at_high(),
            final_appeal_time_ends_applicant(),
            FinalAppeal.final_appeal_waived_by_applicant,
        ),
        _right_ends(
            authority_lost_at_high(),
            final_appeal_time_ends_authority(),
            FinalAppeal.final_appeal_waived_by_authority,
        ),
    )


@rule(cites=[*_FINAL, _GIVEN_UP], since="1982-01-01", checked="2026-11-23")
def appeal_keeps_judgment_from_finality(appeal: Appeal) -> Proposition:
    """An appeal in time, not withdrawn, keeps the district court's judgment from becoming final."""
    return (appeal_in_time_by_applicant() & ~appeal.appeal_withdrawn_by_applicant.happened) | (
        appeal_in_time_by_authority() & ~appeal.appeal_withdrawn_by_authority.happened
    )


@rule(cites=[*_FINAL, _GIVEN_UP], since="1982-01-01", checked="2026-11-23")
def final_appeal_keeps_judgment_from_finality(appeal: FinalAppeal) -> Proposition:
    """A final appeal or petition in time, not withdrawn, keeps the high court's judgment from becoming final."""
    return (final_appeal_in_time_by_applicant() & ~appeal.final_appeal_withdrawn_by_applicant.happened) | (
        final_appeal_in_time_by_authority() & ~appeal.final_appeal_withdrawn_by_authority.happened
    )


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def district_judgment_final(judgment: DistrictJudgment) -> Proposition:
    """The district court's judgment is final since {district_judgment_final_from}."""
    return (district_judgment_final_from() <= ON) & ~appeal_keeps_judgment_from_finality()


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def high_judgment_final(judgment: HighJudgment) -> Proposition:
    """The high court's judgment is final since {high_judgment_final_from}."""
    return (high_judgment_final_from() <= ON) & ~final_appeal_keeps_judgment_from_finality()


# A decision of the Supreme Court is final at once. A second round after a case was sent back is not followed.
@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def judgment_final(judgment: DistrictJudgment) -> Proposition:
    """The judgment that stands is final."""
    by_the_periods = choose(
        (SupremeJudgment.sent_back, NOT_ESTABLISHED),
        (HighJudgment.high_judgment.happened, high_judgment_final()),
        otherwise=district_judgment_final(),
    )
    return Finality.became_final.happened | SupremeJudgment.supreme_judgment.happened | by_the_periods


@rule(cites=_FINAL, since="1982-01-01", checked="2026-11-23")
def judgment_final_from(judgment: DistrictJudgment) -> DayTerm:
    """The judgment is final since {judgment_final_from}."""
    by_the_periods = choose(
        (HighJudgment.high_judgment.happened & high_judgment_final(), high_judgment_final_from()),
        (~HighJudgment.high_judgment.happened & district_judgment_final(), district_judgment_final_from()),
        otherwise=no_day(),
    )
    return choose(
        (Finality.became_final.happened, Finality.became_final),
        (SupremeJudgment.supreme_judgment.happened, SupremeJudgment.supreme_judgment),
        (SupremeJudgment.sent_back, no_day()),
        otherwise=by_the_periods,
    )


def _pending(filed: DayTerm, withdrawn: DayTerm) -> Proposition:
    """Whether a suit goes on: filed, not withdrawn, and no final judgment after it was filed."""
    over = judgment_final() & ~(filed > DistrictJudgment.district_judgment)
    return filed.happened & ~(withdrawn >= filed) & ~over


@rule(cites=[ACLA("3", on="1982-01-01"), *_FINAL], since="1982-01-01", checked="2026-11-23")
def suit_pending(suit: Suit) -> Proposition:
    """A suit over the refusal, the decision on its review or the removal order is pending."""
    other = OtherSuits
    return (
        _pending(suit.suit_filed, suit.suit_withdrawn)
        | _pending(other.review_decision_suit_filed, other.review_decision_suit_withdrawn)
        | _pending(other.nullity_suit_filed, other.nullity_suit_withdrawn)
        | _pending(other.inaction_suit_filed, other.inaction_suit_withdrawn)
        | _pending(other.duty_imposing_suit_filed, other.duty_imposing_suit_withdrawn)
        | _pending(other.removal_order_suit_filed, other.removal_order_suit_withdrawn)
    )


# Withdrawn in time, a suit can be filed again; lost for good, it cannot.
@duty_imposing_suit_lies.unless(cites=[ACLA("37-3(3)", on="2005-04-01")], since="2005-04-01", checked="2026-11-23")
def no_suit_left_to_join(suit: Suit) -> Proposition:
    """The suit over the refusal is over, so there is no suit that one for an order to recognise could be joined to."""
    going_on = _pending(suit.suit_filed, suit.suit_withdrawn) | _pending(
        OtherSuits.nullity_suit_filed, OtherSuits.nullity_suit_withdrawn
    )
    filed = suit_is_filed() | nullity_suit_is_filed()
    return filed & ~going_on & ~inaction_suit_lies() & (judgment_final() | (suit_last_day() < ON))
