"""One meaning in two writings: to be read on a screen and to be said by a voice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Wording:
    """A piece of text; `spoken` has every number in words, as a speech synthesiser and a recogniser need it."""

    screen: str
    spoken: str


def same(text: str) -> Wording:
    """A text that is said as it is written."""
    return Wording(text, text)


def words(text: str) -> tuple[str, ...]:
    """The words of a table written as one text, such as the names of the months."""
    return tuple(text.split())


def joined(said: str, rest: int, say: Callable[[int], str]) -> str:
    """A number of which the greater part is said: with the rest, where there is one."""
    return f"{said} {say(rest)}" if rest else said


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """How one language says days and times of day."""

    day_on: Callable[[date], Wording]
    """When something happens: 'on Tuesday 24 November'."""
    day_named: Callable[[date], Wording]
    """The day as a name: 'Tuesday 24 November'."""
    time_at: Callable[[time], Wording]
    """When something happens: 'at 3:30 pm'. Seconds are left out."""
    time_named: Callable[[time], Wording]
    """The time as a name: '3:30 pm'."""
    day_for: Callable[[date], Wording]
    """What something is booked for: 'for Tuesday 24 November'."""
    time_for: Callable[[time], Wording]
    """What something is booked for, where the day is known: 'for 3:30 pm'."""
    hours: Callable[[time, time], Wording]
    """From one time of a day until another: 'from 9:00 am to 6:00 pm'."""
    books_for_time: bool = False
    """Whether the time, too, takes the preposition of `day_for` after it: 'na wtorek, na godzinę szesnastą'."""
    joint: str = ", "
    """What stands between the day and the time in speech and in names on the screen."""
    screen_joint: str = " "
    """What stands between the day and the time of `on` on the screen."""

    def on(self, day: date, at: time) -> Wording:
        """Day and time together: 'on Tuesday 24 November at 3:30 pm'."""
        left, right = self.day_on(day), self.time_at(at)
        return Wording(left.screen + self.screen_joint + right.screen, left.spoken + self.joint + right.spoken)

    def booked_for(self, day: date, at: time) -> Wording:
        """Day and time together, as what something is booked for: 'for Tuesday 24 November at 3:30 pm'."""
        left = self.day_for(day)
        right = self.time_for(at) if self.books_for_time else self.time_at(at)
        return Wording(left.screen + self.screen_joint + right.screen, left.spoken + self.joint + right.spoken)

    def named(self, day: date, at: time) -> Wording:
        """Day and time together as a name: 'Tuesday 24 November, 3:30 pm'."""
        left, right = self.day_named(day), self.time_named(at)
        return Wording(left.screen + self.joint + right.screen, left.spoken + self.joint + right.spoken)
