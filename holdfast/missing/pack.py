"""The daily pack: the trigger plans of a partnership in one encrypted PDF, for the control room and the emergency duty team (H7).

It is opened with any PDF reader, on a machine of its own, when Holdfast is down; each day's takes the place of the last.
"""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import typst
from django.conf import settings

from holdfast.access.models import Restriction
from holdfast.access.policies import in_force
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.private import write_private
from holdfast.kernel.time import LONDON, now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership
from holdfast.partnership.queries import contacts, figures

from .actions.picturing import picture_bytes
from .plan_models import TriggerPlan
from .plan_printing import FOLDER, MOST_PICTURES, Shown, printed
from .plan_queries import plan_page

JOB = "missing.pack"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, EACH = 6, 4
GOOD_FOR = timedelta(days=1)
TITLE = "Trigger plans, for when Holdfast is down"


@dataclass(frozen=True)
class Pack:
    """The encrypted file. left_out: plans of restricted records, which are in no pack."""

    content: bytes
    plans: int
    left_out: int
    made_at: datetime


def passphrase() -> str:
    """The words that open every pack of this system; made the first time, and kept where this system's keys are."""
    path: Path = settings.PACK_PASSPHRASE_FILE
    if not path.exists():
        made = "-".join("".join(secrets.choice(LETTERS) for _ in range(EACH)) for _ in range(GROUPS))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, f"{made}\n".encode())
    return path.read_text().strip()


def write_pack(partnership: Partnership, path: Path) -> Pack:
    """Make the pack and put it in place of the last, whole or not at all, with how to open it beside it."""
    made = packed(partnership.pk, passphrase())
    write_private(path, made.content)
    write_private(how_path(path), how_to_open(path, made).encode())
    return made


def how_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.how-to-open.txt")


def packed(partnership_id: UUID, words: str) -> Pack:
    """Every plan that is in force, each read in a transaction of its own."""
    import pikepdf  # takes a third of a second, and few processes make a pack

    at, job = now(), Viewer.job(JOB, partnership_id)
    with acting_as(job):
        children, left_out = _children(partnership_id)
    plans = list(_plans(job, children, at))
    with pikepdf.new() as whole:
        for content in [_cover(job, plans, left_out, at), *(content for _name, content in plans)]:
            with pikepdf.open(io.BytesIO(content)) as part:
                whole.pages.extend(part.pages)
        kept = io.BytesIO()
        whole.save(kept, encryption=pikepdf.Encryption(user=words, owner=secrets.token_urlsafe(24), R=6))
    with acting_as(job):
        _note(by=job, plans=len(plans), left_out=left_out)
    return Pack(kept.getvalue(), len(plans), left_out, at)


def _children(partnership_id: UUID) -> tuple[list[UUID], int]:
    """Whose plans go in, in no order that says anything; and how many are left out because the record is restricted."""
    closed = Restriction.objects.filter(in_force(), partnership_id=partnership_id).values_list("child_id", flat=True)
    rows = TriggerPlan.objects.filter(partnership_id=partnership_id).order_by("child_id")
    left_out = rows.filter(child_id__in=closed).count()
    return list(rows.exclude(child_id__in=closed).values_list("child_id", flat=True)), left_out


def _plans(job: Viewer, children: list[UUID], at: datetime) -> Iterator[tuple[str, bytes]]:
    for child_id in children:
        with acting_as(job):
            page = plan_page(job, child_id)
            shown = [_shown(job, child_id, one.row.pk, one.words) for one in page.pictures[:MOST_PICTURES]]
        yield page.who.name, printed(page, [one for one in shown if one], at=at)


def _shown(job: Viewer, child_id: UUID, picture_id: UUID, words: str) -> Shown | None:
    """A picture that is locked, or still to be checked, leaves the plan without it."""
    try:
        data = picture_bytes(job, child_id, picture_id)
    except HoldfastError:
        return None
    return Shown(data, words, f"Picture of the child: {words.lower()}")


@action
def _note(*, by: Viewer, plans: int, left_out: int) -> None:
    """That the plans left as a file is a release."""
    record(by, "missing.pack", kind=Kind.RELEASE, plans=plans, left_out=left_out)


def _cover(job: Viewer, plans: list[tuple[str, bytes]], left_out: int, at: datetime) -> bytes:
    with acting_as(job):
        rows = contacts(figures(job.here))
    data = {
        "title": TITLE,
        "said": said(at, left_out),
        "contacts": [{"label": str(one["label"]), "value": str(one["number"])} for one in rows],
        "plans": [{"label": name, "value": str(page)} for name, page in zip(_names(plans), _pages(plans), strict=True)],
    }
    source = str(FOLDER / "pack.typ")
    return bytes(typst.compile(source, root=str(FOLDER), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]))


def _names(plans: list[tuple[str, bytes]]) -> list[str]:
    return [name for name, _content in plans]


def _pages(plans: list[tuple[str, bytes]]) -> Iterator[int]:
    """On which page after this list each plan begins."""
    import pikepdf

    first = 1
    for _name, content in plans:
        yield first
        with pikepdf.open(io.BytesIO(content)) as part:
            first += len(part.pages)


def said(at: datetime, left_out: int) -> list[str]:
    """What stands on the first page."""
    local, until = at.astimezone(LONDON), (at + GOOD_FOR).astimezone(LONDON)
    lines = [
        f"Made {local:%d/%m/%Y %H:%M}. Use the pack of the next day from {until:%d/%m/%Y %H:%M}, and destroy this one.",
        "Open it only when Holdfast does not answer and a child is missing. Write in your own log who opened it, when, for which "
        "child and why, and ring the information lead when Holdfast is back.",
        "It is as it was when it was made: a child may have come back since, or be safe elsewhere. Ask before you act on it.",
        "Page numbers count from the page after this list.",
    ]
    if left_out:
        lines.append(
            f"{left_out} plans of restricted records are not in this pack. "
            "If a child is not listed, ring the emergency duty team."
        )
    return lines


def how_to_open(path: Path, made: Pack) -> str:
    """The text beside the pack. It names no child and not the passphrase."""
    return "\n".join(
        [
            TITLE,
            "",
            f"{path.name} was made {made.made_at.astimezone(LONDON):%d/%m/%Y %H:%M} and holds {made.plans} plans.",
            "",
            "To open it: any PDF reader, on a machine without a network. It asks for a passphrase: the one on the sealed card in",
            "the control room and with the emergency duty team. Without a card, whoever runs the server reads it from the file",
            "keys/pack.passphrase in the folder of the system (HOLDFAST_HOME).",
            "",
            "Open it only when Holdfast does not answer and a child is missing. Write in your own log who opened it, when, for",
            "which child and why. It is encrypted with AES-256; keep the card apart from the file, and destroy a pack when the",
            "next comes.",
            "",
        ]
    )
