"""Addresses of patterns and of the meetings they call for."""

from __future__ import annotations

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import counts, views

FORM = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route("children/<uuid:child_id>/pattern/", views.pattern, name="pattern", policy=SIGNED_IN),
    route("missing/counts/", counts.counts, name="missing-counts", policy=SIGNED_IN, methods=FORM),
    route("missing/patterns/", views.patterns, name="patterns", policy=SIGNED_IN),
    route(
        "missing/meetings/<uuid:intervention_id>/<slug:what>/",
        views.do,
        name="intervention-do",
        policy=SIGNED_IN,
        methods=FORM,
    ),
    route("missing/<uuid:episode_id>/ask/", views.ask, name="episode-ask", policy=needs(Grant.REFER), methods=FORM),
]
