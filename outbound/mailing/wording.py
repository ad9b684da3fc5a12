"""What messages say: a wording of each in every language, with the fields that it may name. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from outbound.mailing.message import About

STOP = "stop"
_ALWAYS = frozenset({"clinic", "phone", STOP})
FIELDS: Mapping[About, frozenset[str]] = {
    About.CONFIRMATION: _ALWAYS | {"when"},
    About.REVIEW: _ALWAYS | {"link"},
    About.NEWS: _ALWAYS | {"news"},
}
_NEEDED: Mapping[About, frozenset[str]] = {
    About.CONFIRMATION: frozenset({"clinic", "when", "phone", STOP}),
    About.REVIEW: frozenset({"clinic", "link", STOP}),
    About.NEWS: frozenset({"clinic", "news", STOP}),
}
LONGEST = 240
"""Letters of a wording without its fields; a text message of three parts holds about 200 Cyrillic letters in all."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings of one language."""

    language: Language
    texts: Mapping[About, str]
    stop: str
    """How to get no more messages; names {phone}."""


def written(wordings: Wordings, about: About, fields: Mapping[str, str]) -> str:
    """The text of a message. `fields`: what the wording may name but for `stop`.

    Raises BadInputError where a field is empty: half a message is worse than none.
    """
    text = wordings.texts[about]
    needed = set(_fields(text)) | set(_fields(wordings.stop))
    if missing := sorted(name for name in needed - {STOP} if not fields.get(name)):
        raise BadInputError(f"the message about {about.value} needs {', '.join(missing)}; it is not known")
    whole = text.format_map({**fields, STOP: wordings.stop.format_map(fields)})
    return " ".join(whole.split())


def problems_of_text(about: About, text: str) -> Iterator[str]:
    """What is wrong with a wording."""
    try:
        named = set(_fields(text))
    except ValueError:
        yield "a '{' or '}' stands alone; write {{ or }} for the sign itself"
        return
    for name in sorted(named - FIELDS[about]):
        yield f"unknown field {{{name}}}; known here: {_listed(FIELDS[about])}"
    for name in sorted(_NEEDED[about] - named):
        yield f"the field {{{name}}} is missing" + ("; every message says how to get no more" if name == STOP else "")
    if len(text) > LONGEST:
        yield f"this has {len(text)} letters; write at most {LONGEST}, a text message is short"


def problems_of_stop(text: str) -> Iterator[str]:
    """What is wrong with the words on how to get no more messages."""
    try:
        named = set(_fields(text))
    except ValueError:
        named = set()
    if named != {"phone"}:
        yield "name {phone} here and nothing else: whoever wants no more messages says so on that number"


def _fields(text: str) -> Iterator[str]:
    """The names in braces; a field that is more than a name is told whole, and is unknown then."""
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            yield name + (f":{form}" if form else "") + (f"!{conversion}" if conversion else "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
