"""The multi-agency referral form as one table, in the order it is asked.

Every answer has one place in the document, named by its JSON Pointer. The pages, the PDF and the JSON Schema are all
made from these rows. Fields follow the 2017 Herefordshire form and those of other English areas.
"""

from collections.abc import Iterator

from .agencies import AGENCY_KIND_OPTIONS, PROFESSION_OPTIONS
from .lawful_basis import GATEWAYS, LAWFUL_BASES, NOT_INFORMED_REASONS, SPECIAL_CATEGORY_BASES
from .question import YES_NO, YES_NO_UNKNOWN, Audience, Kind, Option, Question, Section
from .referral_options import (
    AGREED,
    CURRENT_HELP,
    ETHNICITIES,
    FAMILY_CONTACT,
    HOW_KNOWN,
    INFORMED,
    LEGAL_STATUSES,
    MAY_CONTACT,
    NEED_LEVELS,
    NO_ASSESSMENT_REASONS,
    REFERRER_KINDS,
    RELATIONSHIPS,
    SAFE_NOW,
    SEX,
    SOUGHT,
    WORRIES,
)

LONG = 10000
SHORT = 2000


class Asking:
    """Makes the questions that share one place in the document, so that each row says only what is its own."""

    def __init__(self, base: str) -> None:
        """Take the place, as a JSON Pointer with `*` for a number."""
        self.base = base

    def ask(
        self,
        key: str,
        kind: Kind,
        label: str,
        hint: str = "",
        *,
        options: tuple[Option, ...] = (),
        needed: bool = False,
        named: bool = False,
        shown_if: tuple[str, tuple[str, ...]] | None = None,
        max_length: int = 200,
    ) -> Question:
        """One question here. `named` keeps the answer for named people only (safety H17)."""
        if kind in (Kind.YES_NO, Kind.YES_NO_UNKNOWN):
            options = YES_NO if kind is Kind.YES_NO else YES_NO_UNKNOWN
        return Question(
            key,
            f"{self.base}/{key}",
            kind,
            label,
            hint,
            options,
            needed,
            Audience.NAMED if named else Audience.PROFESSIONALS,
            max_length,
            shown_if,
            wording_prompts=kind is Kind.LONG_TEXT,
        )

    def text(self, key: str, label: str, hint: str = "", *, named: bool = False, needed: bool = False) -> Question:
        """A short answer in words."""
        return self.ask(key, Kind.TEXT, label, hint, named=named, needed=needed)

    def long(
        self,
        key: str,
        label: str,
        hint: str = "",
        *,
        needed: bool = False,
        named: bool = False,
        shown_if: tuple[str, tuple[str, ...]] | None = None,
        max_length: int = LONG,
    ) -> Question:
        """An answer in as many words as it takes."""
        return self.ask(
            key,
            Kind.LONG_TEXT,
            label,
            hint,
            needed=needed,
            named=named,
            shown_if=shown_if,
            max_length=max_length,
        )


_r = Asking("/referrer")
REFERRER = Section(
    "referrer",
    "You",
    "/referrer",
    (
        _r.ask("kind", Kind.CHOICE, "Who are you writing as?", options=REFERRER_KINDS, needed=True),
        _r.text("name", "Your name", needed=True),
        _r.ask(
            "anonymous",
            Kind.YES_NO,
            "Do you want to stay anonymous?",
            "Only members of the public can. MASH cannot ask you more or tell you what happened.",
            shown_if=("kind", ("public",)),
        ),
        _r.ask(
            "protect_identity",
            Kind.YES_NO,
            "Should the family not be told who you are?",
            "The name of a member of the public is kept from the family in any case.",
        ),
        _r.text("role", "Your job or role"),
        _r.ask("profession", Kind.CHOICE, "What are you to the child?", options=PROFESSION_OPTIONS),
        _r.text("agency", "Your agency or organisation"),
        _r.ask("agency_kind", Kind.CHOICE, "What sort of agency is it?", options=AGENCY_KIND_OPTIONS),
        _r.ask("phone", Kind.PHONE, "Phone number", "How MASH can reach you today.", needed=True, max_length=40),
        _r.ask("email", Kind.EMAIL, "E-mail address", "A secure work address if you have one.", max_length=254),
        _r.text("reach", "When and how is best to reach you?"),
        _r.text("relationship", "How do you know the child?"),
        _r.text("discussed_with", "Which manager or safeguarding lead have you talked to?"),
        _r.text("spoken_to", "Who in MASH have you spoken to?"),
        _r.ask("spoken_at", Kind.INSTANT, "When did you speak to MASH?"),
    ),
    intro="MASH needs to be able to call you back.",
    quick=True,
    whole_answer=False,
)

_c = Asking("/children/*")
CHILDREN = Section(
    "children",
    "The child",
    "/children/*",
    (
        _c.text("given_name", "First name", "As far as you know it.", needed=True),
        _c.text("family_name", "Last name"),
        _c.text("chosen_name", "Name they choose to be called by", named=True),
        _c.ask("nicknames", Kind.LINES, "Nicknames", "One on each line."),
        _c.ask("aliases", Kind.LINES, "Other names they have used", "One on each line."),
        _c.long(
            "description",
            "If you do not know their name, how would we know them?",
            "Age, looks, clothes, who they were with, where.",
            max_length=SHORT,
        ),
        _c.ask("date_of_birth", Kind.DATE, "Date of birth"),
        _c.ask("estimated_age", Kind.NUMBER, "If you do not know it, about how old?", "In years."),
        _c.ask("unborn", Kind.YES_NO, "Is this an unborn child?"),
        _c.ask("expected_date", Kind.DATE, "When is the baby due?", named=True, shown_if=("unborn", ("yes",))),
        _c.long(
            "unborn_reason",
            "Why are you worried about this baby before birth?",
            named=True,
            shown_if=("unborn", ("yes",)),
            max_length=SHORT,
        ),
        _c.ask("sex", Kind.CHOICE, "Sex", "As national returns ask for it.", options=SEX),
        _c.text("gender", "Gender, in the child's own words", named=True),
        _c.text("pronouns", "Pronouns", named=True),
        _c.ask("ethnicity", Kind.CHOICE, "Ethnicity", options=ETHNICITIES),
        _c.text("religion", "Religion or belief", named=True),
        _c.text("first_language", "First language"),
        _c.ask("interpreter", Kind.YES_NO_UNKNOWN, "Does the child need an interpreter?"),
        _c.text("communication_needs", "How does the child communicate best?"),
        _c.ask("learning_disability", Kind.YES_NO_UNKNOWN, "Does the child have a learning disability?"),
        _c.ask("send", Kind.YES_NO_UNKNOWN, "Any other special educational need, disability or neurodivergence?"),
        _c.long("send_detail", "What does that mean for them day to day?", max_length=SHORT),
        _c.text("nationality", "Nationality"),
        _c.text("immigration_status", "Immigration status", named=True),
        _c.ask("nhs_number", Kind.NHS_NUMBER, "NHS number", "10 digits.", max_length=20),
        _c.ask("upn", Kind.UPN, "Unique pupil number", "13 characters, starting with a letter.", max_length=20),
        _c.text("council_number", "Council reference"),
        _c.text("police_number", "Police reference"),
        _c.long("address", "Home address", "Everything but the postcode.", max_length=500),
        _c.ask("postcode", Kind.POSTCODE, "Postcode", max_length=12),
        _c.ask("address_confidential", Kind.YES_NO, "Must the address be kept from anybody?"),
        _c.text("address_kept_from", "From whom?", named=True),
        _c.ask("phone", Kind.PHONE, "The child's own phone", max_length=40),
        _c.text("school", "School, college or nursery"),
        _c.text("gp", "GP practice"),
        _c.ask("legal_status", Kind.CHOICE, "Legal status", options=LEGAL_STATUSES),
        _c.ask("current_help", Kind.CHOICE, "What help are they getting now?", options=CURRENT_HELP),
        _c.text("social_worker", "Social worker or lead worker"),
        _c.ask("is_parent", Kind.YES_NO_UNKNOWN, "Is the child a parent, or about to be?", named=True),
        _c.ask(
            "no_assessment_reason",
            Kind.CHOICE,
            "If no exploitation risk assessment comes with this, why not?",
            options=NO_ASSESSMENT_REASONS,
        ),
    ),
    intro="Say what you know. One referral can cover brothers and sisters.",
    repeats="children",
    quick=True,
    whole_answer=False,
)

_p = Asking("/people/*")
PEOPLE = Section(
    "people",
    "Household and adults",
    "/people/*",
    (
        _p.text("given_name", "First name"),
        _p.text("family_name", "Last name"),
        _p.ask("aliases", Kind.LINES, "Other names or nicknames", "One on each line."),
        _p.ask("children", Kind.CHILDREN, "Which of the children?", "All of them if you leave this."),
        _p.ask("relationship", Kind.CHOICE, "Who are they to the child?", options=RELATIONSHIPS),
        _p.text("relationship_detail", "In your own words"),
        _p.ask("parental_responsibility", Kind.YES_NO_UNKNOWN, "Do they have parental responsibility?"),
        _p.ask("lives_with_child", Kind.YES_NO_UNKNOWN, "Do they live with the child?"),
        _p.ask("date_of_birth", Kind.DATE, "Date of birth"),
        _p.ask("estimated_age", Kind.NUMBER, "If you do not know it, about how old?", "In years."),
        _p.long("address", "Address", "If it is not the child's.", max_length=500),
        _p.ask("postcode", Kind.POSTCODE, "Postcode", max_length=12),
        _p.ask("phone", Kind.PHONE, "Phone number", max_length=40),
        _p.ask(
            "may_contact",
            Kind.CHOICE,
            "Is it safe to contact them about this?",
            "Not answered is read as not yet. Parental responsibility alone does not make it safe.",
            options=MAY_CONTACT,
        ),
        _p.long("may_contact_reason", "Why?", max_length=SHORT),
        _p.ask("of_concern", Kind.YES_NO_UNKNOWN, "Are you worried about what they do?", named=True),
        _p.long("of_concern_detail", "What worries you about them?", named=True, max_length=SHORT),
        _p.ask(
            "works_with_children",
            Kind.YES_NO_UNKNOWN,
            "Do they work or volunteer with children?",
            "A worry about somebody who does also goes to the designated officer (LADO).",
            named=True,
        ),
        _p.text("works_where", "Where?", named=True),
        _p.ask("interpreter", Kind.YES_NO_UNKNOWN, "Do they need an interpreter?"),
        _p.text("language", "Their first language"),
        _p.long("notes", "Anything else about them", max_length=SHORT),
    ),
    intro="Everybody with parental responsibility, everybody in the home, brothers and sisters elsewhere, and others who matter.",
    repeats="people",
)

WHERE = Section(
    "where",
    "Where the child is now",
    "/children/*",
    (
        _c.ask(
            "safe_now",
            Kind.CHOICE,
            "Is the child safe now?",
            options=SAFE_NOW,
            needed=True,
        ),
        _c.long("where_now", "Where is the child now, and who with?", max_length=SHORT),
        _c.long("condition", "How are they?", "Hurt, frightened, hungry, in need of medicine.", max_length=SHORT),
        _c.ask("missing_now", Kind.YES_NO_UNKNOWN, "Is the child missing now?"),
        _c.ask("police_called", Kind.YES_NO_UNKNOWN, "Have the police been called?"),
        _c.text("police_log", "Police log number"),
        _c.long("done_now", "What has been done to keep them safe?", max_length=SHORT),
    ),
    repeats="children",
    quick=True,
    whole_answer=False,
)

_w = Asking("/concern")
CONCERN = Section(
    "concern",
    "What you are worried about",
    "/concern",
    (
        _w.long(
            "worry",
            "What are you worried about?",
            "What happened, and what you fear. Put the child's own words in quotation marks.",
            needed=True,
        ),
        _w.ask("kinds", Kind.CHOICES, "What sort of worry is it?", options=WORRIES),
        _w.long("when", "When did it happen?", "As exactly as you can; about is fine.", max_length=SHORT),
        _w.long("where", "Where did it happen?", max_length=SHORT),
        _w.long("who", "Who was there or is thought to be responsible?", named=True, max_length=SHORT),
        _w.ask("how_known", Kind.CHOICES, "How do you know?", options=HOW_KNOWN),
        _w.long("history", "What happened before?", "Earlier worries, harm or important events."),
        _w.long("harm", "What effect has it had on the child?"),
        _w.ask("immediate_danger", Kind.YES_NO, "Is anybody in danger now?", "If so, call 999 first."),
        _w.ask(
            "new_significant_harm",
            Kind.YES_NO_UNKNOWN,
            "If there is a social worker already, is this new significant harm?",
        ),
        _w.ask(
            "about_worker",
            Kind.YES_NO_UNKNOWN,
            "Is it about somebody who works or volunteers with children?",
            "It then also goes to the designated officer (LADO), and not to that person's agency.",
            named=True,
        ),
        _w.long("about_worker_detail", "Who, and where do they work?", named=True, max_length=SHORT),
    ),
    quick=True,
    whole_answer=False,
)

_t = Asking("/circumstances")
CIRCUMSTANCES = Section(
    "circumstances",
    "What is working well, and what was tried",
    "/circumstances",
    (
        _t.long("working_well", "What is working well?", "Strengths, people who help, what keeps the child safe."),
        _t.long("tried", "What has been tried, and what came of it?"),
        _t.ask("early_help", Kind.YES_NO_UNKNOWN, "Is there early help now?"),
        _t.ask("early_help_attached", Kind.YES_NO, "Is the early help assessment attached?"),
    ),
)

_v = Asking("/views")
VIEWS = Section(
    "views",
    "The child's life and views",
    "/views",
    (
        _v.long("lived_experience", "What is a day like for this child?"),
        _v.long("child_view", "What does the child say and want?", "Their own words in quotation marks."),
        _v.ask("child_knows", Kind.YES_NO_UNKNOWN, "Does the child know about this referral?"),
        _v.long("child_not_asked", "If the child has not been asked, why not?", max_length=SHORT),
    ),
)

_f = Asking("/parents")
PARENTS = Section(
    "parents",
    "Parents and carers",
    "/parents",
    (
        _f.long("view", "What do the parents or carers say?"),
        _f.long("care", "How do they look after the child?", "What they do well and what is hard for them."),
        _f.long("not_asked", "If they have not been asked, why not?", max_length=SHORT),
    ),
)

_a = Asking("/agencies/*")
AGENCIES = Section(
    "agencies",
    "Other agencies",
    "/agencies/*",
    (
        _a.ask("kind", Kind.CHOICE, "What sort of agency?", options=AGENCY_KIND_OPTIONS),
        _a.text("agency", "Which agency?"),
        _a.text("name", "Who there?"),
        _a.text("role", "Their role"),
        _a.ask("phone", Kind.PHONE, "Phone number", max_length=40),
        _a.ask("email", Kind.EMAIL, "E-mail address", max_length=254),
        _a.long("involvement", "What do they do with the family?", max_length=SHORT),
    ),
    repeats="agencies",
)

_n = Asking("/need")
NEED = Section(
    "need",
    "Level of need, and what you hope for",
    "/need",
    (
        _n.ask("level", Kind.CHOICE, "What level of need do you see?", "MASH decides.", options=NEED_LEVELS),
        _n.long("level_reason", "Why?", max_length=SHORT),
        _n.ask("sought", Kind.CHOICES, "What are you asking for?", options=SOUGHT),
        _n.long("outcome_wanted", "What would you like to be different for the child?", max_length=SHORT),
    ),
)

_s = Asking("/safety")
SAFETY = Section(
    "safety",
    "Staff safety and access",
    "/safety",
    (
        _s.ask("staff_risk", Kind.YES_NO_UNKNOWN, "Is there any risk to workers who visit or call?"),
        _s.long("staff_risk_detail", "What is the risk, and what helps?", named=True, max_length=SHORT),
        _s.ask("interpreter", Kind.YES_NO_UNKNOWN, "Is an interpreter needed?"),
        _s.text("interpreter_language", "For which language?"),
        _s.text(
            "interpreter_not",
            "Who must not interpret?",
            "Nobody from the family or their circle.",
            named=True,
        ),
        _s.long("access_needs", "What else would make it easier for the family?", max_length=SHORT),
    ),
)

_k = Asking("/consent")
CONSENT = Section(
    "consent",
    "Telling the family, agreement and lawful basis",
    "/consent",
    (
        _k.ask(
            "informed",
            Kind.CHOICE,
            "Have the family been told of this referral?",
            options=INFORMED,
            needed=True,
        ),
        _k.ask(
            "not_informed_reason",
            Kind.CHOICE,
            "If not all of them, why not?",
            options=NOT_INFORMED_REASONS,
            needed=True,
            shown_if=("informed", ("no", "some")),
        ),
        _k.long(
            "not_informed_detail",
            "Say more",
            shown_if=("informed", ("no", "some")),
            named=True,
            max_length=SHORT,
        ),
        _k.text("informed_who", "Who has been told, and how?"),
        _k.ask(
            "agreed",
            Kind.CHOICE,
            "Do they agree to help and support?",
            "Help early on is voluntary. Sharing to keep a child safe does not rest on agreement.",
            options=AGREED,
        ),
        _k.text("agreed_by", "Who agreed?"),
        _k.text("agreed_covering", "Whose information does that cover?"),
        _k.long("not_agreed_detail", "If they do not agree, what did they say?", max_length=SHORT),
        _k.ask(
            "lawful_basis",
            Kind.CHOICE,
            "What is your lawful basis for sharing this?",
            "This stands apart from agreement.",
            options=LAWFUL_BASES,
        ),
        _k.ask(
            "special_basis",
            Kind.CHOICE,
            "And for health, ethnicity and the like?",
            options=SPECIAL_CATEGORY_BASES,
        ),
        _k.ask("gateways", Kind.CHOICES, "Under which law?", "If you know.", options=GATEWAYS),
        _k.ask("family_contact", Kind.CHOICE, "Who may contact the family?", options=FAMILY_CONTACT),
        _k.long("family_contact_detail", "How and when is it safe?", named=True, max_length=SHORT),
    ),
    quick=True,
    whole_answer=False,
)

SECTIONS: tuple[Section, ...] = (
    REFERRER,
    CHILDREN,
    PEOPLE,
    WHERE,
    CONCERN,
    CIRCUMSTANCES,
    VIEWS,
    PARENTS,
    AGENCIES,
    NEED,
    SAFETY,
    CONSENT,
)
_SECTIONS = {section.key: section for section in SECTIONS}


def section(key: str) -> Section:
    """The section with that key. KeyError for one that is not in the form."""
    return _SECTIONS[key]


def questions() -> Iterator[tuple[Section, Question]]:
    """Every question of the form with its section, in the order asked."""
    for one in SECTIONS:
        for question in one.questions:
            yield one, question


_QUESTIONS = {question.path: question for _, question in questions()}


def question_at(path: str) -> Question:
    """The question whose answer lies at this pointer, with `*` for numbers. KeyError when there is none."""
    return _QUESTIONS[path]
