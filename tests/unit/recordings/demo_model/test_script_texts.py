"""The scripts' steps as phrases: each branch once, each variable as a slot."""

from recordings.demo_model.script_texts import script_turns
from scripts_library.loader import parse_script

SCRIPT = """
id: small
version: 1
language: en
title: Small
start: hello
steps:
  hello:
    title: Hello
    say: "{{ hail }}how {{ patient.form('is she', 'is he', 'are they') }}?
      {% if patient.name %}I have {{ slot.on }}.{% endif %}"
    answers:
      - {key: 1, id: bye, label: Bye, goto: bye}
  bye:
    title: Bye
    say: "Goodbye, {{ patient.name }}, from {{ clinic.name }}."
    fallback: "Goodbye from {{ operator.name }}."
    exit: information
"""
CASES = """
id: cases
version: 1
language: en
title: Cases
start: greet
steps:
  greet:
    title: Greeting
    say: "{% if who.vip and have.visit %}Your visit {{ visit.on }}, sir.{% elif said.need == 'child' %}And the child?
      {%- else %}Hello.{% endif %}"
    again: Hello again.
    answers:
      - {key: 1, id: bye, label: Bye, goto: bye}
  bye:
    title: Bye
    say: "Your next step: {{ treatment }}."
    fallback: Goodbye.
    exit: information
phrases:
  - {id: hold, label: Hold, say: One moment please.}
"""


def texts() -> list[str]:
    return list(script_turns(parse_script(SCRIPT)))


def test_a_variable_is_the_slot_of_its_values() -> None:
    assert "{patient_address}, how is she? I have {slot_on}." in texts()


def test_an_unknown_caller_is_not_named() -> None:
    assert "{nobody}how are they?" in texts()


def test_each_form_of_a_word_that_agrees_with_a_person_is_a_phrase() -> None:
    said = [text for text in texts() if text.startswith("{nobody}")]

    assert set(said) == {"{nobody}how is she?", "{nobody}how is he?", "{nobody}how are they?"}


def test_a_text_that_needs_a_name_is_not_said_without_one() -> None:
    goodbyes = {text for text in texts() if text.startswith("Goodbye")}

    assert goodbyes == {"Goodbye, {patient_name}, from {clinic_name}.", "Goodbye from {operator_name}."}


def test_each_case_that_a_text_tells_apart_is_a_phrase_and_so_are_sentences_at_hand() -> None:
    said = set(script_turns(parse_script(CASES)))

    assert said >= {"Your visit {slot_on}, sir.", "And the child?", "Hello.", "Hello again.", "One moment please."}
