"""Addresses of My work."""

from django.urls import URLPattern

from holdfast.kernel.routes import SIGNED_IN, route

from . import views

urlpatterns: list[URLPattern] = [
    route("", views.home, name="home", policy=SIGNED_IN),
    route("duties/<uuid:duty_id>/acknowledge/", views.acknowledge, name="duty-acknowledge", policy=SIGNED_IN, methods=("POST",)),
]
