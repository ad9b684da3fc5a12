"""A robot's steps on the page of a call play from the second at which the question begins."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from recordings.calls.entry import Cursor, Entry
from recordings.calls.row import row_of
from recordings.calls.sound import Sound
from recordings.private_words.look import USUAL, Look, PrivateWish
from recordings.screens.page_view import PageView, PlayerView
from recordings.screens.ports import RobotPart, RobotStep
from recordings.screens.robot_view import with_robot

BEGAN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ENDED = BEGAN + timedelta(seconds=60)


def step(after: float, asked: str = "", heard: str = "") -> RobotStep:
    at = BEGAN + timedelta(seconds=after)
    return RobotStep(at=at, asked=asked, heard=heard, keys="", understood="yes", confidence=None, is_lost=False)


ROBOT = RobotPart(
    href="/flows/confirm_visit",
    title="Confirm",
    language="en",
    outcome="confirmed",
    tone="good",
    hides=False,
    steps=(step(10), step(20, "Is it you?", "yes"), step(35, "Will you come?", "yes"), step(36)),
)
PAGE = PageView(
    row=row_of(Entry(cursor=Cursor(BEGAN, "c-1"), call=None, recording=None, score=None), ENDED, {}),
    live_url="/calls/c-1/live",
    patient=None,
    caller_name="",
    sound=Sound.SCORED,
    since=None,
)


def test_a_question_plays_from_where_the_step_before_it_was_done() -> None:
    page = replace(PAGE, player=PlayerView(recording="r-1", seconds=50.0, is_mono=False))
    found = with_robot(page, ROBOT, USUAL, ENDED, sees=True).robot
    assert found is not None
    assert [one.play_at for one in found.steps] == [None, 0.0, 10.0, None]
    assert [one.done_at for one in found.steps] == [0.0, 10.0, 25.0, 26.0]  # one clock: the recording's


def test_without_a_recording_nothing_plays_and_the_stream_keeps_the_readers_wish() -> None:
    page = with_robot(PAGE, ROBOT, Look(wish=PrivateWish.SHOWN), ENDED, sees=False)
    assert page.robot == ROBOT
    assert page.live_url == "/calls/c-1/live?private=shown"
    assert page.is_robot_revealed
    assert with_robot(PAGE, None, USUAL, ENDED, sees=False) == PAGE
