"""A clinic's own prompts and flows under `callcenter lint`, in the company of all that is shipped."""

from pathlib import Path

import pytest

from callcenter.app.content_lint import problems_of_clinic

OWN_FLOW = """flow: own
version: 1
title: Own
direction: outbound
parts: [outbound]
start: hello
machine: m1
unsure_start: hello_unsure
nodes:
  hello: {say: safe, then: end}
  m1: {say: safe, then: m2}
  m2: {say: own_words, then: end}
  purpose: {say: safe, then: end}
  end: {hang_up: machine}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for name in ("flows", "prompts"):
        (tmp_path / name).mkdir()
    return tmp_path


def words(own: Path, language: str, *lines: str) -> None:
    text = "\n".join(f"  {line}" for line in lines)
    (own / "prompts" / f"{language}.yaml").write_text(f"language: {language}\nprompts:\n{text}\n", encoding="utf-8")


def told(own: Path) -> list[str]:
    return [problem.removeprefix(f"{own}/") for problem in problems_of_clinic(own)]


def test_a_clinics_prompt_with_private_words_for_a_stranger_is_told_at_its_line(own: Path) -> None:
    words(own, "ru", "thanks: Спасибо.", "hello_again: 'Вы записаны {{ visit.on }}?'")
    found = [problem for problem in told(own) if "private" in problem]
    assert found
    assert all(problem.startswith("prompts/ru.yaml:4: ") for problem in found), found
    assert any("'hello_again', which is private (ru)" in problem for problem in found)


def test_a_clinics_harmless_prompt_is_no_problem(own: Path) -> None:
    words(own, "ru", "hello_again: 'Подскажите, пожалуйста, это {{ patient.asked }}?'")
    assert told(own) == []


def test_what_a_machine_would_hear_of_a_clinics_flow_is_told_at_the_prompts_line(own: Path) -> None:
    (own / "flows" / "own.yaml").write_text(OWN_FLOW, encoding="utf-8")
    for language, text in {
        "ru": "Передайте",
        "uk": "Перекажіть",
        "pl": "Proszę przekazać",
        "en": "Tell",
        "zh": "请",
    }.items():
        words(own, language, "about_own: x", f"own_words: '{text}: {{{{ patient.asked }}}} {{{{ about }}}}'")
    found = [problem for problem in told(own) if "may be heard by a machine" in problem]
    assert {problem.partition(": ")[0] for problem in found} == {
        f"prompts/{language}.yaml:4" for language in ("ru", "uk", "pl", "en", "zh")
    }
