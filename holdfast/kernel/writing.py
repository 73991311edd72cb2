"""Writes many new rows of one table at once, as the application's own role, so that a long file is no long work.

The database checks each row as it does any other: its guard, its constraints, what it refers to.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Field, JSONField, Model

from .guard import quote

M = TypeVar("M", bound=Model)


def write(rows: Sequence[Model]) -> None:
    """Insert rows of one model, each with all its values set. A list of values is written only where every row has the same.

    A column whose values differ goes as one JSON text, which is put together and read far more quickly than an array.
    """
    if not rows:
        return
    model = type(rows[0])
    names, places, values = [], [], []
    for field in model._meta.concrete_fields:
        column = _column(field, rows)
        # Ids always differ, so several rows always have a list to be counted by; one row needs none.
        same = all(value == column[0] for value in column)
        names.append(quote(str(field.column)))
        kind = str(field.db_type(connection))
        places.append(f"%s::{kind}" if same else f"jsonb_array_elements_text(%s::jsonb)::{kind}")
        values.append(column[0] if same else json.dumps(column, default=_said))
    with connection.cursor() as cursor:
        # The names are those of our own tables; every value stands beside the statement.
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)}) SELECT {', '.join(places)}", values)


def _column(field: Field[Any, Any], rows: Sequence[Model]) -> list[Any]:
    column = list(map(attrgetter(field.attname), rows))
    if isinstance(field, JSONField):
        return [None if value is None else json.dumps(value) for value in column]
    return column


def _said(value: Any) -> str:
    """An id, a day or a moment as text that the database reads back as what it was."""
    if not isinstance(value, UUID | dt.date):
        raise TypeError(f"{type(value).__name__} is not written in many rows at once.")
    return str(value)


class New(Generic[M]):
    """Makes new rows of one model to be written: what they have in common, and what is left to its default, is said once."""

    def __init__(self, model: type[M], **same: Any) -> None:
        self._model = model
        fields = model._meta.concrete_fields
        self._places = {field.attname: place for place, field in enumerate(fields)}
        self._values = [same[field.attname] if field.attname in same else field.get_default() for field in fields]
        self._fresh = [(place, field.get_default) for place, field in enumerate(fields) if field.primary_key]

    def __call__(self, **own: Any) -> M:
        values = list(self._values)
        for place, make in self._fresh:
            values[place] = make()
        for name, value in own.items():
            values[self._places[name]] = value
        return self._model(*values)
