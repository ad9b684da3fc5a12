"""The files under tests/golden/spoken, written by the code; a person reads them before they are committed.

`python -m tests.support.spoken_golden` writes the parts again; the tests compare and never write.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from callcenter.kit.languages import Language
from callcenter.kit.spoken.registry import words_for

FOLDER = Path(__file__).parents[1] / "golden" / "spoken"

_FIRST_DAY = date(2026, 7, 1)


def moments(language: Language) -> Iterator[str]:
    """Moments of every day, hour, weekday and month, on the screen and aloud."""
    words = words_for(language)
    yield "# moment | happens on, screen | happens on, aloud | named, screen | named, aloud"
    for row in path_of("moments", language).read_text(encoding="utf-8").splitlines()[1:]:
        at = datetime.fromisoformat(row.split(" | ")[0])
        on, named = words.on(at.date(), at.time()), words.named(at.date(), at.time())
        yield " | ".join((f"{at:%Y-%m-%d %H:%M}", on.screen, on.spoken, named.screen, named.spoken))


def days(language: Language) -> Iterator[str]:
    """Every day of a year."""
    words = words_for(language)
    yield "# day | when something happens | what something is booked for | as a name"
    for nth in range(365):
        day = _FIRST_DAY + timedelta(days=nth)
        said = (words.day_on(day), words.day_for(day), words.day_named(day))
        yield " | ".join((day.isoformat(), *(wording.spoken for wording in said)))


def times(language: Language) -> Iterator[str]:
    """Every fifth minute of a day."""
    words = words_for(language)
    yield "# time | when something happens | what something is booked for | as a name | from it until 35 minutes later"
    for minutes in range(0, 24 * 60, 5):
        at, until = (time(*divmod(one % (24 * 60), 60)) for one in (minutes, minutes + 35))
        said = (words.time_at(at), words.time_for(at), words.time_named(at), words.hours(at, until))
        yield " | ".join((f"{at:%H:%M}", *(wording.spoken for wording in said)))


PARTS: Mapping[str, Callable[[Language], Iterator[str]]] = {"moments": moments, "days": days, "times": times}


def path_of(part: str, language: Language) -> Path:
    """Where the checked words of a part lie."""
    return FOLDER / part / f"{language.value}.txt"


def _write() -> None:
    for part, rows in PARTS.items():
        for language in Language:
            text = "\n".join(rows(language)) + "\n"
            path_of(part, language).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write()
