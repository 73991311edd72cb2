"""Addresses of the check before something leaves."""

from django.urls import URLPattern

from holdfast.kernel.routes import SIGNED_IN, route

from . import views

BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route("children/<uuid:child_id>/check/", views.begin, name="check-before-sending", policy=SIGNED_IN, methods=BOTH),
    route("leaving/<uuid:paper_id>/", views.paper, name="checked-paper", policy=SIGNED_IN),
    route("leaving/<uuid:paper_id>/decide/", views.decide, name="checked-paper-decide", policy=SIGNED_IN, methods=("POST",)),
    route("leaving/<uuid:paper_id>/let-go/", views.let_go, name="checked-paper-let-go", policy=SIGNED_IN, methods=("POST",)),
    route("leaving/<uuid:paper_id>/copy/", views.copy, name="checked-paper-copy", policy=SIGNED_IN),
]
