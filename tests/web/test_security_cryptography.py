"""Cryptography: where there is any, that it is that of the inventory, and that nothing else is run or guessed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wellfounded.dossier import sealing

SOURCE = Path(__file__).parents[2] / "src/wellfounded"
ROOMS = ("dossier", "web", "cli")
PRIMITIVES = ("cryptography", "hashlib", "hmac", "secrets", "random", "uuid", "ssl", "nacl", "jwt", "crypt", "urandom")
INVENTORY = {
    "dossier/sealing.py": {"cryptography", "hashlib", "urandom"},  # keys, sealing, wrapping, exchange, passphrases
    # Hashes of events, tree, papers, signature of a checkpoint; the key of sums that lives for one run.
    "dossier/verify.py": {"cryptography", "hashlib", "urandom"},
    "dossier/shares.py": {"urandom"},  # shares of the recovery key
    "dossier/office.py": {"hmac", "urandom"},  # keyed hashes, salts, numbers
    "dossier/grants.py": {"hmac"},  # compares the marks of grants
    "dossier/sheets.py": {"hashlib", "hmac"},  # keys of sheets
    "dossier/bundle.py": {"hashlib", "urandom"},  # salt and hashes of a bundle
    "dossier/papers/enclosures.py": {"hashlib"},  # hashes of papers
    "dossier/keeping.py": {"hmac"},  # compares the mark of a list of what was erased
    "web/accounts/cards.py": {"secrets"},  # codes and PINs
    "web/accounts/factors.py": {"hmac"},  # marks of second factors
    "web/api/tokens.py": {"secrets"},  # tokens
    "web/pages/calendar.py": {"secrets"},  # the address of a feed
    "web/pages/evidence_add.py": {"hashlib"},  # numbers of retries
    "web/pages/my_case_acts.py": {"hashlib"},  # numbers of retries
    "web/pages/my_case_add.py": {"hashlib"},  # numbers of retries
    "web/pages/evidence_binder.py": {"hashlib"},  # an address of a table
    "web/templatetags/words.py": {"secrets"},  # numbers of forms
    "cli/office.py": {"cryptography"},  # asks whether it is installed
}
"""Every module that touches cryptography or random numbers. A new one is reviewed, then entered here."""


def _modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for file in sorted((SOURCE / room).rglob("*.py")):
            yield file.relative_to(SOURCE).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_cryptography_is_where_the_inventory_says() -> None:
    found = {name: used for name, tree in _modules(*ROOMS) if (used := set(_names(tree)) & set(PRIMITIVES))}
    assert found == INVENTORY


def test_no_guessable_number_and_no_weak_primitive_is_used() -> None:
    weak = {"md5", "sha1", "MD5", "SHA1", "ECB", "CBC", "PKCS1v15", "ARC4", "TripleDES", "RSA", "random", "uuid4"}
    for name, tree in _modules(*ROOMS):
        assert not set(_names(tree)) & weak, name


def test_nothing_that_people_write_is_run() -> None:
    processes = set()
    for name, tree in _modules(*ROOMS):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                assert not (isinstance(node.func, ast.Name) and called in ("eval", "exec", "compile")), name
                assert called not in ("system", "popen", "from_string"), name
                assert not any(word.arg == "shell" for word in node.keywords), name
        names = set(_names(tree))
        assert not names & {"pickle", "marshal", "shelve", "yaml", "etree", "minidom", "lxml"}, name
        if "subprocess" in names:
            processes.add(name)
    assert processes == {"dossier/papers/copying.py"}


def test_keys_have_256_bits() -> None:
    private, public = sealing.key_pair()
    assert {len(sealing.new_key()), len(private), len(public), len(sealing.derived(private, "x"))} == {32}
    assert len(Ed25519PrivateKey.generate().private_bytes_raw()) == 32
    assert (sealing.COST.passes, sealing.COST.memory) == (3, 64 * 1024)


def test_a_nonce_is_never_used_twice() -> None:
    key = sealing.new_key()
    nonces = {sealing.seal(key, b"the same", b"here")[:12] for _ in range(2000)}
    assert len(nonces) == 2000
    assert {len(nonce) for nonce in nonces} == {12}


def test_content_is_sealed_with_its_tag_and_a_changed_bit_opens_nothing() -> None:
    key = sealing.new_key()
    sealed = sealing.seal(key, b"the same", b"here")
    assert len(sealed) == 12 + 8 + 16
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(sealing.WrongKey, match=str(sealing.WrongKey())):
            sealing.unseal(key, bytes(changed), b"here")
