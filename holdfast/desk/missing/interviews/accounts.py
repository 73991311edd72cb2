"""What parents or carers said: each account a page of its own, apart from what the child said (H23)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.missing import interview_queries as queries
from holdfast.missing.interview_policies import can_arrange, check_can_arrange
from holdfast.missing.interviews import carers, copies
from holdfast.rules.return_interview import CARER

from . import said_forms
from .writing import answers, circle_of, kept, readers_of, sent, written


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
    form = said_forms.AccountForm(
        sent(request), initial={**row.answers, **readers_of(row)}, people=circle_of(viewer, row.child_id)
    )

    def save(sent: Any, seen: int, complete: bool) -> object:
        return carers.save_account(
            by=viewer, account_id=row.pk, seen=seen, answers=sent.answers(), complete=complete, **sent.values()
        )

    back = reverse("interview-account", kwargs={"account_id": row.pk})
    keeps = reverse("interview-account-keep", kwargs={"account_id": row.pk})
    return written(request, form, row, save, back=back, keeps=keeps, title="What parents or carers say")


def carer_copy(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """For the parent or carer: their own words, and of the child's only what the child released."""
    viewer = viewer_of(request)
    row = queries.account(viewer, account_id)
    copy = copies.carer_copy(by=viewer, account=row)
    back = reverse("interview-account", kwargs={"account_id": row.pk})
    return render(request, "missing/interviews/copy.html", {"copy": copy, "whose": "carer", "back": back})


def account_keep(request: HttpRequest, account_id: UUID) -> HttpResponse:
    return kept(
        request,
        CARER,
        lambda seen, changed: carers.keep_account(by=viewer_of(request), account_id=account_id, seen=seen, changed=changed),
    )
