from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "holdfast.keeping"
    label = "keeping"

    def ready(self) -> None:
        from holdfast.kernel.guard import after_guards

        from . import moving, removal

        after_guards(removal.statements)
        after_guards(moving.statements)
