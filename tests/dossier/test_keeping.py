"""Backups, drills with keys, and a name that must never be found in clear."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import pytest

from tests.dossier.canary import CANARY, Search, kept
from tests.dossier.conftest import CHEAP, LATER, NOW, PASSPHRASE, SERVER, Desk, drop_database, new_database, restored
from wellfounded.dossier import bundle, files, grants, keeping, logbook, members, office, verify
from wellfounded.dossier.compartments import COMPARTMENTS
from wellfounded.dossier.postgres import Postgres
from wellfounded.dossier.records import Draft
from wellfounded.dossier.sealing import WrongKey
from wellfounded.dossier.store import open_store
from wellfounded.logic.errors import BadInput


def _filled(desk: Desk) -> None:
    desk.add(
        Draft("identity", "head", {"title": CANARY}),
        Draft("claim", "note", {"text": f"said by {CANARY}"}),
        Draft("privileged", "note", {"text": f"{CANARY} told counsel"}),
    )


def test_a_backup_restores_into_either_store_and_verifies(desk: Desk, tmp_path: Path) -> None:
    _filled(desk)
    logbook.checkpoint(desk.office, NOW)
    desk.add(Draft("claim", "note", {"text": "later"}))
    copy = tmp_path / "backup.db"
    for there in restored(desk, tmp_path):
        assert verify.verify(verify.read(str(copy)), desk.office.key).faults == ()
        assert len(files.read(there.office, desk.lawyer, desk.case, "representation", NOW).records) == 4
        with pytest.raises(BadInput, match="already"):
            keeping.restore(str(copy), there.office.store, NOW)
        there.add(Draft("claim", "note", {"text": "goes on"}))
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("backup")] == ["backup.db"]
    with pytest.raises(BadInput, match="already"):
        keeping.backup(desk.office.store, str(copy))


def test_a_backup_without_the_secrets_of_members_does_not_open_what_is_privileged(
    embedded: Desk, tmp_path: Path
) -> None:
    _filled(embedded)
    keeping.backup(embedded.office.store, str(tmp_path / "copy.db"))
    store = open_store(str(tmp_path / "copy.db"))
    seized = office.recover(store, embedded.printed.shares[1:], "whoever seized it", NOW, cost=CHEAP)
    lawyer = members.member(seized, embedded.lawyer.id)
    made = files.read(seized, lawyer, embedded.case, "representation", NOW)
    assert "identity" in {r.compartment for r in made.records}
    assert "privileged" not in {r.compartment for r in made.records}
    # Nor with every key that the office holds, tried on all that is wrapped and sealed.
    with store.reading(office=True) as rows:
        wrapped = [row[0] for row in rows.all("SELECT sealed FROM compartment_key WHERE compartment = 'privileged'")]
        wrapped += [row[0] for row in rows.all("SELECT sealed FROM wrapped WHERE holder <> ?", (office.OFFICE,))]
    from wellfounded.dossier import sealing

    for sealed in wrapped:
        for key in (seized.keys, seized.indexes, seized.names, seized.seed,
                    seized.under(embedded.case, "privileged")):  # fmt: skip
            with pytest.raises(WrongKey):
                sealing.unwrap(key, sealed[-40:])
            with pytest.raises(WrongKey):
                sealing.take(key, sealed, embedded.case + b"privileged")
    store.close()


def test_an_old_backup_still_opens_what_was_erased_until_it_is_erased_again(desk: Desk, tmp_path: Path) -> None:
    _filled(desk)
    old, plain, again = (str(tmp_path / name) for name in ("old.db", "plain.db", "again.db"))
    keeping.hold(desk.office, None, desk.case, "a suit is pending", NOW)
    # Never begun: not on record as erased, so that what begins later is not erased by a restore.
    other = _another(desk)
    assert keeping.erase(desk.office, None, other, "asked for", NOW, ["health"]) == 0
    desk.add(Draft("health", "note", {"text": "later"}), case=other)
    keeping.backup(desk.office.store, old)
    keeping.release(desk.office, None, desk.case, "the suit is over", NOW)
    assert keeping.erase(desk.office, None, desk.case, "asked for", NOW) > 3
    assert keeping.erased(desk.office) == [(desk.case, (*COMPARTMENTS, "access"))]
    # Asked again, as after a program that was killed, it does no harm.
    assert keeping.erase(desk.office, None, desk.case, "asked for", NOW) == 0
    gone = keeping.erased_list(desk.office)

    def read(address: str, case: bytes) -> int:
        there = office.open_office(open_store(address), PASSPHRASE)
        try:
            return len(files.read(there, desk.lawyer, case, "representation", NOW).records)
        except BadInput:
            return 0
        finally:
            there.store.close()

    # The documented limit: the backup holds the wrapped key.
    assert keeping.restore(old, open_store(plain), NOW) == keeping.Restored(events := _events(desk, old))
    assert read(plain, desk.case) == 3
    made = keeping.restore(old, open_store(again), NOW, PASSPHRASE, gone)
    assert (made.erased, made.events) == (1, events)
    assert (read(again, desk.case), read(again, other)) == (0, 1)
    store = open_store(again)
    logbook.checkpoint(office.open_office(store, PASSPHRASE), NOW)
    assert logbook.examine(store, desk.office.key).faults == ()
    store.close()
    # A wrong passphrase, a list that was shortened or is another office's: nothing is made.
    other_list = json.loads(gone)
    other_list["erased"] = []
    for passphrase, listed in (("another passphrase", gone), (PASSPHRASE, json.dumps(other_list).encode()),
                               (PASSPHRASE, b"no list"), (PASSPHRASE, b"[]")):  # fmt: skip
        with pytest.raises(BadInput):
            keeping.restore(old, open_store(str(tmp_path / "none.db")), NOW, passphrase, listed)
    assert not list(tmp_path.glob("none.db*"))


def _another(desk: Desk) -> bytes:
    return grants.open_file(desk.office, desk.lawyer, "representation", NOW, LATER)


def _events(desk: Desk, path: str) -> int:
    return verify.verify(verify.read(path), desk.office.key).events


def test_what_colleagues_were_told_of_an_emergency_goes_with_the_file(desk: Desk) -> None:
    other = _another(desk)
    for case in (desk.case, other):
        grants.break_glass(
            desk.office, desk.member("caseworker", f"c{case.hex()}"), case, f"{CANARY} is in danger", NOW
        )
    assert len(grants.notices(desk.office, desk.lawyer)) == 2
    keeping.erase(desk.office, None, desk.case, "asked for", NOW)
    assert [told.case for told in grants.notices(desk.office, desk.lawyer)] == [other]


def test_what_was_erased_is_not_in_the_files_of_the_embedded_store_any_more(embedded: Desk, tmp_path: Path) -> None:
    _filled(embedded)
    with embedded.office.store.reading(office=True) as rows:
        keys = [row[0] for row in rows.all("SELECT sealed FROM compartment_key WHERE case_id = ?", (embedded.case,))]

    def there() -> int:
        raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        return sum(key in raw for key in keys)

    assert there() == len(keys) > 0
    keeping.erase(embedded.office, None, embedded.case, "asked for", NOW)
    assert there() == 0


def test_of_thousands_of_keys_none_that_was_erased_is_left_in_a_page_that_was_moved(
    embedded: Desk, tmp_path: Path
) -> None:
    chance = random.Random(7)
    keys: dict[bytes, list[bytes]] = {}
    with embedded.office.store.writing() as rows:
        for _ in range(1500):
            case = chance.randbytes(16)
            keys[case] = [chance.randbytes(40) for _ in range(5)]
            wrapped = [(case, name, b"", key) for name, key in zip(COMPARTMENTS, keys[case], strict=False)]
            rows.many("INSERT INTO compartment_key VALUES (?, ?, ?, ?)", wrapped)
    gone = chance.sample(sorted(keys), 700)
    for case in gone:
        with embedded.office.store.writing() as rows:
            rows.run("DELETE FROM compartment_key WHERE case_id = ?", (case,))
            # Others come and go meanwhile, and pages are put in order.
            rows.run("INSERT INTO compartment_key VALUES (?, 'claim', ?, ?)", (case, b"x", chance.randbytes(40)))
    embedded.office.store.forget()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert all(key in raw for case, held in keys.items() if case not in gone for key in held)
    assert sum(key in raw for case in gone for key in keys[case]) == 0


def test_an_erasure_that_cannot_empty_the_log_beside_the_store_says_so(
    embedded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled(embedded)
    with embedded.office.store.reading(office=True) as rows:
        keys = [row[0] for row in rows.all("SELECT sealed FROM compartment_key WHERE case_id = ?", (embedded.case,))]
    embedded.office.store._connection().execute("PRAGMA busy_timeout = 100")  # type: ignore[attr-defined]
    reader = sqlite3.connect(tmp_path / "embedded.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchall()
    with pytest.raises(BadInput, match="ask for the same once more"):
        keeping.erase(embedded.office, None, embedded.case, "asked for", NOW)
    reader.close()
    assert keeping.erase(embedded.office, None, embedded.case, "asked for", NOW) == 0
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(key in raw for key in keys)


def test_a_name_is_nowhere_in_clear(desk: Desk, search: Search, tmp_path: Path) -> None:
    _filled(desk)
    desk.member("volunteer", CANARY)
    grants.break_glass(desk.office, desk.member("caseworker"), desk.case, f"{CANARY} is in danger", NOW)
    files.read(desk.office, desk.lawyer, desk.case, "representation", NOW)
    assert files.search(desk.office, desk.lawyer, "representation", CANARY, NOW)
    logbook.checkpoint(desk.office, NOW)
    sealed = bundle.export(
        desk.office, desk.lawyer, desk.case, "representation", ["identity", "claim", "privileged"], NOW,
        passphrase="a passphrase for it", cost=CHEAP,
    )  # fmt: skip
    (tmp_path / "case.wfb").write_bytes(sealed)
    keeping.backup(desk.office.store, str(tmp_path / "backup.db"))
    raw = search.finds_nothing()
    assert desk.case.hex().encode() in raw or desk.case in raw


# Bundles.


def _sealed(desk: Desk, **how: object) -> bytes:
    return bundle.export(desk.office, desk.lawyer, desk.case, "representation", ["identity", "claim"], NOW,
                         cost=CHEAP, **how)  # type: ignore[arg-type]  # fmt: skip


def test_a_bundle_opens_for_its_passphrase_or_recipient_and_for_nobody_else(embedded: Desk) -> None:
    from wellfounded.dossier import sealing

    _filled(embedded)
    raw = _sealed(embedded, passphrase="a passphrase for it")
    made = bundle.unseal(raw, "a passphrase for it")
    assert made.document["title"] == CANARY
    assert made.compartments == ("claim", "identity")
    assert [r["kind"] for r in made.records] == ["note"]
    private, public = sealing.key_pair()
    for_key = _sealed(embedded, recipient=public)
    assert bundle.unseal(for_key, private=private).document == made.document
    for broken, passphrase, key in (
        (raw, "another passphrase", b""),
        (for_key, "", sealing.key_pair()[0]),
        (raw[:-1], "a passphrase for it", b""),
        (raw.replace(b'"passes":1', b'"passes":2'), "a passphrase for it", b""),
        (raw.replace(b'"memory":64', b'"memory":99999999'), "a passphrase for it", b""),
        (raw.replace(b"bundle 1", b"bundle 2"), "a passphrase for it", b""),
        (b"", "", b""),
    ):
        with pytest.raises(BadInput):
            bundle.unseal(broken, passphrase, key)
    for place in range(len(bundle.MAGIC), len(raw), max(1, len(raw) // 40)):
        bad = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(BadInput):
            bundle.unseal(bad, "a passphrase for it")


def test_only_who_may_export_does_and_it_is_on_record(embedded: Desk) -> None:
    _filled(embedded)
    _sealed(embedded, passphrase="a passphrase for it")
    seen = files.who_saw(embedded.office, embedded.lawyer, embedded.case, NOW)
    assert [s.compartment for s in seen if s.kind == "export"] == ["claim", "identity"]
    other = embedded.member("caseworker")
    grants.grant(embedded.office, embedded.lawyer, embedded.case, other, ["claim"], "support", now=NOW, until=LATER)
    with pytest.raises(BadInput):
        bundle.export(embedded.office, other, embedded.case, "support", ["claim"], NOW, passphrase="a passphrase here")
    with pytest.raises(BadInput):
        bundle.export(embedded.office, embedded.lawyer, embedded.case, "representation", ["deliberation"], NOW,
                      passphrase="a passphrase here")  # fmt: skip
    assert "privileged" not in bundle.default(["claim", "privileged"])


def test_dumps_of_the_server_hold_no_key_that_was_erased(tmp_path: Path) -> None:
    from tests.dossier.conftest import desk_in

    name = new_database()
    store = open_store(f"{SERVER}/{name}")
    assert isinstance(store, Postgres)
    desk = desk_in(store)
    _filled(desk)
    with store.reading(office=True) as rows:
        keys = [row[0] for row in rows.all("SELECT sealed FROM compartment_key WHERE case_id = ?", (desk.case,))]
    dump = kept(f"{SERVER}/{name}", tmp_path)
    assert all(key.hex().encode() in dump for key in keys)
    keeping.erase(desk.office, None, desk.case, "asked for", NOW)
    dump = kept(f"{SERVER}/{name}", tmp_path)
    assert not any(key.hex().encode() in dump for key in keys)
    store.close()
    drop_database(name)


def test_a_backup_that_fails_leaves_no_half_file(embedded: Desk, tmp_path: Path) -> None:
    embedded.office.store.close()
    (tmp_path / "embedded.db").unlink()
    for path in tmp_path.glob("embedded.db-*"):
        path.unlink()
    with pytest.raises(BadInput):
        keeping.backup(embedded.office.store, str(tmp_path / "half.db"))
    assert list(tmp_path.iterdir()) == []
