"""Numbers that look right and belong to nobody: NHS numbers of the range kept for testing, pupil numbers of no authority."""

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def nhs_number(number: int) -> str:
    """A ten-digit number in the 999 range, which is never issued. Skips those that have no check digit."""
    while True:
        nine = f"999{number % 1_000_000:06d}"
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        if check != 10:
            return nine + str(check % 11)
        number += 500_009


def pupil_number(number: int) -> str:
    """A unique pupil number with its check letter, of authority 000."""
    twelve = f"0001{number % 100_000_000:08d}"
    total = sum(int(digit) * weight for digit, weight in zip(twelve, range(2, 14), strict=True))
    return _UPN_LETTERS[total % 23] + twelve
