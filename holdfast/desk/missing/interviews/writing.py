"""Writing down what somebody says, the child as well as parents or carers: kept while it is typed, and never over other words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from holdfast.kernel.errors import Faulty, Refused, StaleEdit
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.missing.conversation_models import CarerAccount, Conversation
from holdfast.records.queries import circle
from holdfast.rules.return_interview import Asked, Part
from holdfast.ui.formats import short_moment

from . import said_forms


def circle_of(viewer: Viewer, child_id: UUID) -> list[tuple[str, str]]:
    """The people who work with the child, to choose readers from."""
    found = {str(place.user_id): f"{place.user.name}, {place.agency.name}" for place in circle(viewer, child_id)}
    return [(key, words) for key, words in found.items() if key != str(viewer.person_id)]


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def answers(parts: tuple[Part, ...], given: dict[str, Any]) -> list[tuple[Part, list[tuple[str, str]]]]:
    """Every question with its words, "" where it was not asked."""
    return [(part, [(one.label, one.words(given.get(one.key, ""))) for one in part.questions]) for part in parts]


def readers_of(row: Conversation | CarerAccount) -> dict[str, Any]:
    return {"readers": row.audience[0], "named": [str(one) for one in row.named], "not_for": [str(one) for one in row.not_for]}


def written(
    request: HttpRequest,
    form: said_forms.SaidForm,
    row: Conversation | CarerAccount,
    save: Callable[[Any, int, bool], object],
    *,
    back: str,
    keeps: str,
    title: str,
) -> HttpResponse:
    """Show the form; save it as a draft or whole. Saving over somebody else's words shows both, and loses neither."""
    seen, theirs, status = row.version, None, 200
    if request.method == "POST":
        seen, complete = _number(request.POST.get("version", "")), "complete" in request.POST
        status = 422
        if form.is_valid():
            try:
                save(form, seen, complete)
            except Faulty as faulty:
                form.add_faults(faulty)
            except Refused as refusal:
                form.add_warning(None, refusal.sentence)
            except StaleEdit as stale:
                theirs, seen, status = _differing(form, stale), stale.version, 409
            else:
                messages.success(request, "Complete." if complete else "The draft is kept.")
                return redirect(back)
    context = {"form": form, "version": seen, "theirs": theirs, "page_title": title, "back": back, "row": row, "now": now()}
    context["autosave_url"] = keeps if row.completed_at is None else ""
    return render(request, "missing/interviews/write.html", context, status=status)


def kept(request: HttpRequest, parts: tuple[Part, ...], keep: Callable[[int, dict[str, Any]], Any]) -> HttpResponse:
    """Only the questions that changed are sent, each named, so that an answer taken away is known."""
    asked = {question.key: question for part in parts for question in part.questions}
    names = [name for name in request.POST.getlist("_changed") if name in asked]
    changed = {name: request.POST.getlist(name) if asked[name].several else request.POST.get(name, "") for name in names}
    changed = {
        name: [one.replace("\x00", "") for one in words] if isinstance(words, list) else words.replace("\x00", "")
        for name, words in changed.items()
    }
    try:
        row = keep(_number(request.POST.get("version", "")), changed)
    except StaleEdit as stale:
        return JsonResponse({"version": stale.version}, status=409)
    except Faulty as faulty:
        return JsonResponse({"problem": str(faulty)}, status=422)
    return JsonResponse({"saved": short_moment(row.changed_at, now()), "version": row.version})


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _differing(form: said_forms.SaidForm, stale: StaleEdit) -> list[tuple[str, str, str]]:
    """Each question whose words are not the same: its label, theirs, yours."""
    questions: list[Asked] = [question for part in form.parts for question in part.questions]
    saved, typed = stale.theirs["answers"], stale.yours["answers"]
    rows = [(one.label, one.words(saved.get(one.key, "")), one.words(typed.get(one.key, ""))) for one in questions]
    if "summary" in stale.theirs:
        rows.append(("What may be told", str(stale.theirs["summary"]), str(stale.yours["summary"])))
    return [row for row in rows if row[1] != row[2]]
