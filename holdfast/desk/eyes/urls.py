"""Addresses of the lists as somebody else would see them."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import needs, route

from . import views

MANAGE = needs(Grant.RATIFY)

urlpatterns: list[URLPattern] = [
    route("as/", views.choose, name="lists-as-choose", policy=MANAGE, methods=("GET", "POST")),
    route("as/<uuid:user_id>/", views.work, name="lists-as", policy=MANAGE),
    route("as/<uuid:user_id>/queue/", views.queue, name="lists-as-queue", policy=MANAGE),
    route("as/<uuid:user_id>/children/", views.children, name="lists-as-children", policy=MANAGE, methods=("GET", "POST")),
]
