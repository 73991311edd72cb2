"""The people who work in the county, in every role there is. All are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Post:
    """One role in one agency, and the team when there is one."""

    role: str
    agency: str
    team: str = ""


@dataclass(frozen=True)
class Worker:
    """One member of staff. posts: what they do; several are shown as such."""

    name: str
    job_title: str
    posts: tuple[Post, ...]
    supervisor: str = ""

    @property
    def address(self) -> str:
        """The part of their e-mail address before the @."""
        return self.name.lower().replace(" ", ".").replace("'", "")


def _at(agency: str, team: str, *roles: str) -> tuple[Post, ...]:
    return tuple(Post(role, agency, team) for role in roles)


STAFF: tuple[Worker, ...] = (
    # The council: front door, duty, teams.
    Worker("Priya Nair", "MASH social worker", _at("council", "MASH", "mash-screener")),
    Worker("Tom Beddoes", "MASH social worker", _at("council", "MASH", "mash-screener")),
    Worker("Grace Adeyemi", "MASH social worker", _at("council", "MASH", "mash-screener")),
    Worker("Helen Marsh", "MASH team manager", _at("council", "MASH", "mash-manager")),
    Worker("Daniel Okoro", "MASH assistant manager", _at("council", "MASH", "mash-manager")),
    Worker("Ruth Carver", "Emergency duty social worker", _at("council", "Emergency duty team", "emergency-duty")),
    Worker("Kofi Mensah", "Emergency duty social worker", _at("council", "Emergency duty team", "emergency-duty")),
    Worker("Siobhan Walsh", "Exploitation team manager", _at("council", "Exploitation team", "exploitation-manager", "chair")),
    Worker("Amir Rahimi", "Exploitation social worker", _at("council", "Exploitation team", "social-worker"), "Siobhan Walsh"),
    Worker("Bethan Pryce", "Exploitation social worker", _at("council", "Exploitation team", "social-worker"), "Siobhan Walsh"),
    Worker("Joel Whitcombe", "Direct-work practitioner", _at("council", "Exploitation team", "practitioner"), "Siobhan Walsh"),
    Worker("Marta Kowalczyk", "Direct-work practitioner", _at("council", "Exploitation team", "practitioner"), "Siobhan Walsh"),
    Worker("Anita Desai", "Social worker", _at("council", "Assessment team North", "social-worker")),
    Worker("Owen Griffith", "Social worker", _at("council", "Assessment team North", "social-worker")),
    Worker("Leila Haddad", "Social worker", _at("council", "Assessment team South", "social-worker")),
    Worker("Chris Underhill", "Social worker", _at("council", "Looked-after children team", "social-worker")),
    Worker("Margaret Oduya", "Head of service", _at("council", "Leadership", "head-of-service")),
    Worker("Stephen Lacey", "Director of children's services", _at("council", "Leadership", "senior-leader")),
    Worker("Janet Pugh", "MASH business support", _at("council", "Business support", "business-support", "minute-taker")),
    Worker("Colin Frayne", "Minute taker", _at("council", "Business support", "minute-taker")),
    Worker(
        "Yvonne Baptiste", "Independent reviewing officer", _at("council", "Quality and review", "reviewing-officer", "chair")
    ),
    Worker("Ian Thorogood", "Conference chair", _at("council", "Quality and review", "chair")),
    Worker("Farah Siddiqui", "Information-governance officer", _at("council", "Quality and review", "information-governance")),
    Worker("Neil Ashworth", "Practice auditor", _at("council", "Quality and review", "auditor")),
    Worker("Carol Jessop", "System administrator", _at("council", "Business support", "administrator")),
    # Police.
    Worker("Sam Tranter", "Detective constable, exploitation", _at("police", "Missing and exploitation", "police-officer")),
    Worker("Rhiannon Cole", "MASH police decision maker", _at("police", "Public protection", "police-officer", "agency-checker")),
    Worker("Dev Chauhan", "Missing co-ordinator", _at("police", "Missing and exploitation", "missing-coordinator")),
    Worker("Alison Reeve", "Duty sergeant", _at("police", "Response North", "duty-sergeant")),
    Worker("Marcus Bell", "Intelligence officer", _at("police", "Force intelligence", "intelligence-officer")),
    # Health.
    Worker("Ngozi Eze", "Named nurse for safeguarding", _at("health", "Safeguarding nurses", "agency-checker")),
    Worker("Fiona Maclaren", "School nurse", _at("health", "School nursing", "referring-professional")),
    Worker("Hannah Stroud", "Sexual health nurse", _at("health", "Sexual health", "referring-professional")),
    Worker("Lucas Ferreira", "Designated doctor", _at("icb", "Designated professionals", "referring-professional")),
    Worker("Rosalind Kemp", "GP", (Post("referring-professional", "old-bakery"),)),
    Worker("Imran Qureshi", "GP", (Post("referring-professional", "ledwych"),)),
    # Education.
    Worker("Peter Holloway", "Education safeguarding officer", _at("education", "Education welfare", "agency-checker")),
    Worker("Jo Castle", "Head of year 9", (Post("referring-professional", "high-school"),), "Miriam Feldman"),
    Worker("Miriam Feldman", "Designated safeguarding lead", (Post("school-lead", "high-school"),)),
    Worker("Gareth Noakes", "Designated safeguarding lead", (Post("school-lead", "wulfric"), Post("school-lead", "withies"))),
    # Youth justice, housing, probation, early help, domestic abuse.
    Worker(
        "Tanya Brook",
        "Youth justice practitioner",
        (Post("agency-checker", "youth-justice"), Post("practitioner", "youth-justice")),
    ),
    Worker("Derek Lowe", "Tenancy support officer", _at("housing", "Tenancy support", "agency-checker")),
    Worker("Samina Akhtar", "Probation officer", (Post("agency-checker", "probation"),)),
    Worker(
        "Laura Finch",
        "Early help co-ordinator",
        (*_at("early-help", "Family support North", "early-help"), Post("agency-checker", "early-help")),
    ),
    Worker("Josie Penn", "Family support worker", _at("early-help", "Family support South", "early-help")),
    Worker("Zainab Yusuf", "Children's worker", (Post("agency-checker", "lantern"),)),
    # Voluntary, placements, licensing.
    Worker("Ash Merrick", "Detached youth worker", _at("riverside", "Detached youth work", "referring-professional")),
    Worker("Nadia Petrova", "Return-interview worker", _at("riverside", "Return interviews", "return-interviewer")),
    Worker("Elliot Vane", "Advocate", _at("riverside", "Advocacy", "advocate")),
    Worker("Wendy Arkwright", "Registered manager", (Post("placement-carer", "fernbank"),)),
    Worker("Graham Tolley", "Licensing officer", (Post("licensing", "licensing"),)),
    Worker("Beatrice Onslow", "Adult safeguarding social worker", (Post("referring-professional", "adults"),)),
)

SECOND_STAFF: tuple[Worker, ...] = (
    Worker("Morag Linklater", "Front door social worker", _at("tarn-council", "Front door", "mash-screener")),
    Worker("Finlay Strand", "Front door manager", _at("tarn-council", "Front door", "mash-manager")),
    Worker("Una Carrick", "Social worker", _at("tarn-council", "Social work", "social-worker")),
    Worker("Hamish Bute", "Head of service", _at("tarn-council", "Social work", "head-of-service", "administrator")),
    Worker("Elsie Rowan", "Designated safeguarding lead", (Post("school-lead", "tarn-school"),)),
)

# Who is away now, from and until in days from today, and who covers.
ABSENT: tuple[tuple[str, int, int, str], ...] = (
    ("Owen Griffith", -4, 9, "Anita Desai"),
    ("Marta Kowalczyk", 12, 19, "Joel Whitcombe"),
)
