"""How a safety plan and its versions stand, who agreed and how, and how a copy was given. Others may import this."""

from __future__ import annotations

from django.db import models


class Standing(models.TextChoices):
    """How a version stands."""

    WAITING = "waiting", "Waiting for somebody else to approve it"
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"


class Signer(models.TextChoices):
    CHILD = "child", "The child"
    RELATIVE = "relative", "A parent, carer or relative"
    PROFESSIONAL = "professional", "A professional"


class Signed(models.TextChoices):
    """What somebody said of a version."""

    AGREES = "agrees", "Agrees"
    PARTLY = "partly", "Agrees with parts of it"
    AGAINST = "against", "Does not agree"
    NOT_ASKED = "not_asked", "Has not been asked"


class SignedHow(models.TextChoices):
    PAPER = "paper", "Signed on paper"
    SAID = "said", "Said so, in person"
    CALL = "call", "Said so, on a call"
    MESSAGE = "message", "By message"
    PAGE = "page", "On their private page"
    OTHER = "other", "In another way, such as a drawing or by pointing"


class TookPart(models.TextChoices):
    """How somebody took part in making a plan."""

    TOGETHER = "together", "Wrote it with us"
    SPOKE = "spoke", "Was asked, and said what they thought"
    OTHERWISE = "otherwise", "By drawing, pictures, messages or another way"
    ADVOCATE = "advocate", "Through an advocate or interpreter"
    DECLINED = "declined", "Was asked, and did not want to"
    NOT_YET = "not_yet", "Has not been asked yet"


class LevelFrom(models.TextChoices):
    """Where a level was given."""

    PLAN = "plan", "Safety plan"
    MEETING = "meeting", "Meeting"
    CLOSING = "closing", "End of the plan"


class Edition(models.TextChoices):
    """Whose copy."""

    PRACTITIONER = "practitioner", "Practitioner's copy"
    CHILD = "child", "The child's copy"
    FAMILY = "family", "A relative's copy"


class Reached(models.TextChoices):
    """What became of what a plan was for."""

    REACHED = "reached", "Reached"
    PARTLY = "partly", "Reached in part"
    NOT = "not", "Not reached"


class WhyClosed(models.TextChoices):
    SAFER = "safer", "The child is safer"
    OTHER_PLAN = "other_plan", "Another plan carries the work on"
    MOVED = "moved", "The child has moved, and another area has the plan"
    ADULT = "adult", "Adult services carry the work on"
    DIED = "died", "The child has died"
    OTHER = "other", "Another reason"


class AtMeeting(models.TextChoices):
    """What a meeting did with the plan."""

    DUE = "due", "To be reviewed at this meeting"
    REVIEWED = "reviewed", "Reviewed"
    NOT_REVIEWED = "not_reviewed", "Not reviewed"


class CopyMeans(models.TextChoices):
    """How a copy was given. That none was is a full answer."""

    TALKED = "talked", "No copy: talked through"
    SHOWN = "shown", "Shown on our screen, and nothing kept"
    PAPER = "paper", "On paper, by hand"
    LINK = "link", "A private page: a link by e-mail, and a code another way"


class CodeWay(models.TextChoices):
    """How the code of a private page reaches its reader: never the way the link goes."""

    SAID = "said", "Said to them, in person or by telephone"
    TEXT = "text", "Text message"
