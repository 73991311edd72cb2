from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "holdfast.partnership"
    label = "partnership"
    default_auto_field = "django.db.models.BigAutoField"
