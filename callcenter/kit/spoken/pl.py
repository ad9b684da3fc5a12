"""Polish dates and times: 'we wtorek, dwudziestego czwartego listopada, o piętnastej trzydzieści'."""

from datetime import date, time

from callcenter.kit.spoken.slavic import number_of
from callcenter.kit.spoken.wording import DateWords, Wording, words

_ON = ("w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę")
_NAMED = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")
_MONTHS = words("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia")
_CARDINALS = words(
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście "
    "trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście"
)
_TENS = words(
    "_ _ dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt"
)
_HUNDREDS = words("sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset")
# Ordinals in the masculine nominative; the other forms are made from them by _inflect.
_ORDINALS = words(
    "zerowy pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty jedenasty "
    "dwunasty trzynasty czternasty piętnasty szesnasty siedemnasty osiemnasty dziewiętnasty"
)
_ROUND_ORDINALS = {2: "dwudziesty", 3: "trzydziesty"}


def number(value: int) -> str:
    """A whole number from 0 to 999,999 in words, nominative masculine."""
    return number_of(value, _CARDINALS, _TENS, _HUNDREDS, _thousands)


def _thousands(count: int) -> str:
    """Tysiąc, dwa tysiące, pięć tysięcy, dwadzieścia jeden tysięcy."""
    if count == 1:
        return "tysiąc"
    is_few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{number(count)} {'tysiące' if is_few else 'tysięcy'}"


def _inflect(ordinal: str, form: str) -> str:
    """One ordinal word in a form: 'm' drugi, 'gen' drugiego, 'f' druga, 'n' drugie, 'acc' drugą, 'loc' drugiej."""
    if form == "m":
        return ordinal
    stem, last = ordinal[:-1], ordinal[-1]
    if last == "y":
        return stem + {"gen": "ego", "f": "a", "n": "e", "acc": "ą", "loc": "ej"}[form]
    if ordinal == "drugi":
        return {"gen": "drugiego", "f": "druga", "n": "drugie", "acc": "drugą", "loc": "drugiej"}[form]
    return {"gen": "trzeciego", "f": "trzecia", "n": "trzecie", "acc": "trzecią", "loc": "trzeciej"}[form]


def ordinal(value: int, form: str) -> str:
    """An ordinal from 0 to 31; in Polish both parts of a compound change: dwudziestego czwartego."""
    if value < 20:
        return _inflect(_ORDINALS[value], form)
    tens, units = divmod(value, 10)
    first = _inflect(_ROUND_ORDINALS[tens], form)
    return first if not units else f"{first} {_inflect(_ORDINALS[units], form)}"


def _day_on(day: date) -> Wording:
    weekday, month = _ON[day.weekday()], _MONTHS[day.month - 1]
    return Wording(f"{weekday} {day.day} {month}", f"{weekday}, {ordinal(day.day, 'gen')} {month}")


def _day_named(day: date) -> Wording:
    weekday, month = _NAMED[day.weekday()], _MONTHS[day.month - 1]
    return Wording(f"{weekday} {day.day} {month}", f"{weekday}, {ordinal(day.day, 'm')} {month}")


def _day_for(day: date) -> Wording:
    weekday, month = _ON[day.weekday()].split()[1], _MONTHS[day.month - 1]
    return Wording(f"na {weekday} {day.day} {month}", f"na {weekday}, {ordinal(day.day, 'gen')} {month}")


def _clock(at: time, form: str) -> str:
    hour = ordinal(at.hour, form)
    if at.minute == 0:
        return hour
    return f"{hour} zero {number(at.minute)}" if at.minute < 10 else f"{hour} {number(at.minute)}"


def _time_named(at: time) -> Wording:
    return Wording(f"{at.hour}:{at.minute:02}", f"godzina {_clock(at, 'f')}")


def _time_at(at: time) -> Wording:
    return Wording(f"o {at.hour}:{at.minute:02}", f"o {_clock(at, 'loc')}")


def _time_for(at: time) -> Wording:
    return Wording(f"na {at.hour}:{at.minute:02}", f"na godzinę {_clock(at, 'acc')}")


def _hours_between(begin: time, end: time) -> Wording:
    shown = f"od {begin.hour}:{begin.minute:02} do {end.hour}:{end.minute:02}"
    return Wording(shown, f"od {_clock_genitive(begin)} do {_clock_genitive(end)}")


def _clock_genitive(at: time) -> str:
    """'dziewiątej trzydzieści': in the feminine the form of the locative."""
    return _clock(at, "loc") if at.hour or at.minute else "północy"


def day_genitive(day: int) -> str:
    """The day of a month as streets are named after it: 'trzeciego' in 'ulica Trzeciego Maja'."""
    return ordinal(day, "gen")


WORDS = DateWords(
    day_on=_day_on,
    day_named=_day_named,
    time_at=_time_at,
    time_named=_time_named,
    day_for=_day_for,
    time_for=_time_for,
    hours=_hours_between,
    books_for_time=True,
)
