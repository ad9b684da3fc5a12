"""The exchange as one call's orders see it: given, given again where it cannot take them now, or refused for good."""

from datetime import datetime, timedelta

from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.telephony.port import ExchangeError
from callcenter.telephony.voice_port import Destination, Played, Prompt
from ivr.leading.orders import Await, FallSilent, Order, PutDown, PutOn, SayGeneral, Speak, TakeMessage
from ivr.leading.parts import GENERAL, LeadingParts
from ivr.leading.progress_service import Progress

_log = get_logger(__name__)

_ONCE_MORE = timedelta(seconds=2)
"""A command that the exchange did not take now is given again after this."""
_TAKES_THE_LINE = (Speak, SayGeneral, TakeMessage, PutOn, PutDown)
"""Of these the newest counts; the others are of no use later."""


class Outlet:
    """Gives the orders of one call."""

    def __init__(self, parts: LeadingParts, there: ProviderCallId, call: CallId) -> None:
        self._parts, self._exchange = parts, parts.exchange
        self._there, self._id = there, call
        self._said: Speak | None = None
        self._said_again = 0
        self._unsent: tuple[datetime, Order] | None = None
        """What the exchange did not take, and when it is given again."""

    @property
    def next_at(self) -> datetime | None:
        """When `due` must be asked; None while there is nothing to be given again."""
        return self._unsent[0] if self._unsent else None

    def give(self, order: Order, progress: Progress | None, now: datetime) -> bool:
        """Give it. False where it will never be done: refused for good, or words that cannot be had.

        Where the exchange cannot take it now it is `due` a moment later, unless a newer one comes.
        """
        if isinstance(order, _TAKES_THE_LINE):
            self._unsent = None
        try:
            return self._give(order, progress)
        except ExchangeError as exc:
            _log.warning("the exchange did not take a command", call=self._id, why=str(exc), order=type(order).__name__)
            if exc.retryable and isinstance(order, _TAKES_THE_LINE):
                self._unsent = now + _ONCE_MORE, order
            return exc.retryable

    def due(self, now: datetime) -> list[Order]:
        """What is to be given again."""
        if self._unsent is None or now < self._unsent[0]:
            return []
        order, self._unsent = self._unsent[1], None
        return [order]

    def forget(self) -> None:
        """Nothing is to be given again: the link is lost, or the call is over."""
        self._unsent = None

    def lacks(self, played: Played) -> list[Order] | None:
        """The exchange lacks files of these prompts: they are made anew and said once more. None where that has been
        tried; nothing where something else was said last."""
        _log.error("the exchange lacks prompts", call=self._id, prompts=list(played.missing))
        said = self._said
        if said is None or said.command != played.command:
            return []
        if self._said_again == played.command:
            return None
        self._said_again = played.command
        return [said]

    # Inside

    def _give(self, order: Order, progress: Progress | None) -> bool:
        there, exchange = self._there, self._exchange
        match order:
            case Speak():
                return progress is None or self._speak(order, progress)
            case SayGeneral(command=command):
                return progress is not None and self._say_general(command, progress)
            case FallSilent():
                exchange.stop_playing(there)
            case Await(language=language, seconds=seconds):
                exchange.expect_words(there, language, seconds)
            case TakeMessage(command=command, longest_s=longest, pause_s=pause):
                exchange.record_message(there, command, longest, pause)
            case PutOn(command=command, whom=whom, to=to):
                where = Destination(whom.value)
                to = self._parts.queues.get(to, to) if where is Destination.QUEUE else to
                exchange.put_through(there, command, where, to)
            case PutDown():
                exchange.hang_up(there)
        return True

    def _say_general(self, command: int, progress: Progress) -> bool:
        said = self._parts.sounds.general(progress.language)
        return said is not None and self._play(command, [said])

    def _speak(self, order: Speak, progress: Progress) -> bool:
        prompts = list(self._parts.sounds.prompts_of(order.said, progress.language))
        if any(one.id == GENERAL for one in prompts) and not progress.is_over:
            return False
        self._said = order
        is_said = self._play(order.command, prompts)
        self._parts.sounds.prepare(progress.likely(), progress.language)
        return is_said

    def _play(self, command: int, prompts: list[Prompt]) -> bool:
        if prompts:
            self._exchange.play(self._there, command, prompts)
        return bool(prompts)
