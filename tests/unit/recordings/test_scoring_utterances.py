"""Single utterances that were written apart from the phrase packs: what they do is heard."""

from collections.abc import Callable
from pathlib import Path

import pytest

from callcenter.kit.content import read_content
from callcenter.kit.languages import Language
from recordings.scoring.card import Verdict
from recordings.scoring.heard import CallView, make_view
from recordings.scoring.loader import load_pack
from recordings.scoring.rules_closing import goodbye, offer_appointment
from recordings.scoring.rules_manner import no_forbidden_phrases
from recordings.transcript import CallTranscript, Speaker, Turn

FOLDER = Path(__file__).parents[2] / "fixtures" / "utterances"
HELLO = {"ru": "Здравствуйте", "uk": "Вітаю", "pl": "Dzień dobry", "en": "Good morning", "zh": "您好"}

HEARD_AT_LEAST = 0.85
"""Share of the utterances whose act must be heard. Of what polite people say, nothing may be taken for rude."""


def _call(language: str, *said: str) -> CallView:
    turns = tuple(
        Turn(
            speaker=Speaker.ADMINISTRATOR if line.startswith("A ") else Speaker.PATIENT,
            start=5.0 * place,
            end=5.0 * place + 4,
            text=line[2:],
        )
        for place, line in enumerate(said)
    )
    call = CallTranscript(id="line", language=Language(language), turns=turns)
    return make_view(call, load_pack(call.language))


def _is_forbidden(language: str, line: str) -> bool:
    view = _call(language, f"A {HELLO[language]}", "P ...", f"A {line}")
    return no_forbidden_phrases(view).verdict is Verdict.FAIL


def _offers(language: str, line: str) -> bool:
    view = _call(language, f"A {HELLO[language]}", "P ...", f"A {line}")
    return offer_appointment(view).verdict is Verdict.PASS


def _closes_kindly(language: str, line: str) -> bool:
    return goodbye(_call(language, "A ...", "P ...", f"A {line}")).verdict is Verdict.PASS


def _asks(language: str, line: str) -> bool:
    return offer_appointment(_call(language, "A ...", f"P {line}")).rule == "offer.caller_asked_first"


CHECKS: dict[str, Callable[[str, str], bool]] = {
    "offers_a_visit": _offers,
    "closes_kindly": _closes_kindly,
    "forbidden": _is_forbidden,
    "not_forbidden": lambda language, line: not _is_forbidden(language, line),
    "asks_for_a_visit": _asks,
    "asks_for_no_visit": lambda language, line: not _asks(language, line),
}


@pytest.mark.parametrize("act", CHECKS)
@pytest.mark.parametrize("language", [language.value for language in Language])
def test_what_an_utterance_does_is_heard(language: str, act: str) -> None:
    lines = [entry.text() for entry in read_content(FOLDER / f"{language}.yaml").fields()[act].items()]
    missed = [line for line in lines if not CHECKS[act](language, line)]
    least = 1.0 if act.startswith(("not_", "asks_for_no")) else HEARD_AT_LEAST
    assert len(missed) <= (1 - least) * len(lines) + 1e-9, missed


@pytest.mark.parametrize("line", ["您之前来我们这里看过牙对吗", "您以前来过我们诊所检查吗", "从前您来看过医生没有"])
def test_asking_a_chinese_caller_about_an_earlier_visit_offers_none(line: str) -> None:
    assert not _offers("zh", line)
