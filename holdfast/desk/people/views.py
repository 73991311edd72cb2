"""The administrator's pages about people and their posts."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access import actions, invitations, queries, second_step, sessions
from holdfast.access.homes import home_of
from holdfast.access.models import User
from holdfast.access.policies import can_administer, check_can_record_absence
from holdfast.desk.accounts.adapter import address
from holdfast.journeys import homes
from holdfast.journeys.accounts import say_second_step_reset, send_invitation
from holdfast.kernel.errors import Faulty, Refused, StaleEdit
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import now, today
from holdfast.ui.formats import phone

from . import forms
from .pages import form_page


def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a post, by name; narrowed by words, agency or role."""
    viewer = viewer_of(request)
    form = forms.FilterForm(request.GET or None, viewer=viewer)
    after = request.GET.get("after", "")
    listed = queries.people(viewer, form.wanted(), after=UUID(after) if _is_id(after) else None)
    shown = listed[: queries.PAGE]
    older = ""
    if len(listed) > queries.PAGE:
        older = "?" + urlencode({**{k: v for k, v in request.GET.items() if k != "after"}, "after": str(shown[-1].pk)})
    return render(request, "people/list.html", {"form": form, "people": shown, "older": older, "now": now()})


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def new_person(request: HttpRequest) -> HttpResponse:
    """An account, its first post and its one-time link, in one step."""
    viewer = viewer_of(request)
    form = forms.NewPersonForm(request.POST or None, viewer=viewer)
    if form.is_valid():
        given = form.cleaned_data
        try:
            names = ("email", "name", "telephone", "mobile", "job_title")
            user = actions.make_account(by=viewer, **{name: given[name] for name in names})
            actions.give_post(by=viewer, user=user, **form.values())
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
        else:
            if not user.has_usable_password():
                _invite(request, user)
            return redirect("person", user_id=user.pk)
    return form_page(request, form, title="Add a person", button="Add and make a link", back=reverse("people"))


def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One account: its posts, absences, and whether it is open."""
    viewer = viewer_of(request)
    user = queries.person(viewer, user_id)
    context = {
        "person": user,
        "posts": queries.posts(viewer, user),
        "absences": queries.absences(viewer, user),
        "suspensions": queries.suspensions(viewer, user),
        "second_steps": second_step.set_up_by(user),
        "browsers": len(sessions.open_sessions(user)),
        "invitation": queries.open_invitation(user),
        "link": request.session.pop("invitation_link", {}).get(str(user.pk), ""),
        "mail": settings.MAIL_CONFIGURED,
        "home": home_of(viewer, user.pk),
        "today": today(),
        "now": now(),
    }
    return render(request, "people/person.html", context)


def change_person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    user = queries.person(viewer, user_id)
    initial = {"name": user.name, "job_title": user.job_title, "telephone": user.telephone, "mobile": phone(user.mobile)}
    form = forms.AccountForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.change_account(by=viewer, user=user, **form.cleaned_data)
        return _back_to(user)
    return form_page(request, form, title="Change an account", button="Save", back=_page_of(user))


def home(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Where somebody lives, to be compared and never shown: what is typed here is kept as a fingerprint alone."""
    viewer = viewer_of(request)
    user = queries.person(viewer, user_id)
    form = forms.HomeForm(request.POST or None)
    if form.is_valid():
        try:
            homes.keep_home(by=viewer, user=user, **form.cleaned_data)
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            messages.success(request, "Kept as a fingerprint. The address itself is nowhere.")
            return _back_to(user)
    return form_page(request, form, title="Where they live", button="Save", back=_page_of(user), about=user.name)


def my_home(request: HttpRequest) -> HttpResponse:
    """Where one lives oneself: said by whoever works here, compared, and kept as a fingerprint alone."""
    viewer = viewer_of(request)
    form = forms.HomeForm(request.POST or None)
    if form.is_valid():
        try:
            homes.declare_home(by=viewer, **form.cleaned_data)
        except Faulty as faulty:
            form.add_faults(faulty)
        else:
            said = form.cleaned_data["postcode"]
            messages.success(request, "Kept as a fingerprint. The address itself is nowhere." if said else "It is forgotten.")
            return redirect("my-home")
    kept = home_of(viewer, viewer.me)
    return form_page(
        request, form, title="Where you live", button="Save", back="/", template="people/my_home.html",
        declared=bool(kept and kept.declared), given=bool(kept and kept.keys),
    )  # fmt: skip


def invite(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A new one-time link, shown once to the administrator, and sent where mail goes."""
    user = queries.person(viewer_of(request), user_id)
    _invite(request, user)
    return _back_to(user)


def _invite(request: HttpRequest, user: User) -> None:
    viewer = viewer_of(request)
    key = actions.invite(by=viewer, user=user)
    link = address(request, reverse("account-welcome", kwargs={"key": key}))
    hours = int(invitations.LIFE.total_seconds() // 3600)
    send_invitation(by=viewer, user=user, link=link, hours=hours)
    # Whoever holds the link becomes that person: for an account in use it goes to its owner alone, where mail goes at all.
    if settings.MAIL_CONFIGURED and user.has_usable_password():
        messages.success(request, "The link has been sent to the address of the account.")
    else:
        request.session["invitation_link"] = {str(user.pk): link}


def give_post(request: HttpRequest, user_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    user = queries.person(viewer, user_id)
    form = forms.PostForm(request.POST or None, viewer=viewer)
    if form.is_valid():
        try:
            actions.give_post(by=viewer, user=user, **form.values())
            return _back_to(user)
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
    return form_page(request, form, title="Give a post", button="Give this post", back=_page_of(user), about=user.name)


def end_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    post = queries.post(viewer, post_id)
    form = forms.EndPostForm(request.POST or None, initial={"version": post.version, "until": post.until or today()})
    stale = None
    if form.is_valid():
        try:
            actions.end_post(by=viewer, post=post, until=form.cleaned_data["until"], seen=form.cleaned_data["version"])
            return _back_to(post.user)
        except Refused as refusal:
            form.add_warning("until", refusal.sentence)
        except StaleEdit as edit:
            stale = edit
    about = f"{post.user.name}: {post.get_role_display()}, {post.agency.name}"
    return form_page(
        request, form, title="End a post", button="End this post", back=_page_of(post.user), about=about, stale=stale
    )


def suspend(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Suspend an account at once, or let it back in; the form is the same."""
    viewer = viewer_of(request)
    user = queries.person(viewer, user_id)
    form = forms.ReasonForm(request.POST or None)
    act = actions.suspend if user.is_active else actions.let_back_in
    if form.is_valid():
        try:
            act(by=viewer, user=user, reason=form.cleaned_data["reason"])
            return _back_to(user)
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
    title = "Suspend an account" if user.is_active else "Let an account back in"
    button = "Suspend at once" if user.is_active else "Let back in"
    return form_page(request, form, title=title, button=button, back=_page_of(user), about=user.name)


def reset_second_step(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A lost telephone or key: taken off the account, with the reason, and its owner is told."""
    viewer = viewer_of(request)
    user = queries.person(viewer, user_id)
    form = forms.ResetForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reset_second_step(by=viewer, user=user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_warning(None, refusal.sentence)
        else:
            say_second_step_reset(user=user, link=address(request, reverse("account_login")))
            messages.success(request, "The second step is taken away. Their next sign-in sets up a new one.")
            return _back_to(user)
    return form_page(
        request, form, title="Reset a second step", button="Reset the second step", back=_page_of(user), about=user.name
    )


def sign_out(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Somebody is signed out in every browser; their account stays open."""
    viewer = viewer_of(request)
    user = queries.person(viewer, user_id)
    actions.end_all_sessions(by=viewer, user=user)
    messages.success(request, "They are signed out everywhere.")
    return _back_to(user)


def absence(request: HttpRequest, user_id: UUID | None = None) -> HttpResponse:
    """Being away: one's own, or for somebody else by their manager or an administrator."""
    viewer = viewer_of(request)
    user = queries.person(viewer, user_id or viewer.me)
    check_can_record_absence(viewer, user.pk)
    form = forms.AbsenceForm(request.POST or None, viewer=viewer, away=user.pk)
    if form.is_valid():
        given = dict(form.cleaned_data)
        cover = queries.person(viewer, UUID(given["cover"])) if given["cover"] else None
        try:
            actions.record_absence(by=viewer, user=user, **{**given, "cover": cover})
        except (Refused, Faulty) as refusal:
            form.add_warning(None, refusal.sentence)
        else:
            messages.success(request, "The absence is recorded.")
            return _back_to(user) if can_administer(viewer) else redirect("my-absence")
    return form_page(
        request,
        form,
        title="Absence and cover",
        button="Record absence",
        back=_page_of(user) if can_administer(viewer) else "/",
        about=user.name,
        template="people/absence.html",
        absences=queries.absences(viewer, user),
        today=today(),
    )


def end_absence(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    row = queries.absence(viewer, absence_id)
    actions.end_absence(by=viewer, absence=row)
    messages.success(request, "The absence is over.")
    return _back_to(row.user) if can_administer(viewer) else redirect("my-absence")


def _page_of(user: User) -> str:
    return reverse("person", kwargs={"user_id": user.pk})


def _back_to(user: User) -> HttpResponse:
    return redirect("person", user_id=user.pk)
