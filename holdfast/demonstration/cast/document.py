"""A referral as the county's people write it: the import document, from a family, a worry and a referrer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from .family import CastAdult, CastChild, Family
from .worries import Worry

Document = dict[str, Any]
SOURCE = "demonstration-county"

_TELLING = {"yes": "yes", "not_yet": "not_yet", "never": "never"}


def referral(
    family: Family, children: tuple[CastChild, ...], worry: Worry, referrer: dict[str, str], *, at: datetime, number: str
) -> Document:  # fmt: skip
    """What was sent. The first child is the one the worry is about; brothers and sisters come with them."""
    first = children[0]
    document: Document = {
        "source": SOURCE,
        "source_ref": number,
        "submitted_at": at.isoformat(timespec="seconds"),
        "referrer": referrer,
        "children": [_child(family, child, worry, place == 0) for place, child in enumerate(children)],
        "people": [_adult(adult) for adult in family.adults],
        "assessments": [_assessment(first, worry, referrer, at.date())] if worry.level else [],
        "concern": _concern(first, family, worry),
        "consent": _consent(family, referrer),
        "circumstances": {"working_well": say(worry.working_well, first, family), "early_help": "no"},
        "views": _views(first, family, worry),
        "need": {"level": worry.need, "sought": ["protection" if worry.need == "4" else "support"]},
    }
    return document


def say(words: str, child: CastChild, family: Family) -> str:
    """Words about the child, with the child's name and town in their places."""
    they = {"female": "She", "male": "He"}.get(child.sex, "They")
    said = words.format(name=child.given, town=family.home.town or "town", they=they)
    return said.replace(". They has", ". They have").replace(". They is", ". They are")


def _child(family: Family, child: CastChild, worry: Worry, first: bool) -> Document:
    answers: Document = {
        "given_name": child.given,
        "family_name": child.family,
        "nicknames": list(child.nicknames),
        "sex": child.sex,
        "ethnicity": child.ethnicity,
        "first_language": child.language,
        "school": child.school,
        "gp": child.practice,
        "address": "" if family.home.confidential else f"{family.home.line}\n{family.home.town}",
        "postcode": "" if family.home.confidential else family.home.postcode,
        "learning_disability": "yes" if child.learning_disability else "",
        "send_detail": child.send,
        "interpreter": "yes" if child.interpreter else "",
        "legal_status": child.legal_status if child.legal_status != "none" else "",
        "safe_now": worry.safe_now if first else "yes",
        "no_assessment_reason": "" if first and worry.level else "not_feared",
    }
    answers |= _birth(child)
    if family.home.confidential:
        answers |= {"address_confidential": "yes", "address_kept_from": family.home.kept_from}
    return {key: value for key, value in answers.items() if value not in ("", [])}


def _birth(child: CastChild) -> Document:
    if child.due is not None:
        return {
            "unborn": "yes", "expected_date": child.due.isoformat(),
            "unborn_reason": "Missed appointments and a partner who answers for the mother.",
        }  # fmt: skip
    if child.born is not None:
        return {"date_of_birth": child.born.isoformat()}
    return {"estimated_age": child.about_age}


def _adult(adult: CastAdult) -> Document:
    answers: Document = {
        "given_name": adult.given,
        "family_name": adult.family,
        "relationship": adult.relationship,
        "parental_responsibility": "yes" if adult.responsibility else "not_known",
        "lives_with_child": "yes" if adult.at_home else "no",
        "date_of_birth": adult.born.isoformat(),
        "phone": adult.phone,
        "may_contact": _TELLING.get(adult.safe, ""),
        "may_contact_reason": adult.safe_why,
        "interpreter": "yes" if adult.interpreter else "",
        "language": adult.language if adult.language != "English" else "",
    }
    return {key: value for key, value in answers.items() if value}


def _concern(child: CastChild, family: Family, worry: Worry) -> Document:
    return {
        "worry": say(worry.text, child, family),
        "kinds": list(worry.kinds),
        "how_known": ["seen", "told"],
        "immediate_danger": "no",
        "about_worker": "no",
    }


def _views(child: CastChild, family: Family, worry: Worry) -> Document:
    views = {"lived_experience": say(worry.lived, child, family), "child_view": worry.child_view, "child_knows": "yes"}
    if not worry.child_view:
        views["child_knows"] = "no"
    return {key: value for key, value in views.items() if value}


def _consent(family: Family, referrer: dict[str, str]) -> Document:
    kept = [adult for adult in family.adults if adult.safe in ("never", "not_yet")]
    public = referrer["kind"] == "public"
    if public:
        return {"informed": "no", "not_informed_reason": "public"}
    basis: Document = {"lawful_basis": "public_task", "special_basis": "safeguarding", "gateways": ["ca2004_s11"]}
    if kept or not family.adults:
        return basis | {
            "informed": "some" if len(kept) < len(family.adults) else "no",
            "not_informed_reason": "significant_harm",
            "agreed": "not_asked",
            "family_contact": "mash",
        }
    first = family.adults[0]
    return basis | {
        "informed": "yes",
        "informed_who": f"{first.given} {first.family}, by telephone",
        "agreed": "yes",
        "agreed_by": f"{first.given} {first.family}",
        "family_contact": "anyone",
    }


def _assessment(child: CastChild, worry: Worry, referrer: dict[str, str], on: date) -> Document:
    seen = {
        key: {"state": "yes", "when": "now_to_6_months", "evidence": evidence, "source": referrer["name"]}
        for key, evidence in worry.signs
    }
    answers: Document = {
        "child": 0,
        "reason": "new_worry",
        "assessor": referrer["name"],
        "profession": referrer.get("profession", "other"),
        "assessed_on": on.isoformat(),
        "types": list(worry.types),
        "settings": list(worry.settings),
        "indicators": seen | {"uses_drugs": {"state": "not_known"}},
        "vulnerabilities": _vulnerabilities(child),
        "protective": {key: {"state": "yes"} for key in worry.protective},
        "child_voice": worry.child_view,
        "level": worry.level,
        "rationale": worry.rationale,
    }
    return {key: value for key, value in answers.items() if value not in ("", {}, [])}


def _vulnerabilities(child: CastChild) -> Document:
    holds = {
        "learning_disability": child.learning_disability,
        "send": bool(child.send) and not child.learning_disability,
        "looked_after": child.in_care_since is not None or child.care_leaver,
    }
    return {key: {"state": "yes"} for key, held in holds.items() if held}
