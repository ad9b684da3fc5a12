"""Which document a step is written in: the script's own, or a part that it shares; and changing it there. Pure."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from scripts_library.book.documents import Key, Kind
from scripts_library.model import Part, Script, Step


def home_of(script: Script, step: Step) -> Key:
    """The document to edit for a step of a script with its parts."""
    own = Key(Kind.SCRIPT, script.id, script.language)
    if not step.path or step.path in {script.path, own.path}:
        return own
    parts = {Key(Kind.PART, name, script.language).path: name for name in script.parts}
    name = parts.get("/".join(step.path.split("/")[-3:]))
    return own if name is None else Key(Kind.PART, name, script.language)


def changing(name: str, change: Callable[[Step], Step]) -> Callable[[Script | Part], Script | Part]:
    """The change of a document that changes one of its steps. It raises BadInputError where the step is gone."""

    def changed(one: Script | Part) -> Script | Part:
        step = one.steps.get(name)
        if step is None:
            raise BadInputError(
                N_("The draft of this script does not have this step any more; look at the draft first.")
            )
        return replace(one, steps=MappingProxyType({**one.steps, name: change(step)}))

    return changed
