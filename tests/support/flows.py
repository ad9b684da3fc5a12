"""Flows as tests use them: the shipped book, a parser of few words, and a talk with the engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from callcenter.kit.languages import Language
from callcenter.kit.spoken.registry import words_for
from callcenter.kit.spoken.wording import Wording
from ivr.answers.names import Meaning
from ivr.answers.question import Question, Understood
from ivr.flow import commands
from ivr.flow.actions import ACTIONS
from ivr.flow.commands import AnyCommand, Said
from ivr.flow.engine import Step, Tools, begin, step
from ivr.flow.facts import Facts
from ivr.flow.inputs import (
    AnsweredBy,
    Connected,
    Heard,
    Input,
    NotConnected,
    Recorded,
    Result,
    Silence,
    Started,
)
from ivr.flow.loader import Book, load_book
from ivr.flow.samples import made_up
from ivr.flow.state import State

EVENING = datetime(2026, 11, 23, 13, 20, tzinfo=UTC)
BOOK: Book = load_book()
FIRST_RESULTS = {name: action.results[0] for name, action in ACTIONS.items()}


def by_name(question: Question) -> Understood:
    """Understands the names of meanings alone: 'keep', 'when', 'rate 4'; a '?' behind one makes it unsure."""
    word, _, rest = question.text.removesuffix("?").partition(" ")
    try:
        meaning = Meaning(word)
    except ValueError:
        return Understood(meaning=Meaning.NONE, confidence=0.9, rests_on="")
    slots: Mapping[str, str | int | list[str]] = {}
    if meaning is Meaning.RATE:
        slots = {"value": int(rest)}
    elif meaning is Meaning.SPLIT:
        slots = {"by_visit": rest.split()}
    elif rest:
        slots = {"part": rest}
    confidence = 0.3 if question.text.endswith("?") else 0.95
    return Understood(meaning=meaning, slots=slots, confidence=confidence, rests_on=word)


@dataclass
class Talk:
    """A call with the engine; every state goes through JSON, as between two webhooks."""

    flow: str
    language: Language = Language.EN
    facts: Facts | None = None
    results: Mapping[str, str] = field(default_factory=dict)
    """How actions come out, by action; the first result of each otherwise."""
    is_anybody_there: bool = True
    """Whether the reception takes calls."""
    commands: list[AnyCommand] = field(default_factory=list)
    """All so far."""
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.tools = Tools(flow=BOOK.flow(self.flow), prompts=BOOK.words(self.language), understand=by_name)
        self.state = begin(self.tools.flow, self.language, self.facts or made_up(self.language))

    def give(self, given: Input) -> Step:
        """One input, and what comes of it."""
        made = step(self.tools, State.from_json(self.state.to_json()), given)
        self.state = made.state
        self.commands += made.commands
        return made

    def start(self, answered_by: AnsweredBy = AnsweredBy.HUMAN) -> "Talk":
        """The call is up."""
        self.give(Started(answered_by=answered_by))
        return self._until_it_listens()

    def hear(self, *answers: str) -> "Talk":
        """Answers one after another: names of meanings, digits as keys, '' for silence."""
        for answer in answers:
            number = self.state.awaits
            if not answer:
                self.give(Silence(command=number))
            elif set(answer) <= set("0123456789*#"):
                self.give(Heard(command=number, at=EVENING, keys=answer))
            else:
                self.give(Heard(command=number, at=EVENING, text=answer))
            self._until_it_listens()
        return self

    @property
    def prompts(self) -> list[str]:
        """The ids of all prompts so far."""
        return [said.prompt for said in self.said]

    @property
    def said(self) -> list[Said]:
        """All that was said so far."""
        return [said for one in self.commands if isinstance(one, commands.Play) for said in one.said]

    @property
    def done(self) -> list[str]:
        """The actions so far."""
        return [one.action for one in self.commands if isinstance(one, commands.Perform)]

    def _until_it_listens(self) -> "Talk":
        while not self.state.is_over:
            match self.commands[-1]:
                case commands.Perform(number=number, action=action):
                    self.give(self.result(number, action))
                case commands.Connect(number=number):
                    self.give(Connected(command=number) if self.is_anybody_there else NotConnected(command=number))
                case commands.Record(number=number):
                    self.give(Recorded(command=number, recording="message-1", seconds=4.0))
                case _:
                    return self
        return self

    def result(self, number: int, action: str) -> Result:
        """How an action comes out here."""
        value = self.results.get(action, FIRST_RESULTS[action])
        offers = [
            {"id": f"free-{place}", "at": (EVENING + timedelta(days=place + 2)).isoformat(), "doctor": "Helen Ashby"}
            for place in range(2)
        ]
        facts: Mapping[str, object] = {"offers": offers} if action == "offer_slots" and value == "found" else {}
        return Result(command=number, value=value, facts=facts)


def private_words(facts: Facts, language: Language) -> Iterable[str]:
    """What nobody but the patient may hear in a call of these facts."""
    for one in (*facts.visits, *facts.offers):
        yield from (word for word in (one.doctor, one.service, one.whose) if word)
        local = one.at.astimezone(ZoneInfo(facts.clinic.zone))
        for say in (words_for(language).day_on, words_for(language).day_named):
            yield from writings_of(say(local.date()))
        yield from writings_of(words_for(language).time_at(local.time()))


def writings_of(wording: Wording) -> tuple[str, str]:
    """Both writings of a wording."""
    return wording.screen, wording.spoken
