"""Addresses of the address book of other councils."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import needs, route

from . import views

KEEP = needs(Grant.ADMINISTER)
FORM = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route("councils/", views.book, name="councils", policy=KEEP),
    route("councils/new/", views.new, name="council-new", policy=KEEP, methods=FORM),
    route("councils/<uuid:council_id>/", views.change, name="council-change", policy=KEEP, methods=FORM),
]
