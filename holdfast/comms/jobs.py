"""Jobs that send. A message has its own job; every minute what was left over is taken up."""

from uuid import UUID

from django.db import close_old_connections
from procrastinate.contrib.django import app

from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership

from . import delivery


@app.task(name="comms.deliver", queue="messages")
def deliver(partnership_id: str, message_id: str) -> None:
    """Send one message. Safe to run twice: only one run can claim it."""
    close_old_connections()
    delivery.deliver(UUID(partnership_id), UUID(message_id))


@app.periodic(cron="* * * * *")
@app.task(name="comms.deliver_waiting", queueing_lock="comms.deliver_waiting", queue="messages")
def deliver_waiting(timestamp: int) -> None:
    """Send what waits for another try: after a fault, after a killed worker, or since mail was configured."""
    close_old_connections()
    with acting_as(Viewer.job("comms.deliver", None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        for message_id in delivery.due(partnership_id):
            delivery.deliver(partnership_id, message_id)
