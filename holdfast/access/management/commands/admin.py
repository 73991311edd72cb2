"""`admin create EMAIL`: an administrator's account and the one-time link that opens it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from holdfast.access import actions
from holdfast.access.models import Agency
from holdfast.access.people_import import EMAIL
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.rules.agencies import AgencyKind

UNLESS_TOLD = "http://127.0.0.1:8000"


class Command(BaseCommand):
    help = "Make an administrator and print the one-time link (72 hours) by which they set their password."

    def add_arguments(self, parser: CommandParser) -> None:
        create = parser.add_subparsers(dest="what", required=True).add_parser("create")
        create.add_argument("email")
        create.add_argument("--name", default="Administrator")
        create.add_argument("--partnership", default="", help="its short name; the first there is when left out")
        create.add_argument("--agency", default="", help="the agency they work for; made when it is not there")

    def handle(self, *_: Any, email: str, name: str, partnership: str, agency: str, **__: Any) -> None:
        if not EMAIL.fullmatch(email):
            raise CommandError(f"{email} is not an e-mail address.")
        found = partnership_called(partnership)
        try:
            with acting_as(Viewer.job("admin.create", found.pk)) as by:
                user = actions.make_account(by=by, email=email, name=name)
                post = _agency(by, agency, found)
                actions.give_post(by=by, user=user, agency=post, role="administrator")
                key = actions.invite(by=by, user=user)
        except HoldfastError as refusal:
            raise CommandError(refusal.sentence) from None
        base = settings.PUBLIC_URL.rstrip("/") or served_at()
        if not settings.PUBLIC_URL:
            host = base.removeprefix("http://")
            self.stderr.write(f"Put your own host in place of {host} to open it elsewhere, or set HOLDFAST_PUBLIC_URL.")
        self.stdout.write(base + reverse("account-welcome", kwargs={"key": key}))


def served_at() -> str:
    """Where bin/start serves this system, or last did; the address it takes by itself where it never has."""
    try:
        return (Path(settings.HOME) / "run" / "served-at").read_text().strip() or UNLESS_TOLD
    except OSError:
        return UNLESS_TOLD


def partnership_called(slug: str) -> Partnership:
    """The partnership with this short name, or the first there is."""
    rows = Partnership.objects.order_by("created_at", "pk")
    found = rows.filter(slug=slug).first() if slug else rows.first()
    if found is None:
        raise CommandError(f"There is no partnership called {slug}." if slug else "There is no partnership yet.")
    return found


def _agency(by: Viewer, name: str, partnership: Partnership) -> Agency:
    rows = Agency.objects.filter(partnership=partnership)
    found = rows.filter(name=name).first() if name else rows.filter(kind=AgencyKind.SOCIAL_CARE).order_by("name").first()
    return found or actions.add_agency(by=by, name=name or f"{partnership.short_name} Council", kind=AgencyKind.SOCIAL_CARE)
