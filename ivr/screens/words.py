"""What happens in flows, in the reader's language. A name that is not known here is shown as it is written. Pure."""

from collections.abc import Callable, Mapping, Sequence

from callcenter.kit.words import P_
from ivr.answers.names import Meaning
from ivr.flow.conditions import NOT
from ivr.flow.inputs import AnsweredBy
from ivr.flow.model import AnyNode, Ask, Branch, Connect, Do, HangUp, Record, Say, Set, Whom
from ivr.flow.moves import VisitWay
from ivr.flow.outcomes import FlowOutcome
from ivr.leading.remark_store import RemarkKind

Translate = Callable[[str, str], str]
"""The text of a context in the reader's language."""

_Words = Mapping[str, tuple[str, str]]

MEANINGS: _Words = {
    Meaning.YES: P_("answer", "yes"),
    Meaning.NO: P_("answer", "no"),
    Meaning.KEEP: P_("answer", "will come"),
    Meaning.MOVE: P_("answer", "move it"),
    Meaning.CANCEL: P_("answer", "cancel it"),
    Meaning.SPLIT: P_("answer", "not the same for all visits"),
    Meaning.WHEN: P_("answer", "a day or a time"),
    Meaning.RATE: P_("answer", "a mark from 1 to 5"),
    Meaning.BOOK: P_("answer", "book a visit"),
    Meaning.MY_VISIT: P_("answer", "my visit"),
    Meaning.ADDRESS: P_("answer", "address and hours"),
    Meaning.RESULTS: P_("answer", "test results"),
    Meaning.EMERGENCY: P_("answer", "an emergency"),
    Meaning.COMMENT: P_("answer", "a remark"),
    Meaning.UNSURE: P_("answer", "not sure yet"),
    Meaning.LATER: P_("answer", "not now, later"),
    Meaning.REPEAT: P_("answer", "say it again"),
    Meaning.WHO: P_("answer", "who is calling?"),
    Meaning.PERSON: P_("answer", "a person, please"),
    Meaning.STOP: P_("answer", "do not call me"),
    Meaning.WRONG_NUMBER: P_("answer", "wrong number"),
    Meaning.THIRD_PERSON: P_("answer", "somebody else answers"),
    Meaning.MACHINE: P_("answer", "an answering machine"),
    Meaning.NONE: P_("answer", "not understood"),
    "silence": P_("answer", "silence"),
    "no_match": P_("answer", "not understood"),
    "human": P_("answer", "a person answers"),
    "unsure_who": P_("answer", "not sure who answers"),
    "hung_up": P_("answer", "hangs up"),
}
RESULTS: _Words = {
    "found": P_("result", "found"),
    "none": P_("result", "none is free"),
    "done": P_("result", "done"),
    "taken": P_("result", "already taken"),
    "gone": P_("result", "no such visit any more"),
    "to_move": P_("result", "some are to be moved"),
    "told": P_("result", "known"),
    "unknown": P_("result", "not known"),
    "failed": P_("result", "did not work"),
    "recorded": P_("result", "recorded"),
    "empty": P_("result", "nothing was said"),
    "connected": P_("result", "put through"),
    "otherwise": P_("result", "otherwise"),
}
CONDITIONS: _Words = {
    "is_open": P_("condition", "the clinic is open"),
    "has_listener": P_("condition", "the number is known"),
    "is_known": P_("condition", "the patient is on the line"),
    "has_visit": P_("condition", "there is a visit"),
    "several_visits": P_("condition", "there are several visits"),
    "one_by_one": P_("condition", "each visit is moved on its own"),
    "has_visit_left": P_("condition", "a visit is left to move"),
    "is_settled": P_("condition", "something has been settled"),
    "has_offer": P_("condition", "there is another free place"),
    "has_wish": P_("condition", "a time was wished for"),
    "has_queue": P_("condition", "the queue is known"),
    "rated_low": P_("condition", "the mark is low"),
}
_WITHOUT: _Words = {
    "is_open": P_("condition", "the clinic is closed"),
    "has_listener": P_("condition", "the number is not known"),
    "is_known": P_("condition", "somebody else is on the line"),
    "has_visit": P_("condition", "there is no visit"),
    "several_visits": P_("condition", "there is one visit at most"),
    "one_by_one": P_("condition", "the visits are moved together"),
    "has_visit_left": P_("condition", "no visit is left to move"),
    "is_settled": P_("condition", "nothing has been settled"),
    "has_offer": P_("condition", "there is no other free place"),
    "has_wish": P_("condition", "no time was wished for"),
    "has_queue": P_("condition", "the queue is not known"),
    "rated_low": P_("condition", "the mark is good"),
}
ACTIONS: _Words = {
    "offer_slots": P_("action", "Looks for free places"),
    "take_place": P_("action", "Books the place"),
    "move_visit": P_("action", "Moves the visit to the place"),
    "confirm_visit": P_("action", "Marks the visit as confirmed"),
    "confirm_each": P_("action", "Notes the answer for each visit"),
    "cancel_visit": P_("action", "Cancels the visit, its place is free"),
    "note_thinking": P_("action", "Notes that the patient will think about it"),
    "note_refusal": P_("action", "Notes the refusal"),
    "record_score": P_("action", "Keeps the mark"),
    "record_comment": P_("action", "Keeps the remark"),
    "stop_calling": P_("action", "Takes the number off automatic calls"),
    "note_wrong_number": P_("action", "Notes that the number is wrong"),
    "request_callback": P_("action", "Makes a task: call back"),
    "leave_message": P_("action", "Makes a task: hear the message"),
    "queue_position": P_("action", "Asks how long the queue is"),
}
OUTCOMES: _Words = {
    FlowOutcome.CONFIRMED: P_("robot outcome", "confirmed"),
    FlowOutcome.RESCHEDULED: P_("robot outcome", "moved"),
    FlowOutcome.CANCELLED: P_("robot outcome", "cancelled"),
    FlowOutcome.ANSWERED_APART: P_("robot outcome", "answered for each visit"),
    FlowOutcome.BOOKED: P_("robot outcome", "booked"),
    FlowOutcome.REFUSED: P_("robot outcome", "refused"),
    FlowOutcome.THINKING: P_("robot outcome", "will think about it"),
    FlowOutcome.CALLBACK: P_("robot outcome", "to be called back"),
    FlowOutcome.LATER: P_("robot outcome", "busy, later"),
    FlowOutcome.INFORMATION: P_("robot outcome", "informed"),
    FlowOutcome.EMERGENCY: P_("robot outcome", "emergency"),
    FlowOutcome.WRONG_NUMBER: P_("robot outcome", "wrong number"),
    FlowOutcome.THIRD_PERSON: P_("robot outcome", "somebody else answered"),
    FlowOutcome.STOPPED: P_("robot outcome", "wants no more calls"),
    FlowOutcome.RATED: P_("robot outcome", "gave a mark"),
    FlowOutcome.COMPLAINT: P_("robot outcome", "complaint"),
    FlowOutcome.MESSAGE: P_("robot outcome", "left a message"),
    FlowOutcome.CONNECTED: P_("robot outcome", "put through to a person"),
    FlowOutcome.MACHINE: P_("robot outcome", "answering machine"),
    FlowOutcome.NO_CONTACT: P_("robot outcome", "nobody answered the questions"),
    FlowOutcome.NOT_UNDERSTOOD: P_("robot outcome", "not understood"),
    FlowOutcome.HUNG_UP: P_("robot outcome", "hung up"),
    FlowOutcome.FAILED: P_("robot outcome", "a failure of ours"),
}
_WAYS: _Words = {
    VisitWay.MOVED: P_("visit", "moved"),
    VisitWay.STAYS: P_("visit", "stays as it was"),
    VisitWay.LEFT: P_("visit", "to be moved, no new time yet"),
}
_QUEUES: _Words = {
    "reception": P_("whom", "to the administrators"),
    "emergency": P_("whom", "to whoever is on duty"),
}
_WHOM: Mapping[Whom, tuple[str, str]] = {
    Whom.QUEUE: P_("whom", "to the queue %s"),
    Whom.EXTENSION: P_("whom", "to extension %s"),
    Whom.NUMBER: P_("whom", "to the number %s"),
}
_KINDS: Mapping[type[AnyNode], tuple[str, tuple[str, str]]] = {
    Say: ("say", P_("node", "says")),
    Ask: ("ask", P_("node", "asks")),
    Branch: ("branch", P_("node", "looks which way")),
    Set: ("set", P_("node", "notes")),
    Do: ("do", P_("node", "does")),
    Record: ("record", P_("node", "records a message")),
    Connect: ("connect", P_("node", "connects")),
    HangUp: ("end", P_("node", "ends the call")),
}
TONES: Mapping[FlowOutcome, str] = {
    **dict.fromkeys((FlowOutcome.CONFIRMED, FlowOutcome.RESCHEDULED, FlowOutcome.BOOKED, FlowOutcome.RATED), "good"),
    **dict.fromkeys(
        (FlowOutcome.CANCELLED, FlowOutcome.REFUSED, FlowOutcome.THINKING, FlowOutcome.CALLBACK, FlowOutcome.LATER),
        "attention",
    ),
    **dict.fromkeys(
        (
            FlowOutcome.EMERGENCY,
            FlowOutcome.COMPLAINT,
            FlowOutcome.STOPPED,
            FlowOutcome.FAILED,
            FlowOutcome.NOT_UNDERSTOOD,
        ),
        "act",
    ),
}
"""How an outcome is coloured, besides its word; 'plain' where it is not here."""

REMARK_OUTCOMES: Mapping[RemarkKind, FlowOutcome] = {
    RemarkKind.SCORE: FlowOutcome.RATED,
    RemarkKind.CANCELLATION: FlowOutcome.CANCELLED,
    RemarkKind.REFUSAL: FlowOutcome.REFUSED,
    RemarkKind.THINKING: FlowOutcome.THINKING,
    RemarkKind.WRONG_NUMBER: FlowOutcome.WRONG_NUMBER,
    RemarkKind.CALLBACK: FlowOutcome.CALLBACK,
    RemarkKind.MESSAGE: FlowOutcome.MESSAGE,
}
"""The outcome that says the same; a comment may come with any."""


class FlowWords:
    """The words of one language."""

    def __init__(self, translate: Translate) -> None:
        self._say = translate

    def kind(self, node: AnyNode) -> tuple[str, str]:
        """What kind of step it is: as a name for styles, and in words."""
        name, words = _KINDS[type(node)]
        return name, self._say(*words)

    def why(self, node: AnyNode, reason: str) -> str:
        """Why a call goes a way: an answer, a result, a condition."""
        match node:
            case Ask():
                return self._of(MEANINGS, reason)
            case Branch() if reason != "otherwise":
                return self.condition(reason)
        return self._of(RESULTS, reason)

    def condition(self, name: str) -> str:
        """A condition as a statement."""
        return self._of(_WITHOUT, name.removeprefix(NOT)) if name.startswith(NOT) else self._of(CONDITIONS, name)

    def question(self, names: Sequence[str]) -> str:
        """What a step looks at: 'the clinic is open?'"""
        return self._say(*P_("condition", "%s?")) % "; ".join(dict.fromkeys(map(self.condition, names)))

    def meaning(self, name: str) -> str:
        """What was understood."""
        return self._of(MEANINGS, name)

    def visit(self, way: str) -> str:
        """What came of one of several visits."""
        return self._of(_WAYS, way) if way in _WAYS else self.meaning(way)

    def result(self, name: str) -> str:
        """How something came out."""
        return self._of(RESULTS, name)

    def action(self, name: str) -> str:
        """What is done."""
        return self._of(ACTIONS, name)

    def outcome(self, outcome: str) -> str:
        """How a call came out."""
        return self._of(OUTCOMES, outcome)

    def remark(self, kind: RemarkKind) -> str:
        """What sort of thing a patient told."""
        outcome = REMARK_OUTCOMES.get(kind)
        return self.meaning(Meaning.COMMENT) if outcome is None else self.outcome(outcome)

    def answered_by(self, who: AnsweredBy) -> str:
        """Who took the call."""
        known = {AnsweredBy.HUMAN: "human", AnsweredBy.MACHINE: Meaning.MACHINE, AnsweredBy.UNSURE: "unsure_who"}
        return self._of(MEANINGS, known[who])

    def goes_on(self) -> str:
        """Of a call that has not ended."""
        return self._say(*P_("robot outcome", "goes on"))

    def understood(self, meaning: str) -> str:
        """'understood: yes'"""
        return self._say(*P_("talk", "understood: %s")) % self.meaning(meaning)

    def hangs_up(self) -> str:
        """The other side puts down."""
        return self._say(*P_("talk", "the patient hangs up"))

    def records(self) -> str:
        """A message is recorded."""
        return self._say(*P_("talk", "records a message"))

    def connects(self, whom: Whom, to: str) -> str:
        """'connects: to the administrators'"""
        return self._say(*P_("talk", "connects: %s")) % self.whom(whom, to)

    def whom(self, whom: Whom, to: str) -> str:
        """Whom a call is put through to."""
        known = _QUEUES.get(to) if whom is Whom.QUEUE else None
        return self._say(*known) if known else self._say(*_WHOM[whom]) % to

    def set_values(self, values: Mapping[str, str]) -> str:
        """What a step notes."""
        return "; ".join(self._set(name, value) for name, value in values.items())

    def returns(self) -> str:
        """Back to the question that was interrupted."""
        return self._say(*P_("way", "back to the question"))

    def begins(self) -> str:
        """The first step of a call."""
        return self._say(*P_("node", "begins here"))

    def unsure(self) -> str:
        """The first step of a call of which it is not sure that a human took it."""
        return self._say(*P_("node", "begins here, where it is not clear who answered"))

    def machine(self) -> str:
        """Where an answering machine leads."""
        return self._say(*P_("node", "to here, where a machine answered"))

    def ends_with(self, outcome: str) -> str:
        """'the call ends: confirmed'"""
        return self._say(*P_("node", "the call ends: %s")) % self.outcome(outcome)

    def settles(self, outcome: str) -> str:
        """'settled: confirmed'"""
        return self._say(*P_("node", "settled: %s")) % self.outcome(outcome)

    def _set(self, name: str, value: str) -> str:
        if (name, value) == ("offer", "next"):
            return self._say(*P_("set", "the next offered place"))
        if (name, value) == ("visit", "first"):
            return self._say(*P_("set", "the first visit to move"))
        if (name, value) == ("visit", "next"):
            return self._say(*P_("set", "on to the next visit"))
        if (name, value) == ("wish", "forget"):
            return self._say(*P_("set", "the wished time is done with"))
        if name == "asked_for":
            return self._say(*P_("set", "the patient asked: %s")) % self._of(MEANINGS, value)
        return f"{name} = {self._of(MEANINGS, value)}"

    def _of(self, words: _Words, name: str) -> str:
        known = words.get(name)
        return self._say(*known) if known else name
