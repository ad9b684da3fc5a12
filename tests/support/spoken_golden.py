"""The files under tests/golden/spoken, written by the code; a person reads them before they are committed.

`python -m tests.support.spoken_golden` writes the parts again; the tests compare and never write.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from callcenter.kit.languages import Language
from callcenter.kit.spoken.addresses.registry import address
from callcenter.kit.spoken.money import price
from callcenter.kit.spoken.names.doctors import DoctorWords, doctor_words
from callcenter.kit.spoken.registry import words_for
from callcenter.kit.spoken.telephones import telephone
from callcenter.kit.spoken.wording import words

FOLDER = Path(__file__).parents[1] / "golden" / "spoken"

_FIRST_DAY = date(2026, 7, 1)


def moments(language: Language) -> Iterator[str]:
    """Moments of every day, hour, weekday and month, on the screen and aloud."""
    said_in = words_for(language)
    yield "# moment | happens on, screen | happens on, aloud | named, screen | named, aloud"
    for row in path_of("moments", language).read_text(encoding="utf-8").splitlines()[1:]:
        at = datetime.fromisoformat(row.split(" | ")[0])
        on, named = said_in.on(at.date(), at.time()), said_in.named(at.date(), at.time())
        yield " | ".join((f"{at:%Y-%m-%d %H:%M}", on.screen, on.spoken, named.screen, named.spoken))


def days(language: Language) -> Iterator[str]:
    """Every day of a year."""
    said_in = words_for(language)
    yield "# day | when something happens | what something is booked for | as a name"
    for nth in range(365):
        day = _FIRST_DAY + timedelta(days=nth)
        said = (said_in.day_on(day), said_in.day_for(day), said_in.day_named(day))
        yield " | ".join((day.isoformat(), *(wording.spoken for wording in said)))


def times(language: Language) -> Iterator[str]:
    """Every fifth minute of a day."""
    said_in = words_for(language)
    yield "# time | when something happens | what something is booked for | as a name | from it until 35 minutes later"
    for minutes in range(0, 24 * 60, 5):
        at, until = (time(*divmod(one % (24 * 60), 60)) for one in (minutes, minutes + 35))
        said = (said_in.time_at(at), said_in.time_for(at), said_in.time_named(at), said_in.hours(at, until))
        yield " | ".join((f"{at:%H:%M}", *(wording.spoken for wording in said)))


_PRICES = words(
    "0 1 2 5 11 12 21 22 65 80 99 100 101 102 111 112 121 150 200 201 202 222 250 300 450 500 600 999 "
    "1000 1001 1002 1010 1100 1200 1500 1850 2000 2001 2200 2500 3000 4000 5000 7350 9999 10000 11000 "
    "12500 15015 20000 21000 22022 25000 41341 54999 99999 100000"
)
_HOME = {Language.RU: "RUB", Language.UK: "UAH", Language.PL: "PLN", Language.EN: "GBP", Language.ZH: "CNY"}


def prices(language: Language) -> Iterator[str]:
    """Telling prices up to 100,000 in the country's own money, some with hundredths, and in other money."""
    home = _HOME[language]
    asked = [(int(whole), 0, home) for whole in _PRICES]
    asked += [(45, cents, home) for cents in (1, 2, 5, 10, 22, 50, 99)] + [(0, 50, home)]
    asked += [(n, c, code) for code in _HOME.values() if code != home for n, c in ((1, 0), (2, 0), (21, 2), (1005, 0))]
    asked += [(n, c, code) for code in ("EUR", "USD") for n, c in ((1, 0), (2, 1), (21, 22), (95, 0))]
    yield "# price | on the screen | aloud"
    for whole, cents, code in asked:
        told = price(whole, code, language, cents=cents)
        yield f"{whole}.{cents:02} {code} | {told.screen} | {told.spoken}"


def _by_first_column(part: str, language: Language, *columns: Callable[[str], str]) -> Iterator[str]:
    """A part whose first column a person wrote: the code gives the others."""
    head, *rows = path_of(part, language).read_text(encoding="utf-8").splitlines()
    yield head
    for row in rows:
        written = row.split(" | ")[0]
        yield " | ".join((written, *(column(written) for column in columns)))


def telephones(language: Language) -> Iterator[str]:
    """Telephone numbers as they are written."""
    return _by_first_column("telephones", language, lambda text: telephone(text, language))


def doctors(language: Language) -> Iterator[str]:
    """Doctors as a clinic writes them."""

    def told(name: str) -> DoctorWords:
        return doctor_words(name, language)

    names = (lambda name: told(name).named, lambda name: told(name).to, lambda name: told(name).at)
    return _by_first_column("doctors", language, *names)


def addresses(language: Language) -> Iterator[str]:
    """Addresses as clinics write them."""
    return _by_first_column("addresses", language, lambda text: address(text, language).spoken)


PARTS: Mapping[str, Callable[[Language], Iterator[str]]] = {
    "moments": moments,
    "days": days,
    "times": times,
    "prices": prices,
    "telephones": telephones,
    "doctors": doctors,
    "addresses": addresses,
}


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
