"""The first seconds: greeting, the clinic's name, the administrator's own name."""

from callcenter.kit.languages import Language
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Utterance, finding
from recordings.scoring.names import NameFound, find_characters, find_name
from recordings.scoring.pack import Match
from recordings.scoring.text import Spoken

_OPENING = 2
"""The standard gives two turns for both names."""


def greeting(view: CallView) -> Finding:
    """Pass where the administrator's first turn holds a greeting."""
    if not view.administrator:
        return _nobody_spoke()
    first = view.administrator[0]
    match = view.pack.find("greet", first.spoken)
    heard = match or view.pack.find_alike("greet", first.spoken) or view.pack.find("greet_part", first.spoken)
    if match is None and heard:
        return finding(Verdict.PASS, 0.7, "greeting.half_heard", (first, heard))
    if match is None:
        return finding(Verdict.FAIL, 0.9, "greeting.absent", _whole(first))
    if _is_bare_hello(view, first):
        return finding(Verdict.FAIL, 0.6, "greeting.bare_hello", (first, match))
    return finding(Verdict.PASS, 0.97, "greeting.said", (first, match))


def _is_bare_hello(view: CallView, first: Utterance) -> bool:
    """'Hello?' and nothing else is how a telephone is picked up, not a greeting; only English uses one word."""
    english = view.pack.language is Language.EN
    return english and first.words <= 2 and {"hello", "hullo"} & set(first.spoken.words) != set()


def clinic_name(view: CallView) -> Finding:
    """Pass where the clinic is named in the administrator's first two turns."""
    opening = view.administrator[:_OPENING]
    if not opening:
        return _nobody_spoke()
    name = view.call.clinic
    if name:
        for utterance in opening:
            found = _find_known(view, utterance.spoken, own_part(view, name))
            if found:
                confidence = 0.6 + 0.38 * found.likeness
                return finding(Verdict.PASS, confidence, "clinic_name.known", (utterance, _match(found)))
    by_grammar = _by_grammar(view, opening, ("clinic_before",))
    if by_grammar is not None:
        rule = "clinic_name.another" if name else "clinic_name.grammar"
        if not name or _knows_only_generic(view, name):
            return finding(Verdict.PASS, 0.7, rule, by_grammar)
    return finding(Verdict.FAIL, 0.9 if name else 0.6, "clinic_name.absent", _whole(opening[0]))


def self_introduction(view: CallView) -> Finding:
    """Pass where the administrator's own name is said in the first two turns; a role alone is not enough."""
    opening = view.administrator[:_OPENING]
    if not opening:
        return _nobody_spoke()
    by_grammar = _by_grammar(view, opening, ("self_before", "self_after"))
    name = view.call.administrator
    for utterance in opening if name else ():
        found = _find_known(view, utterance.spoken, name)
        if found:
            confidence = 0.6 + 0.38 * found.likeness
            return finding(Verdict.PASS, confidence, "self_introduction.known", (utterance, _match(found)))
    if by_grammar is not None:
        return finding(Verdict.PASS, 0.7, "self_introduction.grammar", by_grammar)
    return finding(Verdict.FAIL, 0.9 if name else 0.6, "self_introduction.absent", _whole(opening[0]))


def own_part(view: CallView, clinic: str) -> str:
    """The clinic's name without what any clinic may be called ('clinic', 'dental'); the whole where nothing is left."""
    spoken = view.pack.spoken(clinic)
    if not view.pack.spaced:
        return view.pack.generic.sub("", spoken.text) or spoken.text
    kept = [word for word in spoken.words if not view.pack.generic.search(f" {word} ") and not word.isdigit()]
    return " ".join(kept) or " ".join(spoken.words)


def _knows_only_generic(view: CallView, clinic: str) -> bool:
    return own_part(view, clinic) == " ".join(view.pack.spoken(clinic).words) and not view.pack.spaced


def _find_known(view: CallView, spoken: Spoken, name: str) -> NameFound | None:
    prepared = view.pack.spoken(name)
    if view.pack.spaced:
        return find_name(spoken, prepared.words)
    return find_characters(spoken, prepared.text)


def _by_grammar(view: CallView, opening: list[Utterance], places: tuple[str, ...]) -> tuple[Utterance, Match] | None:
    for utterance in opening:
        for place in places:
            found = view.pack.name_places[place].search(utterance.spoken.text)
            if found:
                return utterance, Match(found.start(), found.end())
    return None


def _match(found: NameFound) -> Match:
    return Match(found.start, found.end)


def _whole(utterance: Utterance) -> tuple[Utterance, Match]:
    return utterance, Match(0, min(60, len(utterance.spoken.text)))


def _nobody_spoke() -> Finding:
    return finding(Verdict.UNSURE, 0.0, "no_administrator_speech")
