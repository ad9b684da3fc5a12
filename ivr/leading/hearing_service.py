"""Listening to one call, and when an answer in it is over."""

from datetime import datetime

from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.port import ExchangeError
from ivr.answers.question import Question, Understood
from ivr.flow.commands import Listen
from ivr.hearing.ending import EndingOf, ending_of
from ivr.hearing.loader import load_endings
from ivr.hearing.port import EarSession, Told
from ivr.leading.parts import LeadingParts
from ivr.leading.progress_service import Progress

_log = get_logger(__name__)


class Hearing:
    """The ear of one call."""

    def __init__(self, parts: LeadingParts, there: ProviderCallId, call: CallId, told: Told) -> None:
        self._parts, self._there, self._id, self._told = parts, there, call, told
        self._ear: EarSession | None = None

    @property
    def is_on(self) -> bool:
        """Whether somebody listens."""
        return self._ear is not None

    def begin(self, language: Language) -> bool:
        """Let the exchange give us the patient's sound, where it does; once more after it was away. False where it
        cannot: then keys alone answer, and nobody tells who took the call."""
        self.end()
        if self._parts.ear is None or not self._parts.exchange.hears:
            return True
        ear = self._parts.ear.open(language, self._told)
        try:
            self._parts.exchange.listen(self._there, ear.put)
        except ExchangeError as exc:
            _log.error("the sound of a call cannot be had; keys alone answer", call=self._id, why=str(exc))
            ear.close()
            return False
        self._ear = ear
        return True

    def end(self) -> None:
        """Nobody listens any more."""
        if self._ear is not None:
            self._ear.close()
            self._ear = None

    def ending_for(self, listen: Listen, now: datetime, progress: Progress | None) -> EndingOf:
        """How answers to a question end: by its parser."""
        understand, endings = self._parts.understand, load_endings(listen.language)

        def understood(text: str) -> Understood:
            moment, visits = progress.local(now) if progress else (now, ())
            return understand(
                Question(language=listen.language, asked=listen.asked, text=text, now=moment, visits=visits)
            )

        return lambda text: ending_of(text, listen.asked, endings, understood)
