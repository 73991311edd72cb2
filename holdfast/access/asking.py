"""Questions about the child of a row, asked of the database in one piece.

They stand in nearly every read, beside the database's own guards, which ask the same functions of the viewer it was told of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q
from django.db.models.sql.compiler import SQLCompiler

from holdfast.kernel.viewer import Viewer

# None of these names the outer row inside the question, so the database answers each once a statement, whatever the number of
# rows. The functions stand in `walls`; here they are asked about the viewer given, who need not be the one the database knows.
# A row that names no child is no case of anybody's.
MINE = "{child} IN (SELECT holdfast_mine(%s, %s))"
NOT_CLOSED = "({child} IN (SELECT holdfast_closed(%s, %s))) IS NOT TRUE"
NOT_SHUT_OUT = "({child} IN (SELECT holdfast_shut_out(%s, %s))) IS NOT TRUE"


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


def mine(viewer: Viewer, child_field: str) -> Q:
    """The child is in the viewer's circle today, or in that of somebody they cover, and the viewer is no person of the case."""
    return Q(Asked(child_field, MINE, (viewer.here, viewer.me)))


def not_closed(viewer: Viewer, child_field: str) -> Q:
    """The child is not restricted to others, and the viewer is no person of the case."""
    return Q(Asked(child_field, NOT_CLOSED, (viewer.here, viewer.me)))


def not_shut_out(viewer: Viewer, child_field: str) -> Q:
    """The viewer is no person of the child's case themself."""
    return Q(Asked(child_field, NOT_SHUT_OUT, (viewer.here, viewer.me)))
