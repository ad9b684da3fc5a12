"""Many sessions in one worker: who is next, who lags, what is said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.transcribe.live.sessions import Sessions
from recordings.transcribe.live.wire import Decoder, Kind, Record, Said, encode, read_line
from tests.unit.recordings.transcribe.live.listening import CountingRecogniser, frame


def _opened(*numbers: int) -> Sessions:
    sessions = Sessions(CountingRecogniser)
    for number in numbers:
        sessions.take(Record(Kind.OPEN, number))
    return sessions


def _put(sessions: Sessions, number: int, frames: range, value: int | None = 9) -> None:
    for place in frames:
        sessions.take(Record(Kind.FRAME, number, frame(place, value=value)))


def _work(sessions: Sessions) -> list[tuple[str, int, float]]:
    said = []
    while sessions.has_work:
        said += [read_line(line) for line in sessions.step()]
    return [(line.said, line.session, line.value) for line in said]


def test_a_session_that_falls_behind_says_so_and_gets_no_partials_until_it_has_caught_up() -> None:
    sessions = _opened(1)
    _put(sessions, 1, range(250), value=None)
    said = _work(sessions)
    lags = [value for kind, _, value in said if kind == Said.LAG]
    assert lags[0] == 4.98
    assert lags[-1] == 0.0
    assert lags == sorted(lags, reverse=True)
    partials_from = [kind for kind, _, _ in said].index(Said.PARTIAL)
    assert Said.LAG not in [kind for kind, _, _ in said[partials_from + 2 :]]


def test_the_sound_of_a_session_that_lags_comes_out_whole() -> None:
    sessions = _opened(1)
    _put(sessions, 1, range(400), value=None)
    sessions.take(Record(Kind.CLOSE, 1))
    lines = [read_line(line) for line in _lines(sessions)]
    assert [word.text for line in lines if line.said == Said.FINAL for word in line.words] == [
        str(number + 1) for number in range(400)
    ]
    assert lines[-1].said == Said.OVER


def _lines(sessions: Sessions) -> list[bytes]:
    said: list[bytes] = []
    while sessions.has_work:
        said += sessions.step()
    return said


def test_one_that_lags_does_not_starve_the_others() -> None:
    sessions = _opened(1, 2)
    _put(sessions, 1, range(500))
    _put(sessions, 2, range(50))
    sessions.take(Record(Kind.CLOSE, 2))
    order = [number for kind, number, _ in _work(sessions) if kind in {Said.OVER, Said.DONE}]
    assert order.index(2) < len(order) - 1


def test_frames_after_the_end_and_of_sessions_that_nobody_opened_are_left_aside() -> None:
    sessions = _opened(1)
    sessions.take(Record(Kind.CLOSE, 1))
    assert _work(sessions) == [(Said.OVER, 1, 0.0)]
    _put(sessions, 1, range(20))
    _put(sessions, 7, range(20))
    assert not sessions.has_work


def test_a_reset_forgets_what_waits() -> None:
    sessions = _opened(1)
    _put(sessions, 1, range(100))
    sessions.take(Record(Kind.RESET, 1))
    sessions.take(Record(Kind.CLOSE, 1))
    assert _work(sessions) == [(Said.OVER, 1, 0.0)]


@given(st.lists(st.integers(1, 200), max_size=30), st.integers(1, 40))
def test_records_are_read_however_the_stream_is_cut(cuts: list[int], count: int) -> None:
    records = [
        encode(Kind.OPEN, 3),
        *(encode(Kind.FRAME, 3, frame(number)) for number in range(count)),
        encode(Kind.CLOSE, 3),
    ]
    stream, decoder, found = b"".join(records), Decoder(), []
    for cut in cuts:
        found += list(decoder.feed(stream[:cut]))
        stream = stream[cut:]
    found += list(decoder.feed(stream))
    assert [record.kind for record in found] == [Kind.OPEN, *[Kind.FRAME] * count, Kind.CLOSE]
    assert [record.frame for record in found if record.frame] == [frame(number) for number in range(count)]


def test_what_a_library_prints_is_no_line_of_ours() -> None:
    for printed in (b"LOG (VoskAPI) loading", b"{}", b"[]", b'["partial", 1]', json.dumps(7).encode()):
        with pytest.raises(ValueError, match="not the worker's"):
            read_line(printed)


def test_frames_that_came_twice_are_counted_as_done() -> None:
    sessions = _opened(1)
    told = []
    for place in range(200):
        _put(sessions, 1, range(place, place + 1))
        _put(sessions, 1, range(place, place + 1))
        told += [value for kind, _, value in _work(sessions) if kind == Said.DONE]
    assert told[-1] > 2 * 200 * 0.02 - 1.5


def test_what_is_settled_is_final_at_once_and_the_next_words_are_told_apart() -> None:
    sessions = _opened(1)
    _put(sessions, 1, range(31), value=7)  # of no whole step: the rest is recognised too
    sessions.take(Record(Kind.SETTLE, 1))
    first = [read_line(line) for line in _lines(sessions)]
    assert [(line.said, [word.text for word in line.words]) for line in first[-2:]] == [
        (Said.FINAL, ["7"]),
        (Said.SETTLED, []),
    ]
    assert first[-2].words[0].end == pytest.approx(0.62)
    _put(sessions, 1, range(31, 60), value=8)
    sessions.take(Record(Kind.CLOSE, 1))
    second = [read_line(line) for line in _lines(sessions)]
    words = [word for line in second if line.said == Said.FINAL for word in line.words]
    assert [(word.text, word.start, word.end) for word in words] == [("8", 0.62, 1.2)]


def test_where_nothing_is_said_settling_tells_no_words() -> None:
    sessions = _opened(1)
    sessions.take(Record(Kind.SETTLE, 1))
    _put(sessions, 1, range(200), value=0)
    sessions.take(Record(Kind.SETTLE, 1))
    said = [kind for kind, _, _ in _work(sessions) if kind in {Said.FINAL, Said.SETTLED}]
    assert said == [Said.SETTLED, Said.SETTLED]


def test_who_waits_for_an_answer_is_served_before_those_who_speak() -> None:
    sessions = _opened(1, 2)
    _put(sessions, 1, range(200))
    sessions.take(Record(Kind.SETTLE, 2))
    assert read_line(sessions.step()[-1]).said == Said.SETTLED
