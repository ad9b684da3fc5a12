"""What `callcenter lint` says of flows and prompts, at which line."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.kit.content import ContentError, parse_content
from callcenter.kit.languages import Language
from ivr.flow.graph import endless
from ivr.flow.lint import check_flow, lint_flows
from ivr.flow.lint_prompts import check_prompts
from ivr.flow.loader import PROMPTS, SHIPPED, load_book, load_parts
from ivr.flow.model import Flow
from ivr.flow.prompts import Prompts, read_prompts
from ivr.flow.reading import read_flow
from tests.support.flows import BOOK

PARTS = load_parts(SHIPPED)

HEAD = """flow: own
version: 1
title: Own
direction: outbound
parts: [outbound]
start: hello
nodes:
"""


def flow(nodes: str) -> Flow:
    return read_flow(parse_content(HEAD + nodes, "own.yaml"), PARTS)


def prompts(texts: str) -> Mapping[Language, Prompts]:
    own = read_prompts(parse_content(f"language: en\nprompts:\n{texts}", "en.yaml"))
    words = BOOK.words(Language.EN)
    return {Language.EN: replace(words, by_id={**words.by_id, **own.by_id})}


def problems(nodes: str, texts: str = "  own: Good.\n") -> list[str]:
    """Problems of the nodes; the head of this flow, which says nothing of machines, is not looked at."""
    return [str(one) for one in check_flow(flow(nodes), prompts(texts)) if one.path == "own.yaml" and one.line >= 8]


def test_shipped_flows_have_no_problems() -> None:
    assert not lint_flows(BOOK.flows.values(), BOOK.prompts, Language)


def test_way_to_nowhere_is_told() -> None:
    assert "own.yaml:8: node 'purpose' leads to 'nowhere', which is not there" in problems(
        "  purpose: {say: own, then: nowhere}\n"
    )


def test_private_words_before_the_listener_is_known_are_told_with_the_way() -> None:
    [told] = problems(
        """  hello: {say: own, then: purpose}
  purpose: {say: own, then: end}
  end: {hang_up: confirmed}
""",
        "  own: Your doctor is {{ visit.doctor }}.\n",
    )[:1]
    assert told == (
        "own.yaml:8: node 'hello' says 'own', which is private (en), and the listener may be a stranger there: hello"
    )


def test_private_words_behind_a_third_person_are_told() -> None:
    [told] = problems(
        """  purpose:
    ask: confirm_visit
    asked: yes_no
    keys: {"1": yes, "2": no}
    again: [book_keys]
    on: {yes: end, no: end, third_person: own}
    silence: end
    no_match: end
  own: {say: own, then: end}
  end: {hang_up: confirmed}
""",
        "  own: Then tell them that it is {{ visit.on }}.\n",
    )
    assert told.startswith("own.yaml:16: node 'own' says 'own', which is private (en)")
    assert told.endswith("hello > purpose > own")


def test_words_marked_as_private_are_private_without_a_variable() -> None:
    assert any(
        "node 'hello' says private words" in one
        for one in problems(
            "  hello: {say: own, private: true, then: end}\n  purpose: {say: own, then: end}\n  end: {hang_up: rated}\n"
        )
    )


def test_circle_that_a_silent_call_never_leaves_is_told() -> None:
    nodes = """  purpose:
    ask: own
    asked: yes_no
    keys: {"1": yes, "2": no}
    again: [book_keys]
    on: {yes: end, no: end}
    silence: purpose
    no_match: end
  end: {hang_up: confirmed}
"""
    assert any("a call that is not understood never ends: purpose > purpose" in one for one in problems(nodes))
    assert not endless(BOOK.flow("front_menu"))


ASK = """  purpose:
    ask: own
    asked: yes_no
    keys: {{"1": yes, "2": no{keys}}}
    again: {again}
    on: {{yes: end, no: end{on}}}
    silence: end
    no_match: end
  end: {{hang_up: confirmed}}
"""


@pytest.mark.parametrize(
    ("again", "on", "keys", "said"),
    [
        ("[]", "", "", "is not put again in other words"),
        ("[own]", ", keep: end", "", "has a way for 'keep', which is no answer to 'yes_no'"),
        ("[own]", "", ', "3": keep', "has a key for 'keep' and no way for it"),
        ("[own]", "", ', "5": yes', "gives 'yes' the key 5; everywhere it is 1"),
    ],
)
def test_question_that_is_not_whole_is_told(again: str, on: str, keys: str, said: str) -> None:
    assert any(said in one for one in problems(ASK.format(again=again, on=on, keys=keys)))


def test_answer_without_a_way_is_told() -> None:
    alone = replace(flow(ASK.format(again="[own]", on="", keys="")), anywhere={})
    assert any("no way for the answer 'emergency'" in str(one) for one in check_flow(alone, prompts("  own: Good.\n")))


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ("{do: dance, on: {failed: end}}", "does 'dance', which is no action"),
        ("{do: confirm_visit, on: {done: end, failed: end}}", "has no way for the result 'gone'"),
        ("{do: stop_calling, on: {done: end, maybe: end, failed: end}}", "has a way for 'maybe'"),
        ("{branch: [{when: is_rich, then: end}], otherwise: end}", "unknown condition 'is_rich'"),
        ("{set: {offer: last}, then: end}", "sets 'offer' to 'last'"),
    ],
)
def test_unknown_names_are_told(node: str, said: str) -> None:
    assert any(said in one for one in problems(f"  purpose: {node}\n  end: {{hang_up: confirmed}}\n"))


def test_node_that_no_call_comes_to_is_told() -> None:
    assert "own.yaml:9: node 'lonely' is never reached from hello" in problems(
        "  purpose: {say: own, then: goodbye}\n  lonely: {hang_up: rated}\n"
    )


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ("{say: own}", "the field 'then' is missing"),
        ("{ask: own, asked: yes_no, on: {}, keys: {}, again: [own], silence: end}", "the field 'no_match' is missing"),
        ("{ask: own, asked: what, on: {}, keys: {}, again: [own], silence: e, no_match: e}", "'what' is not known"),
        ("{ask: own, asked: rate, on: {maybe: e}, keys: {}, again: [], silence: e, no_match: e}", "unknown field"),
        ("{do: stop_calling, on: {done: end}}", "the field 'failed' is missing"),
        ("{connect: {queue: a, number: b}, outcome: connected, failed: end}", "name one of queue"),
        ("{hang_up: whatever}", "'whatever' is not known here"),
        ("{sing: own}", "must be one of say, ask"),
        ("{record: own, longest_s: 900, recorded: end, empty: end}", "1 to 120 seconds"),
    ],
)
def test_node_that_cannot_be_read_is_refused_at_its_line(node: str, said: str) -> None:
    with pytest.raises(ContentError, match=said) as refused:
        flow(f"  purpose: {node}\n")
    assert refused.value.line == 8


def test_unknown_part_is_refused() -> None:
    with pytest.raises(ContentError, match="there is no part 'inhouse'"):
        read_flow(parse_content(HEAD.replace("outbound]", "inhouse]") + "  end: {hang_up: rated}\n", "own.yaml"), PARTS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello {{ visit.price }}", "unknown variables (visit.price)"),
        ("'Hello {{ visit.on'", "cannot be read"),
        ("Press 1", "has figures in it"),
        ("Yes, mate, we will.", "too familiar ('mate')"),
        ("With {{ visit.doctor }}", "variable that can be empty"),
        (f"'{'Now and again we go on and on. ' * 16}'", "seconds to say, 20 at most"),
        ("No flow says this.", "no flow says the prompt 'own'"),
    ],
)
def test_prompt_that_cannot_be_said_is_told(text: str, said: str) -> None:
    told = [str(one) for one in check_prompts({}, prompts(f"  own: {text}\n"), ())]
    assert any(one.startswith("en.yaml:3: ") and said in one for one in told)


def test_safe_prompt_names_the_clinic_only() -> None:
    told = [str(one) for one in check_prompts({}, prompts("  safe: Hello {{ patient.asked }}\n"), ())]
    assert any("'safe' is heard by anybody" in one for one in told)


def test_outbound_flow_without_words_for_a_machine_is_told() -> None:
    told = [str(one) for one in check_flow(flow("  purpose: {say: goodbye, then: end_silent}\n"), BOOK.prompts)]
    assert "own.yaml:1: an outbound flow needs 'machine': where a call begins for such a listener" in told


def test_more_than_name_and_number_before_a_human_is_told() -> None:
    own = prompts("  hello_unsure: Hello, is that {{ patient.asked }}?\n")
    [told] = {str(one) for one in check_flow(BOOK.flow("confirm_visit"), own)}
    assert told.startswith("en.yaml:3: prompt 'hello_unsure' may be heard by a machine")
    assert told.endswith("says more than name and number: patient.asked")


OWN_MACHINE = """flow: own
version: 1
title: Own
direction: outbound
parts: [outbound]
start: hello
unsure_start: own_unsure
machine: own_machine
nodes:
  own_machine: {say: safe, then: MACHINE}
  own_unsure:
    ask: hello_unsure
    asked: yes_no
    keys: {"1": yes, "2": no}
    again: [hello_unsure]
    on: {yes: hello, no: later, unsure: hello}
    silence: SILENCE
    no_match: NO_MATCH
  more: {say: hello_again, then: end_machine}
  purpose: {say: goodbye, then: end_silent}
"""


@pytest.mark.parametrize("way", ["MACHINE", "SILENCE", "NO_MATCH"])
def test_name_of_the_patient_anywhere_behind_a_machine_is_told(way: str) -> None:
    source = OWN_MACHINE.replace(way, "more")
    for other in ("MACHINE", "SILENCE", "NO_MATCH"):
        source = source.replace(other, "end_machine")
    own = read_flow(parse_content(source, "own.yaml"), PARTS)
    told = [str(one) for one in check_flow(own, {Language.EN: BOOK.words(Language.EN)})]
    assert any("prompt 'hello_again' may be heard by a machine (at node 'more' of flow 'own')" in one for one in told)


def test_name_of_the_patient_after_a_human_has_answered_is_none_of_a_machines_matters() -> None:
    source = OWN_MACHINE
    for way in ("MACHINE", "SILENCE", "NO_MATCH"):
        source = source.replace(way, "end_machine")
    source = source.replace("  more: {say: hello_again, then: end_machine}\n", "")
    own = read_flow(parse_content(source, "own.yaml"), PARTS)
    assert not list(check_flow(own, {Language.EN: BOOK.words(Language.EN)}))


def test_question_of_doubt_that_is_not_there_is_told() -> None:
    lost = replace(BOOK.flow("confirm_visit"), doubted={"stop": "nowhere"})
    assert any("the flow leads to 'nowhere', which is not there" in str(one) for one in check_flow(lost, BOOK.prompts))


@pytest.mark.parametrize("name", ["../../x", "<script>", "Own", "", "a b", "a" * 81])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    for source in (
        HEAD.replace("flow: own", f"flow: {name!r}") + "  hello: {say: own, then: hello}\n",
        HEAD + f"  {name!r}: {{say: own, then: hello}}\n",
    ):
        with pytest.raises(ContentError):
            read_flow(parse_content(source, "own.yaml"), PARTS)
    with pytest.raises(ContentError):
        read_prompts(parse_content(f"language: en\nprompts:\n  {name!r}: Good.\n", "en.yaml"))


def test_a_return_to_no_question_is_told() -> None:
    told = problems("  hello: {say: own, then: purpose}\n  purpose: {say: own, then: return}\n")
    assert any(
        "node 'purpose' returns, and a call may come to it though no question was interrupted" in one for one in told
    )


def test_prompt_missing_in_a_language_is_told() -> None:
    told = check_prompts({"own": ("own.yaml", 8)}, BOOK.prompts, [Language.EN])
    assert "own.yaml:8: prompt 'own' is missing in English" in [str(one) for one in told]


def test_clinics_own_prompt_and_flow_replace_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "flows").mkdir()
    (tmp_path / "prompts" / "en.yaml").write_text("language: en\nprompts:\n  goodbye: See you!\n")
    source = (SHIPPED / "voicemail.yaml").read_text(encoding="utf-8").replace("version: 1", "version: 7")
    (tmp_path / "flows" / "voicemail.yaml").write_text(source)
    book = load_book(tmp_path)
    assert book.words(Language.EN).by_id["goodbye"].text == "See you!"
    assert "hello" in book.words(Language.EN).by_id
    assert book.flow("voicemail").version == 7


def test_every_prompt_file_is_named_after_its_language() -> None:
    assert {path.stem for path in PROMPTS.glob("*.yaml")} == set(BOOK.prompts)
