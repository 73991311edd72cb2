"""The daily pack opens offline with its passphrase, with nothing else, and holds no restricted record."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command

from holdfast.audit.models import Event
from holdfast.documents.store import store
from holdfast.journeys.jobs import make_packs
from holdfast.kernel.time import frozen, now
from holdfast.kernel.viewer import Viewer
from holdfast.missing import pack
from holdfast.missing.actions import picturing, planning
from holdfast.missing.plan_models import PlanDraft
from holdfast.records.actions import restrict
from tests.factories.missing import child_of
from tests.factories.pictures import picture


@pytest.fixture
def system(partnership: Any, settings: Any, tmp_path: Path) -> Viewer:
    settings.PACK_PASSPHRASE_FILE = tmp_path / "keys" / "pack.passphrase"
    return Viewer.job("tests", partnership.pk)


def planned(by: Viewer, given: str) -> Any:
    child = child_of(by, given)
    planning.save_plan(by=by, child_id=child.pk, seen=None, answers={"description": "Tall"})
    return child


def test_it_opens_with_its_passphrase_and_is_replaced_by_the_next(
    system: Viewer, partnership: Any, tmp_path: Path, looking: Any
) -> None:
    child = planned(system, "Robin")
    picturing.add_picture(by=system, child_id=child.pk, upload=picture(), kind="face", readers="keepers")
    out = tmp_path / "plans.pdf"
    first = pack.write_pack(partnership, out)
    second = pack.write_pack(partnership, out)
    assert (first.plans, second.plans) == (1, 1)
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    with pikepdf.open(out, password=pack.passphrase()) as opened:
        assert opened.encryption.R == 6
        assert len(opened.pages) >= 2
        assert any(page.get_images() for page in opened.pages)
    beside = pack.how_path(out).read_text()
    assert "any PDF reader" in beside
    assert pack.passphrase() not in beside
    assert "Robin" not in beside
    looking(system)
    assert Event.objects.filter(verb="missing.pack", kind="release").count() == 2


def test_a_picture_whose_bytes_are_lost_leaves_the_plan_in_the_pack(system: Viewer, partnership: Any) -> None:
    child = planned(system, "Robin")
    made = picturing.add_picture(by=system, child_id=child.pk, upload=picture(), kind="face", readers="keepers")
    with_it = pack.packed(partnership.pk, "words")
    store().remove(made.file_id)
    without = pack.packed(partnership.pk, "words")
    assert (with_it.plans, without.plans) == (1, 1)
    assert [pictured(one) for one in (with_it, without)] == [True, False]


def pictured(made: pack.Pack) -> bool:
    with pikepdf.open(io.BytesIO(made.content), password="words") as opened:
        return any(page.get_images() for page in opened.pages)


def test_a_restricted_record_is_left_out_and_the_first_page_says_whom_to_ring(system: Viewer, partnership: Any) -> None:
    hidden = planned(system, "Sam")
    restrict(by=system, child_id=hidden.pk, reason="A relative works here")
    made = pack.packed(partnership.pk, "words")
    assert (made.plans, made.left_out) == (0, 1)
    assert "ring the emergency duty team" in pack.said(made.made_at, made.left_out)[-1]
    with pikepdf.open(io.BytesIO(made.content), password="words") as opened:
        assert len(opened.pages) == 1


def test_the_command_writes_it_and_says_where(system: Viewer, partnership: Any, tmp_path: Path, capsys: Any) -> None:
    planned(system, "Robin")
    call_command("missing", "pack", out=str(tmp_path / "pack.pdf"), partnership=partnership.slug)
    assert (tmp_path / "pack.pdf").exists()
    assert "1 plan" in capsys.readouterr().out


def test_each_night_it_is_made_for_every_partnership_and_forgotten_drafts_go(
    system: Viewer, partnership: Any, settings: Any, tmp_path: Path, person: Any, looking: Any
) -> None:
    settings.PACKS_DIR = tmp_path / "packs"
    child, writer = planned(system, "Robin"), person("mash-manager")
    looking(writer)
    with frozen(now() - timedelta(days=20)):
        planning.keep_plan_draft(by=writer, child_id=child.pk, seen=1, answers={"marks": "half a"})
    for _ in range(2):
        make_packs()
    looking(system)
    assert (tmp_path / "packs" / f"{partnership.slug}.pdf").exists()
    assert not PlanDraft.objects.exists()
