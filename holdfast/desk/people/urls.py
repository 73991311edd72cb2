"""Addresses about people, posts, absences and agencies."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import SIGNED_IN, needs, route

from . import agencies, reviews, views

FORM = ("GET", "POST")
SEND = ("POST",)
ADMIN = needs(Grant.ADMINISTER)
REVIEW = needs(Grant.REVIEW_ACCESS)

urlpatterns: list[URLPattern] = [
    route("people/", views.people, name="people", policy=ADMIN),
    route("people/new/", views.new_person, name="person-new", policy=ADMIN, methods=FORM),
    route("people/<uuid:user_id>/", views.person, name="person", policy=ADMIN),
    route("people/<uuid:user_id>/change/", views.change_person, name="person-change", policy=ADMIN, methods=FORM),
    route("people/<uuid:user_id>/home/", views.home, name="person-home", policy=ADMIN, methods=FORM),
    route("people/<uuid:user_id>/invite/", views.invite, name="person-invite", policy=ADMIN, methods=SEND),
    route("people/<uuid:user_id>/suspend/", views.suspend, name="person-suspend", policy=ADMIN, methods=FORM),
    route("people/<uuid:user_id>/sign-out/", views.sign_out, name="person-sign-out", policy=ADMIN, methods=SEND),
    route("people/<uuid:user_id>/second-step/", views.reset_second_step, name="person-second-step", policy=ADMIN, methods=FORM),
    route("people/<uuid:user_id>/posts/new/", views.give_post, name="post-give", policy=ADMIN, methods=FORM),
    route("people/posts/<uuid:post_id>/end/", views.end_post, name="post-end", policy=ADMIN, methods=FORM),
    route("access-review/", reviews.access_review, name="access-review", policy=REVIEW),
    route("access-review/<uuid:post_id>/confirm/", reviews.confirm_access, name="access-confirm", policy=REVIEW, methods=SEND),
    route(
        "access-review/<uuid:post_id>/take-away/", reviews.take_away_access, name="access-take-away", policy=REVIEW, methods=FORM
    ),
    route("where-you-live/", views.my_home, name="my-home", policy=SIGNED_IN, methods=FORM),
    # Whose absence one may record is decided by the action: one's own, or a manager's and administrator's for others.
    route("absence/", views.absence, name="my-absence", policy=SIGNED_IN, methods=FORM),
    route("people/<uuid:user_id>/absence/", views.absence, name="person-absence", policy=SIGNED_IN, methods=FORM),
    route("absence/<uuid:absence_id>/end/", views.end_absence, name="absence-end", policy=SIGNED_IN, methods=SEND),
    route("agencies/", agencies.agencies, name="agencies", policy=ADMIN),
    route("agencies/new/", agencies.new_agency, name="agency-new", policy=ADMIN, methods=FORM),
    route("agencies/<uuid:agency_id>/", agencies.agency, name="agency", policy=ADMIN),
    route("agencies/<uuid:agency_id>/change/", agencies.change_agency, name="agency-change", policy=ADMIN, methods=FORM),
    route("agencies/<uuid:agency_id>/teams/new/", agencies.new_team, name="team-new", policy=ADMIN, methods=FORM),
    route("agencies/teams/<uuid:team_id>/", agencies.rename_team, name="team-rename", policy=ADMIN, methods=FORM),
    route("agencies/<uuid:agency_id>/domains/new/", agencies.new_domain, name="domain-new", policy=ADMIN, methods=FORM),
    route("agencies/domains/<uuid:domain_id>/", agencies.change_domain, name="domain-change", policy=ADMIN, methods=FORM),
    route("agencies/domains/<uuid:domain_id>/remove/", agencies.remove_domain, name="domain-remove", policy=ADMIN, methods=SEND),
]
