"""The page of one script: the picture, what is wrong, and the step that is open. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from callcenter.domain.outcomes import Outcome
from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from scripts_library.book.compiling import parse_document
from scripts_library.book.documents import Key, Kind
from scripts_library.book.opened import Opened
from scripts_library.model import Script, Step
from scripts_library.problems import Problem
from scripts_library.screens.addresses import address_of
from scripts_library.screens.problem_words import Said, say
from scripts_library.screens.view import script_of
from scripts_library.tree.picture import Picture, Words, draw

REQUIRED, OTHERWISE, RETURNS = N_("required"), N_("otherwise"), N_("back to where it was")
ONLY_IF, FROM_PART = N_("if %s"), N_("from “%s”")

TONES: Mapping[Outcome, str] = {
    Outcome.BOOKED: "good",
    Outcome.CONFIRMED: "good",
    Outcome.RESCHEDULED: "good",
    Outcome.WAITLIST: "good",
    Outcome.EMERGENCY: "act",
    Outcome.REFUSED: "act",
    Outcome.CANCELLED: "act",
    Outcome.COMPLAINT: "attention",
    Outcome.THINKING: "attention",
    Outcome.CALLBACK: "attention",
}
"""The colours of exits; every other one is plain. The words say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptPage:
    """What the templates show of one script."""

    key: Key
    address: str
    title: str
    script: Script | None
    """None where the text cannot be read as a script."""
    picture: Picture | None
    problems: tuple[Said, ...]
    parts: Sequence[tuple[str, str]]
    """Titles and addresses of its parts."""
    opened: Opened

    def of_step(self, step: str) -> tuple[Said, ...]:
        """The problems of one step."""
        return tuple(one for one in self.problems if one.step == step)


def script_page(
    opened: Opened,
    problems: Sequence[Problem],
    translate: Callable[[str], str],
    outcome: Callable[[Outcome], str],
    title: Callable[[str, Language], str],
) -> ScriptPage:
    """The page of a document; `title` tells those of other scripts."""
    key = opened.key
    script, picture, found = None, None, list(problems)
    try:
        script = script_of(key, opened.sources)
        picture = draw(script, _words(opened, translate, outcome, title), is_part=key.kind is Kind.PART)
    except ContentError as error:
        found = [Problem(error.path, error.line, error.problem)]
    return ScriptPage(
        key=key,
        address=address_of(key),
        title=script.title if script else key.id,
        script=script,
        picture=picture,
        problems=tuple(say(one, translate) for one in found),
        parts=[
            (part_title(opened, name), address_of(Key(Kind.PART, name, key.language)))
            for name in (script.parts if script else ())
        ],
        opened=opened,
    )


def part_of(step: Step, opened: Opened) -> Key | None:
    """The part that a step comes from; None where it is the document's own."""
    if not step.path or step.path == opened.key.path:
        return None
    return next((key for key in opened.sources if key.path == step.path), None)


def _words(
    opened: Opened,
    translate: Callable[[str], str],
    outcome: Callable[[Outcome], str],
    title: Callable[[str, Language], str],
) -> Words:
    paths = {key.path: key.id for key in opened.sources}
    return Words(
        required=translate(REQUIRED),
        otherwise=translate(OTHERWISE),
        returns=translate(RETURNS),
        only_if=translate(ONLY_IF),
        from_part=translate(FROM_PART),
        outcome=outcome,
        script=lambda name: title(name, opened.key.language),
        part=lambda path: part_title(opened, paths.get(path, path)),
    )


def part_title(opened: Opened, name: str) -> str:
    """What people call a part; its id where it cannot be read."""
    key = Key(Kind.PART, name, opened.key.language)
    try:
        return parse_document(key, opened.sources[key]).title
    except (KeyError, ContentError):
        return name
