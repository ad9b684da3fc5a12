"""The two sides of a call on disk."""

from pathlib import Path

from callcenter.telephony.port import Answered, Ended, ExchangeEvent, Offered, Recorded
from tests.contract.telephony.driver import OPERATOR_TONE_HZ, PATIENT_TONE_HZ, PbxUnderTest
from tests.contract.telephony.reading import told, wait_for
from tests.support.asterisk.sound import RATE_HZ, read_wav, share_of_tone


def _recorded_talk(pbx: PbxUnderTest, *, offer: int = 1) -> Recorded:
    pbx.patient_calls("+79161234567")
    wait_for(pbx, Offered, offer)
    pbx.operator_picks_up()
    wait_for(pbx, Answered)
    pbx.both_talk()
    pbx.operator_hangs_up()
    return wait_for(pbx, Recorded)


def test_a_recording_is_told_once_after_the_end_and_names_two_files(pbx: PbxUnderTest) -> None:
    recorded = _recorded_talk(pbx)
    kinds = [type(news) for news in told(pbx.news, ExchangeEvent)]
    assert kinds[-2:] == [Ended, Recorded]
    assert kinds.count(Recorded) == 1
    patient, administrator = Path(recorded.patient_file), Path(recorded.administrator_file)
    assert patient != administrator
    for file in (patient, administrator):
        assert file.is_absolute()
        assert file.is_file()


def test_each_file_holds_its_own_voice_and_not_the_other(pbx: PbxUnderTest) -> None:
    recorded = _recorded_talk(pbx)
    patient, administrator = (read_wav(Path(name)) for name in (recorded.patient_file, recorded.administrator_file))
    assert share_of_tone(patient, PATIENT_TONE_HZ) > 0.9
    assert share_of_tone(patient, OPERATOR_TONE_HZ) < 0.02
    assert share_of_tone(administrator, OPERATOR_TONE_HZ) > 0.9
    assert share_of_tone(administrator, PATIENT_TONE_HZ) < 0.02


def test_the_recording_is_as_long_as_the_talk_and_begins_with_the_answer(pbx: PbxUnderTest) -> None:
    recorded = _recorded_talk(pbx)
    talked = (told(pbx.news, Ended)[0].at - told(pbx.news, Answered)[0].at).total_seconds()
    for name, offset in (
        (recorded.patient_file, recorded.patient_offset),
        (recorded.administrator_file, recorded.administrator_offset),
    ):
        assert abs(len(read_wav(Path(name))) / RATE_HZ + offset - talked) < 0.5
        assert abs(offset) < 0.5


def test_a_call_that_nobody_answered_has_no_recording(pbx: PbxUnderTest) -> None:
    leg = pbx.patient_calls("+79161234567")
    wait_for(pbx, Offered)
    pbx.patient_hangs_up(leg)
    wait_for(pbx, Ended)
    _recorded_talk(pbx, offer=2)
    unanswered, answered = (ended.call for ended in told(pbx.news, Ended))
    assert [recorded.call for recorded in told(pbx.news, Recorded)] == [answered]
    assert unanswered != answered
