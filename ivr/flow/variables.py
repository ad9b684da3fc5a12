"""What a prompt can speak of. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import zip_longest
from zoneinfo import ZoneInfo

from callcenter.kit.languages import Language
from callcenter.kit.spoken.names.doctors import doctor_words
from callcenter.kit.spoken.registry import number_in_words, words_for
from callcenter.kit.spoken.wording import Wording
from ivr.flow.facts import Appointment, Clinic, Listener, Queue
from ivr.flow.state import State

Pick = Callable[[Wording], str]

_APPOINTMENT = (
    *("on", "named", "booked_for", "day", "time", "service", "whose"),
    *("doctor", "doctor_named", "to_doctor", "at_doctor"),
)
_OF_SEVERAL = ("then_on", "answer")

PUBLIC = frozenset(
    {
        "about",
        *("clinic.name", "clinic.phone", "clinic.address", "clinic.hours", "clinic.emergency"),
        *("patient.asked", "patient.form"),
        *("queue.position", "queue.minutes"),
    }
)
"""Variables that anybody may hear."""

PRIVATE = frozenset(
    {
        *("hail", "patient.address", "visits", "several"),
        *(f"{owner}.{name}" for owner in ("visit", "offer") for name in _APPOINTMENT),
        *(f"visits.{name}" for name in (*_APPOINTMENT, *_OF_SEVERAL)),
    }
)
"""Variables that the patient alone may hear."""

NAME_AND_NUMBER = frozenset({"clinic.name", "clinic.phone"})
"""Variables that an answering machine may hear."""

NO_NAME = "\ue000"
"""Stands where the name would: the letter after it begins the sentence."""


def variables(state: State, pick: Pick, about: str) -> dict[str, object]:
    """The variables of a prompt by name. An empty value may be asked about with `if`, but not be said."""
    facts, language = state.facts, state.language
    zone = ZoneInfo(facts.clinic.zone)
    answers = state.said.get("by_visit")
    visits = tuple(
        _Place(visit, language, zone, pick, before=before, answer=answer)
        for visit, before, answer in zip_longest(
            facts.visits, (None, *facts.visits[:-1]), answers if isinstance(answers, list | tuple) else ()
        )
        if visit
    )
    offered = state.offered
    return {
        "about": about,
        "clinic": _clinic(facts.clinic, pick),
        "patient": _patient(facts.listener),
        "hail": _hail(facts.listener, language),
        "visit": visits[place] if (place := state.visit or 0) < len(visits) else _NOWHERE,
        "visits": visits,
        "several": len(visits) > 1,
        "offer": _Place(offered, language, zone, pick) if offered else _NOWHERE,
        "queue": _queue(facts.queue, language, pick),
    }


class _Place:
    """A visit or a free place in words; they are made when they are asked for."""

    __slots__ = ("_before", "_language", "_pick", "_when", "answer", "doctor", "service", "whose")

    def __init__(
        self,
        place: Appointment,
        language: Language,
        zone: ZoneInfo,
        pick: Pick,
        *,
        before: Appointment | None = None,
        answer: object = None,
    ) -> None:
        self._when: datetime = place.at.astimezone(zone)
        self._before = before.at.astimezone(zone) if before else None
        self._language, self._pick = language, pick
        self.doctor, self.service, self.whose = place.doctor, place.service, place.whose
        self.answer = str(answer or "")  # 'keep', 'move' or 'cancel', where one was given for each visit

    @property
    def on(self) -> str:
        """'on Tuesday 24 November at 3:30 pm'"""
        return self._pick(words_for(self._language).on(self._when.date(), self._when.time()))

    @property
    def then_on(self) -> str:
        """As `on`, but only the time where the visit told before it is on the same day: 'at 3:30 pm'."""
        is_same_day = self._before is not None and self._before.date() == self._when.date()
        return self.time if is_same_day else self.on

    @property
    def named(self) -> str:
        """'Tuesday 24 November, 3:30 pm'"""
        return self._pick(words_for(self._language).named(self._when.date(), self._when.time()))

    @property
    def booked_for(self) -> str:
        """'for Tuesday 24 November at 3:30 pm'"""
        return self._pick(words_for(self._language).booked_for(self._when.date(), self._when.time()))

    @property
    def doctor_named(self) -> str:
        """'Doctor Emily Clarke'"""
        return doctor_words(self.doctor, self._language).named

    @property
    def to_doctor(self) -> str:
        """Whom the visit is to: 'with Doctor Emily Clarke', 'к врачу Елене Орловой'."""
        return doctor_words(self.doctor, self._language).to

    @property
    def at_doctor(self) -> str:
        """At whose place it is: 'with Doctor Emily Clarke', 'у врача Елены Орловой'."""
        return doctor_words(self.doctor, self._language).at

    @property
    def day(self) -> str:
        """'on Tuesday 24 November'"""
        return self._pick(words_for(self._language).day_on(self._when.date()))

    @property
    def time(self) -> str:
        """'at 3:30 pm'"""
        return self._pick(words_for(self._language).time_at(self._when.time()))


_NOWHERE: Mapping[str, str] = dict.fromkeys(_APPOINTMENT, "")


def _clinic(clinic: Clinic, pick: Pick) -> dict[str, str]:
    return {
        "name": clinic.name,
        "phone": pick(clinic.phone),
        "address": pick(clinic.address),
        "hours": pick(clinic.hours),
        "emergency": pick(clinic.emergency),
    }


def _patient(listener: Listener | None) -> dict[str, object]:
    gender = listener.gender if listener else ""

    def form(female: str, male: str, unknown: str) -> str:
        return {"female": female, "male": male}.get(gender, unknown)

    return {
        "asked": listener.asked if listener else "",
        "address": listener.address if listener else "",
        "form": form,
    }


def _hail(listener: Listener | None, language: Language) -> str:
    """The name to begin a sentence with: 'Мария Ивановна, '; where it is unknown, the sentence begins without."""
    address = listener.address if listener else ""
    if not address:
        return NO_NAME
    return address[0].upper() + address[1:] + ("，" if language is Language.ZH else ", ")


def _queue(queue: Queue | None, language: Language, pick: Pick) -> dict[str, str]:
    if queue is None:
        return {"position": "", "minutes": ""}
    return {"position": pick(_number(queue.position, language)), "minutes": pick(_number(queue.minutes, language))}


def _number(value: int, language: Language) -> Wording:
    return Wording(str(value), number_in_words(value, language))
