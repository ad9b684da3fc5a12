"""The live recogniser of recordings as the robots' ear needs it: `ivr.hearing.port.CallRecogniser`."""

import threading
from collections import deque
from collections.abc import Callable

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.voice_port import SoundFrame
from ivr.hearing.port import AllTold, GaveUp, Interrupted, Ready, Recognised, RecogniserNews, TimedWord
from recordings.model_shelf.model_store import ModelStore
from recordings.model_shelf.wording import no_model
from recordings.transcribe.live.port import (
    BadFrameError,
    Final,
    Frame,
    LiveEvent,
    LiveRecogniser,
    LiveSession,
    Lost,
    Over,
    Partial,
    Settled,
)
from recordings.transcribe.port import ModelUnusableError, SpeechModel
from recordings.transcript import Speaker, Word

_log = get_logger(__name__)

_MOST_WAITING = 500
"""Frames kept while a model is being loaded: ten seconds. Later ones take the place of the first."""


class LiveWords:
    """Gives sessions of the live recogniser by language, to so many calls at once as the machine has room for."""

    def __init__(self, models: ModelStore, live: LiveRecogniser, most: int = 8) -> None:
        """`most` calls at once: with more, words would come late for all."""
        self._models, self._live = models, live
        self._room = threading.BoundedSemaphore(most)
        self._warm: dict[Language, LiveSession] = {}

    def open(self, language: Language, told: Callable[[RecogniserNews], None]) -> "LiveWordsSession":
        """Begin; the model is loaded in a thread of its own where it is not there yet.

        Where too many calls are listened to already, it gives up at once.
        """
        if not self._room.acquire(blocking=False):
            _log.warning("too many calls at once for the recogniser; keys alone answer", language=language.value)
            session = LiveWordsSession(told)
            session.give_up("too many calls are listened to at once")
            return session
        session = LiveWordsSession(told, self._room.release)
        threading.Thread(target=self._open, args=(language, session), name="speech model", daemon=True).start()
        return session

    def warm(self, language: Language) -> bool:
        """Load the model of a language, and keep it: the first answer of a call does not wait for it. Waits.

        False where there is none that can be used; then nothing is kept.
        """
        if language in self._warm:
            return True
        try:
            model = self._model(language)
            self._warm[language] = self._live.open(Speaker.PATIENT, model, _Nobody())
        except CallCenterError as exc:
            _log.warning("robots understand no speech, only keys", language=language.value, reason=str(exc))
            return False
        return True

    def load(self, language: Language) -> bool:
        """Load the model of a language for a call that begins soon; the recogniser lets go of it by itself where none
        comes. Waits. False where there is none that can be used."""
        try:
            self._live.open(Speaker.PATIENT, self._model(language), _Nobody()).close()
        except CallCenterError as exc:
            _log.warning("robots understand no speech, only keys", language=language.value, reason=str(exc))
            return False
        return True

    def close(self) -> None:
        """Let go of what is kept."""
        for session in self._warm.values():
            session.close()
        self._warm.clear()

    def _model(self, language: Language) -> SpeechModel:
        model = self._models.find(language)
        if model is None:
            raise ModelUnusableError(no_model(language))
        return model

    def _open(self, language: Language, session: "LiveWordsSession") -> None:
        try:
            session.begin(self._live.open(Speaker.PATIENT, self._model(language), session))
        except CallCenterError as exc:
            session.give_up(str(exc))
        except Exception:  # noqa: BLE001 - edge of a thread: the call goes on by keys
            _log.exception("a live recogniser could not be opened", language=language.value)
            session.give_up("the recogniser could not be started")


class LiveWordsSession:
    """`RecogniserSession`, and the listener of the session behind it."""

    def __init__(self, told: Callable[[RecogniserNews], None], left: Callable[[], None] = lambda: None) -> None:
        """`left` is called once, when it is closed."""
        self._told, self._left = told, left
        self._lock = threading.Lock()
        self._session: LiveSession | None = None
        self._waiting: deque[SoundFrame | None] = deque(maxlen=_MOST_WAITING)
        """What came before the session was there; None is `settle`."""
        self._is_closed = False

    def put(self, frame: SoundFrame) -> None:
        """Hear a little more."""
        self._do(frame)

    def settle(self) -> None:
        """Whoever spoke has paused."""
        self._do(None)

    def close(self) -> None:
        """There will be no more."""
        with self._lock:
            was_closed, self._is_closed = self._is_closed, True
            self._waiting.clear()
            if self._session is not None:
                self._session.close()
        if not was_closed:
            self._left()

    def begin(self, session: LiveSession) -> None:
        """The recogniser is there."""
        with self._lock:
            self._session = session
            while self._waiting:
                _hand_on(session, self._waiting.popleft())
            if self._is_closed:
                session.close()
        self._tell(Ready())

    def give_up(self, why: str) -> None:
        """There will be none."""
        with self._lock:
            self._waiting.clear()
        self._tell(GaveUp(why))

    def tell(self, event: LiveEvent) -> None:
        """Hand the recogniser's news on."""
        match event:
            case Partial(words=words):
                self._tell(Recognised(_timed(words), is_final=False))
            case Final(words=words):
                self._tell(Recognised(_timed(words), is_final=True))
            case Settled():
                self._tell(AllTold())
            case Lost():
                self._tell(Interrupted())
            case Over(why=why) if why:
                self.give_up(why)

    def _do(self, what: SoundFrame | None) -> None:
        with self._lock:
            if self._is_closed:
                return
            if self._session is None:
                self._waiting.append(what)
            else:
                _hand_on(self._session, what)

    def _tell(self, news: RecogniserNews) -> None:
        if not self._is_closed:
            self._told(news)


class _Nobody:
    """Listens to a session that only keeps a model loaded."""

    def tell(self, event: LiveEvent) -> None:
        """Nothing is said in it."""


def _hand_on(session: LiveSession, what: SoundFrame | None) -> None:
    if what is None:
        session.settle()
        return
    try:
        frame = Frame(side=Speaker.PATIENT, sequence=what.sequence, at=what.at, rate=what.rate, samples=what.samples)
    except BadFrameError:
        _log.warning("a frame of an exchange cannot be speech")
        return
    session.put(frame)


def _timed(words: tuple[Word, ...]) -> tuple[TimedWord, ...]:
    return tuple(TimedWord(word.text, word.start, word.end) for word in words)
