"""E-mail by SMTP: one message to one reader."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from typing import NoReturn

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp

from holdfast.comms.models import Message

from .channel import Channel, NotDelivered

METHOD = re.compile(r"^METHOD:([A-Z]+)", re.MULTILINE)


def deliver(message: Message) -> None:
    """Hand a message to the mail server; raises NotDelivered. Its identity stays the same when it is tried again."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    mail = as_mail(message, f"<{message.pk}@{domain}>")
    try:
        Smtp(fail_silently=False).send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        raise NotDelivered("address-refused", for_good=all(code >= 500 for code in codes)) from None
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
        raise NotDelivered("server-refused-sign-in") from None
    except smtplib.SMTPException:
        raise NotDelivered("server-refused") from None
    except OSError:
        raise NotDelivered("server-unreachable") from None


def as_mail(message: Message, identity: str) -> EmailMessage:
    """The message as it goes to the mail server: the words, and the calendar entry as programs look for it.

    Outlook, Google and Apple take an invitation that is an alternative to the words and says its method.
    """
    headers = {"Message-ID": identity, "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.address], headers=headers)
    if message.calendar:
        found = METHOD.search(message.calendar)
        mail.attach_alternative(message.calendar, f"text/calendar; method={found.group(1) if found else 'REQUEST'}")
    return mail


class DjangoBackend(BaseEmailBackend):
    """What Django's own mail functions find. They may not send: nothing leaves that was not cleared."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> NoReturn:
        raise RuntimeError("Nothing leaves except through comms.send with a value that the disclosure gate cleared.")


EMAIL = Channel(
    "email", "by e-mail", lambda: bool(settings.MAIL_CONFIGURED), lambda message: deliver(message), "mail-not-configured", True
)
