"""Reads what the parser of answers stands on: the words of concepts, models, and phrases that a clinic adds."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from callcenter.kit.content import ContentError, read_content
from callcenter.kit.languages import Language
from ivr.answers.concepts import Concepts
from ivr.answers.model_file import load_models
from ivr.answers.parser import Parser
from ivr.answers.phrases import Phrases, read_phrases
from ivr.answers.question import Question, Understood
from ivr.answers.words import is_spaced, matching_form

_HERE = Path(__file__).parent
_LONGEST_TEXT = 1_000
"""Signs; in 40 seconds, the longest answer that is listened to, nobody says more."""
_ENDLESS = re.compile(r"([^\W\u3400-\u9fff]{60})[^\W\u3400-\u9fff]+")
"""A word of more than 60 letters; Chinese writes no spaces."""


@cache
def load_concepts(language: Language, folder: Path = _HERE / "concepts") -> Concepts:
    """The words of a language by what they stand for. Raises ContentError."""
    whole: dict[str, str] = {}
    begun: dict[str, str] = {}
    joint = " " if is_spaced(language) else ""
    for name, entry in read_content(folder / f"{language.value}.yaml").fields().items():
        for word in entry.text().split():
            pieces = joint.join(matching_form(word.rstrip("*").replace("_", " ")))
            (begun if word.endswith("*") else whole).setdefault(pieces, name)
    return Concepts(whole, begun, is_spaced(language))


@cache
def load_wishes(language: Language, folder: Path = _HERE / "wishes") -> Concepts:
    """The words of day and time wishes of a language. Raises ContentError."""
    return load_concepts(language, folder)


@cache
def load_sure_words(language: Language, folder: Path = _HERE / "sure") -> Concepts:
    """The words that alone are a yes, a no or a figure. Raises ContentError."""
    return load_concepts(language, folder)


def load_phrases(language: Language, own: Path | None) -> Phrases:
    """The phrases that a clinic has added in `answers/<language>.yaml` of its content folder. Raises ContentError."""
    path = own / "answers" / f"{language.value}.yaml" if own else None
    if path is None or not path.exists():
        return Phrases()
    return read_phrases(read_content(path), language)


def check_phrases(path: Path) -> None:
    """Read a file of phrases as it will be read. Raises ContentError for what is wrong in it."""
    if path.stem not in set(Language) or path.parent.name != "answers":
        raise ContentError(path, 1, "put phrases for answers into answers/, in a file named as ru.yaml")
    read_phrases(read_content(path), Language(path.stem))


@cache
def load_parser(language: Language, own: Path | None = None) -> Parser:
    """The parser of a language. `own` is the clinic's content folder. Raises ContentError, AnswerModelError."""
    return Parser(
        language=language,
        models=load_models(language),
        concepts=load_concepts(language),
        wishes=load_wishes(language),
        sure=load_sure_words(language),
        visits=load_concepts(language, _HERE / "visits"),
        phrases=load_phrases(language, own),
    )


def understand(question: Question, own: Path | None = None) -> Understood:
    """What an answer means, by the shipped models and the phrases of the clinic's content folder."""
    return load_parser(question.language, own).understand(replace(question, text=_cut(question.text)))


def _cut(text: str) -> str:
    """The end of a text that is too long for an answer, with the beginnings of words that are too long for words:
    what somebody says has neither, and reading it would keep all other calls waiting."""
    return _ENDLESS.sub(r"\1", text[-_LONGEST_TEXT:])
