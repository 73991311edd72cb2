"""Numbers and codes that name a person or a place: checked, and written the one way they are kept."""

import re

import phonenumbers
from nhs_number.validate import is_valid

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = re.compile(r"([A-Z])([0-9]{11})([0-9]|[A-Z])")
_POSTCODE = re.compile(
    r"(GIR|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y]))"
    r"([0-9][ABD-HJLNP-UW-Z]{2})"
)
_EMAIL = re.compile(r"[^@\s\x00-\x20\x7f,;<>\"]+@[^@\s\x00-\x20\x7f,;<>\".]+(?:\.[^@\s\x00-\x20\x7f,;<>\".]+)+")
_SPACING = re.compile(r"[\s-]+")


def nhs(text: str) -> str | None:
    """The NHS number as ten digits, or None when the check digit does not hold."""
    digits = _SPACING.sub("", text)
    if not re.fullmatch(r"[0-9]{10}", digits) or len(set(digits)) == 1:
        return None
    return digits if is_valid(digits) else None


def upn(text: str) -> str | None:
    """The unique pupil number in capitals, or None. A temporary one ends in a letter.

    The check letter is the weighted sum of what follows it (2 to 13), modulo 23, in an alphabet without I, O and S.
    """
    found = _UPN.fullmatch(_SPACING.sub("", text).upper())
    if found is None:
        return None
    first, digits, last = found.groups()
    if not (last.isdigit() or last in UPN_LETTERS):
        return None
    values = [int(digit) for digit in digits] + [int(last) if last.isdigit() else UPN_LETTERS.index(last)]
    letter = UPN_LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23]
    return f"{first}{digits}{last}" if first == letter else None


def postcode(text: str) -> str | None:
    """The postcode in capitals with one space, or None when it is not shaped like one of the United Kingdom."""
    found = _POSTCODE.fullmatch(_SPACING.sub("", text).upper())
    return f"{found[1]} {found[2]}" if found else None


def phone(text: str) -> str | None:
    """The phone number in international form, or None when no number can be read in it.

    Possible, not valid: numbers kept for drama, and those of small operators, must be let through.
    """
    short = re.sub(r"[\s-]", "", text)
    if short in ("999", "101", "111", "112"):
        return short
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def mobile(text: str) -> str | None:
    """A number that texts can go to, as networks write it (+447700900982), or None. In Britain it begins with 07."""
    if not re.fullmatch(r"\+?[0-9 ().-]+", text.strip()):
        return None
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    national = str(number.national_number)
    if not phonenumbers.is_possible_number(number) or (number.country_code == 44 and not re.fullmatch(r"7\d{9}", national)):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str | None:
    """The e-mail address in small letters, or None when it is not shaped like one."""
    text = text.strip()
    return text.lower() if len(text) <= 254 and _EMAIL.fullmatch(text) else None
