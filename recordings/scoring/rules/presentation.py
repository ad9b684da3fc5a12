"""What the administrator tells: the price with its worth, benefits, and never medical advice."""

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, finding
from recordings.scoring.rules.verdicts import fails, nobody_spoke, not_applicable, passes, together
from recordings.scoring.situation import Situation

_DOUBTFUL_ADVICE = 0.35
_CLEAR = 0.85


def value_before_price(view: CallView, situation: Situation) -> Finding:
    """Pass where a price that was asked for comes together with what it includes or why it is so."""
    asked = situation.price_question
    if asked is None:
        return not_applicable("value_before_price.not_asked")
    after = situation.after(asked, view.administrator)
    given = view.first((Does.GIVE_PRICE,), after)
    if given and view.does(Does.EXPLAIN_PRICE, given[:1]):
        both = together(given, view.first((Does.EXPLAIN_PRICE,), given[:1]))
        return passes(view, "value_before_price.together", both, Does.EXPLAIN_PRICE)
    before = [item for item in after if given and item.place < given[0].place]
    explained = view.first((Does.EXPLAIN_PRICE,), before)
    if explained:
        return passes(view, "value_before_price.before", explained, Does.EXPLAIN_PRICE)
    return fails(view, "value_before_price.figure_alone", given or asked)


def presents_benefit(view: CallView, situation: Situation) -> Finding:
    """Pass where one concrete benefit of the doctor, the method or the clinic is told."""
    told = view.first((Does.BENEFIT,), view.administrator)
    if not situation.is_about_new_visit:
        return not_applicable("presents_benefit.no_new_visit")
    if told:
        return passes(view, "presents_benefit.told", told, Does.BENEFIT, view.administrator)
    return fails(view, "presents_benefit.absent")


def no_medical_advice(view: CallView, _: Situation) -> Finding:
    """Fail where a diagnosis, a drug, a dose or 'you need no doctor' is given. Critical."""
    if not view.administrator:
        return nobody_spoke()
    advice = view.first((Does.ADVISE,), view.administrator)
    if advice:
        sure = round(view.likelihood(Does.ADVISE, advice[0]), 2)
        return finding(Verdict.FAIL, sure, "no_medical_advice.advised", advice, critical=True)
    doubtful = view.first((Does.ADVISE,), view.administrator, least=_DOUBTFUL_ADVICE)
    if doubtful:
        return finding(Verdict.UNSURE, 0.5, "no_medical_advice.doubtful", doubtful)
    return finding(Verdict.PASS, _CLEAR, "no_medical_advice.none")
