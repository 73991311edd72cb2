"""My work as its page shows it: Now, Today, This week, and what others have not done yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from holdfast.access.roles import Grant
from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.records import queries as records
from holdfast.screening import queries as screening
from holdfast.ui.environment import url
from holdfast.work import queries as work
from holdfast.work.models import Duty

from .next_steps import address_of, next_step

NOW_WITHIN = timedelta(hours=4)


@dataclass(frozen=True)
class Line:
    """One row: the child, the duty, its clock and the next button."""

    title: str
    due: datetime
    child: str = ""
    child_url: str = ""
    note: str = ""
    source: str = ""
    steps: tuple[str, ...] = ()
    next_text: str = ""
    next_url: str = ""
    post: bool = False


@dataclass(frozen=True)
class Section:
    """Rows of one kind of urgency."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class MyWork:
    """The page. shown: whose names stand on it, by the child's record or, before there is one, by what the work is about.

    most_waiting: that more is waited for than the page shows; 0 where it is all there.
    """

    sections: list[Section]
    waiting: list[Line]
    older: str = ""
    shown: tuple[UUID, ...] = ()
    most_waiting: int = 0

    @property
    def empty(self) -> bool:
        return not self.waiting and not any(section.lines for section in self.sections)


def my_work(viewer: Viewer, at: datetime, after: str = "") -> MyWork:
    """Everything that rests on the viewer, in the order it runs out, in a fixed number of statements."""
    mine = work.my_work(viewer, after=work.place(after))
    asked = work.waiting_for_others(viewer, limit=work.OTHERS + 1)
    others, more = asked[: work.OTHERS], len(asked) > work.OTHERS
    every = [one.duty for one in mine] + others
    names = _names(viewer, every)
    sections = [Section(title, []) for title in ("Now", "Today", "This week", "Later")]
    for one in mine:
        if _kept_from_me(one.duty, names):
            continue
        sections[_section(one.duty, at)].lines.append(_mine(one, names))
    waiting = [_waiting(duty, names) for duty in others]
    shown = dict.fromkeys(duty.child_id or duty.subject_id for duty in every if str(duty.pk) in names)
    return MyWork(
        [section for section in sections if section.lines],
        waiting,
        work.following(mine),
        tuple(shown),
        work.OTHERS if more else 0,
    )


def _section(duty: Duty, at: datetime) -> int:
    """Now: late, urgent, unanswered or soon due. Today and this week are London days."""
    if duty.urgent or duty.unanswered or duty.due_at <= at + NOW_WITHIN:
        return 0
    days = (london_date(duty.due_at) - london_date(at)).days
    return 1 if days <= 0 else 2 if days < 7 else 3


Names = dict[str, tuple[str, str]]


def _names(viewer: Viewer, duties: list[Duty]) -> Names:
    """Each duty's child: the record's name with its address where it can be opened, else the name as typed."""
    known = records.headers(viewer, {duty.child_id for duty in duties if duty.child_id})
    typed = screening.names_for(viewer, [(duty.subject_kind, duty.subject_id) for duty in duties])
    named: Names = {}
    for duty in duties:
        if duty.child_id in known:
            named[str(duty.pk)] = (known[duty.child_id].name, url("child", child_id=duty.child_id))
        elif duty.subject_id in typed:
            named[str(duty.pk)] = (typed[duty.subject_id], "")
    return named


def _kept_from_me(duty: Duty, names: Names) -> bool:
    """MASH's work on a child always has a name, unless the viewer is a person of the case: then it is not there (H10)."""
    return duty.subject_kind.startswith("screening.") and str(duty.pk) not in names


def _mine(one: work.Mine, names: Names) -> Line:
    duty, step = one.duty, next_step(one.duty)
    child, child_url = names.get(str(duty.pk), (duty.reference, ""))
    asks = duty.unanswered and not step.asks
    return Line(
        title=duty.what,
        due=duty.due_at,
        child=child,
        child_url=child_url,
        note=_note(one, str(duty.pk) in names),
        source=duty.clock.source if duty.clock else "",
        steps=tuple(duty.clock.steps) if duty.clock else (),
        next_text="I have it" if asks else step.words,
        next_url=url("duty-acknowledge", duty_id=duty.pk) if asks else address_of(duty),
        post=asks,
    )


def _note(one: work.Mine, named: bool) -> str:
    duty = one.duty
    words = [duty.reference] if duty.reference and named else []
    if one.climbed:
        words.append("Climbed to you")
    if duty.acknowledged_by:
        words.append(f"{duty.acknowledged_by.name} has it")
    return ". ".join(words)


def _waiting(duty: Duty, names: Names) -> Line:
    child, child_url = names.get(str(duty.pk), (duty.reference, ""))
    who = duty.user.name if duty.user else duty.agency.name if duty.agency else ""
    return Line(
        title=duty.what,
        due=duty.due_at,
        child=child,
        child_url=child_url,
        note=f"{who}. {duty.reference}".strip(". "),
        source=duty.clock.source if duty.clock else "",
        steps=tuple(duty.clock.steps) if duty.clock else (),
    )


@dataclass(frozen=True)
class Shortcut:
    """A way to the place where a role's own work begins."""

    text: str
    href: str
    hint: str


def shortcuts(viewer: Viewer) -> list[Shortcut]:
    """What a role does most, one tap away."""
    offered = (
        (Grant.REFER, "Refer a child", "refer-start", "", "Write it now; the rest can follow"),
        (Grant.REFER, "Report a missing child", "missing-report", "", "Police first; then here, in two minutes"),
        (Grant.SCREEN, "MASH queue", "mash-queue", "", "Who waits, what runs out first on top"),
        (Grant.EMERGENCY_DUTY, "Came while MASH was closed", "mash-queue", "?show=closed-hours", "Everything since MASH closed"),
        (Grant.ANSWER_CHECKS, "Agency checks", "check-worklist", "", "What MASH asks of your agency"),
        (Grant.SEALED_EVIDENCE, "Locked files", "sealed-files", "", "Files nobody may open, and originals kept as evidence"),
        (Grant.REVIEW_OPENINGS, "Opened without a task", "unrelated-openings", "", "Who opened a record no task brought them to"),
        (Grant.LOG_CONSULTATION, "Advice line", "consultations", "", "Log a call, or turn one into a referral"),
    )
    return [Shortcut(text, url(name) + query, hint) for grant, text, name, query, hint in offered if viewer.may(grant)]
