"""The demonstration's commands work in a demonstration system alone."""

from holdfast.kernel.errors import Refused
from holdfast.partnership.queries import is_demonstration


def check_is_demonstration() -> None:
    """Raises Refused in a real system, which never has an invented person."""
    if not is_demonstration():
        raise Refused(
            "This is a real system: the demonstration county, its people and its sign-ins exist in demonstrations only."
        )
