"""Live recognition with the real recogniser and the demo model, in its own process."""

import os
import random
import signal
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import soxr

from callcenter.kit.languages import Language
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.live.mailbox import LiveMailbox
from recordings.transcribe.live.player import frames_of, play_fast
from recordings.transcribe.live.port import Final, Frame, LiveEvent, LiveSession, Lost, Over, Partial, Settled
from recordings.transcribe.live.recogniser import ProcessRecogniser
from recordings.transcribe.port import ModelUnusableError, SpeechModel, TranscribeError
from recordings.transcript import Speaker
from tests.unit.recordings.audio.sounds import read_kept, write
from tests.unit.recordings.transcribe.live.listening import finals, listen_until
from tests.unit.recordings.transcribe.spoken_call import RATE, SpokenCall, speak_call

_SIDES = {0: Speaker.PATIENT, 1: Speaker.ADMINISTRATOR}


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> SpokenCall:
    return speak_call(tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="module")
def model() -> SpeechModel:
    found = ModelStore(Path("nowhere"), allow_demo=True).find(Language.RU)
    assert found is not None
    return found


@pytest.fixture
def recogniser() -> Iterator[ProcessRecogniser]:
    recogniser = ProcessRecogniser()
    yield recogniser
    recogniser.close()


def _never(_: float) -> bool:
    return threading.Event().wait(0.002)


def _frames(call: SpokenCall, side: Speaker = Speaker.ADMINISTRATOR) -> list[Frame]:
    return [frame for frame in frames_of(call.path, _SIDES) if frame.side is side]


def _play(frames: Sequence[Frame], session: LiveSession) -> None:
    play_fast(iter(frames), dict.fromkeys(Speaker, session), _never)


def _is_over(events: Sequence[LiveEvent]) -> bool:
    return any(isinstance(event, Over) for event in events)


def _has_final(events: Sequence[LiveEvent]) -> bool:
    return any(isinstance(event, Final) for event in events)


def _said(call: SpokenCall, side: Speaker) -> str:
    return " ".join(text for speaker, text in call.turns if speaker is side)


def _heard(frames: Sequence[Frame], recogniser: ProcessRecogniser, model: SpeechModel) -> list[LiveEvent]:
    mailbox = LiveMailbox()
    session = recogniser.open(Speaker.ADMINISTRATOR, model, mailbox)
    _play(frames, session)
    session.close()
    return listen_until(mailbox, _is_over)


def _word_times(events: Sequence[LiveEvent]) -> list[tuple[str, float, float]]:
    said = [word for event in events if isinstance(event, Final) for word in event.words]
    return [(word.text, word.start, word.end) for word in said]


def test_both_sides_of_a_call_are_written_down_with_the_times_of_their_words(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser
) -> None:
    mailbox = LiveMailbox()
    sessions = {side: recogniser.open(side, model, mailbox) for side in Speaker}
    play_fast(frames_of(call.path, _SIDES), sessions, _never)
    for session in sessions.values():
        session.close()
    events = listen_until(mailbox, lambda events: sum(isinstance(event, Over) for event in events) == 2)
    for side in Speaker:
        assert " ".join(finals(events, side)) == _said(call, side)
        starts = [
            word.start for event in events if isinstance(event, Final) and event.side is side for word in event.words
        ]
        assert starts == pytest.approx(call.starts[side], abs=0.1)
    assert len(recogniser.pids) == 1, "the sides share one process, and so one model"


def test_words_are_shown_while_they_are_spoken(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser
) -> None:
    mailbox = LiveMailbox()
    session = recogniser.open(Speaker.ADMINISTRATOR, model, mailbox)
    frames = _frames(call)
    first_words = next(frame.sequence for frame in frames if frame.at > 1.6)  # of a sentence of four seconds
    for frame in frames[:first_words]:
        session.put(frame)
    shown = listen_until(mailbox, lambda events: any(isinstance(event, Partial) for event in events))
    assert not _has_final(shown)
    assert next(word.text for event in shown if isinstance(event, Partial) for word in event.words) == "здравствуйте"


def test_a_pause_that_the_listener_knows_of_makes_the_words_final_at_once(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser
) -> None:
    frames, mailbox = _frames(call), LiveMailbox()
    starts = call.starts[Speaker.ADMINISTRATOR]
    whole = [word for event in _heard(frames, recogniser, model) if isinstance(event, Final) for word in event.words]
    paused = next(place for place, word in enumerate(whole[1:], 1) if word.start - whole[place - 1].end > 0.5)
    until = whole[paused - 1].end + 0.3
    session = recogniser.open(Speaker.ADMINISTRATOR, model, mailbox)
    _play([frame for frame in frames if frame.at < until], session)
    session.settle()
    first = listen_until(mailbox, lambda events: any(isinstance(event, Settled) for event in events))
    _play([frame for frame in frames if frame.at >= until], session)
    session.close()
    said = [*first, *listen_until(mailbox, _is_over)]
    assert len(finals(first)[0].split()) == paused
    assert " ".join(finals(said)) == _said(call, Speaker.ADMINISTRATOR)
    assert [start for _, start, _ in _word_times(said)] == pytest.approx(starts, abs=0.1)


@pytest.mark.parametrize("rate", [11025, 12345, 16000, 44100, 48000])
def test_odd_sample_rates_are_heard_as_well(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser, tmp_path: Path, rate: int
) -> None:
    samples, own = read_kept(call.path)
    resampled = soxr.resample(samples, own, rate)
    file = write(tmp_path / "odd.wav", resampled[:, 0], resampled[:, 1], rate=rate)
    events = _heard(
        [frame for frame in frames_of(file, _SIDES) if frame.side is Speaker.ADMINISTRATOR], recogniser, model
    )
    assert " ".join(finals(events)) == _said(call, Speaker.ADMINISTRATOR)
    assert [start for _, start, _ in _word_times(events)] == pytest.approx(call.starts[Speaker.ADMINISTRATOR], abs=0.1)


@pytest.mark.parametrize("seed", [1, 2])
def test_frames_lost_doubled_and_out_of_order_give_the_words_of_what_is_there(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a repeatable disorder
    frames = [frame for frame in _frames(call) if frame.sequence < 2 or dice.random() > 0.03]
    silent = {frame.sequence: bytes(len(frame.samples)) for frame in _frames(call)}
    there = {frame.sequence: frame.samples for frame in frames}
    whole = [
        Frame(
            side=frame.side, sequence=frame.sequence, at=frame.at, rate=RATE, samples=(silent | there)[frame.sequence]
        )
        for frame in _frames(call)
    ]
    mixed = sorted(frames + dice.sample(frames, 30), key=lambda frame: frame.sequence + dice.randrange(9))
    assert _word_times(_heard(mixed, recogniser, model)) == _word_times(_heard(whole, recogniser, model)) != []


def test_a_session_closed_in_the_middle_gives_what_was_said_until_then(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser
) -> None:
    frames = [frame for frame in _frames(call) if frame.at < 1.5]
    events = _heard(frames, recogniser, model)
    assert finals(events)[0].split()[0] == "здравствуйте"
    assert isinstance(events[-1], Over)
    assert events[-1].why == ""


def test_what_comes_after_the_end_and_a_second_end_change_nothing(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser
) -> None:
    mailbox = LiveMailbox()
    session = recogniser.open(Speaker.ADMINISTRATOR, model, mailbox)
    session.close()
    session.close()
    session.put(_frames(call)[0])
    session.reset()
    assert [type(event) for event in listen_until(mailbox, _is_over)] == [Over]


def test_a_reset_in_the_middle_forgets_the_utterance_and_hears_on(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser
) -> None:
    mailbox = LiveMailbox()
    session = recogniser.open(Speaker.ADMINISTRATOR, model, mailbox)
    frames = _frames(call)
    _play([frame for frame in frames if frame.at < 1.5], session)
    session.reset()
    second = next(start for start in call.starts[Speaker.ADMINISTRATOR] if start > 6.0)
    _play([frame for frame in frames if frame.at > second - 0.5], session)
    session.close()
    events = listen_until(mailbox, _is_over)
    assert finals(events)[0].startswith("могу записать вас")
    assert _word_times(events)[0][1] == pytest.approx(second, abs=0.1)


def test_a_killed_worker_ends_only_its_sessions_and_they_begin_anew(call: SpokenCall, model: SpeechModel) -> None:
    recogniser = ProcessRecogniser(workers=2)
    try:
        boxes = LiveMailbox(), LiveMailbox()
        first, second = (recogniser.open(Speaker.ADMINISTRATOR, model, box) for box in boxes)
        assert len(recogniser.pids) == 2
        _play([frame for frame in _frames(call) if frame.at < 3.0], first)
        os.kill(recogniser.pids[0], signal.SIGKILL)
        lost = listen_until(boxes[0], lambda events: any(isinstance(event, Lost) for event in events))
        assert isinstance(lost[-1], Lost)
        assert "-9" in lost[-1].why
        assert 0 < lost[-1].seconds <= 3.0
        for box, session in zip(boxes, (first, second), strict=True):
            _play(_frames(call), session)
            session.close()
            assert " ".join(finals(listen_until(box, _is_over))) == _said(call, Speaker.ADMINISTRATOR)
    finally:
        recogniser.close()


def test_a_worker_that_hangs_is_replaced(call: SpokenCall, model: SpeechModel) -> None:
    recogniser = ProcessRecogniser(hung_s=0.2)
    mailbox = LiveMailbox()
    try:
        session = recogniser.open(Speaker.ADMINISTRATOR, model, mailbox)
        os.kill(recogniser.pids[0], signal.SIGSTOP)
        events: list[LiveEvent] = []
        frames = iter(_frames(call) * 20)
        while not any(isinstance(event, Lost) for event in events):
            session.put(next(frames))
            events += mailbox.take(0.02)
        assert len(recogniser.pids) == 1
    finally:
        recogniser.close()


def test_a_worker_that_dies_again_and_again_is_given_up_with_the_reason(model: SpeechModel, tmp_path: Path) -> None:
    child = tmp_path / "child.sh"
    child.write_text("#!/bin/sh\necho '[\"ready\", 0, 0, []]'\nhead -c 60 > /dev/null\nexit 7\n")
    child.chmod(0o700)
    recogniser = ProcessRecogniser(child=[str(child)])
    mailbox = LiveMailbox()
    try:
        session = recogniser.open(Speaker.PATIENT, model, mailbox)
        events: list[LiveEvent] = []
        number = 0
        while not _is_over(events):
            session.put(
                Frame(side=Speaker.PATIENT, sequence=number, at=number * 0.02, rate=8000, samples=b"\0\0" * 160)
            )
            number += 1
            events += mailbox.take(0.01)
        assert sum(isinstance(event, Lost) for event in events) == 4
        assert isinstance(events[-1], Over)
        assert "died again and again" in events[-1].why
        assert "code 7" in events[-1].why
    finally:
        recogniser.close()


def test_without_a_model_the_reason_is_told(tmp_path: Path, model: SpeechModel, recogniser: ProcessRecogniser) -> None:
    gone = SpeechModel(language=Language.RU, path=tmp_path / "gone", name="gone")
    with pytest.raises(ModelUnusableError, match=r"the model gone cannot be used .* run `callcenter models pull ru`"):
        recogniser.open(Speaker.PATIENT, gone, LiveMailbox())
    assert recogniser.open(Speaker.PATIENT, model, LiveMailbox()).behind == 0.0


def test_when_the_service_stops_every_session_is_told(model: SpeechModel) -> None:
    recogniser = ProcessRecogniser()
    mailbox = LiveMailbox()
    recogniser.open(Speaker.PATIENT, model, mailbox)
    recogniser.close()
    recogniser.close()
    (over,) = mailbox.take(0)
    assert isinstance(over, Over)
    assert "stopped" in over.why
    with pytest.raises(TranscribeError, match="stopped"):
        recogniser.open(Speaker.PATIENT, model, mailbox)


def test_sessions_may_be_opened_from_many_threads(
    call: SpokenCall, model: SpeechModel, recogniser: ProcessRecogniser
) -> None:
    heard: list[list[str]] = []

    def listen() -> None:
        heard.append(finals(_heard(_frames(call), recogniser, model)))

    threads = [threading.Thread(target=listen) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [heard[0]] * 8
    assert np.all([len(one) == 3 for one in heard])
