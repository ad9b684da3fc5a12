"""All sessions of one worker: whose turn it is, who lags, what is told. Pure."""

from collections import deque
from collections.abc import Callable, Iterator

from recordings.transcribe.live.hearing import Heard, Hearing, Recogniser
from recordings.transcribe.live.order import InOrder
from recordings.transcribe.live.port import Frame, Piece
from recordings.transcribe.live.wire import Kind, Record, Said, line

NO_PARTIALS_FROM_S = 0.5
"""A session with this much sound waiting gets no partials until it has caught up."""
LAG_FROM_S = 1.0
"""From here on it is told how far behind it is."""
_TOLD_EVERY_S = 1.0


class _Session:
    def __init__(self, number: int, make: Callable[[int], Recogniser]) -> None:
        self.number = number
        self.hearing = Hearing(make)
        self.order = InOrder()
        self.waiting: deque[Piece | None] = deque()
        """Pieces, and None where what came before it is to be settled."""
        self.waits_s = 0.0
        self.done_s = 0.0
        self.done_told = 0.0
        self.lag_told = 0.0
        self.is_closing = False

    def put(self, frame: Frame) -> None:
        """Take a frame; one that came twice or too late is done with at once."""
        late = self.order.late
        self.add(self.order.put(frame))
        if self.order.late > late:
            self.done_s += frame.seconds

    def add(self, pieces: list[Piece]) -> None:
        self.waiting.extend(pieces)
        self.waits_s += sum(piece.seconds for piece in pieces)

    def forget(self) -> None:
        self.done_s += self.waits_s
        self.waits_s = 0.0
        self.order.flush()
        self.waiting.clear()
        self.hearing.reset()

    @property
    def is_to_settle(self) -> bool:
        """Somebody waits for an answer, and all of its sound is recognised: it is next."""
        return bool(self.waiting) and self.waiting[0] is None

    def next_piece(self) -> Piece | None:
        piece = self.waiting.popleft()
        if piece is not None:
            self.waits_s = self.waits_s - piece.seconds if self.waiting else 0.0
            self.done_s += piece.seconds
        return piece


class Sessions:
    """The sessions of one process."""

    def __init__(self, make: Callable[[int], Recogniser]) -> None:
        self._make = make
        self._sessions: dict[int, _Session] = {}
        self._ready: dict[int, _Session] = {}
        """Those with something to do."""

    @property
    def has_work(self) -> bool:
        """True where `step` has something to do."""
        return bool(self._ready)

    def take(self, record: Record) -> None:
        """Do as a record says; what costs time is left to `step`."""
        if record.kind is Kind.OPEN:
            self._sessions[record.session] = _Session(record.session, self._make)
            return
        session = self._sessions.get(record.session)
        if session is None:
            return  # closed already
        if record.frame is not None:
            session.put(record.frame)
        elif record.kind is Kind.SETTLE:
            session.add(session.order.flush())
            session.waiting.append(None)
        elif record.kind is Kind.RESET:
            session.forget()
        elif record.kind is Kind.CLOSE:
            session.add(session.order.flush())
            session.is_closing = True
        self._see_to(session)

    def _see_to(self, session: _Session) -> None:
        if session.waiting or session.is_closing:
            self._ready[session.number] = session
        else:
            self._ready.pop(session.number, None)

    def step(self) -> list[bytes]:
        """Recognise a piece of whoever's sound waits longest; the lines to be said."""
        if not self._ready:
            return []
        session = max(self._ready.values(), key=lambda one: (one.is_to_settle, one.waits_s))
        if session.waiting:
            with_partials = session.waits_s < NO_PARTIALS_FROM_S
            piece = session.next_piece()
            settled = [line(Said.SETTLED, session.number)] if piece is None else []
            heard = (
                session.hearing.settle() if piece is None else session.hearing.take(piece, with_partials=with_partials)
            )
            self._see_to(session)
            return [*_words(session, heard), *settled, *_progress(session)]
        del self._sessions[session.number], self._ready[session.number]
        last = list(_words(session, session.hearing.finish()))
        return [*last, line(Said.OVER, session.number, session.order.late)]


def _words(session: _Session, heard: list[Heard]) -> Iterator[bytes]:
    for one in heard:
        yield line(Said.FINAL if one.is_final else Said.PARTIAL, session.number, words=one.words)


def _progress(session: _Session) -> Iterator[bytes]:
    if session.done_s - session.done_told >= _TOLD_EVERY_S:
        session.done_told = session.done_s
        yield line(Said.DONE, session.number, round(session.done_s, 3))
    has_caught_up = session.lag_told and session.waits_s < NO_PARTIALS_FROM_S
    if has_caught_up:
        session.lag_told = 0.0
        yield line(Said.LAG, session.number, 0.0)
    elif session.waits_s >= LAG_FROM_S and abs(session.waits_s - session.lag_told) >= _TOLD_EVERY_S:
        session.lag_told = session.waits_s
        yield line(Said.LAG, session.number, round(session.waits_s, 2))
