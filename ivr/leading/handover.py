"""Giving a call that cannot be led to a person: a word first where there is one, then the queue. Pure.

Whatever news is lost, the patient is not left in silence: `next_at` says when `tick` must come, and what was asked for
is asked for again. An exchange that is about it already changes nothing for that.
"""

from datetime import datetime, timedelta

from ivr.flow.model import Whom
from ivr.leading.orders import Order, PutDown, PutOn, SayGeneral

RECEPTION = "reception"
MOST_TIMES = 20
"""So often a call that we cannot lead is given to the queue, which keeps it for a while each time."""
PAST_ALL = 1_000_000
"""Commands of ours beyond those of any flow."""
_WORDS_WITHIN = timedelta(seconds=20)
"""The general prompt is over by then."""
_AGAIN_AFTER = timedelta(seconds=60)
_REFUSED_FOR = timedelta(seconds=5)
_A_REFUSAL = 5
"""A queue that is refused for good counts as so many times."""


class HandOver:
    """The handing over of one call."""

    def __init__(self) -> None:
        self.is_begun = False
        self.next_at: datetime | None = None
        """When `tick` must come; None while there is nothing to wait for."""
        self._is_speaking = False
        self._times = 0
        self._command = PAST_ALL

    def begin(self, now: datetime, *, has_words: bool) -> list[Order]:
        """The call is for a person; `has_words`: there is a prompt that says so."""
        if self.is_begun:
            return []
        self.is_begun = True
        if not has_words:
            return self.again(now)
        self._is_speaking = True
        self.next_at = now + _WORDS_WITHIN
        return [SayGeneral(PAST_ALL)]

    def again(self, now: datetime) -> list[Order]:
        """We have the call (again): to the queue, as often as that makes sense."""
        self.is_begun, self._is_speaking = True, False
        self._times += 1
        self._command = PAST_ALL + self._times
        if self._times > MOST_TIMES:
            self.next_at = None
            return [PutDown()]
        self.next_at = now + _AGAIN_AFTER
        return [PutOn(self._command, Whom.QUEUE, RECEPTION)]

    def played(self, command: int, now: datetime) -> list[Order]:
        """A prompt is over."""
        return self.again(now) if self._is_speaking and command == PAST_ALL else []

    def refused(self, order: Order, now: datetime) -> list[Order]:
        """The exchange will never do this."""
        if isinstance(order, SayGeneral):
            return self.played(order.command, now)
        if isinstance(order, PutOn):
            self._times += _A_REFUSAL
            self.next_at = now + _REFUSED_FOR
            self._command = 0
        return []

    def tick(self, now: datetime) -> list[Order]:
        """Time has passed."""
        if self.next_at is None or now < self.next_at:
            return []
        if self._is_speaking or not self._command:
            return self.again(now)
        self.next_at = now + _AGAIN_AFTER
        return [PutOn(self._command, Whom.QUEUE, RECEPTION)]

    def taken(self) -> None:
        """The exchange has put the call into the queue by itself: it is a person's, with no word of ours."""
        self.is_begun = True
        self.over()

    def over(self) -> None:
        """Somebody has it, or it has ended."""
        self.next_at, self._is_speaking = None, False
