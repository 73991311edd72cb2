"""Identifiers: UUIDv7, made in Python, so that a row has its name before it is written."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new identifier. It sorts by the moment it was made and cannot be guessed from another."""
    return uuid7()
