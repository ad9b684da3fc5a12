"""What kind of call this was: what the caller wanted, what was agreed, who left; so what applies. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.acts.names import PatientAct as Wants
from recordings.scoring.heard import CallView, Proof, Utterance

OBJECTIONS = (
    Wants.OBJECT_PRICE,
    Wants.OBJECT_THINK,
    Wants.OBJECT_FAR,
    Wants.OBJECT_AFRAID,
    Wants.OBJECT_BUSY,
    Wants.OBJECT_ELSEWHERE,
    Wants.OBJECT_FAMILY,
    Wants.OBJECT_BAD,
)
_NO_REQUESTS = (Wants.ASK_CANCEL, Wants.ASK_MOVE, Wants.COMPLAIN)
_NO_OBJECTIONS = (Wants.ASK_CANCEL, Wants.ASK_MOVE, Wants.REJECT_TIME, Wants.CONFIRM_COMING)
TIMES = (Does.OFFER_TIME, Does.OFFER_TIMES)
_OPENING = 3
"""Utterances of a side in which it says what the call is about."""
_SURE = 0.7
_VERY_SURE = 0.85


@dataclass(frozen=True)
class Situation:
    """What the rules need to know of a call before they judge."""

    view: CallView

    @cached_property
    def opening(self) -> list[Utterance]:
        """The caller's first utterances."""
        return self.view.patient[:_OPENING]

    @cached_property
    def is_elsewhere(self) -> bool:
        """The wrong number, a machine, or a third person: nobody to talk with about a visit."""
        return self.wrong_number is not None or self.other_person is not None

    @cached_property
    def wrong_number(self) -> Proof | None:
        """The caller reached the wrong place; not where a price, a time or a visit was spoken of all the same."""
        spoken_of = self.view.first((Does.GIVE_PRICE, Does.BOOK, *TIMES), self.view.administrator, least=_SURE)
        return None if spoken_of else self.view.first((Wants.WRONG_NUMBER,), self.opening, least=_SURE)

    @cached_property
    def other_person(self) -> Proof | None:
        """Somebody else answered the clinic's call, or a machine."""
        return self.view.first((Wants.NOT_THE_PERSON,), self.opening, least=_SURE) if self.view.is_outbound else None

    @cached_property
    def emergency(self) -> Proof | None:
        """A sign of an emergency in the caller's words."""
        return self.view.first((Wants.EMERGENCY_SIGN,), self.view.patient)

    @cached_property
    def request(self) -> Proof | None:
        """The first time that the caller asks for a visit; who gives one up, moves or complains does not ask."""
        for utterance in self.view.patient:
            proof = self.view.first((Wants.REQUEST_VISIT, Wants.FULL_REQUEST), (utterance,))
            if proof and not self._outweighs(_NO_REQUESTS, (Wants.REQUEST_VISIT, Wants.FULL_REQUEST), utterance):
                return proof
        return None

    def _outweighs(self, others: Sequence[str], acts: Sequence[str], utterance: Utterance) -> bool:
        """Whether an utterance rather does one of `others` than one of `acts`."""
        return max(self.view.likelihood(act, utterance) for act in others) > max(
            self.view.likelihood(act, utterance) for act in acts
        )

    @cached_property
    def complaint(self) -> Proof | None:
        """The caller complains about the clinic, from the start."""
        return self.view.first((Wants.COMPLAIN,), self.opening, least=_SURE)

    @cached_property
    def changes(self) -> Proof | None:
        """The caller gives up or moves a visit that is there."""
        return self.view.first((Wants.ASK_CANCEL, Wants.ASK_MOVE), self.view.patient)

    @cached_property
    def confirms(self) -> Proof | None:
        """The clinic rings about a visit that is there."""
        return (
            self.view.first((Does.ASK_COMING,), self.view.administrator[:_OPENING]) if self.view.is_outbound else None
        )

    @cached_property
    def price_question(self) -> Proof | None:
        """The caller asks what something costs."""
        return self.view.first((Wants.ASK_PRICE,), self.view.patient)

    @cached_property
    def record_question(self) -> Proof | None:
        """The caller asks for a patient's data."""
        return self.view.first((Wants.ASK_RECORD,), self.view.patient, least=_VERY_SURE)

    @cached_property
    def data_risk(self) -> Proof | None:
        """From where on a patient's data are at risk: they are asked for, or another person speaks."""
        other = self.view.first((Wants.NOT_THE_PERSON,), self.view.patient, least=_SURE)
        return min(filter(None, (self.record_question, other)), key=lambda proof: proof[0].place, default=None)

    @cached_property
    def objection(self) -> Proof | None:
        """The first objection: to a visit, to keeping one, to an ambulance. A clash of times or a complaint is none."""
        if self.is_elsewhere or self.complaint:
            return None
        after = self.after(self.sent_away, self.view.patient)
        refused = self.view.first((Wants.REFUSE,), after, least=_SURE)
        for utterance in self.view.patient:
            proof = self.view.first(OBJECTIONS, (utterance,), least=_SURE)
            if proof and not self._outweighs(_NO_OBJECTIONS, OBJECTIONS, utterance):
                return proof
        return refused

    @cached_property
    def sent_away(self) -> Proof | None:
        """The administrator sends to emergency help or the duty doctor."""
        after = self.after(self.emergency, self.view.administrator)
        return self.view.first((Does.EMERGENCY,), after)

    @cached_property
    def no_service(self) -> Proof | None:
        """What the caller wants is not done here."""
        refused = self.view.first((Does.NO_SERVICE,), self.view.administrator, least=_VERY_SURE)
        went_on = self.view.first((Does.GIVE_PRICE, *TIMES), self.view.administrator)
        return None if went_on else refused

    @cached_property
    def times(self) -> Proof | None:
        """The first concrete time that the administrator proposes for a visit; the time of a callback is none."""
        for utterance in self.view.administrator:
            proof = self.view.first(TIMES, (utterance,))
            if proof and not self._outweighs((Does.PROMISE,), TIMES, utterance):
                return proof
        return None

    @cached_property
    def agreement(self) -> Proof | None:
        """A visit is agreed: it is said to be written in, or a time is taken and repeated, and nobody takes it back."""
        if self.sent_away or self.is_elsewhere:
            return None
        spoken_of = self.times or self.view.first((Wants.PICK_TIME, Wants.FULL_REQUEST), self.view.patient)
        booked = self._said(Does.BOOK, self.view.administrator, _SURE)
        after = self.after(spoken_of, self.view.utterances)
        own = [item for item in after if item.is_administrator]
        said = booked or self._said(Does.BOOK, own) or self._said(Does.RECAP, own)
        taken = said or self.view.first((Wants.ACCEPT,), self.after(self.times, self.view.patient))
        refused = self.view.first((Wants.REFUSE,), self.after(taken, self.view.patient), least=_SURE)
        return None if refused else taken

    def _said(self, act: str, among: Sequence[Utterance], least: float | None = None) -> Proof | None:
        """The first utterance that does `act` rather than promise a callback."""
        for utterance in among:
            proof = self.view.first((act,), (utterance,), least=least)
            if proof and not self._outweighs((Does.PROMISE,), (act,), utterance):
                return proof
        return None

    @cached_property
    def is_agreed(self) -> bool:
        """Whether a visit was agreed in this call."""
        return self.agreement is not None

    @cached_property
    def is_kept(self) -> bool:
        """Whether a visit that was there before stays."""
        return self.confirms is not None and self.view.does(Wants.CONFIRM_COMING, self.view.patient)

    @cached_property
    def is_about_new_visit(self) -> bool:
        """Whether a first or new visit is in question."""
        other = (self.confirms, self.complaint, self.changes, self.sent_away, self.record_question)
        if self.is_elsewhere or any(other) or (self.no_service and not self.is_agreed):
            return False
        wanted = (Wants.REQUEST_VISIT, Wants.FULL_REQUEST, Wants.DESCRIBE_PROBLEM, Wants.ASK_PRICE)
        return self.view.first(wanted, self.view.patient) is not None or self.times is not None

    @cached_property
    def could_bring_visit(self) -> bool:
        """Whether an administrator could have offered a visit."""
        other = (self.complaint, self.sent_away, self.record_question, self.confirms, self.no_service)
        return not (self.is_elsewhere or any(other))

    @cached_property
    def is_only_information(self) -> bool:
        """A question was asked and answered; no visit was in question."""
        return self.request is None and self.objection is None and self.price_question is None and not self.complaint

    @cached_property
    def promise(self) -> Proof | None:
        """A next step without a visit."""
        return self.view.first((Does.PROMISE,), self.view.administrator)

    @cached_property
    def is_patient_already(self) -> bool:
        """The caller is known here: says so, or the visit spoken of is there."""
        return self.view.does(Wants.BEEN_BEFORE, self.view.patient) or self.changes is not None

    @cached_property
    def has_left(self) -> bool:
        """The caller broke off before the administrator could close."""
        if not self.view.utterances:
            return False
        last = self.view.utterances[-1]
        closed = self.view.does(Does.FAREWELL, self.view.administrator[-2:])
        return not last.is_administrator and not closed

    def after(self, proof: Proof | None, among: Sequence[Utterance]) -> list[Utterance]:
        """Those of `among` that come after `proof`; none where there is no proof."""
        return [item for item in among if proof and item.place > proof[0].place]

    def before(self, proof: Proof | None, among: Sequence[Utterance]) -> list[Utterance]:
        """Those of `among` that come before `proof`; all where there is no proof."""
        return [item for item in among if not proof or item.place < proof[0].place]
