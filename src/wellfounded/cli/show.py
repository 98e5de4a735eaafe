"""`wellfounded show`: the case line on a day, for a person or as JSON."""

from __future__ import annotations

import argparse

from wellfounded.cli.opening import console, open_case, print_json, words_of


def run(args: argparse.Namespace) -> int:
    """Show a case."""
    line, words = open_case(args), words_of(args)
    if args.json:
        from wellfounded.claim.contract import contract

        print_json(contract(line, words))
    else:
        from wellfounded.cli.page import Page

        Page(console(), line, words).print()
    return 0
