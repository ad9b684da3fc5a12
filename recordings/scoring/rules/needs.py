"""Who calls and why: the name, earlier visits, questions about the need, understanding, and emergencies."""

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.acts.names import PatientAct as Wants
from recordings.scoring.addressing import address_places, names_in
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Proof, Utterance, finding
from recordings.scoring.rules.verdicts import fails, nobody_spoke, not_applicable, passes, whole
from recordings.scoring.situation import TIMES, Situation

_LEAST_TURNS = 4
_LEAST_USES = 2
_LEAST_QUESTIONS = 2
_SURE = 0.7
_DISTRESS = (Wants.DISTRESS, Wants.COMPLAIN, Wants.OBJECT_AFRAID, Wants.EMERGENCY_SIGN)
_ASKS_NAME = (Does.ASK_NAME, Does.ASK_SURNAME)
_GIVES_NAME = (Wants.GIVE_NAME, Wants.GIVE_SURNAME)


def ask_name(view: CallView, situation: Situation) -> Finding:
    """Pass where the caller's or the patient's name is asked or confirmed; na where it is given unasked."""
    if not view.administrator:
        return nobody_spoke()
    asked = view.first(_ASKS_NAME, [item for item in view.administrator if not _introduces(view, item)])
    if situation.is_elsewhere:
        return not_applicable("ask_name.nobody_to_ask", situation.wrong_number or situation.other_person)
    if asked:
        return passes(view, "ask_name.asked", asked)
    given = view.first(_GIVES_NAME, view.patient, least=_SURE)
    if given:
        return not_applicable("ask_name.given_unasked", given)
    return fails(view, "ask_name.absent")


def _introduces(view: CallView, utterance: Utterance) -> bool:
    """Whether an utterance rather gives the administrator's own name than asks for another's."""
    return view.likelihood(Does.OWN_NAME, utterance) > max(view.likelihood(act, utterance) for act in _ASKS_NAME)


def use_name(view: CallView, situation: Situation) -> Finding:
    """Pass where the caller is addressed by name at least twice after it is known."""
    told = [proof[0] for act in _GIVES_NAME for proof in view.find(act, view.patient, least=_SURE)]
    confirmed = [proof[0] for act in _ASKS_NAME for proof in view.find(act, view.administrator)]
    names = names_in(view, [*told, *confirmed])
    known = min([*told, *(one for one in confirmed if names_in(view, [one]))], key=lambda one: one.place, default=None)
    if known is None or situation.other_person:
        return not_applicable("use_name.never_known")
    after = [item for item in view.administrator if item.place >= known.place]
    places = address_places(view, names, after)
    if len(places) >= _LEAST_USES:
        return passes(view, "use_name.used", places[1])
    if len([item for item in after if item.place > known.place]) < _LEAST_TURNS:
        return not_applicable("use_name.too_short", whole(known))
    return fails(view, "use_name.absent", places[0] if places else whole(known))


def ask_visit_type(view: CallView, situation: Situation) -> Finding:
    """Pass where the administrator asks whether the patient has been here; na where known or no visit is meant."""
    asked = view.first((Does.ASK_BEEN_BEFORE,), view.administrator)
    if asked:
        return passes(view, "ask_visit_type.asked", asked, Does.ASK_BEEN_BEFORE, view.administrator)
    told = view.first((Wants.BEEN_BEFORE, Wants.FIRST_TIME), view.patient, least=_SURE)
    if told:
        return not_applicable("ask_visit_type.told_unasked", told)
    if view.is_outbound or not situation.is_about_new_visit:
        return not_applicable("ask_visit_type.no_new_visit")
    return fails(view, "ask_visit_type.absent")


def need_questions(view: CallView, situation: Situation) -> Finding:
    """Pass where two questions about the problem or the wish come before a price or a time."""
    if not situation.is_about_new_visit:
        return not_applicable("need_questions.no_new_visit")
    full = view.first((Wants.FULL_REQUEST,), situation.opening, least=0.6)
    named = view.first((*TIMES, Does.GIVE_PRICE), view.administrator)
    before = [item for item in view.administrator if not named or item.place <= named[0].place]
    asked = list(view.find(Does.ASK_NEED, before))
    questions = sum(_questions(utterance) for utterance, _ in asked)
    if questions >= _LEAST_QUESTIONS:
        return passes(view, "need_questions.asked", asked[-1], Does.ASK_NEED, [utterance for utterance, _ in asked])
    if full:
        return not_applicable("need_questions.fully_stated", full)
    return fails(view, "need_questions.too_few", asked[0] if asked else named)


def _questions(utterance: Utterance) -> int:
    """How many questions an utterance puts: by its question marks; without them a long one holds two."""
    source = utterance.spoken.source
    marks = source.count("?") + source.count("？")
    if marks:
        return marks
    return 2 if utterance.words >= 14 else 1


def empathy(view: CallView, situation: Situation) -> Finding:
    """Pass where pain, fear, worry, annoyance or a complaint is met with a word of understanding."""
    shown = view.first(_DISTRESS, view.patient)
    if shown is None:
        return not_applicable("empathy.nothing_shown")
    met = view.first((Does.EMPATHY,), [item for item in view.administrator if item.place > shown[0].place])
    if met:
        return passes(view, "empathy.shown", met, Does.EMPATHY)
    return fails(view, "empathy.absent", shown)


def triage(view: CallView, situation: Situation) -> Finding:
    """Pass where signs of an emergency are answered by sending to help, before any talk of booking. Critical."""
    sign = situation.emergency
    if sign is None:
        return not_applicable("triage.no_sign")
    after = situation.after(sign, view.administrator)
    sent = view.first((Does.EMERGENCY,), after)
    booking = view.first((*TIMES, Does.BOOK), after)
    if sent and (booking is None or sent[0].place <= booking[0].place):
        return passes(view, "triage.sent", sent, Does.EMERGENCY)
    return _missed(view, sign)


def _missed(view: CallView, sign: Proof) -> Finding:
    likelihood = view.likelihood(Wants.EMERGENCY_SIGN, sign[0])
    verdict = Verdict.FAIL if likelihood >= 0.6 else Verdict.UNSURE
    return finding(verdict, round(likelihood, 2), "triage.not_sent", sign, critical=verdict is Verdict.FAIL)
