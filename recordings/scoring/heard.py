"""A call as the rules look at it: utterances in matching form, and how to prove a verdict by one of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from callcenter.domain.calls import Direction
from recordings.scoring.acts.reading import ActModels, Done, read_acts
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.limits import limit_of
from recordings.scoring.pack import PhrasePack
from recordings.scoring.plainest import at_sentences
from recordings.scoring.text import Match, Spoken
from recordings.transcript import CallTranscript, Speaker, Turn

_ONE_UTTERANCE_GAP_S = 3.0
"""Turns of one speaker closer than this, with nobody between, are one utterance that the recogniser cut."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker said in one go."""

    place: int
    """Its number in the call, from 0."""
    is_administrator: bool
    turns: tuple[Turn, ...]
    starts: tuple[int, ...]
    """Where each turn begins in the joined text."""
    spoken: Spoken

    @property
    def words(self) -> int:
        """How many words (in Chinese: characters) it holds."""
        return len(self.spoken.words)

    def second(self, character: int) -> float:
        """When the character at that place of the text was said, in seconds from the answer."""
        number = max(place for place, start in enumerate(self.starts) if start <= character)
        turn = self.turns[number]
        share = (character - self.starts[number]) / max(1, len(turn.text))
        if turn.words:
            before = len(turn.text[: character - self.starts[number]].split())
            return turn.words[min(before, len(turn.words) - 1)].start
        return turn.start + share * (turn.end - turn.start)


Proof: TypeAlias = tuple[Utterance, Match]
"""Words that prove something."""

_BY_OWN_PHRASE = 0.97
"""How sure a clinic's own phrase is."""


@dataclass(frozen=True, slots=True)
class CallView:
    """The whole call, ready for rules."""

    call: CallTranscript
    pack: PhrasePack
    utterances: tuple[Utterance, ...]
    acts: tuple[Mapping[str, Done], ...]
    """What each utterance does."""
    common: frozenset[str]
    """Words that are nobody's name."""

    @property
    def administrator(self) -> list[Utterance]:
        """What the administrator said, in order."""
        return [utterance for utterance in self.utterances if utterance.is_administrator]

    @property
    def patient(self) -> list[Utterance]:
        """What the patient said, in order."""
        return [utterance for utterance in self.utterances if not utterance.is_administrator]

    @property
    def is_outbound(self) -> bool:
        """True where the clinic rang."""
        return self.call.direction is Direction.OUTBOUND

    def likelihood(self, act: str, utterance: Utterance) -> float:
        """How likely (0..1) `utterance` does `act`."""
        done = self.acts[utterance.place].get(act)
        return done.likelihood if done else 0.0

    def find(self, act: str, among: Sequence[Utterance], *, least: float | None = None) -> Iterator[Proof]:
        """Every utterance of `among` that does `act`, with the words that do it.

        `least` is the likelihood from which it is believed; the act's own where nothing is given.
        """
        limit = limit_of(act) if least is None else least
        for utterance in among:
            done = self.acts[utterance.place].get(act)
            if done is not None and done.likelihood >= limit:
                yield utterance, done.match

    def first(self, acts: Sequence[str], among: Sequence[Utterance], *, least: float | None = None) -> Proof | None:
        """The first utterance of `among` that does any of `acts`."""
        for utterance in among:
            for act in acts:
                for proof in self.find(act, (utterance,), least=least):
                    return proof
        return None

    def does(self, act: str, among: Sequence[Utterance], *, least: float | None = None) -> bool:
        """Whether any utterance of `among` does `act`."""
        return next(self.find(act, among, least=least), None) is not None


def make_view(call: CallTranscript, pack: PhrasePack, models: ActModels) -> CallView:
    """Join cut turns and prepare every utterance for the rules."""
    groups: list[list[Turn]] = []
    for turn in call.turns:
        if not turn.text.strip():
            continue
        last = groups[-1][-1] if groups else None
        if last and last.speaker is turn.speaker and turn.start - last.end < _ONE_UTTERANCE_GAP_S:
            groups[-1].append(turn)
        else:
            groups.append([turn])
    utterances = tuple(_utterance(place, group, pack) for place, group in enumerate(groups))
    acts = tuple(_with_own(said, done, pack) for said, done in zip(utterances, _acts(utterances, models), strict=True))
    return CallView(call, pack, utterances, acts, models.patient.common)


def _with_own(utterance: Utterance, done: Mapping[str, Done], pack: PhrasePack) -> Mapping[str, Done]:
    """What an utterance does by the models, and by the clinic's own phrases."""
    own = pack.own(utterance.spoken, is_administrator=utterance.is_administrator)
    return {**done, **{act: Done(_BY_OWN_PHRASE, match) for act, match in own}}


def _acts(utterances: Sequence[Utterance], models: ActModels) -> tuple[Mapping[str, Done], ...]:
    own = [item.spoken for item in utterances if item.is_administrator]
    others = [item.spoken for item in utterances if not item.is_administrator]
    of_administrator = at_sentences(own, list(read_acts(own, models.administrator)), models.administrator)
    of_patient = at_sentences(others, list(read_acts(others, models.patient)), models.patient)
    return tuple(next(of_administrator if item.is_administrator else of_patient) for item in utterances)


def _utterance(place: int, turns: Sequence[Turn], pack: PhrasePack) -> Utterance:
    starts: list[int] = []
    text = ""
    for turn in turns:
        text += " " if text else ""
        starts.append(len(text))
        text += turn.text
    is_administrator = turns[0].speaker is Speaker.ADMINISTRATOR
    return Utterance(place, is_administrator, tuple(turns), tuple(starts), pack.spoken(text))


def finding(
    verdict: Verdict,
    confidence: float,
    rule: str,
    proof: Proof | None = None,
    *,
    critical: bool = False,
) -> Finding:
    """A verdict, with the quote and the second of its proof."""
    if proof is None:
        return Finding(verdict=verdict, confidence=confidence, rule=rule, critical=critical)
    utterance, match = proof
    return Finding(
        verdict=verdict,
        confidence=confidence,
        quote=utterance.spoken.quote(match.start, match.end),
        at=utterance.second(utterance.spoken.place(match.start)),
        rule=rule,
        critical=critical,
    )
