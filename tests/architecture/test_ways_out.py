"""Whatever leaves as a file comes from the gate: walked through the source, from what answers a request to the gate itself.

There is no list of ways out. An answer of bytes is made in one module, of a value that the gate alone makes; the walk looks for
any other answer, any other header of a file, any other client of a network, wherever it stands.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

from holdfast.kernel.cleared import Passed
from holdfast.kernel.leaving import leaves
from holdfast.rules.disclosure.unchanged import TABLE

ROOT = Path(__file__).parents[2]
GATE = {("holdfast.disclosure.gate", "clear"), ("holdfast.disclosure.gate", "clear_document")}
Place = tuple[str, str]

PASSING = "holdfast.disclosure.passing"
# What was cleared for its reader, in another form: whoever calls these has been through the gate proper.
CLEARED_BEFORE = {(PASSING, "as_printed"), (PASSING, "as_cleared")}
# By the register: word for word what the gate let go; or by the table of what leaves as it is, or is only read.
BY_ITSELF = {(PASSING, "given_again"), (PASSING, "as_it_is"), (PASSING, "as_read")}
SPEAKING = "speaks to another machine"
LEAVES = ("holdfast.kernel.leaving", "leaves")
ANSWERS = {"HttpResponse", "FileResponse", "StreamingHttpResponse", "HttpResponseBase", "SimpleTemplateResponse"}
HEADERS = {"content-disposition", "x-sendfile", "x-accel-redirect"}
CLIENTS = {"requests", "httpx", "aiohttp", "socket", "smtplib", "ftplib", "urllib.request", "http.client"}
# Who speaks to another machine: the channels, with what the gate cleared; the makers of video rooms, who are told an hour and
# nothing of anybody; the virus scanner beside us; and the doctor, who asks whether these are there.
SPEAKS = ("holdfast/comms/channels/", "holdfast/meetings/video/", "holdfast/documents/scanner.py", "holdfast/config/doctor.py")
# Signing in at an organisation of one's own: what goes is the code that it gave.
SPEAKS_OF_A_FAULT = {"holdfast/desk/accounts/elsewhere.py"}


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
    return reaches(place, GATE)


def reaches(place: Place, gates: Collection[Place]) -> bool:
    seen, waiting = {place}, [place]
    while waiting:
        here = waiting.pop()
        if here in gates:
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


def ways_out(source: str) -> list[str]:
    """Every way in which a module answers with a file of its own, or speaks to another machine."""
    made = ast.parse(source)
    imports = (node for node in ast.walk(made) if isinstance(node, ast.ImportFrom))
    called = {one.asname or one.name: one.name for node in imports for one in node.names}
    return [f"{getattr(node, 'lineno', 0)}: {what}" for node in ast.walk(made) if (what := _way_out(node, called))]


def _way_out(node: ast.AST, called: dict[str, str]) -> str:
    """What one piece of the source lets out, "" for nothing. called: what imported names stand for."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called.get(name, name) in ANSWERS and not _harmless(node):
            return "answers with bytes"
        whose = getattr(getattr(node.func, "value", None), "id", "")
        return "writes into an answer" if name == "write" and whose == "response" else ""
    if isinstance(node, ast.ClassDef):
        above = {getattr(one, "id", getattr(one, "attr", "")) for one in node.bases}
        return "an answer of its own" if above & ANSWERS else ""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return "fills an answer" if node.attr in ("content", "streaming_content") else ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "sends a file" if node.value.lower() in HEADERS else ""
    return SPEAKING if _imported(node) & CLIENTS else ""


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {one.name for one in node.names}
    if isinstance(node, ast.ImportFrom) and not node.level:
        return {node.module or "", *(f"{node.module}.{one.name}" for one in node.names)}
    return set()


def _harmless(answer: ast.Call) -> bool:
    """An answer without content, with words that stand in the source, or with a page that was rendered."""
    given = [*answer.args[:1], *(one.value for one in answer.keywords if one.arg in ("content", "streaming_content", None))]
    rendered = (getattr(getattr(one, "func", None), "id", "") == "render_to_string" for one in given)
    return all(isinstance(one, ast.Constant) or page for one, page in zip(given, rendered, strict=True))


def test_nothing_answers_with_a_file_or_speaks_to_another_machine_but_by_the_gate() -> None:
    found = {}
    for path in sorted((ROOT / "holdfast").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        ways = ways_out(path.read_text()) if name != "holdfast/kernel/leaving.py" else []
        if name.startswith(SPEAKS) or name in SPEAKS_OF_A_FAULT:
            ways = [one for one in ways if not one.endswith(SPEAKING)]
        if ways:
            found[name] = ways
    assert found == {}


@pytest.mark.parametrize(
    "planted",
    [
        "from django.http import HttpResponse\ndef out(request): return HttpResponse(letter(), content_type='application/pdf')",
        "from django.http import HttpResponse as Answer\ndef out(request): return Answer(content=letter())",
        "from django import http\ndef out(request): return http.HttpResponse(letter())",
        "from django.http import FileResponse\ndef out(request): return FileResponse(open('letter.pdf', 'rb'))",
        "from django.http import StreamingHttpResponse\ndef out(request): return StreamingHttpResponse(rows())",
        "from django.http import HttpResponse\nclass Letter(HttpResponse):\n    pass",
        "from django.http import HttpResponse\ndef out(request):\n    response = HttpResponse()\n    response.write(letter())",
        "from django.http import HttpResponse\ndef out(request):\n    response = HttpResponse()\n    response.content = letter()",
        "def out(request):\n    response = render(request, 'a.html')\n    response['Content-Disposition'] = 'attachment'",
        "def out(request):\n    response = render(request, 'a.html', headers={'X-Accel-Redirect': '/kept'})",
        "import requests\ndef out(): requests.post('https://elsewhere.example', letter())",
        "from urllib import request\ndef out(): request.urlopen('https://elsewhere.example', letter())",
        "from http.client import HTTPSConnection",
    ],
)
def test_a_new_way_out_is_found_wherever_it_is_planted(planted: str) -> None:
    assert ways_out(planted)


def test_whatever_answers_with_a_file_has_been_through_the_gate() -> None:
    """Found by the walk: every function that answers with a file reaches the gate, or the register, or the table."""
    answering = [place for place in speaking_of("leaves") if LEAVES in calls(place)]
    assert len(answering) > 12
    for place in answering:
        assert reaches(place, GATE | BY_ITSELF) or _is_given_cleared(place), place
    printing = [place for place in speaking_of("as_") if calls(place) & CLEARED_BEFORE and place[0] != PASSING]
    assert printing
    for place in printing:
        assert reaches_the_gate(place) or _is_given_cleared(place), place


def _is_given_cleared(place: Place) -> bool:
    """Whether a function is handed what the gate cleared, which nobody else can make."""
    body = functions(place[0])[place[1]]
    told = [ast.unparse(one.annotation) for one in body.args.args if one.annotation] if hasattr(body, "args") else []
    return bool({"Cleared", "ClearedDocument"} & set(told))


def test_what_leaves_as_it_is_does_so_by_a_row_that_says_why_and_no_row_is_left_over() -> None:
    used = set()
    for module, name in [place for word in ("as_it_is", "as_read") for place in speaking_of(word)]:
        if calls((module, name)) & BY_ITSELF:
            for node in ast.walk(functions(module)[name]):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("as_it_is", "as_read"):
                    used |= _keys_in(next(one.value for one in node.keywords if one.arg == "what"), functions(module)[name])
    assert used == set(TABLE)
    assert all(one.why and one.source and one.readers for one in TABLE.values())
    assert {key for key, one in TABLE.items() if not one.registered} == {"stored-file", "plan-picture", "drawing"}


def _keys_in(value: ast.expr, function: ast.AST) -> set[str]:
    """What a call names: a word; or a name that stands for one of two words of the same function."""
    where = value if isinstance(value, ast.Constant) else function
    return {key for key in TABLE if key in {one.value for one in ast.walk(where) if isinstance(one, ast.Constant)}}


def test_an_answer_takes_nothing_but_what_the_gate_let_pass() -> None:
    with pytest.raises(TypeError, match="gate"):
        Passed("letter", "letter.pdf", b"Dear Donna", "application/pdf")
    with pytest.raises(TypeError, match="gate"):
        leaves(b"Dear Donna")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "command",
    [
        ("holdfast.keeping.management.commands.sar", "_made"),
        ("holdfast.config.management.commands.case", "_give"),
        ("holdfast.disclosure.management.commands.disclosure", "_passed"),
    ],
    ids=".".join,
)
def test_what_the_console_gives_of_a_record_goes_through_the_gate(command: Place) -> None:
    assert command[1] in functions(command[0])
    assert reaches(command, GATE | BY_ITSELF)


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
    assert not reaches(("holdfast.desk.parents.views", "picture"), {("holdfast.disclosure.gate", "clear_document")})
    assert not reaches_the_gate(("holdfast.desk.site.wording", "words"))
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
