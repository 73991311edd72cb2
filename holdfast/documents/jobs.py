"""Has files that wait checked for viruses."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Unavailable
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership

from . import actions, queries, scanner
from .models import StoredFile

PATIENCE = 3
log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="documents.check_waiting", queueing_lock="documents.check_waiting", queue="files")
def check_waiting(timestamp: int) -> None:
    """Ask the scanner again, each minute, about every file that still waits."""
    check_all()


@app.task(name="documents.check_now", queueing_lock="documents.check_now", queue="files")
def check_now() -> None:
    """Ask about a file that has just come."""
    check_all()


def check_all() -> None:
    """Ask about every file that waits. Running it twice does no harm."""
    close_old_connections()
    if not scanner.configured():
        return
    with acting_as(Viewer.job("documents.check", None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        viewer = Viewer.job("documents.check", partnership_id)
        with acting_as(viewer):
            waiting = queries.to_check(partnership_id)
        if _none_answered(viewer, waiting):
            return


def _none_answered(viewer: Viewer, waiting: list[UUID]) -> bool:
    """Ask about each, and give up for this minute when the scanner has left several without an answer."""
    silent = 0
    for file_id in waiting:
        silent += not check(viewer, file_id)
        if silent >= PATIENCE:
            return True
    return False


def check(viewer: Viewer, file_id: UUID) -> bool:
    """Ask about one file; whether the scanner answered. No transaction is open meanwhile: a file can be locked at any moment."""
    with acting_as(viewer):
        file = StoredFile.objects.filter(pk=file_id, partnership_id=viewer.here).first()
        if file is None or not file.waiting:
            return True
    try:
        virus = scanner.virus_in(queries.content_of(file))
    except (scanner.NoAnswer, Unavailable) as fault:
        log.warning("A file waits on for its check. %s", fault)
        with acting_as(viewer):
            actions.check_failed(by=viewer, file_id=file_id)
        return False
    with acting_as(viewer):
        actions.checked(by=viewer, file_id=file_id, virus=virus)
    return True
