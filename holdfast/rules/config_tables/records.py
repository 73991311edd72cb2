"""Records: how long they are kept, and who may ask for them."""

from ..config_types import Group, Setting, Unit
from ..source import Source, Status
from .sources import CHOSEN, figure

MERTON = Source("Care Planning Regulations 2010", "regulation 50, as read in Merton")
VARIES = Source("Retention schedules of several councils", "25 to 35 years", Status.KNOWN)

RECORDS: tuple[Setting, ...] = (
    figure(
        "break_glass.hours",
        Group.RECORDS,
        Unit.HOURS,
        12,
        "A record opened in an emergency closes again after",
        CHOSEN,
        "It closes by itself. Whoever needs it longer joins those who work with the child.",
        most=72,
    ),
    figure(
        "break_glass.review_hours",
        Group.RECORDS,
        Unit.HOURS,
        24,
        "A manager looks at an emergency opening within",
        CHOSEN,
        most=168,
    ),
    figure(
        "break_glass.answer_hours",
        Group.RECORDS,
        Unit.HOURS,
        4,
        "A manager answers a request for a restricted record within",
        CHOSEN,
        most=72,
    ),
    figure(
        "openings.reason_hours",
        Group.RECORDS,
        Unit.HOURS,
        12,
        "Why somebody opens a record without a task is asked again after",
        CHOSEN,
        most=72,
    ),
    figure(
        "openings.review_hours",
        Group.RECORDS,
        Unit.HOURS,
        24,
        "Records opened without a task are looked at within",
        CHOSEN,
        most=168,
    ),
    figure(
        "openings.task_days",
        Group.RECORDS,
        Unit.DAYS,
        14,
        "A task that is done still explains an opening for",
        CHOSEN,
        "Somebody reads what came of their work; after that, opening the record needs a reason.",
        most=90,
    ),
    figure("retention.looked_after", Group.RECORDS, Unit.YEARS, 75, "Looked after: kept to this birthday", MERTON, most=100),
    figure(
        "retention.child_protection",
        Group.RECORDS,
        Unit.YEARS,
        35,
        "Child protection: years after the last contact",
        VARIES,
        most=100,
    ),
    figure("retention.child_in_need", Group.RECORDS, Unit.YEARS, 25, "Child in need: kept to this birthday", VARIES, most=100),
    figure(
        "retention.referral_only", Group.RECORDS, Unit.YEARS, 25, "Referral without more: kept to this birthday", VARIES, most=100
    ),
    figure("retention.early_help", Group.RECORDS, Unit.YEARS, 25, "Early help: kept to this birthday", VARIES, most=100),
    figure(
        "retention.looked_after_died",
        Group.RECORDS,
        Unit.YEARS,
        15,
        "Looked after, died before 18: years after the death",
        MERTON,
        most=100,
    ),
    figure(
        "retention.disposal_wait",
        Group.RECORDS,
        Unit.DAYS,
        7,
        "An approved disposal waits this long, and can be stopped",
        CHOSEN,
        most=90,
    ),
    figure(
        "retention.backups",
        Group.RECORDS,
        Unit.DAYS,
        90,
        "The longest that a backup is kept",
        CHOSEN,
        "A certificate of disposal says until when a backup may still hold the record. Destroy backups by then.",
        most=400,
    ),
)
