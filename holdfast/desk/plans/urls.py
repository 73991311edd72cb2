"""Addresses of trigger plans."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import opening, pictures, views

PLAN = "children/<uuid:child_id>/plan"
PICTURE = f"{PLAN}/pictures/<uuid:picture_id>"
KEEP = needs(Grant.EDIT_CHILDREN)
BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route(f"{PLAN}/", views.plan, name="trigger-plan", policy=SIGNED_IN),
    route(f"{PLAN}/edit/", views.edit, name="trigger-plan-edit", policy=KEEP, methods=BOTH),
    route(f"{PLAN}/looked-at/", views.looked_at, name="trigger-plan-looked-at", policy=KEEP, methods=("POST",)),
    route(f"{PLAN}/versions/", views.versions, name="trigger-plan-versions", policy=SIGNED_IN),
    route(f"{PLAN}/print/", views.paper, name="trigger-plan-print", policy=SIGNED_IN),
    route(f"{PLAN}/pictures/add/", pictures.add, name="plan-picture-add", policy=KEEP, methods=BOTH),
    route(f"{PICTURE}/", pictures.show, name="plan-picture", policy=SIGNED_IN),
    route(f"{PICTURE}/change/", pictures.change, name="plan-picture-change", policy=KEEP, methods=BOTH),
    route("missing/plans/open/", opening.open_plan, name="trigger-plan-open", policy=needs(Grant.BREAK_GLASS), methods=BOTH),
]
