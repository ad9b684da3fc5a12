"""What a real Asterisk writes where packets of sound were lost: silence in their place, so the sides stay in step."""

from pathlib import Path

import numpy as np
import pytest

from callcenter.telephony.port import Offered, Recorded
from tests.support.asterisk.driver import AsteriskUnderTest
from tests.support.asterisk.g711 import Samples
from tests.support.asterisk.sound import RATE_HZ, read_wav, share_of_tone, tone

pytestmark = pytest.mark.asterisk

STEPS_HZ = (500, 700, 900, 1100)
LOST = ((0.6, 1.5), (2.1, 2.4))


def scale() -> Samples:
    """A tone a second, each higher than the one before."""
    return np.concatenate([tone(hz, 1.0) for hz in STEPS_HZ])


def begins(samples: Samples, hz: int) -> float:
    """The second at which a tone is first heard."""
    piece = RATE_HZ // 50
    for place in range(0, len(samples) - piece, piece):
        part = samples[place : place + piece]
        if np.abs(part).max() > 4_000 and share_of_tone(part, hz) > 0.6:
            return place / RATE_HZ
    raise AssertionError(f"{hz} Hz is not heard")


def test_sides_stay_in_step_where_sound_of_one_was_lost_on_its_way(asterisk_under_test: AsteriskUnderTest) -> None:
    pbx = asterisk_under_test
    leg = pbx.patient_calls("+79161234567")
    pbx.first(Offered)
    pbx.operator_picks_up()
    patient, operator = pbx.leg(leg).audio, pbx.operator.audio
    assert patient.wait_until_heard(0.2, 20)
    patient.play(scale())
    patient.lose(*LOST)
    operator.play(scale())
    assert patient.wait_until_heard(len(STEPS_HZ), 30)
    pbx.patient_hangs_up(leg)
    recorded = pbx.first(Recorded)

    said, heard = read_wav(Path(recorded.patient_file)), read_wav(Path(recorded.administrator_file))
    assert abs(len(said) - len(heard)) / RATE_HZ <= 0.05
    assert abs(recorded.patient_offset - recorded.administrator_offset) <= 0.05
    assert recorded.offsets_are_reckoned
    for side in (said, heard):
        assert begins(side, 1100) - begins(side, 500) == pytest.approx(3.0, abs=0.1)
    assert np.count_nonzero(said == 0) / RATE_HZ == pytest.approx(sum(end - begin for begin, end in LOST), abs=0.15)
