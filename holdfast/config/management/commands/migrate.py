"""Django's own `migrate`; on an empty database its tables are made faster."""

from __future__ import annotations

from django.core.management.commands import migrate

from holdfast.config.fresh import FreshExecutor

migrate.MigrationExecutor = FreshExecutor  # type: ignore[attr-defined]


class Command(migrate.Command):
    """See holdfast.config.fresh."""
