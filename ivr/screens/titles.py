"""What the shipped flows are called and what they are for. A clinic's own flow is called as its file says. Pure."""

from collections.abc import Callable, Mapping

from callcenter.kit.words import N_
from ivr.flow.model import Flow

_TITLES: Mapping[str, tuple[str, str]] = {
    "front_menu": (
        N_("Front menu"),
        N_("Answers every call: books, tells of a visit, address and hours, puts an emergency through at once."),
    ),
    "after_hours": (
        N_("The clinic is closed"),
        N_("Tells when the clinic is open, and takes a wish to be called back or a message."),
    ),
    "all_busy": (
        N_("All lines are busy"),
        N_("Tells the place in the queue and offers to call back instead of waiting."),
    ),
    "callback_request": (
        N_("Ask to be called back"),
        N_("Asks when a call would suit, and leaves it to the administrators as a task."),
    ),
    "voicemail": (N_("Leave a message"), N_("Records a message that the administrators hear as a task.")),
    "cancel_visit": (
        N_("Cancel a visit"),
        N_("Finds the caller's visit, offers to move it, else frees its place and asks why."),
    ),
    "stop_calling": (N_("Stop calling me"), N_("Takes a number off all automatic calls.")),
    "confirm_visit": (
        N_("Confirm tomorrow's visits"),
        N_("Asks whether the patient, or the whole family, will come; moves or cancels visits in the same call."),
    ),
    "reschedule": (
        N_("Move a visit that the clinic cannot keep"),
        N_("Tells that the visit must be moved and offers places that are free now."),
    ),
    "checkup_invitation": (
        N_("Invite for a check-up"),
        N_("Invites patients whose check-up is due, and books one in the call."),
    ),
    "unfinished_treatment": (
        N_("Invite to finish a treatment"),
        N_("Reminds patients of treatment that was planned and not done, and books a visit."),
    ),
    "no_show": (
        N_("Ask after a missed visit"),
        N_("Asks a patient who did not come for another time, without reproach."),
    ),
    "waitlist_offer": (
        N_("Offer a place to the waiting list"),
        N_("Offers a place that has become free to patients who wait for one."),
    ),
    "satisfaction": (
        N_("Ask how the visit was"),
        N_("Takes a mark from 1 to 5 and a comment; a low mark becomes a call by a person."),
    ),
}


def title_of(flow: Flow, translated: Callable[[str], str]) -> str:
    """Its title in the reader's language; where the clinic has called its own flow otherwise, as it stands there."""
    known = _TITLES.get(flow.id)
    return translated(known[0]) if known and known[0] == flow.title else flow.title


def title_by_id(flow: str, translated: Callable[[str], str]) -> str:
    """The title of a shipped flow, or of one of the same id; the id of any other."""
    known = _TITLES.get(flow)
    return translated(known[0]) if known else flow


def purpose_of(flow: Flow, translated: Callable[[str], str]) -> str:
    """What it is for in one sentence; '' for a clinic's own flow."""
    known = _TITLES.get(flow.id)
    return translated(known[1]) if known and known[0] == flow.title else ""
