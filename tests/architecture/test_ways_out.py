"""Whatever leaves as a file comes from the gate: walked through the source, from what answers a request to the gate itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GATE = {("holdfast.disclosure.gate", "clear"), ("holdfast.disclosure.gate", "clear_document")}
Place = tuple[str, str]

# What answers with a file that the gate clears there and then.
AT_ONCE = (
    ("holdfast.desk.meetings.doing", "_letter"),
    ("holdfast.desk.safety.leaving", "paper"),
    ("holdfast.desk.safety.leaving", "copy"),
    ("holdfast.desk.disclosure.views", "let_go"),
)


@cache
def tree(module: str) -> ast.Module | None:
    path = ROOT / (module.replace(".", "/") + ".py")
    path = path if path.exists() else ROOT / module.replace(".", "/") / "__init__.py"
    return ast.parse(path.read_text()) if path.exists() else None


@cache
def names(module: str) -> dict[str, Place]:
    """What each imported name of a module stands for: a function of another, or, with "", the other itself."""
    found: dict[str, Place] = {}
    made = tree(module)
    is_package = (ROOT / module.replace(".", "/") / "__init__.py").exists()
    for node in ast.walk(made) if made else ():
        if isinstance(node, ast.ImportFrom):
            above = module.split(".") if is_package else module.split(".")[:-1]
            base = ".".join([*above[: len(above) - node.level + 1], *([node.module] if node.module else [])])
            base = base if node.level else node.module or ""
            for one in node.names:
                inner = f"{base}.{one.name}"
                found[one.asname or one.name] = (inner, "") if tree(inner) is not None else (base, one.name)
    return found


@cache
def functions(module: str) -> dict[str, ast.AST]:
    made = tree(module)
    return {one.name: one for one in ast.walk(made) if isinstance(one, ast.FunctionDef | ast.ClassDef)} if made else {}


@cache
def calls(place: Place) -> frozenset[Place]:
    return frozenset(_calls(place))


def _calls(place: Place) -> Iterator[Place]:
    """What a function speaks of, as far as it stands in Holdfast."""
    module, name = place
    body = functions(module).get(name)
    if body is None:
        if name in names(module):  # handed on by a package
            yield names(module)[name]
        return
    for node in ast.walk(body):
        if isinstance(node, ast.Name):
            if node.id in functions(module):
                yield (module, node.id)
            elif node.id in names(module):
                yield names(module)[node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            whole, part = names(module).get(node.value.id, ("", "x"))
            if whole and not part:
                yield (whole, node.attr)


@cache
def reaches_the_gate(place: Place) -> bool:
    seen, waiting = {place}, [place]
    while waiting:
        here = waiting.pop()
        if here in GATE:
            return True
        new = {one for one in calls(here) if one[0].startswith("holdfast")} - seen
        seen |= new
        waiting += new
    return False


@cache
def speaking_of(word: str) -> list[Place]:
    """The functions of every module in which the word stands."""
    paths = [path for path in (ROOT / "holdfast").rglob("*.py") if "migrations" not in path.parts and word in path.read_text()]
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return [(module, name) for module in modules for name, body in functions(module).items() if isinstance(body, ast.FunctionDef)]


@pytest.mark.parametrize("place", AT_ONCE, ids=".".join)
def test_what_answers_with_a_file_goes_through_the_gate(place: Place) -> None:
    assert place[1] in functions(place[0])
    assert reaches_the_gate(place)


def test_a_copy_of_a_minute_is_one_that_may_be_given_only_by_what_goes_through_the_gate() -> None:
    """Every function that calls a copy released, or one that does, goes through the gate itself."""
    makers = {place for place in speaking_of("CopyState.RELEASED") if _sets(place, "CopyState", "RELEASED")}
    assert makers
    for maker in makers:
        callers = {place for place in speaking_of(maker[1]) if maker in calls(place) and place not in makers}
        assert callers
        assert all(reaches_the_gate(one) for one in callers), (maker, [one for one in callers if not reaches_the_gate(one)])


def test_a_checked_letter_is_let_go_only_by_what_goes_through_the_gate() -> None:
    makers = [
        place
        for place in speaking_of("released_at")
        if place[0].startswith("holdfast.disclosure") and _gives(place, "released_at")
    ]
    assert makers == [("holdfast.disclosure.deciding", "let_go")]
    assert all(reaches_the_gate(one) for one in makers)


def test_the_walk_tells_what_does_not_reach_the_gate() -> None:
    assert not reaches_the_gate(("holdfast.desk.parents.views", "pdf"))
    assert reaches_the_gate(("holdfast.journeys.minutes", "give"))


def _sets(place: Place, holder: str, state: str) -> bool:
    """Whether a function writes `state=Holder.STATE` into a row."""
    for node in ast.walk(functions(place[0])[place[1]]):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("change", "create", "update")
        ):
            for given in node.keywords:
                inside = [one for one in ast.walk(given.value) if isinstance(one, ast.Attribute) and one.attr == state]
                if given.arg == "state" and any(isinstance(one.value, ast.Name) and one.value.id == holder for one in inside):
                    return True
    return False


def _gives(place: Place, field: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("change", "create", "update")
        and field in {given.arg for given in node.keywords}
        for node in ast.walk(functions(place[0])[place[1]])
    )
