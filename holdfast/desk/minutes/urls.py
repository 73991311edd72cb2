"""Addresses of minutes and of their copies."""

from django.urls import URLPattern

from holdfast.kernel.routes import SIGNED_IN, route

from . import copies, writing

MINUTE = "meetings/<uuid:meeting_id>/minute"
READER = f"{MINUTE}/as/<uuid:invitee_id>"
COPY = f"{MINUTE}/copies/<uuid:copy_id>"
BOTH, POST = ("GET", "POST"), ("POST",)

urlpatterns: list[URLPattern] = [
    route("meetings/minutes/", writing.mine, name="my-minutes", policy=SIGNED_IN),
    route(f"{MINUTE}/", writing.minute, name="minute", policy=SIGNED_IN),
    route(f"{MINUTE}/version/", writing.version, name="minute-version", policy=SIGNED_IN),
    route(f"{MINUTE}/lines/", writing.add, name="minute-lines", policy=SIGNED_IN, methods=POST),
    route(f"{MINUTE}/lines/<uuid:line_id>/", writing.line, name="minute-line", policy=SIGNED_IN, methods=BOTH),
    route(f"{MINUTE}/do/<slug:what>/", writing.do, name="minute-do", policy=SIGNED_IN, methods=POST),
    route(f"{MINUTE}/check/", copies.check, name="minute-check", policy=SIGNED_IN, methods=BOTH),
    route(f"{MINUTE}/versions/", copies.versions, name="minute-versions", policy=SIGNED_IN, methods=BOTH),
    route(f"{READER}/", copies.preview, name="minute-as", policy=SIGNED_IN),
    route(f"{READER}/away/", copies.ruling, name="minute-rule-away", policy=SIGNED_IN, methods=BOTH),
    route(f"{READER}/lines/<uuid:line_id>/", copies.ruling, name="minute-rule", policy=SIGNED_IN, methods=BOTH),
    route(f"{COPY}/", copies.copy, name="minute-copy", policy=SIGNED_IN, methods=BOTH),
    route(f"{COPY}/print/", copies.paper, name="minute-copy-print", policy=SIGNED_IN),
    route(f"{COPY}/word/", copies.in_word, name="minute-copy-word", policy=SIGNED_IN),
    route("meetings/<uuid:meeting_id>/my-minute/", copies.mine, name="my-minute", policy=SIGNED_IN),
    route("meeting-actions/<uuid:line_id>/", writing.action, name="meeting-action", policy=SIGNED_IN, methods=BOTH),
]
