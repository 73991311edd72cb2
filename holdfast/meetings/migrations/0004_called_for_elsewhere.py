"""Strategy discussions that MASH called for, and missing intervention meetings that are open or were held, live here from now on.

What each was called for keeps its own row, its clock and its duties; the meeting says what it was called for. Run twice, nothing is
brought over twice.
"""

from typing import Any

from django.db import migrations

import holdfast.kernel.ids
from holdfast.kernel.reference import new_reference
from holdfast.rules import meetings as rules

STEP, INTERVENTION = "screening.outcomestep", "missing.intervention"


def bring_over(apps: Any, schema_editor: Any) -> None:
    meeting = apps.get_model("meetings", "Meeting")
    steps = apps.get_model("screening", "OutcomeStep").objects.filter(key="call_discussion", withdrawn_at=None)
    for step in steps.exclude(screening__child_record=None).select_related("screening").order_by("created_at", "pk"):
        held = step.done_at if step.state == "done" else None
        _bring(
            apps, meeting, step, (STEP, step.pk), "strategy", step.screening.child_record,
            starts=held, held=held, by=step.done_by_id or _who_has_it(apps, step),
        )
    called = apps.get_model("missing", "Intervention").objects.filter(state__in=("open", "held"), joined_to=None)
    for one in called.order_by("raised_at", "pk"):
        held = one.ended_at if one.state == "held" else None
        if one.meeting_id is not None:
            continue
        made = _bring(
            apps, meeting, one, (INTERVENTION, one.pk), "missing_intervention", one.child_id,
            starts=one.meeting_at or held, held=held, by=one.booked_by_id or one.raised_by_id,
        )
        if made is not None:
            type(one).objects.filter(pk=one.pk).update(meeting_id=made.pk)


def _who_has_it(apps: Any, step: Any) -> Any:
    """The person on whom the calling of it rests."""
    duties = apps.get_model("work", "Duty").objects.filter(subject_id=step.pk, user__isnull=False)
    return duties.order_by("-created_at").values_list("user_id", flat=True).first()


def _bring(
    apps: Any, meeting: Any, row: Any, origin: Any, kind: str, child_id: Any, *, starts: Any, held: Any, by: Any
) -> Any:
    if meeting.objects.filter(partnership_id=row.partnership_id, origin_kind=origin[0], origin_id=origin[1]).exists():
        return None
    table = rules.of(kind)
    made = meeting.objects.create(
        partnership_id=row.partnership_id,
        kind=kind,
        reference=new_reference(),
        child_id=child_id,
        known=table.known.value,
        state="held" if held else "planned",
        starts_at=starts,
        began_at=held,
        closed_at=held,
        convened_by_id=by,
        origin_kind=origin[0],
        origin_id=origin[1],
        created_at=row.created_at,
    )
    apps.get_model("meetings", "AgendaItem").objects.bulk_create(
        apps.get_model("meetings", "AgendaItem")(
            id=holdfast.kernel.ids.new_id(),
            partnership_id=row.partnership_id,
            meeting=made,
            key=section.key,
            title=section.title,
            prompt=section.prompt,
            position=position,
            closed=section.closed,
            audience=sorted(key.value for key in section.audience),
        )
        for position, section in enumerate(table.sections)
    )
    return made


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_waiting_room"),
        ("missing", "0005_interventions"),
        ("screening", "0001_initial"),
        ("work", "0001_initial"),
    ]
    operations = [migrations.RunPython(bring_over, migrations.RunPython.noop)]
