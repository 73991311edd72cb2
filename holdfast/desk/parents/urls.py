"""Addresses of what parents are given."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import needs, route

from . import views

PACK = "children/<uuid:child_id>/pack"
KEEP = needs(Grant.EDIT_CHILDREN)
FORM = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route(f"{PACK}/", views.pack, name="parent-pack", policy=KEEP, methods=FORM),
    route(f"{PACK}/<uuid:given_id>/take-back/", views.take_back, name="parent-pack-take-back", policy=KEEP, methods=("POST",)),
    route(f"{PACK}/proposed/<uuid:proposal_id>/", views.proposed, name="plan-proposed", policy=KEEP, methods=FORM),
    route("pack/<slug:paper>/pdf/", views.pdf, name="parent-paper-pdf", policy=KEEP),
    route("pack/<slug:paper>/page/<int:number>/", views.picture, name="parent-paper-picture", policy=KEEP),
    route("settings/parents/<slug:paper>/", views.words, name="parent-paper-words", policy=needs(Grant.ADMINISTER), methods=FORM),
]
