from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "holdfast.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"
