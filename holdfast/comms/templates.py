"""Every message Holdfast can send, word for word.

None has room for free text, so none can carry a name, initials, a place or what happened (H13): a fact is a link to Holdfast,
a code, a reference, a number to call or a time, each checked by its own pattern. What the reader needs to know stands behind
the link, after they have signed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What each fact may look like. There is no fact for words.
FACTS: dict[str, re.Pattern[str]] = {
    "link": re.compile(r"https?://[A-Za-z0-9.:\[\]-]+/[A-Za-z0-9/_.-]*(\?[A-Za-z0-9=&_.-]*)?"),
    "code": re.compile(r"[0-9]{6}"),
    "reference": re.compile(r"[0-9A-Z]{2,8}(-[0-9A-Z]{2,8}){0,3}"),
    "due": re.compile(r"[A-Z][a-z]+ [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}, [0-9]{1,2}(:[0-9]{2})?(am|pm)"),
    "hours": re.compile(r"[0-9]{1,3}"),
    "call_number": re.compile(r"[0-9+() ]{3,20}"),
    "mash_number": re.compile(r"[0-9+() ]{3,20}"),
    "emergency_number": re.compile(r"[0-9+() ]{3,20}"),
}
# Filled from the partnership's own settings, so that nobody has to pass them.
FROM_SETTINGS: Mapping[str, str] = {
    "mash_number": "contacts.mash",
    "emergency_number": "contacts.emergency_duty",
}


@dataclass(frozen=True)
class Template:
    """One message. `facts`: what must be given. `readers`: the kinds of reader it may go to.

    text: its words as a text message, which stand on a locked screen (H13); "" where it goes by e-mail alone.
    about: for the family, the subject of which it must be recorded that they may be told (H8); "" for everything.
    waits: seconds in which its sender may still stop it; 0 for codes, receipts and what is urgent.
    """

    key: str
    subject: str
    body: str
    facts: frozenset[str]
    readers: frozenset[str]
    urgent: bool = False
    waits: int = 0
    text: str = ""
    about: str = ""

    def missing(self, facts: Mapping[str, str]) -> frozenset[str]:
        return self.facts - frozenset(facts)


STAFF = "staff"  # somebody with an account
REFERRER = "referrer"  # whoever wrote a referral, with or without an account
# A professional or a duty team of another agency or council without an account, by the address they gave.
PARTNER = "partner"
FAMILY = "family"  # a parent, carer, relative or the child: never without "safe to tell" (H8)
CHILD = "child"  # the child themself, by the means they chose; never without "safe to tell"
SERVICE = "service"  # another service, such as Prevent or adult safeguarding, at the address in the settings
READERS = frozenset({STAFF, REFERRER, PARTNER, FAMILY, CHILD, SERVICE})

CALLED = (STAFF, PARTNER, FAMILY, CHILD)

_NUMBERS = (
    "If a child is in danger now, call 999.\nMASH: {mash_number}\nEmergency duty team, evenings and weekends: {emergency_number}"
)
_AUTOMATIC = "This message was sent by Holdfast. It carries no details on purpose. Please do not reply to it."


def _template(
    key: str,
    subject: str,
    *paragraphs: str,
    readers: tuple[str, ...],
    urgent: bool = False,
    waits: int = 0,
    text: str = "",
    about: str = "",
) -> Template:
    body = "\n\n".join((*paragraphs, _AUTOMATIC)) + "\n"
    named = frozenset(re.findall(r"\{(\w+)\}", subject + body + text))
    if unknown := named - frozenset(FACTS):
        raise ValueError(f"{key} names facts that no pattern checks: {sorted(unknown)}")
    return Template(key, subject, body, named - frozenset(FROM_SETTINGS), frozenset(readers), urgent, waits, text, about)


TEMPLATES: dict[str, Template] = {
    made.key: made
    for made in (
        _template(
            "referral.receipt",
            "Holdfast: received ({reference})",
            "What you sent has arrived. Its reference is {reference}.",
            "See where it stands, or add to it: {link}",
            "If you have not heard by {due}, call MASH and give the reference.",
            _NUMBERS,
            readers=(STAFF, REFERRER),
        ),
        _template(
            "referral.receipt-closed",
            "Holdfast: received ({reference})",
            "What you sent has arrived. Its reference is {reference}. MASH is closed and reads it when it opens.",
            "If it cannot wait, call the emergency duty team now: {emergency_number}. In danger now: call 999.",
            "See where it stands, or add to it: {link}",
            "If you have not heard by {due}, call MASH and give the reference: {mash_number}",
            readers=(STAFF, REFERRER),
        ),
        _template(
            "referral.code",
            "Holdfast: your code",
            "Your code is {code}. It works for 10 minutes, on the page that asked for it.",
            "If you did not ask for a code, you need do nothing.",
            readers=(STAFF, REFERRER),
            urgent=True,
        ),
        _template(
            "referral.feedback",
            "Holdfast: open now ({reference})",
            "There is an answer about {reference}.",
            "Read it here: {link}",
            _NUMBERS,
            readers=(STAFF, REFERRER),
            waits=60,
        ),
        _template(
            "referral.shared",
            "Holdfast: open now ({reference})",
            "Somebody in your agency has shared {reference} with you.",
            "Open it here: {link}",
            readers=(STAFF,),
            waits=60,
        ),
        _template(
            "referral.written-due",
            "Holdfast: still to write ({reference})",
            "You told MASH about a worry by telephone. The written referral, {reference}, is due by {due}.",
            "What was said on the telephone is already in it: {link}",
            _NUMBERS,
            readers=(STAFF, REFERRER),
        ),
        _template(
            "referral.question",
            "Holdfast: a question ({reference})",
            "MASH has a question about {reference}. Nothing is waiting for your answer.",
            "Answer here: {link}",
            _NUMBERS,
            readers=(STAFF, REFERRER),
        ),
        _template(
            "onward.ring-mash",
            "Holdfast: please ring MASH ({reference})",
            "Your service is asked about {reference}. Ring MASH and say the reference: {mash_number}",
            "MASH tells you what it is about once it knows who is ringing. When MASH is closed: {emergency_number}",
            readers=(SERVICE,),
            waits=60,
        ),
        _template(
            "onward.ring-writer",
            "Holdfast: please ring a colleague",
            "Your service is asked for by a colleague in another agency. Ring them: {call_number}",
            "They tell you what it is about once they know who is ringing.",
            readers=(SERVICE,),
            waits=60,
        ),
        _template(
            "missing.ring-us",
            "Holdfast: please ring us now ({reference})",
            "Your council is asked for about {reference}. Ring now and say the reference.",
            "MASH: {mash_number}\nWhen MASH is closed, the emergency duty team: {emergency_number}",
            "They tell you what it is about once they know who is ringing. Somebody here also rings your duty team.",
            readers=(PARTNER,),
            urgent=True,
        ),
        _template(
            "work.open-now",
            "Holdfast: open now ({reference})",
            "Something needs you now: {reference}.",
            "Open it and say that you have it: {link}",
            "Until somebody does, it goes on to the next person.",
            readers=(STAFF,),
            urgent=True,
            text="Holdfast: open now ({reference}). Open it and say that you have it: {link}",
        ),
        _template(
            "work.new",
            "Holdfast: new work ({reference})",
            "There is something for you to do: {reference}, by {due}.",
            "Open it here: {link}",
            readers=(STAFF,),
        ),
        _template(
            "missing.pack",
            "Holdfast: open now ({reference})",
            "There is something for you: {link}",
            "It opens once, within {hours} hours, on the telephone or computer on which you open it first.",
            "Somebody you know from work with your family said that it would come. If nobody did, do not open it.",
            readers=(FAMILY,),
            waits=60,
            text="Holdfast: open now ({reference}). It opens once, within {hours} hours: {link}",
            about="missing",
        ),
        _template(
            "family.open-now",
            "Holdfast: open now ({reference})",
            "There is something for you: {link}",
            "It opens once, within {hours} hours, on the telephone or computer on which you open it first.",
            "Somebody you know from work with your family said that it would come. If nobody did, do not open it.",
            readers=(FAMILY,),
            waits=60,
            text="Holdfast: open now ({reference}). It opens once, within {hours} hours: {link}",
        ),
        _template(
            "check.asked",
            "Holdfast: agency check ({reference})",
            "Your agency has been asked for a check: {reference}, by {due}.",
            "Answer it here: {link}",
            readers=(STAFF,),
        ),
        _template(
            "meeting.invited",
            "Holdfast: a meeting ({reference})",
            "You are asked to a meeting on {due}.",
            "Your own link, to say whether you come, to say what you think beforehand, and to join: {link}",
            "The link is yours alone. Please do not pass it on.",
            readers=CALLED,
            about="meetings",
            waits=60,
            text="Holdfast: a meeting on {due}. Answer and join here, yours alone: {link}",
        ),
        _template(
            "meeting.changed",
            "Holdfast: a meeting has changed ({reference})",
            "The meeting {reference} is now on {due}. What you were sent before does not hold any more.",
            "Your own link, to answer again and to join: {link}",
            readers=CALLED,
            about="meetings",
            waits=60,
            text="Holdfast: a meeting is now on {due}. Answer and join here, yours alone: {link}",
        ),
        _template(
            "meeting.cancelled",
            "Holdfast: a meeting is not held ({reference})",
            "The meeting {reference} on {due} is not held, or you need not come. You need do nothing.",
            readers=CALLED,
            about="meetings",
            waits=60,
            text="Holdfast: the meeting on {due} is not held, or you need not come.",
        ),
        _template(
            "minutes.here",
            "Holdfast: open now ({reference})",
            "Something of a meeting is there for you to read: {reference}.",
            "Open it here: {link}",
            readers=(STAFF,),
            waits=60,
        ),
        _template(
            "minutes.page",
            "Holdfast: open now ({reference})",
            "There is something for you to read: {link}",
            "It opens once. You also need a code, which comes to you another way: somebody tells you, or it comes by text.",
            "Open it when you are alone. If you expected nothing, you need do nothing.",
            readers=(FAMILY, CHILD, PARTNER),
            about="meetings",
            waits=60,
        ),
        _template(
            "minutes.code",
            "Holdfast: your code",
            "Your code is {code}.",
            readers=(FAMILY, CHILD, PARTNER),
            about="meetings",
            text="Holdfast: your code is {code}. If you did not expect it, you need do nothing.",
        ),
        _template(
            "minutes.action-due",
            "Holdfast: to be done ({reference})",
            "You took something on at {reference}. It is to be done by {due}.",
            "Say here what came of it: {link}",
            readers=(STAFF,),
        ),
        _template(
            "account.invitation",
            "Holdfast: your account",
            "An account has been made for you. Set your password here: {link}",
            "The link works once, for {hours} hours. After that, ask your administrator for another.",
            readers=(STAFF,),
            urgent=True,
        ),
        _template(
            "account.reset",
            "Holdfast: set a new password",
            "Somebody, we hope you, asked to set a new password for this address.",
            "Set it here: {link}",
            "If it was not you, you need do nothing: your password stays as it is.",
            readers=(STAFF,),
            urgent=True,
        ),
        _template(
            "account.second-step-changed",
            "Holdfast: the second step of your sign-in was changed",
            "An authenticator app, a passkey or the recovery codes of this account have just been added, changed or taken away.",
            "If it was not you, set a new password at once and tell your administrator: {link}",
            readers=(STAFF,),
            urgent=True,
        ),
        _template(
            "account.second-step-reset",
            "Holdfast: your second step was taken away",
            "An administrator has taken away the second step of this account and signed it out everywhere.",
            "Sign in with your password and set up a new one: {link}",
            "If you did not ask for this, ring your administrator at once.",
            readers=(STAFF,),
            urgent=True,
        ),
        _template(
            "account.code",
            "Holdfast: your sign-in code",
            "The code is {code}. It works once, for ten minutes, on the page that asked for it.",
            "Nobody from Holdfast ever asks you for it. If you are not signing in, somebody knows your password:"
            " set a new one here: {link}",
            readers=(STAFF,),
            urgent=True,
        ),
        _template(
            "account.password-changed",
            "Holdfast: your password was changed",
            "The password of this account has just been changed.",
            "If it was not you, set a new one at once and tell your administrator: {link}",
            readers=(STAFF,),
            urgent=True,
        ),
    )
}
