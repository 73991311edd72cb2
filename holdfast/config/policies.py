"""Loads every app's `policies` module, so that `visible` knows its rules. A model whose rule is not loaded is unreadable."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

for _app in settings.HOLDFAST_APPS:
    if find_spec(f"{_app}.policies") and _app != "holdfast.config":
        import_module(f"{_app}.policies")
