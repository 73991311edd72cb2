"""Marchshire: an English county that does not exist. Telephone numbers are Ofcom's for drama; postcodes are of no area."""

from dataclasses import dataclass

NAME = "Marchshire Safeguarding Children Partnership"
SHORT_NAME = "Marchshire"
SLUG = "marchshire"

SECOND_NAME = "Isle of Tarn Safeguarding Children Partnership"
SECOND_SHORT_NAME = "Isle of Tarn"
SECOND_SLUG = "isle-of-tarn"


@dataclass(frozen=True)
class Place:
    """A town or village, with the first half of its postcodes."""

    name: str
    outward: str


PLACES: tuple[Place, ...] = (
    Place("Marchbury", "MX1"),
    Place("Marchbury", "MX2"),
    Place("Saltersby", "MX3"),
    Place("Aldermere", "MX4"),
    Place("Brockhollow", "MX4"),
    Place("Cotterham", "MX5"),
    Place("Dunfold Cross", "MX5"),
    Place("Elverstone", "MX6"),
    Place("Fennimore", "MX6"),
    Place("Hallowdene", "MX7"),
    Place("Ibberstoke", "MX7"),
    Place("Kestrel Heath", "MX8"),
    Place("Larkenham", "MX8"),
    Place("Merrowby", "MX9"),
    Place("Nettleby Vale", "MX9"),
    Place("Oxenholt", "MX10"),
    Place("Pellbrook", "MX10"),
    Place("Quillham", "MX11"),
    Place("Rushmoor End", "MX11"),
    Place("Thornwick Magna", "MX12"),
    Place("Ullenbridge", "MX12"),
    Place("Wyverstock", "MX12"),
)

STREETS: tuple[str, ...] = (
    "Chandler's Row",
    "Coldwell Lane",
    "Fuller Street",
    "Glebe Terrace",
    "Hop Kiln Close",
    "Ironmonger Way",
    "Jubilee Crescent",
    "Kingfisher Walk",
    "Ledwych Road",
    "Mercer Street",
    "Old Cattle Market",
    "Orchard Rise",
    "Packhorse Lane",
    "Quarry Bank",
    "Ropewalk",
    "Saddler's Court",
    "Tannery Lane",
    "Union Terrace",
    "Victoria Parade",
    "Weir Cottages",
    "Withy Bed Lane",
    "Yew Tree Close",
    "Priory Mews",
    "Sycamore Drive",
)

SCHOOLS: tuple[str, ...] = (
    "Marchbury High School",
    "St Wulfric's Academy",
    "Ledwych Valley School",
    "Kestrel Heath Community College",
    "Saltersby Academy",
    "The Withies School",
    "Marchshire Sixth Form College",
)
PRIMARIES: tuple[str, ...] = (
    "Aldermere Primary School",
    "Cotterham Church of England Primary School",
    "Quillham Primary School",
    "Hop Kiln Nursery and Infants",
    "Thornwick Primary School",
)
PRACTICES: tuple[str, ...] = (
    "Old Bakery Surgery, Marchbury",
    "Ledwych Medical Practice",
    "Kestrel Heath Health Centre",
    "Saltersby Family Practice",
    "Wyverstock Surgery",
)


def landline(number: int) -> str:
    """A telephone number kept free for drama: 01632 960000 to 960999."""
    return f"01632 960{number % 1000:03d}"


def mobile(number: int) -> str:
    """A mobile number kept free for drama: 07700 900000 to 900999."""
    return f"07700 900{number % 1000:03d}"


def postcode(outward: str, number: int) -> str:
    """A postcode of the right shape in an area that has none."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    second, third = divmod(number // 10, len(letters))
    return f"{outward} {number % 10}{letters[second % len(letters)]}{letters[third]}"


# Numbers that television keeps for invented people, and addresses of no domain: nobody is rung or written to.
CONTACTS = {
    "contacts.mash": "01632 960800",
    "contacts.emergency_duty": "01632 960801",
    "contacts.support_1_name": "Marchshire Sexual Abuse Support Centre",
    "contacts.support_1": "01632 960802",
    "contacts.support_2_name": "Invented Helpline",
    "contacts.support_2": "01632 960803",
    "contacts.lado": "01632 960804",
    "routes.early_help": "requests@earlyhelp.marchshire.example",
    "routes.prevent": "prevent@police.marchshire.example",
    "routes.lado": "designated.officer@marchshire.example",
    "routes.adult_safeguarding": "adult.safeguarding@marchshire.example",
    "routes.leaving_care": "leaving.care@marchshire.example",
}
