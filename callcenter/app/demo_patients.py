"""Who picks up when the embedded exchange rings a number of the demo: a patient with a voice and a nature."""

import threading
from collections import Counter
from dataclasses import replace

from callcenter.clinic.demo.cast import DemoClinic, DemoPatient
from callcenter.clinic.demo.load_natures import load_natures
from callcenter.clinic.demo.natures import Nature, Natures
from callcenter.domain.clinic import Gender
from callcenter.kit.languages import Language
from callcenter.telephony.simulator.manners import Manners, PickUp
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.voice_port import Answerer


class DialledPatients:
    """The patients of a demo clinic by number. Each call to the same number shows the next of its patient's natures."""

    def __init__(self, clinic: DemoClinic) -> None:
        self._language = clinic.language
        self._whose = load_natures(clinic.language).at_call
        self._natures = {one: load_natures(one) for one in Language}
        self._people: dict[str, DemoPatient] = {}
        for known in clinic.patients:
            if known.patient.phone is not None:  # of a family the first one answers
                self._people.setdefault(known.patient.phone.e164, known)
        self._calls: Counter[str] = Counter()
        self._lock = threading.Lock()

    def at(self, number: str) -> Persona:
        """Who is rung now; somebody whom the clinic does not know speaks its language."""
        with self._lock:
            nth = self._calls[number]
            self._calls[number] += 1
        known = self._people.get(number)
        if known is None:
            natures = self._natures[self._language]
            return persona_with(natures.by_id[natures.stranger], "dialled", number, Gender.FEMALE, self._language)
        patient = known.patient
        nature = self._natures[patient.language].by_id[self._whose(patient.id, nth)]
        return persona_with(nature, patient.id, number, patient.gender, patient.language)


def persona_with(nature: Nature, who: str, number: str, gender: Gender, language: Language) -> Persona:
    """The simulated patient of a nature."""
    return Persona(
        id=who,
        number=number,
        speaker="patient-male" if (nature.voice or gender) is Gender.MALE else "patient-female",
        language=language,
        manners=manners_of(nature),
    )


def manners_of(nature: Nature) -> Manners:
    """A nature as the simulator plays it."""
    return Manners(
        picks_up=PickUp(nature.picks_up.value),
        answered_by=Answerer.MACHINE if nature.is_machine else Answerer.HUMAN,
        greeting=nature.greeting,
        beeps=nature.beeps,
        replies=nature.replies,
        interrupts=nature.interrupts,
        hangs_up_after=nature.hangs_up_after,
    )


def with_manners(persona: Persona, natures: Natures) -> Persona:
    """A caller of the cast who knows, too, what to say to a robot that answers."""
    return replace(persona, manners=manners_of(natures.by_id[natures.callers.get(persona.id, natures.caller)]))
