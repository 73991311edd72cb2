"""Signing in, a forgotten password, and a newcomer's first day: in a browser, with an accessibility check at each stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.functional.conftest import County, sign_in

NEW = "a kettle under stars"


def _fill_new_password(page: Page, password: str = NEW) -> None:
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_label("New password again").fill(password)


def test_a_worker_signs_in_and_out_again(page_for: Callable[..., Page], county_server: County, axe: Any) -> None:
    # Given a worker at the sign-in page
    page = page_for()
    page.goto("/accounts/login/")
    axe(page)

    # When they leave everything empty
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    # Then they are told what to enter, each sentence a link to its box
    page.get_by_role("alert").get_by_role("link", name="Enter your email address").click()
    expect(page.get_by_label("Email address")).to_be_focused()
    axe(page)

    # When they get the password wrong
    who = county_server.signin("police-officer")
    sign_in(page, {**who, "password": "not this one"})

    # Then nothing says whether there is such an account, and the address is still there
    expect(page.get_by_role("alert")).to_contain_text("do not match an account")
    expect(page.get_by_label("Email address")).to_have_value(who["email"])
    axe(page)

    # When they get it right, and leave again
    sign_in(page, who)
    expect(page.get_by_role("main")).to_be_visible()
    axe(page)
    page.locator(".hf-account summary").click()
    page.get_by_role("button", name="Sign out").click()

    # Then the page they were on asks who they are
    page.goto("/absence/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_worker_who_forgot_their_password_sets_another(page_for: Callable[..., Page], county_server: County, axe: Any) -> None:
    # Given a worker on a telephone, without JavaScript, who forgot their password
    who = county_server.signin("licensing")
    page = page_for(width=360, javascript=False)
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgotten your password?").click()

    # When they ask for a link and open the letter in the demonstration's outbox
    page.get_by_label("Email address").fill(who["email"])
    page.get_by_role("button", name="Send the link").click()
    page.get_by_role("link", name="Open the demonstration's outbox").click()
    page.get_by_role("link", name="Holdfast: set a new password").first.click()
    expect(page.get_by_role("main")).not_to_contain_text(who["email"].split("@")[0].split(".")[0].title())
    page.get_by_role("main").get_by_role("link", name="/accounts/password/reset/key/").click()

    # Then a short password is refused with what to do, and a long one is set
    _fill_new_password(page, "short")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("alert")).to_contain_text("at least 12 characters")
    _fill_new_password(page)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("heading", name="Your new password is set")).to_be_visible()

    # And it opens their account
    sign_in(page, {**who, "password": NEW})
    page.goto("/absence/")
    expect(page.get_by_role("heading", name="Absence and cover")).to_be_visible()


def test_an_administrator_takes_somebody_on_and_lets_them_go(
    page_for: Callable[..., Page], county_server: County, axe: Any
) -> None:
    # Given an administrator
    admin = page_for("administrator")

    # When they add a person with a post
    admin.goto("/people/")
    axe(admin)
    admin.get_by_role("button", name="Add a person").first.click()
    axe(admin)
    admin.get_by_label("Name", exact=True).fill("Newton Comer")
    admin.get_by_label("Email address at work").fill("newton.comer@council.marchshire.example")
    admin.locator("select[name=agency]").select_option(index=1)
    admin.locator("select[name=role]").select_option("early-help")
    admin.get_by_role("button", name="Add and make a link").click()

    # Then a one-time link is shown, once
    link = admin.locator("main code").inner_text()
    axe(admin)
    admin.reload()
    expect(admin.locator("main code")).to_have_count(0)

    # And the newcomer sets a password with it and is in
    newcomer = page_for()
    newcomer.goto(link)
    axe(newcomer)
    _fill_new_password(newcomer)
    newcomer.get_by_role("button", name="Set password and sign in").click()
    newcomer.goto("/absence/")
    expect(newcomer.get_by_role("heading", name="Absence and cover")).to_be_visible()
    axe(newcomer)

    # When the administrator suspends the account
    admin.get_by_role("button", name="Suspend at once").click()
    axe(admin)
    admin.get_by_label("Reason").fill("Left the council.")
    admin.get_by_role("button", name="Suspend at once").click()
    expect(admin.get_by_role("main")).to_contain_text("Suspended")

    # Then the newcomer's next page asks who they are, and their password no longer helps
    newcomer.goto("/absence/")
    expect(newcomer.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(newcomer, {"email": "newton.comer@council.marchshire.example", "password": NEW})
    expect(newcomer.get_by_role("heading", name="Your account is suspended")).to_be_visible()
    axe(newcomer)


def test_an_administrator_changes_a_number_and_everybody_sees_it(
    page_for: Callable[..., Page], county_server: County, axe: Any
) -> None:
    # Given the settings of the partnership
    admin = page_for("administrator")
    admin.goto("/settings/")
    axe(admin)

    # When the administrator writes a number that is none, then a good one
    admin.goto("/settings/contacts.police/")
    admin.get_by_label("Police, when it is not an emergency").fill("ask at the desk")
    admin.get_by_label("Reason").fill("A local number.")
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_role("alert")).to_contain_text("Enter a telephone number")
    expect(admin.get_by_label("Reason")).to_have_value("A local number.")
    axe(admin)
    admin.get_by_label("Police, when it is not an emergency").fill("01632 960101")
    admin.get_by_role("button", name="Save").click()

    # Then the history says who, when and why, and the footer of every page carries it
    expect(admin.get_by_role("main")).to_contain_text("A local number.")
    axe(admin)
    visitor = page_for()
    visitor.goto("/procedures/")
    expect(visitor.locator("footer")).to_contain_text("01632 960101")
    axe(visitor)
