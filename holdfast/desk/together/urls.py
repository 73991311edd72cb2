"""Addresses of a child's plans side by side."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import views

PLANS = "children/<uuid:child_id>/plans"
WRITE = needs(Grant.EDIT_CHILDREN)
BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    route(f"{PLANS}/", views.plans, name="child-plans", policy=SIGNED_IN),
    route(f"{PLANS}/support/", views.support, name="support-plan", policy=WRITE, methods=BOTH),
    route(f"{PLANS}/other/add/", views.other, name="other-plan-add", policy=WRITE, methods=BOTH),
    route(f"{PLANS}/other/<uuid:other_id>/", views.other, name="other-plan", policy=WRITE, methods=BOTH),
    route(f"{PLANS}/contact/add/", views.contact, name="regular-contact-add", policy=WRITE, methods=BOTH),
    route(f"{PLANS}/contact/<uuid:contact_id>/", views.contact, name="regular-contact", policy=WRITE, methods=BOTH),
    route(f"{PLANS}/transition/", views.transition, name="transition", policy=WRITE, methods=BOTH),
    route(f"{PLANS}/transition/asked/", views.asked_anew, name="transition-asked", policy=WRITE, methods=("POST",)),
    route(f"{PLANS}/meetings/<uuid:meeting_id>/", views.at_meeting, name="plan-at-meeting", policy=SIGNED_IN, methods=BOTH),
    route(f"{PLANS}/meetings/<uuid:meeting_id>/seen/", views.seen, name="plan-seen", policy=SIGNED_IN, methods=("POST",)),
]
