"""The ear: sound in, news of voices, beeps and words out, with the moments at which they sounded."""

import threading
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.voice_port import SoundFrame
from ivr.hearing.news import (
    Beeped,
    Deaf,
    HearingNews,
    HearsAgain,
    Settled,
    Speaking,
    SpokenWord,
    VoiceBegan,
    VoiceEnded,
    WordsHeard,
)
from ivr.hearing.port import (
    AllTold,
    CallRecogniser,
    GaveUp,
    Interrupted,
    Ready,
    Recognised,
    RecogniserNews,
    RecogniserSession,
    Told,
)
from ivr.hearing.sound_watch import BeepEnded, SoundWatch
from ivr.hearing.voice import Change, VoiceChange

_log = get_logger(__name__)

SETTLE_AFTER_S = 0.24
"""After so much quiet the words so far are asked for: longer than any closure within a word."""
AGAIN_AFTER = timedelta(seconds=20)
"""A recogniser that gave up in a call is tried again after this."""


class LiveEar:
    """`Ear` over the sound of the exchange and a recogniser."""

    def __init__(self, recogniser: CallRecogniser, clock: Clock) -> None:
        self._recogniser, self._clock = recogniser, clock

    def open(self, language: Language, told: Told) -> "CallEar":
        """Begin to hear a call."""
        return CallEar(language, told, self._recogniser, self._clock)


class CallEar:
    """`EarSession`. Frames come in the exchange's thread, words in the recogniser's."""

    def __init__(self, language: Language, told: Told, recogniser: CallRecogniser, clock: Clock) -> None:
        self._language, self._told, self._recogniser, self._clock = language, told, recogniser, clock
        self._lock = threading.Lock()
        self._watch = SoundWatch()
        self._origin: datetime | None = None
        """The moment of the frames' zero: that of the frame that came with the least delay."""
        self._heard_to = 0.0
        self._asked: deque[float] = deque()
        """Up to where words were asked for, for each `settle` that is not answered."""
        self._has_unsettled = False
        self._deaf_since: datetime | None = None
        self._was_ready = False
        self._is_closed = False
        self._words = self._open()

    def put(self, frame: SoundFrame) -> None:
        """Hear a little more."""
        now = self._clock.now()
        with self._lock:
            if self._is_closed:
                return
            self._follow(frame, now)
            news = [self._news_of(change) for change in self._watch.hear(frame)]
            self._has_unsettled |= any(isinstance(one, VoiceBegan) for one in news)
            settles = self._has_unsettled and not self._watch.is_voice_on and self._watch.quiet_s >= SETTLE_AFTER_S
            if settles:
                self._has_unsettled = False
                self._asked.append(self._heard_to)
            tries_again = self._is_to_be_tried_again(now)
            self._deaf_since = now if tries_again else self._deaf_since
        if tries_again:
            self._words.close()
            self._words = self._open()
        words = self._words
        words.put(frame)
        if settles:
            words.settle()
        self._tell(news)

    def close(self) -> None:
        """There will be no more."""
        with self._lock:
            self._is_closed = True
        self._words.close()

    def _open(self) -> RecogniserSession:
        return self._recogniser.open(self._language, self._recognised)

    def _is_to_be_tried_again(self, now: datetime) -> bool:
        return self._was_ready and self._deaf_since is not None and now - self._deaf_since >= AGAIN_AFTER

    def _follow(self, frame: SoundFrame, now: datetime) -> None:
        end = frame.at + len(frame.samples) / 2 / max(1, frame.rate)
        origin = now - timedelta(seconds=end)
        self._origin = origin if self._origin is None else min(origin, self._origin)
        self._heard_to = max(self._heard_to, end)

    def _at(self, seconds: float) -> datetime:
        return (self._origin or self._clock.now()) + timedelta(seconds=seconds)

    def _news_of(self, change: VoiceChange | BeepEnded) -> HearingNews:
        at = self._at(change.at)
        match change:
            case BeepEnded():
                return Beeped(at=at)
            case VoiceChange(change=Change.BEGAN):
                return VoiceBegan(at=at)
            case VoiceChange(change=Change.SPEAKING):
                return Speaking(at=at)
            case _:
                return VoiceEnded(at=at)

    def _recognised(self, news: RecogniserNews) -> None:
        now = self._clock.now()
        with self._lock:
            told = [] if self._is_closed else self._news_of_words(news, now)
        self._tell(told)

    def _news_of_words(self, news: RecogniserNews, now: datetime) -> list[HearingNews]:
        match news:
            case Recognised(words=words, is_final=is_final):
                self._has_unsettled |= not is_final
                spoken = (
                    SpokenWord(text=word.text, begin=self._at(word.begin), end=self._at(word.end)) for word in words
                )
                return [WordsHeard(words=tuple(spoken), is_final=is_final)]
            case AllTold():
                return [Settled(at=self._at(self._asked.popleft()))] if self._asked else []
            case Ready():
                self._was_ready, was_deaf, self._deaf_since = True, self._deaf_since, None
                return [HearsAgain(at=now)] if was_deaf else []
            case Interrupted():
                self._asked.clear()
                return []
            case GaveUp(why=why):
                self._asked.clear()
                is_news, self._deaf_since = self._deaf_since is None, now
                if is_news:
                    _log.warning("no words can be made out in a call; keys alone answer", language=self._language.value)
                return [Deaf(at=now, why=why)] if is_news else []

    def _tell(self, news: Sequence[HearingNews]) -> None:
        for one in news:
            self._told(one)
