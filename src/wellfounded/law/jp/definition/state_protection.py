"""Protection by the person's own country, measured by what it does in fact."""

from __future__ import annotations

from wellfounded.law.convention.questions import Origin, Protection
from wellfounded.law.jp.definition.persecution import DEFINITION, persecution_by_state
from wellfounded.law.jp.definition.relevant_date import relevant_date
from wellfounded.law.jp.definition.well_founded_fear import danger_from_state
from wellfounded.law.jp.sources import HANDBOOK_2023, MOJ_EXAMPLES, OSAKA_DC_2024, OSAKA_HC_2025
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import NOT_MET, Proposition


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def cannot_go_back_stateless(origin: Origin) -> Proposition:
    """Without a nationality, the person cannot, or because of the fear does not want to, go back where they lived."""
    return origin.stateless_and_cannot_go_back


# In 2017 the ministry published a denial on the ground that the harm was a crime at home which the state did not
# tolerate; it let the person stay because the harm went on all the same.
@rule(
    cites=[MOJ_EXAMPLES("genital mutilation, 2017", on="2017-01-01")],
    since="1982-01-01",
    until="2023-03-24",
    checked="2026-11-23",
    by=relevant_date(),
)
def protection_fails_in_fact(protection: Protection) -> Proposition:
    """The state forbids the harm and does not tolerate it, yet cannot prevent it in fact."""
    doubt: Proposition = unclear(
        "Is a person protected where the harm is a crime and not tolerated, but goes on in fact?",
        settled_by="the handbook of 2023, which says that it only states what the law was",
        cites=(MOJ_EXAMPLES("genital mutilation, 2017", on="2017-01-01"),),
        tolerated=("Only harm that the state tolerates is persecution by others.", NOT_MET),
        in_fact=("Protection must work in fact.", protection.state_cannot_protect),
    )
    return doubt


@protection_fails_in_fact.version(
    cites=[HANDBOOK_2023("agents of persecution", on="2023-03-24")],
    since="2023-03-24",
    checked="2026-11-23",
    confidence="known",
    by=relevant_date(),
)
def protection_fails_in_fact_2023(protection: Protection) -> Proposition:
    """The state cannot in fact prevent the harm, whatever its law says."""
    return protection.state_cannot_protect


@rule(
    cites=[OSAKA_DC_2024("first basis", on="2024-07-04"), OSAKA_HC_2025("on protection", on="2025-02-27")],
    since="1982-01-01",
    checked="2026-11-23",
)
def unprotected_from_others(protection: Protection) -> Proposition:
    """The state lets the harm by others happen, or will not or cannot protect from it."""
    return (
        protection.state_lets_it_happen
        | protection.harm_is_lawful_there
        | protection.state_would_refuse
        | protection.asking_brings_danger
        | protection_fails_in_fact()
    )


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def no_protection(protection: Protection) -> Proposition:
    """The person cannot use the protection of their own country or, because of the fear, does not want to."""
    return (persecution_by_state() & danger_from_state()) | unprotected_from_others() | cannot_go_back_stateless()
