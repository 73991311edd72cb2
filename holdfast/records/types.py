"""The words and values of a child's record that others may import."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextChoices


class NameKind(TextChoices):
    BIRTH = "birth", "Name at birth"
    FORMER = "former", "Former name"
    NICKNAME = "nickname", "Nickname"
    ALIAS = "alias", "Also known as"
    STREET = "street", "Name used by peers"
    ONLINE = "online", "Name used online"
    SPELLING = "spelling", "Another spelling"


class IdentifierKind(TextChoices):
    NHS = "nhs", "NHS number"
    UPN = "upn", "Unique pupil number"
    COUNCIL = "council", "Council's number"
    POLICE = "police", "Police number"
    SENDER = "sender", "Reference of the system that sent the record"


class Sex(TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    NOT_KNOWN = "not_known", "Not known or not recorded"


class YesNo(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Send(TextChoices):
    NOT_KNOWN = "not_known", "Not known"
    NONE = "none", "None identified"
    SUPPORT = "support", "SEN support"
    PLAN = "plan", "Education, health and care plan"
    ASSESSMENT = "assessment", "Being assessed for a plan"


class RelationKind(TextChoices):
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent"
    PARENTS_PARTNER = "parents_partner", "Parent's partner"
    SIBLING = "sibling", "Sibling"
    TWIN = "twin", "Twin"
    HALF_SIBLING = "half_sibling", "Half-sibling"
    GRANDPARENT = "grandparent", "Grandparent"
    RELATIVE = "relative", "Other relative"
    CARER = "carer", "Foster carer or carer"
    GUARDIAN = "guardian", "Guardian"
    OWN_CHILD = "own_child", "Own child"
    PARTNER = "partner", "Boyfriend, girlfriend or partner"
    FRIEND = "friend", "Friend or peer"
    LODGER = "lodger", "Lives in the household"
    NEIGHBOUR = "neighbour", "Neighbour"
    OF_CONCERN = "of_concern", "Person of concern"
    OTHER = "other", "Other"


class TellSubject(TextChoices):
    EVERYTHING = "everything", "Everything"
    REFERRAL = "referral", "That a referral was made"
    EXPLOITATION = "exploitation", "Worries about exploitation"
    MISSING = "missing", "Missing episodes"
    MEETINGS = "meetings", "Meetings and plans"
    WHERE = "where", "Where the child lives or is"
    HEALTH = "health", "Health"


class Tell(TextChoices):
    YES = "yes", "Yes, safe to tell"
    NOT_YET = "not_yet", "Not yet"
    NEVER = "never", "Never"


class SensitiveKind(TextChoices):
    CHOSEN_NAME = "chosen_name", "Chosen name"
    PRONOUNS = "pronouns", "Pronouns"
    GENDER = "gender", "Gender identity"
    ORIENTATION = "orientation", "Sexual orientation"
    FAITH = "faith", "Religion or belief"
    IMMIGRATION = "immigration", "Immigration status"
    PREGNANCY = "pregnancy", "Pregnancy"
    SEXUAL_HEALTH = "sexual_health", "Sexual health"


class Audience(TextChoices):
    CHILD = "child", "The child"
    FAMILY = "family", "Named relatives"
    PROFESSIONALS = "professionals", "Professionals in the circle"
    POLICE = "police", "Police"
    NAMED = "named", "Named people only"


class AddressKind(TextChoices):
    HOME = "home", "Home"
    PARENT = "parent", "A parent's home"
    PLACEMENT = "placement", "Placement"
    STAYS = "stays", "Often stays here"
    FORMER = "former", "Former home"
    LETTERS = "letters", "Letters only"


class DetailKind(TextChoices):
    ADDRESS = "address", "Address"
    PHONE = "phone", "Phone"
    EMAIL = "email", "E-mail"
    VEHICLE = "vehicle", "Vehicle"
    PLACE = "place", "Place"
    ACCOUNT = "account", "Account online"
    REFERENCE = "reference", "Reference number"


class SchoolKind(TextChoices):
    SCHOOL = "school", "School"
    COLLEGE = "college", "College or sixth form"
    ALTERNATIVE = "alternative", "Alternative provision or pupil referral unit"
    NURSERY = "nursery", "Nursery"
    HOME = "home", "Educated at home"
    NONE = "none", "Not in education, training or work"


class HealthKind(TextChoices):
    GP = "gp", "GP practice"
    HEALTH_VISITOR = "health_visitor", "Health visitor"
    SCHOOL_NURSE = "school_nurse", "School nurse"
    CAMHS = "camhs", "Child and adolescent mental health"
    HOSPITAL = "hospital", "Hospital or paediatrician"
    OTHER = "other", "Other"


class LegalKind(TextChoices):
    CHILD_IN_NEED = "cin", "Child in need (s17)"
    CHILD_PROTECTION = "cp", "Child protection plan"
    ACCOMMODATED = "V2", "Looked after by agreement (s20)"
    INTERIM_CARE = "C1", "Interim care order"
    FULL_CARE = "C2", "Care order"
    PLACEMENT_ORDER = "E1", "Placement order"
    EMERGENCY = "L2", "Emergency protection order"
    POLICE_PROTECTION = "L1", "Police protection"
    REMANDED = "J1", "Remanded to local authority care"
    SUPERVISION = "supervision", "Supervision order"
    SPECIAL_GUARDIANSHIP = "sgo", "Special guardianship order"
    CHILD_ARRANGEMENTS = "cao", "Child arrangements order"
    WARD = "ward", "Ward of court"
    CARE_LEAVER = "leaver", "Care leaver"


class PlacementKind(TextChoices):
    FOSTER = "foster", "Foster care"
    KINSHIP = "kinship", "With relatives or friends"
    RESIDENTIAL = "residential", "Children's home"
    SUPPORTED = "supported", "Supported accommodation"
    PARENTS = "parents", "With parents"
    SECURE = "secure", "Secure accommodation"
    HOSPITAL = "hospital", "Hospital"
    OTHER = "other", "Other"


class Strength(TextChoices):
    """How sure a likeness is. Words, never a number that decides."""

    STRONG = "strong", "Very likely the same child"
    LIKELY = "likely", "May be the same child"
    SIBLING = "sibling", "A likely brother or sister: not the same child"


@dataclass(frozen=True)
class TypedChild:
    """A child as somebody typed them: nothing here has been checked."""

    given: str = ""
    family: str = ""
    known_as: str = ""
    born: dt.date | None = None
    born_words: str = ""
    nhs: str = ""
    upn: str = ""
    council: str = ""
    police: str = ""
    postcode: str = ""
    address: str = ""


@dataclass(frozen=True)
class Match:
    """A record that may be the child who was typed, and why it seems so."""

    child_id: UUID
    strength: Strength
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    name: str = ""
    born: str = ""


@dataclass(frozen=True)
class Found:
    """A search result: the record, and the words that say why it was found. Of a restricted one, the name and nothing else."""

    child_id: UUID
    name: str
    known_as: str
    born_earliest: dt.date | None
    born_latest: dt.date | None
    place: str
    why: tuple[str, ...]
    score: float
    restricted: bool = False


@dataclass(frozen=True)
class Results:
    """What a search found. `more`: there are others; narrow the words."""

    found: tuple[Found, ...]
    more: bool = False


class Agreed(TextChoices):
    """What somebody said when they were asked, or what was decided without them."""

    GIVEN = "given", "Agrees"
    REFUSED = "refused", "Does not agree"
    WITHDRAWN = "withdrawn", "Agreement withdrawn"
    NOT_ASKED = "not_asked", "Not asked"
    OVERRIDDEN = "overridden", "Goes on without agreement"
    SET_ASIDE = "set_aside", "Recorded in error"


class Capacity(TextChoices):
    """Whether whoever answered could decide this."""

    NOT_WEIGHED = "not_weighed", "Not weighed"
    ADULT = "adult", "An adult with no reason to doubt their capacity"
    RESPONSIBLE = "responsible", "A parent who decides for a child who cannot"
    GILLICK = "gillick", "A child who understands enough to decide (Gillick)"
    NOT_GILLICK = "not_gillick", "A child who does not understand enough to decide"
    YOUNG = "young", "A young person of 16 or 17, presumed to have capacity"
    LACKS = "lacks", "Somebody who lacks capacity for this decision"


class MayShare(TextChoices):
    """What the ledger says today for one child and one purpose."""

    AGREED = "agreed", "Agreed"
    OVERRIDDEN = "overridden", "Goes on without agreement, with a reason"
    REFUSED = "refused", "Not agreed"
    OPEN = "open", "Nobody has answered"


class Known(TextChoices):
    """How somebody who works here says they know a child outside work."""

    SELF = "self", "This is about me"
    FAMILY = "family", "They are my own family"
    NEIGHBOUR = "neighbour", "They are neighbours"
    FRIEND = "friend", "They are friends, or friends of my family"
    OTHER = "other", "Another way"
