"""Whose page a form was opened on: a mark beside its token, which names nobody and which only we can make."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from holdfast.kernel.viewer import Viewer

OPENED_BY = "opened_by"


def mark_of(viewer: Viewer) -> str:
    """The same on every form of one person, and another for everybody else."""
    return salted_hmac("holdfast.form", str(viewer.person_id), algorithm="sha256").hexdigest()
