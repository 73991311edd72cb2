from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from holdfast.kernel.guard import guard_after_migrate

# How many questions a connection keeps the plans of: all that the pages in daily use ask.
PLANS_KEPT = 500


def _keep_plans(connection: Any, **_: Any) -> None:
    """A plan is of the question alone; who asks, and what the database lets them see, is looked at each time it is asked."""
    connection.connection.prepared_max = PLANS_KEPT


class ConfigConfig(AppConfig):
    """Last of the apps: its post-migrate signal finds every table made."""

    name = "holdfast.config"
    label = "config"

    def ready(self) -> None:
        from . import logs, policies, role  # noqa: F401  (declares every app's visibility rules, and a check)

        logs.configure()
        connection_created.connect(_keep_plans)
        post_migrate.connect(guard_after_migrate, sender=self)
