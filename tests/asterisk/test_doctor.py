"""`callcenter doctor` on a real Asterisk: all well, and each thing that a clinic may have got wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.kit.clock import JumpingClock, SystemClock
from callcenter.kit.findings import Finding, Verdict
from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.checks import check_asterisk
from tests.support.asterisk.driver import settings_for
from tests.support.asterisk.install import Installation
from tests.support.asterisk.peer import Peer
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.watching import wait_for_member, wait_until_quiet

pytestmark = pytest.mark.asterisk


@pytest.fixture
def clinic(shared_asterisk: RunningAsterisk) -> Iterator[RunningAsterisk]:
    """The shared Asterisk with one telephone switched on."""
    with Peer(shared_asterisk.ports.sip, "op1") as phone:
        phone.register()
        wait_for_member(shared_asterisk, "op1")
        yield shared_asterisk
        phone.register(expires=0)
    wait_until_quiet(shared_asterisk)


def by_name(checks: Iterator[Finding]) -> dict[str, Finding]:
    return {check.what: check for check in checks}


def spoilt(installation: Installation, file: str, old: str, new: str) -> dict[str, Finding]:
    """What the doctor says of an Asterisk in whose config one thing is different."""
    asterisk = RunningAsterisk(installation)
    path = asterisk.folder / "etc" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    try:
        asterisk.start()
        settings = replace(settings_for(asterisk), answer_within=timedelta(seconds=1))
        return by_name(check_asterisk(settings))
    finally:
        asterisk.close()


def test_a_clinic_that_followed_the_readme_is_well(clinic: RunningAsterisk) -> None:
    checks = by_name(check_asterisk(settings_for(clinic)))
    assert {check.verdict for check in checks.values()} == {Verdict.OK}
    assert list(checks) == [
        "exchange",
        "exchange clock",
        "exchange account",
        "exchange dialplan",
        "exchange notice",
        "exchange queue",
        "exchange recordings",
        "exchange robots",
    ]
    assert checks["exchange"].said.startswith("Asterisk 22.")
    assert checks["exchange queue"].said == "1 of 2 telephones of the queue 'clinic' can ring"


def test_doctor_without_an_exchange_says_one_thing(clinic: RunningAsterisk) -> None:
    (check,) = check_asterisk(replace(settings_for(clinic), secret=Secret("wrong")))
    assert check.verdict is Verdict.PROBLEM
    assert "refused the sign-in" in check.said


def test_queue_and_folder_that_differ_from_our_settings_are_named(clinic: RunningAsterisk, tmp_path: Path) -> None:
    settings = replace(
        settings_for(clinic),
        queue="front",
        emergency_queue="urgent",
        recordings_there="/srv/calls",
        recordings_here=tmp_path,
    )
    checks = by_name(check_asterisk(settings))
    assert "there is no queue 'urgent'" in checks["exchange emergency queue"].said
    assert "there is no queue 'front'" in checks["exchange queue"].said
    assert "CALLCENTER_QUEUE=clinic, but our setting CALLCENTER_ASTERISK_QUEUE is front" in (
        checks["exchange dialplan"].said
    )
    assert "our setting CALLCENTER_ASTERISK_RECORDINGS_THERE is /srv/calls" in checks["exchange dialplan"].said
    assert f"the test recording did not appear in {tmp_path}" in checks["exchange recordings"].said


def test_folder_that_is_not_mounted_is_named(clinic: RunningAsterisk, tmp_path: Path) -> None:
    settings = replace(settings_for(clinic), recordings_here=tmp_path / "nowhere")
    assert "is not on this machine" in by_name(check_asterisk(settings))["exchange recordings"].said


def test_clocks_apart_are_noticed(clinic: RunningAsterisk) -> None:
    slow = JumpingClock(SystemClock().now() - timedelta(seconds=90))
    check = by_name(check_asterisk(settings_for(clinic), slow))["exchange clock"]
    assert check.verdict is Verdict.ATTENTION
    assert "+90 s from ours" in check.said


def test_account_with_too_few_rights_is_told_which_to_add(installation: Installation) -> None:
    rights = "write = call,originate,reporting,agi"
    checks = spoilt(installation, "callcenter-manager.conf", rights, "write = reporting")
    said = checks["exchange account"].said
    assert "Hangup: add 'call'" in said
    assert "Originate: add 'originate'" in said
    assert "QueueStatus" not in said
    assert "add 'originate'" in checks["exchange recordings"].said


def test_account_that_may_not_read_queue_events_is_told(installation: Installation) -> None:
    checks = spoilt(installation, "callcenter-manager.conf", "read = call,agent,user,system", "read = call,user,system")
    assert checks["exchange account"].said == "add agent to the account's read line in manager.conf"


def test_missing_modules_are_named(installation: Installation) -> None:
    checks = spoilt(installation, "modules.conf", "load = app_queue.so\n", "")
    assert "QueueStatus: load the module app_queue.so" in checks["exchange account"].said
    assert checks["exchange queue"].verdict is Verdict.PROBLEM


def test_missing_dialplan_is_told_with_what_to_install(installation: Installation) -> None:
    checks = spoilt(installation, "extensions.conf", "#include callcenter-extensions.conf", "")
    said = checks["exchange dialplan"].said
    assert "no context callcenter-inbound; install conf/extensions.conf" in said
    assert checks["exchange recordings"].verdict is Verdict.PROBLEM


def test_dialplan_that_lost_its_recording_is_told(installation: Installation) -> None:
    step = " same => n,Gosub(callcenter-record,s,1)\n"
    checks = spoilt(installation, "callcenter-extensions.conf", step, "")
    assert "has no step Gosub(callcenter-record...), so no call would be recorded" in checks["exchange dialplan"].said


@pytest.mark.parametrize("line", [" same => n,Set(CALLCENTER_NOTICE=)\n", ""])
def test_dialplan_that_does_not_tell_patients_of_the_recording_wants_attention(
    installation: Installation, line: str
) -> None:
    told = " same => n,Set(CALLCENTER_NOTICE=elsewhere)\n"
    checks = spoilt(installation, "callcenter-extensions.conf", told, line)
    assert checks["exchange notice"].verdict is Verdict.ATTENTION
    assert "name a sound in CALLCENTER_NOTICE, or set it to elsewhere" in checks["exchange notice"].said
    assert checks["exchange dialplan"].verdict is Verdict.OK


def test_queue_without_telephones_is_told(installation: Installation) -> None:
    checks = spoilt(installation, "callcenter-queues.conf", "member =>", "; member =>")
    assert "has no telephones; add 'member =>'" in checks["exchange queue"].said


def test_account_that_may_not_lead_calls_is_told_which_rights_to_add(installation: Installation) -> None:
    rights = "write = call,originate,reporting,agi"
    checks = spoilt(installation, "callcenter-manager.conf", rights, "write = call,originate,reporting")
    assert checks["exchange account"].verdict is Verdict.OK
    assert checks["exchange robots"].verdict is Verdict.ATTENTION
    assert "AGI: load the module res_agi.so, and add 'agi'" in checks["exchange robots"].said


def test_account_that_hears_no_keys_is_told(installation: Installation) -> None:
    checks = spoilt(installation, "callcenter-manager.conf", "system,agi,dtmf", "system,agi")
    assert "add dtmf to the account's read line" in checks["exchange robots"].said


def test_dialplan_of_before_robots_is_told(installation: Installation) -> None:
    checks = spoilt(installation, "callcenter-extensions.conf", "[callcenter-voice]", "[somewhere-else]")
    assert checks["exchange dialplan"].verdict is Verdict.OK
    assert (
        "the dialplan has no context callcenter-voice; install conf/extensions.conf" in checks["exchange robots"].said
    )


def test_exchange_that_cannot_bring_sound_is_told(installation: Installation) -> None:
    checks = spoilt(installation, "modules.conf", "load = chan_audiosocket.so\n", "")
    assert "brought no sound to 127.0.0.1" in checks["exchange robots"].said
