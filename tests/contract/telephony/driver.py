"""What the contract suite needs from an exchange under test: both telephones and the link in the test's hands.

One driver an implementation: the simulator's is in this folder, the one for a real Asterisk in tests/support/asterisk.
The suite never sleeps: it asks the driver to `wait_for` a condition on the news. A driver of a real exchange waits
there in real time with a deadline; the simulator's moves its clock.
"""

from collections.abc import Callable, Sequence
from typing import NewType, Protocol

from callcenter.telephony.port import Exchange, ExchangeNews

Leg = NewType("Leg", int)
"""One call of a patient's telephone, as the test holds it."""

PATIENT_TONE_HZ = 440
"""What the patient's telephone plays in `both_talk`, so that the suite can tell the two recorded sides apart."""
OPERATOR_TONE_HZ = 1000
"""What the operator's telephone plays in `both_talk`."""

Condition = Callable[[Sequence[ExchangeNews]], bool]


class WaitedInVainError(AssertionError):
    """The news that a test waited for did not come within the driver's deadline."""

    def __init__(self, what: str, news: Sequence[ExchangeNews]) -> None:
        told = "\n  ".join(str(item) for item in news) or "nothing at all"
        super().__init__(f"waited in vain for {what}; the exchange told:\n  {told}")


class PbxUnderTest(Protocol):
    """An exchange with one operator's telephone, a queue that rings it, and any number of patients' telephones.

    The operator's telephone rings for a queued call by itself, until it is picked up or the queue's ring time-out
    (short: one to three seconds) passes the call back to the queue, from where it is offered again. Recording of both
    sides is on. The driver has started the exchange before the test gets it: Connected is in `news`.
    """

    @property
    def exchange(self) -> Exchange:
        """The exchange, started, with a listener that collects `news`."""
        ...

    @property
    def extension(self) -> str:
        """The operator's telephone, as Offered and Answered name it."""
        ...

    @property
    def news(self) -> Sequence[ExchangeNews]:
        """Everything told so far, in the order of arrival; a copy."""
        ...

    def wait_for(self, condition: Condition, what: str) -> None:
        """Let time pass until `condition(news)` holds. Raises WaitedInVainError after the deadline (about 15 s)."""
        ...

    def patient_calls(self, number: str | None, name: str = "") -> Leg:
        """A patient dials the clinic and waits in the queue; `None` withholds the number. Returns at once."""
        ...

    def patient_hangs_up(self, leg: Leg) -> None:
        """That patient puts the receiver down, before or after the answer."""
        ...

    def operator_picks_up(self) -> None:
        """The operator's telephone, which is ringing, is answered. The test has waited for Offered before."""
        ...

    def operator_hangs_up(self) -> None:
        """The operator's telephone ends its call."""
        ...

    def both_talk(self) -> None:
        """In the answered call both telephones play their tone for about a second; returns when they have.

        They may play one after the other or at the same time.
        """
        ...

    def cut_link(self) -> None:
        """Our link to the exchange breaks; calls go on. Returns at once, Disconnected may come a little later."""
        ...

    def restore_link(self) -> None:
        """The exchange can be reached again. Returns at once, Connected may come a little later."""
        ...
