"""Changes to the system's mark, to the partnership, and to what it has set."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused, StaleEdit
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.rules import config

from . import defaults, policies, queries, site_pages
from .models import Partnership, Setting, SitePage, System


@action
def be_born(*, by: Viewer, demonstration: bool, name: str = "", slug: str = "") -> System:
    """Mark the system, once and for good, and give a real one its partnership.

    A demonstration's county is made by its own loader. Raises Refused when the system was born otherwise.
    """
    _one_birth_at_a_time()
    system = System.objects.filter(pk=1).first()
    if system is not None and system.demonstration != demonstration:
        raise Refused(_already(system))
    if system is None:
        system = System.objects.create(demonstration=demonstration, instance=settings.INSTANCE)
    if not demonstration and not Partnership.objects.exists():
        found_partnership(by=by, name=name, slug=slug)
    record(by, "system.birth", demonstration=demonstration)
    return system


def _one_birth_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE partnership_system IN EXCLUSIVE MODE")


def _already(system: System) -> str:
    kind = "a demonstration" if system.demonstration else "a real system"
    return f"This system was born as {kind} and stays one: use another HOLDFAST_HOME or database."


@action
def found_partnership(*, by: Viewer, name: str = "", slug: str = "") -> Partnership:
    """Make a partnership; its figures are the defaults until somebody sets others."""
    partnership = Partnership.objects.create(
        slug=slug or defaults.SLUG,
        name=name or defaults.NAME,
        short_name=name or defaults.SHORT_NAME,
    )
    if name and name != defaults.NAME:
        with acting_as(by.with_(partnership_id=partnership.pk)):
            Setting.objects.create(
                partnership=partnership,
                key="names.partnership",
                value=name,
                valid_from=today(),
                reason="Its name when it began.",
            )
        queries.read_figures_again()
    record(by, "partnership.found", partnership)
    return partnership


@action
def set_value(
    *, by: Viewer, key: str, value: Any, reason: str, valid_from: date | None = None, seen: str | None = None
) -> Setting:
    """Set one figure, number or name from a day on; what held before stays in the history.

    seen: the id of the newest row the person had before them ("" for none), so that nobody overwrites another unseen.
    Raises Faulty when the value does not fit, Refused when it is what holds already, StaleEdit when somebody else was first.
    """
    policies.check_can_set(by)
    day = valid_from or today()
    _check_setting(key, value, reason, day)
    newest = next(iter(queries.history(by, key)), None)
    if seen is not None and seen != (str(newest.pk) if newest else ""):
        raise StaleEdit({"value": newest.value if newest else None}, {"value": value}, 0)
    if queries.value_on(by, key, day) == value:
        raise Refused("This is the value already. Nothing was changed.")
    row = Setting.objects.create(
        partnership_id=by.here, key=key, value=value, valid_from=day, reason=reason.strip(),
        recorded_by=by.person_id,
    )  # fmt: skip
    queries.read_figures_again()
    record(by, "setting.set", row, kind=Kind.SETTING, key=key, valid_from=day)
    return row


def _check_setting(key: str, value: Any, reason: str, day: date) -> None:
    """Every fault at once. The past is not changed: what was judged by yesterday's figure stays judged by it."""
    faults = []
    if fault := config.check_value(key, value):
        faults.append(Fault("value", fault))
    if not reason.strip():
        faults.append(Fault("reason", "Give the reason: it stands in the history beside the value."))
    if day < today():
        faults.append(Fault("valid_from", "The day from which it holds must be today or later."))
    if faults:
        raise Faulty(faults)


@action
def word_page(*, by: Viewer, key: str, title: str, body: str, seen: str | None = None) -> SitePage:
    """A new version of the accessibility statement, privacy notice or cookie page. Older ones stay."""
    policies.check_can_set(by)
    if key not in site_pages.SHIPPED:
        raise Refused("There is no such page.")
    if not title.strip() or not body.strip():
        raise Faulty([Fault("body", "Write a title and at least a sentence.")])
    newest = queries.site_page(by.partnership_id, key)
    if seen is not None and seen != (str(newest.pk) if newest else ""):
        raise StaleEdit({"body": newest.body if newest else ""}, {"body": body}, 0)
    page = SitePage.objects.create(
        partnership_id=by.here, key=key, title=title.strip(), body=body.strip(), recorded_by=by.person_id
    )
    record(by, "page.word", page, kind=Kind.SETTING, key=key)
    return page
