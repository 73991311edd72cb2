"""Questions about the child of a row, asked of the database in one piece.

They stand in nearly every read. Written with `Exists`, Django put each together anew, table by table, for every statement: two
fifths of the time of a child's page. The SQL is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q
from django.db.models.sql.compiler import SQLCompiler

from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

SHUT_OUT = (
    "EXISTS (SELECT FROM access_exclusion asked_x WHERE asked_x.partnership_id = %s AND asked_x.user_id = %s"
    " AND asked_x.child_id = {child} AND asked_x.lifted_at IS NULL)"
)
IN_CIRCLE = (
    "EXISTS (SELECT FROM access_circle asked_c WHERE asked_c.partnership_id = %s AND asked_c.user_id = %s"
    " AND asked_c.child_id = {child} AND asked_c.from_date <= %s AND (asked_c.until IS NULL OR asked_c.until >= %s))"
)
RESTRICTED = (
    "EXISTS (SELECT FROM access_restriction asked_r WHERE asked_r.partnership_id = %s"
    " AND asked_r.child_id = {child} AND asked_r.from_date <= %s AND (asked_r.until IS NULL OR asked_r.until >= %s))"
)


class Asked(Func):
    """One of the questions, about the child that a field of the row names.

    values: what stands for each %s of the question.
    """

    output_field = BooleanField()

    def __init__(self, child_field: str, question: str, values: Sequence[Any]) -> None:
        super().__init__(F(child_field))
        self.question, self.values = question, tuple(values)

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        """The question with the row's own column in it; a column has no values of its own."""
        child, _none = compiler.compile(self.get_source_expressions()[0])
        return self.question.replace("{child}", child), self.values


def shut_out(viewer: Viewer, child_field: str) -> Q:
    """Whether the viewer is a person of the child's case themself."""
    return Q(Asked(child_field, SHUT_OUT, (viewer.here, viewer.me)))


def in_circle(viewer: Viewer, child_field: str) -> Q:
    """Whether the viewer has a place in the child's circle today."""
    day = today()
    return Q(Asked(child_field, IN_CIRCLE, (viewer.here, viewer.me, day, day)))


def is_restricted(viewer: Viewer, child_field: str) -> Q:
    """Whether the child's record is restricted today."""
    day = today()
    return Q(Asked(child_field, RESTRICTED, (viewer.here, day, day)))
