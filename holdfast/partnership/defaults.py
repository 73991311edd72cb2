"""What a new system begins with when nobody says otherwise: the county it was first made for."""

NAME = "Herefordshire Safeguarding Children Partnership"
SHORT_NAME = "Herefordshire"
SLUG = "herefordshire"
