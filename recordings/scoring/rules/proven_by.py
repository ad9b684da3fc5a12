"""Which acts prove a criterion, and which break it: for examples and quotes. The rules themselves decide."""

from collections.abc import Mapping

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.acts.names import PatientAct as Wants
from recordings.scoring.situation import OBJECTIONS

PROVEN_BY: Mapping[str, tuple[Does, ...]] = {
    "greeting": (Does.GREET,),
    "clinic_name": (Does.NAME_CLINIC,),
    "self_introduction": (Does.OWN_NAME,),
    "offer_help": (Does.OFFER_HELP, Does.STATE_REASON),
    "ask_name": (Does.ASK_NAME, Does.ASK_SURNAME),
    "ask_visit_type": (Does.ASK_BEEN_BEFORE,),
    "need_questions": (Does.ASK_NEED,),
    "empathy": (Does.EMPATHY,),
    "triage": (Does.EMERGENCY,),
    "value_before_price": (Does.EXPLAIN_PRICE,),
    "presents_benefit": (Does.BENEFIT,),
    "no_medical_advice": (Does.DEFER_TO_DOCTOR,),
    "offer_appointment": (Does.OFFER_VISIT,),
    "alternative_choice": (Does.OFFER_TIMES,),
    "objection_handling": (Does.ARGUE,),
    "contact_captured": (Does.ASK_PHONE, Does.ASK_SURNAME, Does.ON_CARD),
    "source_asked": (Does.ASK_SOURCE,),
    "recap": (Does.RECAP,),
    "preparation": (Does.PREPARE,),
    "confirmation_notice": (Does.REMIND,),
    "next_step": (Does.PROMISE,),
    "anything_else": (Does.ASK_MORE,),
    "goodbye": (Does.FAREWELL, Does.WISH),
    "polite_words": (Does.THANK,),
    "confidentiality": (Does.VERIFY, Does.REFUSE_DATA),
    "hold_etiquette": (Does.ASK_HOLD, Does.BACK_FROM_HOLD),
}
"""An utterance that does one of these speaks for a pass."""

BROKEN_BY: Mapping[str, tuple[Does, ...]] = {
    "no_medical_advice": (Does.ADVISE,),
    "no_forbidden_phrases": (Does.REFUSE_BARE, Does.NOT_MY_JOB, Does.ORDER, Does.ENDEAR, Does.BLAME),
    "formal_address": (Does.INFORMAL,),
    "calm_tone": (Does.IRRITATED, Does.SNAP),
    "confidentiality": (Does.DISCLOSE,),
    "alternative_choice": (Does.OFFER_TIME,),
}
"""An utterance that does one of these speaks against it."""

MISSED_AT: Mapping[str, tuple[Wants | Does, ...]] = {
    "empathy": (Wants.DISTRESS, Wants.COMPLAIN, Wants.OBJECT_AFRAID, Wants.EMERGENCY_SIGN),
    "triage": (Wants.EMERGENCY_SIGN,),
    "value_before_price": (Does.GIVE_PRICE, Wants.ASK_PRICE),
    "objection_handling": OBJECTIONS,
    "confidentiality": (Wants.NOT_THE_PERSON, Wants.ASK_RECORD),
}
"""What should have been answered: the words to show where a criterion was missed and nothing that was said is wrong."""

FACT_SHOWN_BY: Mapping[str, tuple[Wants | Does, ...]] = {
    "booked": (Does.BOOK, Does.RECAP, Wants.ACCEPT, Wants.PICK_TIME),
    "confirmed": (Wants.CONFIRM_COMING, Does.ASK_COMING),
    "rescheduled": (Wants.ASK_MOVE, Does.CHANGE),
    "cancelled": (Wants.ASK_CANCEL,),
    "refused": (Wants.REFUSE, Wants.RECOVERED, *OBJECTIONS),
    "thinking": (Wants.OBJECT_THINK, Wants.SELF_LATER, Wants.OBJECT_FAMILY),
    "callback": (Does.PROMISE, Wants.CALL_LATER),
    "information": (Wants.ASK_INFO, Wants.ASK_PRICE, Wants.ASK_RECORD, Does.INFORM),
    "complaint": (Wants.COMPLAIN,),
    "emergency": (Wants.EMERGENCY_SIGN, Does.EMERGENCY),
    "no_service": (Does.NO_SERVICE,),
    "wrong_number": (Wants.WRONG_NUMBER,),
    "no_contact": (Wants.NOT_THE_PERSON,),
    "primary": (Wants.FIRST_TIME,),
    "repeat": (Wants.BEEN_BEFORE, Wants.ASK_MOVE, Wants.ASK_CANCEL, Wants.CONFIRM_COMING, Wants.COMPLAIN),
}
"""By the value of an outcome or a visit type, the acts whose words show it."""

NEVER_SHOWN_AS_GOOD = frozenset(
    {
        *(Does.REFUSE_BARE, Does.NOT_MY_JOB, Does.ORDER, Does.SNAP, Does.ENDEAR, Does.BLAME, Does.RUDE),
        *(Does.INFORMAL, Does.IRRITATED, Does.DISCLOSE, Does.ADVISE),
    }
)
"""An utterance that does one of these is no example to follow, whatever else it does."""
