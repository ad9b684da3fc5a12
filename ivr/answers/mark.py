"""A few words of a wish that tell of a day or a time, and the names of what they can be. Pure."""

from dataclasses import dataclass

DAY_NAMES = ("wd1", "wd2", "wd3", "wd4", "wd5", "wd6", "wd7")
_NEXT_NAMES = tuple(f"{sign}{name}" for name in DAY_NAMES for sign in ("n", "nn"))
_OTHER_NAMES = tuple(f"{sign}{name}" for name in DAY_NAMES for sign in "pw")
"""'On Fridays', and 'a week on Friday'."""
DENIABLE = frozenset(
    (*DAY_NAMES, *_NEXT_NAMES, *_OTHER_NAMES, "d0", "d1", "d2", "d3", "date", "monthday", "time", "tonight")
) | {"next_day"}
_FEAST = "feast"
OF_TIME = DENIABLE | {"now"}
PARTS = frozenset({"morning", "afternoon", "evening"})
DAY_PARTS = frozenset({"tonight", "d0morning", "d0afternoon", "d1morning", "d1evening"})
TURNS = frozenset({"turn", "give"})
"""A change of mind, and 'put me down for', behind which stands what is wished."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words of a wish: what they are, and where."""

    name: str
    """A name of the vocabulary, or `time` (minutes of the day), `date` (month * 100 + day), `monthday`, `number`."""
    first: int
    end: int
    value: int = 0
    is_exact: bool = False
    """Of a time: the part of the day was said with it."""
    is_denied: bool = False


def is_feast(mark: Mark) -> bool:
    """A day of the calendar with a name of its own: `feast1224`."""
    return mark.name.startswith(_FEAST)


def kind_of(mark: Mark) -> str:
    """Day, part of the day or time; '' for what is none of them."""
    if is_feast(mark):
        return "day"
    if mark.name in PARTS:
        return "part"
    if mark.name not in DENIABLE:
        return ""
    return "time" if mark.name == "time" else "day"
