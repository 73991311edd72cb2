"""Files wait until the virus scanner has looked at them: clean, infected, wrong, slow, down."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.conf import settings

from holdfast.documents import content, jobs, queries
from holdfast.documents import scanner as asked
from holdfast.documents.models import State, StoredFile
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer

from .conftest import EICAR, Scanner


def document() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        # Dated, so that the same document is the same bytes whenever it is made.
        archive.writestr(zipfile.ZipInfo("word/document.xml", (2026, 11, 20, 9, 0, 0)), "<w/>")
    return made.getvalue()


def check(file: StoredFile) -> StoredFile:
    jobs.check(Viewer.job("documents.check", file.partnership_id), file.pk)
    return StoredFile.objects.get(pk=file.pk)


def test_without_a_scanner_what_cannot_be_made_safe_is_refused(attach_unsafe: Any) -> None:
    with pytest.raises(Refused, match="Save it as a PDF"):
        attach_unsafe(document(), "plan.docx")


@pytest.fixture
def attach_unsafe(db: None, attach: Any) -> Any:
    return attach


@pytest.mark.django_db
def test_a_file_waits_unopened_and_opens_once_it_is_clean(scanner: Scanner, attach: Any, person: Any, looking: Any) -> None:
    file = attach(document(), "plan.docx")
    assert file.state == State.WAITING
    screener = person("mash-screener")
    looking(screener)
    with pytest.raises(Refused, match="still to be checked"):
        queries.opened(screener, file.pk)
    assert check(file).state == State.READY
    assert scanner.heard == [document()]
    looking(screener)
    assert queries.opened(screener, file.pk)[1] == document()


@pytest.mark.django_db
def test_an_infected_file_opens_for_nobody(scanner: Scanner, attach: Any, person: Any, looking: Any) -> None:
    file = check(attach(EICAR, "test.txt"))
    assert (file.state, file.found) == (State.INFECTED, "Eicar-Test-Signature")
    screener = person("mash-screener")
    looking(screener)
    with pytest.raises(Refused, match="A virus was found"):
        queries.opened(screener, file.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["INSTREAM size limit exceeded. ERROR", "nonsense", "slow"])
def test_without_a_verdict_the_file_goes_on_waiting_and_is_asked_about_again(
    answer: str, scanner: Scanner, attach: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CLAMD_SECONDS", 0.3)
    scanner.answer = answer
    file = check(attach())
    assert (file.state, file.checks) == (State.WAITING, 1)
    scanner.slow.set()
    scanner.answer = ""
    monkeypatch.setattr(settings, "CLAMD_SECONDS", 5.0)
    assert check(file).state == State.READY


@pytest.mark.django_db
def test_while_the_scanner_is_down_files_wait_and_the_uploader_reads_so(
    scanner: Scanner, attach: Any, client_for: Any, teacher: Any
) -> None:
    file = attach()
    scanner.close()
    assert not asked.is_there()
    assert check(file).checks == 1
    from holdfast.referrals.models import Attachment

    referral = Attachment.objects.get(file=file).referral_id
    page = client_for(teacher).get(f"/referrals/{referral}/").content.decode()
    assert "still to be checked for viruses" in page
    assert "asked again every minute" in page


@pytest.mark.django_db
def test_a_file_locked_while_it_is_checked_stays_locked(scanner: Scanner, attach: Any, system: Any) -> None:
    from holdfast.documents import actions

    file = attach()
    by = system()
    actions.lock(by=by, file=file)
    actions.checked(by=by, file_id=file.pk, virus="")
    assert StoredFile.objects.get(pk=file.pk).state == State.LOCKED


def test_the_scanner_answers_when_it_is_asked_whether_it_is_there(scanner: Scanner) -> None:
    assert asked.is_there()


def test_a_pdf_loses_what_acts_by_itself() -> None:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch)
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
        page.obj.AA = pikepdf.Dictionary(O=script)
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.attachments["x.exe"] = b"MZ"
        pdf.save(made)
    read = content.read(made.getvalue())
    assert read.safe
    with pikepdf.open(io.BytesIO(read.data)) as kept:
        everything = "\n".join(repr(one) for one in kept.objects)
    for word in ("JavaScript", "Launch", "app.alert", "EmbeddedFile", "OpenAction", "/AA"):
        assert word not in everything
