"""Addresses of the family surface. Each area adds its own, all under /f/, where its cookie is sent and nowhere else."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from holdfast.kernel.routes import PUBLIC, route

from . import called, door, minutes

urlpatterns: list[URLPattern | URLResolver] = [
    route("f/o/<slug:key>/", door.door, name="family-open", policy=PUBLIC, methods=("GET", "POST")),
    route("f/c/<slug:key>/", called.called, name="called", policy=PUBLIC, methods=("GET", "POST")),
    route("f/finished/", door.finished, name="family-finished", policy=PUBLIC, methods=("POST",)),
    *minutes.urlpatterns,
]
