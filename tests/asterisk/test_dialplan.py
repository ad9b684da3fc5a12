"""What a clinic may set in the dialplan: the notice, a patient who refuses to be recorded, the longest wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from callcenter.domain.calls import EndReason
from callcenter.telephony.port import Answered, Ended, EnteredMenu, Offered, Queued, Recorded
from tests.contract.telephony.driver import PATIENT_TONE_HZ
from tests.support.asterisk.config import Settings
from tests.support.asterisk.driver import AsteriskUnderTest
from tests.support.asterisk.install import Installation
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.sound import read_wav, share_of_tone

pytestmark = pytest.mark.asterisk


@contextmanager
def clinic_with(installation: Installation, settings: Settings, spoil: str = "") -> Iterator[AsteriskUnderTest]:
    """An exchange with these settings; `spoil` is a dialplan line added to the notice's hook."""
    asterisk = RunningAsterisk(installation, settings)
    if spoil:
        path = asterisk.folder / "etc" / "callcenter-extensions.conf"
        text = path.read_text(encoding="utf-8")
        hook = " same => n(done),Return()\n"
        path.write_text(text.replace(hook, f" same => n(done),{spoil}\n same => n,Return()\n", 1), encoding="utf-8")
    with asterisk, AsteriskUnderTest(asterisk) as pbx:
        yield pbx


def test_patient_hears_the_notice_before_the_queue(installation: Installation) -> None:
    with clinic_with(installation, Settings(notice="beep")) as pbx:
        leg = pbx.patient_calls("+79161234567")
        pbx.first(Offered)
        pbx.leg(leg).wait_answered()
        kinds = [type(news).__name__ for news in pbx.news]
        assert kinds == ["Connected", "Arrived", "EnteredMenu", "Queued", "Offered"]
        assert abs(pbx.leg(leg).audio.heard()).max() > 1000
        waited = (pbx.first(Queued).at - pbx.first(EnteredMenu).at).total_seconds()
        assert 0.05 < waited < 10
        pbx.operator_picks_up()
        pbx.both_talk()
        pbx.operator_hangs_up()
        patient_side = read_wav(Path(pbx.first(Recorded).patient_file))
        assert share_of_tone(patient_side, PATIENT_TONE_HZ) > 0.95


def test_patient_who_refuses_is_not_recorded(installation: Installation) -> None:
    with clinic_with(installation, Settings(), spoil="Set(CALLCENTER_RECORD=no)") as pbx:
        pbx.patient_calls("+79161234567")
        pbx.first(Offered)
        pbx.operator_picks_up()
        pbx.first(Answered)
        pbx.both_talk()
        pbx.operator_hangs_up()
        pbx.first(Ended)
        assert [path for path in pbx.recordings.iterdir() if path.suffix == ".wav"] == []


def test_patient_whom_nobody_answered_in_time_was_not_answered(installation: Installation) -> None:
    with clinic_with(installation, Settings(wait_seconds=1)) as pbx:
        leg = pbx.patient_calls("+79161234567")
        assert pbx.first(Ended).reason is EndReason.NO_ANSWER
        assert pbx.leg(leg).wait_over() >= 400
