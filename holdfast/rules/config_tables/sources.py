"""Where the settings' figures come from, and a figure's shape."""

from ..config_types import Group, Setting, Unit
from ..source import Source, Status

CHOSEN = Source("Holdfast's own choice", "not found for Herefordshire", Status.KNOWN)
TOLD = Source("Herefordshire partnership", "as described in 2022", Status.PRACTICE)
SITE = Source("Herefordshire safeguarding boards site", "concerned about a child")
MARF = Source("Herefordshire multi-agency referral form", "February 2017")
SURREY = Source("Surrey Police answer on MASH ratings", "accountabilityindex.uk/pfd/7272526")
LEICESTER = Source("Leicester CSE meeting guide")
RHRT = Source("Right Help Right Time", "Herefordshire", note="four levels; their names were not found")
YORK = Source("York and North Yorkshire conference standards")
EAST_RIDING = Source("East Riding conference standards")
ESSEX = Source("Transition protocols of Leeds and Essex")
COVENTRY = Source("Coventry missing children plan")
STRATEGY = Source("Blackburn with Darwen procedures", "strategy discussions")
LADO_SOURCE = Source("Working Together to Safeguard Children", "2023", Status.KNOWN)


def figure(
    key: str, group: Group, unit: Unit, default: int, label: str, source: Source, help: str = "", most: int = 10_000
) -> Setting:
    """A figure: a whole number of something, from one."""
    return Setting(key, group, unit, default, label, source, help, at_most=most)
