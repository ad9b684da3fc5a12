"""The first seconds: greeting, the clinic's name, the administrator's own name, and an invitation to speak."""

from callcenter.kit.languages import Language
from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.acts.names import PatientAct as Wants
from recordings.scoring.card import Finding
from recordings.scoring.heard import CallView, Proof, Utterance
from recordings.scoring.names import NameFound, find_characters, find_name
from recordings.scoring.rules.verdicts import fails, nobody_spoke, not_applicable, passes, whole
from recordings.scoring.situation import Situation
from recordings.scoring.text import Match, Spoken

_OPENING = 2
"""The standard gives two turns for both names."""
_STATED = (
    Wants.REQUEST_VISIT,
    Wants.FULL_REQUEST,
    Wants.DESCRIBE_PROBLEM,
    Wants.ASK_PRICE,
    Wants.ASK_INFO,
    Wants.ASK_RECORD,
    Wants.ASK_CANCEL,
    Wants.ASK_MOVE,
    Wants.COMPLAIN,
    Wants.EMERGENCY_SIGN,
)
"""What a caller may state at once, before there was room to ask."""
_WITHOUT_A_KNOWN_NAME = 0.6


def greeting(view: CallView, _: Situation) -> Finding:
    """Pass where the administrator's first turn holds a greeting."""
    if not view.administrator:
        return nobody_spoke()
    first = view.administrator[:1]
    said = view.first((Does.GREET,), first)
    if said is None or _is_bare_hello(view, first[0]):
        return fails(view, "greeting.absent", whole(first[0]))
    return passes(view, "greeting.said", said, Does.GREET)


def _is_bare_hello(view: CallView, first: Utterance) -> bool:
    """'Hello?' and nothing else is how a telephone is picked up, not a greeting; only English uses one word."""
    english = view.pack.language is Language.EN
    return english and first.words <= 2 and {"hello", "hullo"} & set(first.spoken.words) != set()


def clinic_name(view: CallView, _: Situation) -> Finding:
    """Pass where the clinic is named in the administrator's first two turns."""
    opening = view.administrator[:_OPENING]
    if not opening:
        return nobody_spoke()
    known = _known(view, opening, own_part(view, view.call.clinic)) if view.call.clinic else None
    if known:
        return passes(view, "clinic_name.known", known)
    said = view.first((Does.NAME_CLINIC,), opening, least=0.9 if view.call.clinic else _WITHOUT_A_KNOWN_NAME)
    if said:
        return passes(view, "clinic_name.said", said, Does.NAME_CLINIC)
    return fails(view, "clinic_name.absent", whole(opening[0]))


def self_introduction(view: CallView, _: Situation) -> Finding:
    """Pass where the administrator's own name is said in the first two turns; a role alone is not enough."""
    opening = view.administrator[:_OPENING]
    if not opening:
        return nobody_spoke()
    known = _known(view, opening, view.call.administrator) if view.call.administrator else None
    if known:
        return passes(view, "self_introduction.known", known)
    said = view.first((Does.OWN_NAME,), opening, least=0.9 if view.call.administrator else _WITHOUT_A_KNOWN_NAME)
    if said:
        return passes(view, "self_introduction.said", said, Does.OWN_NAME)
    return fails(view, "self_introduction.absent", whole(opening[0]))


def offer_help(view: CallView, situation: Situation) -> Finding:
    """Pass where the administrator invites the caller to speak, or on the clinic's own call states its reason.

    na where the caller states the whole request at once.
    """
    if not view.administrator:
        return nobody_spoke()
    if view.is_outbound:
        reason = view.first((Does.STATE_REASON, Does.ASK_COMING), view.administrator[:3])
        if reason:
            return passes(view, "offer_help.reason_stated", reason)
        return fails(view, "offer_help.no_reason", whole(view.administrator[0]))
    invited = view.first((Does.OFFER_HELP,), view.administrator[:_OPENING])
    if invited:
        return passes(view, "offer_help.invited", invited, Does.OFFER_HELP)
    stated = view.first(_STATED, view.patient[:1])
    if stated:
        return not_applicable("offer_help.stated_at_once", stated)
    return fails(view, "offer_help.absent", whole(view.administrator[0]))


def own_part(view: CallView, clinic: str) -> str:
    """The clinic's name without what any clinic may be called ('clinic', 'dental'); the whole where nothing is left."""
    spoken = view.pack.spoken(clinic)
    if not view.pack.spaced:
        return view.pack.generic.sub("", spoken.text) or spoken.text
    kept = [word for word in spoken.words if not view.pack.generic.search(f" {word} ") and not word.isdigit()]
    return " ".join(kept) or " ".join(spoken.words)


def _known(view: CallView, opening: list[Utterance], name: str) -> Proof | None:
    for utterance in opening:
        found = _find(view, utterance.spoken, name)
        if found:
            return utterance, Match(found.start, found.end)
    return None


def _find(view: CallView, spoken: Spoken, name: str) -> NameFound | None:
    prepared = view.pack.spoken(name)
    if view.pack.spaced:
        return find_name(spoken, prepared.words, common=view.common)
    return find_characters(spoken, prepared.text)
