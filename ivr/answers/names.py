"""The questions that a flow asks, and what answers to them mean."""

from collections.abc import Mapping
from enum import StrEnum


class Asked(StrEnum):
    """The kind of question that was just put."""

    IDENTITY = "identity"
    """Am I speaking with NAME?"""
    CONFIRM_VISIT = "confirm_visit"
    """You have a visit at T: will you come, move it or cancel?"""
    CONFIRM_VISITS = "confirm_visits"
    """The same about several visits in one call."""
    OFFER_SLOT = "offer_slot"
    """A free place at T: take it?"""
    WHEN = "when"
    """When would suit you?"""
    YES_NO = "yes_no"
    """Any other question that yes or no answers."""
    RATE = "rate"
    """How was it, from 1 to 5?"""
    MENU = "menu"
    """Book, my visit, address, results, emergency: what can we do?"""
    OPEN = "open"
    """Anything to add?"""


class Meaning(StrEnum):
    """What an answer means."""

    YES = "yes"
    NO = "no"
    KEEP = "keep"
    MOVE = "move"
    CANCEL = "cancel"
    SPLIT = "split"
    """Not the same for all visits: the slot `by_visit` tells."""
    WHEN = "when"
    RATE = "rate"
    BOOK = "book"
    MY_VISIT = "my_visit"
    ADDRESS = "address"
    RESULTS = "results"
    EMERGENCY = "emergency"
    COMMENT = "comment"
    UNSURE = "unsure"
    """Does not know yet, will think."""
    LATER = "later"
    """Busy now; call later."""
    REPEAT = "repeat"
    WHO = "who"
    """Who is calling, what is this?"""
    PERSON = "person"
    """Wants a human."""
    STOP = "stop"
    """Do not call me again."""
    WRONG_NUMBER = "wrong_number"
    THIRD_PERSON = "third_person"
    """Somebody else than the patient, who is known there."""
    MACHINE = "machine"
    """An answering machine, an assistant, the network."""
    NONE = "none"
    """Silence, noise, nothing that answers."""


ANSWERS: Mapping[Asked, tuple[Meaning, ...]] = {
    Asked.IDENTITY: (Meaning.YES, Meaning.NO, Meaning.THIRD_PERSON, Meaning.WRONG_NUMBER),
    Asked.CONFIRM_VISIT: (Meaning.KEEP, Meaning.MOVE, Meaning.CANCEL),
    Asked.CONFIRM_VISITS: (Meaning.KEEP, Meaning.MOVE, Meaning.CANCEL, Meaning.SPLIT),
    Asked.OFFER_SLOT: (Meaning.YES, Meaning.NO, Meaning.MOVE),
    Asked.WHEN: (Meaning.WHEN,),
    Asked.YES_NO: (Meaning.YES, Meaning.NO),
    Asked.RATE: (Meaning.RATE,),
    Asked.MENU: (Meaning.BOOK, Meaning.MY_VISIT, Meaning.ADDRESS, Meaning.RESULTS, Meaning.EMERGENCY),
    Asked.OPEN: (Meaning.COMMENT, Meaning.NO),
}
"""The meanings that answer each question, in the order of their keys: digit n is the n-th."""

ANYWHERE = (
    Meaning.UNSURE,
    Meaning.LATER,
    Meaning.REPEAT,
    Meaning.WHO,
    Meaning.PERSON,
    Meaning.STOP,
    Meaning.WRONG_NUMBER,
    Meaning.THIRD_PERSON,
    Meaning.EMERGENCY,
    Meaning.MACHINE,
    Meaning.NONE,
)
"""Meanings that may come to any question."""


def meanings_of(asked: Asked) -> tuple[Meaning, ...]:
    """All meanings that an answer to the question may have."""
    return tuple(dict.fromkeys((*ANSWERS[asked], *ANYWHERE)))
