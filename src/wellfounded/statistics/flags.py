"""Flags that are raised unprompted on a country and year: each says what is odd, and in which rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wellfounded.statistics import japan
from wellfounded.statistics.breaks import Break, breaks
from wellfounded.statistics.definitions import LEVELS
from wellfounded.statistics.figures import column
from wellfounded.statistics.places import Place
from wellfounded.statistics.sentences import Sentence, say
from wellfounded.statistics.shipped import where as read_at
from wellfounded.statistics.unhcr import OTHER_STATUS, Decisions

_FEW = 100
"""Of fewer decisions than this nothing is concluded from a zero."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something in the figures that a reader must know, with the rows in which it stands."""

    kind: str
    sentence: Sentence
    rows: tuple[str, ...]


Rows = Sequence[Decisions]


def of_rows(rows: Rows, year: int, known: Sequence[Break] | None = None) -> Iterator[Flag]:
    """The flags of UNHCR's rows of a country, over the year and its neighbours."""
    here = [row for row in rows if row.year == year]
    if not here:
        return
    for rule in RULES:
        yield from rule(here, rows, year)
    for found in breaks([row for row in rows if row.origin]) if known is None else known:
        if found.year == year:
            yield Flag(found.kind, found.sentence, found.rows)


def _rounding(here: Rows, rows: Rows, year: int) -> Iterator[Flag]:
    cells = [row for row in here if row.origin and row.recognised.printed and not row.recognised.exact]
    whole = column(here, "recognised")
    if whole.exact:
        return
    yield Flag(
        "rounding",
        say("UNHCR rounds small cells: {n} cells of 5 or 10 and every zero stand for a range, so that the {printed} "
            "recognised can be {least} to "
            "{most}.", n=len(cells), printed=whole.printed, least=whole.least, most=whole.most)
        if cells or any(row.origin for row in here)
        else say("UNHCR rounds small cells, so that the {printed} recognised can be {least} to {most}.",
                 printed=whole.printed, least=whole.least, most=whole.most),
        tuple(row.row for row in cells),
    )  # fmt: skip


def _decider(here: Rows, rows: Rows, year: int) -> Iterator[Flag]:
    """Who decided: where UNHCR does, under its own mandate, a recognition is none of the state's."""
    own = [row for row in here if row.procedure in ("U", "J") and row.recognised.printed]
    n, whole = column(own, "recognised").printed, column(here, "recognised").printed
    if n:
        yield Flag(
            "mandate",
            say("All of them were recognised by UNHCR, under its own mandate or together with the state.")
            if n == whole
            else say("{n} of the {whole} were recognised by UNHCR, under its own mandate or together with the state.",
                     n=n, whole=whole),
            tuple(row.row for row in own),
        )  # fmt: skip


def _status(here: Rows, rows: Rows, year: int) -> Iterator[Flag]:
    """Grants of temporary asylum and the like that the table prints as recognised."""
    moved = [row for row in here if row.shifted]
    if moved:
        yield Flag(
            "other_status",
            say("UNHCR's table prints {n} more as recognised refugees whose procedure gives another status "
                "than that of the Convention: {statuses}. They are counted here as other protection.",
                n=sum(row.shifted for row in moved),
                statuses=tuple(say(OTHER_STATUS[code]) for code in dict.fromkeys(row.code for row in moved))),
            tuple(row.row for row in moved),
        )  # fmt: skip


def _levels(here: Rows, rows: Rows, year: int) -> Iterator[Flag]:
    levels = list(dict.fromkeys(row.level for row in here if row.substantive))
    pooled = [row for row in here if row.level == "first_and_review" and row.substantive]
    if pooled and len(levels) > 1:
        yield Flag(
            "levels",
            say("Recognitions are stored for first instance and review together, refusals level by level. A rate over "
                "all rows counts a person twice who was refused at both."),
            tuple(row.row for row in pooled),
        )  # fmt: skip
    elif len(levels) > 1:
        yield Flag(
            "levels",
            say("Levels are added up: {levels}. A person decided at two of them is counted twice.",
                levels=tuple(say(LEVELS[one]) for one in levels)),
            tuple(row.row for row in here if row.level != "first_instance" and row.substantive),
        )  # fmt: skip


def _closed(here: Rows, rows: Rows, year: int) -> Iterator[Flag]:
    closed: dict[int, int] = {}
    for row in rows:
        closed[row.year] = closed.get(row.year, 0) + row.closed.printed
    merits = sum(row.substantive for row in here)
    before = next((at for at in range(year - 1, year - 4, -1) if closed.get(at)), None)
    after = next((at for at in range(year + 1, year + 4) if closed.get(at)), None)
    near = [at for at in (before, after) if at is not None]
    if not closed[year] and merits >= _FEW and near:
        yield Flag(
            "closed_cases",
            say("No closed cases are given for this year, while the years around it have them ({years}): a rate or a "
                "total that holds closed cases changes its meaning here.",
                years=tuple(f"{at}: {closed[at]:,}" for at in near)),
            (),
        )  # fmt: skip
    elif closed[year] >= _FEW and closed.get(year - 1) == 0 and before != year - 1:
        yield Flag(
            "closed_cases",
            say("{n} closed cases are given for this year and none for {year}: a rate or a total that holds closed "
                "cases changes its meaning here.", n=closed[year], year=str(year - 1)),
            tuple(row.row for row in here if row.closed.printed),
        )  # fmt: skip


def _units(here: Rows, rows: Rows, year: int) -> Iterator[Flag]:
    units = {row.counted for row in here}
    if units - {"persons"}:
        yield Flag(
            "unit",
            say("Some or all rows count cases, and a case can be a family: numbers of persons are higher."),
            tuple(row.row for row in here if row.counted != "persons"),
        )


def _sums(here: Rows, rows: Rows, year: int) -> Iterator[Flag]:
    # Three rounded cells can move a total by so much.
    odd = [row for row in here if abs(row.off) > 15]
    if odd:
        yield Flag(
            "sums",
            say("{n} rows do not add up to their own total, by {most} at most.", n=len(odd),
                most=max(abs(row.off) for row in odd)),
            tuple(row.row for row in odd),
        )  # fmt: skip


RULES: Final[tuple[Callable[[Rows, Rows, int], Iterator[Flag]], ...]] = (
    *(_rounding, _decider, _status, _levels, _closed, _units, _sums),
)
"""What is looked for in a year: each rule has its rows, the rows of the years around it, and the year."""


def of_stocks(place: Place, year: int) -> Iterator[Flag]:
    """Whether who waited, who came and who was decided agree with who waits now. Japan's stocks are known."""
    if place.iso3 != "JPN":
        return
    for stage, before, came, left, reported in japan.flows(year):
        due = before + came - left
        said = tuple(n for n, _ in reported)
        where = tuple(f"{read_at(source)}: {year}, {stage}" for _, source in reported)
        level = say(LEVELS[stage])
        if len(set(said)) > 1:
            sided = min(said, key=lambda n: abs(n - due))
            yield Flag(
                "sources_clash",
                say("Of who waits at the end of the year ({level}) official sources say {said}. {before} who waited, "
                    "{came} who came and {left} who were decided leave {due}, which sides with "
                    "{sided}.", level=level, said=said,
                    before=before, came=came, left=left, due=due, sided=sided),
                where,
            )  # fmt: skip
        elif due != said[0]:
            small = abs(due - said[0]) * 100 <= said[0]
            yield Flag(
                "stock_flow" if not small else "stock_flow_small",
                say("{before} who waited, {came} who came and {left} who were decided leave {due} ({level}); {said} "
                    "are reported, a difference of {by}.", before=before, came=came, left=left, due=due, level=level,
                    said=said[0], by=said[0] - due),
                where,
            )  # fmt: skip
