"""The page of a month as its template needs it: the heat map, and the calls. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from recordings.months.month import Month
from recordings.months.tally import Level, ScoredCall, Share, Shares, Who, shares_of
from recordings.scoring.line import CRITICAL, FAIL, PASS
from recordings.scoring.stage_titles import OTHER_STAGE, STAGE_TITLES
from recordings.scoring.standard import Standard

PAGE_SIZE = 100
NOBODY = "-"
"""Stands in addresses for calls of which nobody knows who talked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWish:
    """What an address asks for."""

    month: Month
    who: str = ""
    """Id of an administrator, NOBODY, or empty for everybody."""
    criterion: str = ""
    """With it, the calls behind one figure instead of the heat map."""
    page: int = 1

    def address(self, **other: object) -> str:
        """The address of this page with something changed."""
        wish: dict[str, object] = {"month": str(self.month), "who": self.who, "criterion": self.criterion, "page": 1}
        wish |= other
        shown = {name: value for name, value in wish.items() if value and (name, value) != ("page", 1)}
        return f"/scores?{urlencode(shown)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One administrator."""

    key: str
    name: str
    """Empty where nobody knows who talked."""
    calls: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One figure of the heat map."""

    share: float
    passed: int
    calls: int
    level: Level | None
    """None where no call was decided."""
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One criterion."""

    id: str
    title: str
    together: CellView
    cells: tuple[CellView, ...]
    """By administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """The criteria of one stage."""

    title: str
    """English; translated where it is shown."""
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """One call of the table."""

    href: str
    at: datetime
    administrator: str
    is_outside: bool
    points: float
    max_points: float
    critical: tuple[str, ...]
    """Titles."""
    unsure: int
    verdict: str
    """The letter of the criterion that was asked for; empty without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The page."""

    wish: MonthWish
    starts: datetime
    """The month's first moment."""
    older: str
    newer: str
    """Addresses of the months beside it; empty for one that has not begun."""
    people: tuple[PersonView, ...]
    blocks: tuple[BlockView, ...]
    calls: tuple[CallView, ...]
    total: int
    points: float | None
    """Mean share of points, 0 to 1; None where nothing was decided."""
    critical: int
    """Calls that fail as a whole."""
    criterion: str
    """Title of the criterion that was asked for."""
    share: Share | None
    """How often it was met."""
    next_page: str
    previous_page: str
    sees_all: bool


def month_view(
    calls: Sequence[ScoredCall],
    names: Mapping[OperatorId, str],
    wish: MonthWish,
    *,
    standard: Standard,
    language: Language,
    zone: ZoneInfo,
    now: datetime,
    sees_all: bool,
) -> MonthView:
    """The page; `calls` are those of the month that the reader may see, newest first."""
    titles = {criterion.id: criterion.title[language] for criterion in standard.criteria}
    shown = [call for call in calls if not wish.who or _key(call.administrator) == wish.who]
    asked = [call for call in shown if not wish.criterion or call.letter(wish.criterion) in (PASS, FAIL, CRITICAL)]
    if wish.criterion:
        asked.sort(key=lambda call: call.letter(wish.criterion) == PASS)  # stable: the newest first of each
    people = _people(calls, names, wish)
    shares = shares_of(shown)
    begin = (wish.page - 1) * PAGE_SIZE
    of_all = [call.points / call.max_points for call in asked if call.max_points]
    return MonthView(
        wish=wish,
        starts=wish.month.begins(zone),
        older=wish.address(month=wish.month.before),
        newer=wish.address(month=wish.month.next) if wish.month.next.begins(zone) <= now else "",
        people=people,
        blocks=() if wish.criterion else tuple(_blocks(shares, people, wish, standard, titles)),
        calls=tuple(_call(call, names, titles, wish.criterion) for call in asked[begin : begin + PAGE_SIZE]),
        total=len(asked),
        points=sum(of_all) / len(of_all) if of_all else None,
        critical=sum(CRITICAL in call.verdicts for call in asked),
        criterion=titles.get(wish.criterion, wish.criterion.replace("_", " ")),
        share=_together(shares, wish.criterion) if wish.criterion else None,
        next_page=wish.address(page=wish.page + 1) if len(asked) > begin + PAGE_SIZE else "",
        previous_page=wish.address(page=wish.page - 1) if wish.page > 1 else "",
        sees_all=sees_all,
    )


def _key(who: Who) -> str:
    return who or NOBODY


def _people(calls: Sequence[ScoredCall], names: Mapping[OperatorId, str], wish: MonthWish) -> tuple[PersonView, ...]:
    """Everybody who has calls, by name; whoever is not known comes last."""
    counts: dict[Who, int] = {}
    for call in calls:
        counts[call.administrator] = counts.get(call.administrator, 0) + 1
    found = [
        PersonView(key=_key(who), name=names.get(who, "") if who else "", calls=n, href=wish.address(who=_key(who)))
        for who, n in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.name, one.name, one.key)))


def _blocks(
    shares: Shares, people: Sequence[PersonView], wish: MonthWish, standard: Standard, titles: Mapping[str, str]
) -> Iterator[BlockView]:
    judged = {name for _, name in shares}
    shown = [one for one in people if not wish.who or one.key == wish.who]
    for stage, title in STAGE_TITLES.items():
        names = [one.id for one in standard.criteria if one.stage == stage and one.id in judged]
        if names:
            yield BlockView(title=title, lines=tuple(_line(name, shares, shown, wish, titles) for name in names))
    lost = sorted(judged - titles.keys())
    if lost:
        yield BlockView(title=OTHER_STAGE, lines=tuple(_line(name, shares, shown, wish, titles) for name in lost))


def _line(
    name: str, shares: Shares, people: Sequence[PersonView], wish: MonthWish, titles: Mapping[str, str]
) -> LineView:
    own = {_key(who): share for (who, criterion), share in shares.items() if criterion == name}
    return LineView(
        id=name,
        title=titles.get(name, name.replace("_", " ")),
        together=_cell(_together(shares, name), wish.address(criterion=name)),
        cells=tuple(_cell(own.get(one.key, Share()), wish.address(criterion=name, who=one.key)) for one in people),
    )


def _together(shares: Shares, name: str) -> Share:
    return sum((share for (_, criterion), share in shares.items() if criterion == name), Share())


def _cell(share: Share, href: str) -> CellView:
    level = share.level if share.calls else None
    return CellView(share=share.of_all, passed=share.passed, calls=share.calls, level=level, href=href)


def _call(call: ScoredCall, names: Mapping[OperatorId, str], titles: Mapping[str, str], criterion: str) -> CallView:
    page = f"/calls/{call.call}" if call.call else f"/recordings/{call.recording}"
    return CallView(
        href=f"{page}#verdict-{criterion}" if criterion else page,
        at=call.at,
        administrator=names.get(call.administrator, "") if call.administrator else "",
        is_outside=call.call is None,
        points=call.points,
        max_points=call.max_points,
        critical=tuple(titles.get(name, name.replace("_", " ")) for name in call.critical),
        unsure=call.unsure,
        verdict=call.letter(criterion) if criterion else "",
    )
