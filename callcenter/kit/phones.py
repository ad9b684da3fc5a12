"""Phone numbers: any local writing in, E.164 out (ITU-T E.164: '+' and up to 15 digits)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers

from callcenter.kit.errors import BadInputError

_BRITISH_EXAMPLE = re.compile(r"\+447700900\d{3}", re.ASCII)
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
    parsed = _parsed(text, country)
    if not phonenumbers.is_possible_number(parsed):
        raise BadInputError("this phone number has too few or too many digits; check it and write it again")
    return PhoneNumber(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def number_in_use(text: str, country: str) -> PhoneNumber:
    """The number meant by `text` as parse_phone reads it, if somebody can have it: it lies in a range that is given
    out, or is one of 07700 900000 to 900999, which the British regulator keeps for examples and films.

    Raises BadInputError for anything else.
    """
    parsed = _parsed(text, country)
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if phonenumbers.is_valid_number(parsed) or _BRITISH_EXAMPLE.fullmatch(e164):
        return PhoneNumber(e164)
    raise BadInputError("nobody can have this phone number; check it and write it again")


def _parsed(text: str, country: str) -> phonenumbers.PhoneNumber:
    try:
        return phonenumbers.parse(text, country.upper())
    except phonenumbers.NumberParseException as exc:
        raise BadInputError("this is not a phone number; write it with digits, such as +7 495 123-45-67") from exc


def said_phone(digits: str, countries: Sequence[str], *, has_plus: bool = False) -> tuple[PhoneNumber, str] | None:
    """The number that somebody has said in `digits`, with its text in groups; None where it is no number in use.

    Without a plus it is read as one of `countries` (ISO 3166-1 alpha-2), the first where it is one. The text holds what
    was said and no more: '8 (900) 123-45-67' with the Russian 8, '900 123-45-67' without it.
    """
    for country in ("",) if has_plus else countries:
        try:
            parsed = phonenumbers.parse(f"+{digits}" if has_plus else digits, country.upper() or None)
        except phonenumbers.NumberParseException:
            continue
        is_ours = has_plus or country == countries[0]
        if phonenumbers.is_valid_number(parsed) or (is_ours and _is_whole(parsed, digits, country)):
            text = _as_said(parsed, digits, has_plus=has_plus)
            if text:
                return PhoneNumber(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)), text
    return None


def _is_whole(parsed: phonenumbers.PhoneNumber, digits: str, country: str) -> bool:
    """Whether it has the length of a mobile number, said with the country's code or with the prefix of calls within the
    country: the numbers 07700 900000 to 900999, which the British regulator keeps for examples and films, are such."""
    prefix = phonenumbers.ndd_prefix_for_region(country.upper(), True) if country else parsed.country_code
    how_long = phonenumbers.is_possible_number_for_type_with_reason(parsed, phonenumbers.PhoneNumberType.MOBILE)
    is_long_enough = how_long is phonenumbers.ValidationResult.IS_POSSIBLE and not parsed.italian_leading_zero
    return bool(prefix) and is_long_enough and digits == f"{prefix}{parsed.national_number}"


def _as_said(parsed: phonenumbers.PhoneNumber, digits: str, *, has_plus: bool) -> str:
    """The one of the usual writings of a number that has exactly these digits; empty where none has."""
    international = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    writings = (international, national, international.removeprefix("+"), international.partition(" ")[2])
    for text in writings if has_plus else writings[1:]:
        if "".join(filter(str.isdigit, text)) == digits:
            return text
    return ""


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
