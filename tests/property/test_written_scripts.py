"""Whatever a script says, its file reads back as the same script."""

import json

from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import Direction
from callcenter.domain.outcomes import Outcome
from callcenter.kit.content import parse_content
from callcenter.kit.languages import Language
from scripts_library.loader import SHIPPED, content_files, parse_part
from scripts_library.model import Answer, Field, FieldKind, Objection, Part, Phrase, Script, Step
from scripts_library.plain import from_plain, to_plain
from scripts_library.reading import read_script
from scripts_library.template_rules import refusal
from scripts_library.writing import to_yaml

_SAID = st.text(st.characters(codec="utf-8", exclude_characters="\a\0"), min_size=1, max_size=200)
_WORDY = st.lists(
    st.sampled_from(["дом", "好，", "{{ hail }}", "a: b", "- x", "#", "yes", "12", "'", '"q"', "\\", "{%", "|"]),
    min_size=1,
    max_size=60,
)
TEXT = (_SAID | _WORDY.map(" ".join)).map(str.strip).filter(bool)
ID = st.from_regex(r"[a-z0-9_]{1,13}", fullmatch=True).filter(lambda name: name != "return")
IDS = st.lists(ID, max_size=3).map(tuple)
SAID = TEXT.filter(lambda text: refusal(text) is None)
ASKED = st.just("") | TEXT.filter(lambda text: refusal(text, is_condition=True) is None)
MAYBE_SAID = st.just("") | SAID
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
MAYBE = st.just("") | TEXT


@st.composite
def steps(draw: st.DrawFn, name: str) -> Step:
    kinds = draw(st.lists(st.integers(1, 9), unique=True, max_size=4))
    goes = st.tuples(ID, st.just("")) | st.tuples(st.just(""), ID)
    answers = []
    for number, key in enumerate(kinds):
        goto, script = draw(goes)
        sets = draw(st.dictionaries(ID, TEXT, max_size=2))
        answers.append(
            Answer(key=key, id=f"a{number}", label=draw(TEXT), goto=goto, script=script, when=draw(ASKED), sets=sets)
        )
    when, otherwise = draw(st.just(("", "")) | st.tuples(ASKED.filter(bool), ID))
    return Step(
        id=name,
        title=draw(TEXT),
        say=draw(SAID),
        fallback=draw(MAYBE_SAID),
        again=draw(MAYBE_SAID),
        hint=draw(MAYBE),
        listen=draw(TEXTS),
        when=when,
        otherwise=otherwise,
        required=draw(st.booleans()),
        criteria=draw(TEXTS),
        answers=tuple(answers),
        capture=draw(IDS),
        exit=draw(st.none() | st.sampled_from(Outcome)),
    )


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    names = draw(st.lists(ID, unique=True, min_size=1, max_size=4))
    return Script(
        id=draw(ID),
        version=draw(st.integers(0, 10**6)),
        language=draw(st.sampled_from(Language)),
        title=draw(TEXT),
        direction=draw(st.sampled_from(Direction)),
        start=names[0],
        steps={name: draw(steps(name)) for name in names},
        fields={
            name: Field(id=name, label=draw(TEXT), kind=draw(st.sampled_from(FieldKind)))
            for name in draw(st.lists(ID, unique=True, max_size=3))
        },
        objections=tuple(
            Objection(id=draw(ID), label=draw(TEXT), goto=draw(ID)) for _ in range(draw(st.integers(0, 2)))
        ),
        phrases=tuple(
            Phrase(id=draw(ID), label=draw(TEXT), say=draw(SAID), criteria=draw(TEXTS))
            for _ in range(draw(st.integers(0, 2)))
        ),
        enter=draw(st.just("") | ID),
        opens=draw(ASKED),
        goal=tuple(draw(st.lists(st.sampled_from(Outcome), min_size=1, max_size=3))),
        parts=draw(IDS),
    )


@given(scripts())
def test_a_script_reads_back_as_it_was_written(script: Script) -> None:
    values = to_plain(script)
    assert to_plain(alone(to_yaml(script))) == values
    assert to_plain(from_plain(json.loads(json.dumps(values)))) == values


@given(scripts())
def test_a_part_reads_back_as_it_was_written(script: Script) -> None:
    part = Part(
        id=script.id,
        version=script.version,
        language=script.language,
        title=script.title,
        steps=script.steps,
        fields=script.fields,
        objections=script.objections,
        phrases=script.phrases,
    )
    assert to_plain(parse_part(to_yaml(part))) == to_plain(part)


def alone(source: str) -> Script:
    """The script of a text, without looking for its parts."""
    return read_script(parse_content(source, "written.yaml"))


def test_shipped_files_read_back_as_they_were() -> None:
    for path in content_files([SHIPPED]):
        source = path.read_text(encoding="utf-8")
        if source.startswith("part:") or "\npart:" in source:
            assert to_plain(parse_part(to_yaml(parse_part(source)))) == to_plain(parse_part(source))
        else:
            script = alone(source)
            assert to_plain(alone(to_yaml(script))) == to_plain(script)
