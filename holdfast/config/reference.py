"""The reference pages, each printed from the table that the software itself obeys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from holdfast.rules import case
from holdfast.rules import reference as rules_reference
from holdfast.rules.referral import example, schema

from . import fields, hazards, permissions

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def pages() -> dict[str, Callable[[], str]]:
    """File name to what prints it."""
    return {
        "permissions.md": permissions.page,
        "fields.md": fields.page,
        "hazards.md": hazards.page,
        "case.schema.json": lambda: _json(case.schema()),
        "referral.schema.json": lambda: _json(schema()),
        "referral.example.json": lambda: _json(example()),
        **rules_reference.pages(),
    }
