"""Comparing: like with like, or with the difference named. Unlike things are refused, and the like figure is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.amounts import NOTHING, Amount, total
from wellfounded.statistics.definitions import ASPECTS, CLOSED, LEVELS, PERIODS, UNITS, Definition, Figure, Rate
from wellfounded.statistics.figures import BASES, column, figures, level, rate, unit
from wellfounded.statistics.flags import of_rows
from wellfounded.statistics.places import Place, find, places
from wellfounded.statistics.reconciling import AROUND, Card, reconcile
from wellfounded.statistics.sentences import Sentence, say
from wellfounded.statistics.sources import SOURCES, Tables
from wellfounded.statistics.standard import COMPARED, Standard, standard
from wellfounded.statistics.unhcr import Decisions

EUROPE: Final = "europe"
TENS_OF_THOUSANDS: Final = 10_000
_WORDS: Final = {"unit": UNITS, "level": LEVELS, "period": PERIODS, "closed": CLOSED}


@dataclass(frozen=True, slots=True)
class Compared:
    """One country in a comparison: its figure, its rate where one can be built, and what makes it unlike the first."""

    place: Place
    figure: Figure
    rate: Rate | None
    standard: Standard | None
    differs: tuple[tuple[str, Sentence], ...]
    notes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether a country recognised at least so many: met, not met, or open where the range of its cells holds both.

    `first_instance`: the same at first instance alone; None where nothing is stored for it.
    """

    place: Place
    amount: Amount
    holds: str
    first_instance: Amount | None
    holds_at_first_instance: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Countries side by side, what was refused, and the claim that was checked. `taken`: UNHCR's day of extraction."""

    year: int
    basis: str
    countries: tuple[Compared, ...]
    refused: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    at_least: int | None
    taken: str


def beside(one: Figure, other: Figure) -> float:
    """How many times the one is the other. Figures that count unlike things are refused."""
    differs = [aspect for aspect in one.definition.differs(other.definition) if aspect != "closed"]
    if differs:
        raise BadInput(
            "{first} and {second} are not set beside each other: they differ in {what}.",
            first=one.measure,
            second=other.measure,
            what=", ".join(ASPECTS[aspect] for aspect in differs),
        )
    if not other.amount.printed:
        raise BadInput("There is nothing to divide by: {second} is 0.", second=other.measure)
    return one.amount.printed / other.amount.printed


def compare(
    tables: Tables, countries: Sequence[str], *, year: int, basis: str = "convention", at_least: int | None = None
) -> Comparison:
    """Countries of one year. `europe` stands for all of Europe, and asks whether tens of thousands were recognised."""
    if basis not in BASES:
        raise BadInput(
            "A comparison can be on the basis of: {possible}; {found} is none of them.",
            possible=", ".join(BASES),
            found=basis,
        )
    whole = any(one.casefold() == EUROPE for one in countries)
    named = list(dict.fromkeys(find(one) for one in countries if one.casefold() != EUROPE))
    if not whole and len(named) < 2:
        raise BadInput("A comparison needs two countries at least, or `europe`.")
    least = at_least if at_least is not None else (TENS_OF_THOUSANDS if whole else None)
    claimed = [*named, *(one for one in _europe() if one not in named)] if whole else named
    asked = {one.iso3 for one in claimed} | (set(COMPARED) if tables.whole() and named else set())
    rows = tables.decisions(sorted(asked), (year, year))
    around = tables.decisions([one.iso3 for one in named], (year - AROUND, year + AROUND)) if named else []
    cards = [reconcile(tables, one, year, [row for row in around if row.place is one], flagged=False) for one in named]
    found = [_compared(tables, card, rows, basis) for card in cards]
    if found:
        found = [found[0], *(_named(one, found[0]) for one in found[1:])]
    claims = tuple(_claims(claimed, rows, cards, basis, least)) if least is not None else ()
    if whole and not any(row.place.region == "Europe" for row in rows):
        raise BadInput(
            "No figures of Europe are at hand for {year}. `wellfounded figures fetch` gets UNHCR's whole table.",
            year=str(year),
        )
    return Comparison(year, basis, tuple(found), tuple(_refused(cards, found)), claims, least, tables.taken())


def _europe() -> list[Place]:
    return [place for place in places().values() if place.region == "Europe"]


def _compared(tables: Tables, card: Card, rows: Sequence[Decisions], basis: str) -> Compared:
    """The national figure where there is one, else UNHCR's. No rate from a column that holds another status."""
    place, year = card.place, card.year
    own = [row for row in rows if row.place == place]
    moved = any("moved_status" in one.explained_by for one in card.differences if one.measure == "recognised")
    theirs = {one.measure: one for one in figures(own, place, year, tables.taken())}
    national = {one.measure: one for one in card.figures if one.source == "moj"}
    figure = _national(national, basis) or _unhcr(theirs, own, basis)
    if figure is None:
        raise BadInput(
            "There are no figures of {place} for {year} on this basis. `wellfounded figures fetch` gets UNHCR's whole "
            "table.",
            place=place.english,
            year=str(year),
        )
    said = [one.sentence for one in card.differences if one.measure == "recognised" and one.by]
    notes = said if basis == "convention" else []
    notes += [flag.sentence for flag in of_rows(own, year, ()) if flag.kind in ("mandate", "other_status")]
    unfit = moved and basis == "convention"
    if unfit:
        notes.append(
            say("No rate of refugee status is built from UNHCR's column for this year: it holds another status.")
        )
    told = _national_rate(national, basis) or (None if unfit else rate(own, basis, tables.taken()))
    expected = standard(rows, place, basis) if tables.whole() and not unfit else None
    return Compared(place, figure, told, expected, (), tuple(notes))


def _national(national: dict[str, Figure], basis: str) -> Figure | None:
    first = national.get("recognised")
    if first is None or basis == "convention":
        return first
    parts = [one for one in (first, national.get("complementary"), national.get("humanitarian")) if one]
    amount = total(one.amount for one in parts)
    definition = Definition(BASES[basis], "persons", "first_and_review", "calendar_year", "no_part")
    rows = tuple(row for one in parts for row in one.rows)
    return Figure("protected", first.place, first.year, amount, definition, first.source, rows,
                  derived=" + ".join(f"{one.amount.printed:,}" for one in parts))  # fmt: skip


def _national_rate(national: dict[str, Figure], basis: str) -> Rate | None:
    """From the ministry's own figures, where refusals are known at both stages."""
    refused = [national.get("refused_at_first_instance"), national.get("refused_on_review")]
    stay = [one for one in (national.get("complementary"), national.get("humanitarian")) if one]
    recognised = national.get("recognised")
    if recognised is None or None in refused:
        return None
    others = total(one.amount for one in stay)
    against = total(one.amount for one in refused if one)
    granted, rest = (recognised.amount, others) if basis == "convention" else (recognised.amount + others, NOTHING)
    parts = [recognised, *stay, *(one for one in refused if one)]
    return Rate(
        granted, rest + against, Definition(BASES[basis], "persons", "all", "calendar_year", "out"),
        ("convention", "complementary", "humanitarian", "refused"), (recognised.source,),
        tuple(row for one in parts for row in one.rows),
    )  # fmt: skip


def _unhcr(theirs: dict[str, Figure], rows: Sequence[Decisions], basis: str) -> Figure | None:
    recognised = theirs.get("recognised")
    if recognised is None or basis == "convention":
        return recognised
    filled = [row for row in rows if row.recognised.printed or row.other.printed]
    definition = Definition(BASES[basis], unit(filled or rows), level(filled or rows), "calendar_year", "no_part")
    return Figure(
        "protected", recognised.place, recognised.year, column(rows, "recognised") + column(rows, "other"), definition,
        "unhcr", tuple(row.row for row in filled), recognised.taken,
    )  # fmt: skip


def _named(one: Compared, first: Compared) -> Compared:
    """What makes a country's figure unlike that of the first."""
    differs: list[tuple[str, Sentence]] = []
    for aspect in one.figure.definition.differs(first.figure.definition):
        if aspect == "status":
            continue  # both stand on one basis
        words = _WORDS[aspect]
        differs.append(
            (
                aspect,
                say("{aspect}: {here} for {place}, {there} for {first}.", aspect=say(ASPECTS[aspect]),
                    here=say(words[getattr(one.figure.definition, aspect)]), place=one.place,
                    there=say(words[getattr(first.figure.definition, aspect)]), first=first.place),
            )
        )  # fmt: skip
    if one.figure.source != first.figure.source:
        differs.append(
            ("source", say("The figures come from different sources: {here} for {place}, {there} for {first}.",
                           here=SOURCES[one.figure.source].short, place=one.place,
                           there=SOURCES[first.figure.source].short, first=first.place))
        )  # fmt: skip
    return Compared(one.place, one.figure, one.rate, one.standard, tuple(differs), one.notes)


def _refused(cards: Sequence[Card], found: Sequence[Compared]) -> Iterator[Sentence]:
    """The ceiling beside recognitions: refused, with what may be set beside what."""
    for card in cards:
        ceiling, admitted = card.figure("ceiling", "us_ceiling"), card.figure("admitted", "us_ceiling")
        if ceiling is None:
            continue
        yield say(
            "The ceiling of {n} is not set beside recognitions. It caps resettlement from abroad in the fiscal year "
            "{year}; a "
            "recognition answers a claim made inside the country. They differ in status, unit, level and period.",
            n=ceiling.amount.printed, year=str(card.year),
        )  # fmt: skip
        yield say(
            "Like for like, claims inside the country: {figures}.",
            figures=tuple(say("{place} {n}", place=one.place, n=one.figure.amount) for one in found),
        )
        left = [aspect for aspect in ASPECTS if any(aspect == seen for one in found for seen, _ in one.differs)]
        if left:
            yield say(
                "These still differ, as said above, in: {what}.", what=tuple(say(ASPECTS[aspect]) for aspect in left)
            )
        for other in cards:
            resettled = other.figure("resettled", "moj")
            if resettled is not None and admitted is not None:
                yield say(
                    "Like for like, resettlement from abroad: {n} in {place} in the fiscal year, {m} in {other} in "
                    "the calendar "
                    "year.", n=admitted.amount.printed, place=card.place, m=resettled.amount.printed, other=other.place,
                )  # fmt: skip


def _claims(
    claimed: Sequence[Place], rows: Sequence[Decisions], cards: Sequence[Card], basis: str, least: int
) -> Iterator[Claim]:
    """For each country whether it recognised at least so many, those with most first."""
    names = ("recognised",) if basis == "convention" else ("recognised", "other")
    by_place: dict[Place, list[Decisions]] = {}
    for row in rows:
        by_place.setdefault(row.place, []).append(row)
    told: list[Claim] = []
    for place in claimed:
        own = by_place.get(place, [])
        if not own:
            continue
        amount = total(column(own, name) for name in names)
        card = next((one for one in cards if one.place == place), None)
        if card and basis == "convention" and (national := card.figure("recognised", "moj")):
            amount = national.amount
        at_first = _at_first(own, card, names)
        told.append(
            Claim(place, amount, _holds(amount, least), at_first, _holds(at_first, least) if at_first else None)
        )
    yield from sorted(told, key=lambda one: (-one.amount.printed, one.place.iso3))


def _at_first(own: Sequence[Decisions], card: Card | None, names: Sequence[str]) -> Amount | None:
    """The number at first instance alone; nothing where grants are stored for several levels together."""
    if card and names == ("recognised",) and (national := card.figure("recognised_at_first_instance", "moj")):
        return national.amount
    first = [row for row in own if row.level == "first_instance"]
    together = any(row.granted.printed for row in own if row.level == "first_and_review")
    return (
        total(column(first, name) for name in names) if any(row.substantive for row in first) and not together else None
    )


def _holds(amount: Amount, least: int) -> str:
    if amount.least >= least:
        return "met"
    return "not_met" if amount.most < least else "open"
