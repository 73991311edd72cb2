"""What a child said, what parents or carers said, what may be told, and leads: each page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.desk.screening.pages import form_page
from holdfast.journeys.leads import follow
from holdfast.kernel.errors import Faulty, Refused, StaleEdit
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import interview_queries as queries
from holdfast.missing.interview_models import CarerAccount, Conversation
from holdfast.missing.interview_policies import can_arrange, check_can_arrange
from holdfast.missing.interviews import carers, copies, sharing, talking
from holdfast.missing.interviews.leading import Became
from holdfast.records.queries import circle
from holdfast.rules.remote_contact import CHECKS, Found
from holdfast.rules.return_interview import CARER, CHILD, Asked, Part
from holdfast.ui.formats import short_moment

from . import forms


def _circle(viewer: Viewer, child_id: UUID) -> list[tuple[str, str]]:
    """The people who work with the child, to choose readers from."""
    found = {str(place.user_id): f"{place.user.name}, {place.agency.name}" for place in circle(viewer, child_id)}
    return [(key, words) for key, words in found.items() if key != str(viewer.person_id)]


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def answers(parts: tuple[Part, ...], given: dict[str, Any]) -> list[tuple[Part, list[tuple[str, str]]]]:
    """Every question with its words, "" where it was not asked."""
    return [(part, [(one.label, one.words(given.get(one.key, ""))) for one in part.questions]) for part in parts]


# -- what the child said ----------------------------------------------------------------------------------------------


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
    begun = {**row.answers, "summary": row.summary, **_readers(row)}
    form = forms.TalkForm(_sent(request), initial=begun, people=_circle(viewer, row.child_id))

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
    return _written(request, form, row, save, back=back, keeps=keeps, title="What the child said")


def _readers(row: Conversation | CarerAccount) -> dict[str, Any]:
    return {"readers": row.audience[0], "named": [str(one) for one in row.named], "not_for": [str(one) for one in row.not_for]}


def _written(
    request: HttpRequest,
    form: forms.SaidForm,
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


def talk_keep(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """What the page keeps while somebody types; without scripts, Save the draft does the same."""
    return _kept(
        request,
        CHILD,
        lambda seen, changed: talking.keep(by=viewer_of(request), conversation_id=conversation_id, seen=seen, changed=changed),
    )


def account_keep(request: HttpRequest, account_id: UUID) -> HttpResponse:
    return _kept(
        request,
        CARER,
        lambda seen, changed: carers.keep_account(by=viewer_of(request), account_id=account_id, seen=seen, changed=changed),
    )


def _kept(request: HttpRequest, parts: tuple[Part, ...], keep: Callable[[int, dict[str, Any]], Any]) -> HttpResponse:
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


def _differing(form: forms.SaidForm, stale: StaleEdit) -> list[tuple[str, str, str]]:
    """Each question whose words are not the same: its label, theirs, yours."""
    questions: list[Asked] = [question for part in form.parts for question in part.questions]
    saved, typed = stale.theirs["answers"], stale.yours["answers"]
    rows = [(one.label, one.words(saved.get(one.key, "")), one.words(typed.get(one.key, ""))) for one in questions]
    if "summary" in stale.theirs:
        rows.append(("What may be told", str(stale.theirs["summary"]), str(stale.yours["summary"])))
    return [row for row in rows if row[1] != row[2]]


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
        forms.CheckForm(_sent(request)),
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

    return _shared(request, row, forms.SayForm, save, "What does the child say?", "Kept. It can be taken back at any time.")


def give(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Somebody was told what the child released, and nothing else."""
    viewer = viewer_of(request)
    row = queries.conversation(viewer, conversation_id)
    check_can_arrange(viewer, row.child_id)

    def save(sent: Any) -> object:
        data = sent.cleaned_data
        return sharing.give_summary(by=viewer, conversation_id=row.pk, person_id=UUID(data["person"]), how=data["how"])

    return _shared(request, row, forms.GiveForm, save, "Tell somebody the summary", "Kept, with the words that were told.")


def _shared(
    request: HttpRequest, row: Conversation, form: Any, save: Callable[[Any], object], title: str, done: str
) -> HttpResponse:
    people = [(str(key), f"{name} ({what.lower()})") for key, name, what in sharing.relatives(viewer_of(request), row.child_id)]
    return form_page(
        request,
        form(_sent(request), people=people),
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


# -- what parents or carers said --------------------------------------------------------------------------------------


def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    row = queries.account(viewer, account_id)
    context = {
        "account": row,
        "parts": answers(CARER, row.answers),
        "versions": queries.account_versions_of(viewer, row),
        "mine": row.written_by_id == viewer.person_id and can_arrange(viewer, row.child_id),
        "may_arrange": can_arrange(viewer, row.child_id),
        "now": now(),
    }
    return render(request, "missing/interviews/account.html", context)


def account_write(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """What they say, kept apart from what the child says."""
    viewer = viewer_of(request)
    row = queries.account(viewer, account_id)
    check_can_arrange(viewer, row.child_id)
    form = forms.AccountForm(_sent(request), initial={**row.answers, **_readers(row)}, people=_circle(viewer, row.child_id))

    def save(sent: Any, seen: int, complete: bool) -> object:
        return carers.save_account(
            by=viewer, account_id=row.pk, seen=seen, answers=sent.answers(), complete=complete, **sent.values()
        )

    back = reverse("interview-account", kwargs={"account_id": row.pk})
    keeps = reverse("interview-account-keep", kwargs={"account_id": row.pk})
    return _written(request, form, row, save, back=back, keeps=keeps, title="What parents or carers say")


def carer_copy(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """For the parent or carer: their own words, and of the child's only what the child released."""
    viewer = viewer_of(request)
    row = queries.account(viewer, account_id)
    copy = copies.carer_copy(by=viewer, account=row)
    back = reverse("interview-account", kwargs={"account_id": row.pk})
    return render(request, "missing/interviews/copy.html", {"copy": copy, "whose": "carer", "back": back})


# -- leads ------------------------------------------------------------------------------------------------------------


def lead(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """One lead: what there is to follow, and what came of it."""
    viewer = viewer_of(request)
    row = queries.lead(viewer, lead_id)
    opens = can_arrange(viewer, row.child_id)
    back = reverse("interview", kwargs={"interview_id": row.interview_id}) if opens else reverse("interviews")

    def save(sent: Any) -> object:
        data = sent.cleaned_data
        names = ("into_plan", "name", "relation", "reference")
        became = Became(**{name: data.get(name) or "" for name in names})
        return follow(by=viewer, lead_id=row.pk, came_of=data["came_of"], became=became)

    return form_page(
        request,
        forms.FollowForm(_sent(request), kind=row.kind),
        save,
        title="Follow a lead",
        button="It is done",
        back=back,
        about=row.interview.episode.reference,
        done="Done, with what came of it.",
        template="missing/interviews/lead.html",
        lead=row,
        words=queries.line_words(viewer, [row]).get(row.pk, row.words),
        opens=opens,
        now=now(),
    )
