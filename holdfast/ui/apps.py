"""Tells Django where the pages, components and styles of Holdfast are."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Pages, components and styles; it keeps nothing in the database."""

    name = "holdfast.ui"
    label = "ui"
    verbose_name = "Pages and components"
