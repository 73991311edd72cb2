"""What is kept and let go: holds, disposals and their certificates, requests to see a record, breaches, sharing agreements."""

from .disposal import Backup, Certificate, Disposal, DisposalAnswer, LegalHold
from .governing import Breach, SharingAgreement
from .merging import Merge
from .requests import Marking, RequestDecision, RequestStep, SubjectRequest
from .walls import GOVERNED, GOVERNS, REVIEWED

__all__ = [
    "GOVERNED",
    "GOVERNS",
    "REVIEWED",
    "Backup",
    "Breach",
    "Certificate",
    "Disposal",
    "DisposalAnswer",
    "LegalHold",
    "Marking",
    "Merge",
    "RequestDecision",
    "RequestStep",
    "SharingAgreement",
    "SubjectRequest",
]
