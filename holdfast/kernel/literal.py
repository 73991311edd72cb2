"""Words of our own tables that stand in a question itself, not beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q, TextField, Value
from django.db.models.sql.compiler import SQLCompiler

_KEY = re.compile("[a-z][a-z_-]*")


class Literal(Value):
    """A stable key as part of the SQL.

    The plan of a question is kept for every value that is sent beside it, so it may use an index over open rows alone only
    where the question itself says "open". Never for what somebody typed: anything but a key is refused.
    """

    def __init__(self, key: str) -> None:
        if not _KEY.fullmatch(key):
            raise ValueError("Only a stable key stands in a question itself.")
        super().__init__(key, output_field=TextField())

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        return f"'{self.value}'", ()


def among(field: str, keys: Iterable[str]) -> Q:
    """The condition that a field holds one of these keys."""
    return Q(**{f"{field}__in": [Literal(str(key)) for key in keys]})
