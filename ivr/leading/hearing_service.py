"""Listening to one call, and when an answer in it is over."""

from datetime import datetime, timedelta
from functools import partial

from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.port import ExchangeError
from callcenter.telephony.voice_port import SoundFrame
from ivr.answers.question import Question, Understood
from ivr.flow.commands import Listen
from ivr.hearing.ending import EndingOf, ending_of
from ivr.hearing.loader import load_endings
from ivr.hearing.news import Deaf, HearsAgain
from ivr.hearing.port import EarSession, Told
from ivr.leading.parts import LeadingParts
from ivr.leading.progress_service import Progress

_log = get_logger(__name__)

SOUND_WITHIN = timedelta(seconds=3)
"""A call of which no sound has come by then is led by keys, until some comes."""


class Hearing:
    """The ear of one call."""

    def __init__(self, parts: LeadingParts, there: ProviderCallId, call: CallId, told: Told) -> None:
        self._parts, self._there, self._id, self._told = parts, there, call, told
        self._ear: EarSession | None = None
        self._has_sound = self._is_late = False

    @property
    def is_on(self) -> bool:
        """Whether somebody listens."""
        return self._ear is not None

    def begin(self, language: Language) -> bool:
        """Let the exchange give us the patient's sound, where it does; once more after it was away. False where it
        cannot: then keys alone answer, and nobody tells who took the call."""
        self.end()
        if not self._parts.exchange.hears:
            return True
        if self._parts.ear is None:
            return False
        self._ear = ear = self._parts.ear.open(language, self._told)
        self._has_sound = self._is_late = False
        try:
            self._parts.exchange.listen(self._there, partial(self._put, ear))
        except ExchangeError as exc:
            _log.error("the sound of a call cannot be had; keys alone answer", call=self._id, why=str(exc))
            self.end()
            return False
        self._parts.timers.later(SOUND_WITHIN, partial(self._look, ear))
        return True

    def lost(self) -> None:
        """The exchange gives no more sound."""
        if self._ear is not None:
            self._say_deaf("the exchange lost the call's sound")

    def _put(self, ear: EarSession, frame: SoundFrame) -> None:
        if not self._has_sound and ear is self._ear:
            self._has_sound = True
            if self._is_late:
                self._is_late = False
                self._told(HearsAgain(at=self._parts.clock.now()))
        ear.put(frame)

    def _look(self, ear: EarSession) -> None:
        """No sound yet. Some telephones send none while nobody speaks; then what is said is heard all the same."""
        if ear is self._ear and not self._has_sound:
            self._is_late = True
            self._say_deaf("no sound has come")

    def _say_deaf(self, why: str) -> None:
        _log.error("the sound of a call cannot be had; keys alone answer", call=self._id, why=why)
        self._told(Deaf(at=self._parts.clock.now(), why=why))

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
