"""Records whose time is over: the list, the review, the second person, the certificate; and legal holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.audit.action import action
from holdfast.audit.record import listed, read
from holdfast.keeping import actions, queries
from holdfast.keeping.actions.disposals import goes_on, waiting_days
from holdfast.keeping.models import Disposal
from holdfast.keeping.plain_words import title_of_table
from holdfast.keeping.policies import can_govern, check_can_answer
from holdfast.keeping.queries import WAITING, Due
from holdfast.keeping.types import DisposalState
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.rules.retention import BY_CLASS, RecordClass
from holdfast.ui.formats import long_date

from ..asking import Asking, ask
from ..forms import AnswerForm, HoldForm, ReasonForm, ReviewForm

ENDED = (DisposalState.KEPT, DisposalState.REFUSED, DisposalState.STOPPED)


def due(request: HttpRequest) -> HttpResponse:
    """Whose time is over, what waits for a second person, what went."""
    viewer = viewer_of(request)
    check_can_answer(viewer)
    reviews, days = queries.disposals(viewer, *WAITING), waiting_days(viewer.here)
    names = queries.names_of_each(viewer, reviews)
    waiting = [(one, names[one.pk], goes_on(one, days)) for one in reviews]
    page = queries.due(viewer, after=request.GET.get("after", "")) if can_govern(viewer) else queries.DueList(())
    listed(viewer, "disposal.list", [*(one.key for one in page.rows), *(one.pk for one, _names, _day in waiting)])
    context = {
        "rows": page.rows,
        "after": page.after,
        "waiting": waiting,
        "ended": queries.disposals(viewer, *ENDED),
        "certificates": queries.certificates(viewer),
        "class_name": class_name,
        "may_review": can_govern(viewer),
        "me": viewer.person_id,
    }
    return render(request, "keeping/disposal.html", context)


def class_name(key: str) -> str:
    return BY_CLASS[RecordClass(key)].name


@action
def _opened(*, by: Viewer, one: Due) -> None:
    """Looking at a record to decide on it is a read of it."""
    subject = one.child or one.referral
    if subject is not None:
        read(by, "disposal.look", subject, child_id=one.child.pk if one.child else None)


def _facts(one: Due) -> tuple[tuple[str, Any], ...]:
    born = one.child.born_words or long_date(one.child.born_latest) if one.child else ""
    with_it = ", ".join(child.name for child in one.together)
    until = long_date(one.kept.until) if one.kept.until else "No day can be reckoned"
    rows: list[tuple[str, Any]] = [("Record", one.called), ("Born", born), ("Class", class_name(one.kept.record_class))]
    rows += [("Kept until", until), ("Because", one.kept.reason)]
    rows += [("Goes together with", with_it)] if with_it else []
    return tuple(row for row in rows if row[1])


def review(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """One person looks at a record whose time is over, and says what becomes of it."""
    viewer = viewer_of(request)
    one = queries.due_one(viewer, record_id)
    _opened(by=viewer, one=one)

    def save(given: dict[str, Any]) -> object:
        if given["choice"] == "keep":
            return actions.keep_longer(by=viewer, key=record_id, why=given["why"], look_again_on=given["look_again_on"])
        return actions.propose(by=viewer, key=record_id, why=given["why"])

    page = Asking(
        "Review a record whose time is over",
        reverse("disposal"),
        "Save the review",
        "The review is saved.",
        lead=(
            "The table of retention advises; you decide. Think of the person this child has become: people who were harmed as "
            "children often ask for their record late in life.",
        ),
        facts=_facts(one),
        closed=_not_due(one),
        more={"hold": one.hold, "hold_url": reverse("hold-place", kwargs={"record_id": record_id})},
    )
    return ask(request, page, ReviewForm(request.POST or None), save)


def _not_due(one: Due) -> str:
    """Nothing is decided of a record before its time."""
    until = one.kept.until
    return "" if until and until <= today() else "Its time is not over, so there is nothing to decide yet."


def answer(request: HttpRequest, disposal_id: UUID) -> HttpResponse:
    """The second person agrees or not."""
    viewer = viewer_of(request)
    one = queries.disposal(viewer, disposal_id)
    page = Asking(
        "Answer a review",
        reverse("disposal"),
        "Save your answer",
        "Your answer is saved.",
        facts=tuple(row for row in (*_review_facts(viewer, one), ("What the reviewer said", one.why)) if row[1]),
        closed="" if one.state == DisposalState.PROPOSED else f"This review was answered. {one.get_state_display()}.",
    )
    return ask(
        request,
        page,
        AnswerForm(request.POST or None),
        lambda given: actions.answer(by=viewer, disposal=one, agreed=given["agreed"] == "yes", why=given["why"]),
    )


def _review_facts(viewer: Viewer, one: Disposal) -> tuple[tuple[str, Any], ...]:
    return (
        ("Record", ", ".join(queries.names_of(viewer, one))),
        ("Class", class_name(one.record_class)),
        ("Because", one.reason),
        ("Reviewed by", one.reviewed_by.name),
    )


def stop(request: HttpRequest, disposal_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = queries.disposal(viewer, disposal_id)
    page = Asking(
        "Stop a disposal", reverse("disposal"), "Stop it", "The disposal is stopped: the record stays.",
        facts=_review_facts(viewer, one),
    )  # fmt: skip
    return ask(
        request, page, ReasonForm(request.POST or None), lambda given: actions.stop(by=viewer, disposal=one, why=given["why"])
    )


def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """What was removed, counted, and until when a backup may hold it."""
    viewer = viewer_of(request)
    found = queries.certificate(viewer, certificate_id)
    tables = sorted((title_of_table(name), len(ids)) for name, ids in found.removed.items())
    context = {"certificate": found, "tables": tables, "answers": found.disposal.answers.select_related("decided_by")}
    context |= {"backups": queries.backups_that_hold(viewer, found), "today": today()}
    return render(request, "keeping/certificate.html", {**context, "class_name": class_name})


def holds(request: HttpRequest) -> HttpResponse:
    """Holds that stand, and the last that were lifted."""
    viewer = viewer_of(request)
    rows = queries.holds(viewer)
    listed(viewer, "hold.list", [hold.pk for hold, _name in rows])
    return render(request, "keeping/holds.html", {"rows": rows})


def place_hold(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Keep a record whatever its time, because somebody needs it."""
    viewer = viewer_of(request)
    one = queries.due_one(viewer, record_id)
    _opened(by=viewer, one=one)
    page = Asking(
        "Place a legal hold", reverse("holds"), "Place the hold", "The hold stands: nothing of this record goes.",
        lead=("While a hold stands, nothing of the record can be removed, whoever agrees to it.",), facts=_facts(one),
    )  # fmt: skip
    return ask(request, page, HoldForm(request.POST or None), lambda given: actions.place(by=viewer, key=record_id, **given))


def lift_hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = queries.hold(viewer, hold_id)
    page = Asking(
        "Lift a legal hold", reverse("holds"), "Lift the hold", "The hold is lifted.",
        facts=(("Why it was placed", one.why), ("Asked for by", one.asked_by)),
    )  # fmt: skip
    return ask(request, page, ReasonForm(request.POST or None), lambda given: actions.lift(by=viewer, hold=one, why=given["why"]))
