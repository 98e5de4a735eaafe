"""Legal orders: each a package of matters with the cases beside them."""

from __future__ import annotations

from importlib import import_module

from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder

ORDERS = ("convention", "example", "jp")
"""The legal orders that ship, by the name of their package."""


def find(name: str) -> LegalOrder:
    """The legal order of a name. A name that does not exist is refused with those that do."""
    if name not in ORDERS:
        raise BadInput("There is no law {law}. Write one of: {laws}.", law=name or "(none)", laws=", ".join(ORDERS))
    order: LegalOrder = import_module(f"wellfounded.law.{name}").ORDER
    return order
