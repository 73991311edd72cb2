"""Who in the county writes referrals, as they describe themselves."""

from __future__ import annotations

from dataclasses import dataclass

from .county import landline, mobile


@dataclass(frozen=True)
class Referrer:
    """The person who writes. worker: the member of staff they are, "" for the public."""

    worker: str
    role: str
    profession: str
    agency: str
    agency_kind: str
    phone: str
    email: str = ""
    name: str = ""
    kind: str = "professional"

    def block(self, email: str = "") -> dict[str, str]:
        """The referrer as the document says it."""
        block = {
            "kind": self.kind, "name": self.name or self.worker, "role": self.role, "profession": self.profession,
            "agency": self.agency, "agency_kind": self.agency_kind, "phone": self.phone, "email": email or self.email,
        }  # fmt: skip
        return {key: value for key, value in block.items() if value}


REFERRERS: tuple[Referrer, ...] = (
    Referrer("Jo Castle", "Head of year 9", "school", "Marchbury High School", "education", landline(340)),
    Referrer("Miriam Feldman", "Designated safeguarding lead", "school", "Marchbury High School", "education", landline(341)),
    Referrer("Gareth Noakes", "Designated safeguarding lead", "school", "St Wulfric's Academy", "education", landline(342)),
    Referrer("Fiona Maclaren", "School nurse", "nurse", "Marchshire Community Health NHS Trust", "health", landline(343)),
    Referrer("Rosalind Kemp", "GP", "gp", "Old Bakery Surgery, Marchbury", "health", landline(344)),
    Referrer("Imran Qureshi", "GP", "gp", "Ledwych Medical Practice", "health", landline(345)),
    Referrer("Ash Merrick", "Detached youth worker", "youth_worker", "Riverside Youth Trust", "voluntary", mobile(346)),
    Referrer("Sam Tranter", "Detective constable", "police", "Marchshire Constabulary", "police", landline(347)),
    Referrer("Wendy Arkwright", "Registered manager", "carer", "Fernbank House", "placement", landline(348)),
    Referrer("Josie Penn", "Family support worker", "early_help", "Marchshire Early Help", "early_help", landline(349)),
    Referrer("Hannah Stroud", "Sexual health nurse", "sexual_health", "Marchshire Community Health NHS Trust", "health",
             landline(350)),
)  # fmt: skip

# People without an account, who wrote through the public page.
PUBLIC: tuple[Referrer, ...] = (
    Referrer("", "GP locum", "gp", "Wyverstock Surgery", "health", landline(360), "e.hartnoll@wyverstocksurgery.example",
             "Esme Hartnoll"),
    Referrer("", "Dance teacher", "youth_worker", "Saltersby Dance", "voluntary", mobile(361), "cora@saltersbydance.example",
             "Cora Pettifer"),
    Referrer("", "", "public", "", "", mobile(362), "d.amberley@postbox.example", "Dilys Amberley", "public"),
)  # fmt: skip
