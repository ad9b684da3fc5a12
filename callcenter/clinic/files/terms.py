"""clinic.yaml: the clinic's clock, days and hours of calls."""

from collections.abc import Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from callcenter.clinic.book import ClinicTerms, DailyHours
from callcenter.clinic.files.problems import FileProblem
from callcenter.clinic.files.values import clock_of, weekday
from callcenter.kit.content import Entry, parse_content
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language, parse_language
from callcenter.kit.phones import is_phone_country

_KNOWN = (
    *("name", "zone", "country", "language", "lines", "calls_per_second", "window", "days_off", "holidays"),
    "rules",
)
_USUAL_HOURS = DailyHours(begins=time(9), ends=time(20))
_MOST_LINES = 1000
_SLOWEST, _FASTEST = 0.01, 50
"""Calls a second: one in a hundred seconds, and as many as the product is built for."""


def read_terms(path: Path, source: str, problems: list[FileProblem]) -> ClinicTerms:
    """What the text of clinic.yaml says; raises ContentError where it, its hours or its days off cannot be read.

    Without a zone or a country that is known, that is told, and nobody, or no local number, is called.
    """
    given = parse_content(source, str(path)).fields()
    told = _Told(path, problems)
    if unknown := [name for name in given if name not in _KNOWN]:
        told(given[unknown[0]], f"not read: {', '.join(unknown)}; fields known here: {', '.join(_KNOWN)}")
    return ClinicTerms(
        name=_text(given, "name"),
        zone=_zone(given, told),
        country=_country(given, told),
        language=_language(given, told),
        hours=_hours(given, told),
        days_off=_days_off(given),
        holidays=_holidays(given),
        lines=int(_amount(given, "lines", told)),
        calls_per_second=_amount(given, "calls_per_second", told),
        rules=_rules(given),
    )


@cache
def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name; None for anything else, names of this machine's own among them."""
    return ZoneInfo(name) if name in available_timezones() else None


class _Told:
    """Keeps what is told of a value that is read all the same."""

    def __init__(self, path: Path, problems: list[FileProblem]) -> None:
        self._path, self._problems = path, problems

    def __call__(self, entry: Entry | None, message: str) -> None:
        self._problems.append(FileProblem(self._path, entry.line if entry else 1, message))


def _text(given: Mapping[str, Entry], name: str) -> str:
    entry = given.get(name)
    return "" if entry is None or entry.value is None else entry.text()


def _zone(given: Mapping[str, Entry], told: _Told) -> ZoneInfo | None:
    name = _text(given, "zone")
    zone = zone_of(name)
    if zone is None:
        told(given.get("zone"), f"zone: {name!r} is no time zone, so nobody is called; write one such as Europe/Warsaw")
    return zone


def _country(given: Mapping[str, Entry], told: _Told) -> str:
    code = _text(given, "country").upper()
    if not is_phone_country(code):
        told(
            given.get("country"),
            f"country: {code!r} is no country, so only numbers with a '+' are read; write two letters such as PL",
        )
    return code


def _language(given: Mapping[str, Entry], told: _Told) -> Language:
    try:
        return parse_language(_text(given, "language"))
    except BadInputError as exc:
        told(given.get("language"), f"{exc}; read as en")
        return Language.EN


def _hours(given: Mapping[str, Entry], told: _Told) -> DailyHours:
    entry = given.get("window")
    if entry is None or entry.value is None:
        told(entry, "window is missing; read as from 09:00 to 20:00")
        return _USUAL_HOURS
    bounds = entry.fields(required=("from", "to"))
    return DailyHours(begins=_clock(bounds["from"]), ends=_clock(bounds["to"]))


def _clock(entry: Entry) -> time:
    at = clock_of(entry.text())
    if at is None:
        raise entry.fail(f"{entry.text()!r} is no time of day; write it as 09:00")
    return at


def _days_off(given: Mapping[str, Entry]) -> frozenset[int]:
    return frozenset(_weekday(entry, word) for entry, word in _listed(given, "days_off"))


def _weekday(entry: Entry, word: str) -> int:
    day = weekday(word)
    if day is None:
        raise entry.fail(f"{word!r} is no weekday; write mon, tue, wed, thu, fri, sat or sun")
    return day


def _holidays(given: Mapping[str, Entry]) -> frozenset[date]:
    return frozenset(_date(entry, word) for entry, word in _listed(given, "holidays"))


def _date(entry: Entry, word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as exc:
        raise entry.fail(f"{word!r} is no date; write it as 2026-12-25") from exc


def _listed(given: Mapping[str, Entry], name: str) -> list[tuple[Entry, str]]:
    """The words of a list; one line with ',' or '|' between them is a list too."""
    entry = given.get(name)
    if entry is None or entry.value is None:
        return []
    items = [entry] if isinstance(entry.value, str) else entry.items()
    return [(item, word.strip()) for item in items for word in item.text().replace("|", ",").split(",") if word.strip()]


def _amount(given: Mapping[str, Entry], name: str, told: _Told) -> float:
    """A number of lines or of calls a second; 1 where it is missing or makes no sense."""
    entry = given.get(name)
    if entry is None or entry.value is None:
        return 1.0
    number = entry.number() if isinstance(entry.value, int | float) and not isinstance(entry.value, bool) else 0.0
    least, most = (1.0, _MOST_LINES) if name == "lines" else (_SLOWEST, _FASTEST)
    if (least <= number <= most) and (name != "lines" or number == int(number)):
        return number
    told(entry, f"{name} has to be a number from {least:g} to {most:g}; read as 1")
    return 1.0


def _rules(given: Mapping[str, Entry]) -> Mapping[str, object]:
    entry = given.get("rules")
    if entry is None or entry.value is None:
        return {}
    return {name: _plain(value) for name, value in entry.fields().items()}


def _plain(entry: Entry) -> object:
    if isinstance(entry.value, Mapping):
        return {name: _plain(value) for name, value in entry.value.items()}
    if isinstance(entry.value, list):
        return [_plain(value) for value in entry.value]
    return entry.value
