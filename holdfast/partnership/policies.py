"""Who may change what a partnership has set."""

from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer


def check_can_set(by: Viewer) -> None:
    """The administrator; and the system itself when it founds a partnership."""
    if not by.system and not by.may("administer"):
        raise Refused("Only an administrator can change the partnership's settings.")


can_set = asks(check_can_set)
