"""From `check_can_x`, which raises the reason, to `can_x`, which answers yes or no."""

from collections.abc import Callable
from typing import ParamSpec

from .errors import HoldfastError

P = ParamSpec("P")


def asks(check: Callable[P, None]) -> Callable[P, bool]:
    """The yes-or-no question beside a check that raises a sentence."""

    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except HoldfastError:
            return False
        return True

    can.__name__ = check.__name__.removeprefix("check_")
    can.__doc__ = check.__doc__
    return can
