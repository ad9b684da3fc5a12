"""How the administrator speaks: politely, calmly, formally, with care for data and for who has to wait."""

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Proof, finding
from recordings.scoring.rules.verdicts import fails, nobody_spoke, not_applicable, passes
from recordings.scoring.situation import Situation

_LEAST_TURNS = 4
_LEAST_POLITE = 2
_CLEAR = 0.85
_FORBIDDEN = (
    Does.RUDE,
    Does.SNAP,
    Does.NOT_MY_JOB,
    Does.ORDER,
    Does.ENDEAR,
    Does.BLAME,
    Does.REFUSE_BARE,
)
_HELPS = (Does.ARGUE, Does.OFFER_VISIT, Does.OFFER_TIME, Does.OFFER_TIMES, Does.PROMISE, Does.EMPATHY)
_DOUBTFUL = 0.4
_CERTAIN = 0.9


def polite_words(view: CallView, _: Situation) -> Finding:
    """Pass where polite words (please, thank you, be so kind) are said at least twice."""
    places: list[Proof] = [
        (utterance, match) for utterance in view.administrator for match in view.pack.polite(utterance.spoken)
    ]
    if len(places) >= _LEAST_POLITE:
        return passes(view, "polite.said", places[0])
    if len(view.administrator) < _LEAST_TURNS:
        return not_applicable("polite.too_short")
    return fails(view, "polite.too_few", places[0] if places else None)


def no_forbidden_phrases(view: CallView, _: Situation) -> Finding:
    """Fail where the administrator's words hold what the standard forbids; rude words are critical."""
    if not view.administrator:
        return nobody_spoke()
    for act in _FORBIDDEN:
        for proof in view.find(act, view.administrator):
            if act == Does.REFUSE_BARE and view.first(_HELPS, proof[:1]):
                continue
            sure = round(view.likelihood(act, proof[0]), 2)
            return finding(Verdict.FAIL, sure, f"forbidden.{act}", proof, critical=act == Does.RUDE)
    return finding(Verdict.PASS, _CLEAR, "forbidden.none")


def formal_address(view: CallView, _: Situation) -> Finding:
    """Pass where the formal address of the language is kept throughout."""
    return _without(view, "formal_address", (Does.INFORMAL, Does.ENDEAR))


def calm_tone(view: CallView, _: Situation) -> Finding:
    """Pass where no irritation, sarcasm or pressure is in the words."""
    return _without(view, "calm_tone", (Does.IRRITATED, Does.RUDE, Does.SNAP))


def _without(view: CallView, rule: str, acts: tuple[str, ...]) -> Finding:
    if not view.administrator:
        return nobody_spoke()
    for act in acts:
        for proof in view.find(act, view.administrator):
            return fails(view, f"{rule}.{act}", proof, act)
    return finding(Verdict.PASS, _CLEAR, f"{rule}.kept")


def confidentiality(view: CallView, situation: Situation) -> Finding:
    """Fail where a patient's data are given to somebody who was not identified, asked for or not. Critical."""
    risk = situation.data_risk
    if risk is None:
        return _without_risk(view)
    after = situation.after(risk, view.administrator)
    disclosed = view.first((Does.DISCLOSE,), after)
    guarded = view.first((Does.REFUSE_DATA, Does.VERIFY), situation.before(disclosed, after))
    if disclosed and not guarded:
        sure = round(view.likelihood(Does.DISCLOSE, disclosed[0]), 2)
        return finding(Verdict.FAIL, sure, "confidentiality.disclosed", disclosed, critical=True)
    if guarded:
        return passes(view, "confidentiality.guarded", guarded)
    doubtful = view.first((Does.DISCLOSE,), after, least=_DOUBTFUL)
    if doubtful:
        return finding(Verdict.UNSURE, 0.5, "confidentiality.doubtful", doubtful)
    if situation.record_question:
        return passes(view, "confidentiality.nothing_given", risk)
    return not_applicable("confidentiality.not_asked")


def _without_risk(view: CallView) -> Finding:
    """Nobody asked for data, and nobody else than the patient is known to speak."""
    disclosed = view.first((Does.DISCLOSE,), view.administrator, least=_CERTAIN)
    if disclosed:
        return finding(Verdict.UNSURE, 0.5, "confidentiality.whose_data", disclosed)
    refused = view.first((Does.REFUSE_DATA,), view.administrator, least=_CERTAIN)
    if refused:
        return passes(view, "confidentiality.guarded", refused)
    return not_applicable("confidentiality.not_asked")


def hold_etiquette(view: CallView, _: Situation) -> Finding:
    """Pass where a hold is announced with its reason or length, and thanked for on return."""
    asked = view.first((Does.ASK_HOLD,), view.administrator)
    back = view.first((Does.BACK_FROM_HOLD,), view.administrator)
    if not view.call.holds and back is None:
        return not_applicable("hold.none")
    if asked and back:
        return passes(view, "hold.announced", asked, Does.ASK_HOLD)
    return fails(view, "hold.no_thanks" if asked else "hold.not_announced", asked or back)
