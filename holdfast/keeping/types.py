"""Words of keeping records and letting them go that others may import."""

from __future__ import annotations

from django.db import models


class DisposalState(models.TextChoices):
    """How far a review of a record whose time is over has come."""

    PROPOSED = "proposed", "Waits for a second person"
    APPROVED = "approved", "Agreed: it goes when the wait is over"
    REFUSED = "refused", "Not agreed: it stays"
    STOPPED = "stopped", "Stopped: it stays"
    KEPT = "kept", "Kept longer"
    DONE = "done", "Removed"


class RequestedBy(models.TextChoices):
    """Who asks to see a record."""

    CHILD = "child", "The child, or the adult they have become"
    PARENT = "parent", "A parent or someone with parental responsibility"
    REPRESENTATIVE = "representative", "Somebody acting for the child: a solicitor, an advocate"


class StepKind(models.TextChoices):
    """What is checked and recorded before a copy of a record is prepared."""

    IDENTITY = "identity", "Who is asking"
    AUTHORITY = "authority", "What entitles them to ask"
    CHILD = "child", "What the child decides"
    BEST_INTERESTS = "best_interests", "The child's best interests"
    SERIOUS_HARM = "serious_harm", "The serious-harm test"
    POLICE = "police", "What the police say of what came from them"
    ENDED = "ended", "How the request ended"


class RequestState(models.TextChoices):
    OPEN = "open", "Being answered"
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class BreachRisk(models.TextChoices):
    """How likely harm is, which decides who has to be told."""

    NOT_JUDGED = "", "Not judged yet"
    UNLIKELY = "unlikely", "Unlikely to harm anybody: written down, the regulator need not be told"
    RISK = "risk", "May harm somebody: tell the regulator"
    HIGH = "high", "Likely to harm somebody badly: tell the regulator and the people themselves"


class Controller(models.TextChoices):
    """Who decides why and how what is shared is used."""

    INDEPENDENT = "independent", "Each is a controller of its own"
    JOINT = "joint", "Joint controllers"
    PROCESSOR = "processor", "Works on our instructions (a processor)"
