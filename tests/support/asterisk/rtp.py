"""One side of a telephone's audio: plays samples as steady 20 ms RTP, sends digits, keeps what it hears."""

import random
import select
import socket
import struct
import threading
import time
from collections import deque

import numpy as np

from tests.support.asterisk import g711
from tests.support.asterisk.g711 import Samples
from tests.support.asterisk.sip import DIGITS, Media

RATE_HZ = 8000
FRAME = 160
_FRAME_S = FRAME / RATE_HZ
_DIGIT_FRAMES = 5
_PAUSE_FRAMES = 3
"""Between two keys: Asterisk takes what comes within 45 ms for one long key, and tells it twice."""
_KEYS = "0123456789*#ABCD"
_HEADER = struct.Struct(">BBHII")


class RtpStream:
    """Audio of one call: made with the call, `send_to` once the other side's port is known, `close` at its end."""

    def __init__(self, play: Samples | None = None) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._wake, self._waker = socket.socketpair()
        self._digit_frames: deque[tuple[int, int]] = deque()
        self._playing = play
        self._target: Media | None = None
        self._heard: list[tuple[int, int, int, bytes]] = []
        self._lock = threading.Lock()
        self._heard_some = threading.Condition(self._lock)
        self._digits: deque[str] = deque()
        self._pause = 0
        self._digits_heard: dict[int, str] = {}
        self._closing = False
        self._sequence, self._stamp = 0, 0
        self._lost: list[range] = []
        self._source = random.getrandbits(32)
        self._thread = threading.Thread(target=self._run, name="rtp", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Our own UDP port."""
        return int(self._socket.getsockname()[1])

    def send_to(self, media: Media) -> None:
        """Begin to send (or send elsewhere from now on)."""
        with self._lock:
            self._target = media

    def play(self, samples: Samples) -> None:
        """Say these samples (8 kHz) from now on, then silence."""
        with self._lock:
            self._playing = samples

    def lose(self, *holes: tuple[float, float]) -> None:
        """Packets are lost on the way between these moments, in seconds from the next frame on."""
        with self._lock:
            first = self._sequence
            self._lost = [range(first + int(begin / _FRAME_S), first + int(end / _FRAME_S)) for begin, end in holes]

    def press(self, digits: str) -> None:
        """Press keys, 100 ms each, by RFC 2833."""
        with self._lock:
            self._digits.extend(digits)

    def heard(self) -> Samples:
        """What has come in so far, in the right places by its time stamps; gaps are silence."""
        with self._lock:
            packets = list(self._heard)
        pieces: list[Samples] = []
        run: list[tuple[int, Samples]] = []
        source = None
        for ssrc, stamp, codec, data in packets:
            if ssrc != source:
                pieces.append(_placed(run))
                run, source = [], ssrc
            run.append((stamp, g711.decode(data, codec)))
        pieces.append(_placed(run))
        return np.concatenate(pieces)

    def heard_in_order(self) -> Samples:
        """What has come in so far, packet after packet: an exchange sends nothing between two prompts."""
        with self._lock:
            return np.concatenate([g711.decode(data, codec) for _, _, codec, data in self._heard])

    def digits_heard(self) -> str:
        """The keys that the other side has pressed."""
        with self._lock:
            return "".join(self._digits_heard.values())

    def wait_for_digits(self, digits: str, within: float) -> bool:
        """Wait until exactly these keys have come in; False where they do not come in time."""
        with self._heard_some:
            return self._heard_some.wait_for(lambda: "".join(self._digits_heard.values()) == digits, within)

    @property
    def frames_heard(self) -> int:
        """How many 20 ms frames have come in so far."""
        with self._lock:
            return len(self._heard)

    def wait_until_heard(self, seconds: float, within: float, *, since: int | None = None) -> bool:
        """Wait for `seconds` of incoming audio, from now or `since` a frame; False where it does not come in time."""
        with self._heard_some:
            wanted = (len(self._heard) if since is None else since) + int(seconds / _FRAME_S)
            return self._heard_some.wait_for(lambda: len(self._heard) >= wanted, within)

    def close(self) -> None:
        """End the thread and free the ports."""
        self._closing = True
        self._waker.send(b"x")
        self._thread.join()
        for each in (self._socket, self._wake, self._waker):
            each.close()

    def _run(self) -> None:
        """Send one frame each 20 ms by an absolute plan, and take in whatever arrives meanwhile."""
        next_frame = time.monotonic()
        while not self._closing:
            wait = max(0.0, next_frame - time.monotonic())
            readable, _, _ = select.select([self._socket, self._wake], [], [], wait)
            if self._socket in readable:
                self._take_in(self._socket.recv(2048))
            if time.monotonic() >= next_frame:
                self._send_frame()
                next_frame += _FRAME_S

    def _take_in(self, packet: bytes) -> None:
        if len(packet) <= _HEADER.size:
            return
        _, kind, _, stamp, ssrc = _HEADER.unpack_from(packet)
        codec = kind & 0x7F
        if codec in {0, 8}:
            with self._heard_some:
                self._heard.append((ssrc, stamp, codec, packet[_HEADER.size :]))
                self._heard_some.notify_all()
        elif codec == DIGITS:
            with self._heard_some:
                # Every packet of one key carries the stamp of its start, so repeats are the same key.
                self._digits_heard[stamp] = _KEYS[packet[_HEADER.size] & 15]
                self._heard_some.notify_all()

    def _send_frame(self) -> None:
        with self._lock:
            target = self._target
            if target is None:
                return
            self._pause = max(0, self._pause - (not self._digit_frames))
            if not self._digit_frames and self._digits and not self._pause:
                key = _KEYS.index(self._digits.popleft())
                self._digit_frames.extend((key, number) for number in range(_DIGIT_FRAMES))
                self._pause = _PAUSE_FRAMES
            if self._digit_frames:
                self._send_digit(target, *self._digit_frames.popleft())
                return
            frame = self._next_samples()
        self._send(target.port, target.codec, self._stamp, g711.encode(frame, target.codec))
        self._stamp += FRAME

    def _send_digit(self, target: Media, key: int, number: int) -> None:
        """RFC 2833: every packet of a key carries the stamp of its start; the end is sent three times."""
        last = number == _DIGIT_FRAMES - 1
        event = struct.pack(">BBH", key, (0x80 if last else 0) | 10, (number + 1) * FRAME)
        for _ in range(3 if last else 1):
            self._send(target.port, DIGITS, self._stamp, event, marker=number == 0)
        if last:
            self._stamp += _DIGIT_FRAMES * FRAME

    def _send(self, port: int, kind: int, stamp: int, payload: bytes, *, marker: bool = False) -> None:
        head = _HEADER.pack(0x80, kind | (0x80 if marker else 0), self._sequence & 0xFFFF, stamp, self._source)
        is_lost = any(self._sequence in hole for hole in self._lost)
        self._sequence += 1
        if not is_lost:
            self._socket.sendto(head + payload, ("127.0.0.1", port))

    def _next_samples(self) -> Samples:
        silence = np.zeros(FRAME, dtype=np.int16)
        if self._playing is None or not len(self._playing):
            return silence
        frame, self._playing = self._playing[:FRAME], self._playing[FRAME:]
        return frame if len(frame) == FRAME else np.concatenate([frame, silence[len(frame) :]])


def _placed(run: list[tuple[int, Samples]]) -> Samples:
    if not run:
        return np.zeros(0, dtype=np.int16)
    first = min(stamp for stamp, _ in run)
    length = max(stamp - first + len(samples) for stamp, samples in run)
    whole = np.zeros(length, dtype=np.int16)
    for stamp, samples in run:
        whole[stamp - first : stamp - first + len(samples)] = samples
    return whole
