"""What can be done to an episode: one table of forms, each with what saves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from holdfast.kernel.viewer import Viewer
from holdfast.missing import actions, copying, policies, queries
from holdfast.missing.authorities import councils
from holdfast.missing.models import Episode
from holdfast.missing.types import LogKind, When
from holdfast.ui.formats import long_moment

from . import forms

Begin = Callable[[Viewer, Episode], dict[str, Any]]


def _nothing(_viewer: Viewer, _episode: Episode) -> dict[str, Any]:
    return {}


def _anybody(_viewer: Viewer, _episode_id: UUID) -> None:
    """Whoever may write to the episode, which the page has asked already."""


@dataclass(frozen=True)
class Doing:
    """begin: what the form begins with. check: who may, beyond those who write to the episode."""

    form: Callable[..., Any]
    title: str
    button: str
    save: Callable[[Viewer, Episode, Any], object]
    done: str = "Kept."
    begin: Begin = _nothing
    check: Callable[[Viewer, UUID], None] = _anybody


def _facts(by: Viewer, one: Episode, sent: Any) -> object:
    return actions.add_facts(by=by, episode_id=one.pk, seen=sent.cleaned_data["version"], facts=sent.facts())


def _log(by: Viewer, one: Episode, sent: Any) -> object:
    return actions.add_to_log(by=by, episode_id=one.pk, **sent.cleaned_data)


def _grade(by: Viewer, one: Episode, sent: Any) -> object:
    return actions.grade(by=by, episode_id=one.pk, **sent.cleaned_data)


def _view(by: Viewer, one: Episode, sent: Any) -> object:
    values = dict(sent.cleaned_data)
    challenge = values.pop("challenge") == "yes"
    return actions.give_view(by=by, episode_id=one.pk, challenge=challenge, **values)


def _paste(by: Viewer, one: Episode, sent: Any) -> object:
    """What is understood is kept as facts; what is not goes into the log, so that nothing pasted is lost."""
    taken = copying.taken(sent.cleaned_data["text"])
    if taken.facts:
        actions.add_facts(by=by, episode_id=one.pk, seen=None, facts={**one.facts, **taken.facts})
    if taken.police_ref:
        actions.correct_episode(
            by=by, episode_id=one.pk, seen=None, reason="Pasted from another system.", police_ref=taken.police_ref
        )
    return actions.add_to_log(
        by=by,
        episode_id=one.pk,
        kind=LogKind.ACTION,
        words=f"Pasted from another system. {taken.rest}".strip(),
    )


def _correct(by: Viewer, one: Episode, sent: Any) -> object:
    data = sent.cleaned_data
    started = When(data["started"], data["started_words"], one.started_earliest, one.started_latest)
    ended = When(data["ended"], one.ended_words) if data["ended"] else None
    return actions.correct_episode(
        by=by,
        episode_id=one.pk,
        seen=data["version"],
        reason=data["reason"],
        started=started,
        ended=ended,
        category=data["category"],
        police_ref=data["police_ref"].strip(),
    )


def _to_correct(_viewer: Viewer, one: Episode) -> dict[str, Any]:
    names = ("category", "started_words", "police_ref", "version")
    initial = {name: getattr(one, name) for name in names}
    return {"initial": {**initial, "started": one.started_at, "ended": one.ended_at}}


def _others(viewer: Viewer, one: Episode) -> dict[str, Any]:
    rows = [row for row in queries.episode_of_child(viewer, one.child_id) if row.pk != one.pk and not row.void]
    return {"episodes": [(str(row.pk), f"{row.reference}, from {long_moment(row.started_at)}") for row in rows]}


def _return(by: Viewer, one: Episode, sent: Any) -> object:
    row = queries.return_of(by, one)
    seen = sent.cleaned_data["version"] if row else None
    return actions.record_return(by=by, episode_id=one.pk, seen=seen, answers=sent.answers(), **sent.values())


def _as_returned(viewer: Viewer, one: Episode) -> dict[str, Any]:
    row = queries.return_of(viewer, one)
    if row is None:
        return {}
    names = ("found_where", "found_by", "found_with", "condition", "injuries", "brought_back_by", "version")
    return {"initial": {**row.answers, **{name: getattr(row, name) for name in names}}}


def _prevention(by: Viewer, one: Episode, sent: Any) -> object:
    values = dict(sent.cleaned_data)
    done = values.pop("done") == "yes"
    return actions.record_prevention(by=by, episode_id=one.pk, done=done, **values)


def _which_councils(viewer: Viewer, one: Episode) -> dict[str, Any]:
    return {
        "councils": councils(viewer),
        "initial": {"authority_name": one.authority_name, "host_name": one.host_name},
    }


DOING: dict[str, Doing] = {
    "log": Doing(forms.LogForm, "Add to the log", "Add", _log),
    "facts": Doing(
        forms.FactsForm,
        "What is known",
        "Save",
        _facts,
        begin=lambda _viewer, one: {"initial": {**one.facts, "version": one.version}},
    ),
    "councils": Doing(
        forms.CouncilsForm,
        "Another council is concerned",
        "Save",
        lambda by, one, sent: actions.say_councils(by=by, episode_id=one.pk, **sent.councils()),
        "A council with accounts here has been told. Another is rung: the number is below.",
        begin=_which_councils,
    ),
    "grade": Doing(forms.GradeForm, "Police grade", "Grade", _grade, check=policies.check_can_grade),
    "view": Doing(forms.ViewForm, "How great is the risk?", "Save", _view),
    "found": Doing(
        forms.EndForm,
        "The child is found",
        "Found",
        lambda by, one, sent: actions.find(by=by, episode_id=one.pk, found=sent.when()),
        "Those responsible are told. Ask the first questions now.",
    ),
    "back": Doing(
        forms.EndForm,
        "The child is back",
        "Back",
        lambda by, one, sent: actions.bring_back(by=by, episode_id=one.pk, back=sent.when()),
        "Those responsible are told.",
    ),
    "return": Doing(forms.ReturnForm, "How the child came back", "Save", _return, begin=_as_returned),
    "prevention": Doing(
        forms.PreventionForm, "The police's own conversation", "Save", _prevention, check=policies.check_can_grade
    ),
    "reopen": Doing(
        forms.ReasonForm,
        "The child is not found after all",
        "Not found after all",
        lambda by, one, sent: actions.reopen(by=by, episode_id=one.pk, **sent.cleaned_data),
        "The child is on the board again.",
    ),
    "review": Doing(
        forms.ReviewForm,
        "When to look again",
        "Set",
        lambda by, one, sent: actions.set_review(by=by, episode_id=one.pk, **sent.cleaned_data),
        "Overdue, those responsible are told.",
    ),
    "correct": Doing(forms.CorrectForm, "Put this episode right", "Save", _correct, begin=_to_correct),
    "paste": Doing(forms.PasteForm, "Take text from another system", "Take it", _paste),
    "void": Doing(
        forms.ReasonForm,
        "It was no absence",
        "Set it aside",
        lambda by, one, sent: actions.void_episode(by=by, episode_id=one.pk, **sent.cleaned_data),
        "Set aside, with your reason. It counts no more.",
        check=policies.check_can_set_aside,
    ),
    "take-up": Doing(
        forms.ReasonForm,
        "It was an absence after all",
        "Take it up again",
        lambda by, one, sent: actions.take_up_episode(by=by, episode_id=one.pk, **sent.cleaned_data),
        check=policies.check_can_set_aside,
    ),
    "join": Doing(
        forms.JoinForm,
        "It is the same absence as another",
        "Join them",
        lambda by, one, sent: actions.join_episode(
            by=by, episode_id=one.pk, into_id=UUID(sent.cleaned_data["into"]), reason=sent.cleaned_data["reason"]
        ),
        begin=_others,
        check=policies.check_can_set_aside,
    ),
    "part": Doing(
        forms.ReasonForm,
        "It is an absence of its own",
        "Part them",
        lambda by, one, sent: actions.part_episode(by=by, episode_id=one.pk, **sent.cleaned_data),
        check=policies.check_can_set_aside,
    ),
}
