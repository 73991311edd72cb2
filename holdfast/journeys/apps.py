from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Stories that cross apps. No models: it is an app so that its jobs are found."""

    name = "holdfast.journeys"
    label = "journeys"
