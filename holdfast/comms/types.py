"""Where a message stands."""

from django.db import models


class State(models.TextChoices):
    """From written to gone. A message that waits or failed is tried again; one that was stopped never leaves."""

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    HELD = "held", "Kept here: this way of sending is not set up"
    FAILED = "failed", "Could not be sent"
    STOPPED = "stopped", "Stopped before it left"
