"""The sealed store: appends, reading a case of twenty events, day sheets, taking in and signing the log, verifying it.

`python benchmarks/dossier.py [CASES] [ADDRESS]`: by default 500 cases on a fresh embedded store, in a temporary folder.
Each append is one acknowledged transaction; a case comes in one of twenty events, and a tenth of them event by event.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wellfounded import law as laws
from wellfounded.claim.written import find, parse_toml, read_text
from wellfounded.dossier import files, grants, logbook, members, office, sheets
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office
from wellfounded.dossier.records import Draft, drafts
from wellfounded.dossier.sheets import Maker
from wellfounded.dossier.store import open_store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def main(cases: int, address: str) -> None:
    """Print the rates."""
    store = open_store(address)
    made, _ = office.create(store, "a passphrase to measure with")
    members.enrol(made, "one", "One", "representative", "a passphrase of one", NOW)
    by = members.sign_in(made, "one", "a passphrase of one")
    told = drafts(parse_toml(read_text(find("osaka-2024")), "osaka-2024.toml"))[:20]
    start = time.perf_counter()
    opened = [grants.open_file(made, by, "representation", NOW, NOW + timedelta(days=99)) for _ in range(cases)]
    took = time.perf_counter() - start
    print(f"files opened                      {cases / took:10,.0f} a second")
    start = time.perf_counter()
    for case in opened:
        files.append(made, by, case, "representation", told, b"the first", NOW)
    took = time.perf_counter() - start
    print(f"appended, 20 events an act        {cases * 20 / took:10,.0f} events a second")
    start = time.perf_counter()
    few = opened[: max(1, cases // 10)]
    for number in range(5):
        for case in few:
            note = [Draft("claim", "note", {"text": "x" * 200})]
            files.append(made, by, case, "representation", note, b"number %d" % number, NOW)
    took = time.perf_counter() - start
    print(f"appended, one event an act        {len(few) * 5 / took:10,.0f} acts a second")
    for record, what in ((False, "read, opened, as a case           "), (True, "the same, the reading on record   ")):
        start = time.perf_counter()
        for case in opened:
            files.case_of(files.read(made, by, case, "representation", NOW, record), laws.find)
        took = time.perf_counter() - start
        print(f"{what}{took / cases * 1000:10.2f} ms a case")
    sheeted(made, by)
    start = time.perf_counter()
    logbook.checkpoint(made, NOW)
    took = time.perf_counter() - start
    with store.reading(office=True) as rows:
        events = rows.all("SELECT count(*) FROM event")[0][0]
    print(f"taken into the log and signed     {events / took:10,.0f} events a second")
    start = time.perf_counter()
    report = logbook.examine(store, made.key)
    took = time.perf_counter() - start
    print(f"verified                          {report.events / took:10,.0f} events a second")
    start = time.perf_counter()
    files.search(made, by, "representation", "osaka", NOW)
    took = time.perf_counter() - start
    print(f"searched                          {took / cases * 1000:10.2f} ms a case")
    assert report.faults == ()
    store.close()


def sheeted(made: Office, by: Member) -> None:
    """Print what the sheets of all cases of a member cost: made, then found, by the clock and in this process."""
    today = Maker("one line a case", lambda seen, kin, on: [{"kind": r.kind, "at": r.at} for r in seen.records])
    for what in ("sheets made and kept              ", "sheets found, all of a member's   "):
        start, busy = time.perf_counter(), time.process_time()
        found = sheets.all_of(made, by, NOW, NOW.date(), today)
        took, busy = time.perf_counter() - start, time.process_time() - busy
        print(f"{what}{took * 1000:10.1f} ms for {len(found)} cases ({busy * 1000:.1f} ms of them here)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 500,
            sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "office.db"),
        )
