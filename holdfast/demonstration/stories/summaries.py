"""The three answers at the top of a child's record, written by those who know the child."""

from __future__ import annotations

from dataclasses import asdict

from holdfast.kernel.viewer import Viewer
from holdfast.records import actions
from holdfast.records.models import Summary

from ..cast.plan import Planned
from ..cast.summaries import said_about
from .telling import Teller

DAYS_AGO = 20


def tell(teller: Teller, plans: list[Planned]) -> None:
    """Children who have had a worker for some time: the worker wrote it, before the latest worry."""
    for plan in plans:
        worker = plan.children[0].worker
        if worker:
            with teller.acting(worker, teller.ago(max(DAYS_AGO * 24, plan.hours_ago + 24))) as by:
                write(teller, plan, by)


def write(teller: Teller, plan: Planned, by: Viewer) -> None:
    """Put the three answers on the record of the first child of a referral, in place of older ones."""
    child = plan.children[0]
    pk = teller.children[child.key].pk
    seen = Summary.objects.filter(child_id=pk).values_list("version", flat=True).first()
    actions.write_summary(by=by, child_id=pk, seen=seen, **asdict(said_about(child, plan.family, plan.worry)))
