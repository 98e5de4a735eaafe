"""Proof: on whom the burden lies, how sure one must be, and when a credible account is enough."""

from __future__ import annotations

from wellfounded.law.jp.definition.relevant_date import relevant_date
from wellfounded.law.jp.sources import DIET_211_132, GUIDELINES_2005, MOJ_EXAMPLES, NAGOYA_HC_2016
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.order import Caution
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import NOT_MET, Proposition


class Proof(Facts):
    """What is asked about the account and the evidence."""

    proved_by_evidence: Proposition = asks(
        "Do documents or witnesses prove what the person says, so that no reasonable doubt is left?"
    )
    credible_as_a_whole: Proposition = asks(
        "Taken as a whole, is the person's account credible, so that no reasonable doubt is left?"
    )
    same_from_telling_to_telling: Proposition = asks("Is the core of the account the same each time it is told?")
    differences_explained: Proposition = asks(
        "Are the differences explained, for instance by the interpreter, by illness or by what the person went through?"
    )
    nothing_unnatural: Proposition = asks("Is the account free of what is unnatural or unreasonable?")
    fits_country_information: Proposition = asks("Does the account fit objective information about the country?")
    doubt_about_a_part: Proposition = asks("Is a part of the account in doubt?")


@rule(cites=[MOJ_EXAMPLES("judging the account", on="2017-01-01")], since="1982-01-01", checked="2026-11-23")
def account_withstands_checks(proof: Proof) -> Proposition:
    """The account is the same over time, is not unnatural, and fits what is known of the country."""
    steady = proof.same_from_telling_to_telling | proof.differences_explained
    return steady & proof.nothing_unnatural & proof.fits_country_information


@rule(
    cites=[DIET_211_132("one, 1", on="2023-06-30"), NAGOYA_HC_2016("on the account", on="2016-07-28")],
    since="1982-01-01",
    checked="2026-11-23",
)
def account_credible(proof: Proof) -> Proposition:
    """The account as a whole is credible, even if a part of it is in doubt."""
    return proof.credible_as_a_whole | account_withstands_checks()


# The handbook has no clear statement on the benefit of the doubt; the rule of the guidelines stands in its place.
@rule(
    cites=[MOJ_EXAMPLES("judging the account", on="2017-01-01")],
    since="1982-01-01",
    until="2005-05-13",
    checked="2026-11-23",
    confidence="doubtful",
    by=relevant_date(),
)
def claimed_facts_found(proof: Proof) -> Proposition:
    """What the person says is to be taken as fact."""
    doubt: Proposition = unclear(
        "Before the guidelines of 2005, was an account credible as a whole enough although a part was in doubt?",
        settled_by="the guidelines in force before 13 May 2005, which were not found",
        cites=(GUIDELINES_2005("on proof", on="2005-05-13"),),
        enough=("A credible account was enough.", account_credible()),
        not_enough=("Every part had to be proved.", NOT_MET),
    )
    return proof.proved_by_evidence | doubt


@claimed_facts_found.version(
    cites=[GUIDELINES_2005("on proof", on="2005-05-13"), DIET_211_132("one, 1", on="2023-06-30")],
    since="2005-05-13",
    checked="2026-11-23",
    by=relevant_date(),
)
def claimed_facts_found_2005(proof: Proof) -> Proposition:
    """What the person says is to be taken as fact: it is proved, or the account as a whole is credible."""
    return proof.proved_by_evidence | account_credible()


@rule(cites=[DIET_211_132("one, 1", on="2023-06-30")], since="1982-01-01", checked="2026-11-23")
def part_of_account_in_doubt(proof: Proof) -> Proposition:
    """A part of the account is in doubt."""
    return proof.doubt_about_a_part


CAUTIONS = (
    Caution(
        "A doubt about a part does not decide: if the account as a whole is credible, the facts are to be found.",
        part_of_account_in_doubt,
    ),
)
