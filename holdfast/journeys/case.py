"""A case that another system sends: taken in, and put to MASH where the child may have a record already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.audit.action import action
from holdfast.kernel.viewer import Viewer
from holdfast.missing.intake.children import put_to_a_person
from holdfast.records.intake import taking


@action
def take_in(*, by: Viewer, document: Mapping[str, Any]) -> taking.Taken:
    """Take in one case. A child new to us who may be on record is never merged by machine."""
    taken = taking.take_in(by=by, document=document)
    if taken.created:
        put_to_a_person(by, {taken.child.pk: taken.child})
    return taken
