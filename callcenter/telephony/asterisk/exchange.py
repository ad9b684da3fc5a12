"""Asterisk as the telephony port sees it: the commands, and the thread that listens to it."""

import threading

from callcenter.kit.clock import Clock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.asterisk.channels import is_call_id
from callcenter.telephony.asterisk.link import CommandRefusedError
from callcenter.telephony.asterisk.listening import Listening
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.asterisk.voice_verbs import VoiceVerbs
from callcenter.telephony.port import Capabilities, ExchangeError, Listener

_NORMAL_CLEARING = "16"  # Q.850


class AsteriskExchange(VoiceVerbs):
    """One Asterisk account. Operators answer and hold on their telephones, so of their calls only hanging up is done
    from here; calls that robots lead are led from here."""

    def __init__(self, settings: AsteriskSettings, clock: Clock) -> None:
        super().__init__()
        self._settings = settings
        self._clock = clock
        self._listening = Listening(settings, clock)
        self._thread: threading.Thread | None = None

    @property
    def name(self) -> str:
        """The account's name, as calls carry it."""
        return self._settings.name

    @property
    def capabilities(self) -> Capabilities:
        """Nothing beyond telling and hanging up."""
        return Capabilities()

    def start(self, listener: Listener) -> None:
        """Begin to tell `listener` what happens; the link is made in the background."""
        if self._thread is not None:
            raise ExchangeError(f"the exchange '{self.name}' has been started already", retryable=False)
        self._listening = Listening(self._settings, self._clock)
        self._thread = threading.Thread(
            target=self._listening.run, args=(listener,), name=f"exchange-{self.name}", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the link and the thread; calls in progress go on. May be called twice, and started again after it."""
        self._listening.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def hang_up(self, call: ProviderCallId) -> None:
        """End the call; one that is gone already is no error."""
        if not is_call_id(call):
            raise ExchangeError("this is no call of this exchange", retryable=False)
        link = self._link()
        with self._listening.lock:
            tracked = self._listening.translator.calls.get(call)
            if tracked is not None:
                tracked.hung_up_by_us = True
        try:
            link.request("Hangup", [("Channel", call), ("Cause", _NORMAL_CLEARING)])
        except CommandRefusedError as error:
            if "no such channel" not in error.said.lower():
                raise

    def answer(self, call: ProviderCallId, extension: str) -> None:
        """Not possible: the operator lifts the telephone."""
        raise _telephone_only("answer the call")

    def hold(self, call: ProviderCallId) -> None:
        """Not possible: the operator presses hold on the telephone."""
        raise _telephone_only("put the call on hold")

    def resume(self, call: ProviderCallId) -> None:
        """Not possible: the operator presses hold on the telephone again."""
        raise _telephone_only("take the call back")

    def speak(self, call: ProviderCallId, step: str, text: str, language: Language) -> None:
        """Not possible: the operator speaks."""
        raise ExchangeError("this exchange does not speak for the operator", retryable=False)


def _telephone_only(what: str) -> ExchangeError:
    return ExchangeError(f"{what} with the telephone; this exchange has no command for it", retryable=False)
