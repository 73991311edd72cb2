"""The words of a meeting: how it stands, who comes, how they are reached and what they answered. Others may import this."""

from __future__ import annotations

from django.db import models

from holdfast.kernel.literal import among


class State(models.TextChoices):
    """How a meeting stands. What becomes of its minutes is said by the minutes."""

    PLANNED = "planned", "Planned"
    RUNNING = "running", "Being held"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


AHEAD = (State.PLANNED, State.RUNNING)
IS_AHEAD = among("state", AHEAD)


class Known(models.TextChoices):
    """Who may know that there is a meeting at all (H12). Copied from its type, so that the database can ask."""

    CIRCLE = "circle", "Those who work with the child"
    PROTECTING = "protecting", "Those invited, and those who protect children here"
    PEOPLE = "people", "Those invited, and nobody else"


class Video(models.TextChoices):
    """How a meeting is reached from elsewhere."""

    NONE = "", "No video link"
    PASTED = "pasted", "A link made elsewhere"
    JITSI = "jitsi", "Jitsi"
    WEBEX = "webex", "Webex"
    TEAMS = "teams", "Microsoft Teams"


class Kind(models.TextChoices):
    """What somebody is to the meeting."""

    STAFF = "staff", "A professional with an account"
    PROFESSIONAL = "professional", "A professional, by their address"
    CHILD = "child", "The child"
    RELATIVE = "relative", "A parent, carer or relative"
    ADVOCATE = "advocate", "An advocate"
    INTERPRETER = "interpreter", "An interpreter"


FAMILY = frozenset({Kind.CHILD.value, Kind.RELATIVE.value})


class Means(models.TextChoices):
    """How somebody is told of a meeting."""

    EMAIL = "email", "E-mail with a calendar entry"
    TEXT = "text", "Text message"
    WHATSAPP = "whatsapp", "WhatsApp"
    LETTER = "letter", "Letter"
    SAID = "said", "Told by somebody, in person or by telephone"


class Reply(models.TextChoices):
    NONE = "", "No answer yet"
    YES = "yes", "Coming"
    PERHAPS = "perhaps", "Perhaps"
    NO = "no", "Not coming"


class Attended(models.TextChoices):
    """How much of a meeting somebody was at."""

    UNKNOWN = "", "Not recorded"
    WHOLE = "whole", "All of it"
    PART = "part", "Part of it"
    NONE = "none", "Not there"


class ReportState(models.TextChoices):
    DRAFT = "draft", "Being written"
    GIVEN = "given", "Given"


class ViewHow(models.TextChoices):
    """How a child's or parent's view came to us."""

    FORM = "form", "They wrote it themselves"
    NOTE = "note", "A worker wrote down what they said"
    FACES = "faces", "They chose faces on a scale"
    DRAWING = "drawing", "They drew it"
    DECLINED = "declined", "They did not want to say"


class DrawingReaders(models.TextChoices):
    """Whom somebody lets see what they drew."""

    MEETING = "meeting", "Everybody who works on the meeting"
    CHAIR = "chair", "Whoever runs the meeting, and whoever it was given to"


class Offer(models.TextChoices):
    """Whether an advocate or an interpreter was offered, and the answer."""

    NOT_OFFERED = "", "Not offered yet"
    WANTED = "wanted", "Offered, and wanted"
    DECLINED = "declined", "Offered, and not wanted"
    NOT_NEEDED = "not_needed", "Not needed"


class Check(models.TextChoices):
    """What somebody answered before joining from elsewhere (H15)."""

    NOT_ASKED = "", "Not asked yet"
    SAFE = "safe", "It is them, nobody overhears, and they can talk"
    UNSAFE = "unsafe", "Somebody is with them, or they cannot talk"
