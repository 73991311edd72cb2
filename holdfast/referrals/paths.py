"""Reading and writing one place of a document, named by its JSON Pointer."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

Document = dict[str, Any]
LISTS = ("children", "people", "assessments", "agencies")


def steps(pointer: str) -> list[str]:
    """The names and numbers on the way. Documents here have no names with strokes in them."""
    return pointer.split("/")[1:]


def get(document: Mapping[str, Any], pointer: str) -> Any:
    """What stands at this place; None when nothing does."""
    found: Any = document
    for step in steps(pointer):
        if isinstance(found, list):
            found = found[int(step)] if step.isascii() and step.isdigit() and int(step) < len(found) else None
        elif isinstance(found, Mapping):
            found = found.get(step)
        else:
            return None
    return found


def put(document: Document, pointer: str, value: Any) -> Document:
    """A copy of the document with this value at this place. An empty value takes the place away.

    Lists grow by one at most: an entry further on than the next does not exist.
    """
    made = copy.deepcopy(document)
    *way, last = steps(pointer)
    holder: Any = made
    for number, step in enumerate(way):
        holder = _inner(holder, step, is_list=way[number] in LISTS and number == 0)
        if holder is None:
            return made
    if is_empty(value):
        if isinstance(holder, dict):
            holder.pop(last, None)
    elif isinstance(holder, dict):
        holder[last] = value
    return made


def _inner(holder: Any, step: str, *, is_list: bool) -> Any:
    if isinstance(holder, list):
        number = int(step) if step.isascii() and step.isdigit() else -1
        if number == len(holder):
            holder.append({})
        return holder[number] if 0 <= number < len(holder) else None
    return holder.setdefault(step, [] if is_list else {})


def is_empty(value: Any) -> bool:
    """Nothing said: blank text, an empty list or object. Nought is an answer."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


def without_child(document: Document, number: int) -> Document:
    """A copy without this child, in which every other mention still points at the child it meant."""
    made = copy.deepcopy(document)
    children = made.get("children", [])
    if not 0 <= number < len(children):
        return made
    del children[number]
    made["assessments"] = [
        {**entry, "child": _moved(entry.get("child", 0), number)}
        for entry in made.get("assessments", [])
        if entry.get("child") != number
    ]
    for person in made.get("people", []):
        if "children" in person:
            person["children"] = [_moved(n, number) for n in person["children"] if n != number]
    return made


def _moved(child: int, removed: int) -> int:
    return child - 1 if child > removed else child


def without_entry(document: Document, key: str, number: int) -> Document:
    """A copy without one entry of a list."""
    if key == "children":
        return without_child(document, number)
    made = copy.deepcopy(document)
    entries = made.get(key, [])
    if 0 <= number < len(entries):
        del entries[number]
    return made


def pruned(value: Any) -> Any:
    """A copy without what was left empty, so that nothing is sent as an answer that nobody gave."""
    if isinstance(value, Mapping):
        kept = {key: pruned(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if not is_empty(inner)}
    if isinstance(value, list):
        return [pruned(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value
