"""The partnership settings as tables: Herefordshire's figures where found, and what we chose where not."""

from ..config_types import Setting
from .exploitation import EXPLOITATION, LEVELS
from .interviews import INTERVIEWS
from .mash import HOURS, MASH
from .meetings import DISAGREEMENT, MEETINGS
from .missing import MISSING
from .names import CONTACTS, NAMES
from .records import RECORDS
from .signing_in import FAMILY, SIGNING_IN

ROWS: tuple[Setting, ...] = (
    *NAMES,
    *CONTACTS,
    *HOURS,
    *MASH,
    *EXPLOITATION,
    *MISSING,
    *INTERVIEWS,
    *MEETINGS,
    *LEVELS,
    *DISAGREEMENT,
    *RECORDS,
    *SIGNING_IN,
    *FAMILY,
)
