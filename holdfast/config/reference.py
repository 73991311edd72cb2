"""The reference pages, each printed from the table that the software itself obeys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from holdfast.access.roles import GRANTS, Grant
from holdfast.rules import reference as rules_reference
from holdfast.rules.referral import example, schema

from . import hazards

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


def permissions() -> str:
    """Roles and what each may do."""
    lines = ["# Permissions", "", "What each role may do. What a person then sees is decided row by row.", ""]
    lines += ["| Role | May |", "|---|---|"]
    lines += [f"| {role.name} | {', '.join(sorted(role.grants))} |" for role in GRANTS.values()]
    lines += ["", "| Grant | Roles |", "|---|---|"]
    lines += [f"| {grant} | {', '.join(r.name for r in GRANTS.values() if grant in r.grants)} |" for grant in Grant]
    return "\n".join(lines) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def pages() -> dict[str, Callable[[], str]]:
    """File name to what prints it."""
    return {
        "permissions.md": permissions,
        "hazards.md": hazards.page,
        "referral.schema.json": lambda: _json(schema()),
        "referral.example.json": lambda: _json(example()),
        **rules_reference.pages(),
    }
