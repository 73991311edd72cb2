"""Making two records one: side by side first, then the merge; and parting them again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.audit.action import action
from holdfast.audit.record import read
from holdfast.keeping import comparing, queries
from holdfast.keeping.actions.merging import merge as merge_records
from holdfast.keeping.actions.merging import undo_merge
from holdfast.keeping.policies import check_can_merge
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer

from ..asking import Asking, ask
from ..forms import CompareForm, ReasonForm


def merges(request: HttpRequest) -> HttpResponse:
    return render(request, "keeping/merges.html", {"rows": queries.merges(viewer_of(request))})


def compare(request: HttpRequest) -> HttpResponse:
    """Say which two records are one."""
    check_can_merge(viewer_of(request))
    form = CompareForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        return redirect("merge", kind=given["kind"], survivor_id=given["survivor"], merged_id=given["merged"])
    page = Asking("Compare two records", reverse("merges"), "Compare them", "")
    context = {"page": page, "form": form, "theirs": []}
    return render(request, "keeping/form.html", context, status=422 if form.is_bound else 200)


@action
def _looked(*, by: Viewer, one: comparing.Comparison, kind: str) -> None:
    """Comparing two records is a read of both."""
    for row in (one.survivor, one.merged):
        read(by, f"{kind}.compare", row, child_id=row.pk if kind == "child" else None)


def merge(request: HttpRequest, kind: str, survivor_id: UUID, merged_id: UUID) -> HttpResponse:
    """Both side by side, what differs, what will move; then the reason, and they are one."""
    viewer = viewer_of(request)
    one = comparing.compare(viewer, kind, survivor_id, merged_id)
    _looked(by=viewer, one=one, kind=kind)
    page = Asking(
        "Make two records one",
        reverse("merges"),
        "Make them one",
        "They are one record now. It can be undone.",
        lead=(
            "The first stays as it is; everything on the second moves to it. The second's old address leads to the first. "
            "Parted again, everything goes back to where it was.",
        ),
        more={"comparison": one},
        danger=True,
    )
    return ask(
        request,
        page,
        ReasonForm(request.POST or None),
        lambda given: merge_records(by=viewer, kind=kind, survivor_id=survivor_id, merged_id=merged_id, why=given["why"]),
    )


def undo(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    made = queries.merge(viewer, merge_id)
    page = Asking(
        "Part two records again",
        reverse("merges"),
        "Part them",
        "They are two records again, and everything is back where it was.",
        facts=(("Why they were made one", made.why), ("Parts that go back", str(made.rows))),
    )
    return ask(request, page, ReasonForm(request.POST or None), lambda given: undo_merge(by=viewer, made=made, why=given["why"]))
