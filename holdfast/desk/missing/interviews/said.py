"""What a child said, whether it was safe to talk, and what may be told to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.desk.screening.pages import form_page
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.missing import interview_queries as queries
from holdfast.missing.conversation_models import Conversation
from holdfast.missing.interview_policies import can_arrange, check_can_arrange
from holdfast.missing.interviews import copies, sharing, talking
from holdfast.rules.remote_contact import CHECKS, Found
from holdfast.rules.return_interview import CHILD

from . import forms, said_forms
from .writing import answers, circle_of, kept, readers_of, sent, written


def talk(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """What the child said, as whoever may read it reads it; and whom it may be told."""
    viewer = viewer_of(request)
    row = queries.conversation(viewer, conversation_id)
    said = sharing.newest_said(viewer, row)
    told = [(name, what, said.get(key)) for key, name, what in sharing.relatives(viewer, row.child_id)]
    context = {
        "talk": row,
        "covered": queries.covered_by(viewer, row),
        "parts": answers(CHILD, row.answers),
        "told": told,
        "given": queries.given_of(viewer, row),
        "checks": queries.checks_of(viewer, row),
        "check_words": {check.key: (check.label, {one.key: one.label for one in check.answers}) for check in CHECKS},
        "versions": queries.versions_of(viewer, row),
        "mine": row.written_by_id == viewer.person_id and can_arrange(viewer, row.child_id),
        "may_arrange": can_arrange(viewer, row.child_id),
        "now": now(),
    }
    return render(request, "missing/interviews/talk.html", context)


def write(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The form, kept as it is filled. At a distance nothing is asked before it is known to be safe (H15)."""
    viewer = viewer_of(request)
    row = queries.conversation(viewer, conversation_id)
    check_can_arrange(viewer, row.child_id)
    if talking.checked(viewer, row) is not Found.SAFE:
        return redirect("interview-check", conversation_id=row.pk)
    begun = {**row.answers, "summary": row.summary, **readers_of(row)}
    form = said_forms.TalkForm(sent(request), initial=begun, people=circle_of(viewer, row.child_id))

    def save(sent: Any, seen: int, complete: bool) -> object:
        return talking.save(
            by=viewer,
            conversation_id=row.pk,
            seen=seen,
            answers=sent.answers(),
            summary=sent.cleaned_data["summary"],
            complete=complete,
            **sent.values(),
        )

    back = reverse("interview-talk", kwargs={"conversation_id": row.pk})
    keeps = reverse("interview-talk-keep", kwargs={"conversation_id": row.pk})
    return written(request, form, row, save, back=back, keeps=keeps, title="What the child said")


def talk_keep(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """What the page keeps while somebody types; without scripts, Save the draft does the same."""
    return kept(
        request,
        CHILD,
        lambda seen, changed: talking.keep(by=viewer_of(request), conversation_id=conversation_id, seen=seen, changed=changed),
    )


def check(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Is it you, is anybody with you, can you talk, the agreed word, what if we are cut off."""
    viewer = viewer_of(request)
    row = queries.conversation(viewer, conversation_id)
    check_can_arrange(viewer, row.child_id)
    found: list[str] = []

    def save(sent: Any) -> None:
        words = {name: sent.cleaned_data[name] for name in ("cut_off", "words")}
        made = talking.check_remote(by=viewer, conversation_id=row.pk, answers=sent.answers(), **words)
        found.append(made.found)

    response = form_page(
        request,
        forms.CheckForm(sent(request)),
        save,
        title="Is it safe to talk?",
        button="Save",
        back=reverse("interview-talk", kwargs={"conversation_id": row.pk}),
        template="missing/interviews/check.html",
    )
    if not found:
        return response
    if found[0] == Found.SAFE:
        return redirect("interview-talk-write", conversation_id=row.pk)
    if found[0] == Found.UNSAFE:
        messages.error(request, "It was not safe. Those on duty have been told. If the child is in danger now, ring 999.")
    else:
        messages.success(request, "Kept. Talk at the time that was agreed, and check again then.")
    return redirect("interview-talk", conversation_id=row.pk)


def say(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The child says whether somebody may be told these words."""
    viewer = viewer_of(request)
    row = queries.conversation(viewer, conversation_id)
    check_can_arrange(viewer, row.child_id)

    def save(sent: Any) -> object:
        data = sent.cleaned_data
        return sharing.ask_child(
            by=viewer, conversation_id=row.pk, person_id=UUID(data["person"]), may=data["may"] == "yes", words=data["words"]
        )

    return _shared(request, row, said_forms.SayForm, save, "What does the child say?", "Kept. It can be taken back at any time.")


def give(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Somebody was told what the child released, and nothing else."""
    viewer = viewer_of(request)
    row = queries.conversation(viewer, conversation_id)
    check_can_arrange(viewer, row.child_id)

    def save(sent: Any) -> object:
        data = sent.cleaned_data
        return sharing.give_summary(by=viewer, conversation_id=row.pk, person_id=UUID(data["person"]), how=data["how"])

    return _shared(request, row, said_forms.GiveForm, save, "Tell somebody the summary", "Kept, with the words that were told.")


def _shared(
    request: HttpRequest, row: Conversation, form: Any, save: Callable[[Any], object], title: str, done: str
) -> HttpResponse:
    people = [(str(key), f"{name} ({what.lower()})") for key, name, what in sharing.relatives(viewer_of(request), row.child_id)]
    return form_page(
        request,
        form(sent(request), people=people),
        save,
        title=title,
        button="Save",
        back=reverse("interview-talk", kwargs={"conversation_id": row.pk}),
        done=done,
        template="missing/interviews/share.html",
        talk=row,
        anybody=bool(people),
    )


def child_copy(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """For the child, on paper or read out."""
    viewer = viewer_of(request)
    row = queries.conversation(viewer, conversation_id)
    copy = copies.child_copy(by=viewer, conversation=row)
    return render(request, "missing/interviews/copy.html", {"copy": copy, "whose": "child", "back": _talk(row)})


def _talk(row: Conversation) -> str:
    return reverse("interview-talk", kwargs={"conversation_id": row.pk})
