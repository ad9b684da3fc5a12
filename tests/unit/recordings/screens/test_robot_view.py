"""A robot's steps on the page of a call play from the second at which the question begins."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from recordings.calls.entry import Cursor, Entry
from recordings.calls.row import row_of
from recordings.calls.sound import Sound
from recordings.private_words.look import USUAL, Look, PrivateWish
from recordings.reading.pieces import Piece
from recordings.screens.page_view import PageView, PlayerView
from recordings.screens.ports import RobotPart, RobotRemark, RobotSaid, RobotStep
from recordings.screens.robot_view import with_robot
from recordings.screens.words_view import TurnView, WordsView
from recordings.transcript import Speaker

BEGAN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ENDED = BEGAN + timedelta(seconds=60)


def step(after: float, asked: str = "", heard: str = "") -> RobotStep:
    at = BEGAN + timedelta(seconds=after)
    said = (RobotSaid(asked, is_fixed=False),) if asked else ()
    return RobotStep(
        at=at, asked=asked, heard=heard, keys="", understood="yes", confidence=None, is_lost=False, said=said
    )


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


def turn(speaker: Speaker, *said: tuple[str, float]) -> TurnView:
    pieces = tuple(Piece(text, start, start + 0.5) for text, start in said)
    return TurnView(id=f"turn-{said[0][1]}", speaker=speaker, start=said[0][1], end=said[-1][1] + 0.5, pieces=pieces)


WORDS = WordsView(
    turns=(
        turn(Speaker.ADMINISTRATOR, ("Easy", 1.0), (" yew", 1.6)),
        turn(Speaker.PATIENT, ("yes", 8.0)),
        turn(Speaker.ADMINISTRATOR, ("Wheel", 11.0), (" come", 11.6)),
        turn(Speaker.PATIENT, ("yes", 23.0)),
        turn(Speaker.ADMINISTRATOR, ("Reception", 40.0)),
    ),
    model="m",
    has_unsure=False,
    is_mono=False,
)
PLAYED = replace(PAGE, player=PlayerView(recording="r-1", seconds=50.0, is_mono=False), words=WORDS)


def texts(page: PageView) -> list[tuple[str, float]]:
    assert page.words is not None
    return [("".join(piece.text for piece in one.pieces), one.start) for one in page.words.turns]


def test_the_robots_side_is_what_it_said_where_it_is_heard_and_a_persons_stays_as_it_was_recognised() -> None:
    page = with_robot(PLAYED, ROBOT, USUAL, ENDED, sees=True)
    assert texts(page) == [
        ("Is it you?", 1.0),
        ("yes", 8.0),
        ("Will you come?", 11.0),
        ("yes", 23.0),
        ("Reception", 40.0),
    ]
    assert page.words is not None
    assert [one.is_robot for one in page.words.turns] == [True, False, True, False, False]
    assert page.words.has_robot


def test_a_sentence_that_nobody_recognised_stands_where_it_was_said() -> None:
    assert PLAYED.words is not None
    heard = replace(PLAYED.words, turns=tuple(one for one in WORDS.turns if one.speaker is Speaker.PATIENT))
    page = with_robot(replace(PLAYED, words=heard), ROBOT, USUAL, ENDED, sees=True)
    assert texts(page)[:3] == [("Is it you?", 0.0), ("yes", 8.0), ("Will you come?", 10.0)]


def test_what_was_meant_for_the_patient_alone_is_masked_and_what_everybody_hears_is_not() -> None:
    fixed = replace(ROBOT.steps[2], said=(RobotSaid("Wait, please.", is_fixed=True), RobotSaid("Mr Smith?", False)))
    robot = replace(ROBOT, steps=(*ROBOT.steps[:2], fixed, ROBOT.steps[3]))
    page = with_robot(PLAYED, robot, USUAL, ENDED, sees=False, mask=lambda _: "[name]")
    assert [text for text, _ in texts(page)][:3] == ["[name]", "yes", "Wait, please. [name]"]


def test_a_message_plays_from_before_its_first_word_and_a_remark_counts_as_private_words() -> None:
    message = RobotRemark(at=BEGAN + timedelta(seconds=40), kind="left a message", seconds=12)
    page = with_robot(PLAYED, replace(ROBOT, steps=(), remarks=(message,)), USUAL, ENDED, sees=False)
    assert page.robot is not None
    assert [one.play_at for one in page.robot.remarks] == [16.5]  # of 50 seconds; the call was 60 seconds long
    assert not page.is_robot_revealed
    comment = RobotRemark(at=BEGAN, kind="a remark", text="it was cold")
    assert with_robot(PLAYED, replace(ROBOT, steps=(), remarks=(comment,)), USUAL, ENDED, sees=False).is_robot_revealed
