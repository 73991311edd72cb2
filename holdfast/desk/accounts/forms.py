"""Signing in and changing passwords: allauth's checks, our fields and sentences."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth

from holdfast.access.posts import Post
from holdfast.ui.forms import EmailField, GovukForm, OneChoice

from .fields import NewPasswordField, SecretField


class SignInForm(GovukForm, allauth.LoginForm):
    password = SecretField(label="Password", error_messages={"required": "Enter your password"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {"required": "Enter your email address"}
        self.fields["login"] = EmailField(label="Email address", autocomplete="username", error_messages=wanted)


class ChangePasswordForm(GovukForm, allauth.ChangePasswordForm):
    oldpassword = SecretField(label="Your password now", error_messages={"required": "Enter your password now"})
    password1 = NewPasswordField(label="New password", error_messages={"required": "Enter a new password"})
    password2 = SecretField(
        label="New password again",
        autocomplete="new-password",
        error_messages={"required": "Enter the new password a second time"},
    )


class ForgottenPasswordForm(GovukForm, allauth.ResetPasswordForm):
    email = EmailField(label="Email address", error_messages={"required": "Enter your email address"})


class NewPasswordForm(GovukForm, allauth.ResetPasswordKeyForm):
    password1 = NewPasswordField(label="New password", error_messages={"required": "Enter a new password"})
    password2 = SecretField(
        label="New password again",
        autocomplete="new-password",
        error_messages={"required": "Enter the new password a second time"},
    )


class ConfirmItIsYouForm(GovukForm, allauth.ReauthenticateForm):
    password = SecretField(label="Password", error_messages={"required": "Enter your password"})


class PostForm(GovukForm):
    """Which of one's posts to work in now."""

    post = OneChoice(label="Where are you working now?", choices=())

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("post", [(post.key, post.agency_name) for post in posts], {post.key: hint(post) for post in posts})


def hint(post: Post) -> str:
    from holdfast.access.roles import GRANTS

    roles = ", ".join(sorted(GRANTS[key].name for key in post.roles if key in GRANTS))
    return f"{roles}. {post.partnership_name}"
