"""What previews need of the clinic: patients to try a sentence with, and what a visit costs."""

from collections.abc import Sequence

from callcenter.clinic.store import get_patient, search_patients
from callcenter.clinic.visit_store import services
from callcenter.domain.clinic import Patient
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.ids import PatientId
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.access import log_access
from callcenter.storage.work import Database

_SHORTEST = 2


class People:
    """Patients, with each look at their names in the access log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def search(self, who: Operator, text: str) -> Sequence[Patient]:
        """Patients by name or number; none for less than two characters."""
        wanted = " ".join(text.split())
        if len(wanted) < _SHORTEST:
            return ()
        with self._database.work() as work:
            found = search_patients(work.connection, wanted)
            for patient in found:
                log_access(work.connection, who.id, "view_name", patient.id, self._clock.now())
        return found

    def get(self, who: Operator, patient: str) -> Patient:
        """One patient. Raises NotFoundError."""
        with self._database.work() as work:
            found = get_patient(work.connection, PatientId(patient))
            log_access(work.connection, who.id, "view_name", found.id, self._clock.now())
        return found

    def price(self) -> Wording | None:
        """What the first service costs, as scripts say it."""
        with self._database.read() as connection:
            known = services(connection)
        return known[0].price_words if known else None
