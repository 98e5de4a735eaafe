"""`wellfounded caseload convert`: the same event table in another format."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from wellfounded.caseload.table.events import EventBatch
from wellfounded.caseload.table.writing import write_caseload
from wellfounded.cli import caseload as door
from wellfounded.cli import caseload_files as files
from wellfounded.cli.caseload_page import number
from wellfounded.cli.opening import print_json
from wellfounded.readings.words import Words


def run(args: argparse.Namespace, words: Words) -> int:
    """Read the table and write it anew; what cannot be read is counted."""
    law, caseload = door.opened(args)
    with (
        door.progress(words.say("Writing the claims"), args.json) as watch,
        files.rejects_of(args, caseload) as rejects,
    ):

        def counted() -> Iterator[EventBatch]:
            done = 0
            for batch in caseload.batches():
                done += batch.n_claims
                yield batch
                if watch is not None:
                    watch(done)

        write_caseload(args.output, counted(), law, caseload.header)
    rejected = caseload.rejects.total
    if args.json:
        plain = {"contract": 1, "law": law.id, "synthetic": caseload.header.synthetic, "claims": caseload.claims}
        print_json({**plain, "events": caseload.events, "rejected": rejected, "files": [args.output, *rejects]})
        return 0
    text = "Written to {path}. Claims: {claims}, events: {events}; rows that cannot be read, left out: {rejected}."
    counts = {"claims": number(caseload.claims), "events": number(caseload.events), "rejected": number(rejected)}
    print(words.say(text, path=args.output, **counts))
    for path in rejects:
        print(words.say("They are in {path}.", path=path))
    return 0
