"""Sealing: keys from passphrases, keys under keys, keys for members, and bytes under a key.

a passphrase   Argon2id (RFC 9106: 64 MiB, three passes) gives a key
a key          is wrapped by another with AES-KW (RFC 3394)
a member       has an X25519 key pair; a key for them is wrapped under HKDF of a fresh exchange
content        AES-256-GCM, a random 96-bit nonce before it, padded to 128 bytes so that lengths say little
"""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from wellfounded.logic.errors import BadInput

PAD = 128
KEY = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess at a passphrase costs: passes and KiB of memory."""

    passes: int = 3
    memory: int = 65536


COST = Cost()
LEAST = 12
"""The fewest signs of a passphrase."""


def new_key() -> bytes:
    """A key of 256 bits."""
    return os.urandom(32)


def acceptable(passphrase: str) -> str:
    """The passphrase, if it is long enough to be one."""
    if len(passphrase) < LEAST:
        raise BadInput("A passphrase needs at least {least} signs. Four or five words are best.", least=LEAST)
    return passphrase


def from_passphrase(passphrase: str, salt: bytes, cost: Cost = COST) -> bytes:
    """The key that a passphrase gives, however a keyboard puts its letters together, and whichever space it writes
    (RFC 8265).
    """
    told = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in passphrase)
    raw = unicodedata.normalize("NFC", told).encode(errors="surrogateescape")
    return Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=1, memory_cost=cost.memory).derive(raw)


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, from another key."""
    return HKDF(hashes.SHA256(), 32, None, b"wellfounded " + purpose.encode()).derive(key)


def wrap(under: bytes, key: bytes) -> bytes:
    """A key under a key."""
    return aes_key_wrap(under, key)


def unwrap(under: bytes, wrapped: bytes) -> bytes:
    """The key again. Refuses (`WrongKey`) another key or changed bytes."""
    try:
        return aes_key_unwrap(under, wrapped)
    except (InvalidUnwrap, ValueError):
        raise WrongKey from None


class WrongKey(BadInput):
    """What is sealed does not open with this key."""

    def __init__(self) -> None:
        super().__init__("The passphrase or key does not open this. Check it and try again.")


def seal(key: bytes, content: bytes, bound_to: bytes) -> bytes:
    """Content under a key; it opens only with what it is bound to."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The content again. Refuses (`WrongKey`) another key, another place or changed bytes."""
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], bound_to)
    except (InvalidTag, ValueError):
        raise WrongKey from None


# Keys that follow each other: a compartment whose key was renewed has them all side by side, the newest last.


def newest(keys: bytes) -> bytes:
    """The key under which something is sealed now."""
    return keys[-KEY:]


def each(keys: bytes) -> list[bytes]:
    """All of them, the newest first."""
    return [keys[start : start + KEY] for start in range(len(keys) - KEY, -1, -KEY)]


def unseal_with(keys: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The content of what one of the keys sealed. Refuses (`WrongKey`) what none of them opens."""
    for key in each(keys):
        with suppress(WrongKey):
            return unseal(key, sealed, bound_to)
    raise WrongKey


def padded(content: bytes) -> bytes:
    """JSON with spaces after it, up to the next multiple of `PAD`."""
    return content + b" " * (-len(content) % PAD)


# Members.


def key_pair() -> tuple[bytes, bytes]:
    """A private and a public key of a member."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public key of a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _exchanged(shared: bytes, ours: bytes, theirs: bytes, bound_to: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, ours + theirs, b"wellfounded for a member" + bound_to).derive(shared)


def give(public: bytes, key: bytes, bound_to: bytes) -> bytes:
    """A key that only the holder of the private key can take."""
    fresh = X25519PrivateKey.generate()
    ours = fresh.public_key().public_bytes_raw()
    under = _exchanged(fresh.exchange(X25519PublicKey.from_public_bytes(public)), ours, public, bound_to)
    return ours + wrap(under, key)


def take(private: bytes, given: bytes, bound_to: bytes) -> bytes:
    """The key that was given to a member. Refuses (`WrongKey`) what was given to another."""
    own = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(given[:32]))
    except ValueError:
        raise WrongKey from None
    return unwrap(_exchanged(shared, given[:32], public_of(private), bound_to), given[32:])


def signer(seed: bytes) -> Ed25519PrivateKey:
    """The key that signs checkpoints, from its seed."""
    return Ed25519PrivateKey.from_private_bytes(seed)


# Keys on paper.


def printed(key: bytes, mark: str) -> str:
    """A key as it is written on paper: a mark, groups of four letters, and a sum that finds a slip of the pen."""
    check = hashlib.sha256(mark.encode() + key).digest()[:3]
    text = base64.b32encode(key + check).decode().rstrip("=")
    return f"{mark} " + " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def from_paper(text: str) -> tuple[str, bytes]:
    """The mark and the key of what was printed. Refuses what was copied wrongly."""
    mark, _, letters = text.strip().upper().partition(" ")
    letters = "".join(letters.split()).replace("-", "").replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise _slip() from None
    key, check = raw[:-3], raw[-3:]
    if not key or hashlib.sha256(mark.encode() + key).digest()[:3] != check:
        raise _slip()
    return mark, key


def _slip() -> BadInput:
    return BadInput("This is not a key as it was printed: a letter is wrong or missing. Copy it again from the paper.")
