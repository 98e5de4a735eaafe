"""Reconciling: what each source says of a country and year, which differences are explained, and which are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.amounts import NOTHING, Amount, exactly, total
from wellfounded.statistics.definitions import UNITS, Definition, Figure
from wellfounded.statistics.figures import column, figures
from wellfounded.statistics.flags import Flag, of_rows, of_stocks
from wellfounded.statistics.places import Place, find
from wellfounded.statistics.sentences import Sentence, say
from wellfounded.statistics.sources import Tables
from wellfounded.statistics.unhcr import Decisions

AROUND = 3
"""So many years before and after are looked at, to see what a year has that its neighbours lack."""
_LEVELS = (
    ((), say("all levels")),
    (("court",), say("without court decisions")),
    (("court", "review", "repeat"), say("first instance alone")),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sources that say different things of one measure. `explained_by` is empty where nothing explains it."""

    measure: str
    national: Figure
    unhcr: Figure
    by: int
    explained_by: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Card:
    """The reconciliation of a country and year."""

    place: Place
    year: int
    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...]
    flags: tuple[Flag, ...]

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        """The differences that no rule explains."""
        return tuple(one for one in self.differences if not one.explained_by)

    def figure(self, measure: str, source: str) -> Figure | None:
        """A figure of the card."""
        return next((one for one in self.figures if (one.measure, one.source) == (measure, source)), None)


def reconcile(
    tables: Tables, country: str | Place, year: int, read: Sequence[Decisions] | None = None, flagged: bool = True
) -> Card:
    """What is said of a country and year, with every difference explained or called unexplained, and every flag.

    `read`: UNHCR's rows of the country from `AROUND` years before to as many after, where they were read already.
    `flagged`: whether what is odd is looked for as well.
    """
    place = country if isinstance(country, Place) else find(country)
    rows = tables.decisions([place.iso3], (year - AROUND, year + AROUND)) if read is None else read
    here = [row for row in rows if row.year == year]
    national = tables.national(place, (year, year))
    if not here and not national:
        known = tables.years(place)
        if not known and tables.whole():
            raise BadInput("No source at hand has decisions taken in {place}.", place=place.english)
        if not known:
            raise BadInput(
                "Nothing is at hand of {place}. `wellfounded figures fetch` gets UNHCR's whole table.",
                place=place.english,
            )
        raise BadInput(
            "There are no figures of {place} for {year}. The years at hand are {first} to {last}.",
            place=place.english,
            year=str(year),
            first=str(known[0]),
            last=str(known[-1]),
        )
    said = [*national, *figures(here, place, year, tables.taken())]
    differences = tuple(_differences(national, here, place, year, tables)) if here else ()
    flags: dict[str, Flag] = {}
    odd = (_of_differences(differences, here, place, year), of_rows(rows, year), of_stocks(place, year))
    for flag in chain.from_iterable(odd) if flagged else ():
        flags.setdefault(flag.kind, flag)  # of one kind the first says most
    return Card(place, year, tuple(said), differences, tuple(flags.values()))


def _differences(
    national: Sequence[Figure], rows: Sequence[Decisions], place: Place, year: int, tables: Tables
) -> Iterator[Difference]:
    """Each national source beside UNHCR's table. A level or status that a source does not give is not compared."""
    theirs = {one.measure: one for one in figures(rows, place, year, tables.taken())}
    for source in dict.fromkeys(one.source for one in national):
        by_measure = {one.measure: one for one in national if one.source == source}
        yield from _of_source(by_measure, theirs, rows)
        yield from _applications(by_measure, place, year, tables)


def _of_source(
    by_measure: dict[str, Figure], theirs: dict[str, Figure], rows: Sequence[Decisions]
) -> Iterator[Difference]:
    recognised, complementary = by_measure.get("recognised"), by_measure.get("complementary")
    stay = _joined("other_protection", by_measure, ("complementary", "humanitarian"))
    moved = NOTHING
    if complementary and stay and _gone(stay.amount, complementary.amount, column(rows, "other")):
        moved = complementary.amount
    if recognised:
        yield _difference("recognised", recognised, rows, "recognised", theirs["recognised"], moved)
    if stay is not None:
        yield _difference("other_protection", stay, rows, "other", theirs["other_protection"], moved, out=True)
    if protected := by_measure.get("protected"):
        whole = theirs["recognised"]
        statuses = (*whole.definition.status, *theirs["other_protection"].definition.status)
        both = replace(
            whole,
            measure="protected",
            amount=column(rows, "granted"),
            definition=replace(whole.definition, status=statuses),
        )
        yield _difference("protected", protected, rows, "granted", both, NOTHING)
    refused = _joined("refused", by_measure, ("refused", "refused_at_first_instance", "refused_on_review"))
    if refused is not None:
        yield _difference("refused", refused, rows, "rejected", theirs["refused"], NOTHING)
    closed = by_measure.get("closed_at_first_instance") or by_measure.get("closed")
    if closed is not None:
        first = [row for row in rows if row.level == "first_instance"]
        yield _difference("closed", closed, first, "closed", theirs["closed"], NOTHING)


def _gone(stay: Amount, complementary: Amount, other: Amount) -> bool:
    """Whether complementary protection has left UNHCR's column of other protection: the column holds the rest alone."""
    return bool(complementary.printed) and other.contains(stay.less(complementary)) and not other.contains(stay)


def _joined(measure: str, by_measure: dict[str, Figure], parts: Sequence[str]) -> Figure | None:
    """A sum of national figures, as a figure."""
    found = [by_measure[one] for one in parts if one in by_measure]
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    first = found[0].definition
    statuses = tuple(status for one in found for status in one.definition.status)
    levels = {one.definition.level for one in found}
    level = levels.pop() if len(levels) == 1 else "first_and_review"
    return Figure(
        measure,
        found[0].place,
        found[0].year,
        total(one.amount for one in found),
        Definition(statuses, first.unit, level, first.period, first.closed),
        found[0].source,
        tuple(row for one in found for row in one.rows),
        found[0].taken,
        derived=" + ".join(f"{one.amount.printed:,}" for one in found),
    )


def _difference(
    measure: str,
    national: Figure,
    rows: Sequence[Decisions],
    name: str,
    theirs: Figure,
    moved: Amount,
    *,
    out: bool = False,
) -> Difference:
    """The first of the explanations under which the two can be the same number."""
    by = theirs.amount.printed - national.amount.printed

    def made(kinds: tuple[str, ...], sentence: Sentence) -> Difference:
        return Difference(measure, national, theirs, by, kinds, sentence)

    for left_out, words in _LEVELS:
        kept = [row for row in rows if row.level not in left_out]
        amount = column(kept, name)
        kinds = ("levels",) if left_out else ()
        if amount.contains(national.amount):
            if amount.printed == national.amount.printed and not left_out:
                return made(("same",), say("The two agree: {n}.", n=national.amount.printed))
            if left_out:
                return made(
                    (*kinds, "rounding") if amount.printed != national.amount.printed else kinds,
                    say("UNHCR's {whole} adds up levels; {levels} it is {part}, which holds {n}.",
                        whole=theirs.amount, levels=words, part=amount, n=national.amount.printed),
                )  # fmt: skip
            return made(
                ("rounding",),
                say("Rounding explains it: UNHCR's cells leave a range of {least} to {most}, which holds {n}.",
                    least=amount.least, most=amount.most, n=national.amount.printed),
            )  # fmt: skip
        shifted = national.amount.less(moved) if out else national.amount + moved
        if moved.printed and amount.contains(shifted):
            return made((*kinds, "moved_status"), _moved(out, national, moved, amount))
    if name == "closed" and not theirs.amount.printed and national.amount.printed:
        return made(
            ("closed_cases",),
            say("UNHCR's table gives no closed cases for this year; {n} follow from the national figures.",
                n=national.amount.printed),
        )  # fmt: skip
    # A case holds one person or more, so cases can only be fewer.
    if theirs.definition.unit != national.definition.unit and by < 0:
        return made(
            ("unit",),
            say("UNHCR counts {theirs} here and the national source {ours}. How much of the difference that makes is "
                "not known.", theirs=say(UNITS[theirs.definition.unit]),
                ours=say(UNITS[national.definition.unit])),
        )  # fmt: skip
    return made(
        (),
        say("Unexplained: {ours} here and {theirs} in UNHCR's table. Neither rounding, levels, status nor unit "
            "explains it.",
            ours=national.amount, theirs=theirs.amount),
    )  # fmt: skip


def _moved(out: bool, national: Figure, moved: Amount, amount: Amount) -> Sentence:
    if out:
        return say(
            "A status was moved: without the {moved} persons under complementary protection, {n} are left here, and "
            "UNHCR's column has {theirs}.",
            moved=moved.printed,
            n=national.amount.less(moved).printed,
            theirs=amount,
        )
    return say(
        "A status was moved: UNHCR's column of recognised refugees also holds complementary protection. {n} refugees "
        "and {moved} persons under complementary protection are {sum}, within UNHCR's range of {least} to {most}.",
        n=national.amount.printed,
        moved=moved.printed,
        sum=national.amount.printed + moved.printed,
        least=amount.least,
        most=amount.most,
    )


def _applications(by_measure: dict[str, Figure], place: Place, year: int, tables: Tables) -> Iterator[Difference]:
    """Applications and requests for review, where UNHCR's sums of them are at hand."""
    more = by_measure.get("complementary_applications")
    for kind, count, behind in tables.applications(place, year):
        measure = {"N": "applications", "A": "review_requests"}.get(kind)
        ours = by_measure.get(measure or "")
        if measure is None or ours is None:
            continue
        where = (f"{behind} rows: {year} →{place.iso3} {kind}",)
        definition = ours.definition
        theirs = Figure(measure, place, year, exactly(count), definition, "unhcr", where, tables.taken())
        by = count - ours.amount.printed
        if not by:
            kinds: tuple[str, ...] = ("same",)
            sentence = say("The two agree: {n}.", n=count)
        elif more is not None and by == more.amount.printed:
            kinds = ("moved_status",)
            sentence = say(
                "UNHCR adds the {more} applications for complementary protection to the {n} for recognition.",
                more=more.amount.printed,
                n=ours.amount.printed,
            )
        else:
            kinds = ()
            sentence = say("Unexplained: {ours} here and {theirs} in UNHCR's table.", ours=ours.amount, theirs=count)
        yield Difference(measure, ours, theirs, by, kinds, sentence)


def _of_differences(
    differences: Sequence[Difference], rows: Sequence[Decisions], place: Place, year: int
) -> Iterator[Flag]:
    """Flags that need both sources: a number that is right by coincidence, and a status that was moved."""
    from wellfounded.statistics import japan

    for one in differences:
        if one.measure == "recognised" and "moved_status" in one.explained_by:
            largest = max((row for row in rows if row.origin), key=lambda row: row.recognised.printed)
            assert largest.origin is not None
            yield Flag(
                "moved_status",
                say("{n} of the {whole} persons in UNHCR's column of recognised refugees come from {origin}; the "
                    "national "
                    "source counts {refugees} refugees in all. The column holds another status in this year than in "
                    "others.",
                    n=largest.recognised.printed, whole=one.unhcr.amount.printed, origin=largest.origin,
                    refugees=one.national.amount.printed),
                (largest.row,),
            )  # fmt: skip
    told = japan.by_origin(year) if place.iso3 == "JPN" else {}
    first = {one.measure: one for one in japan.figures(year)}.get("recognised_at_first_instance") if told else None
    if told and first:
        cells: dict[Place | None, int] = {}
        for row in rows:
            cells[row.origin] = cells.get(row.origin, 0) + row.recognised.printed
        off = {origin: cells.get(origin, 0) - n for origin, n in told.items() if cells.get(origin, 0) != n}
        if sum(cells.values()) == first.amount.printed and off:
            yield Flag(
                "coincidence",
                say("That UNHCR's {n} is also the number recognised at first instance is a coincidence: {differing} "
                    "of the "
                    "ministry's {origins} origins have another number in UNHCR's table, and the differences come to "
                    "{sum}.",
                    n=first.amount.printed, differing=len(off), origins=len(told), sum=sum(off.values())),
                tuple(row.row for row in rows if row.recognised.printed),
            )  # fmt: skip
