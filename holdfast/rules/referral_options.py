"""The answers that the referral form offers, as tables of stable keys and labels."""

from .question import Option

REFERRER_KINDS = (
    Option("professional", "A professional, volunteer or carer"),
    Option("public", "A member of the public or a relative"),
    Option("child", "The child"),
)
SEX = (Option("female", "Female"), Option("male", "Male"), Option("not_known", "Not known or not recorded"))
SAFE_NOW = (
    Option("yes", "Yes, as far as I know"),
    Option("no", "No"),
    Option("not_known", "I do not know"),
)
ETHNICITIES = (
    Option("WBRI", "White: British"),
    Option("WIRI", "White: Irish"),
    Option("WOTH", "White: any other background"),
    Option("WIRT", "White: Traveller of Irish heritage"),
    Option("WROM", "White: Gypsy or Roma"),
    Option("MWBC", "Mixed: White and Black Caribbean"),
    Option("MWBA", "Mixed: White and Black African"),
    Option("MWAS", "Mixed: White and Asian"),
    Option("MOTH", "Mixed: any other background"),
    Option("AIND", "Asian: Indian"),
    Option("APKN", "Asian: Pakistani"),
    Option("ABAN", "Asian: Bangladeshi"),
    Option("AOTH", "Asian: any other background"),
    Option("BCRB", "Black: Caribbean"),
    Option("BAFR", "Black: African"),
    Option("BOTH", "Black: any other background"),
    Option("CHNE", "Chinese"),
    Option("OOTH", "Any other ethnic group"),
    Option("REFU", "Prefers not to say"),
    Option("NOBT", "Not known"),
)
LEGAL_STATUSES = (
    Option("none", "None that I know of"),
    Option("looked_after_agreed", "Looked after by agreement (section 20)"),
    Option("care_order", "Care order or interim care order"),
    Option("police_protection", "Police protection or emergency protection order"),
    Option("remanded", "Remanded or in custody"),
    Option("special_guardianship", "Special guardianship or child arrangements order"),
    Option("private_fostering", "Privately fostered"),
    Option("care_leaver", "Care leaver"),
    Option("not_known", "Not known"),
)
CURRENT_HELP = (
    Option("none", "None that I know of"),
    Option("early_help", "Early help"),
    Option("child_in_need", "Child in need plan"),
    Option("child_protection", "Child protection plan"),
    Option("looked_after", "Looked after"),
    Option("care_leaver", "Leaving care"),
    Option("not_known", "Not known"),
)
NO_ASSESSMENT_REASONS = (
    Option("not_feared", "Exploitation is not what I fear for this child"),
    Option("to_follow", "It will follow: this could not wait"),
    Option("no_knowledge", "I do not know enough to write one"),
    Option("already_sent", "A current one has already been sent"),
    Option("public", "I am not writing as a professional"),
)
RELATIONSHIPS = (
    Option("mother", "Mother"),
    Option("father", "Father"),
    Option("step_parent", "Step-parent or parent's partner"),
    Option("carer", "Carer, foster carer or guardian"),
    Option("grandparent", "Grandparent"),
    Option("sibling", "Brother or sister"),
    Option("relative", "Another relative"),
    Option("partner", "Boyfriend, girlfriend or partner"),
    Option("friend", "Friend"),
    Option("other", "Somebody else"),
    Option("not_known", "Not known"),
)
MAY_CONTACT = (
    Option("yes", "Yes"),
    Option("not_yet", "Not yet"),
    Option("never", "Never"),
)
WORRIES = (
    Option("exploitation", "Exploitation"),
    Option("missing", "Going missing"),
    Option("physical", "Physical harm"),
    Option("sexual", "Sexual harm"),
    Option("emotional", "Emotional harm"),
    Option("neglect", "Neglect"),
    Option("domestic_abuse", "Domestic abuse at home"),
    Option("child_on_child", "Harm by another child"),
    Option("self_harm", "Self-harm or suicide"),
    Option("radicalisation", "Radicalisation"),
    Option("practices", "FGM, forced marriage or harm linked to belief"),
    Option("unborn", "An unborn child"),
    Option("support", "The family needs help"),
    Option("other", "Something else"),
)
HOW_KNOWN = (
    Option("child_said", "The child said so"),
    Option("seen", "I saw it myself"),
    Option("told", "Somebody told me"),
    Option("record", "It is in our records"),
    Option("suspected", "I suspect it"),
)
SOUGHT = (
    Option("support", "Support services"),
    Option("protection", "Child protection"),
    Option("accommodation", "Accommodation"),
    Option("advice", "Advice"),
    Option("not_sure", "Not sure: MASH decides"),
)
NEED_LEVELS = (
    Option("1", "Level 1"),
    Option("2", "Level 2"),
    Option("3", "Level 3"),
    Option("4", "Level 4", "Call MASH as well as sending this."),
)
INFORMED = (
    Option("yes", "Yes"),
    Option("some", "Some of them"),
    Option("no", "No"),
)
AGREED = (
    Option("yes", "Yes"),
    Option("some", "To some of it"),
    Option("no", "No"),
    Option("not_asked", "They have not been asked"),
)
FAMILY_CONTACT = (
    Option("anyone", "MASH or an agency MASH asks may contact them"),
    Option("mash", "Only MASH may contact them"),
    Option("referrer", "Only through me"),
    Option("nobody_yet", "Nobody yet"),
)
