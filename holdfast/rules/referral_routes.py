"""Where a referral leads, read from its document: the routes of each assessment, and whether it may be returned."""

from collections.abc import Mapping
from typing import Any

from .exploitation_questions import ExploitationType, Level
from .exploitation_routes import RouteFacts, RouteStep, route
from .outcomes import why_not_returned
from .referral_gaps import Document, age_of, entries, part, words

WITH_SOCIAL_WORKER = frozenset({"child_in_need", "child_protection", "looked_after"})
IN_CARE = frozenset({"looked_after_agreed", "care_order", "police_protection", "remanded"})


def has_social_worker(child: Mapping[str, Any]) -> bool:
    """Whether the referrer says that the child is open to a social worker."""
    helped = words(child, "current_help") in WITH_SOCIAL_WORKER or words(child, "legal_status") in IN_CARE
    return helped or bool(words(child, "social_worker"))


def route_facts(document: Document, entry: Mapping[str, Any]) -> RouteFacts:
    """What settles the way on from one assessment of a referral."""
    children, number = entries(document, "children"), entry.get("child")
    child = children[number] if isinstance(number, int) and 0 <= number < len(children) else {}
    concern = part(document, "concern")
    types = entry.get("types")
    known = {kind.value: kind for kind in ExploitationType}
    return RouteFacts(
        age_of(document, child),
        frozenset(known[kind] for kind in types if isinstance(kind, str) and kind in known)
        if isinstance(types, list)
        else frozenset(),
        has_social_worker(child),
        words(concern, "new_significant_harm") == "yes",
        words(concern, "immediate_danger") == "yes",
        words(concern, "about_worker") == "yes",
    )


def routes_of(document: Document, entry: Mapping[str, Any]) -> tuple[RouteStep, ...]:
    """The steps from one assessment at the level its writer gave; none before there is a level."""
    level = words(entry, "level")
    return route(Level(level), route_facts(document, entry)) if level in set(Level) else ()


def why_not_return(document: Document) -> str | None:
    """Why this referral cannot be returned for agreement, as a sentence; None when it can (H4)."""
    kinds = part(document, "concern").get("kinds")
    levels = {words(entry, "level") for entry in entries(document, "assessments")}
    return why_not_returned(
        [kind for kind in kinds if isinstance(kind, str)] if isinstance(kinds, list) else [],
        exploitation_feared=bool(levels - {Level.NONE_IDENTIFIED.value}),
        safe_now=[words(child, "safe_now") for child in entries(document, "children")],
    )
