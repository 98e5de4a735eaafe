"""One country and year as a reader asks for it, and a series of years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.breaks import Break, breaks
from wellfounded.statistics.definitions import Figure, Rate
from wellfounded.statistics.figures import figures, rate
from wellfounded.statistics.flags import Flag, of_rows
from wellfounded.statistics.places import Place, find
from wellfounded.statistics.reconciling import AROUND, Card, reconcile
from wellfounded.statistics.sentences import Sentence, say
from wellfounded.statistics.shipped import rows as shipped_rows
from wellfounded.statistics.sources import Tables
from wellfounded.statistics.unhcr import Decisions


@dataclass(frozen=True, slots=True)
class Shown:
    """A country and year: what one would say of it in a sentence, the figures, the rates, and the reconciliation."""

    headline: tuple[Sentence, ...]
    card: Card
    rates: tuple[tuple[str, Rate], ...]


def show(tables: Tables, country: str, year: int) -> Shown:
    """What is published of a country and year, and why the sources differ."""
    card = reconcile(tables, country, year)
    rows = tables.decisions([card.place.iso3], (year, year))
    moved = any("moved_status" in one.explained_by for one in card.differences if one.measure == "recognised")
    # A column that holds another status gives no rate of refugee status.
    bases = ("protection",) if moved else ("convention", "protection")
    told = ((basis, rate(rows, basis, tables.taken())) for basis in bases)
    return Shown(tuple(_headline(card)), card, tuple((basis, one) for basis, one in told if one is not None))


def _headline(card: Card) -> list[Sentence]:
    found: list[Sentence] = []
    at = str(card.year)
    national, review = card.figure("recognised", "moj"), card.figure("recognised_on_review", "moj")
    unhcr = card.figure("recognised", "unhcr")
    if national and review:
        found.append(
            say("{place} recognised {n} persons as refugees in {year}, {review} of them on review.", place=card.place,
                n=national.amount.printed, year=at, review=review.amount.printed)
        )  # fmt: skip
    elif national:
        found.append(
            say(
                "{place} recognised {n} persons as refugees in {year}.",
                place=card.place,
                n=national.amount.printed,
                year=at,
            )
        )
    elif unhcr and any(flag.kind == "mandate" for flag in card.flags):
        found.append(
            say("By UNHCR's table {n} were recognised as refugees in {place} in {year}.", place=card.place,
                n=unhcr.amount, year=at)
        )  # fmt: skip
        found += [flag.sentence for flag in card.flags if flag.kind == "mandate"]
    elif unhcr:
        found.append(
            say("By UNHCR's table {place} recognised {n} as refugees in {year}.", place=card.place, n=unhcr.amount,
                year=at)
        )  # fmt: skip
    if national and national.amount.printed == max(_recognised().values()):
        found.append(
            say("It is the highest number since the first recognitions in {year}.", year=str(min(_recognised())))
        )
    if national and unhcr and national.amount != unhcr.amount:
        reason = next(one for one in card.differences if one.measure == "recognised")
        found.append(say("UNHCR's table says {n}. {why}", n=unhcr.amount.printed, why=reason.sentence))
        found += [flag.sentence for flag in card.flags if flag.kind in ("coincidence", "moved_status")]
    ceiling = card.figure("ceiling", "us_ceiling")
    if ceiling:
        found.append(
            say("The ceiling of {n} for the fiscal year {year} is a cap on resettlement from abroad, not a number of "
                "recognitions.", n=ceiling.amount.printed, year=at)
        )  # fmt: skip
    return found


def _recognised() -> dict[int, int]:
    """The ministry's recognitions by year."""
    return {
        int(row["year"]): int(row["convention_refugees"])
        for row in shipped_rows("japan_recognition")
        if row["convention_refugees"]
    }


@dataclass(frozen=True, slots=True)
class YearOf:
    """One year of a series: a figure from each source that has it, and the kinds of what is flagged."""

    year: int
    figures: tuple[Figure, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A measure of one country over years."""

    place: Place
    measure: str
    years: tuple[YearOf, ...]


def series(
    tables: Tables, country: str, first: int | None = None, last: int | None = None, measure: str = "recognised"
) -> Series:
    """A measure over the years at hand, with the years that break marked."""
    place = find(country)
    known = [y for y in tables.years(place) if (first is None or y >= first) and (last is None or y <= last)]
    if not known:
        raise BadInput(
            "There are no figures of {place} from {first} to {last}.",
            place=place.english,
            first=str(first or "…"),
            last=str(last or "…"),
        )
    span = (known[0], known[-1])
    national = [one for one in tables.national(place, span) if one.measure == measure]
    rows = tables.decisions([place.iso3], span)
    broken = breaks([row for row in rows if row.origin])
    of_year: dict[int, list[Decisions]] = {}
    for row in rows:
        of_year.setdefault(row.year, []).append(row)
    found = []
    for year in known:
        here = of_year.get(year, [])
        around = [row for at in range(year - AROUND, year + AROUND + 1) for row in of_year.get(at, ())]
        theirs = [one for one in figures(here, place, year, tables.taken()) if one.measure == measure]
        flags = _broken(around, year, broken) if here else ()
        ours = [one for one in national if one.year == year]
        if ours or theirs:
            found.append(YearOf(year, (*ours, *theirs), tuple(flags)))
    if not found:
        raise BadInput(
            "Nothing at hand counts {measure} for {place}. What can be asked: {possible}.",
            measure=measure,
            place=place.english,
            possible=", ".join(sorted(_measures(tables, place, span))),
        )
    return Series(place, measure, tuple(found))


def _broken(rows: Sequence[Decisions], year: int, known: Sequence[Break]) -> list[Flag]:
    """Breaks alone: that cells are rounded holds for every year."""
    told: dict[str, Flag] = {}
    for flag in of_rows(rows, year, known):
        if flag.kind not in ("rounding", "levels", "unit", "sums"):
            told.setdefault(flag.kind, flag)
    return list(told.values())


def _measures(tables: Tables, place: Place, span: tuple[int, int]) -> set[str]:
    ours = {one.measure for one in tables.national(place, span)}
    return ours | {one.measure for one in figures(tables.decisions([place.iso3], span), place, span[0], "")}
