"""Meetings, and disagreement between agencies."""

from ..config_types import Group, Setting, Unit
from ..question import Option
from .sources import CHOSEN, EAST_RIDING, YORK, figure

MEETINGS: tuple[Setting, ...] = (
    figure(
        "meetings.papers_initial",
        Group.MEETINGS,
        Unit.HOURS,
        48,
        "Reports to parents before an initial conference",
        EAST_RIDING,
        "At least this long before.",
    ),
    figure(
        "meetings.papers_review",
        Group.MEETINGS,
        Unit.WORKING_DAYS,
        3,
        "Reports to parents before a review conference",
        EAST_RIDING,
        "At least this long before.",
    ),
    figure("meetings.decision_letter", Group.MEETINGS, Unit.WORKING_DAYS, 1, "Decision letter after a conference", YORK),
    figure("meetings.record", Group.MEETINGS, Unit.WORKING_DAYS, 15, "Record of a conference", YORK),
    figure("meetings.minutes", Group.MEETINGS, Unit.WORKING_DAYS, 5, "Minutes of any other meeting", CHOSEN, most=20),
    figure(
        "meetings.papers",
        Group.MEETINGS,
        Unit.WORKING_DAYS,
        2,
        "Papers shared before any other meeting",
        CHOSEN,
        "At least this long before.",
        20,
    ),
    figure(
        "meetings.quorum",
        Group.MEETINGS,
        Unit.COUNT,
        3,
        "Agencies that must be at a meeting about a child",
        CHOSEN,
        "A chair may go on with fewer, and says why.",
        12,
    ),
    figure(
        "meetings.action_due",
        Group.MEETINGS,
        Unit.DAYS,
        14,
        "An action of a meeting without a day: to be done after",
        CHOSEN,
        most=90,
    ),
    figure(
        "meetings.action_reminder",
        Group.MEETINGS,
        Unit.DAYS,
        2,
        "Whoever took on an action is reminded, days before",
        CHOSEN,
        "And again on the day after it was to be done.",
        30,
    ),
    Setting(
        "meetings.panel_circle",
        Group.MEETINGS,
        Unit.CHOICE,
        "record",
        "At a panel or a briefing, who hears of a child without a reason given",
        CHOSEN,
        "Anybody else is let in by a person, with the reason; nobody to whom the child's record is closed.",
        options=(
            Option("record", "Those to whom the child's record opens"),
            Option("core", "They, and the agencies that every such meeting must have"),
        ),
    ),
    figure(
        "ladder.meeting_action",
        Group.MEETINGS,
        Unit.MINUTES,
        2880,
        "An action of a meeting that is late: climbs after",
        CHOSEN,
        "To the exploitation manager, then the head of service.",
        20160,
    ),
)

DISAGREEMENT: tuple[Setting, ...] = (
    figure("disagreement.stage_1", Group.DISAGREEMENT, Unit.WORKING_DAYS, 1, "Stage 1: the two workers talk", CHOSEN, most=5),
    figure("disagreement.stage_2", Group.DISAGREEMENT, Unit.WORKING_DAYS, 2, "Stage 2: their managers talk", CHOSEN, most=5),
    figure("disagreement.stage_3", Group.DISAGREEMENT, Unit.WORKING_DAYS, 5, "Stage 3: heads of service", CHOSEN, most=10),
    figure("disagreement.stage_4", Group.DISAGREEMENT, Unit.WORKING_DAYS, 10, "Stage 4: the partnership", CHOSEN, most=20),
)
