"""The judgments: what each court decided on each claim, which judgment stands, and which side lost what.

A claim is what one suit asks for: to revoke the refusal, to order recognition, and so on. Claims heard together are
decided on one day. A second round after a case was sent back is not followed: what stands then is open.
"""

from __future__ import annotations

from wellfounded.law.jp.sources import ACLA, CCP
from wellfounded.rules.facts import Facts, asks, first, happened
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import NOT_ESTABLISHED, CategoryTerm, DayTerm, Proposition, choose

_REVOKED = ("revoked", "dismissed", "inadmissible", "none")
_ORDERED = ("ordered", "dismissed", "inadmissible", "none")
_DECLARED = ("declared", "dismissed", "inadmissible", "none")
_EITHER = ("revoked", "declared", "dismissed", "inadmissible", "none")
_ABOVE = ("upheld", "remanded")
_LOST = ("dismissed", "inadmissible")
"""The claim failed: on the merits, or because it could not be heard."""


class DistrictJudgment(Facts):
    """What the law asks about the judgment of the district court."""

    district_judgment: DayTerm = asks(
        "On which day did the district court give judgment?",
        first("judgment", court="district", target="denial|"),
        first("judgment", court="district"),
    )
    district_on_denial: CategoryTerm = asks(
        "What did the district court decide on the claim to revoke the refusal?",
        first("judgment", "result", court="district", kind="revocation|", target="denial|"),
        values=_REVOKED,
    )
    district_on_review_decision: CategoryTerm = asks(
        "What did the district court decide on the claim to revoke the decision on the review?",
        first("judgment", "result", court="district", target="review_decision"),
        values=_REVOKED,
    )
    district_on_recognition: CategoryTerm = asks(
        "What did the district court decide on the claim to order recognition?",
        first("judgment", "result", court="district", kind="duty_imposing"),
        values=_ORDERED,
    )
    district_on_nullity: CategoryTerm = asks(
        "What did the district court decide on the claim to declare the refusal null?",
        first("judgment", "result", court="district", kind="nullity", target="denial|"),
        values=_DECLARED,
    )
    district_on_inaction: CategoryTerm = asks(
        "What did the district court decide on the claim over the failure to decide?",
        first("judgment", "result", court="district", kind="inaction"),
        values=_DECLARED,
    )
    district_on_removal_order: CategoryTerm = asks(
        "What did the district court decide on the claim over the removal order?",
        first("judgment", "result", court="district", target="removal_order"),
        values=_EITHER,
    )
    district_on_special_permission: CategoryTerm = asks(
        "What did the district court decide on the claim over the refusal of special permission to stay?",
        first("judgment", "result", court="district", target="special_permission_refusal"),
        values=_EITHER,
    )
    district_on_cancellation: CategoryTerm = asks(
        "What did the district court decide on the claim to revoke the cancellation of recognition?",
        first("judgment", "result", court="district", target="cancellation"),
        values=_EITHER,
    )


class HighJudgment(Facts):
    """What the law asks about the judgment of the high court. `upheld`: it left the judgment below as it was."""

    high_judgment: DayTerm = asks(
        "On which day did the high court give judgment?",
        first("judgment", court="high", target="denial|"),
        first("judgment", court="high"),
    )
    high_on_denial: CategoryTerm = asks(
        "What did the high court decide on the claim to revoke the refusal (upheld: as the court below)?",
        first("judgment", "result", court="high", kind="revocation|", target="denial|"),
        values=_REVOKED + _ABOVE,
    )
    high_on_review_decision: CategoryTerm = asks(
        "What did the high court decide on the claim to revoke the review decision (upheld: as the court below)?",
        first("judgment", "result", court="high", target="review_decision"),
        values=_REVOKED + _ABOVE,
    )
    high_on_recognition: CategoryTerm = asks(
        "What did the high court decide on the claim to order recognition (upheld: as the court below)?",
        first("judgment", "result", court="high", kind="duty_imposing"),
        values=_ORDERED + _ABOVE,
    )
    high_on_nullity: CategoryTerm = asks(
        "What did the high court decide on the claim to declare the refusal null (upheld: as the court below)?",
        first("judgment", "result", court="high", kind="nullity", target="denial|"),
        values=_DECLARED + _ABOVE,
    )
    high_on_inaction: CategoryTerm = asks(
        "What did the high court decide on the claim over the failure to decide (upheld: as the court below)?",
        first("judgment", "result", court="high", kind="inaction"),
        values=_DECLARED + _ABOVE,
    )
    high_on_removal_order: CategoryTerm = asks(
        "What did the high court decide on the claim over the removal order (upheld: as the court below)?",
        first("judgment", "result", court="high", target="removal_order"),
        values=_EITHER + _ABOVE,
    )
    high_on_special_permission: CategoryTerm = asks(
        "What did the high court decide on the claim over the refusal of special permission to stay (upheld: as the "
        "court below)?",
        first("judgment", "result", court="high", target="special_permission_refusal"),
        values=_EITHER + _ABOVE,
    )
    high_on_cancellation: CategoryTerm = asks(
        "What did the high court decide on the claim to revoke the cancellation of recognition (upheld: as the "
        "court below)?",
        first("judgment", "result", court="high", target="cancellation"),
        values=_EITHER + _ABOVE,
    )


class SupremeJudgment(Facts):
    """What the law asks about the Supreme Court. `upheld`: final appeal dismissed, or the petition not accepted."""

    supreme_judgment: DayTerm = asks(
        "On which day did the Supreme Court decide?",
        first("judgment", court="supreme", target="denial|"),
        first("judgment", court="supreme"),
    )
    supreme_on_denial: CategoryTerm = asks(
        "What did the Supreme Court decide on the claim to revoke the refusal (upheld: as the court below)?",
        first("judgment", "result", court="supreme", kind="revocation|", target="denial|"),
        values=_REVOKED + _ABOVE,
    )
    supreme_on_review_decision: CategoryTerm = asks(
        "What did the Supreme Court decide on the claim to revoke the review decision (upheld: as the court below)?",
        first("judgment", "result", court="supreme", target="review_decision"),
        values=_REVOKED + _ABOVE,
    )
    supreme_on_recognition: CategoryTerm = asks(
        "What did the Supreme Court decide on the claim to order recognition (upheld: as the court below)?",
        first("judgment", "result", court="supreme", kind="duty_imposing"),
        values=_ORDERED + _ABOVE,
    )
    supreme_on_nullity: CategoryTerm = asks(
        "What did the Supreme Court decide on the claim to declare the refusal null (upheld: as the court below)?",
        first("judgment", "result", court="supreme", kind="nullity", target="denial|"),
        values=_DECLARED + _ABOVE,
    )
    supreme_on_inaction: CategoryTerm = asks(
        "What did the Supreme Court decide on the claim over the failure to decide (upheld: as the court below)?",
        first("judgment", "result", court="supreme", kind="inaction"),
        values=_DECLARED + _ABOVE,
    )
    supreme_on_removal_order: CategoryTerm = asks(
        "What did the Supreme Court decide on the claim over the removal order (upheld: as the court below)?",
        first("judgment", "result", court="supreme", target="removal_order"),
        values=_EITHER + _ABOVE,
    )
    supreme_on_special_permission: CategoryTerm = asks(
        "What did the Supreme Court decide on the claim over the refusal of special permission to stay (upheld: as the "
        "court below)?",
        first("judgment", "result", court="supreme", target="special_permission_refusal"),
        values=_EITHER + _ABOVE,
    )
    supreme_on_cancellation: CategoryTerm = asks(
        "What did the Supreme Court decide on the claim to revoke the cancellation of recognition (upheld: as the "
        "court below)?",
        first("judgment", "result", court="supreme", target="cancellation"),
        values=_EITHER + _ABOVE,
    )
    sent_back: Proposition = asks(
        "Was the suit sent back to the court below?", happened("remanded"), happened("judgment", result="remanded")
    )


def by_the_judgment_that_stands(
    district: CategoryTerm, high: CategoryTerm, supreme: CategoryTerm, *results: str
) -> Proposition:
    """Whether the newest judgment leaves a claim with one of these results.

    Where a higher court says nothing of a claim, or leaves the judgment below as it was, the court below decides.
    """
    at_district = DistrictJudgment.district_judgment.happened & district.is_one_of(*results)
    at_high = high.is_one_of(*results) | (high.is_one_of("upheld", "none") & at_district)
    at_supreme = supreme.is_one_of(*results) | (supreme.is_one_of("upheld", "none") & at_high)
    return choose(
        (SupremeJudgment.sent_back, NOT_ESTABLISHED),
        (SupremeJudgment.supreme_judgment.happened, at_supreme),
        (HighJudgment.high_judgment.happened, at_high),
        otherwise=at_district,
    )


def _lost_above(district: CategoryTerm, high: CategoryTerm, *results: str) -> Proposition:
    """Whether the high court decided a claim so, or left it so; a claim of which it says nothing was not before it."""
    return high.is_one_of(*results) | (high.is_one_of("upheld") & district.is_one_of(*results))


_APPEAL = CCP("281, 285", on="1998-01-01")
_FINAL_APPEAL = CCP("311, 318", on="1998-01-01")


@rule(cites=[_APPEAL, ACLA("7", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def applicant_lost_at_district(judgment: DistrictJudgment) -> Proposition:
    """The district court dismissed a claim of the applicant or held it inadmissible."""
    j = judgment
    return j.district_judgment.happened & (
        j.district_on_denial.is_one_of(*_LOST)
        | j.district_on_review_decision.is_one_of(*_LOST)
        | j.district_on_recognition.is_one_of(*_LOST)
        | j.district_on_nullity.is_one_of(*_LOST)
        | j.district_on_inaction.is_one_of(*_LOST)
        | j.district_on_removal_order.is_one_of(*_LOST)
        | j.district_on_special_permission.is_one_of(*_LOST)
        | j.district_on_cancellation.is_one_of(*_LOST)
    )


@rule(cites=[_APPEAL, ACLA("7", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def authority_lost_at_district(judgment: DistrictJudgment) -> Proposition:
    """The district court revoked, ordered or declared something against the authority."""
    j = judgment
    return j.district_judgment.happened & (
        j.district_on_denial.is_one_of("revoked")
        | j.district_on_review_decision.is_one_of("revoked")
        | j.district_on_recognition.is_one_of("ordered")
        | j.district_on_nullity.is_one_of("declared")
        | j.district_on_inaction.is_one_of("declared")
        | j.district_on_removal_order.is_one_of("revoked", "declared")
        | j.district_on_special_permission.is_one_of("revoked", "declared")
        | j.district_on_cancellation.is_one_of("revoked", "declared")
    )


@rule(cites=[_FINAL_APPEAL, ACLA("7", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def applicant_lost_at_high(judgment: HighJudgment) -> Proposition:
    """The high court dismissed a claim of the applicant, held it inadmissible, or left it so."""
    d, j = DistrictJudgment, judgment
    return j.high_judgment.happened & (
        _lost_above(d.district_on_denial, j.high_on_denial, *_LOST)
        | _lost_above(d.district_on_review_decision, j.high_on_review_decision, *_LOST)
        | _lost_above(d.district_on_recognition, j.high_on_recognition, *_LOST)
        | _lost_above(d.district_on_nullity, j.high_on_nullity, *_LOST)
        | _lost_above(d.district_on_inaction, j.high_on_inaction, *_LOST)
        | _lost_above(d.district_on_removal_order, j.high_on_removal_order, *_LOST)
        | _lost_above(d.district_on_special_permission, j.high_on_special_permission, *_LOST)
        | _lost_above(d.district_on_cancellation, j.high_on_cancellation, *_LOST)
    )


@rule(cites=[_FINAL_APPEAL, ACLA("7", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def authority_lost_at_high(judgment: HighJudgment) -> Proposition:
    """The high court revoked, ordered or declared something against the authority, or left it so."""
    d, j = DistrictJudgment, judgment
    return j.high_judgment.happened & (
        _lost_above(d.district_on_denial, j.high_on_denial, "revoked")
        | _lost_above(d.district_on_review_decision, j.high_on_review_decision, "revoked")
        | _lost_above(d.district_on_recognition, j.high_on_recognition, "ordered")
        | _lost_above(d.district_on_nullity, j.high_on_nullity, "declared")
        | _lost_above(d.district_on_inaction, j.high_on_inaction, "declared")
        | _lost_above(d.district_on_removal_order, j.high_on_removal_order, "revoked", "declared")
        | _lost_above(d.district_on_special_permission, j.high_on_special_permission, "revoked", "declared")
        | _lost_above(d.district_on_cancellation, j.high_on_cancellation, "revoked", "declared")
    )
