"""How well the whole parser does: on lines of the corpus that were held out, or on phrases that were written apart."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from callcenter.kit.languages import Language
from ivr.answers.corpus import Answer
from ivr.answers.freshness import read_corpus
from ivr.answers.loader import load_concepts, load_parser
from ivr.answers.names import Asked, Meaning
from ivr.answers.parser import Parser
from ivr.answers.question import Question, Understood
from ivr.answers.words import matching_form
from ivr.answers_trainer.train import train_all

_HELD_OUT = 5
"""One line in so many is held out."""
_NOW = datetime.fromisoformat("2026-11-23T18:20")
_FIRST_VISIT = datetime.fromisoformat("2026-11-24T10:30")
_ACTS = frozenset({Meaning.KEEP, Meaning.CANCEL})


@dataclass(frozen=True, slots=True)
class Tried:
    """An answer, what it should mean, and what the parser made of it."""

    asked: Asked
    text: str
    meaning: Meaning
    understood: Understood
    is_right: bool

    @property
    def is_wrong_act(self) -> bool:
        """Whether a visit was confirmed or cancelled by somebody who did not say so."""
        return self.understood.meaning in _ACTS and self.understood.meaning is not self.meaning


def held_out(language: Language, questions: Sequence[Asked] = tuple(Asked), seed: int = 1) -> Iterator[Tried]:
    """Every fifth line of each question and of `any`, asked of models that have not learned it."""
    corpus = read_corpus(language)
    lines = [" ".join(matching_form(answer.text)) for answer in corpus]
    apart = {place for place, line in enumerate(lines) if crc32(f"{seed} {line}".encode()) % _HELD_OUT == 0}
    taught = [answer for place, answer in enumerate(corpus) if place not in apart]
    parser = load_parser(language)
    models = {
        asked: replace(model, sharpness=parser.models[asked].sharpness)
        for asked, model in train_all(taught, language, load_concepts(language)).items()
    }
    own = replace(parser, models=models)
    for asked in questions:
        for place in sorted(apart):
            answer = corpus[place]
            if answer.asked in (asked, None):
                yield _tried(own, answer, asked, language)


def _tried(parser: Parser, answer: Answer, asked: Asked, language: Language) -> Tried:
    count = max(2, len(answer.behind.split())) if answer.meaning is Meaning.SPLIT else 1
    visits = tuple(
        datetime.fromisoformat("2026-11-24T10:30") + timedelta(days=2 * n, hours=3 * n) for n in range(count)
    )
    question = Question(language=language, asked=asked, text=answer.text, now=_NOW, visits=visits)
    understood = parser.understand(question)
    is_right = understood.meaning is answer.meaning
    if answer.meaning is Meaning.SPLIT:
        is_right = is_right and list(understood.slots.get("by_visit", ())) == answer.behind.split()  # type: ignore[arg-type] # a split's slot is a list
    elif answer.meaning is Meaning.RATE:
        is_right = is_right and str(understood.slots.get("value")) == answer.behind
    return Tried(asked, answer.text, answer.meaning, understood, is_right)


def written_apart(folder: Path) -> dict[Language, list[Tried]]:
    """The phrases of `<language>.jsonl` in a folder, each asked of the shipped models.

    Lines are as `callcenter ivr understand` reads them, with `meaning` and `slots` beside. Each slot of a phrase must
    be found; more slots are no mistake.
    """
    tried: dict[Language, list[Tried]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        language = Language(path.stem)
        parser = load_parser(language)
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        tried[language] = [_of_line(parser, line, language) for line in lines]
    return tried


def _of_line(parser: Parser, line: Mapping[str, Any], language: Language) -> Tried:  # Any: a line of JSON
    question = Question(
        language=language,
        asked=Asked(line["asked"]),
        text=line.get("text", ""),
        keys=line.get("keys", ""),
        now=datetime.fromisoformat(line["now"]),
        visits=tuple(datetime.fromisoformat(visit) for visit in line.get("visits", ())),
    )
    understood = parser.understand(question)
    slots = {name: list(value) if isinstance(value, tuple) else value for name, value in understood.slots.items()}
    has_slots = all(slots.get(name) == value for name, value in line.get("slots", {}).items())
    meaning = Meaning(line["meaning"])
    return Tried(question.asked, question.text, meaning, understood, understood.meaning is meaning and has_slots)


def wrong(tried: Mapping[Language, Sequence[Tried]]) -> Iterator[str]:
    """What was not understood, visits that were wrongly confirmed or cancelled first."""
    for language, every in tried.items():
        for one in sorted((one for one in every if not one.is_right), key=lambda one: not one.is_wrong_act):
            mark = "!!" if one.is_wrong_act else "  "
            told = f"{one.understood.meaning} {one.understood.confidence:.2f} {dict(one.understood.slots)}"
            yield f"{mark} {language} {one.asked}: {one.text} | {one.meaning} -> {told}"


def table(tried: Mapping[Language, Sequence[Tried]]) -> Iterator[str]:
    """By language and question: how many were right, how often a 'stop' was missed, and how many visits were confirmed
    or cancelled wrongly."""
    columns = ("answers", "right", "sure", "of sure", "no stop", "keep!", "cancel!")
    yield f"{'':4}{'question':16}" + "".join(f"{column:>8}" for column in columns)
    for language, every in tried.items():
        for asked in (*Asked, None):
            rows = [one for one in every if asked in (one.asked, None)]
            if rows:
                yield _row(language, asked, rows)


def _row(language: Language, asked: Asked | None, rows: Sequence[Tried]) -> str:
    sure = [one for one in rows if one.understood.is_sure]
    wrong = Counter(one.understood.meaning for one in rows if one.is_wrong_act)
    right = sum(one.is_right for one in rows) / len(rows)
    missed = sum(one.meaning is Meaning.STOP and one.understood.meaning is not Meaning.STOP for one in rows)
    of_sure = sum(one.is_right for one in sure) / max(1, len(sure))
    return (
        f"{language:4}{asked or 'all':16}{len(rows):8}{right:8.1%}{len(sure) / len(rows):8.1%}{of_sure:8.1%}"
        f"{missed:8}{wrong[Meaning.KEEP]:8}{wrong[Meaning.CANCEL]:8}"
    )
