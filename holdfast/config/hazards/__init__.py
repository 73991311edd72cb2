"""The hazard log: how this software could itself hurt a child, the rule, where it is enforced, and the tests that prove it.

A hazard without a test fails the suite, and so does a test named here that no longer exists.
"""

from .acting import ACTING
from .family import FAMILY
from .hazard import Hazard
from .sharing import SHARING
from .telling import TELLING

__all__ = ["HAZARDS", "Hazard", "page"]

HAZARDS: tuple[Hazard, ...] = (*ACTING, *TELLING, *FAMILY, *SHARING)


def page() -> str:
    """docs/reference/hazards.md."""
    lines = [
        "# Hazards",
        "",
        ("How this software could itself hurt a child, the rule that prevents it, where the rule is enforced, and the tests"),
        "that prove it. Printed from `holdfast/config/hazards/`.",
        "",
    ]
    for one in HAZARDS:
        lines += [f"## {one.key} {one.hazard}", "", one.rule, "", "Enforced in:"]
        lines += [f"- `{place}`" for place in one.enforced]
        lines += ["", "Proved by:"]
        lines += [f"- `{test}`" for test in one.tests]
        lines.append("")
    return "\n".join(lines)
