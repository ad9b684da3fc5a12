"""How the demo's patients are with robots: complete, alike in five languages, with mistakes told by line."""

from pathlib import Path

import pytest

from callcenter.clinic.demo.load import load_demo
from callcenter.clinic.demo.load_natures import FOLDER, load_natures, read_natures
from callcenter.clinic.demo.natures import PicksUp
from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_the_same_natures_with_the_same_replies(language: Language) -> None:
    ours, theirs = load_natures(language), load_natures(Language.RU)
    assert ours.by_id.keys() == theirs.by_id.keys()
    for name, nature in ours.by_id.items():
        other = theirs.by_id[name]
        assert nature.picks_up is other.picks_up
        assert {prompt: len(said) for prompt, said in nature.replies.items()} == {
            prompt: len(said) for prompt, said in other.replies.items()
        }, name
    assert list(ours.callers.items()) == list(theirs.callers.items())
    assert list(ours.patients.values()) == list(theirs.patients.values())


@pytest.mark.parametrize("language", list(Language))
def test_some_patient_shows_each_nature(language: Language) -> None:
    natures = load_natures(language)
    shown = {one for several in natures.patients.values() for one in several}
    shown |= {natures.stranger, natures.caller, *natures.callers.values()}
    assert shown == natures.by_id.keys()


@pytest.mark.parametrize("language", list(Language))
def test_every_patient_with_a_number_has_natures(language: Language) -> None:
    natures, known = load_natures(language), set()
    for one in load_demo(language).patients:
        if one.patient.phone not in known:  # of a family the first one answers
            assert one.patient.id in natures.patients
        known.add(one.patient.phone)


def test_a_patient_who_was_engaged_answers_the_next_call_and_stays_so() -> None:
    natures = load_natures(Language.EN)
    smith = next(one.patient.id for one in load_demo(Language.EN).patients if one.patient.surname == "Smith")
    assert [natures.at_call(smith, nth) for nth in range(4)] == ["busy", "moves", "moves", "moves"]
    assert natures.by_id["busy"].picks_up is PicksUp.BUSY


def test_a_question_in_other_words_is_answered_as_it_was_answered_last() -> None:
    replies = load_natures(Language.EN).by_id["moves"].replies
    assert replies["offer"] == ("No, that doesn't work.", "Yes, that's fine.")
    assert replies["offer_again"] == ("Yes, that's fine.",)


def test_a_silent_patient_and_a_machine_answer_nothing() -> None:
    natures = load_natures(Language.PL)
    assert not natures.by_id["silent"].replies
    assert not natures.by_id["machine"].replies


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("language: en", "language: uk", "this file must be about 'en'"),
        ("picks_up: busy", "picks_up: maybe", "there is no value 'maybe' here"),
        ("  carter: [pleased", "  nobody: [pleased", "there is no patient 'nobody' in the demo clinic"),
        ("[pleased, brief]", "[pleased, rude]", "there is no nature 'rude' here"),
        ("urgent: calls_urgently", "unknown: calls_urgently", "there is no caller 'unknown' in the demo clinic"),
        ("stranger: confirms", "stranger: strange", "there is no nature 'strange' here"),
        ("voice: male", "voice: deep", "there is no voice 'deep' here; use one of female, male"),
        ("is_silent: true", "is_silent: 3", "true or false is expected"),
        ("why_cancel: I'm ill.", "why_cancle: I'm ill.", "there is no prompt 'why_cancle'"),
        ("interrupts: [hello,", "interrupts: [helo,", "there is no prompt 'helo'"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    source = (FOLDER / "en.yaml").read_text(encoding="utf-8")
    assert right in source
    file = tmp_path / "en.yaml"
    file.write_text(source.replace(right, wrong, 1), encoding="utf-8")
    prompts = {prompt for nature in load_natures(Language.EN).by_id.values() for prompt in nature.replies}
    with pytest.raises(ContentError) as told:
        read_natures(file, load_demo(Language.EN), prompts)
    assert says in told.value.problem
    assert 1 < told.value.line <= len(source.splitlines())
