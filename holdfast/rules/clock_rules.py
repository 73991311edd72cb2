"""The time limits as a table: what starts each, how long it is, where it comes from."""

from dataclasses import dataclass
from enum import StrEnum

from .calendar import Region
from .config import Settings, setting, value
from .config_types import Unit
from .source import Source, Status
from .spoken import counted


class Measure(StrEnum):
    """How a limit is counted."""

    HOURS = "hours"
    MINUTES = "minutes"
    MASH_HOURS = "mash_hours"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


MEASURE_WORDS: dict[Measure, str] = {
    Measure.HOURS: "elapsed hour",
    Measure.MINUTES: "minute",
    Measure.MASH_HOURS: "MASH working hour",
    Measure.WORKING_DAYS: "working day",
    Measure.DAYS: "day",
    Measure.WEEKS: "week",
    Measure.MONTHS: "month",
}
MEASURE_OF: dict[Unit, Measure] = {
    Unit.HOURS: Measure.HOURS,
    Unit.MINUTES: Measure.MINUTES,
    Unit.MASH_HOURS: Measure.MASH_HOURS,
    Unit.WORKING_DAYS: Measure.WORKING_DAYS,
    Unit.DAYS: Measure.DAYS,
    Unit.WEEKS: Measure.WEEKS,
    Unit.MONTHS: Measure.MONTHS,
}


@dataclass(frozen=True)
class Rule:
    """One time limit. With a `setting` the partnership's figure is used, otherwise the statutory one."""

    key: str
    starts: str
    measure: Measure
    source: Source
    amount: int = 0
    setting: str = ""
    region: Region = Region.ENGLAND

    @property
    def is_config(self) -> bool:
        """Whether a partnership can change the figure."""
        return bool(self.setting)

    def figure(self, settings: Settings) -> int:
        """How many of its measure the limit is."""
        return int(value(settings, self.setting)) if self.setting else self.amount

    def limit(self, settings: Settings) -> str:
        """The limit in words."""
        return counted(self.figure(settings), MEASURE_WORDS[self.measure])


def _local(key: str, setting_key: str, starts: str) -> Rule:
    """A limit that the partnership sets: its measure and source are the setting's."""
    row = setting(setting_key)
    return Rule(key, starts, MEASURE_OF[row.unit], row.source, setting=setting_key)


CONTACTS = Source("Working Together, as quoted in Surrey procedures", "contacts and referrals")
ASSESSMENT = Source("Working Together, as quoted in Lewisham procedures", "and CIN census rule 8670Q")
ICPC = Source("Working Together, as quoted in Solihull and Warrington procedures", "section 47 enquiries")
CORE_GROUP = Source("Working Together, as quoted by NYAS and Southwark", "core groups")
REVIEWS = Source("Working Together, as quoted in Tees procedures", "review conferences")
LAC = Source("Care Planning Regulations 2010", "regulation 33", Status.KNOWN)
MISSING = Source("Statutory guidance on children who run away or go missing", "January 2014")
SAR = Source("UK GDPR", "Article 12(3)", Status.KNOWN)
FOI = Source("Freedom of Information Act 2000", "section 10")
BREACH = Source("UK GDPR", "Article 33", Status.KNOWN)
NRM = Source("Home Office guidance on modern slavery decisions", "November 2023")
NRM_PILOT = Source("Devolved decision-making pilot", "as read at yjlc.uk")

D, M, H = Measure.WORKING_DAYS, Measure.MONTHS, Measure.HOURS
STATUTORY: tuple[Rule, ...] = (
    Rule("referral.decision", "A referral is received", D, CONTACTS, 1),
    Rule("referral.acknowledge", "A referral is received", D, CONTACTS, 1),
    Rule("assessment.complete", "A referral is received", D, ASSESSMENT, 45),
    Rule("s47.icpc", "The strategy discussion that starts section 47 enquiries", D, ICPC, 15),
    Rule("icpc.core-group", "The initial child protection conference", D, CORE_GROUP, 10),
    Rule("icpc.first-review", "The initial child protection conference", M, REVIEWS, 3),
    Rule("cp.next-review", "The last review conference", M, REVIEWS, 6),
    Rule("lac.first-review", "A child becomes looked after", D, LAC, 20),
    Rule("lac.second-review", "The first review", M, LAC, 3),
    Rule("lac.next-review", "The last review", M, LAC, 6),
    Rule("missing.return-interview", "A missing child is found or returns", H, MISSING, 72),
    Rule("sar.response", "A request by somebody for their own information", M, SAR, 1),
    Rule("sar.complex", "A complex request by somebody for their own information", M, SAR, 3),
    Rule("foi.response", "A request under the Freedom of Information Act", D, FOI, 20, region=Region.ANY_PART),
    Rule("breach.ico", "Becoming aware of a breach of personal data", H, BREACH, 72),
    Rule("nrm.reasonable-grounds", "A referral to the national mechanism", D, NRM, 5),
    Rule("nrm.devolved-decision", "A referral to the local panel", Measure.DAYS, NRM_PILOT, 45),
)

LOCAL: tuple[Rule, ...] = (
    _local("referral.written-after-phone", "referral.written_after_phone", "A telephone referral"),
    _local("referral.feedback", "referral.feedback", "The decision is ratified"),
    _local("rag.red", "rag.red", "A referral is received"),
    _local("rag.amber", "rag.amber", "A referral is received"),
    _local("rag.green", "rag.green", "A referral is received"),
    _local("check.urgent", "check.urgent", "A check is asked for"),
    _local("check.soon", "check.soon", "A check is asked for"),
    _local("check.routine", "check.routine", "A check is asked for"),
    _local("strategy.discussion", "strategy.discussion", "A strategy discussion is called for"),
    _local("protective.look-back", "protective.look_back", "A step was taken that could not wait"),
    _local("open-case.acknowledge", "open_case.acknowledge", "News is passed to a child's social worker"),
    _local("early-help.first-contact", "early_help.first_contact", "Early help is asked for"),
    _local("ladder.new", "ladder.new", "A new item arrives"),
    _local("ladder.red", "ladder.red", "An item is rated red"),
    _local("ladder.missing", "ladder.missing", "Those responsible are told of a missing child"),
    _local("ladder.missing-pattern", "ladder.missing_pattern", "A missing intervention meeting is called for"),
    _local("ladder.emergency-duty", "ladder.emergency_duty", "The emergency duty team is told"),
    _local("exploitation.floor-review", "exploitation.floor_review", "A level below the floor is sent"),
    _local("exploitation.meeting-book", "exploitation.meeting_book", "The threshold is agreed"),
    _local("exploitation.meeting-hold", "exploitation.meeting_hold", "The threshold is agreed"),
    _local("exploitation.meeting-review", "exploitation.meeting_review", "The exploitation meeting"),
    _local("exploitation.core-group", "exploitation.core_group", "The exploitation meeting"),
    _local("exploitation.review-significant", "exploitation.review_significant", "Assessed as SIGNIFICANT"),
    _local("exploitation.review-moderate", "exploitation.review_moderate", "Assessed as MODERATE"),
    _local("exploitation.review-emerging", "exploitation.review_emerging", "Assessed as EMERGING"),
    _local("missing.intervention", "missing.intervention", "A child crosses the local count of episodes"),
    _local("missing.lead", "missing.interview_lead", "A lead of a return interview is written down"),
    _local("meetings.decision-letter", "meetings.decision_letter", "A conference is held"),
    _local("meetings.record", "meetings.record", "A conference is held"),
    _local("meetings.minutes", "meetings.minutes", "A meeting other than a conference is held"),
    _local("disagreement.stage-1", "disagreement.stage_1", "A professional disagrees"),
    _local("disagreement.stage-2", "disagreement.stage_2", "Stage 1 did not settle it"),
    _local("disagreement.stage-3", "disagreement.stage_3", "Stage 2 did not settle it"),
    _local("disagreement.stage-4", "disagreement.stage_4", "Stage 3 did not settle it"),
    _local("vehicle-marker.review", "vehicle_marker.review", "A vehicle marker is asked for"),
    _local("cawn.review", "cawn.review", "A child abduction warning notice is served"),
)
RULES: tuple[Rule, ...] = tuple(sorted((*STATUTORY, *LOCAL), key=lambda rule: rule.key))
