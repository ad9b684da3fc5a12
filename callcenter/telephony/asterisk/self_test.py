"""A recording of a beep, from Asterisk to this machine: rights, folder and events in one go; and live sound the same
way. Rings no telephone."""

import errno
import threading
import time
from queue import Empty
from uuid import uuid4

from callcenter.telephony.asterisk.ears import EarServer, tap
from callcenter.telephony.asterisk.files import is_closed
from callcenter.telephony.asterisk.link import CommandRefusedError, Link
from callcenter.telephony.asterisk.settings import AsteriskSettings

_WITHIN_S = 5.0
_FILE = "selftest.wav"


def try_recording(link: Link, settings: AsteriskSettings) -> str:
    """Empty where a test recording was made and is seen here; else what is wrong and what to do. About a second."""
    folder = settings.recordings_here
    file = folder / _FILE
    before = file.stat().st_mtime_ns if file.exists() else 0
    call = f"callcenter-selftest-{uuid4()}"
    fields = [
        ("Channel", "Local/s@callcenter-selftest/n"),
        ("Application", "Wait"),
        ("Data", "5"),
        ("ChannelId", call),
        ("Async", "true"),
    ]
    try:
        link.request("Originate", fields)
    except CommandRefusedError as error:
        return f"the test call was refused ({error.said}); add 'originate' to the account's write line in manager.conf"
    if not _is_told(link):
        return (
            "the test call was not told to us; add 'user' to the account's read line in manager.conf, "
            "and see that app_mixmonitor, app_playback and app_userevent are loaded"
        )
    if not folder.is_dir():
        return f"{folder} is not on this machine; mount the exchange's {settings.recordings_there} there"
    if not file.exists() or file.stat().st_mtime_ns == before:
        return (
            f"the test recording did not appear in {folder}; see that the user of Asterisk may write "
            f"{settings.recordings_there}, and that {folder} is the same folder"
        )
    if not is_closed(file):
        return f"{file} cannot be read; add the user of this program to the group of Asterisk"
    return ""


def try_listening(link: Link, settings: AsteriskSettings) -> str:
    """Empty where the exchange brings live sound here; else what is wrong and what to do. About a tenth of a second."""
    place = f"{settings.ears_host}:{settings.ears_port}"
    heard = threading.Event()
    try:
        server = EarServer(settings.ears_host, settings.ears_port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE and settings.ears_port:
            return ""  # most likely by the running call centre itself
        return f"sound cannot be taken in at {place} ({error.strerror}); name an address of this machine"
    try:
        name = server.await_sound(lambda frame: heard.set(), lambda: None)
        seen_as = f"{settings.ears_seen_as or settings.ears_host}:{server.port}"
        link.request("Originate", tap(seen_as, name, "Playback", "beep"))
        if heard.wait(_WITHIN_S):
            return ""
    except CommandRefusedError as error:
        return f"the exchange refused to bring sound ({error.said})"
    finally:
        server.close()
    return (
        f"the exchange brought no sound to {seen_as}; load chan_audiosocket.so, res_audiosocket.so and app_chanspy.so, "
        "and let it reach that address"
    )


def _is_told(link: Link) -> bool:
    """Wait for the dialplan's own sign that the recording is closed."""
    deadline = time.monotonic() + _WITHIN_S
    while (left := deadline - time.monotonic()) > 0:
        try:
            packet = link.inbox.get(timeout=left)
        except Empty:
            return False
        if packet is None:
            return False
        if packet.get("UserEvent") == "CallcenterSelftest":
            return True
    return False
