"""A flow as content: nodes that say, ask, act and lead on. Frozen; no rules here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from callcenter.domain.calls import Direction
from callcenter.kit.errors import NotFoundError
from ivr.answers.names import Asked, Meaning
from ivr.flow.outcomes import FlowOutcome

RETURN = "return"
"""Where a node leads that goes back to the question which was interrupted."""

AGAIN = "again"
"""Where an answer leads that was understood and answers nothing: the question is put in other words."""

KEYS = "0123456789*#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One step of a flow."""

    id: str
    reached: FlowOutcome | None = None
    """What is settled once a call comes here, even if the other side hangs up in the next second."""
    line: int = 0
    path: str = ""
    """The file it was read from: that of the flow, or of a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Node):
    """Says prompts and goes on."""

    prompts: tuple[str, ...]
    then: str
    private: bool = False
    """True where the words are private though they name nothing, such as those about an unfinished treatment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Node):
    """Asks and listens; speech and keys are both taken always."""

    prompts: tuple[str, ...]
    asked: Asked
    on: Mapping[str, str]
    """Where a meaning leads, by its name; meanings that may come anywhere need no line here."""
    keys: Mapping[str, Meaning]
    again: tuple[str, ...]
    """What is said after the first, second ... answer that was not understood: other words, and at last the keys. Where
    no words can be made out, that last one follows the question at once."""
    silence: str
    """Where nobody speaking leads, after `again` is used up."""
    no_match: str
    """Where answers that are not understood lead, after `again` is used up."""
    seconds: float = 6.0
    """How long to wait for the first word or key after the prompt."""
    barge_in: bool = True
    """Whether the prompt stops when somebody answers into it."""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out of a branch."""

    when: str
    """A condition's name, `not` before it turns it round."""
    then: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(Node):
    """Goes the first way whose condition holds."""

    ways: tuple[Way, ...]
    otherwise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Set(Node):
    """Notes values and goes on."""

    values: Mapping[str, str]
    """`offer: next` turns to the next offered place; any other name is noted under `said`."""
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Do(Node):
    """Has a feature do something."""

    action: str
    on: Mapping[str, str]
    """Where each result leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Node):
    """Records what the caller says."""

    prompts: tuple[str, ...]
    longest_s: int
    recorded: str
    empty: str


class Whom(StrEnum):
    """What a call can be connected to."""

    QUEUE = "queue"
    EXTENSION = "extension"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect(Node):
    """Hands the call to a person; the flow ends where that works."""

    whom: Whom
    to: str
    outcome: FlowOutcome
    failed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp(Node):
    """Ends the call."""

    outcome: FlowOutcome


class About(StrEnum):
    """Which visits a call of a flow is about, where nobody names them."""

    COMING = "coming_visit"
    PAST = "past_visit"
    """The last one to which the patient came."""
    MISSED = "missed_visit"
    """The last one to which the patient did not come."""


AnyNode: TypeAlias = Say | Ask | Branch | Set | Do | Record | Connect | HangUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Nodes that several flows share, and where meanings lead that may come to any question."""

    id: str
    version: int
    nodes: Mapping[str, AnyNode]
    anywhere: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    keys: Mapping[str, Meaning] = field(default_factory=lambda: MappingProxyType({}))
    """Keys that mean the same at every question that gives them no meaning of its own."""
    doubted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Where a meaning of `anywhere` leads that was heard with doubt and must not be missed: to a question whether it
    was meant."""
    parts: tuple[str, ...] = ()
    """Other parts that come with it."""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One conversation, in all languages."""

    id: str
    version: int
    title: str
    direction: Direction
    start: str
    nodes: Mapping[str, AnyNode]
    unsure_start: str = ""
    """Where a call begins of which it is not sure that a human took it; empty: at `start`."""
    machine: str = ""
    """Where an answering machine leads."""
    anywhere: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    keys: Mapping[str, Meaning] = field(default_factory=lambda: MappingProxyType({}))
    doubted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    about: About = About.COMING
    parts: tuple[str, ...] = ()
    path: str = ""
    line: int = 1

    def node(self, node_id: str) -> AnyNode:
        """The node of that id. Raises NotFoundError."""
        try:
            return self.nodes[node_id]
        except KeyError as exc:
            raise NotFoundError(f"flow {self.id!r} has no node {node_id!r}") from exc

    def leads(self, ask: Ask, meaning: str) -> str:
        """Where a meaning leads at a question; '' where it does not answer it."""
        return ask.on.get(meaning) or self.anywhere.get(meaning, "")

    def keys_at(self, ask: Ask) -> Mapping[str, Meaning]:
        """What the keys mean at a question."""
        return {**self.keys, **ask.keys}
