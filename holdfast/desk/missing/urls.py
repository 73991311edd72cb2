"""Addresses of missing children."""

from __future__ import annotations

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import packs, views
from .interviews.urls import urlpatterns as interviews

FORM = ("GET", "POST")
REPORT = needs(Grant.REFER)

urlpatterns: list[URLPattern] = [
    *interviews,
    route("missing/", views.board, name="missing", policy=SIGNED_IN),
    route("missing/version/", views.version, name="missing-version", policy=SIGNED_IN),
    route("missing/hand-over/", views.hand_over, name="missing-hand-over", policy=SIGNED_IN),
    route("missing/report/", views.report, name="missing-report", policy=REPORT, methods=FORM),
    route("missing/report/<uuid:draft_id>/", views.report, name="missing-draft", policy=REPORT, methods=FORM),
    route("missing/said/<uuid:report_id>/", views.said, name="missing-said", policy=SIGNED_IN),
    route("missing/alerts/<uuid:recipient_id>/", views.alert, name="missing-alert", policy=SIGNED_IN, methods=FORM),
    route("missing/packs/", packs.log, name="missing-packs", policy=SIGNED_IN, methods=FORM),
    route("missing/<uuid:episode_id>/", views.episode, name="episode", policy=SIGNED_IN),
    route("missing/<uuid:episode_id>/copy/", views.copy, name="episode-copy", policy=SIGNED_IN),
    route("missing/<uuid:episode_id>/do/<slug:what>/", views.do, name="episode-do", policy=SIGNED_IN, methods=FORM),
]
