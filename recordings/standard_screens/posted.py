"""What an editor typed, read field by field. A field's name is its kind and the criterion: 'weight:greeting'. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from recordings.own_standard.changes import Written
from recordings.own_standard.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from recordings.own_standard.editing import Deed, Edit
from recordings.own_standard.limits import stored_limit
from recordings.scoring.standard import STAGES, TOTAL, Criterion, Standard
from recordings.standard_screens.addresses import number_in

NO_WEIGHT = N_("A whole number from 0 to 100 is expected.")
NO_TITLE = N_("A title is expected.")
TITLE = "standard-title"
TOO_LONG = N_("This is too long; say it in fewer words.")


@dataclass(frozen=True, slots=True)
class Posted:
    """What could be read, and what could not."""

    written: Mapping[str, Written]
    """By criterion."""
    errors: Mapping[str, str]
    """An English message by field."""
    title: str | None = None
    """Of the standard itself."""


def read_edit(form: Mapping[str, str], draft: Draft, language: Language) -> tuple[Edit, Mapping[str, str]]:
    """What a form asks for, and an English message for each field that cannot be read; none where the draft is another
    by now, as its fields are others then. Raises BadInputError where it does not say which draft it means."""
    do, _, what = form.get("do", "").partition(":")
    deed = Deed(do) if do in set(Deed) else Deed.SAVE
    posted = read_posted(form, draft.standard)
    if deed is Deed.TAKE_OUT:
        posted = without(posted, what)
    edit = Edit(
        revision=number_in(form.get("revision", "")),
        language=language,
        written=posted.written,
        title=posted.title,
        deed=deed,
        criterion=what,
        new_title=form.get("new-title", ""),
        new_stage=_new_stage(form),
        note=form.get("note", ""),
        over=number_in(form["over"]) if "over" in form else None,
    )
    return edit, posted.errors if edit.revision == draft.revision else {}


def read_posted(form: Mapping[str, str], standard: Standard) -> Posted:
    """What a form says about the criteria of `standard`; a criterion that it says nothing about is left out."""
    written: dict[str, Written] = {}
    errors: dict[str, str] = {}
    for criterion in standard.criteria:
        if f"weight:{criterion.id}" in form:
            written[criterion.id] = _read(form, criterion, errors)
    title = _text(form, TITLE, LONGEST_TITLE, errors, needed=True)
    return Posted(written, errors, title)


def without(posted: Posted, criterion: str) -> Posted:
    """The same without the errors of one criterion, as it is being taken out."""
    kept = {field: text for field, text in posted.errors.items() if field.partition(":")[2].split(":")[0] != criterion}
    return Posted(posted.written, kept, posted.title)


def _read(form: Mapping[str, str], criterion: Criterion, errors: dict[str, str]) -> Written:
    name = criterion.id
    stage = form.get(f"stage:{name}", "")
    return Written(
        weight=_weight(form, f"weight:{name}", errors),
        critical=f"critical:{name}" in form,
        stage=stage if stage in STAGES[:-1] else None,
        title=_text(form, f"title:{name}", LONGEST_TITLE, errors, needed=True),
        applies=_text(form, f"applies:{name}", LONGEST_TEXT, errors),
        proof=_text(form, f"proof:{name}", LONGEST_TEXT, errors),
        limits={limit: value for limit in criterion.limits if (value := _limit(form, name, limit, errors)) is not None},
    )


def _new_stage(form: Mapping[str, str]) -> str:
    """Where a new criterion is to stand."""
    stage = form.get("new-stage", "")
    return stage if stage in STAGES[:-1] else STAGES[0]


def _weight(form: Mapping[str, str], field: str, errors: dict[str, str]) -> int | None:
    typed = form[field].strip()
    if typed.isascii() and typed.isdigit() and len(typed) <= 3 and int(typed) <= TOTAL:
        return int(typed)
    errors[field] = NO_WEIGHT
    return None


def _text(
    form: Mapping[str, str], field: str, longest: int, errors: dict[str, str], *, needed: bool = False
) -> str | None:
    if field not in form:
        return None
    typed = " ".join(form[field].replace("\0", "").split())
    if len(typed) > longest:
        errors[field] = TOO_LONG
        return None
    if needed and not typed:
        errors[field] = NO_TITLE
        return None
    return typed


def _limit(form: Mapping[str, str], criterion: str, limit: str, errors: dict[str, str]) -> float | None:
    field = f"limit:{criterion}:{limit}"
    if field not in form:
        return None
    try:
        return stored_limit(criterion, form[field])
    except ValueError as exc:
        errors[field] = str(exc)
        return None
