"""Why a count was known to be crossed only after the day on which it was: "because the episode was entered on 9 March"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from holdfast.kernel.time import london_date, today
from holdfast.kernel.viewer import Viewer
from holdfast.rules.missing import Crossing
from holdfast.rules.spoken import short_date

from .histories import History
from .models import Episode, EpisodeChange
from .types import ChangeKind

MADE_SO = {
    ChangeKind.CORRECTION: "was put right",
    ChangeKind.UNVOID: "was taken up again",
    ChangeKind.JOIN: "was joined to another",
    ChangeKind.PART: "was said to be an absence of its own",
    ChangeKind.CHILD: "was said to be this child's",
}
Key = tuple[UUID, dt.date]


class Lateness:
    """Why, for several children at once, in two statements however many they are."""

    def __init__(self, job: Viewer, histories: Mapping[UUID, History], cause: str = "") -> None:
        self._job, self._histories, self._cause = job, histories, cause

    def reasons(self, crossed: Sequence[tuple[UUID, Crossing]]) -> dict[Key, str]:
        """A sentence for each that was crossed on a day before today."""
        late = [(child_id, one) for child_id, one in crossed if one.day < today()]
        if not late:
            return {}
        ids = {(child_id, one.day): self._episodes(child_id, one) for child_id, one in late}
        every = {pk for several in ids.values() for pk in several}
        rows = Episode.objects.filter(partnership_id=self._job.here, pk__in=every)
        entered = {pk: (at, reference) for pk, at, reference in rows.values_list("pk", "created_at", "reference")}
        changes = EpisodeChange.objects.filter(partnership_id=self._job.here, episode_id__in=every, kind__in=list(MADE_SO))
        changed: dict[UUID, tuple[dt.datetime, str]] = {}
        for episode_id, at, kind in changes.order_by("at").values_list("episode_id", "at", "kind"):
            changed[episode_id] = (at, kind)
        return {key: self._sentence(key[1], several, entered, changed) for key, several in ids.items()}

    def _episodes(self, child_id: UUID, one: Crossing) -> list[UUID]:
        ids = self._histories[child_id].ids
        return [ids[report.ref] for absence in one.absences for report in absence.reports]

    def _sentence(
        self,
        day: dt.date,
        episodes: Sequence[UUID],
        entered: Mapping[UUID, tuple[dt.datetime, str]],
        changed: Mapping[UUID, tuple[dt.datetime, str]],
    ) -> str:
        last = max(episodes, key=lambda pk: entered[pk][0])
        done = max((pk for pk in episodes if pk in changed), key=lambda pk: changed[pk][0], default=None)
        why = f"of what was changed on {short_date(today())}"
        if done is not None and london_date(changed[done][0]) > day:
            at, kind = changed[done]
            why = f"episode {entered[done][1]} {MADE_SO[ChangeKind(kind)]} on {short_date(london_date(at))}"
        if self._cause:
            why = f"{self._cause} on {short_date(today())}"
        elif london_date(entered[last][0]) > day and (done is None or entered[last][0] >= changed[done][0]):
            why = f"episode {entered[last][1]} was entered on {short_date(london_date(entered[last][0]))}"
        return f"It should have been called for on {short_date(day)}; it was not, because {why}."
