"""Understands an answer: keys, the clinic's own phrases, what is sure, then the model, and what safety asks for. Pure.

The order of the layers is that of their certainty; each answers or hands on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from ivr.answers.concepts import Concepts
from ivr.answers.model import AnswerModel
from ivr.answers.names import Asked, Meaning
from ivr.answers.phrases import Phrases
from ivr.answers.plain_words import by_plain_words, is_listening, is_of_another, is_politeness, is_torn
from ivr.answers.question import BAR, Question, Slot, Understood
from ivr.answers.safety import BARRED, settled
from ivr.answers.split import Visits, by_visit, excepts, names_all, names_visits
from ivr.answers.stance import Way, after_turn, before_turn, stance_of
from ivr.answers.sure import asks, bare, by_keys, rate
from ivr.answers.wish import wish_of
from ivr.answers.words import as_said, matching_form

_MOST_WORDS = 60
"""Of a longer answer the end is taken: there stands what was meant."""
_NAMED = 0.8
"""How sure it is that visits which are named one by one are meant one by one."""
_OF_EACH = 0.7
"""How sure it is what becomes of all visits where the same was said of each."""
_BAR_OF_MOVES = 0.9
"""Below it visits that are named by their days are believed to be meant one by one."""
_BAR_OF_UNSURE = 0.6
"""Below it visits of which each is told apart are believed rather than the model's 'unsure'."""
_BAR_OF_FIGURES = 0.85
"""Below it a figure from 1 to 5 is believed rather than the model."""
_OF_FIGURES = frozenset({Meaning.RATE, Meaning.UNSURE, Meaning.NONE})
_VISITS = frozenset({Asked.CONFIRM_VISIT, Asked.CONFIRM_VISITS})
_ACTS = frozenset({Meaning.KEEP, Meaning.CANCEL})
_HEARD_EARLY = frozenset({Meaning.STOP, Meaning.EMERGENCY})
_WISHES = frozenset({Meaning.WHEN, Meaning.MOVE, Meaning.LATER})


@dataclass(frozen=True, slots=True)
class Parser:
    """The parser of one language."""

    language: Language
    models: Mapping[Asked, AnswerModel]
    concepts: Concepts
    wishes: Concepts
    sure: Concepts
    visits: Concepts
    phrases: Phrases

    def understand(self, question: Question) -> Understood:
        """What the answer means."""
        if question.keys:
            return by_keys(question.keys, question.asked)
        words = matching_form(question.text)[-_MOST_WORDS:]
        if not words:
            return Understood(meaning=Meaning.NONE, confidence=1.0, rests_on="")
        found = self._meaning(words, question)
        if question.asked is Asked.CONFIRM_VISITS and found.meaning in _MAY_SPLIT:
            return self._split(words, question, found)
        if question.asked is Asked.CONFIRM_VISIT and found.meaning is Meaning.KEEP and question.visits:
            found = self._of_that_day(words, question, found)
        if found.slots or found.meaning not in _WISHES:
            return found
        return _with(found, self._wish(words, question, found.meaning))

    def _meaning(self, words: Sequence[str], question: Question) -> Understood:
        own = self.phrases.find(words, question.asked, self.language)
        if own is not None:
            meaning, confidence, phrase = own
            return Understood(meaning=meaning, confidence=confidence, rests_on=phrase)
        sure = bare(words, question.asked, self.sure)
        if sure is not None:
            return sure
        whole = stance_of(words, self.concepts)
        plain = by_plain_words(words, question.asked, self.sure, whole)
        if plain is not None:
            return plain
        joint = " " if self.concepts.spaced else ""
        if question.asked in _VISITS and self._is_taken_back(words):
            return Understood(meaning=Meaning.CANCEL, confidence=_NAMED, rests_on=joint.join(words))
        [likelihoods] = self.models[question.asked].likelihoods([words], self.concepts)
        last = after_turn(words, self.concepts)
        if len(last) < len(words):
            likelihoods = _weighed(likelihoods, *self.models[question.asked].likelihoods([last], self.concepts))
        meaning, confidence = settled(likelihoods, stance_of(last, self.concepts), question.asked)
        is_empty = is_politeness(words, self.sure) or (
            meaning is Meaning.KEEP and is_listening(words, self.sure, whole)
        )
        if meaning in _ACTS and question.asked in _VISITS and is_empty:
            return Understood(meaning=Meaning.NONE, confidence=BARRED, rests_on=joint.join(words))
        if meaning in _ACTS and question.asked in _VISITS and is_of_another(words, self.sure, whole):
            return Understood(meaning=Meaning.THIRD_PERSON, confidence=BARRED, rests_on=joint.join(words))
        if meaning in _ACTS and question.asked in _VISITS and is_torn(words, self.sure, whole, meaning):
            return Understood(meaning=Meaning.UNSURE, confidence=BARRED, rests_on=joint.join(words))
        is_doubtful = meaning is Meaning.KEEP or (question.asked in _VISITS and confidence == BARRED)
        if is_doubtful and asks(last, self.sure) and "yes" not in whole.names:
            return Understood(meaning=Meaning.NONE, confidence=BARRED, rests_on=joint.join(words))
        if question.asked is Asked.RATE and (confidence < _BAR_OF_FIGURES or meaning in _OF_FIGURES):
            figure = rate(words, self.sure)
            if figure is not None and meaning not in _HEARD_EARLY:
                return figure
            if meaning is Meaning.RATE:
                return Understood(meaning=Meaning.UNSURE, confidence=0.3, rests_on=joint.join(words))
        return Understood(meaning=meaning, confidence=confidence, rests_on=joint.join(words))

    def _is_taken_back(self, words: Sequence[str]) -> bool:
        """'Yes, I'll come, I mean, no': a promise, and a no as its last word."""
        promise, last = before_turn(words, self.concepts)
        said = bare(last, Asked.IDENTITY, self.sure)
        is_no = said is not None and said.meaning is Meaning.NO
        return is_no and set(stance_of(promise, self.concepts).ways) == {Way.COME}

    def _of_that_day(self, words: Sequence[str], question: Question, found: Understood) -> Understood:
        """'I come on Friday' keeps a visit on Friday; where it is on another day, nobody knows what was meant."""
        day = self._wish(words, question, found.meaning).get("date")
        if day is None or day in {visit.date().isoformat() for visit in question.visits}:
            return found
        is_wish = bool(stance_of(words, self.concepts).names & {"better", "move"})
        meaning = Meaning.MOVE if is_wish else Meaning.UNSURE
        return Understood(meaning=meaning, confidence=BAR if is_wish else BARRED, rests_on=found.rests_on)

    def _wish(self, words: Sequence[str], question: Question, meaning: Meaning) -> Mapping[str, Slot]:
        slots = wish_of(
            words,
            self.language,
            self.wishes,
            question.now,
            question.visits,
            is_about_call=meaning is Meaning.LATER,
        )
        return {**slots, "doctor": as_said(str(slots["doctor"]), question.text)} if "doctor" in slots else slots

    def _says_of_each(self, words: Sequence[str], way: Meaning, count: int) -> bool:
        """Whether the words say so of each visit, and nothing else: 'the first no, and the second no'."""
        stance = stance_of(words, self.concepts)
        against, speaks, points = _FOR_ALL[way]
        said = len(stance.ways) or sum(name in speaks for name in self.concepts.of(words))
        is_each = said >= count or any(name == "same" for name, _, _ in self.visits.found(words))
        return (
            is_each and set(stance.ways) <= {points} and not stance.doubts and not stance.names & (against | {"only"})
        )

    def _split(self, words: Sequence[str], question: Question, found: Understood) -> Understood:
        """The meaning by visit; where it is one for all, that one, and where it cannot be told, none."""
        vocabulary = Visits(self.visits, self.concepts, self.wishes)
        is_split = found.meaning is Meaning.SPLIT
        if found.meaning is Meaning.UNSURE and (
            found.confidence > _BAR_OF_UNSURE or stance_of(words, self.concepts).names & _WAVERS
        ):
            return found
        by_order = names_visits(words, self.visits)
        ways = by_visit(words, self.language, vocabulary, question.now, question.visits, guess=is_split or by_order)
        is_one = ways is not None and len(set(ways)) == 1
        is_open = is_split or found.meaning is Meaning.UNSURE
        if ways and is_one and is_open and self._says_of_each(words, ways[0], len(ways)):
            return Understood(meaning=ways[0], confidence=_OF_EACH, rests_on=found.rests_on)
        if not is_split:
            is_named = found.meaning is not Meaning.MOVE or by_order or found.confidence < _BAR_OF_MOVES
            if found.meaning is Meaning.UNSURE and not (ways and not is_one):
                return found
            is_for_all = names_all(words, self.visits) and len(set(stance_of(words, self.concepts).ways)) <= 1
            if is_for_all and not excepts(words, self.visits):
                is_named = False
            elif not ways and (ways == [] or excepts(words, self.visits)) and found.meaning is not Meaning.MOVE:
                return Understood(meaning=Meaning.UNSURE, confidence=0.5, rests_on=found.rests_on)
            if ways and not is_one and is_named:
                return Understood(
                    meaning=Meaning.SPLIT,
                    slots={"by_visit": [way.value for way in ways]},
                    confidence=_NAMED,
                    rests_on=found.rests_on,
                )
            return _with(found, self._wish(words, question, found.meaning) if found.meaning is Meaning.MOVE else {})
        if not ways or is_one:
            return Understood(meaning=Meaning.UNSURE, confidence=found.confidence / 2, rests_on=found.rests_on)
        return _with(found, {"by_visit": [way.value for way in ways]})


_FOR_ALL = {
    Meaning.KEEP: (frozenset({"neg", "no", "cancel", "move"}), frozenset({"yes"}), Way.COME),
    Meaning.MOVE: (frozenset[str](), frozenset[str](), Way.MOVE),
    Meaning.CANCEL: (frozenset({"yes", "keep", "move"}), frozenset({"no", "neg"}), Way.STAY_AWAY),
}
"""What gainsays that all visits are meant so, what says it, and which way it points."""


def _weighed(whole: Mapping[Meaning, float], last: Mapping[Meaning, float]) -> dict[Meaning, float]:
    """After a change of mind its last words count four times."""
    return {meaning: (whole[meaning] + 4 * last[meaning]) / 5 for meaning in whole}


_WAVERS = frozenset({"if", "maybe", "try", "think", "know", "unlikely"})
"""Words by which one of several visits may be left open."""
_MAY_SPLIT = frozenset({Meaning.KEEP, Meaning.MOVE, Meaning.CANCEL, Meaning.SPLIT, Meaning.UNSURE})


def _with(found: Understood, slots: Mapping[str, Slot]) -> Understood:
    return Understood(meaning=found.meaning, slots=slots, confidence=found.confidence, rests_on=found.rests_on)
