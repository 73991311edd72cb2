"""What stands around every page of the staff surface: partnership, search, navigation, account, notices, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import cached_property
from django.utils.html import format_html

from holdfast.access import sessions
from holdfast.access.roles import GRANTS, Grant
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership import queries
from holdfast.rules import config, working
from holdfast.ui.environment import url
from holdfast.ui.opened import OPENED_BY, mark_of
from holdfast.ui.shell import Account, Contact, Link, Notice, Shell, Sitting

from .screen.views import is_shown

# What a role finds in the navigation: words, the address's name, the grant that opens it ("" for everybody signed in).
NAVIGATION: tuple[tuple[str, str, str], ...] = (
    ("My work", "home", ""),
    ("Refer a child", "refer-start", Grant.REFER),
    ("My referrals", "my-referrals", Grant.REFER),
    ("Missing children", "missing", Grant.REFER),
    ("Meetings", "meetings", ""),
    ("Return interviews", "interviews", Grant.EDIT_CHILDREN),
    ("MASH queue", "mash-queue", Grant.SCREEN),
    ("Agency checks", "check-worklist", Grant.ANSWER_CHECKS),
    ("Advice line", "consultations", Grant.LOG_CONSULTATION),
    ("Levels to look at", "floor-reviews", Grant.REVIEW_FLOORS),
    ("Children", "children-search", Grant.SEARCH),
    ("Information governance", "governance", Grant.GOVERN_INFORMATION),
    ("Release register", "releases", Grant.GOVERN_INFORMATION),
    ("People", "people", Grant.ADMINISTER),
    ("Review of access", "access-review", Grant.REVIEW_ACCESS),
    ("Settings", "settings", Grant.ADMINISTER),
)
FOOTER: tuple[tuple[str, str], ...] = (
    ("Contacts and procedures", "procedures"),
    ("Accessibility statement", "accessibility"),
    ("Privacy notice", "privacy"),
    ("Cookies", "cookies"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Made once a request; an error page never depends on it."""
    if not hasattr(request, "viewer"):
        return {}
    made = getattr(request, "_shell", None)
    if made is None:
        made = request._shell = _shell(request, viewer_of(request))  # type: ignore[attr-defined]
    return {"shell": made, "viewer": viewer_of(request), "csrf_input": OneToken(request)}


class OneToken:
    """The hidden fields that say a form is ours and whose, made for the first form of a page and the same in its others."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _field(self) -> str:
        viewer = viewer_of(self._request)
        mark = format_html('<input type="hidden" name="{}" value="{}">', OPENED_BY, mark_of(viewer)) if viewer.is_person else ""
        return f"{csrf_input(self._request)}{mark}"

    def __html__(self) -> str:
        return self._field

    __str__ = __html__


def _shell(request: HttpRequest, viewer: Viewer) -> Shell:
    demonstration = queries.born_a_demonstration()
    if viewer.partnership_id is None:
        return Shell(demonstration=demonstration, footer=_footer(), account=_account(request, viewer), sitting=_sitting(request))
    figures = figures_of(request)
    return Shell(
        partnership=_name_of_partnership(request, viewer.partnership_id),
        search_url=url("children-search") if viewer.may(Grant.SEARCH) else "",
        nav=_navigation(request, viewer),
        account=_account(request, viewer),
        sign_in_url=url("account_login"),
        sitting=_sitting(request),
        wording_url=url("wording"),
        showing_url=url("showing-my-screen") if viewer.is_person else "",
        showing=is_shown(request),
        showing_cookie=settings.SHOWING_COOKIE_NAME,
        demonstration=demonstration,
        notices=_notices(viewer, figures),
        contacts=tuple(Contact(**contact) for contact in queries.contacts(figures)),
        footer=_footer(),
    )


def figures_of(request: HttpRequest) -> Mapping[str, Any]:
    """The partnership's figures in force today, read once a request."""
    made: Mapping[str, Any] | None = getattr(request, "_figures", None)
    if made is None:
        here = viewer_of(request).partnership_id
        own = queries.own_figures(here) if here else {}  # somebody without a post is nowhere yet
        made = request._figures = {**config.defaults(), **own}  # type: ignore[attr-defined]
        request._own_name = own.get("names.partnership", "")  # type: ignore[attr-defined]
    return made


def _name_of_partnership(request: HttpRequest, partnership_id: UUID) -> str:
    """The name it set, which came with its figures; where it set none, the one it was founded with, which came with the post."""
    figures_of(request)
    posts = getattr(request, "posts", [])
    founded = next((post.partnership_name for post in posts if post.partnership_id == partnership_id), "")
    return getattr(request, "_own_name", "") or founded or queries.name_of(partnership_id)


def _navigation(request: HttpRequest, viewer: Viewer) -> tuple[Link, ...]:
    if not viewer.is_person:
        return ()
    here = request.path
    links = [(words, url(name)) for words, name, grant in NAVIGATION if not grant or viewer.may(grant)]
    # Every address begins with that of My work, so it is marked on its own page alone.
    best = max((href for _, href in links if here == href or (href != "/" and here.startswith(href))), key=len, default="")
    return tuple(Link(words, href, current=href == best) for words, href in links)


def _account(request: HttpRequest, viewer: Viewer) -> Account | None:
    if not viewer.is_person:
        return None
    roles = ", ".join(GRANTS[key].name for key in sorted(viewer.roles) if key in GRANTS)
    links = [Link("Change password", url("account_change_password")), Link("Second step", url("mfa_index"))]
    links.append(Link("Where you are signed in", url("my-sessions")))
    if viewer.partnership_id is not None:
        links.insert(0, Link("Messages you sent", url("sent-messages")))
        links.insert(0, Link("Where you live", url("my-home")))
        links.insert(0, Link("Absence and cover", url("my-absence")))
    if len(getattr(request, "posts", [])) > 1:
        links.insert(0, Link("Change post", url("choose-post")))
    return Account(
        name=request.user.get_full_name(),  # type: ignore[union-attr]
        role=roles or "No post at present",
        sign_out_url=url("account_logout"),
        agency=next((post.agency_name for post in getattr(request, "posts", []) if post.agency_id == viewer.agency_id), ""),
        links=tuple(links),
    )


def _sitting(request: HttpRequest) -> Sitting | None:
    left = sessions.left_of(request.session) if viewer_of(request).is_person else None
    return Sitting(url("stay"), left.idle, left.absolute, left.warning) if left else None


def _footer() -> tuple[Link, ...]:
    return tuple(Link(words, url(name)) for words, name in FOOTER)


def _notices(viewer: Viewer, figures: Any) -> tuple[Notice, ...]:
    """Out of hours, every page says who answers now (H2)."""
    if not viewer.may(Grant.REFER) or working.is_open(now(), figures):
        return ()
    number = figures["contacts.emergency_duty"]
    return (
        Notice(
            "MASH is closed now. If a child is in danger call 999. For tonight, call the emergency duty team.",
            contact=Contact("Emergency duty team", number),
        ),
    )
