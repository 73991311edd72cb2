"""Names of the partnership, and whom to ring."""

from ..config_types import Group, Setting, Unit
from ..source import Source
from .sources import CHOSEN, LADO_SOURCE, MARF, RHRT, SITE, TOLD

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
