from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "holdfast.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every way of signing in begins a session of ours."""
        from django.contrib.auth.signals import user_logged_in

        from .sign_ins import begin_session

        user_logged_in.connect(begin_session)
