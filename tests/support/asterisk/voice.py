"""A real Asterisk as the contract suite's exchange on which robots lead calls."""

import tempfile
import threading
import wave
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.voice_port import Prompt
from tests.contract.telephony.driver import PATIENT_TONE_HZ, Leg
from tests.contract.telephony.voice_driver import Telephone
from tests.support.asterisk.driver import AsteriskUnderTest
from tests.support.asterisk.g711 import Samples
from tests.support.asterisk.patients import NUMBERS, Patients
from tests.support.asterisk.peer_call import PeerCall
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.sound import RATE_HZ, tone
from tests.support.asterisk.watching import wait_until_quiet

PROMPT_TONE_HZ = 700


class AsteriskVoice(AsteriskUnderTest):
    """Fills `VoicePbxUnderTest`; a context manager. On `asterisk` robots answer."""

    def __init__(self, asterisk: RunningAsterisk) -> None:
        self.outside = Patients(asterisk.ports.sip)
        self._sounds = tempfile.TemporaryDirectory(prefix="prompts-")
        self._dialled: PeerCall | None = None
        super().__init__(asterisk)

    def _settings(self, usual: AsteriskSettings) -> AsteriskSettings:
        return replace(super()._settings(usual), trunk=self.outside.trunk)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.outside.close()
        super().__exit__(kind, error, trace)
        self._sounds.cleanup()

    def patient_calls_the_robot(self, number: str) -> Leg:
        return self.patient_calls(number)

    def number_of(self, telephone: Telephone) -> str:
        return NUMBERS[telephone]

    def patient(self) -> PeerCall:
        """The patient's telephone: the one that called last, else the one that was dialled."""
        if self._patients:
            return self._patients[-1][1]
        if self._dialled is None:
            self._dialled = self.outside.answered()
        return self._dialled

    def patient_presses(self, call: ProviderCallId, keys: str) -> None:
        self.patient().press(keys)

    def patient_talks(self, call: ProviderCallId) -> None:
        self.patient().audio.play(tone(PATIENT_TONE_HZ, 1.0))

    def prompt(self, name: str, seconds: float) -> Prompt:
        return self.prompt_of(name, tone(PROMPT_TONE_HZ, seconds))

    def prompt_of(self, name: str, samples: Samples) -> Prompt:
        """A prompt that sounds so."""
        path = Path(self._sounds.name) / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(samples.tobytes())
        return Prompt(id=name, text=name, language=Language.EN, sound=path)

    def wait_for_time(self, seconds: float) -> None:
        """So long as the patient's telephone takes to hear so much: silence included, where the exchange sends it."""
        threading.Event().wait(seconds)

    def all_channels_are_gone(self) -> None:
        """Wait until the exchange has no channel left."""
        wait_until_quiet(self._asterisk)
