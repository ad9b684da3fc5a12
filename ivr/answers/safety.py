"""Keeps a visit from being confirmed or cancelled for somebody who said neither, whatever the model says. Pure."""

from collections.abc import Mapping

from ivr.answers.names import Asked, Meaning
from ivr.answers.stance import Stance, Way

_VISITS = frozenset({Asked.CONFIRM_VISIT, Asked.CONFIRM_VISITS})
_ACTS = frozenset({Meaning.KEEP, Meaning.CANCEL})
_BAR = 0.6
"""From this likelihood on a visit is confirmed or cancelled."""
_BAR_PLAIN = 0.55
"""The same where all its words point there, and speak of nobody else."""
_BAR_UNSUPPORTED = 0.9
"""The same where none of the words is known to point there."""
_BAR_THINKING = 0.9
"""The same where somebody thinks aloud."""
_BAR_PERSON = 0.97
"""The same where somebody is called for ('let the manager come'), or words of staying away stand beside."""
_BAR_WITH_SIGNS = 0.1
"""What must not be missed is believed from here on where its words are said."""
_SIGNS = {Meaning.EMERGENCY: frozenset({"emergency"}), Meaning.STOP: frozenset({"stop", "call"})}
_OF_HEALTH = frozenset({Asked.MENU, Asked.OPEN})
"""Where people speak of their health without danger: 'to have my heart looked at', 'I had a stroke last year'."""
_LOW_BARS = {Meaning.EMERGENCY: 0.3, Meaning.STOP: 0.3}
"""What must not be missed."""
_OF_STOPPING = frozenset({"stop", "wrong", "neg", "no"})
"""Without one of these words nobody who speaks of forgetting asks for no more calls; `wrong`: 'forget this number'."""
_BAR_OF_THREATS = 0.8
"""From here on 'if you call' is believed to be a threat."""
_BAR_SPLIT = 0.15
"""From here on an answer of which one part comes and the other stays away is believed to be about several visits."""
_LEAST = 0.15
BARRED = 0.5
"""How sure an answer is that was made unsure here, because its words say one thing and the model another."""
_POINTS = {Meaning.KEEP: Way.COME, Meaning.CANCEL: Way.STAY_AWAY}
_OTHERS = frozenset({"he", "family", "person", "who"})
_AGAINST_KEEPING = frozenset({"no", "neg", "he", "family", "away"})
"""Words beside which a promise must be plain."""
_SUPPORT = {
    Meaning.KEEP: frozenset({"yes", "can", "fine", "calm", "own"}),
    Meaning.CANCEL: frozenset({"no", "ill", "away", "can", "need", "want", "busy"}),
}
_SUPPORT_DENIED = frozenset({"can", "need", "want"})
"""Words that speak for cancelling beside a 'not' alone."""


def settled(likelihoods: Mapping[Meaning, float], stance: Stance, asked: Asked) -> tuple[Meaning, float]:
    """The meaning that may be acted on, and how likely it is."""
    if _is_no_stop(stance, likelihoods.get(Meaning.STOP, 0.0)):
        likelihoods = _without(likelihoods, Meaning.STOP)
    for meaning, signs in _SIGNS.items():
        if meaning is Meaning.EMERGENCY and asked in _OF_HEALTH:
            continue
        if signs <= stance.names and likelihoods.get(meaning, 0.0) >= _BAR_WITH_SIGNS:
            return meaning, likelihoods[meaning]
    best = max(likelihoods, key=lambda meaning: likelihoods[meaning])
    for meaning, bar in _LOW_BARS.items():
        is_promise = meaning is Meaning.STOP and best is Meaning.KEEP and _is_promise(stance)
        if likelihoods.get(meaning, 0.0) >= bar and not is_promise:
            return meaning, likelihoods[meaning]
    if best in _ACTS and "notice" in stance.names and Way.STAY_AWAY in stance.ways:
        return Meaning.STOP, likelihoods[best]  # 'cancel the reminders'
    is_mixed = Way.COME in stance.ways and Way.STAY_AWAY in stance.ways
    if best in _ACTS and is_mixed and likelihoods.get(Meaning.SPLIT, 0.0) >= _BAR_SPLIT:
        return Meaning.SPLIT, likelihoods[Meaning.SPLIT]
    if best is Meaning.KEEP and is_mixed and likelihoods.get(Meaning.MOVE, 0.0) >= _BAR_SPLIT:
        return Meaning.MOVE, likelihoods[Meaning.MOVE]  # 'I cannot come at four, I can at six'
    if asked not in _VISITS or best not in _ACTS:
        return best, likelihoods[best]
    if is_safe(best, likelihoods[best], stance):
        return best, likelihoods[best]
    rest = {meaning: share for meaning, share in likelihoods.items() if meaning not in _ACTS}
    second = max(rest, key=lambda meaning: rest[meaning])
    if rest[second] < _LEAST:
        return Meaning.UNSURE, BARRED
    return second, rest[second]


def _is_no_stop(stance: Stance, likelihood: float) -> bool:
    """'Thank you for reminding me, I had quite forgotten', 'ring me if there is a delay': no word tells us to stop."""
    if stance.names & _OF_STOPPING:
        return False
    is_condition = {"call", "if"} <= stance.names and "again" not in stance.names
    return "forgot" in stance.names or (is_condition and likelihood < _BAR_OF_THREATS)


def _is_promise(stance: Stance) -> bool:
    """'Please do not drop me from the list': points towards coming, and no word is of calls."""
    return set(stance.ways) == {Way.COME} and "call" not in stance.names


def _without(likelihoods: Mapping[Meaning, float], gone: Meaning) -> dict[Meaning, float]:
    """The likelihoods of the other meanings."""
    rest = {meaning: share for meaning, share in likelihoods.items() if meaning is not gone}
    whole = sum(rest.values()) or 1.0
    return {meaning: share / whole for meaning, share in rest.items()}


def is_safe(meaning: Meaning, likelihood: float, stance: Stance) -> bool:
    """Whether a visit may be confirmed or cancelled on these words."""
    is_conditional = bool({"if", "try"} & stance.doubts)
    if is_conditional and (meaning is Meaning.KEEP or Way.COME in stance.ways):
        return False
    if "unlikely" in stance.doubts or ("think" in stance.doubts and likelihood < _BAR_THINKING):
        return False
    if "maybe" in stance.doubts and Way.STAY_AWAY in stance.ways:
        return False  # 'probably not'
    if "forgot" in stance.names and meaning is Meaning.KEEP and stance.last is None and "yes" not in stance.names:
        return False  # 'thank you, I had forgotten' promises nothing
    if "person" in stance.names and meaning is Meaning.KEEP:
        return likelihood >= _BAR_PERSON
    if stance.last is not None and stance.last is not _POINTS[meaning]:
        return False
    if meaning is Meaning.KEEP and Way.STAY_AWAY in stance.ways:
        return likelihood >= _BAR_PERSON  # 'cannot come' in one word; a change of mind was cut off before
    if stance.last is None and meaning is Meaning.KEEP and stance.names & _AGAINST_KEEPING:
        return likelihood >= _BAR_PERSON
    supports = _SUPPORT[meaning] - (set() if meaning is Meaning.KEEP or "neg" in stance.names else _SUPPORT_DENIED)
    if stance.last is None and not stance.names & supports:
        return likelihood >= _BAR_UNSUPPORTED
    is_plain = set(stance.ways) == {_POINTS[meaning]} and not stance.doubts and not stance.names & _OTHERS
    return likelihood >= (_BAR_PLAIN if is_plain else _BAR)
