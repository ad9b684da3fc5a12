"""Phone numbers: any local writing in, E.164 out (ITU-T E.164: '+' and up to 15 digits)."""

from dataclasses import dataclass

import phonenumbers

from callcenter.kit.errors import BadInputError

_WITHHELD = frozenset(
    {
        "",
        "anonymous",
        "restricted",
        "unavailable",
        "unknown",
        "private",
        "withheld",
        "asterisk",
        "s",
        "<unknown>",
    }
)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A subscriber's number in E.164, such as '+74951234567'."""

    e164: str

    def __str__(self) -> str:
        return self.e164

    @property
    def readable(self) -> str:
        """The number in groups as people of its country write it for others: '+7 495 123-45-67'."""
        parsed = phonenumbers.parse(self.e164)
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def is_phone_country(code: str) -> bool:
    """Whether `code` (ISO 3166-1 alpha-2, in any case) is a country whose writing of phone numbers is known."""
    return code.upper() in phonenumbers.SUPPORTED_REGIONS


def parse_phone(text: str, country: str) -> PhoneNumber:
    """The number meant by `text`, written in any way people write numbers in `country` (ISO 3166-1 alpha-2).

    Raises BadInputError for what cannot be a telephone number there.
    """
    try:
        parsed = phonenumbers.parse(text, country.upper())
    except phonenumbers.NumberParseException as exc:
        raise BadInputError("this is not a phone number; write it with digits, such as +7 495 123-45-67") from exc
    if not phonenumbers.is_possible_number(parsed):
        raise BadInputError("this phone number has too few or too many digits; check it and write it again")
    return PhoneNumber(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def caller_number(text: str | None, country: str) -> PhoneNumber | None:
    """The number an exchange gave for a caller, or None where it is withheld or no telephone number.

    A short internal extension such as '101' is no subscriber number and gives None too.
    """
    if text is None or text.strip().lower() in _WITHHELD:
        return None
    try:
        return parse_phone(text, country)
    except BadInputError:
        return None
