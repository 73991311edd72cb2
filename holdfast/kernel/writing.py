"""Writes many new rows of one table at once, as the application's own role, so that a long file is no long work.

The database checks each row as it does any other: its guard, its constraints, what it refers to.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model

from .guard import quote


def write(rows: Sequence[Model]) -> None:
    """Insert rows of one model, each with all its values set. A list of values is written only where every row has the same."""
    if not rows:
        return
    model = type(rows[0])
    names, places, values = [], [], []
    for field in model._meta.concrete_fields:
        column = [_prepared(field, getattr(row, field.attname)) for row in rows]
        # Ids always differ, so several rows always have a list to be counted by; one row needs none.
        same = all(value == column[0] for value in column)
        names.append(quote(str(field.column)))
        kind = str(field.db_type(connection))
        places.append(f"%s::{kind}" if same else f"unnest(%s::{kind}[])")
        values.append(column[0] if same else column)
    with connection.cursor() as cursor:
        # The names are those of our own tables; every value stands beside the statement.
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)}) SELECT {', '.join(places)}", values)


def _prepared(field: Field[Any, Any], value: Any) -> Any:
    return json.dumps(value) if isinstance(field, JSONField) and value is not None else value
