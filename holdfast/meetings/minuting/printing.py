"""A copy that was let go, printed: word for word what the gate cleared of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from holdfast.audit.action import action
from holdfast.disclosure.papers import Paper
from holdfast.disclosure.passing import as_it_is, given_again, media_of
from holdfast.kernel.acting import acting_as
from holdfast.kernel.cleared import Passed
from holdfast.kernel.viewer import Viewer
from holdfast.rules.minutes import Part

from ..copy_queries import read_again
from ..minute_models import MinuteCopy
from ..minute_printing import printed
from ..models import AgendaItem
from . import copies
from .due import JOB

PAPER = "page.pdf"
Form = Callable[[MinuteCopy], bytes]


def papers_of(copy: MinuteCopy) -> list[tuple[UUID, Paper]]:
    """What is said in a copy, line by line, with the child it is about: of a meeting about many, child by child, so that each is
    looked for in what was said of another. Who was there is told by the rules, to those who met them."""
    version, child_id = read_again(copy.content), copy.meeting.child_id
    if child_id is not None:
        return [(child_id, _paper(version.title, version.parts))]
    about = dict(AgendaItem.objects.filter(pk__in=[one for one in copy.items if one]).values_list("pk", "child_id"))
    return [
        (about[item], _paper(version.title, [part]))
        for item, part in zip(copy.items, version.parts, strict=False)
        if item and about.get(item)
    ]


def _paper(title: str, parts: Iterable[Part]) -> Paper:
    return Paper("minute.copy", "\n".join([title, *(line.text for part in parts for line in part.lines)]))


@action
def print_copy(*, by: Viewer, copy: MinuteCopy, made: Form = printed, name: str = PAPER) -> Passed:
    """A copy that was let go, as a file or on paper: word for word what stands in the register. Where it is noted who has it.

    made: how its words become a file; name: what that is called, with the ending of its kind.
    """
    content = made(copy)
    copies.note_printed(by=by, copy=copy)
    if copy.release_id is None:  # of a meeting that spoke of no child
        said_by = "" if by.is_person else "By their own link"
        return as_it_is(
            by=by,
            what="meeting-paper",
            content=content,
            name=name,
            media=media_of(name),
            reference=copy.meeting.reference,
            said_by=said_by,
        )
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)):
        cleared = [paper for _, paper in papers_of(copy)]
    return given_again(by=by, release_id=copy.release_id, papers=cleared, content=content, name=name)
