"""Addresses of the information-governance desk."""

from __future__ import annotations

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from .views import disposal, governing

GOVERN = needs(Grant.GOVERN_INFORMATION)
FORM = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route("governance/", governing.desk, name="governance", policy=GOVERN),
    route("governance/disposal/", disposal.due, name="disposal", policy=SIGNED_IN),
    route("governance/disposal/<uuid:record_id>/", disposal.review, name="disposal-review", policy=GOVERN, methods=FORM),
    route("governance/reviews/<uuid:disposal_id>/", disposal.answer, name="disposal-answer", policy=SIGNED_IN, methods=FORM),
    route("governance/reviews/<uuid:disposal_id>/stop/", disposal.stop, name="disposal-stop", policy=SIGNED_IN, methods=FORM),
    route("governance/certificates/<uuid:certificate_id>/", disposal.certificate, name="certificate", policy=SIGNED_IN),
    route("governance/holds/", disposal.holds, name="holds", policy=GOVERN),
    route("governance/holds/on/<uuid:record_id>/", disposal.place_hold, name="hold-place", policy=GOVERN, methods=FORM),
    route("governance/holds/<uuid:hold_id>/lift/", disposal.lift_hold, name="hold-lift", policy=GOVERN, methods=FORM),
    route("governance/breaches/", governing.breaches, name="breaches", policy=GOVERN),
    route("governance/breaches/new/", governing.log_breach, name="breach-new", policy=GOVERN, methods=FORM),
    route("governance/breaches/<uuid:breach_id>/", governing.breach, name="breach", policy=GOVERN, methods=FORM),
    route("governance/breaches/<uuid:breach_id>/close/", governing.close_breach, name="breach-close", policy=GOVERN, methods=("POST",)),
    route("governance/agreements/", governing.agreements, name="agreements", policy=GOVERN),
    route("governance/agreements/new/", governing.new_agreement, name="agreement-new", policy=GOVERN, methods=FORM),
    route("governance/agreements/<uuid:agreement_id>/", governing.agreement, name="agreement", policy=GOVERN, methods=FORM),
    route("governance/agreements/<uuid:agreement_id>/end/", governing.end_agreement, name="agreement-end", policy=GOVERN, methods=FORM),
]  # fmt: skip
