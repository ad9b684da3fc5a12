"""The strip above the transcript: what it tells, and when it is silent."""

from dataclasses import replace

from callcenter.kit.languages import Language
from recordings.recording import Sides
from recordings.screens.statistics_view import statistics_view
from recordings.statistics import CallStatistics, SideStatistics
from recordings.stretch import Stretch
from recordings.transcript import Speaker
from tests.unit.recordings.screens.test_words_view import RECORDING

MEASURED = CallStatistics(
    seconds=100.0,
    sides={
        Speaker.PATIENT: SideStatistics(speech=20.0, words=50, interruptions=1),
        Speaker.ADMINISTRATOR: SideStatistics(speech=60.0, words=120, interruptions=0),
    },
    silence=22.0,
    overlap=2.0,
    hold=0.0,
    longest_silence=Stretch(40.0, 46.5),
    interruptions=(12.0,),
)


def test_the_patient_stands_first_with_share_and_pace() -> None:
    view = statistics_view(RECORDING, MEASURED)
    assert view is not None
    assert [(side.speaker, side.share, side.pace) for side in view.sides] == [
        (Speaker.PATIENT, 0.25, 150.0),
        (Speaker.ADMINISTRATOR, 0.75, 120.0),
    ]
    assert (view.silence_share, view.longest_silence, view.in_characters) == (0.22, Stretch(40.0, 46.5), False)


def test_a_side_that_never_spoke_has_no_share() -> None:
    silent = replace(MEASURED, sides={Speaker.ADMINISTRATOR: MEASURED.sides[Speaker.ADMINISTRATOR]})
    view = statistics_view(RECORDING, silent)
    assert view is not None
    assert [side.share for side in view.sides] == [0.0, 1.0]


def test_of_a_recording_with_both_voices_on_one_side_nobody_is_said_to_have_interrupted() -> None:
    view = statistics_view(replace(RECORDING, sides=Sides.MONO), MEASURED)
    assert view is not None
    assert [(side.speaker, side.speech, side.pace) for side in view.sides] == [(None, 80.0, 127.5)]
    assert (view.overlap, view.interruptions) == (0.0, ())


def test_pauses_are_nothing_to_jump_to() -> None:
    view = statistics_view(RECORDING, replace(MEASURED, longest_silence=Stretch(3.0, 5.9), overlap=0.4))
    assert view is not None
    assert (view.longest_silence, view.overlap) == (None, 0.0)


def test_pace_in_chinese_is_in_characters() -> None:
    view = statistics_view(replace(RECORDING, language=Language.ZH), MEASURED)
    assert view is not None
    assert view.in_characters


def test_without_measure_or_speech_there_is_no_strip() -> None:
    assert statistics_view(RECORDING, None) is None
    assert statistics_view(RECORDING, replace(MEASURED, sides={})) is None
