"""Seals events without being asked."""

import logging

from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.kernel.again import GONE

from .ledger import LedgerFault
from .sealing import seal
from .signing import KeyFault

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * * */5")
@app.task(name="audit.seal", queueing_lock="audit.seal", priority=100)
def seal_events(timestamp: int) -> None:
    """Seal what was committed, every five seconds. Any number of workers may do this: one seals, the others find nothing left."""
    close_old_connections()
    try:
        seal()
    except (LedgerFault, KeyFault) as fault:
        log.error("Events are sealed, but no checkpoint is signed. %s", fault)
    except GONE:
        # All of it or nothing was sealed, and five seconds on it is done again.
        log.warning("The database went away while events were sealed.")
