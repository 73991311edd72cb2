"""Return home interviews."""

from ..config_types import Group, Setting, Unit
from ..question import Option
from .sources import CHOSEN, figure

INTERVIEWS: tuple[Setting, ...] = (
    Setting(
        "missing.interview_arranged_by",
        Group.MISSING,
        Unit.CHOICE,
        "exploitation-manager",
        "Who names the interviewer when a child is back",
        CHOSEN,
        "Who holds return interviews was not found for Herefordshire. Anybody who works with the child may name somebody too.",
        options=(
            Option("exploitation-manager", "Exploitation manager"),
            Option("mash-manager", "MASH manager"),
            Option("mash-screener", "MASH screener"),
        ),
    ),
    figure(
        "missing.interview_allocate", Group.MISSING, Unit.HOURS, 12, "An interviewer is named after the return", CHOSEN, most=48
    ),
    figure(
        "missing.interview_warn",
        Group.MISSING,
        Unit.HOURS,
        24,
        "An interview that is not held climbs this long before its hours run out",
        CHOSEN,
        most=71,
    ),
    figure(
        "ladder.interview",
        Group.MISSING,
        Unit.MINUTES,
        240,
        "Each step of the ladder of a return interview",
        CHOSEN,
        "It goes to the exploitation manager and the head of service until it is held, declined by the child or given up.",
        1440,
    ),
    figure(
        "missing.interview_lead",
        Group.MISSING,
        Unit.WORKING_DAYS,
        5,
        "A lead from a return interview is followed",
        CHOSEN,
        most=20,
    ),
    figure(
        "missing.interview_access",
        Group.MISSING,
        Unit.DAYS,
        28,
        "The record closes to the interviewer this long after they last worked on it",
        CHOSEN,
        most=90,
    ),
    figure(
        "missing.interview_taken_in",
        Group.MISSING,
        Unit.DAYS,
        28,
        "An episode taken in from a file that ended longer ago begins no interview",
        CHOSEN,
        "Those that ended before were offered one, or not, where they were recorded.",
        most=365,
    ),
)
