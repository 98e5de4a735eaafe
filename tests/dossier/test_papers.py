"""Papers in the sealed file: taken in, opened, numbered, limited; over both stores."""

from __future__ import annotations

import hashlib
import random
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.dossier import paper_samples as samples
from tests.dossier.conftest import LATER, NOW, Desk
from tests.dossier.paper_samples import PURPOSE, listed, original, parts, shown, take
from wellfounded.dossier import files, grants, logbook, papers
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.papers.enclosures import PART, TOGETHER
from wellfounded.dossier.postgres import Postgres
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput

LONG = samples.pdf(1, b"%" + random.Random(1).randbytes(3 * PART).replace(b"\n", b" ").replace(b"\r", b" ") + b"\n")


def test_a_paper_comes_back_byte_for_byte_and_its_copy_without_what_it_carries(desk: Desk) -> None:
    raw = samples.photo()
    told = papers.Told("Photograph of the door", ("persecution",), "her brother", "by hand", "2026-11-20", "the lawyer")
    taken = take(desk, raw, "IMG_0001.jpg", told=told)
    paper = taken.paper
    assert (paper.number, paper.kind, paper.name.shown, paper.told) == (1, "jpeg", "IMG_0001.jpg", told)
    assert paper.held.sha256 == hashlib.sha256(raw).hexdigest()
    assert (paper.held.size, paper.scan.state, taken.same, taken.again) == (len(raw), "none", (), False)
    assert original(desk, paper) == raw
    assert (paper,) == listed(desk)
    copy = shown(desk, paper)
    assert b"Zzq" in raw
    assert b"Zzq" not in copy
    assert b"Exif" not in copy


@pytest.mark.parametrize("size", [1, PART - 1, PART, PART + 1, TOGETHER * PART, TOGETHER * PART + 1])
def test_a_paper_of_any_length_comes_back_whole(embedded: Desk, size: int) -> None:
    raw = (b"words and more words\n" * (size // 21 + 1))[:size]
    paper = take(embedded, raw, "a.txt").paper
    assert original(embedded, paper) == raw
    assert paper.held.parts == -(-size // PART)
    with embedded.office.store.reading() as rows:
        assert {len(row[0]) for row in rows.all("SELECT sealed FROM part")} == {PART + 28}


def test_the_log_covers_the_bytes_and_a_changed_part_is_named(desk: Desk) -> None:
    first = take(desk, LONG).paper
    second = take(desk, LONG + b"%", told=papers.Told("another")).paper
    logbook.checkpoint(desk.office, NOW)
    assert logbook.examine(desk.office.store, desk.office.key).faults == ()
    ids = [bytes.fromhex(paper.id) for paper in (first, second)]

    def spoilt(*statements: tuple[str, tuple[object, ...]], part: int) -> str:
        with desk.office.store.caring() as rows:
            if isinstance(desk.office.store, Postgres):  # whoever owns the tables can take the lock off
                rows.run("ALTER TABLE part DISABLE ROW LEVEL SECURITY")
            else:
                rows.run("DROP TRIGGER IF EXISTS on_record")
            before = rows.all("SELECT enclosure, n, case_id, compartment, begun, sealed FROM part")
            for statement, values in statements:
                assert rows.run(statement, values)
        with pytest.raises(papers.Broken) as broken:
            original(desk, first)
        assert broken.value.part == part
        assert f"Part {part} of {first.held.parts} of the paper claim 1" in str(broken.value)
        (fault,) = logbook.examine(desk.office.store).faults[:1]
        with desk.office.store.caring() as rows:
            rows.run("DELETE FROM part")
            rows.many("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)", before)
        assert original(desk, first) == LONG
        return fault

    with desk.office.store.reading(office=True) as rows:
        rows_of = {(e, n): sealed for e, n, sealed in rows.all("SELECT enclosure, n, sealed FROM part")}
    changed = bytearray(rows_of[ids[0], 1])
    changed[100] ^= 1
    put = "UPDATE part SET sealed = ? WHERE enclosure = ? AND n = ?"
    assert "was changed" in spoilt((put, (bytes(changed), ids[0], 1)), part=2)
    # Swapped within the paper, repeated, taken from another paper of the same compartment.
    swapped = ((put, (rows_of[ids[0], 2], ids[0], 1)), (put, (rows_of[ids[0], 1], ids[0], 2)))
    assert "was changed" in spoilt(*swapped, part=2)
    assert "was changed" in spoilt((put, (rows_of[ids[0], 0], ids[0], 1)), part=2)
    assert "was changed" in spoilt((put, (rows_of[ids[1], 1], ids[0], 1)), part=2)
    # The last cut off; and one in the middle taken out with the others moved up.
    last = first.held.parts - 1
    gone = "DELETE FROM part WHERE enclosure = ? AND n = ?"
    assert f"Part {last + 1} of {last + 1}" in spoilt((gone, (ids[0], last)), part=last + 1)
    up = "UPDATE part SET n = n - 1 WHERE enclosure = ? AND n = 2"
    assert "is missing" in spoilt((gone, (ids[0], 1)), (up, (ids[0],)), part=2)


def test_an_enclosure_that_is_unhooked_from_its_event_is_found(embedded: Desk) -> None:
    take(embedded, LONG)
    logbook.checkpoint(embedded.office, NOW)
    with embedded.office.store.caring() as rows:
        rows.run("UPDATE enclosure SET seq = seq + 50 WHERE parts > 2")
    faults = logbook.examine(embedded.office.store).faults
    assert len(faults) == 2
    assert "is not there" in faults[0]
    assert "is missing" in faults[1]


def test_the_application_removes_no_part_that_is_on_record(desk: Desk) -> None:
    take(desk, LONG)
    before = parts(desk)
    with desk.office.store.writing(office=True) as rows:
        assert rows.run("DELETE FROM part") == 0
    with desk.office.store.writing(desk.lawyer.id, "2026-11-23T12:30:00Z") as rows:
        assert rows.run("DELETE FROM part") == 0
    papers.sweep(desk.office, NOW + timedelta(days=30))
    assert parts(desk) == before


def test_numbers_count_within_a_compartment_and_are_never_used_again(desk: Desk) -> None:
    made = [take(desk, b"text %d" % i, "a.txt", where).paper for i, where in enumerate(
        ("claim", "privileged", "health", "claim"))]  # fmt: skip
    assert [paper.label for paper in made] == ["claim 1", "privileged 1", "health 1", "claim 2"]
    desk.add(Draft("claim", "strike", {"id": made[3].record}))
    assert [paper.label for paper in listed(desk)] == ["claim 1", "health 1", "privileged 1"]
    assert take(desk, b"text 9", "a.txt").paper.label == "claim 3"
    with pytest.raises(BadInput, match="taken back"):
        original(desk, replace(made[3], held=replace(made[3].held, id=b"x" * 16)))


def test_the_same_bytes_twice_are_said_only_to_whom_both_are_open_and_not_across_cases(desk: Desk) -> None:
    raw = samples.photo()
    take(desk, raw, "a.jpg", "intimate")
    assert [p.label for p in take(desk, raw, "b.jpg", "claim").same] == ["intimate 1"]
    helper = desk.member("caseworker")
    grants.grant(desk.office, desk.lawyer, desk.case, helper, ["claim"], "support", now=NOW, until=LATER)
    taken = take(desk, raw, "c.jpg", by=helper, purpose="support")
    assert [p.label for p in taken.same] == ["claim 1"]
    other = grants.open_file(desk.office, desk.lawyer, PURPOSE, NOW, LATER)
    desk.case = other
    assert take(desk, raw, "d.jpg").same == ()


def test_a_retry_adds_nothing_and_a_number_means_one_act(desk: Desk) -> None:
    raw = samples.photo()
    first = take(desk, raw, "a.jpg", txn=b"the same number")
    before = parts(desk)
    again = take(desk, raw, "a.jpg", txn=b"the same number")
    assert (again.again, again.paper, again.same) == (True, first.paper, ())
    assert parts(desk) == before
    for other in ((raw, "b.jpg"), (samples.photo(1), "a.jpg")):
        with pytest.raises(BadInput, match="something else"):
            take(desk, *other, txn=b"the same number")
    assert parts(desk) == before
    desk.add(Draft("claim", "strike", {"id": first.paper.record}))
    with pytest.raises(BadInput, match="taken back"):
        take(desk, raw, "a.jpg", txn=b"the same number")


def test_only_who_may_write_adds_and_only_who_may_read_opens(desk: Desk) -> None:
    paper = take(desk, samples.photo(), "a.jpg", "health").paper
    helper = desk.member("volunteer")
    grants.grant(desk.office, desk.lawyer, desk.case, helper, ["claim"], "support", now=NOW, until=LATER)
    before = parts(desk)
    asked: list[bytes] = []

    def never() -> Iterator[bytes]:
        asked.append(b"")
        yield b"text"

    with pytest.raises(Refused):
        papers.take_in(desk.office, helper, desk.case, "support", "claim", never(), papers.Told(), name="a.txt",
                       txn=b"not allowed", now=NOW)  # fmt: skip
    assert asked == []
    for opening in (lambda: papers.open_original(desk.office, helper, desk.case, "support", paper, NOW),
                    lambda: papers.open_copy(desk.office, helper, desk.case, "support", paper, 1, NOW),
                    lambda: papers.make_copy(desk.office, helper, desk.case, "support", paper, NOW)):  # fmt: skip
        with pytest.raises(Refused):
            opening()
    # A paper of this file that says that it lies in an open compartment does not open either.
    with pytest.raises(BadInput):
        papers.open_original(desk.office, helper, desk.case, "support", replace(paper, compartment="claim"), NOW)
    assert parts(desk) == before
    seen = files.read(desk.office, helper, desk.case, "support", NOW)
    assert papers.list_of(seen) == ()


def test_opening_is_on_record_once_in_a_quarter_of_an_hour(desk: Desk) -> None:
    paper = take(desk, samples.photo(), "a.jpg").paper
    for minutes in (1, 2, 20):
        at = NOW + timedelta(minutes=minutes)
        list(papers.open_original(desk.office, desk.lawyer, desk.case, PURPOSE, paper, at))
        papers.open_copy(desk.office, desk.lawyer, desk.case, PURPOSE, paper, 1, at)
    seen = [s.at for s in files.who_saw(desk.office, desk.lawyer, desk.case, NOW) if s.kind == "read"]
    assert seen == ["2026-11-23T12:01:00Z"] * 2 + ["2026-11-23T12:20:00Z"] * 2


def test_what_is_too_large_is_refused_as_soon_as_it_is_known(desk: Desk) -> None:
    asked = 0

    def endless() -> Iterator[bytes]:
        nonlocal asked
        while True:
            asked += PART
            yield b"words " * (PART // 6)

    small = papers.Limits(paper=1 << 20)
    with pytest.raises(BadInput, match="larger than 1 MB"):
        papers.take_in(desk.office, desk.lawyer, desk.case, PURPOSE, "claim", endless(), papers.Told(), name="a.txt",
                       txn=b"endless one", now=NOW, limits=small)  # fmt: skip
    assert asked <= (1 << 20) + 2 * PART
    asked = 0
    with pytest.raises(BadInput, match="larger than 25 MB"):
        papers.take_in(desk.office, desk.lawyer, desk.case, PURPOSE, "claim", endless(), papers.Told(), name="a.txt",
                       txn=b"endless two", now=NOW, declared=2 << 30)  # fmt: skip
    assert asked == 0
    assert parts(desk) == 0
    assert listed(desk) == ()


def test_a_compartment_holds_so_much_and_says_nothing_of_the_others(embedded: Desk) -> None:
    limits = papers.Limits(compartment=6 * PART)
    take(embedded, b"words" * PART, "a.txt", "privileged", limits=papers.Limits(), copied=False)
    take(embedded, b"words " * (PART // 2), "a.txt", limits=limits, copied=False)
    with pytest.raises(BadInput, match="no room"):
        take(embedded, b"words " * PART, "b.txt", limits=limits)
    with pytest.raises(BadInput, match="no room"):
        take(embedded, b"words", "b.txt", limits=limits, declared=4 * PART)
    take(embedded, b"words", "b.txt", limits=limits, copied=False)


def test_memory_stays_small_while_a_large_paper_passes(embedded: Desk) -> None:
    piece = random.Random(2).randbytes(PART).hex().encode()
    take(embedded, b"first words", "a.txt")  # what is loaded once is loaded

    def many() -> Iterator[bytes]:
        for _ in range(160):
            yield piece

    tracemalloc.start()
    taken = papers.take_in(embedded.office, embedded.lawyer, embedded.case, PURPOSE, "claim", many(), papers.Told(),
                           name="a.txt", txn=b"a large one", now=NOW, copied=False)  # fmt: skip
    for _ in papers.open_original(embedded.office, embedded.lawyer, embedded.case, PURPOSE, taken.paper, NOW):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken.paper.held.size == 160 * len(piece) == 20 << 20
    assert most < 5 << 20
