"""Who may open a file: whoever gave it, and whoever may read what it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q

from holdfast.access.roles import Grant
from holdfast.access.visibility import readable, visible
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .models import GONE, LockDecision, Original, Release, State, StoredFile

Rule = Callable[[Viewer], Q | None]
_BY_SUBJECT: dict[str, Rule] = {}
_KEPT_FROM: dict[str, Rule] = {}


def opens_with(subject_kind: str) -> Callable[[Rule], Rule]:
    """Declare who may open the files of one kind of subject. The rule answers a condition on the file's row."""

    def declare(rule: Rule) -> Rule:
        _BY_SUBJECT[subject_kind] = rule
        return rule

    return declare


def kept_from(subject_kind: str) -> Callable[[Rule], Rule]:
    """Declare whose files of one kind stay hidden from a viewer even when locked: a person of the case is not told (H10)."""

    def declare(rule: Rule) -> Rule:
        _KEPT_FROM[subject_kind] = rule
        return rule

    return declare


@readable(StoredFile)
def files(viewer: Viewer) -> Q | None:
    """By what they belong to; and a locked file by those who act on it. A subject nobody has spoken for opens nothing."""
    if viewer.system:
        return Q()
    allowed = _acted_on(viewer)
    for kind, rule in _BY_SUBJECT.items():
        condition = rule(viewer)
        if condition is not None:
            allowed |= Q(subject_kind=kind) & condition
    return allowed & ~Q(state__in=GONE) | _decided(viewer)


def _acted_on(viewer: Viewer) -> Q:
    """Locked files, and those with a sealed original, for the police and the information lead: neither need be in the case."""
    if not viewer.may(Grant.SEALED_EVIDENCE):
        return Q(pk__in=())
    return (Q(state=State.LOCKED) | Q(evidence=True)) & _not_kept_from(viewer)


def _decided(viewer: Viewer) -> Q:
    """A file that was destroyed because the police said so keeps its page for those who act on such files."""
    if not viewer.may(Grant.SEALED_EVIDENCE):
        return Q(pk__in=())
    return Q(state=State.DESTROYED) & _not_kept_from(viewer)


def _not_kept_from(viewer: Viewer) -> Q:
    """A kind of subject that says nothing about whom it is kept from opens to nobody this way."""
    allowed = Q(pk__in=())
    for kind, rule in _KEPT_FROM.items():
        hidden = rule(viewer)
        allowed |= Q(subject_kind=kind) if hidden is None else Q(subject_kind=kind) & ~hidden
    return allowed


@readable(Original)
def originals(viewer: Viewer) -> Q | None:
    """That there is one is known to whoever may read the file; what is in it, to nobody without a release."""
    if viewer.system:
        return Q()
    return Q(Exists(visible(viewer, StoredFile).filter(pk=OuterRef("file_id"))))


@readable(Release)
def releases(viewer: Viewer) -> Q | None:
    if viewer.system:
        return Q()
    return Q(Exists(visible(viewer, Original).filter(pk=OuterRef("original_id"))))


@readable(LockDecision)
def lock_decisions(viewer: Viewer) -> Q | None:
    if viewer.system:
        return Q()
    return Q(Exists(visible(viewer, StoredFile).filter(pk=OuterRef("file_id"))))


def check_can_open(file: StoredFile) -> None:
    """A file that is locked, infected or not checked yet is opened by nobody; the sentence says what happens next."""
    if file.locked:
        raise Refused("This file is locked and nobody may open it. The police and the information lead have been told.")
    if file.waiting:
        raise Refused("This file is still to be checked for viruses, and nobody can open it before. Try again in a minute.")
    if file.infected:
        raise Refused("A virus was found in this file, so nobody can open it. Ask whoever gave it for another copy.")
    if file.removed:
        raise Refused("This file was destroyed. Its page says when and why.")


def check_can_lock(file: StoredFile) -> None:
    """There must still be something to lock."""
    if file.removed:
        raise Refused("This file is not kept any more, so there is nothing to lock.")


def check_can_release(viewer: Viewer, file: StoredFile) -> None:
    """An original goes to the police or the information lead, with a reason, and to nobody while the file is locked."""
    if not viewer.may(Grant.SEALED_EVIDENCE):
        raise Refused("An original kept as evidence is released to the police and the information lead alone.")
    if file.locked:
        raise Refused("This file is locked, and nothing of it leaves. Speak with the police about how they take it.")


def check_can_decide(viewer: Viewer, file: StoredFile) -> None:
    """Only the police say what becomes of a locked file (H19)."""
    if not viewer.may(Grant.DECIDE_LOCKED):
        raise Refused("Only the police say what becomes of a locked file.")
    if not file.locked:
        raise Refused("This file is not locked, so there is nothing to decide.")


can_release = asks(check_can_release)
can_decide = asks(check_can_decide)
