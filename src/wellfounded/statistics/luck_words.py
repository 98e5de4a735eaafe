"""What may be printed: two plain sentences, what they rest on, the page of a refusal, and the funnel."""

from __future__ import annotations

from datetime import date

from wellfounded.charts import Caption, Funnel, FunnelPoint
from wellfounded.charts.numbers import number
from wellfounded.readings.words import Words
from wellfounded.statistics.luck import Luck, NotComparable


def percent(share: float) -> str:
    """A share as a reader writes it."""
    return number(share, percent=True)


def points(share: float) -> str:
    """A difference between shares, in points of a hundred."""
    return f"{100 * share:.1f}"


def two_sentences(answer: Luck, kind: str, words: Words) -> tuple[str, str]:
    """The two sentences that may be printed. They speak of all units together and name none."""
    low, high = answer.observed
    first = words.say(
        "In {number} decisions by {units} units ({title}), the share granted ran from {low} to {high}: a range of "
        "{points} points, where chance alone gives about {median} and hardly ever more than {most}.",
        number=number(answer.basis.decisions),
        units=number(answer.basis.units),
        title=kind,
        low=percent(low),
        high=percent(high),
        points=points(high - low),
        median=points(answer.chance[0]),
        most=points(answer.chance[2]),
    )
    if not answer.real:
        text = "So luck is enough to explain it: these figures give no ground to say that the units decide differently."
        return first, words.say(text)
    values = {
        "factor": f"{answer.spread.median_odds_ratio:.1f}",
        "count": number(answer.different),
        "units": number(answer.basis.units),
    }
    if answer.balance:
        text = (
            "So, as far as what was known of the cases can tell, it is more than luck: between two of them at random "
            "the odds of a grant typically differ by a factor of {factor}, and chance hardly explains how far {count} "
            "of the {units} lie from the others."
        )
        return first, words.say(text, **values)
    text = (
        "So it is more than luck, or their cases differ in ways that this table does not show: between two of them at "
        "random the odds of a grant typically differ by a factor of {factor}, and chance hardly explains how far "
        "{count} of the {units} lie from the others."
    )
    return first, words.say(text, **values)


def caution(answer: Luck, words: Words) -> str:
    """Whether it was tested that cases were handed out as by lot."""
    if not answer.balance:
        text = (
            "Whether cases were handed out as by lot was not tested: no column of the cases was named (--features). "
            "This is a table of differences, not of who decides well."
        )
        return words.say(text)
    text = "As far as {features} can tell, cases were handed out nearly as by lot."
    return words.say(text, features=", ".join(one.feature for one in answer.balance))


def refusal(answer: NotComparable, kind: str, words: Words) -> tuple[str, ...]:
    """Why the units are not compared, and what would be needed."""
    text = "The {number} units ({title}) cannot be compared by this table, so none of them is shown."
    lines = [words.say(text, number=number(answer.basis.units), title=kind)]
    uneven = [one for one in answer.balance if not one.even]
    for one in uneven:
        text = (
            "Cases were not handed out as by lot: the share of cases whose {title} is {id} differs between units by "
            "{points} points more than chance would make it (standard deviation; {sure})."
        )
        lines.append(
            words.say(text, title=one.feature, id=one.value, points=points(one.points), sure=p_value(one.p))
        )  # fmt: skip
    text = (
        "Needed: cases that were handed out by lot within groups that are known. Name such groups with --strata "
        "(here perhaps {features}), or leave out those that were given to chosen units."
    )
    lines.append(words.say(text, features=", ".join(one.feature for one in uneven)))
    return tuple(lines)


def p_value(p: float) -> str:
    """How sure, as journals write it."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def method(answer: Luck, words: Words) -> str:
    """The method in one line, with all that is needed to repeat it."""
    return words.say(
        "Chance: grants dealt anew {count} times within {strata} strata (seed {seed}); units of {minimum} decisions or "
        "more; at most 5% of those marked are marked by chance (exact tests, Benjamini and Hochberg).",
        count=number(answer.permutations),
        strata=number(answer.basis.strata),
        seed=answer.seed,
        minimum=answer.basis.minimum,
    )


def funnel(answer: Luck, kind: str, source: str, words: Words, taken: date | None = None) -> Funnel:
    """The funnel plot of the units, its title the finding."""
    title = words.say(
        "Chance alone hardly explains {count} of {units} units"
        if answer.real
        else "Luck is enough to explain the range",
        count=number(answer.different),
        units=number(answer.basis.units),
    )
    subtitle = words.say(
        "Share granted by number of decisions, each point one unit ({title}); {number} decisions",
        title=kind,
        number=number(answer.basis.decisions),
    )
    return Funnel(
        Caption(title, subtitle, source, method(answer, words), taken, words.lang),
        tuple(FunnelPoint(u.name, u.decisions, min(u.standardised, 1.0), u.different) for u in answer.units),
        answer.funnel,
        answer.basis.rate,
        wide=answer.funnel_wide if answer.wide.added else None,
        unit=kind,
        total=words.say("decisions"),
    )
