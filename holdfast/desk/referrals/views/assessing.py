"""Risk assessments after they were sent: reading one, the level over time, beginning the next from the last; reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.roles import Grant
from holdfast.audit.record import listed
from holdfast.audit.record import read as recorded_read
from holdfast.desk.shell import figures_of
from holdfast.disclosure.passing import as_it_is
from holdfast.journeys import referral as journey
from holdfast.kernel.errors import NotHere, StaleEdit
from holdfast.kernel.leaving import leaves
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import london_date, now, today
from holdfast.partnership.queries import contacts
from holdfast.referrals import actions, naming, policies, queries, reading
from holdfast.referrals.models import FloorReview, RiskAssessment
from holdfast.referrals.printing import printed
from holdfast.referrals.types import DraftKind
from holdfast.rules.exploitation import LEVELS, Level
from holdfast.rules.spoken import long_time
from holdfast.ui.pictures import LevelChart, Step, level_over_time
from holdfast.work.queries import clocks_of

from ..answers import called
from ..forms import ReviewForm


def show(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """One version, with the level over time."""
    viewer = viewer_of(request)
    found = queries.assessment(viewer, assessment_id)
    recorded_read(viewer, "assessment.open", found, child_id=found.child_id)
    versions = queries.versions_of(viewer, found)
    by = naming.assessors(viewer, [found, *versions])
    named = found.writer_id == viewer.person_id or viewer.may(Grant.SCREEN)
    context = {
        "assessment": found,
        "by": by[found.pk],
        "parts": parts_of(found, named=named, by=by[found.pk]),
        "name": called(found.child, 0),
        "versions": versions,
        "chart": chart_of(versions, by),
        "reviews": queries.reviews_of(viewer, [found]),
        "onward": queries.onward_of_assessment(viewer, found),
        "level": reading.level_words(found.level),
        "suggested": reading.level_words(found.suggested),
        "can_assess": viewer.may(Grant.ASSESS),
        "now": now(),
    }
    return render(request, "referrals/assessment.html", context)


def parts_of(found: RiskAssessment, *, named: bool, by: str) -> list[reading.Part]:
    """The assessment as it is read; what is for named people only, left out for others. by: who made it, as they are told."""
    parts = naming.without_names(found, reading.assessment(found.answers), by)
    if named:
        return parts
    return [reading.Part(one.title, tuple(line for line in one.lines if not line.named), one.page) for one in parts]


def chart_of(versions: Sequence[RiskAssessment], by: Mapping[UUID, str]) -> LevelChart:
    """The level over time, as the writers gave it. by: who made each, as this reader is told."""
    steps = [Step(london_date(row.assessed_at), Level(row.level).rank, LEVELS[Level(row.level)], by[row.pk]) for row in versions]
    return level_over_time(steps, top=[LEVELS[level] for level in Level], today=today())


def pdf(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.assessment(viewer, assessment_id)
    recorded_read(viewer, "assessment.print", found, child_id=found.child_id)
    by = naming.assessors(viewer, [found])[found.pk]
    content = printed(
        title="Exploitation risk assessment",
        reference=found.referral.reference if found.referral else "",
        head=[
            ("Child", called(found.child, 0)),
            ("Written", long_time(found.assessed_at)),
            ("By", by),
            ("Level", reading.level_words(found.level)),
            ("Suggested by the signs", reading.level_words(found.suggested)),
        ],
        parts=parts_of(found, named=found.writer_id == viewer.person_id or viewer.may(Grant.SCREEN), by=by),
        contacts=contacts(figures_of(request)),
    )
    name = "holdfast-assessment.pdf"
    return leaves(as_it_is(by=viewer, what="assessment-print", content=content, name=name, child_id=found.child_id))


def again(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Assess again, starting from the last version. The last one stays as it was."""
    viewer = viewer_of(request)
    found = queries.versions_of(viewer, queries.assessment(viewer, assessment_id))[-1]
    entry = {key: value for key, value in found.answers.items() if key not in ("assessed_on", "level", "rationale")}
    entry |= {"child": 0, "reason": "review"}
    draft = actions.begin(
        by=viewer,
        kind=DraftKind.ASSESSMENT,
        earlier=found,
        document={"children": [found.child], "assessments": [entry]},
    )
    return redirect("draft-tasks", draft.pk)


def reviews(request: HttpRequest) -> HttpResponse:
    """The exploitation manager's list: levels below a floor, and levels not referred."""
    viewer = viewer_of(request)
    done = bool(request.GET.get("done"))
    page = queries.reviews(viewer, done=done, after=queries.Place.from_key(request.GET.get("after", "")))
    clocks = {clock.subject_id: clock for clock in clocks_of(viewer, [row.pk for row in page.rows])}
    rows = [(row, clocks.get(row.pk), called(row.assessment.child, 0)) for row in page.rows]
    listed(viewer, "floor-review.list", [row.pk for row in page.rows])
    return render(request, "referrals/reviews.html", {"rows": rows, "older": page.older, "done": done, "now": now()})


def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One level: what was seen, what the rules suggest, what the writer said; then confirm it or raise it."""
    viewer = viewer_of(request)
    found = queries.review(viewer, review_id)
    if not viewer.may(Grant.REVIEW_FLOORS):
        raise NotHere()
    form = ReviewForm(Level(found.assessment.level), request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, found, form)
        except StaleEdit:
            form.add_warning(None, "Somebody else has looked at this level meanwhile: see below.")
            status = 409
    return render(
        request,
        "referrals/review.html",
        _review_context(request, found, form),
        status=422 if form.errors and status == 200 else status,
    )


def _decide(request: HttpRequest, found: FloorReview, form: ReviewForm) -> HttpResponse:
    given = request.POST.get("version", "")
    seen = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else found.version
    said = form.cleaned_data
    journey.review_level(by=viewer_of(request), review=found, level=said["level"], reason=said["reason"], seen=seen)
    messages.success(request, "Recorded. The writer can see it.")
    return redirect("floor-reviews")


def _review_context(request: HttpRequest, found: FloorReview, form: ReviewForm) -> dict[str, object]:
    viewer = viewer_of(request)
    clock = next(iter(clocks_of(viewer, [found.pk])), None)
    versions = queries.versions_of(viewer, found.assessment)
    by = naming.assessors(viewer, [found.assessment, *versions])
    own = by[found.assessment_id]
    return {
        "by": own,
        "review": found,
        "form": form,
        "clock": clock,
        "name": called(found.assessment.child, 0),
        "parts": parts_of(found.assessment, named=True, by=own),
        "given": reading.level_words(found.assessment.level),
        "suggested": reading.level_words(found.assessment.suggested),
        "floor": reading.level_words(found.assessment.floor),
        "can_review": policies.can_review(viewer, found),
        "chart": chart_of(versions, by),
        "now": now(),
    }
