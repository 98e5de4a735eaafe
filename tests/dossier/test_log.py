"""The log: vectors of RFC 6962, proofs, checkpoints, and every tampering named."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier.conftest import NOW, Desk
from wellfounded.dossier import logbook, proofs, verify
from wellfounded.dossier.records import Draft
from wellfounded.dossier.schema import COLUMNS, FORMAT
from wellfounded.logic.errors import BadInput, WrongCall

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The tree of the reference log of RFC 6962, leaf by leaf."""


def test_the_roots_are_those_of_the_reference_log() -> None:
    tree = verify.Frontier()
    assert tree.root().hex() == ROOTS[0]
    for leaf, root in zip(LEAVES, ROOTS[1:], strict=True):
        tree.add(verify.leaf_hash(bytes.fromhex(leaf)))
        assert tree.root().hex() == root


def test_proofs_of_the_reference_log_are_accepted() -> None:
    # Leaf 5 of the tree of eight, and the tree of six within that of eight.
    path = [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    leaf = verify.leaf_hash(bytes.fromhex(LEAVES[5]))
    assert proofs.included(leaf, 5, 8, [bytes.fromhex(p) for p in path], bytes.fromhex(ROOTS[8]))
    continued = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    proof = [bytes.fromhex(p) for p in continued]
    assert proofs.consistent(6, bytes.fromhex(ROOTS[6]), 8, bytes.fromhex(ROOTS[8]), proof)


def _plain_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return verify.node_hash(_plain_root(leaves[:k]), _plain_root(leaves[k:]))


@given(st.integers(0, 200))
def test_the_growing_tree_is_the_tree_of_the_definition(size: int) -> None:
    leaves = [verify.leaf_hash(b"%d" % i) for i in range(size)]
    tree = verify.Frontier()
    for leaf in leaves:
        tree.add(leaf)
    assert tree.root() == _plain_root(leaves)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcXYZ_09", max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_the_canonical_form_is_that_of_rfc_8785(value: object) -> None:
    assert verify.canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def _filled(desk: Desk, rounds: int = 4) -> None:
    for i in range(rounds):
        drafts = [Draft("claim", "note", {"text": f"word {i} {j}"}) for j in range(3)]
        desk.add(*drafts, Draft("identity", "note", {"text": f"name {i}"}))
        if i < rounds - 1:
            logbook.checkpoint(desk.office, NOW + timedelta(hours=i))


def test_every_event_can_be_proved_to_be_in_the_log_and_each_log_continues_those_before(desk: Desk) -> None:
    store = desk.office.store
    for i in range(90):
        desk.add(*[Draft("claim", "note", {"text": str(j)}) for j in range(6)])
        if i % 9 == 0:
            logbook.checkpoint(desk.office, NOW)
    logbook.checkpoint(desk.office, NOW)
    with store.reading(office=True) as rows:
        places = rows.all("SELECT hash, case_id, compartment, seq FROM event")
        hashes = [row[0] for row in places]
        notes = [row[0] for row in rows.all("SELECT note FROM checkpoint ORDER BY size")]
        assert rows.all("SELECT count(*) FROM node WHERE level = 8")[0][0] == len(hashes) // 256 == 2
    signed = [verify.read_note(note, desk.office.key) for note in notes]
    size, root = signed[-1]
    assert size == len(hashes)
    for hashed, *place in places[::7]:
        proof = logbook.inclusion(store, *place)
        assert proofs.included(hashed, proof.position, size, proof.path, root)
        assert not proofs.included(hashed, (proof.position + 1) % size, size, proof.path, root)
        assert not proofs.included(hashed[::-1], proof.position, size, proof.path, root)
    for small, before in signed:
        path = logbook.consistency(store, small, size)
        assert proofs.consistent(small, before, size, root, path)
        assert small == size or not proofs.consistent(small, before[::-1], size, root, path)
    with pytest.raises(WrongCall):
        logbook.consistency(store, 0, size)


def test_an_event_that_waits_is_not_proved_yet_and_a_quiet_hour_signs_nothing_new(embedded: Desk) -> None:
    first = logbook.checkpoint(embedded.office, NOW)
    assert logbook.checkpoint(embedded.office, NOW + timedelta(hours=1)) == first == logbook.last(embedded.office.store)
    embedded.add(Draft("claim", "note", {"text": "new"}))
    with embedded.office.store.reading(office=True) as rows:
        (place,) = rows.all("SELECT case_id, compartment, seq FROM pending")
    with pytest.raises(BadInput, match="next checkpoint"):
        logbook.inclusion(embedded.office.store, *place)


def test_a_note_of_another_key_or_text_is_refused(embedded: Desk) -> None:
    note, key = logbook.checkpoint(embedded.office, NOW), embedded.office.key
    assert verify.read_note(note, key)[0] > 0
    for changed in (note.replace("at 2026", "at 2027"), note.replace("—", "-"), note.split("\n\n")[0] + "\n\n"):
        with pytest.raises(ValueError, match="sign"):
            verify.read_note(changed, key)
    # Another's signature beside it, such as a witness's, does no harm.
    witnessed = note + "— witness.example/w AAAAAAAA\n"
    assert verify.read_note(witnessed, key) == verify.read_note(note, key)


# Tampering, in a copy of the file.


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.dossier.conftest import desk_in
    from wellfounded.dossier.store import open_store

    path = tmp_path_factory.mktemp("log") / "whole.db"
    store = open_store(str(path))
    _filled(desk_in(store))
    store.forget()
    store.close()
    return path


def _report(path: Path) -> verify.Report:
    return verify.verify(verify.read(str(path)))


def _changed(whole: Path, tmp_path: Path, *statements: str) -> Path:
    path = tmp_path / "changed.db"
    shutil.copy(whole, path)
    store = sqlite3.connect(path)
    for statement in statements:
        store.execute(statement)
    store.commit()
    store.close()
    return path


CLAIM = "compartment = 'claim'"


def test_what_nobody_touched_is_whole(whole: Path) -> None:
    report = _report(whole)
    assert report.faults == ()
    assert report.pending > 0
    assert report.leaves + report.pending == report.events


@pytest.mark.parametrize("column", COLUMNS["event"])
@pytest.mark.parametrize("seq", [1, 5, 12])
def test_each_changed_field_of_an_event_is_found_and_the_event_is_named(
    whole: Path, tmp_path: Path, column: str, seq: int
) -> None:
    new = {
        "seq": "100",
        "compartment": "'disclosed'",
        "kind": "'read'",
        "at": "'2020-01-01T00:00:00Z'",
    }.get(column, f"zeroblob(length({column}))")
    if column == "prev" and seq == 1:
        new = "randomblob(32)"
    path = _changed(whole, tmp_path, f"UPDATE event SET {column} = {new} WHERE {CLAIM} AND seq = {seq}")
    faults = _report(path).faults
    assert any(f"event {seq} of the compartment claim" in fault for fault in faults), faults


@pytest.mark.parametrize("column", ["case_id", "actor", "txn", "prev", "hash", "sealed"])
def test_each_single_byte_is_covered(whole: Path, tmp_path: Path, column: str) -> None:
    store = sqlite3.connect(whole)
    ((value,),) = store.execute(f"SELECT {column} FROM event WHERE {CLAIM} AND seq = 5").fetchall()
    store.close()
    for place in range(0, len(value), max(1, len(value) // 12)):
        bad = bytearray(value)
        bad[place] ^= 1
        path = _changed(whole, tmp_path, f"UPDATE event SET {column} = x'{bad.hex()}' WHERE {CLAIM} AND seq = 5")
        assert any("event 5 of the compartment claim" in fault for fault in _report(path).faults), place


@pytest.mark.parametrize("seq", range(1, 13))
def test_each_dropped_event_is_named(whole: Path, tmp_path: Path, seq: int) -> None:
    faults = _report(_changed(whole, tmp_path, f"DELETE FROM event WHERE {CLAIM} AND seq = {seq}")).faults
    assert f"event {seq} of the compartment claim" in faults[0]
    assert len(faults) == 1


def test_a_whole_chain_that_was_dropped_is_named(whole: Path, tmp_path: Path) -> None:
    faults = _report(_changed(whole, tmp_path, f"DELETE FROM event WHERE {CLAIM}")).faults
    assert len(faults) == 1
    assert "event" in faults[0]
    assert "compartment claim" in faults[0]
    assert "not in the store" in faults[0]


def test_two_swapped_events_are_named(whole: Path, tmp_path: Path) -> None:
    path = _changed(
        whole,
        tmp_path,
        f"UPDATE event SET seq = 999 WHERE {CLAIM} AND seq = 3",
        f"UPDATE event SET seq = 3 WHERE {CLAIM} AND seq = 4",
        f"UPDATE event SET seq = 4 WHERE {CLAIM} AND seq = 999",
    )
    assert "event 3 of the compartment claim" in _report(path).faults[0]


def _forge(path: Path, seq: int, tables: bool) -> None:
    """Replace the tail of a chain by one that agrees with itself, as who knows the format would."""
    store = sqlite3.connect(path)
    instance = store.execute("SELECT value FROM setting WHERE name = 'instance'").fetchone()[0]
    text = f"SELECT {verify.EVENT} FROM event WHERE {CLAIM} AND seq >= ? ORDER BY seq"
    before = None
    for event in store.execute(text, (seq,)).fetchall():
        sealed = event[9] if before else event[9][::-1]
        changed = (*event[:7], before or event[7], b"", sealed)
        before = verify.event_hash(instance, changed)
        store.execute(
            "UPDATE event SET prev = ?, hash = ?, sealed = ? WHERE case_id = ? AND compartment = ? AND seq = ?",
            (changed[7], before, sealed, *event[:3]),
        )
        if tables:
            store.execute("UPDATE leaf SET hash = ? WHERE hash = ?", (before, event[8]))
            store.execute("UPDATE pending SET hash = ? WHERE hash = ?", (before, event[8]))
    store.commit()
    store.close()


def test_a_forked_chain_that_agrees_with_itself_is_named_by_the_log(whole: Path, tmp_path: Path) -> None:
    path = _changed(whole, tmp_path)
    _forge(path, 5, tables=False)
    assert _report(path).faults == (_report(path).faults[0],)
    assert "event 5 of the compartment claim" in _report(path).faults[0]
    assert "not in the log" in _report(path).faults[0]


def test_a_fork_of_the_whole_log_is_named_by_the_signed_checkpoint(whole: Path, tmp_path: Path) -> None:
    path = _changed(whole, tmp_path)
    _forge(path, 5, tables=True)
    (fault,) = _report(path).faults
    assert "is not what its checkpoint signed" in fault


def test_an_event_that_stands_twice_is_named(whole: Path, tmp_path: Path) -> None:
    columns = ", ".join(COLUMNS["event"])
    path = _changed(
        whole,
        tmp_path,
        "CREATE TABLE other AS SELECT * FROM event",
        f"INSERT INTO other ({columns}) SELECT {columns} FROM event WHERE {CLAIM} AND seq = 4",
        "DROP TABLE event",
        "ALTER TABLE other RENAME TO event",
    )
    assert "event 4 of the compartment claim" in _report(path).faults[0]
    assert "twice" in _report(path).faults[0]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM leaf WHERE position = 4", "leaf 4 of the log is missing"),
        ("UPDATE leaf SET position = position + 1 WHERE position = (SELECT max(position) FROM leaf)", "is missing"),
        ("UPDATE leaf SET hash = zeroblob(32) WHERE position = 4", "is not what its checkpoint signed"),
        ("DELETE FROM leaf WHERE position = (SELECT max(position) FROM leaf)", "signs"),
        ("UPDATE checkpoint SET note = replace(note, 'at 2026', 'at 2025')", "cannot be relied on"),
        ("UPDATE checkpoint SET size = size + 1 WHERE size = (SELECT max(size) FROM checkpoint)", "signs the size"),
        ("DELETE FROM pending WHERE compartment = 'claim'", "is not in the log"),
        ("INSERT INTO pending VALUES (zeroblob(32), zeroblob(16), 'claim', 7)", "waits for the log"),
        # What the log takes in is signed in the same moment: leaves without a signature were put there by hand.
        ("DELETE FROM checkpoint", "signed by no checkpoint"),
        ("DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)", "signed by no checkpoint"),
        (
            "INSERT INTO leaf SELECT max(position) + 1, zeroblob(32), case_id, compartment, 99 FROM leaf",
            "by no checkpoint",
        ),
        ("INSERT INTO leaf SELECT max(position) + 1, hash, case_id, compartment, seq FROM leaf", "repeats the leaf"),
        (
            "INSERT INTO pending SELECT hash, case_id, compartment, seq FROM leaf WHERE position = 1",
            "waits for the log, and is in it already",
        ),
        ("UPDATE leaf SET case_id = zeroblob(16) WHERE position = 3", "under another name, at 3"),
        ("UPDATE pending SET seq = 700 WHERE compartment = 'claim' AND seq = 10", "under another name"),
        # Columns that hold what no column holds.
        ("UPDATE leaf SET hash = 5000000000 WHERE position = 2", "is not what its checkpoint signed"),
        ("UPDATE leaf SET hash = 'text', seq = 'x' WHERE position = 2", "is not what its checkpoint signed"),
        ("UPDATE pending SET hash = rowid, case_id = 3", "is not in the log"),
        ("UPDATE checkpoint SET note = zeroblob(40)", "cannot be relied on"),
        ("UPDATE checkpoint SET note = 7", "cannot be relied on"),
        (
            "UPDATE setting SET value = CAST('no key' AS BLOB) WHERE name = 'key'",
            "is not one as an office hands it out",
        ),
    ],
)
def test_each_change_of_the_log_is_found(whole: Path, tmp_path: Path, statement: str, said: str) -> None:
    faults = _report(_changed(whole, tmp_path, statement)).faults
    assert any(said in fault for fault in faults), faults


def test_swapped_leaves_are_found(whole: Path, tmp_path: Path) -> None:
    path = _changed(
        whole,
        tmp_path,
        "UPDATE leaf SET position = -1 WHERE position = 2",
        "UPDATE leaf SET position = 2 WHERE position = 3",
        "UPDATE leaf SET position = 3 WHERE position = -1",
    )
    assert any("leaf from 0 to" in fault for fault in _report(path).faults)


def test_an_older_store_put_in_the_place_of_a_newer_is_found_by_a_checkpoint_kept_elsewhere(
    embedded: Desk, tmp_path: Path
) -> None:
    _filled(embedded, 2)
    embedded.office.store.forget()
    old = tmp_path / "old.db"
    shutil.copy(tmp_path / "embedded.db", old)
    embedded.add(Draft("claim", "note", {"text": "what somebody wants to hide"}))
    kept = logbook.checkpoint(embedded.office, NOW + timedelta(days=1))
    assert verify.verify(verify.read(str(tmp_path / "embedded.db")), embedded.office.key, kept).faults == ()
    assert verify.verify(verify.read(str(old))).faults == ()
    (fault,) = verify.verify(verify.read(str(old)), embedded.office.key, kept).faults
    assert "signs" in fault
    (fault,) = verify.verify(verify.read(str(old)), "wellfounded/x+00000000+AAAA").faults[:1]
    assert "another public key" in fault


def test_a_log_that_was_changed_is_not_signed(embedded: Desk, tmp_path: Path) -> None:
    _filled(embedded, 2)
    store = sqlite3.connect(tmp_path / "embedded.db")
    store.execute("UPDATE leaf SET hash = zeroblob(32) WHERE position = 1")
    store.commit()
    store.close()
    with pytest.raises(BadInput, match="not what was signed"):
        logbook.checkpoint(embedded.office, NOW)


@pytest.fixture(scope="module")
def with_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.dossier.conftest import desk_in
    from tests.dossier.paper_samples import take
    from wellfounded.dossier.store import open_store

    path = tmp_path_factory.mktemp("papers") / "papers.db"
    store = open_store(str(path))
    desk = desk_in(store)
    take(desk, b"a" * 200_000, "a.txt", copied=False)
    take(desk, b"b" * 200_000, "b.txt", copied=False)
    logbook.checkpoint(desk.office, NOW)
    store.forget()
    store.close()
    return path


FIRST_PAPER = "(SELECT id FROM enclosure WHERE seq = 1)"
OTHER_PAPER = "(SELECT id FROM enclosure WHERE seq = 2)"
OTHER_PART = f"(SELECT sealed FROM part WHERE n = 1 AND enclosure = {OTHER_PAPER})"


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("UPDATE part SET sealed = CAST(zeroblob(65564) AS BLOB) WHERE n = 3",), "paper of event 1 * was changed"),
        ((f"DELETE FROM part WHERE n = 2 AND enclosure = {FIRST_PAPER}",), "Part 3 of 4 of the paper of event 1"),
        ((f"DELETE FROM part WHERE n = 3 AND enclosure = {OTHER_PAPER}",), "Part 4 of 4 of the paper of event 2"),
        ((f"DELETE FROM part WHERE enclosure = {FIRST_PAPER}",), "Part 1 of 4 of the paper of event 1"),
        (
            (
                f"UPDATE part SET n = 9 WHERE n = 0 AND enclosure = {FIRST_PAPER}",
                f"UPDATE part SET n = 0 WHERE n = 1 AND enclosure = {FIRST_PAPER}",
                f"UPDATE part SET n = 1 WHERE n = 9 AND enclosure = {FIRST_PAPER}",
            ),
            "paper of event 1 * was changed",
        ),
        (
            (f"UPDATE part SET sealed = {OTHER_PART} WHERE n = 1 AND enclosure = {FIRST_PAPER}",),
            "paper of event 1 * was changed",
        ),
        (("UPDATE enclosure SET seq = 3 - seq",), "paper of event 1 * was changed"),
        (("DELETE FROM enclosure WHERE seq = 2",), "paper of event 2 * is missing"),
        (("UPDATE enclosure SET seq = 77 WHERE seq = 2",), "event 77 * has a paper and is not there"),
        (("UPDATE enclosure SET parts = 3 WHERE seq = 2",), "paper of event 2 * was changed"),
        (("UPDATE enclosure SET parts = 5000000000 WHERE seq = 2",), "Part 5 of 5000000000"),
        (("UPDATE enclosure SET parts = 'many' WHERE seq = 2",), "paper of event 2 * was changed"),
        (("UPDATE part SET compartment = 'health' WHERE n = 2",), "paper of event 1 * was changed"),
        (
            ("INSERT INTO part SELECT enclosure, 4, case_id, compartment, begun, sealed FROM part WHERE n = 3",),
            "paper of event 1 * was changed",
        ),
    ],
)
def test_each_change_of_a_paper_is_found_by_the_verifier_alone(
    with_papers: Path, tmp_path: Path, statements: tuple[str, ...], said: str
) -> None:
    sound = _report(with_papers)
    assert (sound.faults, sound.papers) == ((), 2)
    # Whoever owns the file can take its locks off.
    faults = _report(_changed(with_papers, tmp_path, "DROP TRIGGER on_record", *statements)).faults
    assert any(fnmatch(fault, f"*{said}*") for fault in faults), faults


def test_the_verifier_runs_alone_as_one_file(whole: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "verify.py"
    alone.parent.mkdir()
    shutil.copy(verify.__file__, alone)

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", str(alone), *args], capture_output=True, text=True, cwd=tmp_path, check=False
        )

    sound = run(str(whole))
    assert (sound.returncode, sound.stderr) == (0, "")
    assert "The log is whole." in sound.stdout
    changed = _changed(whole, tmp_path, f"DELETE FROM event WHERE {CLAIM} AND seq = 3")
    found = run(str(changed))
    assert found.returncode == 1
    assert "event 3 of the compartment claim" in found.stdout
    assert run(str(tmp_path / "nothing.db")).returncode == 2
    (tmp_path / "text").write_text("no store", encoding="utf-8")
    assert run(str(tmp_path / "text")).returncode == 2
    assert run().returncode == 2
    imports = {line.split()[1].split(".")[0] for line in alone.read_text(encoding="utf-8").splitlines()
               if line.startswith(("import ", "from "))}  # fmt: skip
    assert imports - set(sys.stdlib_module_names) == {"cryptography"}


def test_the_same_report_comes_from_the_store(desk: Desk) -> None:
    _filled(desk)
    report = logbook.examine(desk.office.store, desk.office.key)
    assert report.faults == ()
    assert report.events == report.leaves + report.pending
    assert json.dumps(report.faults) == "[]"


@given(st.text(max_size=20), st.text(max_size=9), st.binary(max_size=40), st.integers(1, 2**40))
def test_the_hash_of_an_event_is_that_of_its_canonical_header(kind: str, at: str, raw: bytes, seq: int) -> None:
    try:
        (kind + at).encode()
    except UnicodeEncodeError:
        return
    header = {
        "instance": raw.hex(), "case": raw[:3].hex(), "compartment": at + kind, "seq": seq, "kind": kind, "at": at,
        "actor": raw[:5].hex(), "txn": raw[:7].hex(), "prev": raw[:9].hex(), "sealed": sha256(raw).hexdigest(), "v": 1,
    }  # fmt: skip
    event = (raw[:3], at + kind, seq, kind, at, raw[:5], raw[:7], raw[:9], b"", raw)
    assert verify.event_hash(raw, event) == verify.leaf_hash(rfc8785.dumps(header))  # type: ignore[arg-type]


def _long(events: int, *, lost: int = 0) -> verify.Log:
    """A log of so many events in chains of twenty, made as it is asked for. `lost`: this leaf is of no event."""
    instance = bytes(16)

    def chains(last: int = events) -> Iterator[tuple[object, ...]]:
        before = verify.FIRST
        for i in range(last):
            seq = i % 20 + 1
            before = before if seq > 1 else verify.FIRST
            where = ((i // 20).to_bytes(16, "big"), "claim", seq)
            event = (*where, "record", "2026-11-23T12:00:00Z", bytes(16), bytes(16), before, b"", b"sealed")
            before = verify.event_hash(instance, event)
            yield (*event[:8], before, b"sealed")

    def leaves() -> Iterator[tuple[object, ...]]:
        for position, event in enumerate(chains()):
            yield (position, bytes(32) if position == lost > 0 else event[8], *event[:3])

    root, private = verify.Frontier(), Ed25519PrivateKey.generate()
    for _, hashed, *_ in leaves():
        root.add(hashed)  # type: ignore[arg-type]
    public = private.public_key().public_bytes_raw()
    signed = verify.note("office", events, root.root(), "2026", private.sign, public)
    return verify.Log(
        instance, verify.verifier_key("office", public), chains, leaves, lambda: (), lambda: [(events, signed)]
    )  # fmt: skip


@pytest.mark.parametrize("lost", [0, 15_003])
def test_a_long_log_is_verified_in_little_memory(lost: int) -> None:
    log = _long(60_000, lost=lost)
    tracemalloc.start()
    report = verify.verify(log)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (report.events, report.leaves, len(report.faults)) == (60_000, 60_000, 1 if lost else 0)
    assert not lost or "event 4 of the compartment claim" in report.faults[0]
    # A hash of each event alone would need four megabytes.
    assert most < 1 << 20


def test_a_view_in_the_place_of_a_table_is_not_read(whole: Path, tmp_path: Path) -> None:
    path = _changed(whole, tmp_path, "ALTER TABLE event RENAME TO hidden", "CREATE VIEW event AS SELECT * FROM hidden")
    with pytest.raises(ValueError, match="neither a store nor a backup"):
        verify.read(str(path))


def test_a_store_of_a_newer_version_is_said_to_be_one(whole: Path, tmp_path: Path) -> None:
    assert verify.NEWEST == FORMAT
    path = _changed(whole, tmp_path, "UPDATE setting SET value = CAST('2' AS BLOB) WHERE name = 'format'")
    with pytest.raises(ValueError, match="newer version"):
        verify.read(str(path))


def test_the_proof_of_one_file_does_not_read_the_whole_log(embedded: Desk) -> None:
    with embedded.office.store.reading() as rows:
        for where in ("case_id = ?", "case_id = ? AND compartment = 'claim' AND seq = 1"):
            plan = rows.all(f"EXPLAIN QUERY PLAN SELECT position FROM leaf WHERE {where}", (embedded.case,))
            assert "leaf_case" in str(plan)
