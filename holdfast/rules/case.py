"""A case as another system sends it: the JSON Schema it keeps to, and every fault of a document that does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from .referral_check import UNKEEPABLE, Fault, pointer, read
from .referral_schema import DATE_PATTERN, NOT_BLANK

Schema = dict[str, Any]
MOST_ENTRIES, MOST_WORDS, LONGEST_LINE = 5_000, 500, 20_000

TEXT: Schema = {"type": "string", "maxLength": MOST_WORDS}
REF: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": 200,
    "pattern": NOT_BLANK,
    "description": "The sender's own reference. The same one again means the same person, child or place.",
}
DAY: Schema = {
    "anyOf": [{"type": "null"}, {"const": ""}, {"type": "string", "pattern": DATE_PATTERN}],
    "description": "A day that exists, as 2009-03-14; null where it is not known.",
}
AUDIENCE: Schema = {
    "type": "array",
    "maxItems": 200,
    "items": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": (
        "Who may have this: child, family, professionals, police, named; or references or roles of people of the case. "
        "family with references beside it means those relatives alone. Empty or left out: the professionals of the circle."
    ),
}
ALIASES: Schema = {"type": "array", "maxItems": 200, "items": TEXT}
LINES: Schema = {
    "anyOf": [{"type": "string", "maxLength": 2_000}, {"type": "array", "maxItems": 20, "items": TEXT}],
    "description": "The address without its postcode: one text, or a list of lines.",
}


def _entry(needed: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "required": list(needed), "properties": properties}


CHILD = _entry(("ref",), ref=REF, given_name=TEXT, family_name=TEXT, aliases=ALIASES, date_of_birth=DAY)
ENTRIES: dict[str, Schema] = {
    "people": _entry(
        ("ref",),
        ref=REF,
        role={**TEXT, "description": "What the person is to the child or to the work: mother, teacher, suspect, referrer ..."},
        given_name=TEXT,
        family_name=TEXT,
        aliases=ALIASES,
        date_of_birth=DAY,
        audience=AUDIENCE,
        contact={"enum": ["yes", "no"], "description": "Whether they may have contact with the child; left out: not known."},
        contact_why={**TEXT, "description": "The order, plan or decision. Needed where contact is no."},
        contact_since=DAY,
    ),
    "relations": _entry(("from", "to"), **{"from": REF, "to": REF, "kind": {**TEXT, "description": "What `from` is to `to`."}}),
    "addresses": _entry(("of",), of=REF, lines=LINES, postcode=TEXT, audience=AUDIENCE),
    "phones": _entry(("of", "number"), of=REF, number=TEXT, audience=AUDIENCE),
    "emails": _entry(("of", "address"), of=REF, address=TEXT, audience=AUDIENCE),
    "vehicles": _entry(("registration",), of=REF, registration=TEXT, audience=AUDIENCE),
    "places": _entry(("name",), ref=REF, name=TEXT, postcode=TEXT, audience=AUDIENCE),
    "accounts": _entry(("of", "name"), of=REF, name=TEXT, audience=AUDIENCE),
    "references": _entry(("of", "number"), of=REF, number=TEXT, audience=AUDIENCE),
    "lines": _entry(("text",), text={"type": "string", "maxLength": LONGEST_LINE}, audience=AUDIENCE),
}


def schema() -> Schema:
    """The JSON Schema of a case. What it does not know is not kept, and the command says so."""
    lists = {key: {"type": "array", "maxItems": MOST_ENTRIES, "items": entry} for key, entry in ENTRIES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case",
        "type": "object",
        "required": ["child"],
        "properties": {"child": CHILD, **lists},
    }


def check(document: Any) -> list[Fault]:
    """Every fault, in order of place. Empty means that it can be taken in."""
    faults = [Fault(path, "This text holds characters that cannot be kept.") for path, text in _texts(document, ()) if _bad(text)]
    for error in Draft202012Validator(schema()).iter_errors(document):
        faults.append(Fault(pointer(tuple(error.absolute_path)), _sentence(error.validator, error.message)))
    if faults:
        return sorted({fault.path: fault for fault in reversed(faults)}.values(), key=lambda fault: fault.path)
    return [*_days(document), *_twins(document)]


def _bad(text: str) -> bool:
    return UNKEEPABLE.search(text) is not None


def _texts(value: Any, at: tuple[object, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer(at), value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*at, number))


def _sentence(rule: object, message: str) -> str:
    """What is wrong, without repeating what was written there."""
    if rule == "required":
        return f"Something is left out: {message.split(' is ')[0]}."
    said = {"type": "This is of the wrong kind.", "anyOf": "This is of the wrong kind.", "pattern": "This must not be blank."}
    return said.get(str(rule), "This is too long, or there are too many.")


def _days(document: Mapping[str, Any]) -> Iterator[Fault]:
    people: list[tuple[tuple[object, ...], Any]] = [(("child",), document["child"])]
    people += [(("people", number), one) for number, one in enumerate(document.get("people", []))]
    for at, one in people:
        day = one.get("date_of_birth")
        try:
            if day:
                dt.date.fromisoformat(day)
        except ValueError:
            yield Fault(pointer((*at, "date_of_birth")), "There is no such day.")
        yield from _contact(at, one)


def _contact(at: tuple[object, ...], one: Mapping[str, Any]) -> Iterator[Fault]:
    try:
        if since := one.get("contact_since"):
            dt.date.fromisoformat(since)
    except ValueError:
        yield Fault(pointer((*at, "contact_since")), "There is no such day.")
    if one.get("contact") == "no" and not one.get("contact_why", "").strip():
        yield Fault(pointer((*at, "contact_why")), "Say why they may have no contact.")


def _twins(document: Mapping[str, Any]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, one in enumerate(document.get("people", [])):
        if one["ref"] in seen:
            yield Fault(pointer(("people", number, "ref")), "Two people have this reference. Give each their own.")
        seen.add(one["ref"])


def ignored(document: Mapping[str, Any]) -> list[str]:
    """The places of what the schema does not know, which is not kept."""
    known: Mapping[str, Any] = schema()["properties"]
    found = [pointer((key,)) for key in document if key not in known]
    found += [pointer(("child", key)) for key in document["child"] if key not in CHILD["properties"]]
    for name, entry in ENTRIES.items():
        for number, one in enumerate(document.get(name, [])):
            found += [pointer((name, number, key)) for key in one if key not in entry["properties"]]
    return found


__all__ = ["ENTRIES", "Fault", "check", "ignored", "read", "schema"]
