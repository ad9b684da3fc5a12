"""A voice engine that is waited for no longer than a caller would wait."""

import queue
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from callcenter.kit.languages import Language
from ivr.speech.port import Speaker, Speech, SpeechError

LIMIT_S = 3.0
"""A sentence takes about 10 ms; after this the caller hears the general prompt."""


class PromptVoice(Protocol):
    """A speech engine that says prompts."""

    def speak(self, text: str, language: Language, speaker: str) -> Speech:
        """As `ivr.speech.port.Voice`."""
        ...

    def fingerprint(self, text: str, language: Language, speaker: str) -> str:
        """Names everything that shapes the sound of a text: engine, voice, settings, text. Never slow."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    text: str
    language: Language
    done: "Future[Speech]"


class LimitedVoice:
    """Has one thread of its own speak. Texts wait for each other; while one hangs, the others are refused at once."""

    def __init__(self, voice: PromptVoice, *, limit_s: float = LIMIT_S) -> None:
        self._voice = voice
        self._limit_s = limit_s
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._busy_since: float | None = None

    def fingerprint(self, text: str, language: Language) -> str:
        """What names the sound of a text. Raises SpeechError."""
        return self._voice.fingerprint(text, language, Speaker.ROBOT)

    def speak(self, text: str, language: Language) -> Speech:
        """`text` as the clinic's robot says it. Raises SpeechError, at the latest when the limit is over."""
        since = self._busy_since
        if since is not None and time.monotonic() - since > self._limit_s:
            raise SpeechError(
                "the voice engine hangs at another text; restart it where it does not come back by itself"
            )
        job = _Job(text, language, Future())
        self._jobs.put(job)
        self._start()
        try:
            return job.done.result(timeout=self._limit_s)
        except TimeoutError as exc:
            job.done.cancel()
            raise SpeechError(f"the voice engine did not answer within {self._limit_s:g} s") from exc

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                # A daemon: an engine that hangs does not keep the process from ending.
                self._thread = threading.Thread(target=self._work, name="prompt-voice", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            job = self._jobs.get()
            if not job.done.set_running_or_notify_cancel():
                continue  # its caller has heard the general prompt
            self._busy_since = time.monotonic()
            try:
                job.done.set_result(self._voice.speak(job.text, job.language, Speaker.ROBOT))
            except SpeechError as exc:
                job.done.set_exception(exc)
            except Exception as exc:  # noqa: BLE001 - the edge of a thread: whatever an engine throws is its failure
                job.done.set_exception(SpeechError(f"the voice engine failed ({type(exc).__name__})"))
            finally:
                self._busy_since = None
