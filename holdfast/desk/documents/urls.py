"""Addresses of files."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import views

BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route("files/", views.sealed, name="sealed-files", policy=needs(Grant.SEALED_EVIDENCE)),
    route("files/<uuid:file_id>/", views.open_file, name="document", policy=SIGNED_IN),
    route("files/<uuid:file_id>/lock/", views.lock, name="document-lock", policy=SIGNED_IN, methods=BOTH),
    route("files/<uuid:file_id>/locked/", views.locked, name="document-locked", policy=SIGNED_IN, methods=BOTH),
    route(
        "files/<uuid:file_id>/original/",
        views.original,
        name="document-original",
        policy=needs(Grant.SEALED_EVIDENCE),
        methods=BOTH,
    ),
]
