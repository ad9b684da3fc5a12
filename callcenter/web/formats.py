"""Moments, durations and numbers as the reader writes them: the clinic's zone, the reader's language."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers

from callcenter.kit.languages import Language

_LOCALES = {
    Language.RU: "ru_RU",
    Language.UK: "uk_UA",
    Language.PL: "pl_PL",
    Language.EN: "en_GB",  # day before month and 24 hours, as clinics outside the United States write
    Language.ZH: "zh_Hans_CN",
}


class Formats:
    """The writing habits of one language in one time zone."""

    def __init__(self, language: Language, zone: ZoneInfo) -> None:
        self._locale = Locale.parse(_LOCALES[language])
        self._zone = zone

    def time(self, moment: datetime) -> str:
        """Hours and minutes: '14:05'."""
        return f"{moment.astimezone(self._zone):%H:%M}"

    def date(self, moment: datetime) -> str:
        """Day, month and year: '14 May 2025'."""
        return dates.format_date(moment.astimezone(self._zone).date(), "medium", locale=self._locale)

    def day(self, moment: datetime) -> str:
        """Weekday, day and month, for days near today: 'Tue, 24 Jun'."""
        local = moment.astimezone(self._zone)
        return dates.format_skeleton("MMMEd", local, tzinfo=self._zone, locale=self._locale)

    def month(self, moment: datetime) -> str:
        """Month and year, as a heading: 'November 2026'."""
        local = moment.astimezone(self._zone).date()
        text = dates.format_skeleton("yMMMM", local, locale=self._locale)
        return text.removesuffix("\u202fг.").removesuffix(" г.").removesuffix(" р.")  # a heading says no 'of the year'

    def weekday(self, number: int) -> str:
        """The short name of a weekday, 1 for Monday to 7: 'Mon'."""
        return str(dates.get_day_names("abbreviated", context="stand-alone", locale=self._locale)[number - 1])

    def date_time(self, moment: datetime) -> str:
        """Date and time: '14 May 2025, 14:05'."""
        return f"{self.date(moment)}, {self.time(moment)}"

    def number(self, value: float) -> str:
        """A number with the reader's separators."""
        return numbers.format_decimal(value, locale=self._locale)

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as whole percent."""
        return numbers.format_percent(share, "#,##0%", locale=self._locale)


def duration(length: timedelta | float) -> str:
    """A length of time (seconds, or a timedelta) as on a call timer: '0:41', '12:05', '1:02:03'; never negative."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, last = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{last:02}" if hours else f"{minutes}:{last:02}"
