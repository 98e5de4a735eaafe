"""A synthetic caseload: claims that nobody made, in the numbers, waits and outcomes that were published.

Every batch and file of it is marked synthetic. The same seed gives the same claims, and claim number n is the same
however many are drawn. Nothing is held but the stretch at hand, so that ten million claims take no more memory than a
hundred thousand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import import_module
from itertools import islice

import numpy as np

from wellfounded.caseload.synthetic.pieces import first_claims
from wellfounded.caseload.synthetic.recipe import Recipe
from wellfounded.caseload.table.events import EventBatch, Header
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder

STRETCH = 32_768
"""Claims that share one stream of random numbers. Another number would give other claims for the same seed."""
THREADS = 2
MOST = 100_000_000
"""Claims of a caseload: more than any country has, and a file of seven gigabytes."""
RECIPES = {"example": "wellfounded.caseload.synthetic.exemplia", "jp": "wellfounded.caseload.synthetic.japan"}
"""The laws that have a recipe, and the module that holds it."""


def recipe(law: LegalOrder) -> Recipe:
    """The recipe of a law. A law without one is refused with those that have one."""
    if law.id not in RECIPES:
        raise BadInput(
            "There is no recipe for a synthetic caseload of {law}. Choose one of: {laws}.",
            law=law.id,
            laws=", ".join(RECIPES),
        )
    found: Recipe = import_module(RECIPES[law.id]).RECIPE
    return found


def header(law: LegalOrder, *, seed: int, until: date | None = None) -> Header:
    """What is to be said of the file: that it is synthetic, and up to which day it is complete."""
    last = until or recipe(law).last
    return Header(law.id, True, dict.fromkeys(law.lanes, last), f"synthetic, seed {seed}", "synthetic")


def synthesise(
    law: LegalOrder,
    claims: int,
    seed: int,
    *,
    until: date | None = None,
    imprecise: float = 0.0,
    stated: bool = False,
) -> Iterator[EventBatch]:
    """The batches of a synthetic caseload, in order.

    `until`: the last day on which anything is recorded; without it the last day of the published figures.
    `imprecise`: the share of days that are known to the month only. `stated`: with the facts that no event holds.
    Refuses a number of claims below one, a seed below zero, a share outside 0 to 1, and a day that the figures do not
    cover.
    """
    made = recipe(law)
    last = until or made.last
    if claims < 1 or seed < 0:
        raise BadInput(
            "{claims} claims with the seed {seed} were asked. Ask for at least one claim, with a seed of 0 or more.",
            claims=claims,
            seed=seed,
        )
    if claims > MOST:
        raise BadInput("{claims} claims were asked. Ask for at most {most}.", claims=f"{claims:,}", most=f"{MOST:,}")
    if not 0 <= imprecise <= 1:
        raise BadInput("The share of imprecise days is {share}. Write a number from 0 to 1.", share=imprecise)
    if not made.first <= last <= made.last:
        raise BadInput(
            "The synthetic caseload of {law} can reach to a day from {first} to {last}; {day} was asked. "
            "Give a day of these years.",
            law=law.id,
            first=made.first,
            last=made.last,
            day=last,
        )
    return _stretches(made, law, claims, seed, last, imprecise, stated)


def _stretches(
    made: Recipe, law: LegalOrder, claims: int, seed: int, until: date, imprecise: float, stated: bool
) -> Iterator[EventBatch]:
    """The stretches in order, drawn a few ahead."""

    def draw(number: int) -> EventBatch:
        streams = [np.random.Generator(np.random.SFC64(s)) for s in np.random.SeedSequence([seed, number]).spawn(4)]
        first = number * STRETCH
        batch = made.stretch(law, first, STRETCH, streams, until.toordinal(), imprecise, stated)
        return batch if first + STRETCH <= claims else first_claims(batch, claims - first)

    numbers = iter(range(-(-claims // STRETCH)))
    yield draw(next(numbers))
    with ThreadPoolExecutor(THREADS) as pool:
        ahead = deque(pool.submit(draw, number) for number in islice(numbers, THREADS + 1))
        while ahead:
            yield ahead.popleft().result()
            ahead.extend(pool.submit(draw, number) for number in islice(numbers, 1))
