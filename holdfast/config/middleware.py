"""What every request passes through: a request id, one transaction, a viewer, a policy, and sentences for what is refused."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Callable
from logging import getLogger
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from holdfast.access import second_step, sessions
from holdfast.access.models import User
from holdfast.access.posts import Post, asked_of_account, posts_of, viewer_for
from holdfast.audit.record import refusal
from holdfast.keeping.comparing import leads_to
from holdfast.kernel.acting import current_viewer, taken_back, tell_database
from holdfast.kernel.errors import Faulty, HoldfastError, NotHere, Refused, StaleEdit, Unavailable
from holdfast.kernel.routes import Policy, viewer_of
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures, figures_read_once, partnership_of_public
from holdfast.rules.config import defaults

from . import errors, health, logs, rescue

_log = getLogger("holdfast.web")
_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestIdMiddleware:
    """Gives each request an id: in the log, on error pages, in the audit. One log line a request, without query or names."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "") if settings.TRUST_PROXY else ""
        request_id = given if _REQUEST_ID.match(given) else secrets.token_hex(8)
        request.request_id = request_id  # type: ignore[attr-defined]
        logs.request_id.set(request_id)
        started = time.perf_counter()
        response = self.get_response(request)
        elapsed = (time.perf_counter() - started) * 1000
        response["X-Request-ID"] = request_id
        match = request.resolver_match
        _log.info(
            "answered",
            extra={
                "method": request.method if request.method in _METHODS else "other",
                "route": match.route if match else "",
                "status": response.status_code,
                "milliseconds": round(elapsed, 1),
            },
        )
        response["Server-Timing"] = f"app;dur={elapsed:.2f}"
        return response


class PermissionsMiddleware:
    """Every answer says which parts of a browser no page may ask for, such as its camera, and that no other site may embed it."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["X-Permitted-Cross-Domain-Policies"] = "none"
        return response


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class SizeMiddleware:
    """Refuses a request that is larger than any form of ours with a file, before any of it is kept."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not re.fullmatch("[0-9]{1,12}", length) or int(length) > settings.MOST_SENT:
            limit = settings.FILE_SIZE_LIMIT // (1024 * 1024)
            return errors.refused(request, f"What you sent is too large. Attach a file of {limit} MB or less.", status=413)
        return self.get_response(request)


class HealthMiddleware:
    """Answers /healthz and /readyz before any transaction, so that they answer when the database does not."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = {"/healthz": health.alive, "/readyz": health.ready}.get(request.path)
        if answer is None:
            return self.get_response(request)
        return answer(request) if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET"])


class OneTransactionMiddleware:
    """The whole request is one transaction, in which the database knows who is looking. A fault undoes all of it."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = current_viewer()
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        nobody = Viewer.nobody(request_id_of(request))
        with transaction.atomic(), figures_read_once(), sessions.asked_for(key, first=lambda: tell_database(nobody)):
            response = self.get_response(request)
            if getattr(request, "undo", False):
                transaction.set_rollback(True)
        if connection.in_atomic_block and not connection.needs_rollback:
            tell_database(before)  # within another transaction, whoever was looking in it looks again
        if getattr(request, "undo", False):
            taken_back(before)
        refused = getattr(request, "refused", None)
        if refused:
            refusal(getattr(request, "viewer", Viewer.nobody()), refused, status=response.status_code)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request.undo = True  # type: ignore[attr-defined]


class ViewerMiddleware:
    """Works out who is looking: the account, the post that is active, and what the post may do."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        viewer, posts = self._looking(request)
        request.viewer = viewer  # type: ignore[attr-defined]
        request.posts = posts  # type: ignore[attr-defined]
        tell_database(viewer)
        if viewer.is_person and sessions.is_due(request.session) and not request.headers.get("X-Holdfast-Poll"):
            sessions.note(request.session, figures(viewer.partnership_id) if viewer.partnership_id else defaults())
        response = self.get_response(request)
        add_never_cache_headers(cast(HttpResponse, response))
        return response

    def _looking(self, request: HttpRequest) -> tuple[Viewer, list[Post]]:
        """Who looks. Somebody whose time has run out is nobody, in a browser that remembers whose it was."""
        person = sessions.account_in(request.session)
        if person is None:
            return self._public(request), []
        with asked_of_account(person):
            return self._looking_as(request)

    def _looking_as(self, request: HttpRequest) -> tuple[Viewer, list[Post]]:
        if not request.user.is_authenticated:
            tell_database(Viewer.nobody(request_id_of(request)))
            return self._public(request), []
        if sessions.is_over(request.session):
            tell_database(Viewer.nobody(request_id_of(request)))
            sessions.end_but_remember(request.session, request.user, request.session.get("post", ""))
            request.user = AnonymousUser()
            return self._public(request), []
        return self._member(request)

    @staticmethod
    def _member(request: HttpRequest) -> tuple[Viewer, list[Post]]:
        user = cast(User, request.user)
        posts = posts_of(user)
        chosen = request.session.get("post")
        post = next((p for p in posts if p.key == chosen), posts[0] if posts else None)
        viewer = viewer_for(user, post, request_id=request_id_of(request))
        if second_step.is_missing(request.session, viewer.grants):
            # Until it is taken they are nobody here: an account without a post.
            request.second_step_missing = True  # type: ignore[attr-defined]
            viewer = viewer_for(user, None, request_id=request_id_of(request))
        return viewer, posts

    @staticmethod
    def _public(request: HttpRequest) -> Viewer:
        cookie = request.COOKIES.get(settings.DRAFT_COOKIE_NAME, "")
        return Viewer(
            partnership_id=partnership_of_public(request.COOKIES.get(settings.DRAFT_COOKIE_NAME + "_at", "")),
            token=hashlib.sha256(cookie.encode()).hexdigest() if cookie else "",
            request_id=request_id_of(request),
        )


class PolicyMiddleware:
    """Asks the address's policy before its view is called. An address without a policy is never answered."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        policy: Policy | None = getattr(view, "policy", None)
        if policy is None:
            raise RuntimeError("This address names no policy.")
        viewer = viewer_of(request)
        methods = getattr(view, "methods", None)
        if methods and request.method not in (*methods, *(["HEAD"] if "GET" in methods else [])):
            return HttpResponseNotAllowed(methods)
        if policy.allows(viewer):
            return None
        if not viewer.is_person:
            return self._sign_in(request)
        if getattr(request, "second_step_missing", False):
            return redirect("mfa_index")
        request.refused = f"policy:{policy.name}"  # type: ignore[attr-defined]
        return errors.refused(request, "Your role does not open this page.")

    @staticmethod
    def _sign_in(request: HttpRequest) -> HttpResponseBase:
        if request.headers.get("HX-Request") or request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse("Sign in again to go on.", status=401, content_type="text/plain")
        if request.method == "POST" and not request.headers.get("X-Holdfast-Autosave"):
            rescue.keep(request)
        following = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
        response = redirect(reverse(settings.LOGIN_URL))
        if following:
            from urllib.parse import urlencode

            response["Location"] += "?" + urlencode({"next": following})
        return response


class SentencesMiddleware:
    """Turns what an action refused into a page that says so; nothing was changed."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, HoldfastError):
            return None
        request.undo = True  # type: ignore[attr-defined]
        if isinstance(exception, NotHere):
            return self._led_on(request) or errors.not_here(request)
        request.refused = type(exception).__name__.lower()  # type: ignore[attr-defined]
        if isinstance(exception, Unavailable):
            return errors.unavailable(request, exception.sentence)
        status = {Refused: 403, StaleEdit: 409, Faulty: 422}.get(type(exception), 403)
        return errors.refused(request, exception.sentence, status=status)

    @staticmethod
    def _led_on(request: HttpRequest) -> HttpResponseBase | None:
        """A merged record's old address leads to the record it became, for those who may open that one."""
        match = request.resolver_match
        if match is None or request.method not in ("GET", "HEAD") or "child_id" not in match.kwargs:
            return None
        survivor = leads_to(viewer_of(request), match.kwargs["child_id"])
        return redirect(match.view_name, **{**match.kwargs, "child_id": survivor}) if survivor else None


def request_id_of(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))
