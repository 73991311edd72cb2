"""Who may open a file: whoever gave it, and whoever may read what it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from holdfast.access.visibility import readable
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .models import State, StoredFile

Rule = Callable[[Viewer], Q | None]
_BY_SUBJECT: dict[str, Rule] = {}


def opens_with(subject_kind: str) -> Callable[[Rule], Rule]:
    """Declare who may open the files of one kind of subject. The rule answers a condition on the file's row."""

    def declare(rule: Rule) -> Rule:
        _BY_SUBJECT[subject_kind] = rule
        return rule

    return declare


@readable(StoredFile)
def files(viewer: Viewer) -> Q | None:
    """By what they belong to. A subject nobody has spoken for opens nothing."""
    if viewer.system:
        return Q()
    allowed = Q(pk__in=())
    for kind, rule in _BY_SUBJECT.items():
        condition = rule(viewer)
        if condition is not None:
            allowed |= Q(subject_kind=kind) & condition
    return allowed & ~Q(state=State.REMOVED)


def check_can_open(file: StoredFile) -> None:
    """A locked file is opened by nobody; who is told of it, its page says."""
    if file.locked:
        raise Refused("This file is locked and nobody may open it. The police and the information lead have been told.")
