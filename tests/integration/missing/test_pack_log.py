"""The daily pack is opened while Holdfast is down; once it answers again, that is written down."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from holdfast.audit.models import Event
from holdfast.missing.pack_opened import PackOpened

pytestmark = pytest.mark.django_db


def test_who_opened_a_pack_and_why_is_written_down_and_never_changed(person: Any, client_for: Any, looking: Any) -> None:
    sergeant = person("duty-sergeant")
    police = client_for(sergeant)
    at = reverse("missing-packs")
    day = {"at_day": "3", "at_month": "3", "at_year": "2026", "at_time": "02:40"}
    assert police.post(at, {**day, "opened_by": "", "reason": "x"}).status_code == 422
    written = {**day, "opened_by": "Sgt Reeve, control room", "reason": "MP-2207. The network was down from 1 to 4."}
    assert police.post(at, written).status_code == 302
    assert "Sgt Reeve, control room" in police.get(at).content.decode()
    assert "Sgt Reeve" in client_for(person("information-governance")).get(at).content.decode()
    assert client_for(person("social-worker")).get(at).status_code == 403
    looking(sergeant)
    row = PackOpened.objects.get()
    assert row.written_by_id == sergeant.person_id
    assert Event.objects.filter(verb="missing.pack-log").exists()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        PackOpened.objects.filter(pk=row.pk).update(reason="Nothing")
    looking(person("social-worker"))
    assert PackOpened.objects.count() == 0
