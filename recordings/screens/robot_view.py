"""What a robot did in a call, on the page of that call. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from recordings.private_words.look import Look
from recordings.screens.page_view import PageView
from recordings.screens.ports import RobotPart, RobotRemark, RobotStep
from recordings.screens.said_view import with_said

_MESSAGE_EARLIER_S = 1.5
"""A message is played from so much before its length says: that it is there is known a moment after its end."""


def with_robot(
    page: PageView,
    robot: RobotPart | None,
    look: Look,
    ended: datetime | None,
    *,
    sees: bool,
    mask: Callable[[str], str] = str,
) -> PageView:
    """The page with what a robot did and said; `ended` is the end of the call, `mask` takes out of what it said to this
    patient what the transcript hides from the reader.

    Where there is no recording, the stream of the page keeps to the reader's wish for private words too.
    """
    if robot is None:
        return page
    has_words = any(step.heard for step in robot.steps) or any(one.text for one in robot.remarks)
    live_url = page.live_url if page.privacy or not look.wish else f"{page.live_url}?private={look.wish}"
    words = page.words
    if page.player is not None and ended is not None:
        seconds = page.player.seconds
        steps = tuple(_playing(robot, seconds, ended))
        robot = replace(robot, steps=steps, remarks=tuple(_heard_at(robot, seconds, ended)))
        if words is not None:
            by_robot = page.row.call is not None and page.row.call.by_robot
            words = with_said(words, steps, seconds, mask, is_alone=by_robot)
    return replace(page, robot=robot, words=words, is_robot_revealed=has_words and not sees, live_url=live_url)


def _playing(robot: RobotPart, seconds: float, ended: datetime) -> Iterator[RobotStep]:
    """Each step with the second of the recording at which it begins: where the one before it was done."""
    begins = 0.0
    for step in robot.steps:
        done = _second(step.at, seconds, ended)
        yield replace(step, play_at=begins if step.asked or step.said else None, done_at=done)
        begins = done


def _heard_at(robot: RobotPart, seconds: float, ended: datetime) -> Iterator[RobotRemark]:
    for one in robot.remarks:
        if one.seconds is None:
            yield one
        else:
            yield replace(one, play_at=max(0.0, _second(one.at, seconds, ended) - one.seconds - _MESSAGE_EARLIER_S))


def _second(at: datetime, seconds: float, ended: datetime) -> float:
    """Where a moment is on a recording of `seconds`: it ends with its call, whenever it began."""
    return round(min(seconds, max(0.0, seconds - (ended - at).total_seconds())), 1)
