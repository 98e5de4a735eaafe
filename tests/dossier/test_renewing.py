"""A new key for what only members open, once somebody was shut out of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.dossier.conftest import CHEAP, LATER, NOW, Desk
from tests.dossier.paper_samples import PURPOSE, listed, original, shown, take
from wellfounded.dossier import bundle, files, grants, logbook, members, sealing
from wellfounded.dossier.chains import bound
from wellfounded.dossier.members import Member
from wellfounded.dossier.records import Draft
from wellfounded.dossier.sealing import WrongKey

PLACE = "privileged"


def _let_in(desk: Desk, name: str) -> tuple[Member, bytes]:
    """A colleague with a grant on what is between the person and counsel."""
    colleague = desk.member("representative", name)
    at = NOW + timedelta(seconds=desk.txn)
    number = grants.grant(
        desk.office, desk.lawyer, desk.case, colleague, [PLACE, "claim"], PURPOSE, now=at, until=LATER
    )
    return colleague, number


def _write(desk: Desk, text: str, by: Member | None = None) -> None:
    desk.add(Draft(PLACE, "note", {"text": text}), by=by)


def _copied(desk: Desk, whose: Member) -> bytes:
    """What a member may have copied of the key."""
    text = "SELECT sealed FROM compartment_key WHERE case_id = ? AND compartment = ? AND holder = ?"
    with desk.office.store.reading(office=True) as rows:
        ((sealed,),) = rows.all(text, (desk.case, PLACE, whose.id))
    return sealing.take(whose.private, sealed, desk.case + PLACE.encode())


def _opens(desk: Desk, keys: bytes) -> int:
    """How many records of the compartment open with a key that somebody copied."""
    text = "SELECT seq, kind, at, actor, sealed FROM event WHERE case_id = ? AND compartment = ? AND kind = 'record'"
    with desk.office.store.reading(office=True) as rows:
        found = rows.all(text, (desk.case, PLACE))
    count = 0
    for seq, kind, at, actor, sealed in found:
        try:
            sealing.unseal_with(keys, sealed, bound(desk.office, desk.case, PLACE, seq, kind, at, actor))
        except WrongKey:
            continue
        count += 1
    return count


def _reads(desk: Desk, by: Member) -> list[str]:
    made = files.read(desk.office, by, desk.case, PURPOSE, NOW + timedelta(hours=1))
    return [str(r.body["text"]) for r in made.records if r.compartment == PLACE and "text" in r.body]


def _renewals(desk: Desk) -> int:
    with desk.office.store.reading(office=True) as rows:
        return int(rows.all("SELECT count(*) FROM event WHERE kind = 'renewed'")[0][0])


def test_what_is_written_after_somebody_was_shut_out_does_not_open_with_the_key_they_copied(desk: Desk) -> None:
    (other, grant), (stays, _) = _let_in(desk, "other"), _let_in(desk, "stays")
    _write(desk, "before")
    _write(desk, "before too", by=other)
    copied = _copied(desk, other)
    assert _opens(desk, copied) == 2
    assert _renewals(desk) == 0
    chief = desk.member("supervisor")
    grants.revoke(desk.office, chief, desk.case, grant, NOW + timedelta(seconds=50), "has left the case")
    desk.txn = 60
    _write(desk, "after")
    _write(desk, "long after", by=stays)
    assert _opens(desk, copied) == 2
    assert _renewals(desk) == 1
    late, _ = _let_in(desk, "late")
    everything = ["before", "before too", "after", "long after"]
    assert [_reads(desk, who) for who in (desk.lawyer, stays, late)] == [everything] * 3
    # Let in again, the colleague reads all of it, and nothing need be renewed.
    grants.grant(desk.office, desk.lawyer, desk.case, other, [PLACE], PURPOSE, now=NOW + timedelta(seconds=70),
                 until=LATER)  # fmt: skip
    desk.txn = 80
    _write(desk, "at last", by=other)
    assert _reads(desk, other) == [*everything, "at last"]
    assert _renewals(desk) == 1
    logbook.checkpoint(desk.office, NOW + timedelta(hours=2))
    assert logbook.examine(desk.office.store, desk.office.key).faults == ()


def test_whoever_has_left_the_office_holds_no_new_key(desk: Desk) -> None:
    gone, _ = _let_in(desk, "gone")
    _write(desk, "before")
    copied = _copied(desk, gone)
    members.close(desk.office, gone.id, NOW + timedelta(seconds=30))
    desk.txn = 40
    _write(desk, "after")
    _write(desk, "once more")
    assert (_opens(desk, copied), _renewals(desk)) == (1, 1)
    assert _reads(desk, desk.lawyer) == ["before", "after", "once more"]


def test_papers_of_before_and_after_open_for_who_remains_and_go_into_a_bundle(desk: Desk) -> None:
    _, grant = _let_in(desk, "other")
    take(desk, b"before " * 20_000, "a.txt", PLACE)
    grants.revoke(desk.office, desk.lawyer, desk.case, grant, NOW + timedelta(seconds=1))
    later = NOW + timedelta(seconds=5)
    take(desk, b"after " * 20_000, "b.txt", PLACE, now=later)
    assert _renewals(desk) == 1
    first, second = listed(desk)
    assert (original(desk, first), original(desk, second)) == (b"before " * 20_000, b"after " * 20_000)
    assert shown(desk, second) == b"after " * 20_000
    sealed = bundle.export(desk.office, desk.lawyer, desk.case, PURPOSE, [PLACE], later, passphrase="a passphrase here",
                           cost=CHEAP)  # fmt: skip
    opened = bundle.unseal(sealed, "a passphrase here")
    assert [b"".join(opened.paper(p.held)) for p in opened.papers()] == [b"before " * 20_000, b"after " * 20_000]
    assert logbook.examine(desk.office.store).faults == ()


def test_keys_that_follow_each_other_open_what_each_sealed_and_nothing_else() -> None:
    keys = b"".join(sealing.new_key() for _ in range(3))
    for key in sealing.each(keys):
        assert sealing.unseal_with(keys, sealing.seal(key, b"words", b"here"), b"here") == b"words"
    assert sealing.newest(keys) == sealing.each(keys)[0] == keys[64:]
    with pytest.raises(WrongKey):
        sealing.unseal_with(keys, sealing.seal(sealing.new_key(), b"words", b"here"), b"here")
    with pytest.raises(WrongKey):
        sealing.unseal_with(b"", sealing.seal(keys[:32], b"words", b"here"), b"here")
