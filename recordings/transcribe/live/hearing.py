"""One side being heard: pieces in, partial and final words out. Pure; the recogniser itself is passed in.

Holes are filled with silence, so that the recogniser's own count of samples stays the call's clock. After a long hole
a new recogniser begins at the new place: nobody needs an hour of silence decoded.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from recordings.transcribe.live.port import Piece
from recordings.transcribe.live.quiet import Quiet
from recordings.transcript import Word

LONGEST_FILL_S = 3.0
"""A hole up to this is filled with silence. Longer than any pause that ends an utterance, so what was being said is
final by then."""
UNEVEN_S = 0.005
"""A piece this much off its place is not moved: sources round their times."""
STEP_S = 0.06
"""What the recogniser is fed at a time."""
QUIET_S = 1.5
"""After so much silence in which nothing was begun, the recogniser is not fed."""
LEAD_S = 0.6
"""Of the silence before something is heard again, this much is fed: words begin softly."""
BELIEVED_FROM = 5
"""So many pieces at another rate, one after the other, are believed; fewer are a source's mistake, and not heard."""
PARTIAL_EVERY_S = 0.2
"""Partials of one side come at most this often, in seconds of its sound."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a recogniser makes of an utterance that goes on."""

    words: tuple[str, ...]
    timed: tuple[Word, ...] = ()
    """The first of these words, as far as their times are known; in the recogniser's own time."""


class Recogniser(Protocol):
    """A recogniser of one side at one rate. Its times count from its own first sample."""

    def accept(self, samples: bytes) -> bool:
        """Hear a little more; True where an utterance is over, and `utterance` gives its words."""
        ...

    def utterance(self) -> tuple[Word, ...]:
        """The words of the utterance that is over."""
        ...

    def so_far(self) -> Hypothesis:
        """The words of the utterance that goes on."""
        ...

    def finish(self) -> tuple[Word, ...]:
        """The words of the utterance that goes on, as if it were over."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """Words made out, in the call's time."""

    words: tuple[Word, ...]
    is_final: bool


class Hearing:
    """Hears one side.

    The recogniser is fed in steps of one size, counted from its first sample, so what it makes of a sound does not
    depend on how the sound came in.
    """

    def __init__(self, make: Callable[[int], Recogniser]) -> None:
        """`make` gives a recogniser for so many samples a second."""
        self._make = make
        self._stream: _Stream | None = None
        self._partial_due = 0.0
        self._shown: tuple[str, ...] = ()
        self._seen: list[float] = []
        self._odd: list[Piece] = []
        """At another rate than the stream's: not yet believed."""

    def take(self, piece: Piece, *, with_partials: bool = True) -> list[Heard]:
        """What is to be told after `piece`; without partials where there is no time for them."""
        said: list[Heard] = []
        for believed in self._believed(piece):
            said += self._take(believed, with_partials=with_partials)
        return said

    def _believed(self, piece: Piece) -> list[Piece]:
        """`piece`, and those before it that were doubted; none where it is doubted itself."""
        if self._stream is None or piece.rate == self._stream.rate:
            self._odd.clear()
            return [piece]
        if self._odd and self._odd[0].rate != piece.rate:
            self._odd.clear()
        self._odd.append(piece)
        if len(self._odd) < BELIEVED_FROM:
            return []
        believed, self._odd = self._odd, []
        return believed

    def _take(self, piece: Piece, *, with_partials: bool) -> list[Heard]:
        said: list[Heard] = []
        stream = self._stream
        if stream is None or piece.rate != stream.rate or stream.is_far_from(piece):
            said += self.finish()
            stream = self._stream = _Stream(self._make(piece.rate), piece.rate, piece.at)
            self._partial_due = 0.0
        stream.add(piece)
        for step in stream.steps():
            if stream.is_resting(step):
                continue
            if stream.recogniser.accept(step):
                said += self._final(stream, stream.recogniser.utterance())
            elif with_partials:
                said += self._partial(stream)
        return said

    def finish(self) -> list[Heard]:
        """The last words: nothing more will come, or not for long."""
        stream, self._stream = self._stream, None
        if stream is None:
            return []
        said = []
        if stream.recogniser.accept(stream.rest()):
            said += self._final(stream, stream.recogniser.utterance())
        return said + self._final(stream, stream.recogniser.finish())

    def settle(self) -> list[Heard]:
        """The words of the utterance that goes on, as if it were over; what is heard next begins another."""
        stream = self._stream
        if stream is None or stream.rests:
            return []
        said = []
        if stream.recogniser.accept(stream.rest()):
            said += self._final(stream, stream.recogniser.utterance())
        return said + self._final(stream, stream.recogniser.finish())

    def reset(self) -> None:
        """Forget the utterance that goes on."""
        self._stream = None
        self._shown, self._seen = (), []
        self._odd.clear()

    def _final(self, stream: "_Stream", words: Sequence[Word]) -> list[Heard]:
        self._shown, self._seen = (), []
        return [Heard(_on_the_call(words, stream.begin), is_final=True)] if words else []

    def _partial(self, stream: "_Stream") -> list[Heard]:
        if stream.heard_to < self._partial_due:
            return []
        found = stream.recogniser.so_far()
        if found.words == self._shown or not found.words:
            return []
        self._partial_due = stream.heard_to + PARTIAL_EVERY_S
        words = self._with_times(found, stream)
        self._shown = found.words
        return [Heard(words, is_final=False)]

    def _with_times(self, found: Hypothesis, stream: "_Stream") -> tuple[Word, ...]:
        """The words with the times that are known, and for the last ones with a guess: since when they are seen."""
        same = _alike(found.words, self._shown)
        self._seen[same:] = [stream.heard_to] * (len(found.words) - same)
        known = _alike(found.words, [word.text for word in found.timed])
        words = list(_on_the_call(found.timed[:known], stream.begin))
        for place in range(known, len(found.words)):
            start = words[-1].end if words else self._seen[0]
            end = max(start, self._seen[place])
            words.append(Word(text=found.words[place], start=round(start, 3), end=round(end, 3), confidence=0.0))
        return tuple(words)


class _Stream:
    """The sound as one recogniser gets it: from one moment on, at one rate, without holes.

    Silence that is long enough is left out, always between utterances; so what a recogniser counts from moves on.
    """

    def __init__(self, recogniser: Recogniser, rate: int, origin: float) -> None:
        self.recogniser = recogniser
        self.rate = rate
        self.begin = origin
        """When, on the call, the recogniser's time of the utterance that goes on is zero."""
        self._origin = origin
        self._quiet = Quiet()
        self._lead: deque[bytes] = deque(maxlen=round(LEAD_S / STEP_S))
        self._left_out = 0
        self._buffer = bytearray()
        self._taken = 0
        self._step = 2 * max(1, round(STEP_S * rate))

    @property
    def heard_to(self) -> float:
        """How far the recogniser has come."""
        return self._origin + self._taken / 2 / self.rate

    @property
    def filled_to(self) -> float:
        """How far the sound has come."""
        return self._origin + (self._taken + len(self._buffer)) / 2 / self.rate

    def is_far_from(self, piece: Piece) -> bool:
        """True where `piece` lies so far on, or so far back, that a new stream must begin with it.

        Back: a source's clock was wrong for a moment, and what it says now may be as true as what it said then.
        """
        return abs(piece.at - self.filled_to) > LONGEST_FILL_S

    def add(self, piece: Piece) -> None:
        """Put `piece` in its place: after silence where something is missing, without what was there before."""
        hole = piece.at - self.filled_to
        if hole > UNEVEN_S:
            self._buffer += bytes(2 * round(hole * self.rate))
        overlap = 2 * round(-hole * self.rate) if hole < -UNEVEN_S else 0
        self._buffer += piece.samples[overlap:]

    def steps(self) -> Iterator[bytes]:
        """What the recogniser can be fed now."""
        while len(self._buffer) >= self._step:
            step = bytes(self._buffer[: self._step])
            del self._buffer[: self._step]
            self._taken += len(step)
            yield step

    def is_resting(self, step: bytes) -> bool:
        """True where `step` need not be heard; before one that must be, what lies right before it is fed."""
        self._quiet.hear(step, STEP_S)
        if self._quiet.lasts_s >= QUIET_S and (self._lead or not self.recogniser.so_far().words):
            if len(self._lead) == self._lead.maxlen:
                self._left_out += len(self._lead[0])
            self._lead.append(step)
            return True
        if self._lead:
            self.begin = self._origin + self._left_out / 2 / self.rate
            if self.recogniser.accept(b"".join(self._lead)):
                self.recogniser.utterance()  # of silence
            self._lead.clear()
        return False

    @property
    def rests(self) -> bool:
        """True while what is heard is left out, because nothing is said."""
        return bool(self._lead)

    def rest(self) -> bytes:
        """What is left at the end."""
        rest = bytes(self._buffer)
        self._buffer.clear()
        self._taken += len(rest)
        return rest


def _alike(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    alike = 0
    for word, other in zip(words, others, strict=False):
        if word != other:
            break
        alike += 1
    return alike


def _on_the_call(words: Sequence[Word], origin: float) -> tuple[Word, ...]:
    return tuple(replace(word, start=round(origin + word.start, 3), end=round(origin + word.end, 3)) for word in words)
