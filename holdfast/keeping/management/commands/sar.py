"""Prepare the copy of a child's record that somebody asked to see, once everything has been checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.keeping.actions.copies import prepare
from holdfast.keeping.actions.requests import JOB
from holdfast.keeping.models import SubjectRequest
from holdfast.keeping.types import RequestState
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import HoldfastError
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership


class Command(BaseCommand):
    help = (
        "sar export CHILD --out DIR: the copy that a request asked for, with what was decided on the desk; what nobody decided "
        "on is taken out. Refused until its steps are recorded."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="what", required=True)
        exporting = actions.add_parser("export", help="to give (HTML, PDF, JSON) and for review, in a new folder")
        exporting.add_argument("child", help="the id of the child's record")
        exporting.add_argument("--out", required=True, type=Path, help="a folder that is not there yet, or is empty")

    def handle(self, *_: Any, child: str, out: Path, **__: Any) -> None:
        try:
            child_id = UUID(child)
        except ValueError:
            raise CommandError("CHILD is the id of a record: it stands in the address of its page.") from None
        try:
            if out.is_dir() and any(out.iterdir()):
                raise CommandError(f"{out} holds files already. Name a folder that is not there yet.")
        except OSError as fault:
            raise CommandError(f"{out} cannot be read: {fault.strerror}.") from fault
        reference, files = self._prepared(child_id)
        try:
            _write(out, files)
        except OSError as fault:
            raise CommandError(f"{out} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"Request {reference}: {len(files)} files are in {out}. Give what is in to-give, and keep both.")

    def _prepared(self, child_id: UUID) -> tuple[str, dict[str, bytes]]:
        with acting_as(Viewer.job(JOB, None)):
            partnerships = list(Partnership.objects.values_list("pk", flat=True))
        for partnership_id in partnerships:
            with acting_as(Viewer.job(JOB, partnership_id)) as job:
                rows = SubjectRequest.objects.filter(partnership_id=job.here, child_id=child_id, state=RequestState.OPEN)
                request = rows.order_by("-received_at", "-pk").first()
                if request is not None:
                    return request.reference, self._made(job, request)
        raise CommandError(
            "No request about this record is open. Log it on the information-governance desk, where identity, authority, "
            "the child's decision, the serious-harm test and what the police say are recorded first."
        )

    def _made(self, job: Viewer, request: SubjectRequest) -> dict[str, bytes]:
        try:
            return prepare(by=job, request=request, undecided_goes=True).files
        except HoldfastError as refusal:
            raise CommandError(f"Nothing was prepared. {refusal.sentence}") from refusal


def _write(out: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content)
