"""Addresses of meetings before they are held."""

from __future__ import annotations

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import children, convening, doing, drawings, views

BOTH = ("GET", "POST")
CONVENE = needs(Grant.CONVENE)
CHILD = "children/<uuid:child_id>/meetings"
MEETING = "meetings/<uuid:meeting_id>"

urlpatterns: list[URLPattern] = [
    route("meetings/", views.listing, name="meetings", policy=SIGNED_IN),
    route("meetings/new/", convening.choose, name="meeting-new", policy=CONVENE),
    route("meetings/new/<slug:kind>/", convening.convene, name="meeting-convene", policy=CONVENE, methods=BOTH),
    route(f"{CHILD}/", views.of_child, name="child-meetings", policy=SIGNED_IN),
    route(f"{CHILD}/new/", convening.choose, name="child-meeting-new", policy=CONVENE),
    route(f"{CHILD}/new/<slug:kind>/", convening.convene, name="child-meeting-convene", policy=CONVENE, methods=BOTH),
    route(f"{MEETING}/", views.page, name="meeting", policy=SIGNED_IN),
    route(f"{MEETING}/join/", views.join, name="meeting-join", policy=SIGNED_IN, methods=("POST",)),
    route(f"{MEETING}/report/", doing.report, name="meeting-report", policy=SIGNED_IN, methods=BOTH),
    route(f"{MEETING}/children/", children.find, name="meeting-children", policy=SIGNED_IN, methods=BOTH),
    route(f"{MEETING}/children/<uuid:child_id>/", children.put_on, name="meeting-child", policy=SIGNED_IN, methods=BOTH),
    route("meetings/items/<uuid:item_id>/", children.change, name="meeting-item", policy=SIGNED_IN, methods=BOTH),
    route("meetings/items/<uuid:item_id>/<slug:what>/", children.do, name="meeting-item-do", policy=SIGNED_IN, methods=BOTH),
    route(f"{MEETING}/do/<slug:what>/", doing.do, name="meeting-do", policy=SIGNED_IN, methods=BOTH),
    route("meetings/called/<uuid:invitee_id>/", doing.own, name="meeting-of", policy=SIGNED_IN),
    route("meetings/called/<uuid:invitee_id>/<slug:what>/", doing.person, name="meeting-person", policy=SIGNED_IN, methods=BOTH),
    route("meetings/drawings/<uuid:drawing_id>/", drawings.show, name="meeting-drawing", policy=SIGNED_IN),
    route(
        "meetings/drawings/<uuid:drawing_id>/off/", drawings.take_off, name="meeting-drawing-off", policy=SIGNED_IN, methods=BOTH
    ),
    route("meetings/withheld/<uuid:withheld_id>/", doing.withheld, name="meeting-withheld", policy=SIGNED_IN, methods=BOTH),
]
