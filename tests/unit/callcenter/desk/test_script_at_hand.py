"""Which script a call runs, and what happens where there is none."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from callcenter.desk.problems import NoScriptError, ScriptChangedError
from callcenter.desk.service import DeskService
from callcenter.desk.view import Mode, desk_view
from callcenter.kit.languages import Language
from callcenter.storage.tables import patient
from callcenter.storage.work import Database
from scripts_library.loader import Library, parse_script
from tests.support.clinic import ANNA, IVAN, OLGA
from tests.support.desk import SCRIPT, DeskBench, small_library

MARIAS, SOKOLOVS = "+79000000101", "+79000000103"
UKRAINIAN = SCRIPT.replace("language: ru", "language: uk").replace("Чем помочь?", "Чим допомогти?")


def two_languages() -> Library:
    scripts = [parse_script(SCRIPT), parse_script(UKRAINIAN)]
    return Library({(script.id, script.language): script for script in scripts})


def speaks(database: Database, who: str, language: Language) -> None:
    with database.work() as work:
        work.connection.execute(update(patient).where(patient.c.id == who).values(language=language.value))


def said(bench: DeskBench) -> str:
    script = bench.view().script
    assert script is not None
    return script.text


def test_patient_is_spoken_to_in_their_own_language(clinic: Database) -> None:
    speaks(clinic, "maria", Language.UK)
    bench = DeskBench(clinic, library=two_languages())
    bench.ring(MARIAS)
    assert said(bench).endswith("Чим допомогти?")


def test_language_without_a_script_falls_back_to_the_clinics(clinic: Database) -> None:
    speaks(clinic, "maria", Language.PL)
    bench = DeskBench(clinic, library=two_languages())
    bench.ring(MARIAS)
    assert said(bench).endswith("Чем помочь?")


def test_choosing_the_patient_at_the_first_step_changes_the_language(clinic: Database) -> None:
    speaks(clinic, "olga", Language.UK)
    bench = DeskBench(clinic, library=two_languages())
    call = bench.ring(SOKOLOVS)
    assert said(bench).endswith("Чем помочь?")
    bench.desk.patients.choose(ANNA, call, OLGA.id)
    assert said(bench).endswith("Чим допомогти?")
    bench.desk.patients.choose(ANNA, call, IVAN.id)
    assert said(bench).endswith("Чем помочь?")


def test_choosing_the_patient_later_keeps_the_place_in_the_script(clinic: Database) -> None:
    speaks(clinic, "olga", Language.UK)
    bench = DeskBench(clinic, library=two_languages())
    call = bench.talk(SOKOLOVS)
    bench.desk.script.take(ANNA, call, 1, "ready")
    bench.desk.patients.choose(ANNA, call, OLGA.id)
    script = bench.view().script
    assert script is not None
    assert (script.step, script.language) == ("name", Language.RU)
    assert script.text == "Вас зовут Ольга Сергеевна?"


def test_call_without_any_script_can_still_be_led_and_finished(clinic: Database) -> None:
    bench = DeskBench(clinic, library=Library({}))
    call = bench.talk(MARIAS)
    view = bench.view()
    assert (view.mode, view.script) == (Mode.TALKING, None)
    with pytest.raises(NoScriptError):
        bench.desk.script.take(ANNA, call, 1, "ready")
    with pytest.raises(NoScriptError):
        bench.desk.script.back(ANNA, call, 1)
    bench.caller_rings_off(call)
    assert bench.desk.outcomes.record(ANNA, call, 1, {"outcome": "information"}) == {}


def after_a_restart(bench: DeskBench, source: str) -> DeskService:
    """The desk of a process that was started again with another script while the call went on."""
    return DeskService(replace(bench.parts, library=small_library(source)))


def test_script_that_was_replaced_during_the_call_is_not_mixed_with_the_new_one(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    said_so_far = list(bench.exchange.said)
    newer = after_a_restart(bench, SCRIPT.replace("version: 3", "version: 4"))
    view = desk_view(newer.look(ANNA), bench.clinic)
    assert view.call is not None
    assert (view.mode, view.call.id, view.script, view.script_changed) == (Mode.TALKING, call, None, True)
    for move in (
        lambda: newer.script.take(ANNA, call, 1, "ready"),
        lambda: newer.script.objection(ANNA, call, 1, "expensive"),
        lambda: newer.script.back(ANNA, call, 1),
        lambda: newer.script.capture(ANNA, call, "first_name", "Мария"),
    ):
        with pytest.raises(ScriptChangedError, match="The script was changed during this call"):
            move()
    newer.script.first_words(ANNA, call)
    assert bench.exchange.said == said_so_far
    newer.notes.save(ANNA, call, "без сценария", 1)
    bench.caller_rings_off(call)
    assert newer.outcomes.record(ANNA, call, 1, {"outcome": "information"}) == {}


def test_answer_to_a_step_that_the_new_version_lacks_is_refused_in_words(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    bench.desk.script.take(ANNA, call, 1, "ready")
    renamed = SCRIPT.replace("goto: name", "goto: naming").replace("  name:\n", "  naming:\n")
    newer = after_a_restart(bench, renamed.replace("version: 3", "version: 4"))
    with pytest.raises(ScriptChangedError):
        newer.script.take(ANNA, call, 2, "named")
    assert desk_view(newer.look(ANNA), bench.clinic).mode is Mode.TALKING
