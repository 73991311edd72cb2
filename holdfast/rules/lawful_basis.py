"""Why information may be shared, apart from whether the family agrees to help."""

from .question import Option
from .source import Source, Status

SHARING = Source("DfE information sharing advice", "2024", Status.FOUND, note="seven golden rules")
NOT_INFORMED = Source("Shropshire referral form", "as read", Status.FOUND)
DATA_PROTECTION = Source("UK GDPR and Data Protection Act 2018", "Schedule 1 paragraph 18", Status.KNOWN)

NOT_INFORMED_REASONS: tuple[Option, ...] = (
    Option("significant_harm", "Telling them would put the child at more risk of significant harm"),
    Option("injury", "Telling them would put somebody else at risk of injury"),
    Option("investigation", "Telling them would get in the way of a police investigation"),
    Option("delay", "Telling them first would cause a delay that is not justified"),
    Option(
        "public",
        "I am a member of the public and it is not for me to tell them",
        "Only for members of the public.",
    ),
)
PUBLIC_ONLY_REASON = "public"

LAWFUL_BASES: tuple[Option, ...] = (
    Option("public_task", "Public task: UK GDPR Article 6(1)(e)", "The usual basis for safeguarding."),
    Option("legal_obligation", "Legal obligation: Article 6(1)(c)"),
    Option("vital_interests", "To protect somebody's life: Article 6(1)(d)"),
    Option(
        "legitimate_interests",
        "Legitimate interests: Article 6(1)(f)",
        "For organisations that are not public.",
    ),
    Option("law_enforcement", "Law enforcement: Data Protection Act 2018 Part 3", "For the police."),
)
SPECIAL_CATEGORY_BASES: tuple[Option, ...] = (
    Option(
        "safeguarding",
        "Safeguarding of children and adults at risk: Article 9(2)(g), Schedule 1 paragraph 18",
    ),
    Option("health_and_social_care", "Health or social care: Article 9(2)(h)"),
    Option("vital_interests", "To protect somebody's life: Article 9(2)(c)"),
    Option("legal_claims", "Legal claims or courts: Article 9(2)(f)"),
    Option("explicit_consent", "Explicit consent: Article 9(2)(a)", "Seldom the right one for safeguarding."),
)
GATEWAYS: tuple[Option, ...] = (
    Option("ca1989_s17", "Children Act 1989 section 17: children in need"),
    Option("ca1989_s27", "Children Act 1989 section 27: help from other authorities"),
    Option("ca1989_s47", "Children Act 1989 section 47: enquiries into significant harm"),
    Option("ca2004_s10", "Children Act 2004 section 10: co-operation"),
    Option("ca2004_s11", "Children Act 2004 section 11: safeguarding in all we do"),
    Option("ca2004_s16e", "Children Act 2004 section 16E: local safeguarding partners"),
    Option("cda1998_s115", "Crime and Disorder Act 1998 section 115"),
    Option("msa2015_s52", "Modern Slavery Act 2015 section 52: duty to notify"),
)

OVERRIDE_REASONS: tuple[Option, ...] = (
    Option("significant_harm", "There is reasonable cause to suspect significant harm"),
    Option("serious_crime", "To prevent or find out about a serious crime"),
    Option("injury", "Somebody else is at risk of injury"),
    Option("investigation", "Asking would get in the way of a police investigation"),
    Option("cannot_ask", "Nobody who could agree can be asked in time"),
)
