"""The simulated exchange under the contract suite of robots' calls."""

import wave
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import numpy as np

from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.manners import RECORDING, Manners, PickUp
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.voice_port import Prompt
from tests.contract.telephony.driver import Leg
from tests.contract.telephony.simulator import EXTENSION, LINE, START, SimulatorUnderTest, tones
from tests.contract.telephony.voice_driver import ENTRANCE, Telephone

_PICK_UP = {
    Telephone.ANSWERS: PickUp.ANSWERS,
    Telephone.BUSY: PickUp.BUSY,
    Telephone.REFUSES: PickUp.REFUSES,
    Telephone.SILENT: PickUp.NO_ANSWER,
}
_NUMBERS = {telephone: f"+7916000000{place}" for place, telephone in enumerate(Telephone, 1)}


class SimulatedVoice(SimulatorUnderTest):
    """Fills `VoicePbxUnderTest`: calls go to the robot first."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._exchange.stop()
        self._sounds = folder / "sounds"
        self._clock = JumpingClock(START)
        settings = Settings(
            line=LINE,
            extensions=(EXTENSION,),
            recordings=folder,
            menu=ENTRANCE,
            ring_timeout=timedelta(seconds=2),
            offer_again_after=timedelta(seconds=1),
            wrap_up=timedelta(seconds=1),
            queue_wait=timedelta(seconds=4),
        )
        self._exchange = SimulatedExchange(clock=self._clock, say=tones, settings=settings)
        self._exchange.patients_at(self._patient_at)
        self._news.clear()
        self._exchange.start(self._news.append)

    def patient_calls_the_robot(self, number: str) -> Leg:
        manners = Manners(replies={RECORDING: ("tone",)})
        self._legs.append(self._exchange.ring_in(Persona(id="patient", number=number, patience=None, manners=manners)))
        return Leg(len(self._legs) - 1)

    def number_of(self, telephone: Telephone) -> str:
        return _NUMBERS[telephone]

    def patient_presses(self, call: ProviderCallId, keys: str) -> None:
        self._exchange.patient_presses(call, keys)

    def patient_talks(self, call: ProviderCallId) -> None:
        self._exchange.patient_says(call, "tone")

    def prompt(self, name: str, seconds: float) -> Prompt:
        self._sounds.mkdir(parents=True, exist_ok=True)
        path = self._sounds / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(np.full(round(8000 * seconds), 1000, dtype="<i2").tobytes())
        return Prompt(id=name, text=name, language=Language.EN, sound=path)

    def _patient_at(self, number: str) -> Persona | None:
        found = next((telephone for telephone, known in _NUMBERS.items() if known == number), None)
        manners = Manners(picks_up=_PICK_UP[found], rings_s=2) if found else Manners()
        return Persona(id="dialled", number=number, manners=manners)


@contextmanager
def simulated_voice(folder: Path) -> Iterator[SimulatedVoice]:
    """The driver, started; ended afterwards."""
    pbx = SimulatedVoice(folder)
    try:
        yield pbx
    finally:
        pbx.exchange.stop()
