"""What was sent after time had run out, or after signing in again, is kept for whoever wrote it, also without JavaScript."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from holdfast.access import actions, sessions
from holdfast.access.models import User
from holdfast.access.posts import Post, posts_of, viewer_for
from holdfast.kernel.acting import acting_as
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.portal.door import COOKIE_PATH, again
from holdfast.ui.opened import OPENED_BY, mark_of

from . import errors

# The form's own token, and whatever is a secret.
NEVER_KEPT = ("csrfmiddlewaretoken", OPENED_BY, "password", "oldpassword", "password1", "password2", "credential", "code")


def keep(request: HttpRequest) -> None:
    """Keep a form's words for whoever was signed in here when it was opened. Nothing is kept in a browser that was nobody's."""
    before = sessions.was(request.session)
    policy = getattr(getattr(request.resolver_match, "func", None), "policy", None)
    if before is None or policy is None or policy.own_account:
        return
    user = User.objects.filter(pk=before[0], is_active=True).first()
    post = _post(user, before[1]) if user else None
    words = _words(request)
    if user is None or post is None or not words:
        return
    with acting_as(viewer_for(user, post, request_id=str(getattr(request, "request_id", "")))) as by:
        actions.keep_words(by=by, path=request.get_full_path(), words=words, had_files=bool(request.FILES))
    request.session["kept"] = True


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form's token is not the one we gave last: they signed in again, in another window. They are given their words back."""
    if request.path.startswith(COOKIE_PATH):
        return again(request)
    viewer = viewer_of(request)
    words = _words(request) if _is_their_own(request, viewer) else []
    if not words:
        return errors.form_expired(request)
    with acting_as(viewer):
        kept = actions.keep_words(by=viewer, path=request.get_full_path(), words=words, had_files=bool(request.FILES))
    return redirect("kept-words", kept_id=kept.pk)


def _is_their_own(request: HttpRequest, viewer: Viewer) -> bool:
    """Whether this person opened this form, on our own page. Another site's words, and a colleague's, are never given to them."""
    policy = getattr(getattr(request.resolver_match, "func", None), "policy", None)
    if not viewer.is_person or viewer.partnership_id is None or policy is None or policy.own_account:
        return False
    by_script = request.headers.get("HX-Request") or request.headers.get("X-Requested-With")
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return ours and not by_script and constant_time_compare(request.POST.get(OPENED_BY, ""), mark_of(viewer))


def _post(user: User, key: str) -> Post | None:
    """The post they were in, or the first they hold."""
    with acting_as(Viewer(person_id=user.pk)):
        posts = posts_of(user)
    return next((post for post in posts if post.key == key), posts[0] if posts else None)


def _words(request: HttpRequest) -> list[tuple[str, str]]:
    """Every box of the form, in its order, several answers to one question too. PostgreSQL keeps no null characters."""
    return [
        (name, value.replace("\x00", "")) for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values
    ]
