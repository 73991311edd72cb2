"""Signing in, and links to relatives."""

from ..config_types import Group, Setting, Unit
from .sources import CHOSEN, figure

SIGNING_IN: tuple[Setting, ...] = (
    figure(
        "sessions.idle",
        Group.SIGNING_IN,
        Unit.MINUTES,
        30,
        "Signed out after this long without doing anything",
        CHOSEN,
        "What was typed is kept, and is there again after signing in.",
        240,
    ),
    figure(
        "disclosure.recently_changed_days",
        Group.RECORDS,
        Unit.DAYS,
        30,
        "A reader whose details changed within this many days is pointed out before a letter leaves",
        CHOSEN,
        most=365,
    ),
    figure("sessions.absolute", Group.SIGNING_IN, Unit.HOURS, 12, "Signed out this long after signing in", CHOSEN, most=24),
    figure("sessions.warning", Group.SIGNING_IN, Unit.MINUTES, 3, "A warning comes this long before", CHOSEN, most=30),
    figure(
        "sessions.review",
        Group.SIGNING_IN,
        Unit.MONTHS,
        3,
        "Everybody's access is looked at again after",
        CHOSEN,
        "Who has which role: confirmed or taken away, by name.",
        12,
    ),
)

FAMILY: tuple[Setting, ...] = (
    Setting(
        "pages.way_out",
        Group.FAMILY,
        Unit.LINK,
        "https://www.bbc.co.uk/weather",
        "Where the way out of the family's pages leads",
        CHOSEN,
        "A page that nobody wonders at.",
    ),
    figure(
        "family.link_hours",
        Group.FAMILY,
        Unit.HOURS,
        72,
        "A link sent to a relative can be opened for",
        CHOSEN,
        "It opens once, in one browser.",
        720,
    ),
    figure(
        "family.link_reading_hours",
        Group.FAMILY,
        Unit.HOURS,
        24,
        "Once opened, it can be read on in that browser for",
        CHOSEN,
        most=720,
    ),
)
