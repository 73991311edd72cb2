from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "holdfast.desk"
    label = "desk"

    def ready(self) -> None:
        """The audit hears of second steps from the sign-in library."""
        from .accounts import second_step  # noqa: F401  (its receivers listen from now on)
