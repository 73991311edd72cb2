"""An original marked evidence, and a file locked unseen: sealed, for the police and the information lead alone."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from holdfast.documents.models import Original, Release, State, StoredFile
from holdfast.documents.store import store


def picture() -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    Image.new("RGB", (40, 30), "teal").save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.mark.django_db
def test_an_original_kept_as_evidence_is_released_with_a_reason_to_the_police_alone(
    attach: Any, client_for: Any, person: Any
) -> None:
    given = picture()
    file = attach(given, "photo.jpg", evidence=True)
    place = f"/files/{file.pk}/original/"
    served = client_for(person("mash-screener")).get(f"/files/{file.pk}/").content
    assert b"A camera" in given
    assert b"A camera" not in served
    assert client_for(person("mash-manager")).get(place).status_code == 403
    police = client_for(person("police-officer"))
    assert police.get(f"/files/{file.pk}/lock/").status_code == 200
    assert police.post(place, {"reason": " "}).status_code == 422
    taken = police.post(place, {"reason": "For the investigation."})
    assert taken.content == given
    assert taken["Content-Disposition"].startswith("attachment")
    assert "photo" not in taken["Content-Disposition"]
    assert "For the investigation." in police.get(place).content.decode()
    assert Release.objects.get().reason == "For the investigation."
    from holdfast.audit.models import Event

    assert Event.objects.filter(verb="document.release-original", kind="release").count() == 1


@pytest.mark.django_db
def test_an_original_lies_sealed_and_an_ordinary_file_keeps_none(attach: Any, own_folder: Any) -> None:
    attach(picture(), "photo.jpg")
    assert not Original.objects.exists()
    attach(picture(), "photo.jpg", evidence=True)
    kept = [path.read_bytes() for path in own_folder.rglob("*") if path.is_file()]
    assert len(kept) == 3
    assert not any(b"A camera" in one for one in kept)


@pytest.mark.django_db
def test_a_locked_file_has_a_page_where_the_police_and_the_information_lead_see_it(
    attach: Any, client_for: Any, person: Any, teacher: Any
) -> None:
    file = attach(name="a-name.txt", evidence=True)
    screener = client_for(person("mash-screener"))
    assert screener.post(f"/files/{file.pk}/lock/")["Location"] == f"/files/{file.pk}/locked/"
    for role in ("police-officer", "information-governance", "mash-screener"):
        page = client_for(person(role)).get(f"/files/{file.pk}/locked/")
        assert page.status_code == 200
        assert b"a-name" not in page.content
    for role in ("police-officer", "information-governance"):
        looking = client_for(person(role))
        assert looking.get(f"/files/{file.pk}/").status_code == 403
        assert looking.post(f"/files/{file.pk}/original/", {"reason": "Now."}).status_code == 403
        assert f"/files/{file.pk}/locked/" in looking.get("/files/").content.decode()
    assert client_for(person("social-worker")).get(f"/files/{file.pk}/locked/").status_code == 404


@pytest.mark.django_db
def test_a_person_of_the_case_is_not_told_of_its_locked_file_even_as_police(attach: Any, client_for: Any, person: Any) -> None:
    from holdfast.referrals.models import Attachment

    file = attach(evidence=True)
    officer, colleague = person("police-officer"), person("police-officer")
    referral = Attachment.objects.get(file=file).referral
    assert referral is not None
    referral.change(seen=None, kept_from=[officer.person_id])
    file.change(seen=None, state=State.LOCKED)
    assert client_for(officer).get(f"/files/{file.pk}/locked/").status_code == 404
    assert client_for(officer).get(f"/files/{file.pk}/original/").status_code == 404
    assert client_for(colleague).get(f"/files/{file.pk}/locked/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", ["unlock", "destroy"])
def test_only_the_police_say_what_becomes_of_a_locked_file(
    outcome: str, attach: Any, client_for: Any, person: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from holdfast.work.models import Duty

    file = attach(evidence=True)
    original = file.original.pk
    place, said = f"/files/{file.pk}/locked/", {"outcome": outcome, "reason": "Looked at.", "police_reference": "1/26"}
    screener = client_for(person("mash-screener"))
    screener.post(f"/files/{file.pk}/lock/")
    assert screener.post(place, said).status_code == 403
    assert client_for(person("information-governance")).post(place, said).status_code == 403
    police = client_for(person("police-officer"))
    assert police.post(place, {**said, "reason": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert police.post(place, said).status_code == 302
    assert "Looked at." in police.get(place).content.decode()
    assert StoredFile.objects.get(pk=file.pk).state == {"unlock": "ready", "destroy": "destroyed"}[outcome]
    assert not Duty.objects.filter(kind="document.locked", state="open").exists()
    if outcome == "destroy":
        for gone in (file.pk, original):
            with pytest.raises(FileNotFoundError):
                store().get(gone)
    else:
        assert screener.get(f"/files/{file.pk}/").status_code == 200
