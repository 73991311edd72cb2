"""Addresses of return home interviews."""

from __future__ import annotations

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import accounts, leads, said, views

FORM = ("GET", "POST")
WRITE = needs(Grant.EDIT_CHILDREN)
ONE = "missing/interviews/<uuid:interview_id>"
TALK = "missing/interviews/talks/<uuid:conversation_id>"
ACCOUNT = "missing/interviews/accounts/<uuid:account_id>"

urlpatterns: list[URLPattern] = [
    route("missing/interviews/", views.queue, name="interviews", policy=SIGNED_IN),
    route("missing/interviews/version/", views.version, name="interviews-version", policy=SIGNED_IN),
    route(f"{ONE}/", views.interview, name="interview", policy=SIGNED_IN),
    route(f"{ONE}/do/<slug:what>/", views.do, name="interview-do", policy=WRITE, methods=FORM),
    route(f"{TALK}/", said.talk, name="interview-talk", policy=SIGNED_IN),
    route(f"{TALK}/write/", said.write, name="interview-talk-write", policy=WRITE, methods=FORM),
    route(f"{TALK}/keep/", said.talk_keep, name="interview-talk-keep", policy=WRITE, methods=("POST",)),
    route(f"{TALK}/check/", said.check, name="interview-check", policy=WRITE, methods=FORM),
    route(f"{TALK}/say/", said.say, name="interview-say", policy=WRITE, methods=FORM),
    route(f"{TALK}/give/", said.give, name="interview-give", policy=WRITE, methods=FORM),
    route(f"{TALK}/copy/", said.child_copy, name="interview-copy", policy=WRITE),
    route(f"{ACCOUNT}/", accounts.account, name="interview-account", policy=SIGNED_IN),
    route(f"{ACCOUNT}/write/", accounts.account_write, name="interview-account-write", policy=WRITE, methods=FORM),
    route(f"{ACCOUNT}/keep/", accounts.account_keep, name="interview-account-keep", policy=WRITE, methods=("POST",)),
    route(f"{ACCOUNT}/copy/", accounts.carer_copy, name="interview-account-copy", policy=WRITE),
    route("missing/interviews/leads/<uuid:lead_id>/", leads.lead, name="interview-lead", policy=SIGNED_IN, methods=FORM),
    route("children/<uuid:child_id>/interviews/", views.of_child, name="child-interviews", policy=SIGNED_IN),
]
