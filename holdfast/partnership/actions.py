"""Changes to the system's mark and to the partnership."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from . import defaults
from .models import Partnership, System


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
    record(by, "partnership.found", partnership)
    return partnership
