"""The exchange of another process, as the product's adapters see theirs."""

import itertools
import queue
import threading
from contextlib import suppress
from multiprocessing.connection import Client, Connection

from callcenter.kit.clock import Clock
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import Disconnected, ExchangeError, Listener
from callcenter.telephony.voice_port import Dial, NotRungError
from tests.support.faults.exchange_process import NOT_RUNG, OK

NAME = "far"
_REPLY_S = 0.3
_AGAIN_S = 0.05


class FarExchange:
    """Keeps trying to be connected, and hands news on."""

    def __init__(self, address: str, clock: Clock) -> None:
        self._address, self._clock = address, clock
        self._link: Connection | None = None
        self._sending = threading.Lock()
        self._numbers = itertools.count(1)
        self._replies: dict[int, queue.SimpleQueue[str]] = {}
        self._stopping = threading.Event()

    def start(self, listener: Listener) -> None:
        """Begin to tell news."""
        threading.Thread(target=self._run, args=(listener,), daemon=True).start()

    def dial(self, dial: Dial) -> None:
        """Ring a patient, as `VoiceExchange.dial`."""
        number, reply = next(self._numbers), queue.SimpleQueue[str]()
        self._replies[number] = reply
        try:
            self._send("dial", number, dial)
            said = reply.get(timeout=_REPLY_S)
        except queue.Empty:
            raise ExchangeError("the exchange did not answer", retryable=True) from None
        finally:
            self._replies.pop(number, None)
        if said == NOT_RUNG:
            raise NotRungError("there is no free line")
        if said != OK:
            raise ExchangeError("the exchange refused the number", retryable=False)

    def hang_up(self, call: ProviderCallId) -> None:
        """End a call."""
        self._send("hang up", 0, call)

    def _send(self, kind: str, number: int, what: object) -> None:
        with self._sending:
            if self._link is None:
                raise NotRungError("there is no link to the exchange")
            try:
                self._link.send((kind, number, what))
            except OSError as exc:  # a part of it may have been sent
                raise ExchangeError("the link broke while it was asked", retryable=True) from exc

    def _run(self, listener: Listener) -> None:
        while not self._stopping.wait(_AGAIN_S):
            with suppress(EOFError, OSError):
                self._link = Client(self._address, "AF_UNIX")
                while True:
                    match self._link.recv():
                        case ("reply", int(number), str(said)):
                            if (waiting := self._replies.get(number)) is not None:
                                waiting.put(said)
                        case ("news", news):
                            listener(news)
            self._link = None
            listener(Disconnected(at=self._clock.now(), reason="the exchange closed the link"))
