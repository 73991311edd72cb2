"""The key that signs checkpoints: Ed25519, in a file of its own, outside the database."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


class KeyFault(RuntimeError):
    """The signing key is missing or cannot be read. The message says which file."""


def signing_key(*, make: bool = False) -> Ed25519PrivateKey:
    """The key of this system. `make`: only a chain that begins may make one; a lost key is never silently replaced."""
    path = settings.AUDIT_KEY_FILE
    try:
        if make and not path.exists():
            _make(path)
        key = form.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as fault:
        raise KeyFault(f"The key that signs the audit's checkpoints cannot be read from {path}.") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFault(f"{path} is not an Ed25519 key.")
    return key


def sign(key: Ed25519PrivateKey, content: bytes) -> str:
    return b64encode(key.sign(content)).decode()


def is_signed(key: Ed25519PrivateKey, content: bytes, signature: bytes) -> bool:
    """Whether this system's key signed exactly these bytes."""
    try:
        key.public_key().verify(signature, content)
    except InvalidSignature:
        return False
    return True


def public_name(key: Ed25519PrivateKey) -> str:
    """The public half, with which anybody can check a checkpoint."""
    raw = key.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
    return b64encode(raw).decode()


def _make(path: Path) -> None:
    """A new key, put in place whole; if another process was quicker, its key stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = Ed25519PrivateKey.generate().private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    finally:
        unfinished.unlink()
