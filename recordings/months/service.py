"""What the page of a month does: reads the scored calls that somebody may see. Looks are in the access log."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from callcenter.domain.people import Operator, Role
from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.storage.access import ONE_LIST, log_access_once
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from recordings.months.month import month_of, parse_month
from recordings.months.store import calls_between, names_of_operators
from recordings.months.view import MonthView, MonthWish, month_view
from recordings.scoring.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthParts:
    """What it stands on."""

    database: Database
    clock: Clock
    standard: Callable[[Connection], Standard]
    """Every criterion that calls were ever scored on, for titles and their order."""


class Months:
    """The use cases."""

    def __init__(self, parts: MonthParts) -> None:
        self._parts = parts

    def wish(self, zone: ZoneInfo, month: str, who: str, criterion: str, page: int) -> MonthWish:
        """What an address asks for; a month that nobody can read is this one."""
        asked = parse_month(month) or month_of(self._parts.clock.now(), zone)
        return MonthWish(month=asked, who=who, criterion=criterion, page=max(1, page))

    def look(self, who: Operator, language: Language, zone: ZoneInfo, wish: MonthWish) -> MonthView:
        """The page of a month: for managers and the owner everybody's calls, for an administrator their own."""
        sees_all = who.role.includes(Role.MANAGER)
        with self._parts.database.read() as connection:
            calls = calls_between(connection, wish.month.begins(zone), wish.month.next.begins(zone))
            names = names_of_operators(connection)
            standard = self._parts.standard(connection)
        if not sees_all:
            calls = [call for call in calls if call.administrator == who.id]
        return month_view(
            calls,
            names,
            wish,
            standard=standard,
            language=language,
            zone=zone,
            now=self._parts.clock.now(),
            sees_all=sees_all,
        )

    def log(self, who: Operator) -> None:
        """Keep in the access log that the scores were shown."""
        log_access_once(self._parts.database, who.id, "list", "scores", self._parts.clock.now(), within=ONE_LIST)
