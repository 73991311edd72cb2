"""Where sealed bytes are kept. One interface, so that another store takes the folder's place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings


class Store(Protocol):
    """Keeps sealed bytes under a file's id."""

    def put(self, key: UUID, sealed: bytes) -> None:
        """Keep these bytes, whole or not at all."""

    def get(self, key: UUID) -> bytes:
        """The bytes kept; FileNotFoundError when there are none."""

    def remove(self, key: UUID) -> None:
        """Destroy the bytes. Removing what is not there is no fault."""

    def kept(self) -> Iterator[UUID]:
        """Every file whose bytes are here, in no order."""


class FolderStore:
    """A private folder of this host."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, key: UUID, sealed: bytes) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)

    def get(self, key: UUID) -> bytes:
        return self._path(key).read_bytes()

    def remove(self, key: UUID) -> None:
        self._path(key).unlink(missing_ok=True)

    def kept(self) -> Iterator[UUID]:
        for path in self.folder.glob("??/*"):
            if len(path.name) == 32:
                yield UUID(hex=path.name)

    def _path(self, key: UUID) -> Path:
        name = key.hex
        return self.folder / name[-2:] / name


@cache
def store() -> Store:
    """The store of this system."""
    return FolderStore(settings.FILES_DIR)
