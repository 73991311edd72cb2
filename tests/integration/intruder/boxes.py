"""What a page asks for, read from its HTML as a browser would, and the odd things people and machines put in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

MARK = "zq7<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
RIGHT_TO_LEFT, EMOJI = "\u202egnipoh\u202c \u0627\u0644\u0633", "\U0001f9d1\u200d\U0001f9d2 \U0001f3f3\ufe0f"
ODD: dict[str, str] = {
    "script and more": f"{MARK} '; DROP TABLE x; -- {RIGHT_TO_LEFT} {EMOJI} ../../etc/passwd a\r\nb\tc\x0b\x1b",
    "no character": "a\x00b",
    "a raised digit": "\u00b2",
    "many digits": "9" * 5000,
    "a long text": "x" * 100_000,
}


@dataclass
class Box:
    """One thing a form sends: its name, its kind, what it holds, and what may be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    boxes: dict[str, Box] = field(default_factory=dict)

    def filled(self, words: str, *, everywhere: bool = False) -> dict[str, str]:
        """Every text box filled with these words, one choice made in each list; everywhere: in choices and hidden ones too."""
        given = {}
        for box in self.boxes.values():
            chosen = next((one for one in box.choices if one), box.value)
            given[box.name] = words if everywhere or box.kind == "text" else chosen
        return given


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.list_open: Box | None = None
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
            self.open = True
        elif self.open and tag == "option" and self.list_open is not None:
            self.list_open.choices.append(given.get("value", ""))
        elif self.open and given.get("name"):
            self._box(tag, given)

    def _box(self, tag: str, given: dict[str, str]) -> None:
        kind = {"select": "list", "textarea": "text"}.get(tag) or {
            "radio": "choice", "checkbox": "choice", "hidden": "hidden", "submit": "button", "file": "file",
        }.get(given.get("type", "text"), "text")  # fmt: skip
        if tag not in ("input", "select", "textarea") or kind in ("file", "button"):
            return
        box = self.forms[-1].boxes.setdefault(given["name"], Box(given["name"], kind, given.get("value", "")))
        if kind == "choice":
            box.choices.append(given.get("value", ""))
        self.list_open = box if kind == "list" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = False
        if tag == "select":
            self.list_open = None


def forms_of(html: str) -> list[Form]:
    """The forms of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
