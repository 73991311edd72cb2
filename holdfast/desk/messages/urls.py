"""Addresses of the messages somebody has sent, and of the register of everything that left."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import views

urlpatterns: list[URLPattern] = [
    route("messages/", views.sent, name="sent-messages", policy=SIGNED_IN),
    route("messages/<uuid:message_id>/stop/", views.stop, name="message-stop", policy=SIGNED_IN, methods=("POST",)),
    route(
        "messages/<uuid:message_id>/wrong-person/",
        views.wrong_person,
        name="message-wrong-person",
        policy=SIGNED_IN,
        methods=("GET", "POST"),
    ),
    route("releases/", views.releases, name="releases", policy=needs(Grant.GOVERN_INFORMATION)),
]
