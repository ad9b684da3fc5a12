"""Patients' telephones behind the provider's trunk: each number behaves in its own way when it is rung."""

import queue
import threading
from types import TracebackType

from tests.contract.telephony.voice_driver import Telephone
from tests.support.asterisk.peer import Peer
from tests.support.asterisk.peer_call import PATIENCE_S, PeerCall

NUMBERS = {telephone: f"+7916000000{place}" for place, telephone in enumerate(Telephone, 1)}
_LOOK_EVERY_S = 0.2


class Patients:
    """One SIP address that the exchange's trunk leads to; a context manager."""

    def __init__(self, exchange_port: int) -> None:
        self.peer = Peer(exchange_port, "patients")
        self.people = {number: telephone for telephone, number in NUMBERS.items()}
        """How the telephone at each number behaves; at any other there is none."""
        self.rung: list[str] = []
        """Every number that was rung, in order."""
        self._answered: queue.Queue[PeerCall] = queue.Queue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="patients", daemon=True)
        self._thread.start()

    @property
    def trunk(self) -> str:
        """How the exchange dials them."""
        return f"PJSIP/trunk/sip:{{number}}@127.0.0.1:{self.peer.port}"

    def answered(self, within: float = PATIENCE_S) -> PeerCall:
        """The next call that somebody has answered. Raises queue.Empty."""
        return self._answered.get(timeout=within)

    def close(self) -> None:
        """End their calls and the thread."""
        self._closing.set()
        self._thread.join()
        self.peer.close()

    def __enter__(self) -> "Patients":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                call = self.peer.wait_for_call(within=_LOOK_EVERY_S)
            except queue.Empty:
                continue
            self.rung.append(call.called)
            self._behave(call)

    def _behave(self, call: PeerCall) -> None:
        match self.people.get(call.called):
            case Telephone.ANSWERS:
                call.answer()
                self._answered.put(call)
            case Telephone.BUSY:
                call.reject("486 Busy Here")
            case Telephone.REFUSES:
                call.reject("603 Decline")
            case Telephone.SILENT:
                pass
            case _:
                call.reject("404 Not Found")
