"""Repeat applications: which earlier ones ended in refusal, and materials that give reasonable grounds."""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import ended_by_refusal
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.effect_of_judgments import denial_revoked_finally
from wellfounded.law.jp.sources import ACT_56_2023, DIET_211_135, ICRRA
from wellfounded.rules.facts import Facts, asks, first, last
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import MET, NOT_MET, DayTerm, Proposition, choose, count_of, parameter

EARLIER_APPLICATIONS = parameter(
    "earlier_applications_for_the_exception",
    2,
    "How many earlier applications must have ended in refusal before the stay of removal can fall away",
    ICRRA("61-2-9(4)(i)", on="2024-06-10"),
)


class Materials(Facts):
    """What the law asks about the materials of a repeat application."""

    materials_with_application: DayTerm = asks(
        "On which day were materials handed in on the occasion of this application?",
        first("materials_handed_in", with_application="True"),
    )
    materials_give_reasonable_grounds: Proposition = asks(
        "Do the materials handed in with this application give reasonable grounds for recognition?"
    )
    later_materials: DayTerm = asks(
        "On which day were further materials handed in after the application?",
        last("materials_handed_in", with_application="False|"),
    )
    later_materials_give_reasonable_grounds: Proposition = asks(
        "Do the materials handed in after the application give reasonable grounds for recognition?"
    )
    materials_held_sufficient: DayTerm = asks(
        "On which day did the authority say that the materials give reasonable grounds?",
        first("materials_held_sufficient"),
    )
    materials_held_insufficient: DayTerm = asks(
        "On which day did the authority say that the materials do not give reasonable grounds?",
        first("materials_held_insufficient"),
    )


@rule(cites=[ICRRA("61-2-4(5)(v)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def application_was_withdrawn(application: Application) -> Proposition:
    """The application was withdrawn."""
    return application.withdrawn.happened


@rule(
    cites=[ICRRA("61-2-9(4)(i)", on="2024-06-10"), ACT_56_2023("15(2)", on="2024-06-10")],
    since="2024-06-10",
    checked="2026-11-23",
)
def counts_as_ended(application: Application) -> Proposition:
    """This application ended in refusal: no review in time, or the review withdrawn, rejected or dismissed."""
    # Endings before 10 June 2024 and under the older remedies count too.
    after_revocation: Proposition = unclear(
        "Does an application count as ended although a court later revoked its refusal?",
        settled_by="a court ruling on an application that follows such a judgment",
        cites=(ICRRA("61-2-9(4)(i)", on="2024-06-10"),),
        counts=("It counts: it did end, whatever came later.", ended_by_refusal()),
        no_longer=("It no longer counts: a revoked refusal is as if it had never been.", NOT_MET),
    )
    return ~application_was_withdrawn() & choose(
        (denial_revoked_finally(), after_revocation), otherwise=ended_by_refusal()
    )


@rule(cites=[ICRRA("61-2-9(4)(i)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def two_earlier_applications_ended(application: Application) -> Proposition:
    """At least two earlier applications of the person, each of them, ended in refusal."""
    return count_of(application.earlier, counts_as_ended()) >= EARLIER_APPLICATIONS


@rule(
    cites=[ICRRA("61-2-9(4)(i)", on="2024-06-10"), DIET_211_135("whole", on="2023-06-01")],
    since="2024-06-10",
    checked="2026-11-23",
)
def materials_convince(materials: Materials) -> Proposition:
    """The materials handed in with the application give reasonable grounds for recognition."""
    content = materials.materials_give_reasonable_grounds
    # The Act does not say who decides on this, nor how the answer is challenged.
    after_a_no: Proposition = unclear(
        "Does the authority decide by itself whether materials give reasonable grounds?",
        settled_by="a court ruling on removal after the authority held the materials insufficient",
        cites=(ICRRA("61-2-9(4)(i)", on="2024-06-10"),),
        authority=("What the authority said decides.", NOT_MET),
        content=("The content of the materials decides, whatever the authority said.", content),
    )
    return choose(
        (materials.materials_held_sufficient.happened, MET),
        (materials.materials_held_insufficient.happened, after_a_no),
        otherwise=content,
    )


@rule(cites=[ICRRA("61-2-9(4)(i)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def reasonable_grounds_handed_in(materials: Materials) -> Proposition:
    """Materials giving reasonable grounds for recognition were handed in on the occasion of the application."""
    return materials.materials_with_application.happened & materials_convince()


@rule(cites=[ICRRA("61-2-9(4)(i)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def reasonable_grounds_handed_in_later(materials: Materials) -> Proposition:
    """Materials giving reasonable grounds for recognition were handed in only after the application."""
    return materials.later_materials.happened & materials.later_materials_give_reasonable_grounds
