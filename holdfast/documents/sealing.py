"""Envelope encryption: each file has a key of its own, and the system's key seals those keys."""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class Unreadable(RuntimeError):
    """The bytes are not those that were sealed, or the key is another system's."""


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


def system_key() -> bytes:
    """The key that seals the files' keys. It never leaves the process; without one nothing is stored."""
    if not settings.FILES_KEY:
        raise RuntimeError("HOLDFAST_FILES_KEY is not set: files cannot be kept.")
    return hashlib.sha256(b"holdfast files:" + settings.FILES_KEY.encode()).digest()
