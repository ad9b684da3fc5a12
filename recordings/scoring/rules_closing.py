"""Whether a visit was offered, and how the call was closed."""

from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Utterance, finding
from recordings.scoring.pack import Match

Proof = tuple[Utterance, Match]

_LAST_WORDS = 7
"""An utterance of at most so many words after the patient's own farewell may only echo it."""


def goodbye(view: CallView) -> Finding:
    """Pass where the close holds thanks or a wish AND a farewell; na where the caller left before it was possible."""
    if not view.administrator:
        return finding(Verdict.UNSURE, 0.0, "no_administrator_speech")
    closing = _closing(view)
    both = _last(view, "wish_farewell", closing)
    farewell = both or _last(view, "farewell", closing) or _alike(view, "farewell", closing)
    kind = (
        both
        or _last(view, "wish", closing)
        or _last(view, "closing_thanks", closing)
        or _last(view, "thanks", closing[-1:])
        or _alike(view, "thanks", closing[-1:])
        or (farewell and _last(view, "thanks", [farewell[0]]))
    )
    if both:
        return finding(Verdict.PASS, 0.93, "goodbye.wish_is_farewell", both)
    if farewell and kind:
        return finding(Verdict.PASS, 0.95, "goodbye.complete", farewell)
    if farewell:
        return finding(Verdict.FAIL, 0.9, "goodbye.bare", farewell)
    last = view.utterances[-1]
    if not last.is_administrator:
        return finding(Verdict.NOT_APPLICABLE, 0.75, "goodbye.caller_left", _whole(last))
    if view.does("p_leaves", view.patient[-1:]):
        return finding(Verdict.NOT_APPLICABLE, 0.7, "goodbye.caller_left", _whole(view.patient[-1]))
    return finding(Verdict.FAIL, 0.85, "goodbye.absent", _whole(last))


def _closing(view: CallView) -> list[Utterance]:
    """The administrator's last utterance, with the one before where the last only echoes the caller's farewell."""
    spoken = view.administrator
    if len(spoken) < 2 or spoken[-1].words > _LAST_WORDS:
        return spoken[-1:]
    last, before = spoken[-1], spoken[-2]
    between = [item for item in view.patient if before.place < item.place < last.place]
    closes = any(view.pack.does(act, before.spoken) for act in ("farewell", "wish_farewell", "closing_thanks", "wish"))
    if closes and sum(item.words for item in between) <= 2 * _LAST_WORDS:
        return [before, last]
    return [last]


def _last(view: CallView, act: str, among: list[Utterance]) -> Proof | None:
    found = list(view.find(act, among))
    return found[-1] if found else None


def _alike(view: CallView, act: str, among: list[Utterance]) -> Proof | None:
    for utterance in reversed(among):
        match = view.pack.find_alike(act, utterance.spoken)
        if match:
            return utterance, match
    return None


def offer_appointment(view: CallView) -> Finding:
    """Pass where the administrator proposes a visit before the caller asks for one.

    na where the caller asked first, or no visit could come of the call.
    """
    if not view.administrator:
        return finding(Verdict.UNSURE, 0.0, "no_administrator_speech")
    offer = _first_offer(view)
    request = _first_request(view)
    if offer and request and request[0].place < offer[0].place and _refused_service(view, request, offer):
        return finding(Verdict.PASS, 0.75, "offer.instead_of_missing_service", offer)
    if offer and (request is None or offer[0].place < request[0].place):
        return finding(Verdict.PASS, 0.88, "offer.made", offer)
    if request:
        return finding(Verdict.NOT_APPLICABLE, 0.88, "offer.caller_asked_first", request)
    return _without_offer(view)


def _first_offer(view: CallView) -> Proof | None:
    """The first proposal of a visit; a reminder of an agreed visit is none, unless the patient cannot come."""
    reminded = view.is_outbound and view.does("confirm_visit", view.administrator[:3])
    cancelled = next(view.find("p_cancel", view.patient), None)
    for utterance in view.administrator:
        if reminded and (cancelled is None or utterance.place < cancelled[0].place):
            continue
        match = view.pack.find_outside("offer_visit", "offer_not", utterance.spoken)
        if match:
            return utterance, match
    return None


def _first_request(view: CallView) -> Proof | None:
    """The first time that the patient asks for a visit; giving a visit up is no request, moving one is."""
    for utterance in view.patient:
        moved = view.pack.find("p_request_move", utterance.spoken)
        if moved:
            return utterance, moved
        if view.pack.does("p_cancel", utterance.spoken):
            continue
        match = view.pack.find_outside("p_request", "p_has_visit", utterance.spoken)
        wish = view.pack.find("p_wish", utterance.spoken)
        only_asks_the_price = wish is not None and view.pack.does("p_price", utterance.spoken)
        if only_asks_the_price:
            match = view.pack.find_outside("p_request", "p_wish", utterance.spoken)
        if match or (wish and not only_asks_the_price):
            return utterance, match or wish or Match(0, 0)
    return None


def _refused_service(view: CallView, request: Proof, offer: Proof) -> bool:
    """What the caller asked for is not done here, and something else was offered."""
    answers = [item for item in view.administrator if request[0].place < item.place <= offer[0].place]
    return view.does("no_service", answers)


def _without_offer(view: CallView) -> Finding:
    """Nobody spoke of a visit: a fail only where a visit could have come of the call."""
    no_visit = (
        ("send_emergency", "emergency", view.administrator),
        ("p_wrong_number", "wrong_number", view.patient),
        ("wrong_number_said", "wrong_number", view.administrator),
        ("p_results", "results", view.patient[:2]),
        ("no_service", "no_service", view.administrator[:3]),
        ("p_complaint", "complaint", view.patient[:2]),
    )
    for act, rule, who in no_visit:
        proof = next(view.find(act, who), None)
        if proof and not (view.is_outbound and act == "p_complaint"):
            return finding(Verdict.NOT_APPLICABLE, 0.75, f"offer.{rule}", proof)
    if view.is_outbound:
        return _outbound_without_offer(view)
    for act, rule in (("p_price", "price"), ("p_cancel", "cancelled"), ("p_info", "need")):
        proof = next(view.find(act, view.patient), None)
        if proof:
            return finding(Verdict.FAIL, 0.75, f"offer.absent_after_{rule}", proof)
    return finding(Verdict.NOT_APPLICABLE, 0.6, "offer.no_visit_in_question")


def _outbound_without_offer(view: CallView) -> Finding:
    confirm = next(view.find("confirm_visit", view.administrator), None)
    if confirm:
        return finding(Verdict.NOT_APPLICABLE, 0.8, "offer.visit_already_agreed", confirm)
    price = next(view.find("p_price", view.patient), None)
    if price:
        return finding(Verdict.FAIL, 0.65, "offer.absent_after_price", price)
    return finding(Verdict.NOT_APPLICABLE, 0.6, "offer.no_visit_in_question")


def _whole(utterance: Utterance) -> Proof:
    return utterance, Match(0, min(60, len(utterance.spoken.text)))
