"""The demo's controls on the desk."""

import pytest

from callcenter.desk.problems import DeskError, NotRingingError
from callcenter.desk.view import Mode
from callcenter.storage.work import Database
from tests.support.clinic import ANNA
from tests.support.desk import DeskBench, TameDemo

MARIAS = "+79000000101"


def test_newcomer_can_let_a_patient_call(clinic: Database) -> None:
    demo = TameDemo()
    bench = DeskBench(clinic, demo=demo)
    assert [caller.title for caller in bench.view().demo] == ["Мария Петрова, болит зуб"]
    bench.desk.demo.ring(ANNA, "maria")
    assert demo.rung == ["maria at 101"]


def test_busy_lines_and_unknown_patients_are_said(clinic: Database) -> None:
    demo = TameDemo()
    bench = DeskBench(clinic, demo=demo)
    with pytest.raises(DeskError, match="no such patient"):
        bench.desk.demo.ring(ANNA, "nobody")
    demo.lines_are_busy = True
    with pytest.raises(DeskError, match="No line is free"):
        bench.desk.demo.ring(ANNA, "maria")


def test_robot_takes_the_call_that_rings_here(clinic: Database) -> None:
    demo = TameDemo()
    bench = DeskBench(clinic, demo=demo)
    call = bench.ring(MARIAS)
    bench.desk.demo.robot_answers(ANNA, call)
    assert demo.robot == ["provider-1 at 101"]
    bench.caller_rings_off(call)
    with pytest.raises(NotRingingError):
        bench.desk.demo.robot_answers(ANNA, call)


def test_what_the_demo_patient_answers_stands_beside_the_sentence(clinic: Database) -> None:
    bench = DeskBench(clinic, demo=TameDemo())
    call = bench.talk(MARIAS)
    view = bench.view()
    assert view.script is not None
    assert view.script.heard == "greet 0"
    bench.desk.script.take(ANNA, call, 1, "ready")
    view = bench.view()
    assert view.script is not None
    assert view.script.heard == "name 0"


def test_real_clinic_has_no_demo_controls(bench: DeskBench) -> None:
    assert bench.view().demo == ()
    assert bench.view().mode is Mode.IDLE
    with pytest.raises(DeskError):
        bench.desk.demo.ring(ANNA, "maria")
