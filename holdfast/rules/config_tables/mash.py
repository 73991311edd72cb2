"""When MASH is open, and how long it may take."""

from ..config_types import Group, Setting, Unit
from .sources import CHOSEN, MARF, STRATEGY, SURREY, figure

HOURS: tuple[Setting, ...] = (
    Setting(
        "mash.days",
        Group.HOURS,
        Unit.WEEKDAYS,
        ["monday", "tuesday", "wednesday", "thursday", "friday"],
        "Days on which MASH is open",
        CHOSEN,
    ),
    Setting("mash.opens", Group.HOURS, Unit.TIME, "09:00", "MASH opens", CHOSEN),
    Setting("mash.closes", Group.HOURS, Unit.TIME, "17:00", "MASH closes", CHOSEN),
    Setting(
        "calendar.close_of_day",
        Group.HOURS,
        Unit.TIME,
        "17:00",
        "Close of a working day",
        CHOSEN,
        "Limits in working days and months end at this time.",
    ),
    Setting(
        "calendar.extra_holidays",
        Group.HOURS,
        Unit.DATES,
        [],
        "One-off bank holidays",
        CHOSEN,
        "Add a day that has just been proclaimed, such as 2027-06-04 Royal celebration.",
        may_be_blank=True,
    ),
)

MASH: tuple[Setting, ...] = (
    figure("rag.red", Group.MASH, Unit.HOURS, 4, "Red: elapsed hours from receipt", SURREY, "Real hours, day and night.", 24),
    figure("rag.amber", Group.MASH, Unit.MASH_HOURS, 24, "Amber: MASH working hours from receipt", SURREY, most=80),
    figure("rag.green", Group.MASH, Unit.HOURS, 72, "Green: elapsed hours from receipt", SURREY, most=168),
    figure(
        "referral.written_after_phone",
        Group.MASH,
        Unit.WORKING_DAYS,
        2,
        "Written form after a telephone referral",
        MARF,
        "Walsall and Shropshire ask for 24 hours.",
        5,
    ),
    figure(
        "strategy.discussion", Group.MASH, Unit.HOURS, 24, "Strategy discussion held after it is called for", STRATEGY, most=72
    ),
    figure("check.urgent", Group.MASH, Unit.HOURS, 2, "Answer to an urgent agency check", CHOSEN, most=24),
    figure("check.soon", Group.MASH, Unit.MASH_HOURS, 8, "Answer to a check wanted soon", CHOSEN, most=40),
    figure("check.routine", Group.MASH, Unit.MASH_HOURS, 24, "Answer to a routine check", CHOSEN, most=80),
    figure("referral.feedback", Group.MASH, Unit.WORKING_DAYS, 1, "Telling the referrer after the decision", CHOSEN, most=5),
    figure(
        "protective.look_back",
        Group.MASH,
        Unit.WORKING_DAYS,
        1,
        "Looking afterwards at a step that could not wait",
        CHOSEN,
        most=5,
    ),
    figure(
        "open_case.acknowledge",
        Group.MASH,
        Unit.MASH_HOURS,
        4,
        "A social worker acknowledges news of an open case",
        CHOSEN,
        "Then it goes to the duty worker.",
        40,
    ),
    figure("early_help.first_contact", Group.MASH, Unit.WORKING_DAYS, 5, "Early help makes first contact", CHOSEN),
    figure(
        "ladder.new",
        Group.MASH,
        Unit.MINUTES,
        60,
        "New item not acknowledged: climbs after",
        CHOSEN,
        "Screener, then manager, then head of service.",
        1440,
    ),
    figure("ladder.red", Group.MASH, Unit.MINUTES, 15, "Red item not acknowledged: climbs after", CHOSEN, most=240),
    figure(
        "ladder.emergency_duty",
        Group.MASH,
        Unit.MINUTES,
        15,
        "Emergency duty team has not acknowledged: climbs after",
        CHOSEN,
        most=240,
    ),
    figure("rag.warn", Group.MASH, Unit.MINUTES, 60, "Show an item as running out this long before its limit", CHOSEN, most=1440),
)
