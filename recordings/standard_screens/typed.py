"""What somebody typed into the editor while somebody else saved: both put together, field by field. Pure.

The page brings a short sum of each field along as it was shown. So it is known of each field who changed it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from callcenter.kit.languages import Language
from recordings.own_standard.limits import limits_of
from recordings.scoring.standard import Standard
from recordings.standard_screens.posted import TITLE

SHOWN = "shown"
"""The field with the sums."""
_OF_CRITERIA = ("title", "weight", "critical", "proof", "applies", "stage", "limit")


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field that somebody changed."""

    kind: str
    """'title', 'weight' and so on."""
    criterion: str
    """Its title as it was typed; empty for the standard itself."""
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What the editor shows after somebody else has saved."""

    fields: Mapping[str, str]
    """The values of all fields: what was typed where it was changed, else what is saved now."""
    theirs: Mapping[str, str]
    """What is saved now in the fields that both have changed."""
    lost: tuple[TypedField, ...]
    """What was typed for criteria that are not in the draft any more."""


def fields_of(standard: Standard, language: Language) -> dict[str, str]:
    """The fields of the editor as it shows a draft; a box that is not ticked is empty."""
    fields = {TITLE: standard.title.get(language, "")}
    for one in standard.criteria:
        fields |= {
            f"title:{one.id}": one.title.get(language, one.id),
            f"weight:{one.id}": str(one.weight),
            f"critical:{one.id}": "1" if one.critical else "",
            f"proof:{one.id}": one.proof.get(language, ""),
            f"applies:{one.id}": one.applies.get(language, ""),
            f"stage:{one.id}": one.stage,
        }
        fields |= {f"limit:{one.id}:{limit.name}": f"{limit.value:g}" for limit in limits_of(one)}
    return fields


def sums_of(fields: Mapping[str, str]) -> str:
    """A short sum of each field, for the form to bring along."""
    return json.dumps({name: _sum(value) for name, value in fields.items()}, separators=(",", ":"))


def changed_fields(form: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form that somebody changed since the page was shown; all of them where that is not known."""
    shown = _sums(form.get(SHOWN, ""))
    criteria = {name.partition(":")[2] for name in form if name.startswith("weight:")}
    sent = {name: value for name, value in form.items() if name == TITLE or name.partition(":")[0] in _OF_CRITERIA}
    sent |= {name: "" for one in criteria if (name := f"critical:{one}") not in form}  # a box that is not ticked
    return {name: value for name, value in sent.items() if shown.get(name) != _sum(value)}


def join(form: Mapping[str, str], now: Mapping[str, str]) -> Joined:
    """What was typed together with what is saved `now`, the fields of the draft."""
    shown, mine = _sums(form.get(SHOWN, "")), changed_fields(form)
    theirs = {
        name: now[name]
        for name, value in mine.items()
        if name in now and shown.get(name) != _sum(now[name]) and _sum(value) != _sum(now[name])
    }
    rest = {name: form[name] for name in ("new-title", "new-stage", "note") if name in form}
    fields = {**now, **{name: value for name, value in mine.items() if name in now}}
    ticked = {name: value for name, value in fields.items() if value or not name.startswith("critical:")}
    lost = {name: value for name, value in mine.items() if name not in now}
    return Joined(fields=ticked | rest, theirs=theirs, lost=tuple(told(lost, form)))


def told(fields: Mapping[str, str], form: Mapping[str, str]) -> Iterator[TypedField]:
    """Fields as a person reads them."""
    for name, value in fields.items():
        kind, _, rest = name.partition(":")
        criterion = rest.partition(":")[0]
        if kind not in {"critical", "stage"} and (value or not rest):
            yield TypedField("title" if name == TITLE else kind, form.get(f"title:{criterion}", ""), value)


def _sum(value: str) -> int:
    """Line breaks and spaces do not count, as they are not kept either."""
    return crc32(" ".join(value.split()).encode())


def _sums(text: str) -> Mapping[str, int]:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
