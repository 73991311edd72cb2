"""What can be done to an interview: one table of forms, each with what saves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from holdfast.kernel.viewer import Viewer
from holdfast.missing import interview_queries as queries
from holdfast.missing.interview_models import Interview
from holdfast.missing.interviews import arranging, carers, ending, leading, places, sharing, talking
from holdfast.ui.formats import long_moment

from . import forms, lead_forms, said_forms

Begin = Callable[[Viewer, Interview], dict[str, Any]]


def _nothing(_viewer: Viewer, _row: Interview) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Doing:
    """begin: what the form begins with. save: does it, and gives the page that follows, "" for the interview's own."""

    form: Callable[..., Any]
    title: str
    button: str
    save: Callable[[Viewer, Interview, Any], str]
    done: str = "Kept."
    begin: Begin = _nothing


def episodes(viewer: Viewer, row: Interview) -> dict[str, Any]:
    """The interviews that are due for this child, this one ticked."""
    rows = [one for one in queries.open_of_child(viewer, row.child_id) if one.pk != row.pk]
    offered = [(str(one.pk), f"{one.episode.reference}, from {long_moment(one.episode.started_at)}") for one in (row, *rows)]
    return {"episodes": offered, "initial": {"about": [str(row.pk)]}}


def people(viewer: Viewer) -> list[tuple[str, str]]:
    return [(str(key), f"{name}, {agency}") for key, name, agency in places.interviewers(viewer)]


def _allocate(by: Viewer, row: Interview, sent: Any) -> str:
    data = sent.cleaned_data
    arranging.allocate(by=by, interview_id=row.pk, user_id=UUID(data["user"]), reason=data["reason"])
    return ""


def _offer(by: Viewer, row: Interview, sent: Any) -> str:
    data, about = sent.cleaned_data, sent.interviews()
    answer, shared = data["answer"], {"mode": data["mode"], "at": data["at"], "words": data["words"]}
    if answer in ("no", "others-no"):
        ending.decline(by=by, interview_ids=about, child_said=answer == "no", **shared)
    else:
        arranging.offer(by=by, interview_ids=about, accepted=True if answer == "yes" else None, **shared)
    return ""


def _attempt(by: Viewer, row: Interview, sent: Any) -> str:
    data = sent.cleaned_data
    names = ("mode", "outcome", "words", "at")
    arranging.attempt(by=by, interview_ids=sent.interviews(), **{name: data[name] for name in names})
    return ""


def _give_up(by: Viewer, row: Interview, sent: Any) -> str:
    ending.give_up(by=by, interview_ids=sent.interviews(), words=sent.cleaned_data["words"])
    return ""


def _police(by: Viewer, row: Interview, sent: Any) -> str:
    data = sent.cleaned_data
    first = data["first"] == "yes"
    arranging.police_first(by=by, interview_id=row.pk, first=first, words=data["words"], done_at=data["done_at"])
    return ""


def _begin(by: Viewer, row: Interview, sent: Any) -> str:
    data = sent.cleaned_data
    made = talking.begin(
        by=by,
        interview_ids=sent.interviews(),
        mode=data["mode"],
        held_at=data["held_at"],
        place=data["place"],
        police=data.get("police", ""),
    )
    return reverse("interview-talk-write", kwargs={"conversation_id": made.pk})


def _carer(by: Viewer, row: Interview, sent: Any) -> str:
    made = carers.begin_account(by=by, interview_id=row.pk, **sent.values())
    return reverse("interview-account-write", kwargs={"account_id": made.pk})


def _carer_not(by: Viewer, row: Interview, sent: Any) -> str:
    carers.not_asked(by=by, interview_id=row.pk, **sent.cleaned_data)
    return ""


def _lead(by: Viewer, row: Interview, sent: Any) -> str:
    leading.write_lead(by=by, interview_id=row.pk, **sent.values())
    return ""


def _sources(viewer: Viewer, row: Interview) -> dict[str, Any]:
    talks = [
        (f"conversation:{one.conversation_id}", f"What the child said, {long_moment(one.row.held_at)}")
        for one in queries.conversations_of(viewer, row)
        if one.row is not None
    ]
    told = [(f"account:{one.pk}", f"What {one.name} said") for one in queries.accounts_of(viewer, row)]
    sources = [*talks, *told]
    initial = {"source": sources[0][0]} if sources else {}
    return {"people": people(viewer), "sources": sources, "initial": initial}


DOING: dict[str, Doing] = {
    "allocate": Doing(
        forms.AllocateForm,
        "Name the interviewer",
        "Name them",
        _allocate,
        "They have it, and the record opens to them for a time.",
        begin=lambda viewer, row: {
            "people": people(viewer),
            "initial": {"user": str(row.interviewer_id)} if row.interviewer_id else {},
        },
    ),
    "offer": Doing(forms.OfferForm, "Offer it to the child", "Save", _offer, begin=episodes),
    "attempt": Doing(forms.AttemptForm, "Write down an attempt", "Save", _attempt, begin=episodes),
    "give-up": Doing(
        forms.GiveUpForm,
        "It was not held",
        "It was not held",
        _give_up,
        "Kept. It reads as not held, never as declined.",
        begin=episodes,
    ),
    "police": Doing(forms.PoliceForm, "The police first", "Save", _police),
    "begin": Doing(
        forms.BeginForm,
        "Talk with the child",
        "Go on",
        _begin,
        done="",
        begin=lambda viewer, row: {**episodes(viewer, row), "police_first": row.police_first and row.police_done_at is None},
    ),
    "carer": Doing(
        said_forms.CarerForm,
        "What parents or carers say",
        "Go on",
        _carer,
        done="",
        begin=lambda viewer, row: {
            "people": [(str(key), f"{name} ({what.lower()})") for key, name, what in sharing.relatives(viewer, row.child_id)]
        },
    ),
    "carer-not": Doing(said_forms.CarerNotForm, "Parents or carers were not asked", "Save", _carer_not),
    "lead": Doing(
        lead_forms.LeadForm,
        "Write down a lead",
        "Save",
        _lead,
        "Somebody has it. It stands open until it is done.",
        begin=_sources,
    ),
}
