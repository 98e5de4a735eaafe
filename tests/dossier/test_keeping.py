"""Backups, drills with keys, and a name that must never be found in clear."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.dossier.conftest import CHEAP, LATER, NOW, PASSPHRASE, SERVER, Desk, drop_database, new_database
from wellfounded.dossier import bundle, files, grants, keeping, logbook, members, office, verify
from wellfounded.dossier.postgres import Postgres
from wellfounded.dossier.records import Draft
from wellfounded.dossier.sealing import WrongKey
from wellfounded.dossier.store import open_store
from wellfounded.logic.errors import BadInput

CANARY = "Zzqanary Wxyvutsson"


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
    events = keeping.backup(desk.office.store, str(copy))
    assert verify.verify(verify.read(str(copy)), desk.office.key).faults == ()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("backup")] == ["backup.db"]
    name = new_database()
    for address in (str(tmp_path / "again.db"), f"{SERVER}/{name}"):
        store = open_store(address)
        assert keeping.restore(str(copy), store) == events
        again = office.open_office(store, PASSPHRASE)
        made = files.read(again, desk.lawyer, desk.case, "representation", NOW)
        assert len(made.records) == 4
        logbook.checkpoint(again, NOW + timedelta(hours=1))
        assert logbook.examine(store, desk.office.key).faults == ()
        with pytest.raises(BadInput, match="already"):
            keeping.restore(str(copy), store)
        store.close()
    drop_database(name)
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


def test_an_old_backup_still_opens_what_was_erased_until_keys_and_passphrases_are_gone(
    embedded: Desk, tmp_path: Path
) -> None:
    _filled(embedded)
    old = tmp_path / "old.db"
    keeping.backup(embedded.office.store, str(old))
    keeping.erase(embedded.office, None, embedded.case, "asked for", NOW)
    gone = keeping.erased(embedded.office)
    store = open_store(str(old))
    again = office.open_office(store, PASSPHRASE)
    # The documented limit: the backup holds the wrapped key.
    assert files.read(again, embedded.lawyer, embedded.case, "representation", NOW).records
    assert keeping.erase_again(again, [*gone, (b"younger", ["claim"])], NOW) > 1
    assert keeping.erase_again(again, gone, NOW) == 0
    with pytest.raises(BadInput):
        files.read(again, embedded.lawyer, embedded.case, "representation", NOW)
    logbook.checkpoint(again, NOW)
    assert logbook.examine(store, embedded.office.key).faults == ()
    store.close()


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


def _forms(text: str) -> list[bytes]:
    """A text as it might lie about."""
    import base64

    raw = [text.encode(), text.encode("utf-16-le"), *(word.encode() for word in text.split())]
    return [*raw, text.encode().hex().encode(), *(base64.b64encode(text.encode()[i:])[2:-4] for i in range(3))]


def _of(address: str, tmp_path: Path) -> bytes:
    """Every byte that the store keeps: its files; or a dump, and the files of the server."""
    if not address.startswith("postgresql"):
        return b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
    return subprocess.run(["pg_dump", address], capture_output=True, check=True).stdout


def test_a_name_is_nowhere_in_clear(
    desk: Desk, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(0)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
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
    raw = _of(address, tmp_path) + b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert desk.case.hex().encode() in raw or desk.case in raw
    said = capfd.readouterr()
    spoken = (said.out + said.err + caplog.text).encode()
    for form in _forms(CANARY):
        assert form not in raw
        assert form not in spoken
    # The search itself finds what is in clear.
    assert any(form in f"x{CANARY}".encode() for form in _forms(CANARY))


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
    dump = _of(f"{SERVER}/{name}", tmp_path)
    assert all(key.hex().encode() in dump for key in keys)
    keeping.erase(desk.office, None, desk.case, "asked for", NOW)
    dump = _of(f"{SERVER}/{name}", tmp_path)
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
