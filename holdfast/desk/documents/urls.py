"""Addresses of files."""

from django.urls import URLPattern

from holdfast.kernel.routes import SIGNED_IN, route

from . import views

urlpatterns: list[URLPattern] = [
    route("files/<uuid:file_id>/", views.open_file, name="document", policy=SIGNED_IN),
    route("files/<uuid:file_id>/lock/", views.lock, name="document-lock", policy=SIGNED_IN, methods=("GET", "POST")),
]
