"""What a robot did in a call, on the page of that call. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from recordings.private_words.look import Look
from recordings.screens.page_view import PageView
from recordings.screens.ports import RobotPart, RobotStep


def with_robot(page: PageView, robot: RobotPart | None, look: Look, ended: datetime | None, *, sees: bool) -> PageView:
    """The page with what a robot did; `ended` is the end of the call.

    Where there is no recording, the stream of the page keeps to the reader's wish for private words too.
    """
    if robot is None:
        return page
    has_words = any(step.heard for step in robot.steps)
    live_url = page.live_url if page.privacy or not look.wish else f"{page.live_url}?private={look.wish}"
    if page.player is not None and ended is not None:
        robot = replace(robot, steps=tuple(_playing(robot, page.player.seconds, ended)))
    return replace(page, robot=robot, is_robot_revealed=has_words and not sees, live_url=live_url)


def _playing(robot: RobotPart, seconds: float, ended: datetime) -> Iterator[RobotStep]:
    """Each step with the second of the recording at which it begins: where the one before it was done. A recording ends
    with its call, whenever it began."""
    begins = 0.0
    for step in robot.steps:
        done = round(min(seconds, max(0.0, seconds - (ended - step.at).total_seconds())), 1)
        yield replace(step, play_at=begins if step.asked else None, done_at=done)
        begins = done
