"""Why somebody stands in a circle, how a record is restricted, and what became of a break-glass."""

from django.db import models


class PlaceKind(models.TextChoices):
    """Why a record opens to somebody."""

    ALLOCATED = "allocated", "The case is allocated to them"
    TEAM = "team", "Their team has the case"
    AGENCY = "agency", "Their agency works with the child"
    INVITED = "invited", "Invited, for a time"
    HANDED_OVER = "handed-over", "Handed over to them"
    BREAK_GLASS = "break-glass", "Opened in an emergency, for a few hours"
    GRANTED = "granted", "Asked for and granted, for a time"


class RestrictionLevel(models.TextChoices):
    """What others than the circle find of a restricted record."""

    NAME = "name", "The name, and that it is restricted"
    INVISIBLE = "invisible", "Nothing: it is as if there were no record"


class GlassState(models.TextChoices):
    OPENED = "opened", "Opened at once"
    ASKED = "asked", "Asked for"
    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"
