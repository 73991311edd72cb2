"""Drafts: begun, written in, kept, thrown away. Nothing typed is lost, and nobody overwrites anybody unseen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from holdfast.access.models import Agency, User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.documents import actions as documents
from holdfast.kernel.errors import Refused, StaleEdit
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules.agencies import PROFESSIONS
from holdfast.rules.referral_schema import MOST_CHILDREN, MOST_PEOPLE

from .. import paths
from ..models import Attachment, Consultation, Draft, Referral, RiskAssessment
from ..policies import check_can_assess, check_can_refer, check_can_write
from ..types import DraftKind

PUBLIC_DRAFT_KEPT = timedelta(days=7)
MOST_FILES = 10
MOST_DRAFTS = 100


@action
def begin(
    *,
    by: Viewer,
    kind: DraftKind = DraftKind.REFERRAL,
    consultation: Consultation | None = None,
    follows: Referral | None = None,
    earlier: RiskAssessment | None = None,
    document: Mapping[str, Any] | None = None,
) -> Draft:
    """A new draft, with what is known of the writer already in it.

    A signed-in writer's is kept until they throw it away; a visitor's for seven days from the last word.
    """
    check_can_refer(by)
    if kind == DraftKind.ASSESSMENT:
        check_can_assess(by)
    if not by.is_person and not by.token:
        raise Refused("Your browser keeps no cookie for this form. Allow cookies for this site, then start again.")
    _check_room(by)
    draft = Draft(
        partnership_id=by.here,
        owner_id=by.person_id,
        agency_id=by.agency_id,
        token_hash="" if by.is_person else by.token,
        kind=kind,
        document={**_writer(by), **(document or {})},
        consultation=consultation,
        follows=follows,
        earlier=earlier,
        expires_at=None if by.is_person else now() + PUBLIC_DRAFT_KEPT,
    )
    draft.save(force_insert=True)
    record(by, "draft.begin", draft, kind_of_draft=str(kind))
    return draft


def _check_room(by: Viewer) -> None:
    own = Draft.objects.filter(partnership_id=by.here)
    own = own.filter(owner_id=by.person_id) if by.is_person else own.filter(token_hash=by.token)
    if own.count() >= MOST_DRAFTS:
        raise Refused("You have a hundred drafts. Send or throw away some of them first.")


def _writer(by: Viewer) -> dict[str, Any]:
    """What the account says of its owner, so that they need not type it."""
    if not by.is_person:
        return {}
    user = User.objects.get(pk=by.me)
    agency = Agency.objects.filter(pk=by.agency_id).first() if by.agency_id else None
    known = {
        "kind": "professional",
        "name": user.name,
        "role": user.job_title,
        "phone": user.telephone,
        "email": user.email,
        "agency": agency.name if agency else "",
        "profession": _profession(agency.kind) if agency else "",
    }
    if agency and known["profession"]:
        known["agency_kind"] = agency.kind
    return {"referrer": {key: value for key, value in known.items() if value}}


def _profession(agency_kind: str) -> str:
    """The one profession an agency of this kind stands for; nothing where there are several."""
    found = [key for key, row in PROFESSIONS.items() if row.agency_kind == agency_kind]
    return str(found[0]) if len(found) == 1 else ""


@action
def write(*, by: Viewer, draft: Draft, page: str, answers: Mapping[str, Any], seen: int, typed: Mapping[str, Any]) -> Draft:
    """Keep the answers of one page, by their places in the document.

    seen: the version the writer had before them. Raises StaleEdit, with both versions, when this page was saved since.
    typed: what cannot be kept as an answer yet (half a date), shown again as it was typed.
    """
    current = _locked(by, draft)
    pages = dict(current.extras.get("pages", {}))
    if pages.get(page, 0) > seen and not _same(current, answers):
        theirs = {place: paths.get(current.document, place) for place in answers}
        raise StaleEdit(theirs, dict(answers), current.version)
    document = current.document
    for place, value in answers.items():
        document = paths.put(document, place, value)
    pages[page] = current.version + 1
    half = {**current.extras.get("typed", {}), **typed}
    extras = {**current.extras, "pages": pages, "typed": {key: value for key, value in half.items() if value}}
    return _kept(by, current, document=document, extras=extras)


def _same(draft: Draft, answers: Mapping[str, Any]) -> bool:
    """Whether what was saved meanwhile is what is being saved now."""
    return all(
        paths.get(draft.document, place) == value or (paths.get(draft.document, place) is None and paths.is_empty(value))
        for place, value in answers.items()
    )


def _locked(by: Viewer, draft: Draft) -> Draft:
    """The draft as it is now, held until this change is done."""
    current = Draft.objects.select_for_update().filter(pk=draft.pk, partnership_id=by.here).first()
    if current is None:
        raise Refused("This draft has been sent or thrown away already.")
    check_can_write(by, current)
    return current


def _kept(by: Viewer, draft: Draft, **values: Any) -> Draft:
    if draft.expires_at is not None:
        values["expires_at"] = now() + PUBLIC_DRAFT_KEPT
    draft.change(seen=draft.version, **values)
    record(by, "draft.write", draft)
    return draft


@action
def note(*, by: Viewer, draft: Draft, extras: Mapping[str, Any]) -> Draft:
    """Keep what belongs to sending it and is not part of the referral."""
    current = _locked(by, draft)
    return _kept(by, current, extras={**current.extras, **extras})


@action
def add_entry(*, by: Viewer, draft: Draft, key: str, entry: Mapping[str, Any] | None = None) -> int:
    """One more child, person, agency or assessment. Its number."""
    current = _locked(by, draft)
    entries = list(current.document.get(key, []))
    most = MOST_CHILDREN if key in ("children", "assessments") else MOST_PEOPLE
    if len(entries) >= most:
        raise Refused(f"A referral holds at most {most} of these. Send this one, and begin another for the rest.")
    entries.append(dict(entry or {}))
    _kept(by, current, document={**current.document, key: entries})
    return len(entries) - 1


@action
def remove_entry(*, by: Viewer, draft: Draft, key: str, number: int) -> Draft:
    """Take one child, person, agency or assessment out of the draft."""
    current = _locked(by, draft)
    extras = {name: value for name, value in current.extras.items() if name != "typed"}
    return _kept(by, current, document=paths.without_entry(current.document, key, number), extras=extras)


@action
def attach(*, by: Viewer, draft: Draft, upload: UploadedFile, what: str = "", evidence: bool = False) -> Attachment:
    """Attach a file. Never a sexual image of anyone under 18 (H19)."""
    current = _locked(by, draft)
    if Attachment.objects.filter(partnership_id=by.here, draft_id=current.pk, removed_at=None).count() >= MOST_FILES:
        raise Refused(f"A referral takes {MOST_FILES} files at most. Add the others after it is sent.")
    file = documents.store(by=by, upload=upload, purpose="referral", subject=current, evidence=evidence)
    made = Attachment(partnership_id=by.here, draft_id=current.pk, file=file, what=what.strip()[:200])
    made.save(force_insert=True)
    record(by, "draft.attach", made, file=file.pk)
    return made


@action
def detach(*, by: Viewer, draft: Draft, attachment: Attachment) -> None:
    """Take a file off a draft; it is destroyed."""
    _locked(by, draft)
    attachment.change(seen=None, removed_at=now())
    documents.destroy_unsent(by=by, file=attachment.file)
    record(by, "draft.detach", attachment)


@action
def discard(*, by: Viewer, draft: Draft) -> None:
    """Throw a draft away, with its files."""
    current = _locked(by, draft)
    for attachment in Attachment.objects.filter(partnership_id=by.here, draft_id=current.pk, removed_at=None):
        detach(by=by, draft=current, attachment=attachment)
    record(by, "draft.discard", current)
    current.delete()


@action
def turn_into_referral(*, by: Viewer, draft: Draft) -> Draft:
    """An assessment goes on to MASH: the same draft, now with the questions of a referral round it."""
    current = _locked(by, draft)
    return _kept(by, current, kind=DraftKind.REFERRAL)


@action
def confirm_email(*, by: Viewer, draft: Draft, email: str) -> Draft:
    """The visitor has shown that this address is theirs."""
    current = _locked(by, draft)
    return _kept(by, current, email=email)
