"""Stable keys of referrals and what belongs to them. Others may import this."""

from __future__ import annotations

from django.db import models


class Source(models.TextChoices):
    """How a referral came, where Holdfast itself took it in. Imports carry the name of their own system."""

    DESK = "holdfast", "Written in Holdfast"
    TELEPHONE = "holdfast-telephone", "Taken by telephone"


class ReferralState(models.TextChoices):
    """How far a referral has come, as the referrer is told."""

    RECEIVED = "received", "Received by MASH"
    SCREENING = "screening", "Being looked at by MASH"
    RETURNED = "returned", "Returned for agreement"
    DECIDED = "decided", "Decided"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Identity(models.TextChoices):
    """How sure we are that the referrer is who they say."""

    ACCOUNT = "account", "Signed in"
    IMPORTED = "imported", "Sent by a partner's system"
    TELEPHONE = "telephone", "Spoken to by telephone"
    UNVERIFIED = "unverified", "Identity not verified"
    CALLED_BACK = "called_back", "Called back on a number of our own"


class DraftKind(models.TextChoices):
    """What a draft becomes when it is sent."""

    REFERRAL = "referral", "Referral"
    QUICK = "quick", "Urgent referral"
    ASSESSMENT = "assessment", "Exploitation risk assessment alone"
    WRITTEN = "written", "Written referral after a call"


class ReviewReason(models.TextChoices):
    """Why the exploitation manager looks at a level. Keys are those of `rules.exploitation.ReviewReason`."""

    BELOW_FLOOR = "below_floor", "The level is below the safety floor"
    NO_REFERRAL = "no_referral", "MODERATE or above, and not referred to MASH"


class ReviewState(models.TextChoices):
    """What the exploitation manager made of a level."""

    OPEN = "open", "To be looked at"
    CONFIRMED = "confirmed", "Confirmed"
    RAISED = "raised", "Raised"


class ConsultationState(models.TextChoices):
    """Where a call to the advice line led."""

    ADVICE = "advice", "Advice given"
    REFERRED = "referred", "Turned into a referral"


class AdditionKind(models.TextChoices):
    """What was added to a referral after it was sent."""

    INFORMATION = "information", "More information"
    WRITTEN = "written", "The written referral after a call"
    WITHDRAWAL = "withdrawal", "The referrer withdrew"


class ShareKind(models.TextChoices):
    """Why somebody besides MASH may read a referral."""

    SUPERVISOR = "supervisor", "Shared with a supervisor"
    ROUTED = "routed", "Passed to the social worker"


class OnwardKind(models.TextChoices):
    """Other ways a worry goes, beside or instead of MASH. Keys are those of `rules.exploitation.RouteStep`."""

    EARLY_HELP = "early_help", "Early help"
    PREVENT = "prevent", "Prevent"
    LADO = "lado", "Designated officer (LADO)"
    ADULT_SAFEGUARDING = "adult_safeguarding", "Adult safeguarding"
    LEAVING_CARE = "leaving_care", "Leaving-care adviser"


class CodePurpose(models.TextChoices):
    """What an e-mailed code opens."""

    SEND = "send", "Send a referral without an account"
    STATUS = "status", "See what became of a referral"
