"""The base of every row that belongs to a partnership."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import models

from .errors import StaleEdit
from .guard import BY_PARTNERSHIP, IMMUTABLE, Guard
from .ids import new_id
from .time import now

R = TypeVar("R", bound="Record")


class Row(models.Model):
    """A row of one partnership. Another partnership's rows do not exist for the viewer."""

    guard: ClassVar[Guard] = BY_PARTNERSHIP

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.PROTECT, editable=False, db_index=False, related_name="+"
    )
    created_at = models.DateTimeField(default=now, editable=False)

    partnership_id: UUID

    class Meta:
        abstract = True


class Fact(Row):
    """A row that is never changed: a decision, an answer, a version. A correction is another row."""

    guard: ClassVar[Guard] = IMMUTABLE

    class Meta:
        abstract = True


class Record(Row):
    """A row that people edit. `version` counts its saves, so that two people never overwrite one another unseen."""

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True

    def change(self: R, *, seen: int | None, **values: Any) -> R:
        """Save new values if nobody saved since version `seen`.

        seen: the version the person had before them; None for the system's own changes.
        Raises StaleEdit with both versions, when somebody did.
        """
        model = type(self)
        at = now()
        rows = model._default_manager.filter(pk=self.pk, partnership_id=self.partnership_id)
        if seen is not None:
            rows = rows.filter(version=seen)
        if not rows.update(**values, version=models.F("version") + 1, changed_at=at):
            raise self._stale(values)
        for name, value in values.items():
            setattr(self, name, value)
        self.version = (seen if seen is not None else self.version) + 1
        self.changed_at = at
        return self

    def _stale(self, yours: dict[str, Any]) -> StaleEdit:
        fresh = type(self)._default_manager.get(pk=self.pk)
        return StaleEdit({name: getattr(fresh, name) for name in yours}, yours, fresh.version)
