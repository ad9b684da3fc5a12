"""Towards the visit: the offer, a choice of times, objections, contact data, and how the patient heard of us."""

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.acts.names import PatientAct as Wants
from recordings.scoring.card import Finding
from recordings.scoring.choices import choices
from recordings.scoring.heard import CallView, Proof
from recordings.scoring.rules.verdicts import fails, nobody_spoke, not_applicable, passes, surest
from recordings.scoring.situation import TIMES, Situation

_OFFERS = (Does.OFFER_VISIT, *TIMES)
_INVITES = (*_OFFERS, Does.ASK_TIME, Does.PROMISE, Does.EMERGENCY)


def offer_appointment(view: CallView, situation: Situation) -> Finding:
    """Pass where the administrator proposes a visit before the caller asks for one."""
    if not view.administrator:
        return nobody_spoke()
    offered, request = view.first((Does.OFFER_VISIT,), view.administrator), situation.request
    offer = min(filter(None, (offered, situation.times)), key=lambda proof: proof[0].place, default=None)
    if situation.confirms and situation.changes is None:
        return not_applicable("offer.visit_already_agreed", situation.confirms)
    if offer and (request is None or offer[0].place < request[0].place):
        return passes(view, "offer.made", surest(view, _OFFERS, situation.before(request, view.administrator)) or offer)
    if request:
        return not_applicable("offer.caller_asked_first", request)
    if not situation.could_bring_visit:
        return not_applicable("offer.no_visit_in_question")
    return fails(view, "offer.absent")


def alternative_choice(view: CallView, situation: Situation) -> Finding:
    """Pass where two concrete times or days are offered together; na where no time was spoken of.

    The models tell an offer from other words; how many times it names is counted: 'three thirty' is one.
    """
    several = list(view.find(Does.OFFER_TIMES, view.administrator))
    two = next((proof for proof in several if _choices(view, proof) != 1), None)
    if two:
        return passes(view, "alternative_choice.offered", two, Does.OFFER_TIMES)
    one = view.first((Does.OFFER_TIME,), view.administrator)
    if one or several:
        return fails(view, "alternative_choice.single", one or several[0], Does.OFFER_TIME if one else None)
    if situation.is_agreed and not situation.confirms:
        return fails(view, "alternative_choice.none_offered", situation.agreement)
    return not_applicable("alternative_choice.no_time")


def _choices(view: CallView, proof: Proof) -> int:
    """Between how many times the words let choose; 0 where nobody knows, and the act alone is believed."""
    return choices(proof[0].spoken.source, view.call.language)


def objection_handling(view: CallView, situation: Situation) -> Finding:
    """Pass where an objection meets understanding and an argument or option, and the visit is offered again."""
    objection = situation.objection
    if objection is None:
        return not_applicable("objection.none")
    after = situation.after(objection, view.administrator)
    argued = view.first((Does.ARGUE,), after)
    invited = view.first(_INVITES, after)
    understood = view.first((Does.EMPATHY,), after, least=0.3)
    if argued and invited and understood:
        return passes(view, "objection.handled", argued, Does.ARGUE, after)
    missing = "argument" if not argued else "invitation" if not invited else "understanding"
    return fails(view, f"objection.no_{missing}", objection)


def contact_captured(view: CallView, situation: Situation) -> Finding:
    """Pass where both a telephone number and a surname are asked, given or on the card."""
    if not (situation.is_agreed or situation.promise) or situation.sent_away or situation.is_elsewhere:
        return not_applicable("contact.nothing_agreed")
    if situation.confirms and situation.promise is None:
        return not_applicable("contact.known_visit", situation.confirms)
    card = view.first((Does.ON_CARD,), view.administrator)
    phone = card or view.first((Does.ASK_PHONE,), view.administrator) or view.first((Wants.GIVE_PHONE,), view.patient)
    surname = (
        card or view.first((Does.ASK_SURNAME,), view.administrator) or view.first((Wants.GIVE_SURNAME,), view.patient)
    )
    if phone and surname:
        asked = surest(view, (Does.ON_CARD, Does.ASK_PHONE), view.administrator)
        return passes(view, "contact.captured", asked or phone)
    return fails(view, "contact.no_number" if not phone else "contact.no_surname", phone or surname)


def source_asked(view: CallView, situation: Situation) -> Finding:
    """Pass where the administrator asks how the patient learned of the clinic."""
    asked = view.first((Does.ASK_SOURCE,), view.administrator)
    if asked:
        return passes(view, "source.asked", asked, Does.ASK_SOURCE, view.administrator)
    told = view.first((Wants.TELL_SOURCE,), view.patient)
    if told:
        return not_applicable("source.told_unasked", told)
    if situation.is_patient_already or view.is_outbound or not situation.is_about_new_visit:
        return not_applicable("source.no_new_patient")
    return fails(view, "source.absent")
