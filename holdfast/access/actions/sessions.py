"""Ending sessions, and keeping what was sent after one had ended."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import F

from holdfast.access import policies
from holdfast.access.models import KeptWords, Session, User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import NotHere
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

KEPT_FOR = timedelta(hours=24)
MOST_KEPT = 10


@action
def end_session(*, by: Viewer, name: UUID) -> None:
    """Sign one of one's own browsers out."""
    gone, _ = Session.objects.filter(name=name, user_id=by.me).delete()
    if not gone:
        raise NotHere
    record(by, "account.end-session", session=str(name))


@action
def end_all_sessions(*, by: Viewer, user: User) -> None:
    """Sign somebody out everywhere, at once: oneself, or anybody for an administrator."""
    if user.pk != by.person_id:
        policies.check_can_administer(by)
    Session.objects.filter(user_id=user.pk).delete()
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    record(by, "account.end-sessions", user)


@action
def keep_words(*, by: Viewer, path: str, words: list[tuple[str, str]], had_files: bool) -> KeptWords:
    """Keep what somebody sent after their time had run out, for them alone. `by`: the person they were."""
    older = KeptWords.objects.filter(user_id=by.me).order_by("-created_at").values_list("pk", flat=True)[MOST_KEPT - 1 :]
    KeptWords.objects.filter(pk__in=list(older)).delete()
    kept = KeptWords.objects.create(partnership_id=by.here, user_id=by.me, path=path, words=words, had_files=had_files)
    record(by, "account.keep-words", kept)
    return kept


@action
def show_words(*, by: Viewer, kept: KeptWords) -> KeptWords:
    """They are shown to their writer again; after that nobody is led to them unasked."""
    if kept.shown_at is None:
        KeptWords.objects.filter(pk=kept.pk).update(shown_at=now())
    record(by, "account.show-words", kept)
    return kept


@action
def forget_words(*, by: Viewer, kept: KeptWords) -> None:
    """Their writer throws them away."""
    KeptWords.objects.filter(pk=kept.pk, user_id=by.me).delete()
    record(by, "account.forget-words", None, kept=str(kept.pk))


@action
def tidy(*, by: Viewer) -> dict[str, int]:
    """Forget sessions that are over and words that waited a day. For the job of every hour."""
    sessions, _ = Session.objects.filter(expire_date__lt=now()).delete()
    words, _ = KeptWords.objects.filter(created_at__lt=now() - KEPT_FOR).delete()
    record(by, "account.tidy", None, sessions=sessions, words=words)
    return {"sessions": sessions, "words": words}
