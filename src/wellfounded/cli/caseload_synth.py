"""`wellfounded caseload synth`: a caseload that nobody made."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from wellfounded import law as laws
from wellfounded.caseload.synth import header, synthesise
from wellfounded.caseload.synthetic.facts_file import FactsFile
from wellfounded.caseload.table.events import EventBatch
from wellfounded.caseload.table.writing import write_caseload
from wellfounded.cli import caseload as door
from wellfounded.cli.caseload_page import SYNTHETIC, number
from wellfounded.cli.opening import one_day, print_json
from wellfounded.readings.words import Words


def run(args: argparse.Namespace, words: Words) -> int:
    """Write a synthetic caseload, and its facts if they are asked for."""
    law = laws.find(args.law)
    until = one_day(args.until) if args.until else None
    batches = synthesise(
        law, args.claims, args.seed, until=until, imprecise=args.imprecise, stated=args.facts is not None
    )
    about = header(law, seed=args.seed, until=until)
    events = 0
    with ExitStack() as open_, door.progress(words.say("Writing the claims"), args.json) as watch:
        facts = open_.enter_context(FactsFile(Path(args.facts), about)) if args.facts else None

        def counted() -> Iterator[EventBatch]:
            nonlocal events
            done = 0
            for batch in batches:
                events, done = events + batch.n_events, done + batch.n_claims
                if facts is not None:
                    facts.write(batch)
                yield batch
                if watch is not None:
                    watch(done)

        write_caseload(args.output, counted(), law, about)
    files = [args.output, *([args.facts] if args.facts else [])]
    if args.json:
        plain = {"contract": 1, "law": law.id, "synthetic": True, "claims": args.claims, "events": events}
        print_json({**plain, "seed": args.seed, "files": files})
        return 0
    print(words.say(SYNTHETIC))
    text = "Written to {path}. Claims: {claims}, events: {events}, seed: {seed}."
    print(words.say(text, claims=number(args.claims), events=number(events), seed=args.seed, path=args.output))
    if args.facts:
        print(words.say("The facts that no event holds are in {path}.", path=args.facts))
    return 0
