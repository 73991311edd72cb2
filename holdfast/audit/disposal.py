"""Lets old events go when a person approved it; what stays can still be proved."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from holdfast.kernel.viewer import Viewer

from .ledger import DISPOSAL, held
from .record import record
from .sealing import chain_name, line_of, link_at, seal
from .signing import signing_key

# The last seal before the first event that stays.
_LAST_TO_GO = """
SELECT coalesce(min(s.number) FILTER (WHERE e.at >= %s) - 1, max(s.number))
  FROM audit_seal s JOIN audit_event e ON e.position = s.event_position
"""
_DELETE = "DELETE FROM audit_event e USING audit_seal s WHERE s.event_position = e.position AND s.number <= %s"


def dispose(*, before: datetime, approval: str) -> int:
    """Delete the events of before that instant, in the chain's order, and give back how many went.

    approval: the id of the decision; it stands in the signed line without which their absence is damage. Their seals stay.
    Runs as the owner's role, for the job that carries out an approved disposal.
    """
    seal(demanded=True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LAST_TO_GO, [before])
        (number,) = cursor.fetchone()
        cursor.execute("SELECT set_config('holdfast.disposal', %s, true)", [approval])
        cursor.execute(_DELETE, [number])
        count = cursor.rowcount
        cursor.execute("SELECT set_config('holdfast.disposal', '', true)")
        if count:
            record(Viewer.job("audit.disposal", None), "audit.dispose", events=count, approval=approval)
            with held(settings.AUDIT_CHECKPOINTS) as ledger:
                ledger.add([line_of(DISPOSAL, chain_name(), link_at(number), approval)], signing_key())
    return count
