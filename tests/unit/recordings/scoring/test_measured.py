"""What clocks decide: a verdict with the figure, by the limits of the standard."""

import pytest

from recordings.scoring.loader import load_rulebook
from recordings.statistics import CallStatistics, SideStatistics
from recordings.stretch import Stretch
from recordings.transcript import Speaker, Turn
from tests.unit.recordings.scoring.calls import call_of, finding_of, verdict_of

TALK = ("A Good morning, Maple Dental.", "P Hello, I have a question.", "A Please go ahead.", "P When do you open?")


@pytest.mark.parametrize(("ring", "verdict"), [(4.0, "pass"), (15.0, "pass"), (15.5, "fail"), (None, "na")])
def test_the_answer_must_come_within_the_limit(ring: float | None, verdict: str) -> None:
    assert verdict_of("answer_speed", call_of("en", *TALK, ring_seconds=ring)) == verdict


def test_the_clinics_own_call_is_not_judged_by_its_ringing() -> None:
    assert verdict_of("answer_speed", call_of("en", *TALK, ring_seconds=40.0, outbound=True)) == "na"


def test_the_figure_stands_beside_the_verdict() -> None:
    assert finding_of("answer_speed", call_of("en", *TALK, ring_seconds=21.0)).measured == 21.0


def test_a_hold_longer_than_the_limit_fails_at_its_second() -> None:
    found = finding_of("hold_length", call_of("en", *TALK[:2], "H 90", *TALK[2:]))
    assert (found.verdict.value, found.at, found.measured) == ("fail", 10.0, 90.0)


def test_a_call_without_a_hold_is_not_judged_by_holds() -> None:
    call = call_of("en", *TALK)
    assert verdict_of("hold_length", call) == verdict_of("hold_count", call) == "na"


def test_more_holds_than_allowed_fail() -> None:
    assert verdict_of("hold_count", call_of("en", "H 5", TALK[0], "H 5", TALK[1], "H 5", TALK[2])) == "fail"


def test_a_long_silence_fails_where_it_begins() -> None:
    call = call_of("en", *TALK)
    late = Turn(speaker=Speaker.ADMINISTRATOR, start=60.0, end=64.0, text="Nine to six.")
    found = finding_of("dead_air", type(call)(id="own", language=call.language, turns=(*call.turns, late)))
    assert (found.verdict.value, found.at) == ("fail", 19.0)


def test_who_talks_nearly_alone_fails_by_share() -> None:
    lines = [*(f"A Sentence number {number} of mine goes on." for number in range(9)), "P Yes."]
    found = finding_of("talk_share", call_of("en", *lines))
    assert (found.verdict.value, found.rule) == ("fail", "talk_share.above")


def test_loudness_is_not_judged_without_sound() -> None:
    assert verdict_of("loudness", call_of("en", *TALK)) == "na"


def test_what_was_measured_of_the_sound_counts_before_the_times_of_words() -> None:
    call = call_of("en", *TALK)
    sides = {
        Speaker.ADMINISTRATOR: SideStatistics(speech=30.0, words=75, interruptions=0),
        Speaker.PATIENT: SideStatistics(speech=20.0, words=50, interruptions=0),
    }
    talk = CallStatistics(
        seconds=60.0, sides=sides, silence=10.0, overlap=0.0, hold=0.0, longest_silence=Stretch(40.0, 49.0)
    )
    found = load_rulebook().score(call, talk).findings
    assert (found["pace"].measured, found["talk_share"].measured) == (150.0, 0.6)
    assert (found["dead_air"].measured, found["dead_air"].at) == (9.0, 40.0)
    assert load_rulebook().score(call).findings["dead_air"].measured == 1.0


@pytest.mark.parametrize(("ring", "verdict", "measured"), [(15.04, "pass", 15.0), (15.06, "fail", 15.1)])
def test_a_value_is_judged_as_it_is_shown(ring: float, verdict: str, measured: float) -> None:
    found = finding_of("answer_speed", call_of("en", *TALK, ring_seconds=ring))
    assert (found.verdict.value, found.measured) == (verdict, measured)
