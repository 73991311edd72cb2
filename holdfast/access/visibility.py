"""What a viewer may read: one function, and the default is nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from holdfast.kernel.questions import asked_anew
from holdfast.kernel.viewer import Viewer

M = TypeVar("M", bound=Model)
Rule = Callable[[Viewer], Q | None]

_RULES: dict[type[Model], Rule] = {}
_beside: ContextVar[Viewer | None] = ContextVar("read_beside", default=None)


def readable(model: type[Model]) -> Callable[[Rule], Rule]:
    """Declare who may read a model's rows.

    The rule takes a viewer with a partnership and answers a condition; None means no row at all. The partnership itself is
    added here and need not be repeated.
    """

    def declare(rule: Rule) -> Rule:
        if model in _RULES:
            raise RuntimeError(f"{model.__name__} already has a rule for who may read it.")
        _RULES[model] = rule
        return rule

    return declare


def visible(viewer: Viewer, model: type[M]) -> QuerySet[M]:
    """The rows of a model this viewer may read. A model without a rule, or a viewer without a partnership: none."""
    rows = model._default_manager.all()
    rule = _RULES.get(model)
    if rule is None or viewer.partnership_id is None:
        return rows.none()
    condition, other = rule(viewer), _beside.get()
    if condition is None:
        return rows.none()
    if other is not None:
        both = rule(other)
        if both is None or other.partnership_id != viewer.partnership_id:
            return rows.none()
        condition &= both
    return rows.filter(condition, partnership_id=viewer.partnership_id)


@contextmanager
def beside(other: Viewer) -> Iterator[None]:
    """Within this, whatever somebody may read is held to what `other` may read as well: nobody is shown more than both."""
    token = _beside.set(other)
    try:
        with asked_anew():
            yield
    finally:
        _beside.reset(token)


def everyone_in_partnership(viewer: Viewer) -> Q | None:
    """For lists such as agencies and teams: any signed-in member, and the system's own jobs."""
    return Q() if viewer.is_person or viewer.system else None


def ruled_models() -> frozenset[type[Model]]:
    return frozenset(_RULES)
