"""What is known elsewhere of a child who is missing, for those who look for them."""

from __future__ import annotations

from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.missing.models import Episode
from holdfast.missing.queries import born_of
from holdfast.partnership.queries import figures
from holdfast.referrals.models import RiskAssessment
from holdfast.rules.exploitation import Level
from holdfast.rules.missing_grades import second_looks


def looks_again(viewer: Viewer, episode: Episode, level: str) -> list[str]:
    """Why a grade should be looked at again. It says that there is a concern, and nothing of what it is."""
    born = born_of(viewer, episode).born_earliest
    day = today()
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day)) if born else None
    return second_looks(level, exploitation=is_concern(viewer, episode), age=age, settings=figures(viewer.here))


def is_concern(viewer: Viewer, episode: Episode) -> bool:
    """Whether the newest exploitation assessment of the child found one. For the grade alone, whoever grades."""
    # Whoever grades need not read the assessment: a row that is hidden from them is no proof that there is none.
    with acting_as(Viewer.job("missing.concern", viewer.here)):
        rows = RiskAssessment.objects.filter(partnership_id=viewer.here, child_id=episode.child_id)
        newest = rows.order_by("-assessed_at").values_list("level", flat=True).first()
    return newest is not None and newest != Level.NONE_IDENTIFIED.value
