"""The pages a partnership words itself, as shipped. A line that begins with "# " is a heading, with "- " one of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shipped:
    """A page before anybody has changed it."""

    title: str
    body: str


SHIPPED: dict[str, Shipped] = {
    "accessibility": Shipped(
        "Accessibility statement",
        """Holdfast is meant to be used by everybody who works with children, with any equipment they rely on.

# What you should be able to do

- read and use every page with a keyboard alone, with speech, and with a screen reader
- enlarge a page to 400% without scrolling sideways
- use every page without JavaScript, on a telephone, and on paper
- read every picture as a table

# How it is measured

Holdfast aims at the Web Content Accessibility Guidelines 2.2, level AA. Every page is checked by machine when it changes. It has
not yet been tried by an independent panel of disabled people, so parts may fall short that no machine finds.

# If something does not work for you

Call the number of MASH below, or tell your agency's administrator. Say which page and what you use. If you are worried about a
child, say that first: the worry can be taken by telephone.

# If we do not answer well

The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) Accessibility
Regulations 2018. The Equality Advisory and Support Service can advise you: 0808 800 0082.""",
    ),
    "privacy": Shipped(
        "Privacy notice",
        """This page says what Holdfast keeps about you when you use it, and about the people you write about.

# What it is for

Agencies that safeguard children share what is needed to protect them. The law that lets them do so does not rest on anybody's
agreement: they carry out public tasks laid on them by the Children Acts 1989 and 2004 and Working Together to Safeguard Children.

# About you, when you refer a child

- your name, role, agency and how to reach you
- what you wrote, exactly as you wrote it
- when you sent it, and what was answered

MASH may tell the family who referred, unless that would put somebody at risk. Say so on the form when it would.

# About children and families

Each agency sees only what it needs. Every time somebody opens a record it is written down who, when and why. Records are kept for
as long as the retention schedule of the partnership says.

# Your rights

You may ask for a copy of what is kept about you, ask for it to be put right, and object. Ask the council's information-governance
team. You may complain to the Information Commissioner: 0303 123 1113.""",
    ),
    "cookies": Shipped(
        "Cookies",
        """Holdfast sets only cookies it cannot work without. It measures nobody and passes nothing to anybody else.

- a session cookie, so that you stay signed in. It goes when you close the browser, or after 12 hours
- a safety cookie, so that a form can only be sent from our own page
- a draft cookie, when you write a referral without an account, so that only you can go on with it. It goes after 7 days
- a cookie that says "yes" while you show your screen to somebody else, so that every page comes covered. It goes when you stop

None of them holds a name or anything you wrote.""",
    ),
}


@dataclass(frozen=True)
class Block:
    """A piece of a page: kind is "heading", "list" or "paragraph"."""

    kind: str
    lines: tuple[str, ...]


def blocks(body: str) -> list[Block]:
    """A page's words as headings, lists and paragraphs. Nothing in them is ever read as HTML."""
    return [block for part in body.replace("\r\n", "\n").split("\n\n") for block in _blocks_of(part.strip())]


def _blocks_of(part: str) -> list[Block]:
    if not part:
        return []
    lines = [line.strip() for line in part.split("\n")]
    if lines[0].startswith("# "):
        rest = _blocks_of("\n".join(lines[1:]))
        return [Block("heading", (lines[0].removeprefix("# "),)), *rest]
    if all(line.startswith("- ") for line in lines):
        return [Block("list", tuple(line.removeprefix("- ") for line in lines))]
    return [Block("paragraph", (" ".join(lines),))]
