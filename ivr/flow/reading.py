"""Flows and parts out of content entries; every mistake is a ContentError at its line. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from callcenter.domain.calls import Direction
from callcenter.kit.content import Entry
from ivr.answers.names import Asked, Meaning
from ivr.flow.ids import checked_id
from ivr.flow.model import (
    KEYS,
    About,
    AnyNode,
    Ask,
    Branch,
    Connect,
    Do,
    Flow,
    HangUp,
    Part,
    Record,
    Say,
    Set,
    Way,
    Whom,
)
from ivr.flow.outcomes import FlowOutcome

_One = TypeVar("_One", bound=StrEnum)

_FLOW = ("title", "direction", "start", "nodes")
_FLOW_MAY = ("unsure_start", "machine", "anywhere", "keys", "doubted", "about", "parts")
_LONGEST_MESSAGE_S = 120


def is_part(entry: Entry) -> bool:
    """Whether a file holds a part of flows."""
    return isinstance(entry.value, Mapping) and "part" in entry.value


def read_part(entry: Entry) -> Part:
    """The part of a content entry. Raises ContentError."""
    fields = entry.fields(required=("part", "version", "nodes"), allowed=("anywhere", "keys", "doubted", "parts"))
    return Part(
        id=_id(fields["part"]),
        version=fields["version"].integer(),
        nodes=_nodes(fields["nodes"]),
        anywhere=_leads(fields, "anywhere"),
        keys=_keys(fields),
        doubted=_leads(fields, "doubted"),
        parts=_texts(fields.get("parts")),
        path=entry.path,
    )


def read_flow(entry: Entry, parts: Mapping[str, Part]) -> Flow:
    """The flow of a content entry with the parts that it names. Raises ContentError."""
    fields = entry.fields(required=("flow", "version", *_FLOW), allowed=_FLOW_MAY)
    flow = Flow(
        id=_id(fields["flow"]),
        version=fields["version"].integer(),
        title=fields["title"].text(),
        direction=_one_of(Direction, fields["direction"]),
        start=fields["start"].text(),
        unsure_start=_optional(fields, "unsure_start"),
        machine=_optional(fields, "machine"),
        nodes=_nodes(fields["nodes"]),
        anywhere=_leads(fields, "anywhere"),
        keys=_keys(fields),
        doubted=_leads(fields, "doubted"),
        about=_one_of(About, fields["about"]) if "about" in fields else About.COMING,
        parts=_texts(fields.get("parts")),
        path=entry.path,
        line=entry.line,
    )
    for name in flow.parts:
        if name not in parts:
            known = ", ".join(sorted(parts))
            raise fields["parts"].fail(f"there is no part {name!r}; parts are {known}")
    return with_parts(flow, _all_parts(flow.parts, parts))


def with_parts(flow: Flow, parts: Iterable[Part]) -> Flow:
    """The flow with the nodes, meanings and keys of parts; what it says itself wins, then an earlier part."""
    whole = flow
    for part in parts:
        whole = replace(
            whole,
            nodes=MappingProxyType({**part.nodes, **whole.nodes}),
            anywhere=MappingProxyType({**part.anywhere, **whole.anywhere}),
            keys=MappingProxyType({**part.keys, **whole.keys}),
            doubted=MappingProxyType({**part.doubted, **whole.doubted}),
        )
    return whole


def _all_parts(names: Iterable[str], parts: Mapping[str, Part]) -> list[Part]:
    found: dict[str, Part] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name in parts and name not in found:
            found[name] = parts[name]
            waiting += parts[name].parts
    return list(found.values())


def _nodes(entry: Entry) -> Mapping[str, AnyNode]:
    return MappingProxyType({checked_id(name, one): _node(name, one) for name, one in entry.fields().items()})


def _node(name: str, entry: Entry) -> AnyNode:
    kinds = [kind for kind in _READ if kind in entry.fields()]
    if len(kinds) != 1:
        raise entry.fail(f"node {name!r} must be one of {', '.join(_READ)}")
    return _READ[kinds[0]](name, entry)


def _say(name: str, entry: Entry) -> Say:
    fields = entry.fields(required=("say", "then"), allowed=("private", "reached"))
    return Say(
        id=name,
        prompts=_prompts(fields["say"]),
        then=fields["then"].text(),
        private=_flag(fields, "private", otherwise=False),
        reached=_reached(fields),
        line=entry.line,
        path=entry.path,
    )


def _ask(name: str, entry: Entry) -> Ask:
    fields = entry.fields(
        required=("ask", "asked", "on", "keys", "again", "silence", "no_match"),
        allowed=("seconds", "barge_in", "private", "reached"),
    )
    return Ask(
        id=name,
        prompts=_prompts(fields["ask"]),
        asked=_one_of(Asked, fields["asked"]),
        on=_targets(fields["on"], Meaning),
        keys=_keys(fields),
        again=_prompts(fields["again"]),
        silence=fields["silence"].text(),
        no_match=fields["no_match"].text(),
        seconds=_seconds(fields.get("seconds")),
        barge_in=_flag(fields, "barge_in", otherwise=True),
        private=_flag(fields, "private", otherwise=False),
        reached=_reached(fields),
        line=entry.line,
        path=entry.path,
    )


def _branch(name: str, entry: Entry) -> Branch:
    fields = entry.fields(required=("branch", "otherwise"), allowed=("reached",))
    return Branch(
        id=name,
        ways=tuple(_way(one) for one in fields["branch"].items()),
        otherwise=fields["otherwise"].text(),
        reached=_reached(fields),
        line=entry.line,
        path=entry.path,
    )


def _way(entry: Entry) -> Way:
    fields = entry.fields(required=("when", "then"))
    return Way(when=fields["when"].text(), then=fields["then"].text(), line=entry.line)


def _set(name: str, entry: Entry) -> Set:
    fields = entry.fields(required=("set", "then"), allowed=("reached",))
    values = {key: one.text() for key, one in fields["set"].fields().items()}
    return Set(
        id=name,
        values=MappingProxyType(values),
        then=fields["then"].text(),
        reached=_reached(fields),
        line=entry.line,
        path=entry.path,
    )


def _do(name: str, entry: Entry) -> Do:
    fields = entry.fields(required=("do", "on"), allowed=("reached",))
    on = {key: one.text() for key, one in fields["on"].fields(required=("failed",), allowed=_any_name(fields)).items()}
    return Do(
        id=name,
        action=fields["do"].text(),
        on=MappingProxyType(on),
        reached=_reached(fields),
        line=entry.line,
        path=entry.path,
    )


def _any_name(fields: Mapping[str, Entry]) -> tuple[str, ...]:
    value = fields["on"].value
    return tuple(value) if isinstance(value, Mapping) else ()


def _record(name: str, entry: Entry) -> Record:
    fields = entry.fields(required=("record", "longest_s", "recorded", "empty"), allowed=("reached",))
    longest = fields["longest_s"].integer()
    if not 1 <= longest <= _LONGEST_MESSAGE_S:
        raise fields["longest_s"].fail(f"a message lasts 1 to {_LONGEST_MESSAGE_S} seconds")
    return Record(
        id=name,
        prompts=_prompts(fields["record"]),
        longest_s=longest,
        recorded=fields["recorded"].text(),
        empty=fields["empty"].text(),
        reached=_reached(fields),
        line=entry.line,
        path=entry.path,
    )


def _connect(name: str, entry: Entry) -> Connect:
    fields = entry.fields(required=("connect", "outcome", "failed"), allowed=("reached",))
    to = fields["connect"].fields(allowed=tuple(Whom))
    if len(to) != 1:
        raise fields["connect"].fail(f"name one of {', '.join(Whom)}, such as {{queue: reception}}")
    whom, whither = next(iter(to.items()))
    return Connect(
        id=name,
        whom=Whom(whom),
        to=whither.text(),
        outcome=_one_of(FlowOutcome, fields["outcome"]),
        failed=fields["failed"].text(),
        reached=_reached(fields),
        line=entry.line,
        path=entry.path,
    )


def _hang_up(name: str, entry: Entry) -> HangUp:
    fields = entry.fields(required=("hang_up",))
    return HangUp(id=name, outcome=_one_of(FlowOutcome, fields["hang_up"]), line=entry.line, path=entry.path)


_READ: Mapping[str, Callable[[str, Entry], AnyNode]] = {
    "say": _say,
    "ask": _ask,
    "branch": _branch,
    "set": _set,
    "do": _do,
    "record": _record,
    "connect": _connect,
    "hang_up": _hang_up,
}


def _prompts(entry: Entry) -> tuple[str, ...]:
    return tuple(one.text() for one in entry.items()) if isinstance(entry.value, list) else (entry.text(),)


def _texts(entry: Entry | None) -> tuple[str, ...]:
    return tuple(one.text() for one in entry.items()) if entry else ()


def _targets(entry: Entry, names: type[StrEnum]) -> Mapping[str, str]:
    found = entry.fields(allowed=tuple(names))
    return MappingProxyType({name: one.text() for name, one in found.items()})


def _leads(fields: Mapping[str, Entry], name: str) -> Mapping[str, str]:
    return _targets(fields[name], Meaning) if name in fields else MappingProxyType({})


def _keys(fields: Mapping[str, Entry]) -> Mapping[str, Meaning]:
    if "keys" not in fields:
        return MappingProxyType({})
    found = fields["keys"].fields(allowed=tuple(KEYS))
    return MappingProxyType({key: _one_of(Meaning, one) for key, one in found.items()})


def _id(entry: Entry) -> str:
    return checked_id(entry.text(), entry)


def _one_of(kind: type[_One], entry: Entry) -> _One:
    try:
        return kind(entry.text())
    except ValueError:
        raise entry.fail(f"{entry.text()!r} is not known here; use one of {', '.join(kind)}") from None


def _reached(fields: Mapping[str, Entry]) -> FlowOutcome | None:
    return _one_of(FlowOutcome, fields["reached"]) if "reached" in fields else None


def _flag(fields: Mapping[str, Entry], name: str, *, otherwise: bool) -> bool:
    return fields[name].flag() if name in fields else otherwise


def _optional(fields: Mapping[str, Entry], name: str) -> str:
    return fields[name].text() if name in fields else ""


def _seconds(entry: Entry | None) -> float:
    if entry is None:
        return 6.0
    seconds = entry.number()
    if not 1 <= seconds <= 60:
        raise entry.fail("a time-out is 1 to 60 seconds")
    return seconds
