"""How the demo's patients are with robots, from a language's YAML file; mistakes are reported as file:line: message."""

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from callcenter.clinic.demo.cast import DemoClinic
from callcenter.clinic.demo.load import load_demo
from callcenter.clinic.demo.natures import Nature, Natures, PicksUp
from callcenter.domain.clinic import Gender
from callcenter.kit.content import Entry, read_content
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language

FOLDER = Path(__file__).parent / "robots"
"""Files of natures, as <language>.yaml."""
RECORDING = "record"
"""Beside prompts `replies` name what is said where a message is recorded."""
_REPEATED = ("_again", "_keys")
"""Endings of prompts that put a question once more: the reply to the question is the reply to them too."""

_Replies = Mapping[str, tuple[str, ...]]


def load_natures(language: Language) -> Natures:
    """The shipped natures of `language`. Raises ContentError naming file and line."""
    return read_natures(FOLDER / f"{language.value}.yaml", load_demo(language))


def read_natures(path: Path, clinic: DemoClinic, prompts: Collection[str] = ()) -> Natures:
    """The natures of one file, for the patients and callers of `clinic`. Raises ContentError naming file and line.

    Where `prompts` are given, replies may name no others.
    """
    raw = read_content(path).fields(
        required=("language", "always", "natures", "patients", "callers", "stranger", "caller")
    )
    if raw["language"].text() != clinic.language.value:
        raise raw["language"].fail(f"this file must be about {clinic.language.value!r}")
    known = {*prompts, RECORDING} if prompts else None
    always = _replies(raw["always"], known)
    by_id = {name: _nature(name, entry, always, known) for name, entry in raw["natures"].fields().items()}
    people = {one.patient.id for one in clinic.patients}
    return Natures(
        language=clinic.language,
        by_id=MappingProxyType(by_id),
        patients={
            PatientId(name): tuple(_one_of(item, by_id, "nature") for item in entry.items())
            for name, entry in _named(raw["patients"], people, "patient").items()
        },
        callers={
            name: _one_of(entry, by_id, "nature")
            for name, entry in _named(raw["callers"], {one.id for one in clinic.callers}, "caller").items()
        },
        stranger=_one_of(raw["stranger"], by_id, "nature"),
        caller=_one_of(raw["caller"], by_id, "nature"),
    )


def _nature(name: str, entry: Entry, always: _Replies, known: Collection[str] | None) -> Nature:
    raw = entry.fields(
        required=("title",),
        allowed=(
            "picks_up",
            "is_machine",
            "beeps",
            "voice",
            "greeting",
            "replies",
            "is_silent",
            "interrupts",
            "hangs_up_after",
        ),
    )
    is_machine, is_silent = _flag(raw.get("is_machine")), _flag(raw.get("is_silent"))
    own = _replies(raw["replies"], known) if "replies" in raw else {}
    replies = own if is_machine or is_silent else {**always, **own}
    return Nature(
        id=name,
        title=raw["title"].text(),
        picks_up=PicksUp(_one_of(raw["picks_up"], tuple(PicksUp), "value")) if "picks_up" in raw else PicksUp.ANSWERS,
        is_machine=is_machine,
        beeps=_flag(raw.get("beeps")),
        voice=Gender(_one_of(raw["voice"], (Gender.MALE, Gender.FEMALE), "voice")) if "voice" in raw else None,
        greeting=raw["greeting"].text() if "greeting" in raw else "",
        replies=MappingProxyType(_also_when_asked_again(replies)),
        interrupts=_prompts(raw.get("interrupts"), known),
        hangs_up_after=_prompts(raw.get("hangs_up_after"), known),
    )


def _replies(entry: Entry, known: Collection[str] | None) -> _Replies:
    """Replies by prompt, each one text or a list of them; an empty text is silence."""
    return {
        _prompt(name, item, known): (_said(item),)
        if not isinstance(item.value, list | tuple)
        else tuple(_said(one) for one in item.items())
        for name, item in entry.fields().items()
    }


def _also_when_asked_again(replies: _Replies) -> dict[str, tuple[str, ...]]:
    """What is said last to a question is said, too, when it is put in other words; unless a reply to that is given."""
    repeated = {name + ending: texts[-1:] for name, texts in replies.items() for ending in _REPEATED}
    return {**repeated, **replies}


def _said(entry: Entry) -> str:
    return "" if entry.value == "" else entry.text()


def _prompts(entry: Entry | None, known: Collection[str] | None) -> frozenset[str]:
    return frozenset(_prompt(item.text(), item, known) for item in entry.items()) if entry else frozenset()


def _prompt(name: str, entry: Entry, known: Collection[str] | None) -> str:
    if known is not None and name not in known:
        raise entry.fail(f"there is no prompt {name!r}; ivr/prompts has their names")
    return name


def _named(entry: Entry, known: Collection[str], what: str) -> Mapping[str, Entry]:
    fields = entry.fields()
    for name, item in fields.items():
        if name not in known:
            raise item.fail(f"there is no {what} {name!r} in the demo clinic; use one of {', '.join(sorted(known))}")
    return fields


def _one_of(entry: Entry, known: Collection[str], what: str) -> str:
    if entry.text() in known:
        return entry.text()
    raise entry.fail(f"there is no {what} {entry.text()!r} here; use one of {', '.join(sorted(known))}")


def _flag(entry: Entry | None) -> bool:
    return entry is not None and entry.flag()
