"""Somebody's own copy of a minute, without an account: behind a link that opens once, and a code that came another way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern

from holdfast.disclosure.models import FamilyLink
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import PUBLIC, route
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.copy_queries import read_again
from holdfast.meetings.minute_printing import printed
from holdfast.meetings.minute_word import as_word
from holdfast.meetings.minuting.paging import PURPOSE, RUN_OUT, copy_behind, open_page, try_code, waits_for_code
from holdfast.meetings.minuting.printing import PAPER, Form, print_copy

from . import door

door.PAGES[PURPOSE] = "family-minute"


@door.behind_a_link(PURPOSE)
def minute(request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
    """First whether its reader may still be told; then the code; then the copy. Each opening, and each that was not, is in the
    register of who has which version."""
    copy = copy_behind(reader, link)
    if copy is None:
        return door.shut(request, reader)
    if waits_for_code(reader, link):
        return _code(request, reader, link)
    copy = open_page(by=reader, link=link, copy=copy)
    return door.show(request, "minute", reader, version=read_again(copy.content), what=copy.what)


def _code(request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
    if request.method != "POST":
        return door.show(request, "code", reader, fault="")
    fault = try_code(by=reader, link=link, typed=request.POST.get("code", ""))
    if not fault:
        return redirect("family-minute")
    return door.shut(request, reader) if fault == RUN_OUT else door.show(request, "code", reader, fault=fault, status=422)


@door.behind_a_link(PURPOSE)
def paper(request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
    """The same as a file to keep or print, by whoever chose to be given it so."""
    return _file(request, reader, link)


@door.behind_a_link(PURPOSE)
def in_word(request: HttpRequest, reader: Viewer, link: FamilyLink) -> HttpResponse:
    """The same as a Word document."""
    return _file(request, reader, link, made=as_word, name="page.docx")


def _file(request: HttpRequest, reader: Viewer, link: FamilyLink, made: Form = printed, name: str = PAPER) -> HttpResponse:
    copy = copy_behind(reader, link)
    if copy is None:
        return door.shut(request, reader)
    open_page(by=reader, link=link, copy=copy)
    return leaves(print_copy(by=reader, copy=copy, made=made, name=name))


urlpatterns: list[URLPattern] = [
    route("f/page/", minute, name="family-minute", policy=PUBLIC, methods=("GET", "POST")),
    route("f/page/print/", paper, name="family-minute-print", policy=PUBLIC),
    route("f/page/word/", in_word, name="family-minute-word", policy=PUBLIC),
]
