"""The words of a minute and of its copies. Others may import this."""

from __future__ import annotations

from django.db import models

from holdfast.rules import lifecycles
from holdfast.rules.minutes import LINE_LABELS, READER_LABELS


class MinuteState(models.TextChoices):
    """How a minute stands; the moves between them are in `rules.lifecycles`."""

    WRITING = "writing", lifecycles.MINUTE.labels["writing"]
    CHECKING = "checking", lifecycles.MINUTE.labels["checking"]
    APPROVED = "approved", lifecycles.MINUTE.labels["approved"]


class CopyState(models.TextChoices):
    """How one reader's copy stands."""

    READY = "ready", lifecycles.MINUTE_COPY.labels["ready"]
    RELEASED = "released", lifecycles.MINUTE_COPY.labels["released"]
    TALKED = "talked", lifecycles.MINUTE_COPY.labels["talked"]
    RECALLED = "recalled", lifecycles.MINUTE_COPY.labels["recalled"]
    REPLACED = "replaced", lifecycles.MINUTE_COPY.labels["replaced"]
    DROPPED = "dropped", lifecycles.MINUTE_COPY.labels["dropped"]


class CopyOf(models.TextChoices):
    """What a copy is of: each is made for one reader, of what that reader may have."""

    MINUTE = "minute", "The minute"
    LETTER = "letter", "Decision letter"
    PAPERS = "papers", "Papers before the meeting"


class CopyMeans(models.TextChoices):
    """How a copy is given."""

    HERE = "here", "In Holdfast, to somebody with an account"
    LINK = "link", "A private page: a link by e-mail, and a code another way"
    PAPER = "paper", "On paper, handed over or posted"
    TALKED = "talked", "No copy: talked through"


class CodeWay(models.TextChoices):
    """How the code of a private page reaches its reader: never the way the link goes."""

    SAID = "said", "Said to them, in person or by telephone"
    TEXT = "text", "Text message"


class CopyDone(models.TextChoices):
    """What was done with a copy: one row each, never changed."""

    MADE = "made", "Made"
    RELEASED = "released", "Released"
    TALKED = "talked", "Talked through"
    OPENED = "opened", "Opened"
    PRINTED = "printed", "Printed"
    RECALLED = "recalled", "Recalled"
    REPLACED = "replaced", "Replaced"
    DROPPED = "dropped", "Not released"
    SHUT = "shut", "Asked for, and not shown"


LINE_KINDS = [(kind.value, label) for kind, label in LINE_LABELS.items()]
READER_KINDS = [(kind.value, label) for kind, label in READER_LABELS.items()]
