"""Addresses of safety plans."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import leaving, views, writing

PLAN = "children/<uuid:child_id>/safety-plan"
WRITE = needs(Grant.EDIT_CHILDREN)
APPROVE = needs(Grant.APPROVE_PLANS)
BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route(f"{PLAN}/", views.plan, name="safety-plan", policy=SIGNED_IN),
    route(f"{PLAN}/begin/", views.begin, name="safety-plan-begin", policy=WRITE, methods=("POST",)),
    route(f"{PLAN}/write/", writing.tasks, name="safety-plan-write", policy=WRITE),
    route(f"{PLAN}/write/<str:part>/", writing.part, name="safety-plan-part", policy=WRITE, methods=BOTH),
    route(f"{PLAN}/level/", writing.level, name="safety-plan-level", policy=WRITE, methods=BOTH),
    route(f"{PLAN}/put-forward/", writing.put_forward, name="safety-plan-put-forward", policy=WRITE, methods=("POST",)),
    route(f"{PLAN}/answer/", views.answer, name="safety-plan-answer", policy=APPROVE, methods=BOTH),
    route(f"{PLAN}/versions/", views.versions, name="safety-plan-versions", policy=SIGNED_IN),
    route(f"{PLAN}/print/", leaving.paper, name="safety-plan-print", policy=SIGNED_IN, methods=BOTH),
    route(f"{PLAN}/sign/", views.sign, name="safety-plan-sign", policy=WRITE, methods=BOTH),
    route(f"{PLAN}/looked-at/", views.looked_at, name="safety-plan-looked-at", policy=WRITE, methods=BOTH),
    route(f"{PLAN}/end/", views.close, name="safety-plan-end", policy=APPROVE, methods=BOTH),
    route(f"{PLAN}/copy/", leaving.copy, name="safety-plan-copy", policy=WRITE, methods=BOTH),
    route(f"{PLAN}/copy/<uuid:person_id>/", leaving.copy, name="safety-plan-copy-of", policy=WRITE, methods=BOTH),
]
