"""A prompt's new text, checked before it is kept: by the lint's own rules, told in the reader's language. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from callcenter.kit.languages import Language
from callcenter.kit.spoken.speaking import seconds_to_say
from callcenter.kit.words import N_
from ivr.flow.facts import Clinic
from ivr.flow.lint import check_flow
from ivr.flow.lint_prompts import LONGEST_SECONDS, check_prompts
from ivr.flow.loader import Book
from ivr.flow.prompts import ABOUT, Prompt, Prompts
from ivr.flow.texts import syntax_error
from ivr.screens.list_view import prompts_in
from ivr.screens.prompt_view import spoken

LONGEST_TEXT = 2000
"""Signs; nobody listens to so many."""

_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"cannot be read: (?P<why>.*)"), N_("The brackets of the text cannot be read: %(why)s")),
    (
        re.compile(r"uses unknown variables \((?P<names>.*?)\)"),
        N_("The text names something that calls do not know: %(names)s"),
    ),
    (re.compile(r"has figures in it"), N_("Write figures in words, as they are said.")),
    (
        re.compile(r"is too familiar \('(?P<word>.*?)'\); prompts say (?P<formal>.*)"),
        N_("“%(word)s” is too familiar; prompts say “%(formal)s”."),
    ),
    (
        re.compile(r"is heard by anybody|may be heard by a machine"),
        N_("Anybody may hear this prompt, also a machine: it may say the clinic's name and number only."),
    ),
    (
        re.compile(r"fails even where everything is known: (?P<why>.*)"),
        N_("The text cannot be filled in: %(why)s"),
    ),
    (
        re.compile(r"uses a variable that can be empty"),
        N_("Something that the text names may be missing in a call: write the second text, without it."),
    ),
    (
        re.compile(r"takes (?P<seconds>\d+) seconds"),
        N_("It takes %(seconds)s seconds to say; nobody listens longer than %(most)s. Shorten it."),
    ),
    (
        re.compile(r"which is private"),
        N_("Somebody else than the patient may hear this step: names, days and doctors may not be said here."),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCheck:
    """How a new text would be said."""

    text: str
    """Filled in with made-up facts; '' where that cannot be done."""
    seconds: float
    problems: tuple[str, ...]


def check_text(
    book: Book, language: Language, new: Prompt, clinic: Clinic, translated: Callable[[str], str]
) -> TextCheck:
    """A new text of one prompt among all others."""
    if not new.text or max(len(new.text), len(new.fallback)) > LONGEST_TEXT:
        sentence = N_("Write a text of %(most)s signs at most.")
        return TextCheck(text="", seconds=0.0, problems=(translated(sentence) % {"most": LONGEST_TEXT},))
    words = with_prompt(book.words(language), new)
    flow = next((one.id for one in book.flows.values() if new.id in prompts_in(one)), "")
    said = spoken(flow, new.id, words, clinic)
    problems = tuple(dict.fromkeys(_worded(message, translated) for message in _messages(book, words, new)))
    return TextCheck(
        text=said.text if said else "",
        seconds=seconds_to_say(said.spoken, language) if said else 0.0,
        problems=problems,
    )


def with_prompt(words: Prompts, new: Prompt) -> Prompts:
    """All prompts of a language with one of them worded otherwise."""
    return replace(words, by_id=MappingProxyType({**words.by_id, new.id: new}))


def _messages(book: Book, words: Prompts, new: Prompt) -> Iterator[str]:
    """What the lint says of it, and of the flows that say it, that it did not say before."""
    about = {name: prompt for name, prompt in words.by_id.items() if name.startswith(ABOUT)}
    alone = replace(words, by_id=MappingProxyType({**about, new.id: new}))
    used = dict.fromkeys(alone.by_id, ("", 0))
    for problem in check_prompts(used, {words.language: alone}, ()):
        if f"{new.id!r}" in problem.message:
            yield problem.message
    if any(map(syntax_error, (new.text, new.fallback))):
        return
    before: Mapping[Language, Prompts] = {words.language: book.words(words.language)}
    for flow in book.flows.values():
        if new.id in prompts_in(flow):
            known = {problem.message for problem in check_flow(flow, before)}
            yield from (
                problem.message for problem in check_flow(flow, {words.language: words}) if problem.message not in known
            )


def _worded(message: str, translated: Callable[[str], str]) -> str:
    for pattern, sentence in _SENTENCES:
        if found := pattern.search(message):
            return translated(sentence) % {**found.groupdict(), "most": LONGEST_SECONDS}
    return message
