"""Envelope encryption: each file has a key of its own, and the system's key seals those keys."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from .ring import ring

NONCE = 12
# An advisory lock of the database: shared by those who seal, held alone for a moment by who changes the keys.
WRITERS = 4850714214


class Unreadable(RuntimeError):
    """The bytes are not those that were sealed, or the key is another system's."""


class OtherKey(Unreadable):
    """It was sealed with a key that this system does not have (any more)."""


def new_key() -> bytes:
    """A key for one file."""
    return secrets.token_bytes(32)


def seal(key: bytes, content: bytes, about: str) -> bytes:
    """The content sealed. `about` is bound in: the same bytes under another name do not open."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about.encode())


def unseal(key: bytes, sealed: bytes, about: str) -> bytes:
    """The content as it was; raises Unreadable when a single byte differs."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except (InvalidTag, ValueError) as fault:
        raise Unreadable("A stored file does not open with this system's key.") from fault


def wrap(key: bytes, about: str) -> tuple[str, bytes]:
    """A file's key, sealed with the system's current one, and that one's name.

    Holds off the end of a key's rotation until this transaction is over, so that nothing is sealed with a key just gone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [WRITERS])
    current = ring().current
    return current.name, seal(current.secret, key, f"key {about}")


def unwrap(name: str, sealed: bytes, about: str) -> bytes:
    """A file's key from what `wrap` gave. Files from before keys had names are tried with each.

    Raises OtherKey when the key of that name is not among this system's.
    """
    keys = ring()
    named = keys.named(name)
    if name and named is None:
        raise OtherKey(f"A stored file was sealed with the key {name}, and this system does not have it.")
    for key in (named,) if named else keys.keys:
        try:
            return unseal(key.secret, sealed, f"key {about}")
        except Unreadable:
            continue
    raise Unreadable("A stored file does not open with this system's key.")


def wait_for_writers() -> None:
    """Return when every transaction that may have sealed with an earlier key is over."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])
