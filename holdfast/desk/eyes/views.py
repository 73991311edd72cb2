"""A manager looks at My work, the MASH queue and the search through a colleague's eyes, and sees no more than their own.

Only names, duties and clocks are drawn, and nothing to press: what rests on somebody is done by that person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.queries import person
from holdfast.access.roles import Grant
from holdfast.access.visibility import beside
from holdfast.desk.children.preview import PreviewForm, eyes_of
from holdfast.desk.home.pages import my_work
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import actions
from holdfast.records.queries import colleague
from holdfast.records.search import search
from holdfast.screening.queue import waiting
from holdfast.ui.formats import plain_date

TABS = (
    ("My work", "lists-as", ""),
    ("MASH queue", "lists-as-queue", Grant.SCREEN),
    ("Children", "lists-as-children", Grant.SEARCH),
)
LONGEST = 100


@dataclass(frozen=True)
class Line:
    """One row of a list as they would see it."""

    name: str
    says: str = ""
    due: datetime | None = None


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line]


# What they would see, and whose records that is: the child's, or, before there is one, what the work is about.
Seen = tuple[list[Group], Iterable[UUID]]
NOTHING: Seen = ([], ())


def choose(request: HttpRequest) -> HttpResponse:
    """Through whose eyes. Posted, so that no address stands in a link."""
    form = PreviewForm(request.POST or None)
    if form.is_valid():
        found = colleague(viewer_of(request), form.cleaned_data["email"])
        if found is not None:
            return redirect("lists-as", user_id=found.pk)
        form.add_faults(Faulty([Fault("email", "Nobody with this address works here now. Check it.")]))
    return render(request, "eyes/choose.html", {"form": form}, status=422 if form.is_bound else 200)


def work(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """What rests on them, what runs out first on top."""
    return _looked(request, user_id, "lists-as", _work)


def queue(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """The first page of the queue of MASH, for somebody who works it."""
    return _looked(request, user_id, "lists-as-queue", _queue)


def children(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """What they would find. The words are posted and kept nowhere, so that no name stands in an address."""
    words = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST]
    return _looked(request, user_id, "lists-as-children", lambda eyes: _found(eyes, words), words=words)


def _looked(request: HttpRequest, user_id: UUID, page: str, gather: Callable[[Viewer], Seen], **context: Any) -> HttpResponse:
    """One list through their eyes; that the manager looked, and at whom, is written in the audit."""
    manager = viewer_of(request)
    who = person(manager, user_id)
    eyes = eyes_of(manager, who)
    tabs = [(words, name) for words, name, grant in TABS if eyes and (not grant or eyes.may(grant))]
    # The database goes on knowing the manager alone, so that it, too, shows no more than the manager may see.
    with beside(manager):
        groups, shown = gather(eyes) if eyes and page in {name for _words, name in tabs} else NOTHING
    actions.note_lists_previewed(by=manager, through=who.pk, page=page, shown=shown)
    context |= {"who": who, "tabs": tabs, "page": page, "groups": groups, "now": now(), "has_post": eyes is not None}
    return render(request, "eyes/list.html", context)


def _work(eyes: Viewer) -> Seen:
    mine = my_work(eyes, now())
    sections = [(section.title, section.lines) for section in mine.sections] + [("Waiting for others", mine.waiting)]
    return [Group(title, [Line(one.child, one.title, one.due) for one in rows]) for title, rows in sections if rows], mine.shown


def _queue(eyes: Viewer) -> Seen:
    rows = [row.screening for row in waiting(eyes).rows]
    lines = [Line(one.child.name_as_typed, one.get_state_display(), one.runs_out_at) for one in rows]
    return [Group("What runs out first on top", lines)] if lines else [], [one.pk for one in rows]


def _found(eyes: Viewer, words: str) -> Seen:
    found = search(eyes, words).found if words else ()
    lines = [Line(one.name, f"born {plain_date(one.born_latest)}" if one.born_latest else "") for one in found]
    return [Group("What they would find", lines)] if lines else [], [one.child_id for one in found]
