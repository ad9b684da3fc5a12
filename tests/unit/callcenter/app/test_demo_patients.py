"""Who picks up when the demo's exchange rings a number."""

import pytest

from callcenter.app.demo_patients import DialledPatients, with_manners
from callcenter.app.natures_lint import problems_of_natures, problems_of_shipped_natures
from callcenter.clinic.demo.load import load_demo
from callcenter.clinic.demo.load_natures import FOLDER, load_natures
from callcenter.kit.languages import Language
from callcenter.telephony.simulator.manners import PickUp
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.voice_port import Answerer

SMITH = "+441134960102"
FISHERS = "+441134960103"
BENNETT = "+441134960106"
YOUNG = "+441134960108"


@pytest.fixture
def patients() -> DialledPatients:
    return DialledPatients(load_demo(Language.EN))


def test_a_patient_who_was_engaged_picks_up_the_next_call(patients: DialledPatients) -> None:
    first, second = patients.at(SMITH), patients.at(SMITH)
    assert first.manners.picks_up is PickUp.BUSY
    assert second.manners.picks_up is PickUp.ANSWERS
    assert second.manners.reply("confirm_visit") == "Can I move it?"


def test_a_mother_answers_for_the_number_of_her_children(patients: DialledPatients) -> None:
    mother = patients.at(FISHERS)
    assert (mother.id, mother.speaker) == ("fisher", "patient-female")
    assert mother.manners.reply("confirm_visits") == "My daughter will come, but my son won't."


def test_a_husband_has_a_mans_voice_on_his_wifes_telephone(patients: DialledPatients) -> None:
    assert patients.at(BENNETT).speaker == "patient-male"
    assert patients.at(BENNETT).speaker == "patient-female"  # the second time she is there herself


def test_an_answering_machine_greets_and_beeps_and_says_no_more(patients: DialledPatients) -> None:
    machine = patients.at(YOUNG).manners
    assert machine.answered_by is Answerer.MACHINE
    assert machine.beeps
    assert machine.greeting.startswith("Hello.")
    assert machine.reply("hello") == machine.reply("safe") == ""


def test_a_patient_of_another_language_answers_in_it() -> None:
    wisniewska = DialledPatients(load_demo(Language.UK)).at("+380500000110")
    assert wisniewska.language is Language.PL
    assert wisniewska.manners.reply("hello") == "Tak, to ja."


def test_somebody_unknown_answers_in_the_clinics_language(patients: DialledPatients) -> None:
    stranger = patients.at("+441134960999")
    assert stranger.language is Language.EN
    assert stranger.manners.reply("hello") == "Yes, speaking."


def test_whoever_phones_in_tells_a_robot_what_the_call_is_about() -> None:
    natures = load_natures(Language.EN)
    moves, any_other = (with_manners(Persona(id=name, number=""), natures) for name in ("moves", "kirill"))
    assert moves.manners.reply("menu") == "My appointment."
    assert any_other.manners.reply("menu") == "I'd like to book an appointment."


def test_the_shipped_natures_name_only_prompts_that_there_are() -> None:
    assert list(problems_of_shipped_natures()) == []


def test_lint_tells_a_file_of_natures_that_is_named_wrongly() -> None:
    [problem] = problems_of_natures(FOLDER / "english.yaml")
    assert problem.endswith("name this file after its language, such as robots/ru.yaml")
