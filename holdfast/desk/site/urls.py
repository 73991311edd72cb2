"""Addresses of the footer's pages and the outbox."""

from django.urls import URLPattern

from holdfast.kernel.routes import PUBLIC, route
from holdfast.partnership.site_pages import SHIPPED

from . import views
from .wording import wording

urlpatterns: list[URLPattern] = [
    *(route(f"{key}/", views.site_page, name=key, policy=PUBLIC, key=key) for key in SHIPPED),
    route("wording.json", wording, name="wording", policy=PUBLIC),
    route("procedures/", views.procedures, name="procedures", policy=PUBLIC),
    # Open to everybody, but only in a demonstration, where no message is about a living person: elsewhere it is not there.
    route("outbox/", views.outbox, name="outbox", policy=PUBLIC),
    route("outbox/<uuid:message_id>/", views.message, name="outbox-message", policy=PUBLIC),
]
