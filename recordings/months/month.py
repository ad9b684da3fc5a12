"""A month on the clinic's calendar. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_FIRST_YEAR, _LAST_YEAR = 2000, 2200


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month."""

    year: int
    number: int
    """1 to 12."""

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> "Month":
        """The month before it."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first moment in the clinic, in UTC."""
        return datetime(self.year, self.number, 1, tzinfo=zone).astimezone(UTC)


def month_of(moment: datetime, zone: ZoneInfo) -> Month:
    """The month in which a moment lies in the clinic."""
    local = moment.astimezone(zone)
    return Month(local.year, local.month)


def parse_month(text: str) -> Month | None:
    """The month of an address such as '2026-11'; None for anything else."""
    year, _, number = text.partition("-")
    is_whole = len(year) == 4 and len(number) == 2 and year.isascii() and number.isascii()
    if not (is_whole and year.isdecimal() and number.isdecimal()):
        return None
    month = Month(int(year), int(number))
    return month if 1 <= month.number <= 12 and _FIRST_YEAR <= month.year <= _LAST_YEAR else None
