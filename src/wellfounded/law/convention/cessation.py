"""Cessation: when a refugee no longer needs the Convention (1C(1) to (6))."""

from __future__ import annotations

from wellfounded.law.convention.sources import CONVENTION, UNHCR_HANDBOOK
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import NOT_MET, Proposition


class Cessation(Facts):
    """What is asked before a refugee is said to be one no longer."""

    asked_own_country_again: Proposition = asks(
        "Has the person turned again to the authorities of their own country for its protection?"
    )
    did_so_freely: Proposition = asks("Did the person do so freely, meaning to be under its protection?")
    protection_given_again: Proposition = asks("Did their own country in fact protect them again?")
    nationality_regained_freely: Proposition = asks(
        "Having lost the nationality of their country, did the person take it again of their own free will?"
    )
    new_nationality: Proposition = asks("Has the person acquired a new nationality?")
    new_nationality_protects: Proposition = asks("Does the country of the new nationality protect the person?")
    settled_there_again_freely: Proposition = asks(
        "Did the person freely settle again in the country that they had left or stayed away from for fear?"
    )
    causes_are_gone: Proposition = asks("Have the circumstances for which the person is a refugee ceased to exist?")
    change_goes_deep: Proposition = asks("Is that change so deep that it removes the ground of the fear?")
    change_lasts: Proposition = asks("Has that change proved to last?")
    own_country_protects_now: Proposition = asks(
        "Would the country of their nationality in fact protect the person now?"
    )
    stateless_can_go_back: Proposition = asks(
        "Being without a nationality, can the person now go back to the country where they used to live?"
    )
    compelling_reasons_not_to_return: Proposition = asks(
        "Has the person compelling reasons, from what they suffered before, not to go back?"
    )


@rule(
    cites=[CONVENTION("1C(1)", on="1954-04-22"), UNHCR_HANDBOOK("119", on="1979-09-01")],
    since="1954-04-22",
    checked="2026-11-23",
)
def protection_taken_up_again(cessation: Cessation) -> Proposition:
    """The person has taken up the protection of their own country again, freely and in fact."""
    # an errand at a consulate under need or by order is not free; a request that was turned down gave no protection
    return cessation.asked_own_country_again & cessation.did_so_freely & cessation.protection_given_again


@rule(cites=[CONVENTION("1C(2)", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def nationality_taken_again(cessation: Cessation) -> Proposition:
    """The person lost their nationality and has freely taken it again."""
    return cessation.nationality_regained_freely


@rule(cites=[CONVENTION("1C(3)", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def new_nationality_acquired(cessation: Cessation) -> Proposition:
    """The person has a new nationality and the protection of that country."""
    return cessation.new_nationality & cessation.new_nationality_protects


@rule(cites=[CONVENTION("1C(4)", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def settled_again(cessation: Cessation) -> Proposition:
    """The person has freely settled again in the country that they had left for fear."""
    return cessation.settled_there_again_freely


@rule(
    cites=[
        CONVENTION("1C(5)", on="1954-04-22"),
        CONVENTION("1C(6)", on="1954-04-22"),
        UNHCR_HANDBOOK("135", on="1979-09-01"),
    ],
    since="1954-04-22",
    checked="2026-11-23",
)
def circumstances_ceased(cessation: Cessation) -> Proposition:
    """What made the person a refugee is gone, deeply and for good, and they can be protected or go back."""
    gone = cessation.causes_are_gone & cessation.change_goes_deep & cessation.change_lasts
    return gone & (cessation.own_country_protects_now | cessation.stateless_can_go_back)


@circumstances_ceased.unless(
    cites=[CONVENTION("1C(5), (6), provisos", on="1954-04-22"), UNHCR_HANDBOOK("136", on="1979-09-01")],
    since="1954-04-22",
    checked="2026-11-23",
    confidence="doubtful",
)
def compelling_reasons(cessation: Cessation) -> Proposition:
    """What the person suffered before is a compelling reason not to send them back."""
    doubt: Proposition = unclear(
        "Do compelling reasons from the past help every refugee, or only those of the time before the Convention?",
        settled_by="the practice of the state concerned: the proviso names only refugees under older arrangements",
        cites=(CONVENTION("1C(5), proviso", on="1954-04-22"), UNHCR_HANDBOOK("136", on="1979-09-01")),
        every_refugee=(
            "The proviso shows a general humanitarian principle and helps every refugee.",
            cessation.compelling_reasons_not_to_return,
        ),
        as_written=("The proviso helps only those whom it names: refugees under article 1A(1).", NOT_MET),
    )
    return doubt


@rule(cites=[CONVENTION("1C", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def ceased(cessation: Cessation) -> Proposition:
    """A ground has arisen on which a refugee is one no longer."""
    return (
        protection_taken_up_again()
        | nationality_taken_again()
        | new_nationality_acquired()
        | settled_again()
        | circumstances_ceased()
    )
