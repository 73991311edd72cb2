"""The partnership settings as a table: Herefordshire's figures where found, and what we chose where not."""

from .config_types import Group, Setting, Unit
from .question import YES_NO, Option
from .source import Source, Status

CHOSEN = Source("Holdfast's own choice", "not found for Herefordshire", Status.KNOWN)
TOLD = Source("Herefordshire partnership", "as described in 2022", Status.PRACTICE)
SITE = Source("Herefordshire safeguarding boards site", "concerned about a child")
MARF = Source("Herefordshire multi-agency referral form", "February 2017")
SURREY = Source("Surrey Police answer on MASH ratings", "accountabilityindex.uk/pfd/7272526")
LEICESTER = Source("Leicester CSE meeting guide")
RHRT = Source("Right Help Right Time", "Herefordshire", note="four levels; their names were not found")
YORK = Source("York and North Yorkshire conference standards")
EAST_RIDING = Source("East Riding conference standards")
ESSEX = Source("Transition protocols of Leeds and Essex")
COVENTRY = Source("Coventry missing children plan")
STRATEGY = Source("Blackburn with Darwen procedures", "strategy discussions")
LADO_SOURCE = Source("Working Together to Safeguard Children", "2023", Status.KNOWN)


def _figure(
    key: str, group: Group, unit: Unit, default: int, label: str, source: Source, help: str = "", most: int = 10_000
) -> Setting:
    """A figure: a whole number of something, from one."""
    return Setting(key, group, unit, default, label, source, help, at_most=most)


NAMES: tuple[Setting, ...] = (
    Setting(
        "names.partnership",
        Group.NAMES,
        Unit.TEXT,
        "Herefordshire Safeguarding Children Partnership",
        "Name of the partnership",
        SITE,
    ),
    Setting("names.council", Group.NAMES, Unit.TEXT, "Herefordshire Council", "Name of the council", SITE),
    Setting("names.police", Group.NAMES, Unit.TEXT, "West Mercia Police", "Name of the police force", SITE),
    Setting(
        "names.exploitation_team",
        Group.NAMES,
        Unit.TEXT,
        "Get Safe",
        "Name of the exploitation team",
        Source("Herefordshire answer FOI2025/00735"),
    ),
    Setting("names.early_help", Group.NAMES, Unit.TEXT, "Early Help Hub", "Name of the early help service", RHRT),
    Setting(
        "pages.partnership",
        Group.NAMES,
        Unit.LINK,
        "https://herefordshiresafeguardingboards.org.uk/",
        "The partnership's site",
        TOLD,
    ),
    Setting(
        "pages.procedures", Group.NAMES, Unit.LINK, "https://westmidlands.procedures.org.uk/", "Multi-agency procedures", TOLD
    ),
    Setting(
        "pages.levels",
        Group.NAMES,
        Unit.LINK,
        "https://herefordshiresafeguardingboards.org.uk/",
        "Right Help Right Time document",
        CHOSEN,
    ),
    Setting("routes.early_help", Group.NAMES, Unit.EMAIL, "", "Where early help requests go", CHOSEN, may_be_blank=True),
    Setting("routes.prevent", Group.NAMES, Unit.EMAIL, "", "Where Prevent referrals go", CHOSEN, may_be_blank=True),
    Setting("routes.lado", Group.NAMES, Unit.EMAIL, "", "Where worries about workers go (LADO)", LADO_SOURCE, may_be_blank=True),
    Setting(
        "routes.adult_safeguarding", Group.NAMES, Unit.EMAIL, "", "Where adult safeguarding worries go", CHOSEN, may_be_blank=True
    ),
    Setting("routes.leaving_care", Group.NAMES, Unit.EMAIL, "", "Where the leaving-care team is told", CHOSEN, may_be_blank=True),
)

CONTACTS: tuple[Setting, ...] = (
    Setting("contacts.mash", Group.CONTACTS, Unit.PHONE, "01432 260800", "MASH", TOLD),
    Setting(
        "contacts.emergency_duty", Group.CONTACTS, Unit.PHONE, "01905 768020", "Emergency duty team, when MASH is closed", MARF
    ),
    Setting("contacts.emergency", Group.CONTACTS, Unit.PHONE, "999", "Emergency", SITE),
    Setting("contacts.police", Group.CONTACTS, Unit.PHONE, "101", "Police, when it is not an emergency", SITE),
    Setting(
        "contacts.support_1_name",
        Group.CONTACTS,
        Unit.TEXT,
        "West Mercia Rape and Sexual Abuse Support Centre",
        "First support line: name",
        TOLD,
    ),
    Setting("contacts.support_1", Group.CONTACTS, Unit.PHONE, "01905 769977", "First support line: number", TOLD),
    Setting("contacts.support_2_name", Group.CONTACTS, Unit.TEXT, "Rape Crisis", "Second support line: name", TOLD),
    Setting("contacts.support_2", Group.CONTACTS, Unit.PHONE, "0808 802 9999", "Second support line: number", TOLD),
    Setting(
        "contacts.lado",
        Group.CONTACTS,
        Unit.PHONE,
        "01432 260800",
        "Designated officer (LADO)",
        CHOSEN,
        "The LADO's own number was not found: confirm it.",
    ),
)

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
    _figure("rag.red", Group.MASH, Unit.HOURS, 4, "Red: elapsed hours from receipt", SURREY, "Real hours, day and night.", 24),
    _figure("rag.amber", Group.MASH, Unit.MASH_HOURS, 24, "Amber: MASH working hours from receipt", SURREY, most=80),
    _figure("rag.green", Group.MASH, Unit.HOURS, 72, "Green: elapsed hours from receipt", SURREY, most=168),
    _figure(
        "referral.written_after_phone",
        Group.MASH,
        Unit.WORKING_DAYS,
        2,
        "Written form after a telephone referral",
        MARF,
        "Walsall and Shropshire ask for 24 hours.",
        5,
    ),
    _figure(
        "strategy.discussion", Group.MASH, Unit.HOURS, 24, "Strategy discussion held after it is called for", STRATEGY, most=72
    ),
    _figure("check.urgent", Group.MASH, Unit.HOURS, 2, "Answer to an urgent agency check", CHOSEN, most=24),
    _figure("check.soon", Group.MASH, Unit.MASH_HOURS, 8, "Answer to a check wanted soon", CHOSEN, most=40),
    _figure("check.routine", Group.MASH, Unit.MASH_HOURS, 24, "Answer to a routine check", CHOSEN, most=80),
    _figure("referral.feedback", Group.MASH, Unit.WORKING_DAYS, 1, "Telling the referrer after the decision", CHOSEN, most=5),
    _figure(
        "protective.look_back",
        Group.MASH,
        Unit.WORKING_DAYS,
        1,
        "Looking afterwards at a step that could not wait",
        CHOSEN,
        most=5,
    ),
    _figure(
        "open_case.acknowledge",
        Group.MASH,
        Unit.MASH_HOURS,
        4,
        "A social worker acknowledges news of an open case",
        CHOSEN,
        "Then it goes to the duty worker.",
        40,
    ),
    _figure("early_help.first_contact", Group.MASH, Unit.WORKING_DAYS, 5, "Early help makes first contact", CHOSEN),
    _figure(
        "ladder.new",
        Group.MASH,
        Unit.MINUTES,
        60,
        "New item not acknowledged: climbs after",
        CHOSEN,
        "Screener, then manager, then head of service.",
        1440,
    ),
    _figure("ladder.red", Group.MASH, Unit.MINUTES, 15, "Red item not acknowledged: climbs after", CHOSEN, most=240),
    _figure(
        "ladder.emergency_duty",
        Group.MASH,
        Unit.MINUTES,
        15,
        "Emergency duty team has not acknowledged: climbs after",
        CHOSEN,
        most=240,
    ),
    _figure(
        "rag.warn", Group.MASH, Unit.MINUTES, 60, "Show an item as running out this long before its limit", CHOSEN, most=1440
    ),
)

EXPLOITATION: tuple[Setting, ...] = (
    _figure(
        "exploitation.floor_review",
        Group.EXPLOITATION,
        Unit.WORKING_DAYS,
        1,
        "Exploitation manager looks at a level below the floor",
        CHOSEN,
        most=5,
    ),
    _figure(
        "exploitation.meeting_book",
        Group.EXPLOITATION,
        Unit.HOURS,
        24,
        "Exploitation meeting booked after the threshold is agreed",
        LEICESTER,
        most=72,
    ),
    _figure(
        "exploitation.meeting_hold", Group.EXPLOITATION, Unit.WORKING_DAYS, 10, "Exploitation meeting held", LEICESTER, most=15
    ),
    _figure(
        "exploitation.meeting_review", Group.EXPLOITATION, Unit.MONTHS, 3, "Exploitation meeting reviewed", LEICESTER, most=6
    ),
    _figure("exploitation.core_group", Group.EXPLOITATION, Unit.WEEKS, 6, "Core group for exploitation", LEICESTER, most=12),
    _figure("exploitation.review_significant", Group.EXPLOITATION, Unit.WEEKS, 4, "Review at SIGNIFICANT", CHOSEN, most=12),
    _figure("exploitation.review_moderate", Group.EXPLOITATION, Unit.WEEKS, 6, "Review at MODERATE", CHOSEN, most=12),
    _figure("exploitation.review_emerging", Group.EXPLOITATION, Unit.WEEKS, 12, "Review at EMERGING", CHOSEN, most=26),
    _figure(
        "plans.approve",
        Group.EXPLOITATION,
        Unit.HOURS,
        48,
        "A safety plan that was put forward is approved or sent back within",
        CHOSEN,
        most=336,
    ),
    _figure("transition.lead", Group.EXPLOITATION, Unit.WEEKS, 4, "Adult services name a lead within", CHOSEN, most=26),
    Setting(
        "exploitation.new_offences",
        Group.EXPLOITATION,
        Unit.CHOICE,
        "no",
        "Is the Crime and Policing Act 2026, Part 4, in force here?",
        Source("Crime and Policing Act 2026", "Royal Assent 29 April 2026", Status.KNOWN, note="commencement dates not verified"),
        options=YES_NO,
    ),
    Setting(
        "nrm.devolved",
        Group.EXPLOITATION,
        Unit.CHOICE,
        "no",
        "Does a local panel decide on modern slavery?",
        Source("Devolved decision-making pilot guidance", "version 6, November 2023"),
        options=YES_NO,
    ),
    _figure("vehicle_marker.review", Group.EXPLOITATION, Unit.DAYS, 28, "Review of a vehicle marker request", CHOSEN),
    _figure("cawn.review", Group.EXPLOITATION, Unit.MONTHS, 12, "Review of a child abduction warning notice", CHOSEN, most=12),
    _figure(
        "transition.start_age_months",
        Group.EXPLOITATION,
        Unit.COUNT,
        198,
        "Planning for adulthood starts at this age, in months",
        ESSEX,
        "198 months is sixteen and a half.",
        216,
    ),
)

MISSING: tuple[Setting, ...] = (
    _figure("missing.trigger_count", Group.MISSING, Unit.COUNT, 3, "Episodes that call for a missing meeting", TOLD, most=20),
    Setting(
        "missing.trigger_comparison",
        Group.MISSING,
        Unit.CHOICE,
        "more_than",
        "How the count is read",
        TOLD,
        options=(Option("more_than", "More than this many"), Option("at_least", "This many or more")),
    ),
    _figure(
        "missing.proposal_hours",
        Group.MISSING,
        Unit.HOURS,
        72,
        "What a parent wrote ahead is taken into the trigger plan within",
        CHOSEN,
        most=720,
    ),
    _figure("missing.trigger_days", Group.MISSING, Unit.DAYS, 90, "Counted over this many days", TOLD, most=365),
    Setting(
        "missing.trigger_counts_away",
        Group.MISSING,
        Unit.CHOICE,
        "no",
        "Does away from placement without authorisation count?",
        CHOSEN,
        "Not found for Herefordshire. Missing and missing from home count; anyone may ask for a meeting whatever the count.",
        options=YES_NO,
    ),
    Setting(
        "missing.trigger_count_in_care",
        Group.MISSING,
        Unit.COUNT,
        0,
        "Episodes that call for a missing meeting, for a child in care",
        CHOSEN,
        "0: the same number as for every child.",
        at_least=0,
        at_most=20,
    ),
    _figure("missing.intervention", Group.MISSING, Unit.WORKING_DAYS, 5, "Missing intervention meeting held", CHOSEN, most=20),
    _figure(
        "ladder.missing_pattern",
        Group.MISSING,
        Unit.MINUTES,
        240,
        "A missing intervention meeting nobody has taken on: climbs after",
        CHOSEN,
        "To the MASH manager, then the head of service.",
        10080,
    ),
    _figure(
        "missing.counts_least",
        Group.MISSING,
        Unit.COUNT,
        5,
        "Numbers below this are hidden in counts that are given out",
        CHOSEN,
        "A small number may point at a child. Those who manage the work see every number.",
        50,
    ),
    _figure("missing.plan_review", Group.MISSING, Unit.MONTHS, 3, "Trigger plan looked at again", CHOSEN, most=12),
    _figure(
        "missing.plan_picture",
        Group.MISSING,
        Unit.MONTHS,
        12,
        "The picture of a trigger plan may be too old after",
        CHOSEN,
        "A picture is looked at at least once a year, and a child changes quickly.",
        12,
    ),
    _figure(
        "ladder.missing",
        Group.MISSING,
        Unit.MINUTES,
        15,
        "News of a missing child not acknowledged: climbs after",
        CHOSEN,
        "Each agency answers for itself. The council's goes to the emergency duty team, MASH manager and head of service; "
        "the police's to the duty sergeant.",
        240,
    ),
    _figure(
        "missing.higher_risk_age",
        Group.MISSING,
        Unit.YEARS,
        12,
        "Children of this age or younger are treated as at higher risk",
        COVENTRY,
        most=17,
    ),
)

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
    _figure(
        "missing.interview_allocate", Group.MISSING, Unit.HOURS, 12, "An interviewer is named after the return", CHOSEN, most=48
    ),
    _figure(
        "missing.interview_warn",
        Group.MISSING,
        Unit.HOURS,
        24,
        "An interview that is not held climbs this long before its hours run out",
        CHOSEN,
        most=71,
    ),
    _figure(
        "ladder.interview",
        Group.MISSING,
        Unit.MINUTES,
        240,
        "Each step of the ladder of a return interview",
        CHOSEN,
        "It goes to the exploitation manager and the head of service until it is held, declined by the child or given up.",
        1440,
    ),
    _figure(
        "missing.interview_lead",
        Group.MISSING,
        Unit.WORKING_DAYS,
        5,
        "A lead from a return interview is followed",
        CHOSEN,
        most=20,
    ),
    _figure(
        "missing.interview_access",
        Group.MISSING,
        Unit.DAYS,
        28,
        "The record closes to the interviewer this long after they last worked on it",
        CHOSEN,
        most=90,
    ),
    _figure(
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

MEETINGS: tuple[Setting, ...] = (
    _figure(
        "meetings.papers_initial",
        Group.MEETINGS,
        Unit.HOURS,
        48,
        "Reports to parents before an initial conference",
        EAST_RIDING,
        "At least this long before.",
    ),
    _figure(
        "meetings.papers_review",
        Group.MEETINGS,
        Unit.WORKING_DAYS,
        3,
        "Reports to parents before a review conference",
        EAST_RIDING,
        "At least this long before.",
    ),
    _figure("meetings.decision_letter", Group.MEETINGS, Unit.WORKING_DAYS, 1, "Decision letter after a conference", YORK),
    _figure("meetings.record", Group.MEETINGS, Unit.WORKING_DAYS, 15, "Record of a conference", YORK),
    _figure("meetings.minutes", Group.MEETINGS, Unit.WORKING_DAYS, 5, "Minutes of any other meeting", CHOSEN, most=20),
    _figure(
        "meetings.papers",
        Group.MEETINGS,
        Unit.WORKING_DAYS,
        2,
        "Papers shared before any other meeting",
        CHOSEN,
        "At least this long before.",
        20,
    ),
    _figure(
        "meetings.quorum",
        Group.MEETINGS,
        Unit.COUNT,
        3,
        "Agencies that must be at a meeting about a child",
        CHOSEN,
        "A chair may go on with fewer, and says why.",
        12,
    ),
    _figure(
        "meetings.action_due",
        Group.MEETINGS,
        Unit.DAYS,
        14,
        "An action of a meeting without a day: to be done after",
        CHOSEN,
        most=90,
    ),
    _figure(
        "meetings.action_reminder",
        Group.MEETINGS,
        Unit.DAYS,
        2,
        "Whoever took on an action is reminded, days before",
        CHOSEN,
        "And again on the day after it was to be done.",
        30,
    ),
    _figure(
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

LEVELS: tuple[Setting, ...] = (
    *(
        Setting(
            f"levels.need_{number}",
            Group.LEVELS,
            Unit.TEXT,
            f"Level {number}: {name}",
            f"Right Help Right Time level {number}",
            CHOSEN,
            "The current local name was not found.",
        )
        for number, name in enumerate(
            ("universal", "additional need", "complex need, several agencies", "acute need or risk of harm"), start=1
        )
    ),
    Setting("levels.none_identified", Group.LEVELS, Unit.TEXT, "None identified", "Exploitation: none identified", TOLD),
    Setting("levels.emerging", Group.LEVELS, Unit.TEXT, "EMERGING", "Exploitation: emerging", TOLD),
    Setting("levels.moderate", Group.LEVELS, Unit.TEXT, "MODERATE", "Exploitation: moderate", TOLD),
    Setting("levels.significant", Group.LEVELS, Unit.TEXT, "SIGNIFICANT", "Exploitation: significant", TOLD),
)

DISAGREEMENT: tuple[Setting, ...] = (
    _figure("disagreement.stage_1", Group.DISAGREEMENT, Unit.WORKING_DAYS, 1, "Stage 1: the two workers talk", CHOSEN, most=5),
    _figure("disagreement.stage_2", Group.DISAGREEMENT, Unit.WORKING_DAYS, 2, "Stage 2: their managers talk", CHOSEN, most=5),
    _figure("disagreement.stage_3", Group.DISAGREEMENT, Unit.WORKING_DAYS, 5, "Stage 3: heads of service", CHOSEN, most=10),
    _figure("disagreement.stage_4", Group.DISAGREEMENT, Unit.WORKING_DAYS, 10, "Stage 4: the partnership", CHOSEN, most=20),
)

MERTON = Source("Care Planning Regulations 2010", "regulation 50, as read in Merton")
VARIES = Source("Retention schedules of several councils", "25 to 35 years", Status.KNOWN)
RECORDS: tuple[Setting, ...] = (
    _figure(
        "break_glass.hours",
        Group.RECORDS,
        Unit.HOURS,
        12,
        "A record opened in an emergency closes again after",
        CHOSEN,
        "It closes by itself. Whoever needs it longer joins those who work with the child.",
        most=72,
    ),
    _figure(
        "break_glass.review_hours",
        Group.RECORDS,
        Unit.HOURS,
        24,
        "A manager looks at an emergency opening within",
        CHOSEN,
        most=168,
    ),
    _figure(
        "break_glass.answer_hours",
        Group.RECORDS,
        Unit.HOURS,
        4,
        "A manager answers a request for a restricted record within",
        CHOSEN,
        most=72,
    ),
    _figure(
        "openings.reason_hours",
        Group.RECORDS,
        Unit.HOURS,
        12,
        "Why somebody opens a record without a task is asked again after",
        CHOSEN,
        most=72,
    ),
    _figure(
        "openings.review_hours",
        Group.RECORDS,
        Unit.HOURS,
        24,
        "Records opened without a task are looked at within",
        CHOSEN,
        most=168,
    ),
    _figure(
        "openings.task_days",
        Group.RECORDS,
        Unit.DAYS,
        14,
        "A task that is done still explains an opening for",
        CHOSEN,
        "Somebody reads what came of their work; after that, opening the record needs a reason.",
        most=90,
    ),
    _figure("retention.looked_after", Group.RECORDS, Unit.YEARS, 75, "Looked after: kept to this birthday", MERTON, most=100),
    _figure(
        "retention.child_protection",
        Group.RECORDS,
        Unit.YEARS,
        35,
        "Child protection: years after the last contact",
        VARIES,
        most=100,
    ),
    _figure("retention.child_in_need", Group.RECORDS, Unit.YEARS, 25, "Child in need: kept to this birthday", VARIES, most=100),
    _figure(
        "retention.referral_only", Group.RECORDS, Unit.YEARS, 25, "Referral without more: kept to this birthday", VARIES, most=100
    ),
    _figure("retention.early_help", Group.RECORDS, Unit.YEARS, 25, "Early help: kept to this birthday", VARIES, most=100),
    _figure(
        "retention.looked_after_died",
        Group.RECORDS,
        Unit.YEARS,
        15,
        "Looked after, died before 18: years after the death",
        MERTON,
        most=100,
    ),
    _figure(
        "retention.disposal_wait",
        Group.RECORDS,
        Unit.DAYS,
        7,
        "An approved disposal waits this long, and can be stopped",
        CHOSEN,
        most=90,
    ),
    _figure(
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

SIGNING_IN: tuple[Setting, ...] = (
    _figure(
        "sessions.idle",
        Group.SIGNING_IN,
        Unit.MINUTES,
        30,
        "Signed out after this long without doing anything",
        CHOSEN,
        "What was typed is kept, and is there again after signing in.",
        240,
    ),
    _figure(
        "disclosure.recently_changed_days",
        Group.RECORDS,
        Unit.DAYS,
        30,
        "A reader whose details changed within this many days is pointed out before a letter leaves",
        CHOSEN,
        most=365,
    ),
    _figure("sessions.absolute", Group.SIGNING_IN, Unit.HOURS, 12, "Signed out this long after signing in", CHOSEN, most=24),
    _figure("sessions.warning", Group.SIGNING_IN, Unit.MINUTES, 3, "A warning comes this long before", CHOSEN, most=30),
    _figure(
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
    _figure(
        "family.link_hours",
        Group.FAMILY,
        Unit.HOURS,
        72,
        "A link sent to a relative can be opened for",
        CHOSEN,
        "It opens once, in one browser.",
        720,
    ),
    _figure(
        "family.link_reading_hours",
        Group.FAMILY,
        Unit.HOURS,
        24,
        "Once opened, it can be read on in that browser for",
        CHOSEN,
        most=720,
    ),
)

ROWS: tuple[Setting, ...] = (
    *NAMES,
    *CONTACTS,
    *HOURS,
    *MASH,
    *EXPLOITATION,
    *MISSING,
    *INTERVIEWS,
    *MEETINGS,
    *LEVELS,
    *DISAGREEMENT,
    *RECORDS,
    *SIGNING_IN,
    *FAMILY,
)
