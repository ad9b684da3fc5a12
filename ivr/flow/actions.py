"""What flows can have done: the names of actions, what each takes and how it can come out. Features do them."""

from collections.abc import Mapping
from dataclasses import dataclass

FAILED = "failed"
"""What every action can come to: its feature is out of order or took too long."""

WISH = ("date", "weekday", "from", "to", "part", "doctor")
"""When somebody would like to come, as far as it was said."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action."""

    results: tuple[str, ...]
    """How it can come out, besides FAILED."""
    takes: tuple[str, ...] = ()
    """What it is told of what was said; what was not said is left out."""
    gives: tuple[str, ...] = ()
    """Facts that its result brings along."""
    takes_offer: bool = False
    """Whether it is told which of the offered places was taken."""


ACTIONS: Mapping[str, Action] = {
    "offer_slots": Action(results=("found", "none"), takes=WISH, gives=("offers",)),
    "take_place": Action(results=("done", "taken"), takes_offer=True),
    "move_visit": Action(results=("done", "taken"), takes_offer=True),
    "confirm_visit": Action(results=("done", "gone")),
    "confirm_each": Action(results=("done", "to_move", "gone"), takes=("by_visit",)),
    "cancel_visit": Action(results=("done", "gone"), takes=("reason",)),
    "note_thinking": Action(results=("done",)),
    "note_refusal": Action(results=("done",), takes=("reason",)),
    "record_score": Action(results=("done",), takes=("value",)),
    "record_comment": Action(results=("done",), takes=("comment",)),
    "stop_calling": Action(results=("done",)),
    "note_wrong_number": Action(results=("done",)),
    "request_callback": Action(results=("done",), takes=WISH),
    "leave_message": Action(results=("done",), takes=("recording", "seconds")),
    "queue_position": Action(results=("told", "unknown"), gives=("queue",)),
}
