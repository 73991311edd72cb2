"""Addresses of the family surface. Each area adds its own, all under /f/, where its cookie is sent and nowhere else."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from holdfast.kernel.routes import PUBLIC, route

from . import called, door, minutes, pack, plan

FORM = ("GET", "POST")

urlpatterns: list[URLPattern | URLResolver] = [
    route("f/o/<slug:key>/", door.door, name="family-open", policy=PUBLIC, methods=FORM),
    route("f/c/<slug:key>/", called.called, name="called", policy=PUBLIC, methods=FORM),
    route("f/finished/", door.finished, name="family-finished", policy=PUBLIC, methods=("POST",)),
    *minutes.urlpatterns,
    route("f/plan/", plan.plan, name="family-plan", policy=PUBLIC, methods=FORM),
    route("f/papers/", pack.papers, name="family-pack", policy=PUBLIC),
    route("f/papers/ahead/", pack.ahead, name="family-pack-ahead", policy=PUBLIC, methods=FORM),
    route("f/papers/<slug:paper>/pdf/", pack.pdf, name="family-pack-pdf", policy=PUBLIC),
    route("f/papers/<slug:paper>/page/<int:number>/", pack.picture, name="family-pack-picture", policy=PUBLIC),
]
