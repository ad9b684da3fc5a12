"""One side being heard: silence for what is missing, partials in measure, finals always."""

import numpy as np
import pytest

from recordings.transcribe.live.hearing import BELIEVED_FROM, LONGEST_FILL_S, PARTIAL_EVERY_S, Heard, Hearing
from recordings.transcribe.live.port import BadFrameError, Frame, Piece
from recordings.transcript import Speaker
from tests.unit.recordings.transcribe.live.listening import RATE, CountingRecogniser, LoudIsAWord, frame


class _Recognisers:
    """Keeps what it made."""

    def __init__(self, *ends_at: float) -> None:
        self.made: list[CountingRecogniser] = []
        self._ends_at = ends_at

    def __call__(self, rate: int) -> CountingRecogniser:
        recogniser = CountingRecogniser(rate)
        recogniser.ends_at = list(self._ends_at)
        self.made.append(recogniser)
        return recogniser


def _piece(number: int, value: int | None = None, rate: int = RATE, at: float | None = None) -> Piece:
    made = frame(number, value=value, rate=rate, at=at)
    return Piece(made.at, made.rate, made.samples)


def _take(hearing: Hearing, *pieces: Piece, with_partials: bool = True) -> list[Heard]:
    return [heard for piece in pieces for heard in hearing.take(piece, with_partials=with_partials)]


def _told(said: list[Heard]) -> list[tuple[str, bool]]:
    return [(" ".join(word.text for word in heard.words), heard.is_final) for heard in said]


def test_a_word_that_goes_on_is_shown_once() -> None:
    said = _take(Hearing(CountingRecogniser), *(_piece(number, value=5) for number in range(50)))
    assert _told(said) == [("5", False)]


def test_partials_come_at_most_five_times_a_second() -> None:
    said = _take(Hearing(CountingRecogniser), *(_piece(number) for number in range(200)))
    assert 10 < len(said) <= 200 * 0.02 / PARTIAL_EVERY_S
    assert not any(heard.is_final for heard in said)


def test_without_time_for_partials_finals_still_come() -> None:
    said = _take(
        Hearing(_Recognisers(0.5, 1.0)), *(_piece(number, value=5) for number in range(60)), with_partials=False
    )
    assert _told(said) == [("5", True), ("5", True)]


def test_a_short_hole_is_silence_for_the_same_recogniser() -> None:
    recognisers = _Recognisers()
    hearing = Hearing(recognisers)
    said = _take(hearing, _piece(0), _piece(1, at=2.0)) + hearing.finish()
    assert [(word.text, word.start) for word in said[-1].words] == [("1", 0.0), ("2", 2.0)]
    assert len(recognisers.made) == 1


def test_a_long_hole_ends_the_utterance_and_is_not_decoded() -> None:
    recognisers = _Recognisers()
    hearing = Hearing(recognisers)
    said = _take(hearing, _piece(0), _piece(1, at=3600.0)) + hearing.finish()
    assert [(heard.words[0].text, heard.words[0].start) for heard in said if heard.is_final] == [
        ("1", 0.0),
        ("2", 3600.0),
    ]
    assert all(len(made.heard) < LONGEST_FILL_S * RATE for made in recognisers.made)


def test_another_sample_rate_in_the_middle_of_a_call_is_heard_on() -> None:
    hearing = Hearing(CountingRecogniser)
    pieces = (_piece(number, value=7, rate=16000) for number in range(1, 1 + BELIEVED_FROM))
    said = _take(hearing, _piece(0), *pieces) + hearing.finish()
    assert [(heard.words[0].text, heard.words[0].start) for heard in said if heard.is_final] == [
        ("1", 0.0),
        ("7", 0.02),
    ]


def test_a_few_pieces_at_another_rate_are_a_mistake_and_the_side_is_heard_on() -> None:
    recognisers = _Recognisers()
    hearing = Hearing(recognisers)
    said = _take(hearing, *(_piece(number, value=7, rate=RATE * (1 + number % 2)) for number in range(100)))
    assert len(recognisers.made) == 1
    assert _told(said + hearing.finish())[-1][1]


def test_a_moment_far_from_the_others_silences_nothing_that_comes_after_it() -> None:
    hearing = Hearing(CountingRecogniser)
    said = _take(hearing, _piece(0, value=3), _piece(1, value=4, at=50_000.0), _piece(2, value=5)) + hearing.finish()
    assert [(heard.words[0].text, heard.words[0].start) for heard in said if heard.is_final] == [
        ("3", 0.0),
        ("4", 50_000.0),
        ("5", 0.04),
    ]


def test_sound_that_was_there_before_is_not_heard_twice() -> None:
    hearing = Hearing(CountingRecogniser)
    said = _take(hearing, _piece(0, value=3), _piece(1, value=3, at=0.01)) + hearing.finish()
    assert [(word.start, word.end) for word in said[-1].words] == [(0.0, 0.03)]


def test_after_a_reset_nothing_of_before_is_told() -> None:
    hearing = Hearing(CountingRecogniser)
    _take(hearing, _piece(0), _piece(1))
    hearing.reset()
    said = _take(hearing, _piece(2)) + hearing.finish()
    assert [(word.text, word.start) for word in said[-1].words] == [("3", 0.04)]


@pytest.mark.parametrize("noise", [0, 10, 300])
def test_long_silence_is_not_decoded_and_the_words_after_it_keep_their_times(noise: int) -> None:
    loud = 5000
    recogniser = LoudIsAWord(RATE, louder_than=1000)
    hearing = Hearing(lambda _: recogniser)
    dice = np.random.default_rng(1)
    said: list[Heard] = []
    for number in range(3000):
        level = loud if number < 50 or number >= 2500 else noise
        sound = level * dice.choice([-1, 1], 160)
        said += hearing.take(Piece(number * 0.02, RATE, sound.astype("<i2").tobytes()))
    said += hearing.finish()
    assert [(word.start, word.end) for heard in said if heard.is_final for word in heard.words] == [
        (0.0, 1.0),
        (50.0, 60.0),
    ]
    assert 11.0 < recogniser.heard_s < 16.0, "the eleven seconds of speech, and a little around"


def test_sound_that_swells_slowly_is_heard_from_before_its_beginning() -> None:
    recognisers = _Recognisers()
    hearing = Hearing(recognisers)
    for number in range(1000):
        hearing.take(_piece(number, value=0 if number < 500 else 2 * (number - 500)))
    hearing.finish()
    heard = recognisers.made[0].heard
    assert np.array_equal(np.unique(heard), np.arange(0, 1000, 2)), "no step of the swelling is missing"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"rate": 4000}, "4000 samples a second; give 8000 to"),
        ({"rate": 0}, "0 samples a second"),
        ({"samples": b"\0" * 3}, "half a sample"),
        ({"at": float("nan")}, "outside of any call"),
        ({"at": -1.0}, "outside of any call"),
        ({"at": 1.7e308}, "outside of any call"),
        ({"sequence": -1}, "outside of any call"),
    ],
)
def test_a_frame_that_cannot_be_is_refused_with_the_reason(wrong: dict[str, object], message: str) -> None:
    given: dict[str, object] = {"side": Speaker.PATIENT, "sequence": 0, "at": 0.0, "rate": 8000, "samples": b"\0\0"}
    with pytest.raises(BadFrameError, match=message):
        Frame(**{**given, **wrong})  # type: ignore[arg-type]  # the fields are wrong on purpose
