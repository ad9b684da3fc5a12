"""What one must know to use a clinic's Asterisk."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from callcenter.kit.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AsteriskSettings:
    """One Asterisk account; the times are chosen so that a dead exchange is reported within 10 s."""

    name: str = "asterisk"
    """The account's name, as calls carry it."""
    host: str = "127.0.0.1"
    port: int = 5038
    user: str = "callcenter"
    secret: Secret = field(default_factory=lambda: Secret(""))
    queue: str = "clinic"
    """The queue of queues.conf in which patients wait."""
    emergency_queue: str = ""
    """The queue for emergencies that a robot finds out; empty: `queue`."""
    recordings_there: str = "/var/spool/asterisk/monitor/callcenter"
    """The folder of recordings as the exchange names it (CALLCENTER_RECORDINGS in the dialplan)."""
    recordings_here: Path = Path("/var/spool/asterisk/monitor/callcenter")
    """The same folder as this machine sees it."""
    trunk: str = "trunk"
    """How patients are dialled: the name of a PJSIP endpoint, or what Dial takes with {number} in it."""
    telephone: str = "PJSIP/{extension}"
    """How an operator's telephone is dialled."""
    ears_host: str = "127.0.0.1"
    """Where the exchange brings the sound of calls that a robot listens to: an address of this machine."""
    ears_port: int = 0
    """Its port; 0: any that is free."""
    ears_seen_as: str = ""
    """The same address as the exchange reaches it; empty: the same."""
    robots_gone_after: timedelta = timedelta(seconds=20)
    """How long a call that a robot leads waits for us before the dialplan takes it back: longer than a restart."""
    connect_within: timedelta = timedelta(seconds=3)
    answer_within: timedelta = timedelta(seconds=3)
    """How long a command may go unanswered before the exchange counts as gone."""
    ping_every: timedelta = timedelta(seconds=4)
    boot_within: timedelta = timedelta(seconds=10)
    """How long an exchange that has just started may take to load its modules."""
    first_pause: timedelta = timedelta(milliseconds=500)
    """Wait before the first new try after a loss; doubled with every further try."""
    longest_pause: timedelta = timedelta(seconds=4)
    refused_pause: timedelta = timedelta(seconds=20)
    """Wait after a refused sign-in: guards such as fail2ban shut out who knocks too often."""
    recording_within: timedelta = timedelta(seconds=5)
    """How long after the end of a call its files may take to be complete; then it is told with what there is."""
    recordings_back: timedelta = timedelta(hours=24)
    """How far back each new connection looks for recordings that were not told."""
