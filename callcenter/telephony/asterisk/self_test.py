"""A recording of a beep, from Asterisk to this machine: rights, folder and events in one go. Rings no telephone."""

import time
from queue import Empty
from uuid import uuid4

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
