"""What the demo's patients mean by what they answer to the robot; the same in every language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from callcenter.clinic.demo.load_natures import RECORDING, load_natures
from callcenter.kit.languages import Language
from ivr.answers.loader import understand
from ivr.answers.names import Asked, Meaning
from ivr.answers.question import Question, Understood
from ivr.flow.loader import load_book
from ivr.flow.model import Ask

NOW = datetime(2026, 11, 23, 18, 20)  # noqa: DTZ001 - the parser is given the clinic's local time
VISITS = (datetime(2026, 11, 24, 9, 30), datetime(2026, 11, 24, 10, 0))  # noqa: DTZ001 - the same

_YES, _NO, _WHEN, _COMMENT = ("yes",), ("no",), ("when",), ("comment",)
_CALL_BACK = ("later",)
ALWAYS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("hello", "hello_unsure", "fetch", "hold_on", "identity"), _YES),
    **dict.fromkeys(("sure_of_each", "sure_to_cancel", "sure_to_stop", "callback_number"), _YES),
    **dict.fromkeys(("offer", "waitlist", "must_move", "checkup", "treatment", "no_show"), _YES),
    **dict.fromkeys(("when_back", "when_suits", "none_free", "callback_when"), _WHEN),
    **dict.fromkeys(("confirm_visit", "confirm_visits"), ("keep",)),
    **dict.fromkeys(("why_cancel", "ask_why", "what_was_wrong"), _COMMENT),
    **dict.fromkeys(("anything_to_add", "anything_else", "busy"), _NO),
    **dict.fromkeys(("none_suits", "closed", "offer_callback"), _CALL_BACK),
    "move_or_cancel": ("move",),
    "rate": ("rate",),
    "menu": ("book",),
}
"""By prompt, what is meant at its first, second, ... hearing."""
OWN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "moves": {"confirm_visit": ("move",), "offer": ("no", "yes")},
    "cancels": {"confirm_visit": ("cancel",)},
    "husband": {"hello": ("third_person",)},
    "fetches": {"hello": _NO},
    "wrong_number": {"hello": ("wrong_number",)},
    "asks_who": {"hello": ("who", "yes")},
    "asks_again": {"confirm_visit": ("repeat", "keep"), "offer": ("repeat", "yes")},
    "wants_person": dict.fromkeys(("confirm_visit", "checkup", "rate"), ("person",)),
    "family": {"confirm_visits": ("split",)},
    "later": {"hello": ("later",)},
    "thinks": dict.fromkeys(("confirm_visit", "move_or_cancel", "checkup", "treatment"), ("unsure",)),
    "no_calls": {"hello": ("stop",)},
    "not_interested": dict.fromkeys(("checkup", "treatment", "no_show", "waitlist"), _NO),
    "pleased": {"anything_to_add": _COMMENT},
    "calls_about_visit": {"menu": ("my_visit",), "confirm_visit": ("move",)},
    "calls_to_cancel": {"menu": ("my_visit",), "confirm_visit": ("cancel",)},
    "calls_urgently": {"menu": ("emergency",)},
}
"""What a nature means otherwise."""
SPLIT = ["keep", "cancel"]
"""'My daughter will come, my son won't': the daughter's visit is the earlier one."""
RATES = {"complains": 2}
_RATE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One reply with what it must be understood as."""

    nature: str
    prompt: str
    text: str
    asked: Asked
    meaning: Meaning

    def fits(self, heard: str, language: Language) -> bool:
        """Whether the flow goes on as the patient meant, with these words."""
        found = self._understood(heard, language)
        if not found.is_sure:
            return False
        if self.meaning is Meaning.LATER and self.prompt != "hello":  # 'yes, call me back' may be the yes alone
            return found.meaning in (Meaning.LATER, Meaning.YES)
        if self.meaning is Meaning.SPLIT:
            return found.meaning is self.meaning and found.slots["by_visit"] == SPLIT
        if self.meaning is Meaning.RATE:
            return found.meaning is self.meaning and found.slots["value"] == RATES.get(self.nature, _RATE)
        if self.meaning is Meaning.WHEN:
            return found.meaning is self.meaning and bool(found.slots)
        return found.meaning is self.meaning

    def _understood(self, heard: str, language: Language) -> Understood:
        visits = VISITS if self.asked is Asked.CONFIRM_VISITS else VISITS[:1]
        return understand(Question(language=language, asked=self.asked, text=heard, now=NOW, visits=visits))


def answers(language: Language) -> Iterator[Answer]:
    """Every spoken reply of every nature to every question; questions in other words are answered in the same words."""
    asked = _questions()
    for nature in load_natures(language).by_id.values():
        meant = {**ALWAYS, **OWN.get(nature.id, {})}
        for prompt, texts in nature.replies.items():
            if prompt == RECORDING or prompt not in asked or prompt not in meant:
                continue
            for nth, text in enumerate(texts):
                if text and not text.startswith("["):
                    meaning = Meaning(meant[prompt][min(nth, len(meant[prompt]) - 1)])
                    yield Answer(nature=nature.id, prompt=prompt, text=text, asked=asked[prompt], meaning=meaning)


def _questions() -> Mapping[str, Asked]:
    nodes = [node for flow in load_book().flows.values() for node in flow.nodes.values()]
    return {prompt: node.asked for node in nodes if isinstance(node, Ask) for prompt in node.prompts[-1:]}
