"""The administrator's pages of what the partnership has set."""

from __future__ import annotations

from typing import Any

from django.conf import settings as system
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.models import User
from holdfast.journeys.settings import change_setting
from holdfast.kernel.errors import Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership import queries, site_pages
from holdfast.partnership.actions import word_page
from holdfast.rules import config, missing
from holdfast.rules.config import Setting
from holdfast.rules.parent_pack import PAPERS
from holdfast.ui.forms import GovukForm

from .forms import SettingForm, SitePageForm, as_read, as_typed


def settings(request: HttpRequest) -> HttpResponse:
    """Everything that can be set, by page, with what holds today and what is to come."""
    viewer = viewer_of(request)
    figures = queries.figures(viewer.here)
    groups = [
        (title, [(row, as_read(row, figures[row.key]), figures[row.key] == row.default) for row in config.in_group(group)])
        for group, title in config.GROUPS.items()
    ]
    coming = [(config.setting(row.key), row) for row in queries.to_come(viewer) if row.key in config.defaults()]
    context = {
        "groups": [(title, rows) for title, rows in groups if rows],
        "coming": [(row, change, as_read(row, change.value)) for row, change in coming],
        "mail_waits": not system.MAIL_CONFIGURED and not queries.is_demonstration(),
        "pages": [(key, page.title) for key, page in site_pages.SHIPPED.items()],
        "papers": [(key, paper.title) for key, paper in PAPERS.items()],
    }
    return render(request, "partnership/settings.html", context)


def setting(request: HttpRequest, key: str) -> HttpResponse:
    """One setting: change it from a day on, and see every value it has had."""
    viewer = viewer_of(request)
    row = _row(key)
    history = queries.history(viewer, key)
    current = queries.value_on(viewer, key, today())
    initial = {"value": as_typed(row, current), "seen": str(history[0].pk) if history else ""}
    form = SettingForm(request.POST or None, setting=row, initial=initial)
    theirs = None
    if form.is_valid():
        try:
            if _saved(viewer, form, key):
                messages.success(request, _done(key))
                return redirect("setting", key=key)
        except StaleEdit as stale:
            theirs = as_read(row, stale.theirs["value"])
            _mean_it_now(form, initial["seen"])
    context = {
        "form": form,
        "setting": row,
        "current": as_read(row, current),
        "shipped": as_read(row, row.default),
        "history": _told(row, history),
        "theirs": theirs,
        "today": today(),
    }
    return render(request, "partnership/setting.html", context, status=_status(form, theirs))


def _done(key: str) -> str:
    """What follows from it, where that is more than the value."""
    if key in missing.KEYS:
        return "The setting is saved. Children are counted by it at once if it holds today, else from the day on which it does."
    return "The setting is saved."


def _mean_it_now(form: GovukForm, seen: str) -> None:
    """What was typed stays in the form; saving it once more is meant, now that the other version has been shown."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["seen"] = seen
    form.data = typed


def _status(form: GovukForm, theirs: str | None) -> int:
    if theirs is not None:
        return 409
    return 422 if form.is_bound else 200


def _saved(viewer: Viewer, form: SettingForm, key: str) -> bool:
    given = form.cleaned_data
    try:
        change_setting(
            by=viewer, key=key, value=form.value(), reason=given["reason"], valid_from=given["valid_from"], seen=given["seen"]
        )
    except Faulty as faulty:
        form.add_faults(faulty)
    except Refused as refusal:
        form.add_warning(None, refusal.sentence)
    else:
        return True
    return False


def _told(row: Setting, history: list[Any]) -> list[dict[str, Any]]:
    """The history in words, with the names of who changed it."""
    people = {entry.recorded_by for entry in history if entry.recorded_by}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [
        {"entry": entry, "value": as_read(row, entry.value), "by": names.get(entry.recorded_by, "Holdfast")} for entry in history
    ]


def site_page(request: HttpRequest, key: str) -> HttpResponse:
    """Word the accessibility statement, privacy notice or cookie page anew."""
    viewer = viewer_of(request)
    if key not in site_pages.SHIPPED:
        raise NotHere
    newest = queries.site_page(viewer.partnership_id, key)
    worded = newest or site_pages.SHIPPED[key]
    initial = {"title": worded.title, "body": worded.body, "seen": str(newest.pk) if newest else ""}
    form = SitePageForm(request.POST or None, initial=initial)
    theirs = None
    if form.is_valid():
        try:
            word_page(by=viewer, key=key, **form.cleaned_data)
        except Faulty as faulty:
            form.add_faults(faulty)
        except StaleEdit as stale:
            theirs = stale.theirs["body"]
            _mean_it_now(form, initial["seen"])
        else:
            return redirect(reverse(key))
    context = {"form": form, "key": key, "versions": queries.site_page_versions(viewer, key), "theirs": theirs}
    return render(request, "partnership/site_page.html", context, status=_status(form, theirs))


def _row(key: str) -> Setting:
    try:
        return config.setting(key)
    except KeyError:
        raise NotHere from None
