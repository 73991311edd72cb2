from django.apps import AppConfig
from django.db.models.signals import post_migrate

from holdfast.kernel.guard import guard_after_migrate


class ConfigConfig(AppConfig):
    """Last of the apps: its post-migrate signal finds every table made."""

    name = "holdfast.config"
    label = "config"

    def ready(self) -> None:
        from . import logs, policies, role  # noqa: F401  (declares every app's visibility rules, and a check)

        logs.configure()
        post_migrate.connect(guard_after_migrate, sender=self)
