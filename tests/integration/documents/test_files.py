"""Files: what is taken, how they are kept, who opens them, and one that must not be seen."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from holdfast.audit.models import Event
from holdfast.config import doctor
from holdfast.demonstration.reload import remove_orphans
from holdfast.documents import content, queries, store
from holdfast.documents.models import StoredFile
from holdfast.documents.sealing import Unreadable, new_key, seal, unseal
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.ids import new_id


def picture(**more: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "JPEG", **more)
    return made.getvalue()


def test_a_picture_loses_what_it_says_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[2] = (52.0, 3.0, 0.0)
    read = content.read(picture(exif=exif))
    assert read.stripped
    assert not dict(Image.open(io.BytesIO(read.data)).getexif())


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00",
        b"<html><script>",
        b"<svg onload=x>",
        b"PK\x03\x04junk",
        b"\x89PNG\r\n\x1a\njunk",
        b"%PDF-1.7 junk",
        b"\xff\xfe\x00\x01",
    ],
)
def test_what_is_not_taken_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        content.read(data)
    assert refused.value.sentence.endswith(".")


def test_plain_text_is_taken() -> None:
    assert content.read(b"Attendance since September: 61 %").media_type == "text/plain"


def test_sealed_bytes_open_with_their_key_and_name_alone() -> None:
    key = new_key()
    sealed = seal(key, b"words", "file 1")
    assert unseal(key, sealed, "file 1") == b"words"
    for other in ((new_key(), sealed, "file 1"), (key, sealed, "file 2"), (key, sealed[:-1] + b"x", "file 1")):
        with pytest.raises(Unreadable):
            unseal(*other)


@pytest.fixture
def attached(attach: Any) -> StoredFile:
    return attach(name="../attendance <b>.txt")


@pytest.mark.django_db
def test_a_file_lies_sealed_and_opens_for_those_who_may_read_the_referral(
    attached: StoredFile, own_folder: Path, person: Any, looking: Any
) -> None:
    kept = b"".join(path.read_bytes() for path in own_folder.rglob("*") if path.is_file())
    assert b"Tuesdays" not in kept
    assert attached.name == "attendance b.txt"
    screener, stranger = person("mash-screener"), person("referring-professional")
    looking(screener)
    assert queries.opened(screener, attached.pk)[1] == b"Absent on Tuesdays."
    looking(stranger)
    with pytest.raises(NotHere):
        queries.opened(stranger, attached.pk)


@pytest.mark.django_db
def test_one_click_locks_a_file_unseen_and_tells_those_who_act(
    attached: StoredFile, client_for: Any, person: Any, looking: Any
) -> None:
    from holdfast.work.models import Duty

    screener = person("mash-screener")
    client = client_for(screener)
    served = client.get(f"/files/{attached.pk}/")
    assert served["Content-Disposition"].startswith("attachment")
    assert "sandbox" in served["Content-Security-Policy"]
    assert client.post(f"/files/{attached.pk}/lock/").status_code == 302
    assert client.get(f"/files/{attached.pk}/").status_code == 403
    assert set(Duty.objects.filter(kind="document.locked").values_list("role", flat=True)) == {
        "information-governance",
        "police-officer",
    }


@pytest.mark.django_db
def test_every_upload_says_what_must_never_be_uploaded(client_for: Any, teacher: Any) -> None:
    from ..referrals.test_writing_in_the_browser import begin

    client = client_for(teacher)
    tasks = begin(client)
    page = f"{tasks}page/files/"
    assert "sexual image of anyone under 18" in client.get(page).content.decode()
    with_file = {"attach": "1", "file": SimpleUploadedFile("a.exe", b"MZ\x90"), "what": "x"}
    assert client.post(page, with_file).status_code == 422
    assert client.post(page, {**with_file, "file": SimpleUploadedFile("a.txt", b"Words.")}).status_code == 302
    assert "a.txt" in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["lost", "damaged"])
def test_a_file_whose_bytes_are_lost_or_damaged_is_a_page_that_says_so_and_a_line_in_the_log(
    attach: Any, person: Any, client_for: Any, own_folder: Path, caplog: Any, fault: str
) -> None:
    """The served copy and the original alike; no read and no release is written of what nobody saw."""
    file = attach(evidence=True)
    for path in (one for one in own_folder.rglob("*") if one.is_file()):
        path.unlink() if fault == "lost" else path.write_bytes(path.read_bytes()[:-1] + b"x")
    asked = [
        client_for(person("mash-screener")).get(f"/files/{file.pk}/"),
        client_for(person("police-officer")).post(f"/files/{file.pk}/original/", {"reason": "For the investigation."}),
    ]
    for answer in asked:
        assert answer.status_code == 409
        assert "cannot be read just now" in answer.content.decode()
        assert "Tuesdays" not in answer.content.decode()
    said = [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]
    assert len(said) == 2
    assert str(file.pk) in said[0]
    assert all(one.exc_info is None for one in caplog.records)
    assert not Event.objects.filter(verb__in=["document.open", "document.release-original"]).exists()
    told = [one.sentence for one in doctor.examine() if one.what == "files"]
    assert told == (
        ["The bytes of 2 are not in the store, so they cannot be read: look for them in a backup."] if fault == "lost" else []
    )


@pytest.mark.django_db
def test_bytes_that_no_row_speaks_of_go_with_the_old_county_and_all_others_stay(attach, system, own_folder) -> None:
    """A file that is being given at this moment has its bytes before its row: it is not taken for one that was left."""
    file = attach()
    orphan, before, coming = new_id(), new_id(), new_id()
    store.store().put(orphan, b"left by a county that went")
    store.store().put(coming, b"on its way")
    system()
    assert remove_orphans(before) == 1
    assert set(store.store().kept()) == {file.pk, coming}
