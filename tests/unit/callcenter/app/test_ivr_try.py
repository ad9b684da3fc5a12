"""`callcenter ivr try`: a call typed in the terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callcenter.app.commands.ivr_try import try_flow
from callcenter.kit.languages import Language
from ivr.flow.loader import PROMPTS, load_book


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(try_flow, list(arguments), input=typed)


def test_flows_are_listed() -> None:
    lines = run().output.splitlines()
    assert len(lines) == len(load_book().flows)
    assert any(line.startswith("confirm_visit") and "outbound" in line for line in lines)


def test_patient_confirms_by_words_and_a_key() -> None:
    result = run("confirm_visit", "--language", "ru", typed="да это я\n1\n")
    assert result.exit_code == 0
    assert result.output.splitlines()[2:] == [
        "         understood: yes",
        (
            "robot    Мария Ивановна, вы записаны к нам во вторник 24 ноября в 16:30, к врачу Елене Орловой. "
            "Визит можно перенести или отменить. Вы придёте?"
        ),
        "patient  1",
        "         understood: keep",
        "         does confirm_visit",
        "robot    Спасибо, ждём вас во вторник 24 ноября в 16:30. До свидания!",
        "         the call ends: confirmed",
    ]


def test_empty_line_is_silence_and_the_end_of_input_puts_down() -> None:
    lines = run("confirm_visit", "--language", "en", typed="\n").output.splitlines()
    assert lines[1:] == [
        "patient  (silence)",
        "robot    Sorry, is that Anna speaking?",
        "         the call ends: hung_up",
    ]


def test_answers_come_from_a_script(tmp_path: Path) -> None:
    script = tmp_path / "answers.txt"
    script.write_text("1\n/hang up\n", encoding="utf-8")
    output = run("no_show", "--language", "en", "--script", str(script)).output
    assert "patient  /hang up" in output
    assert output.endswith("the call ends: hung_up\n")


def test_machine_and_closed_clinic_can_be_tried() -> None:
    assert "the call ends: machine" in run("no_show", "--language", "en", "--answered-by", "machine").output
    assert "We are closed now" in run("front_menu", "--language", "en", "--closed").output


def test_places_of_the_made_up_clinic_fit_the_wish() -> None:
    output = run("confirm_visit", "--language", "en", typed="1\n2\non thursday evening\n1\n").output
    assert "a place on Thursday 26 November at 6:00 pm" in output
    assert output.endswith("the call ends: rescheduled\n")


def test_unknown_flow_is_refused_with_the_names_of_flows() -> None:
    result = run("wake_up", "--language", "en")
    assert result.exit_code == 1
    assert "there is no flow 'wake_up'; flows are after_hours" in str(result.exception)


@pytest.mark.parametrize("language", sorted(path.stem for path in PROMPTS.glob("*.yaml")))
@pytest.mark.parametrize("flow", sorted(load_book().flows))
def test_every_flow_can_be_led_by_keys_in_every_language(flow: str, language: str) -> None:
    result = run(flow, "--language", language, "--visits", "2", typed="1\n" * 12)
    assert result.exit_code == 0
    assert "the call ends" in result.output
    assert Language(language)
