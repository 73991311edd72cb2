"""One referral to read and to try with: two brothers, everything in it invented."""

from typing import Any

Example = dict[str, Any]


def example() -> Example:
    """The example that is printed into the documentation. It does not depend on today."""
    return {
        "source": "oakbrook-school-safeguarding",
        "source_ref": "2025-0417",
        "submitted_at": "2025-11-04T15:40:00+00:00",
        "referrer": _referrer(),
        "children": [_older(), _younger()],
        "people": [_mother(), _associate()],
        "assessments": [_assessment()],
        "concern": _concern(),
        "consent": _consent(),
        "circumstances": {
            "working_well": "Mrs Ashdown calls school the same morning when Kit has not come home. Kit likes the "
            "bicycle workshop and talks to Mr Lowe there.",
            "tried": "Meetings at school on 3 and 17 October. A timetable with the workshop on three days: Kit came "
            "to all of them until 24 October.",
            "early_help": "no",
        },
        "views": {
            "lived_experience": "Kit is up late with his phone, sleeps in the morning and looks after Robin when "
            "their mother is on a late shift.",
            "child_view": '"They are all right with me. I just have to pay them back."',
            "child_knows": "yes",
        },
        "parents": {
            "view": "Their mother is frightened of a man who came to the door, and asks for help.",
            "care": "She is warm and firm with both boys. Late shifts make the evenings hard.",
        },
        "agencies": [
            {
                "kind": "health",
                "agency": "Invented Vale Surgery",
                "name": "Dr Imogen Farr",
                "role": "GP",
                "phone": "01632 960118",
                "involvement": "Saw Kit on 28 October for cuts to his hand.",
            }
        ],
        "need": {
            "level": "4",
            "level_reason": "A debt, threats at the door and a night away in another town.",
            "sought": ["protection", "support"],
            "outcome_wanted": "Kit is free of the debt and safe on the way to school; Robin is left alone.",
        },
        "safety": {
            "staff_risk": "yes",
            "staff_risk_detail": "The man who came to the door may be about after dark. Visit in pairs.",
            "interpreter": "no",
        },
    }


def _referrer() -> Example:
    """A designated safeguarding lead."""
    return {
        "kind": "professional",
        "name": "Hannah Merrow",
        "role": "Designated safeguarding lead",
        "profession": "school",
        "agency": "Oakbrook School",
        "agency_kind": "education",
        "phone": "01632 960140",
        "email": "h.merrow@oakbrook.example",
        "reach": "The mobile after 4pm: 07700 900431",
        "relationship": "Has known both boys since September 2023",
        "discussed_with": "Peter Sandle, head teacher",
    }


def _older() -> Example:
    """The child the worry is about."""
    return {
        "given_name": "Christopher",
        "family_name": "Ashdown",
        "nicknames": ["Kit"],
        "date_of_birth": "2010-06-17",
        "sex": "male",
        "ethnicity": "WBRI",
        "first_language": "English",
        "interpreter": "no",
        "learning_disability": "no",
        "send": "yes",
        "send_detail": "Dyslexia. Say it as well as writing it.",
        "address": "4 Tannery Row\nNether Lugwick",
        "phone": "07700 900275",
        "school": "Oakbrook School",
        "gp": "Invented Vale Surgery",
        "legal_status": "none",
        "current_help": "none",
        "is_parent": "no",
        "safe_now": "not_known",
        "where_now": "Left school at 3:10pm with Robin to walk home. Their mother is at work until 6pm.",
        "condition": "A healing cut on his left hand. Tired.",
        "missing_now": "no",
        "done_now": "Their aunt will be at the house by 4pm and stay the night.",
    }


def _younger() -> Example:
    """His brother, referred with him."""
    return {
        "given_name": "Robin",
        "family_name": "Ashdown",
        "date_of_birth": "2014-02-03",
        "sex": "male",
        "ethnicity": "WBRI",
        "first_language": "English",
        "learning_disability": "no",
        "send": "no",
        "address": "4 Tannery Row\nNether Lugwick",
        "school": "Oakbrook School",
        "gp": "Invented Vale Surgery",
        "legal_status": "none",
        "current_help": "none",
        "no_assessment_reason": "not_feared",
        "safe_now": "yes",
        "where_now": "Walking home with Kit, then with their aunt.",
        "missing_now": "no",
    }


def _mother() -> Example:
    """Their mother, whom it is safe to call."""
    return {
        "given_name": "Joanne",
        "family_name": "Ashdown",
        "children": [0, 1],
        "relationship": "mother",
        "parental_responsibility": "yes",
        "lives_with_child": "yes",
        "phone": "07700 900518",
        "may_contact": "yes",
        "may_contact_reason": "She asked for help and knows of this referral.",
        "of_concern": "no",
        "interpreter": "no",
    }


def _associate() -> Example:
    """Somebody the school is worried about."""
    return {
        "aliases": ["Dodge"],
        "children": [0],
        "relationship": "other",
        "relationship_detail": "A man in his twenties who waits in a grey car",
        "estimated_age": 25,
        "lives_with_child": "no",
        "may_contact": "never",
        "may_contact_reason": "It would put Kit at risk.",
        "of_concern": "yes",
        "of_concern_detail": "Drives Kit to places he does not name. Came to the door about money.",
        "works_with_children": "not_known",
    }


def _concern() -> Example:
    """What the worry is."""
    return {
        "worry": "Kit was away from home on the night of 31 October and was found by his mother at Ledgate station "
        "the next morning. Today he told Mr Lowe: \"I owe four hundred. If I don't go they said they know where "
        'Robin gets the bus." A man came to the door on Sunday asking for Kit and for money.',
        "kinds": ["exploitation", "missing"],
        "when": "Night of 31 October to 1 November; Sunday 2 November; told today at about 1:20pm.",
        "where": "Ledgate station; the family's front door; the lane behind the school.",
        "who": "A man known as Dodge. Two older boys whose names are not known.",
        "how_known": ["child_said", "told", "seen"],
        "history": "Attendance fell from 95 to 61 per cent since September. Away overnight twice in October.",
        "harm": "Frightened, not sleeping, a cut on his hand that he will not explain.",
        "immediate_danger": "no",
        "about_worker": "no",
    }


def _consent() -> Example:
    """Telling the family, agreement, and the basis apart from it."""
    return {
        "informed": "yes",
        "informed_who": "Joanne Ashdown, by phone at 2:45pm. Kit, in person.",
        "agreed": "yes",
        "agreed_by": "Joanne Ashdown",
        "agreed_covering": "Herself, Kit and Robin",
        "lawful_basis": "public_task",
        "special_basis": "safeguarding",
        "gateways": ["ca2004_s11"],
        "family_contact": "mash",
        "family_contact_detail": "Call the mother on her mobile before 5:30pm or after 6:30pm.",
    }


def _seen(evidence: str, source: str, state: str = "yes") -> Example:
    """A sign of the last six months."""
    return {"state": state, "when": "now_to_6_months", "evidence": evidence, "source": source}


def _assessment() -> Example:
    """The exploitation risk assessment of the older brother."""
    return {
        "child": 0,
        "reason": "new_worry",
        "assessor": "Hannah Merrow",
        "profession": "school",
        "assessed_on": "2025-11-04",
        "types": ["criminal", "financial"],
        "settings": ["county_lines", "transport", "neighbourhood"],
        "indicators": {
            "missing_repeatedly": _seen("Away overnight on 11, 24 and 31 October.", "Mother; school register"),
            "school_absence": _seen("61 per cent attendance since September.", "School register"),
            "debt": _seen('"I owe four hundred."', "Kit, to Mr Lowe, 4 November"),
            "fears_reprisal": _seen('"They know where Robin gets the bus."', "Kit, to Mr Lowe, 4 November"),
            "disclosed": _seen("Told Mr Lowe about the debt and the threats.", "Mr Lowe's note, 4 November"),
            "unknown_vehicles": _seen("A grey car waits in the lane after school.", "Two members of staff"),
            "drugs_or_weapons_held": _seen("May be carrying: will not open his bag.", "Mother", "suspected"),
            "uses_drugs": {"state": "not_known"},
            "images": {"state": "no"},
        },
        "vulnerabilities": {
            "send": {"state": "yes", "note": "Dyslexia."},
            "poverty": {"state": "suspected"},
            "looked_after": {"state": "no"},
        },
        "protective": {
            "parent_acts": {"state": "yes", "note": "Calls at once and went to fetch him."},
            "trusted_adult": {"state": "yes", "note": "Mr Lowe in the bicycle workshop."},
        },
        "concern": "The way he asks what time Robin leaves suggests that he is more afraid than he says.",
        "child_voice": '"They are all right with me. I just have to pay them back."',
        "parents_view": "His mother thinks that he is made to carry things and is frightened for both boys.",
        "analysis": "Debt, travel, threats to his brother and adults with cars together point to county lines.",
        "level": "significant",
        "rationale": "He has told us of debt and threats, he was found in another town after a night away, and an "
        "adult came to the door. His mother and Mr Lowe protect him, but not enough.",
    }
