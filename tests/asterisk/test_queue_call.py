"""A patient calls, the queue rings the operator's telephone, they talk, and both sides are recorded."""

from pathlib import Path

import pytest

from callcenter.domain.calls import EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Capabilities,
    Ended,
    ExchangeError,
    Held,
    Offered,
    OfferPassed,
    Queued,
    Recorded,
    Resumed,
)
from tests.contract.telephony.driver import OPERATOR_TONE_HZ, PATIENT_TONE_HZ
from tests.support.asterisk.driver import LINE, AsteriskUnderTest
from tests.support.asterisk.sip import ULAW
from tests.support.asterisk.sound import RATE_HZ, read_wav, share_of_tone

pytestmark = pytest.mark.asterisk


def kinds(pbx: AsteriskUnderTest) -> list[str]:
    return [type(news).__name__ for news in pbx.news]


def test_call_is_told_from_ring_to_recording_in_order(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    pbx.patient_calls("+79161234567", "Maria")
    pbx.first(Offered)
    pbx.operator_picks_up()
    pbx.both_talk()
    pbx.operator_hangs_up()
    pbx.first(Recorded)

    assert kinds(pbx) == ["Connected", "Arrived", "Queued", "Offered", "Answered", "Ended", "Recorded"]
    arrived = pbx.first(Arrived)
    assert (arrived.caller, arrived.caller_name, arrived.line) == ("+79161234567", "Maria", LINE)
    assert pbx.first(Offered).extension == pbx.first(Answered).extension == "op1"
    assert pbx.first(Ended).reason is EndReason.COMPLETED
    moments = [news.at for news in pbx.news[1:]]
    assert moments == sorted(moments)


def test_each_side_is_recorded_with_its_own_voice_only(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    pbx.patient_calls("+79161234567")
    pbx.first(Offered)
    pbx.operator_picks_up()
    pbx.both_talk()
    pbx.operator_hangs_up()
    recorded = pbx.first(Recorded)

    patient, operator = (read_wav(Path(name)) for name in (recorded.patient_file, recorded.administrator_file))
    assert share_of_tone(patient, PATIENT_TONE_HZ) > 0.95
    assert share_of_tone(patient, OPERATOR_TONE_HZ) < 0.01
    assert share_of_tone(operator, OPERATOR_TONE_HZ) > 0.95
    assert share_of_tone(operator, PATIENT_TONE_HZ) < 0.01
    talked = (pbx.first(Ended).at - pbx.first(Answered).at).total_seconds()
    assert abs(len(patient) / RATE_HZ - talked) < 0.3
    assert abs(recorded.patient_offset) < 0.3
    assert abs(recorded.administrator_offset) < 0.3


def test_trunk_that_sends_mu_law_is_recorded_the_same(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    pbx.patient_calls("+12025550143", codec=ULAW)
    pbx.first(Offered)
    pbx.operator_picks_up()
    pbx.both_talk()
    pbx.operator_hangs_up()
    assert share_of_tone(read_wav(Path(pbx.first(Recorded).patient_file)), PATIENT_TONE_HZ) > 0.95


def test_both_people_hear_each_other(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    leg = pbx.patient_calls("+79161234567")
    pbx.first(Offered)
    pbx.operator_picks_up()
    pbx.both_talk()
    assert share_of_tone(pbx.leg(leg).audio.heard(), OPERATOR_TONE_HZ) > 0.9
    assert share_of_tone(pbx.operator.audio.heard(), PATIENT_TONE_HZ) > 0.9
    pbx.patient_hangs_up(leg)
    assert pbx.first(Ended).reason is EndReason.COMPLETED
    pbx.operator.wait_over()


def test_hang_up_from_the_screen_ends_the_call_on_both_telephones(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    leg = pbx.patient_calls("+79161234567")
    pbx.first(Offered)
    pbx.operator_picks_up()
    call = pbx.first(Answered).call
    pbx.exchange.hang_up(call)
    pbx.leg(leg).wait_over()
    pbx.operator.wait_over()
    assert pbx.first(Ended).reason is EndReason.COMPLETED
    pbx.exchange.hang_up(call)  # gone already: no error


def test_hang_up_of_a_pattern_is_refused_because_it_could_end_every_call(
    asterisk_under_test: AsteriskUnderTest,
) -> None:
    pbx = asterisk_under_test
    leg = pbx.patient_calls("+79161234567")
    pbx.first(Offered)
    with pytest.raises(ExchangeError, match="no call of this exchange"):
        pbx.exchange.hang_up(ProviderCallId("/.*/"))
    assert not pbx.leg(leg).is_over


def test_caller_who_gives_up_while_it_rings_is_abandoned(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    leg = pbx.patient_calls("+79161234567")
    pbx.first(Offered)
    pbx.leg(leg).wait_ringing()
    pbx.patient_hangs_up(leg)
    assert pbx.first(Ended).reason is EndReason.ABANDONED
    assert pbx.leg(leg).wait_over() == 487
    assert kinds(pbx) == ["Connected", "Arrived", "Queued", "Offered", "Ended"]


def test_operator_who_does_not_answer_is_passed_over_and_rung_again(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    pbx.patient_calls("+79161234567")
    passed = pbx.first(OfferPassed)
    assert passed.extension == "op1"
    pbx.wait_for(lambda news: sum(isinstance(n, Offered) for n in news) == 2, "a second offer")
    pbx.operator_picks_up()
    pbx.first(Answered)
    assert kinds(pbx) == ["Connected", "Arrived", "Queued", "Offered", "OfferPassed", "Offered", "Answered"]


def test_operator_who_refuses_passes_the_offer_at_once(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    pbx.patient_calls("+79161234567")
    pbx.phone.wait_for_call().reject("486 Busy Here")
    offered, passed = pbx.first(Offered), pbx.first(OfferPassed)
    assert passed.extension == "op1"
    assert (passed.at - offered.at).total_seconds() < 1.5


def test_hold_on_the_operators_telephone_is_told(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    pbx.patient_calls("+79161234567")
    pbx.first(Offered)
    pbx.operator_picks_up()
    pbx.first(Answered)
    pbx.operator.hold()
    pbx.first(Held)
    pbx.operator.resume()
    pbx.first(Resumed)


def test_keys_that_the_patient_presses_reach_the_operators_telephone(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    leg = pbx.patient_calls("+79161234567")
    pbx.first(Offered)
    pbx.operator_picks_up()
    pbx.leg(leg).wait_answered()
    pbx.leg(leg).press("491#")
    assert pbx.operator.audio.wait_for_digits("491#", 5.0), pbx.operator.audio.digits_heard()


def test_withheld_number_is_told_as_anonymous(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    pbx.patient_calls(None)
    assert pbx.first(Arrived).caller == "anonymous"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Мария Петрова", "Мария Петрова"),
        ("王小明", "王小明"),
        ('Mary "Polly" O\'Hara', 'Mary "Polly" O\'Hara'),
        ("x\x0cExten: 999", "x Exten: 999"),
        ("x\u2028Uniqueid: 1.1", "x Uniqueid: 1.1"),
        ("x\x85Linkedid: 1.1", "x Linkedid: 1.1"),
        ("x\x0bCallerIDNum: +70000000000", "x CallerIDNum: +70000000000"),
    ],
)
def test_callers_name_is_shown_clean_and_adds_no_header(
    asterisk_under_test: AsteriskUnderTest, sent: str, shown: str
) -> None:
    pbx = asterisk_under_test
    pbx.patient_calls("+79161234567", sent)
    arrived = pbx.first(Arrived)
    assert (arrived.caller, arrived.caller_name, arrived.line) == ("+79161234567", shown, LINE)
    assert pbx.first(Queued).call == arrived.call


def test_answering_and_holding_are_left_to_the_telephone(asterisk_under_test: AsteriskUnderTest) -> None:
    exchange = asterisk_under_test.exchange
    assert exchange.capabilities == Capabilities()
    for command in (exchange.hold, exchange.resume):
        with pytest.raises(ExchangeError, match="telephone"):
            command(ProviderCallId("1.1"))
    with pytest.raises(ExchangeError, match="telephone"):
        exchange.answer(ProviderCallId("1.1"), "op1")
