"""What stands around every page: name, search, navigation, account, notices, contacts.

A surface's context processor gives the template one value, `shell`. Without it a page still renders, with
the bare name of the product: error pages never depend on the database.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A link in a list. `current` marks where the person is; `count` is shown beside."""

    text: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Contact:
    """A number somebody may ring from any page. `urgent` ones (999) come first and stand out."""

    label: str
    number: str
    note: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class Account:
    """Who is signed in, as what; signing out is a POST."""

    name: str
    role: str
    sign_out_url: str
    agency: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A line above the page for everyone, such as "MASH is closed". `urgent` stands out."""

    text: str
    contact: Contact | None = None
    urgent: bool = False


@dataclass(frozen=True)
class Sitting:
    """How long somebody stays signed in: seconds of doing nothing, seconds whatever they do, and how long before a warning.

    stay_url: asking there is doing something; it answers with what is left.
    """

    stay_url: str
    idle: int
    absolute: int
    warning: int


@dataclass(frozen=True)
class Shell:
    """Everything around the page. Empty values leave their part of the page out."""

    partnership: str = ""
    home_url: str = "/"
    search_url: str = ""
    search_words: str = ""
    nav: tuple[Link, ...] = ()
    account: Account | None = None
    sign_in_url: str = ""
    sitting: Sitting | None = None
    demonstration: bool = False
    notices: tuple[Notice, ...] = ()
    contacts: tuple[Contact, ...] = ()
    footer: tuple[Link, ...] = ()
    wording_url: str = ""
    showing_url: str = ""
    showing: bool = False
    showing_cookie: str = ""
    shortcuts: tuple[tuple[str, str], ...] = (
        ("/", "Go to the search box"),
        ("f", "Filter the list on this page"),
        ("h", "Go to My work"),
        ("x", "Showing my screen: cover names and everything written (F8 also while typing)"),
        ("?", "Show these shortcuts"),
    )
