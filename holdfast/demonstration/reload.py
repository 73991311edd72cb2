"""Clears the county and loads it again, dated from today. Runs as the owner of the tables: the application may not delete."""

from __future__ import annotations

from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from holdfast.access.models import User
from holdfast.audit.models import Event
from holdfast.documents.models import Original, StoredFile
from holdfast.documents.store import store
from holdfast.kernel.errors import Refused
from holdfast.kernel.guard import guarded_models, quote
from holdfast.kernel.ids import new_id
from holdfast.partnership.models import Partnership

from .load import Say, load_all
from .refused import check_is_demonstration
from .signins import demonstration_partnerships


def reload(say: Say) -> None:
    """The old county goes and a new one comes in one transaction: whoever is looking meanwhile sees the old one."""
    check_is_demonstration()
    if not settings.AS_OWNER:
        raise Refused("The county is cleared by the owner of the tables: set HOLDFAST_AS_OWNER=1.")
    began = new_id()
    with transaction.atomic():
        say("Clearing the county ...")
        _clear([partnership.pk for partnership in demonstration_partnerships()])
        load_all(say)
    remove_orphans(began)


def remove_orphans(before: UUID) -> int:
    """Destroy the bytes of files that no row speaks of, and how many. Whatever was given after `before` may be on its way still.

    Runs as the owner's role, which sees every row: to anybody else a row that is hidden looks like one that is gone.
    """
    known = {*StoredFile.objects.values_list("pk", flat=True), *Original.objects.values_list("pk", flat=True)}
    orphans = [one for one in store().kept() if one not in known and one < before]
    for one in orphans:
        store().remove(one)
    return len(orphans)


def _clear(partnerships: list[UUID]) -> None:
    """Everything of these partnerships but the audit, which nobody deletes."""
    if not partnerships:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT user_id FROM access_membership WHERE partnership_id = ANY(%s)", [partnerships])
        people = [row[0] for row in cursor.fetchall()]
        for model in guarded_models():
            names = {field.column for field in model._meta.concrete_fields}
            if "partnership_id" in names and model is not Event:
                table = quote(model._meta.db_table)
                cursor.execute(f"DELETE FROM {table} WHERE partnership_id = ANY(%s)", [partnerships])  # noqa: S608
        for table in _about_people():
            cursor.execute(f"DELETE FROM {quote(table)} WHERE user_id = ANY(%s)", [people])  # noqa: S608
        cursor.execute(f"DELETE FROM {quote(User._meta.db_table)} WHERE id = ANY(%s)", [people])  # noqa: S608
        cursor.execute(f"DELETE FROM {quote(Partnership._meta.db_table)} WHERE id = ANY(%s)", [partnerships])  # noqa: S608


def _about_people() -> list[str]:
    """Tables of the accounts library that point to an account."""
    return [
        model._meta.db_table
        for model in apps.get_app_config("account").get_models()
        if any(field.name == "user" for field in model._meta.concrete_fields)
    ]
