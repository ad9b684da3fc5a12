"""Prompts: what a flow says, by id, in one language. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from callcenter.kit.content import Entry
from callcenter.kit.languages import Language, parse_language
from ivr.flow.ids import checked_id

ABOUT = "about_"
"""With a flow's id behind it: the prompt that says in general words why it calls, as it follows 'we are calling'."""
SAFE = "safe"
"""The prompt with the clinic's name and number only, for whoever may hear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One prompt: Jinja2 templates."""

    id: str
    text: str
    fallback: str = ""
    """What to say where a variable of `text` is empty."""
    line: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """All prompts of one language."""

    language: Language
    by_id: Mapping[str, Prompt]
    path: str = ""


def read_prompts(entry: Entry) -> Prompts:
    """The prompts of a content entry. Raises ContentError."""
    fields = entry.fields(required=("language", "prompts"))
    found = {checked_id(name, one): _prompt(name, one) for name, one in fields["prompts"].fields().items()}
    language = parse_language(fields["language"].text())
    return Prompts(language=language, by_id=MappingProxyType(found), path=entry.path)


def merged(parts: Iterable[Prompts]) -> Mapping[Language, Prompts]:
    """Prompts by language; later ones (a clinic's own) replace earlier ones of the same id."""
    found: dict[Language, Prompts] = {}
    for one in parts:
        before = found.get(one.language)
        by_id = {**(before.by_id if before else {}), **one.by_id}
        path = before.path if before else one.path
        found[one.language] = Prompts(language=one.language, by_id=MappingProxyType(by_id), path=path)
    return MappingProxyType(found)


def _prompt(name: str, entry: Entry) -> Prompt:
    if not isinstance(entry.value, Mapping):
        return Prompt(id=name, text=entry.text(), line=entry.line, path=entry.path)
    fields = entry.fields(required=("text", "fallback"))
    text, fallback = fields["text"].text(), fields["fallback"].text()
    return Prompt(id=name, text=text, fallback=fallback, line=entry.line, path=entry.path)
