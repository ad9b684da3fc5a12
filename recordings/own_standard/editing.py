"""One post of the editor: what was typed, and what the button that was pressed does besides. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from recordings.own_standard import changes
from recordings.own_standard.changes import Written
from recordings.own_standard.draft import LONGEST_TITLE, Draft
from recordings.scoring.standard import Criterion, Standard


class Deed(StrEnum):
    """What a button does after what was typed is kept."""

    SAVE = "save"
    SPREAD = "spread"
    ALIKE = "alike"
    TAKE_OUT = "out"
    PUT_BACK = "back"
    ADD = "add"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What one post asks for."""

    revision: int
    """Of the draft that was looked at."""
    language: Language
    """Of the texts."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """By criterion."""
    title: str | None = None
    """Of the standard itself."""
    deed: Deed = Deed.SAVE
    criterion: str = ""
    """Which one to take out or to put back."""
    new_title: str = ""
    new_stage: str = ""
    note: str = ""
    over: int | None = None
    """To publish: the version that scored new calls when the person looked."""


def edited(draft: Draft, edit: Edit, removed: Sequence[Criterion], make_id: Callable[[], str]) -> Draft:
    """The draft as it is after an edit; `removed` can be put back. Raises BadInputError, and then nothing is kept."""
    standard = changes.write(draft.standard, edit.written, edit.language, edit.title)
    written = replace(draft, standard=changes.in_stages(standard))
    match edit.deed:
        case Deed.SPREAD | Deed.ALIKE:
            return replace(written, standard=_spread(written.standard, alike=edit.deed is Deed.ALIKE))
        case Deed.TAKE_OUT:
            return changes.take_out(written, edit.criterion)
        case Deed.PUT_BACK:
            return changes.put_back(written, _to_put_back(edit.criterion, removed))
        case Deed.ADD:
            added = _new_criterion(edit, f"own_{make_id()}")
            return replace(written, standard=changes.with_criterion(written.standard, added))
    return written


def _spread(standard: Standard, *, alike: bool) -> Standard:
    try:
        return changes.all_alike(standard) if alike else changes.spread(standard)
    except ValueError as exc:
        raise BadInputError(
            N_("So many criteria cannot share 100 points; there must be one at least and 100 at most.")
        ) from exc


def _to_put_back(name: str, removed: Sequence[Criterion]) -> Criterion:
    found = next((one for one in removed if one.id == name), None)
    if found is None:
        raise BadInputError(N_("This criterion is in the standard already, or was never there."))
    return found


def _new_criterion(edit: Edit, name: str) -> Criterion:
    """A criterion that people judge."""
    called = " ".join(edit.new_title.replace("\0", "").split())
    if not called:
        raise BadInputError(N_("Give the new criterion a title first."))
    if len(called) > LONGEST_TITLE:
        raise BadInputError(N_("The title is longer than 120 characters; say it in fewer words."))
    return Criterion(id=name, stage=edit.new_stage, weight=1, title=dict.fromkeys(Language, called))
