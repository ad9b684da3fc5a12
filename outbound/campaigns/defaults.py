"""What a campaign of a kind is where nobody says otherwise. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.domain.outreach import Purpose
from callcenter.kit.words import N_


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual campaign of a kind."""

    title: str
    """In English, to be translated."""
    flow: str
    """The shipped flow of the clinic's voice."""
    priority: int


USUAL: Mapping[Purpose, Usual] = {
    Purpose.CONFIRMATION: Usual(N_("Confirming visits"), "confirm_visit", 1),
    Purpose.GAP: Usual(N_("Filling free places"), "waitlist_offer", 2),
    Purpose.NO_SHOW: Usual(N_("After missed visits"), "no_show", 3),
    Purpose.UNFINISHED: Usual(N_("Unfinished treatment"), "unfinished_treatment", 4),
    Purpose.RECALL: Usual(N_("Check-ups that are due"), "checkup_invitation", 5),
    Purpose.LOST: Usual(N_("Patients not seen for long"), "checkup_invitation", 6),
    Purpose.SATISFACTION: Usual(N_("After the visit"), "satisfaction", 7),
}
"""A call that helps nobody once its hour is over goes before one that can be made tomorrow."""


def purpose_of(flow: str) -> Purpose | None:
    """What a call with a shipped flow is for; None for a flow that serves no campaign."""
    return next((purpose for purpose, usual in USUAL.items() if usual.flow == flow), None)
