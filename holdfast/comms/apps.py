from django.apps import AppConfig


class CommsConfig(AppConfig):
    name = "holdfast.comms"
    label = "comms"
    default_auto_field = "django.db.models.BigAutoField"
