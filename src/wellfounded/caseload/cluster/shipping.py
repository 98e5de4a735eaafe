"""What is sent to another process and back: laws, rules and calendars by their place, everything else by value.

Rules are compared by identity, so a law is never copied. It is made again where it is needed, from its recipe, once in
each process; what belongs to it is named and looked up there.
"""

from __future__ import annotations

import io
import pickle
import zlib
from functools import lru_cache
from importlib import import_module
from typing import Any

from wellfounded import law as laws
from wellfounded.caseload.compare import Example
from wellfounded.caseload.table.one_case import from_cases, to_case
from wellfounded.logic.calendars import Calendar
from wellfounded.logic.errors import WrongCall
from wellfounded.rules.facts import Fact
from wellfounded.rules.order import LegalOrder, Remedy
from wellfounded.rules.rule import Rule

Recipe = tuple[str, tuple[Any, ...]]
"""`module:function` and its arguments: what makes a law in another process. The arguments are plain values."""


def recipe_of(law: LegalOrder) -> Recipe:
    """The recipe of a law that comes with wellfounded; another one has to be given."""
    if law.id in laws.ORDERS and laws.find(law.id) is law:
        return f"{laws.__name__}:{laws.find.__name__}", (law.id,)
    raise WrongCall(
        "The law {law} is none of those that can be found by name in another process. Say how it is made: "
        'recipe=("module:function", (arguments,)).',
        law=law.id,
    )


@lru_cache(maxsize=8)
def made(recipe: Recipe) -> LegalOrder:
    """The law of a recipe, made once in this process."""
    module, _, name = recipe[0].partition(":")
    found: LegalOrder = getattr(import_module(module), name)(*recipe[1])
    return found


def packed(thing: Any, law: LegalOrder) -> bytes:
    """Something as bytes; what belongs to the law by its name."""
    held = io.BytesIO()
    _Packing(held, law).dump(thing)
    return zlib.compress(held.getvalue(), 1)


def unpacked(held: bytes, law: LegalOrder) -> Any:
    """What was packed, with the law of this process."""
    return _Unpacking(io.BytesIO(zlib.decompress(held)), law).load()


class _Packing(pickle.Pickler):
    def __init__(self, file: Any, law: LegalOrder) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.law = law

    def persistent_id(self, one: Any) -> Any:
        if one is self.law:
            return ("law",)
        if isinstance(one, Remedy):
            return "remedies", next(i for i, other in enumerate(self.law.remedies) if other is one)
        if isinstance(one, Fact) and self.law.facts.get(one.name) is one:
            return "facts", one.name
        if isinstance(one, Rule) and self.law.rules.get(one.name) is one:
            return "rules", one.name
        if isinstance(one, Calendar):
            return "calendars", next(name for name, other in self.law.calendars.items() if other is one)
        if isinstance(one, LegalOrder):
            raise WrongCall("A law that was made by hand cannot be sent. Send the change that makes it.")
        return None

    def reducer_override(self, one: Any) -> Any:
        """An example takes its own claim with it, not the thirty thousand beside it."""
        if isinstance(one, Example):
            case = to_case(one.batch, one.claim, self.law)
            batch = from_cases(self.law, [case], [one.batch.claims[one.claim]])
            return Example, (batch, 0, one.application, one.question, one.before, one.after)
        return NotImplemented


class _Unpacking(pickle.Unpickler):
    def __init__(self, file: Any, law: LegalOrder) -> None:
        super().__init__(file)
        self.law = law

    def persistent_load(self, name: Any) -> Any:
        return self.law if name == ("law",) else getattr(self.law, name[0])[name[1]]
