"""The end: the agreement repeated, what to bring, the reminder, the next step, questions, and goodbye."""

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.card import Finding
from recordings.scoring.heard import CallView, Utterance
from recordings.scoring.rules.verdicts import fails, nobody_spoke, not_applicable, passes, together, whole
from recordings.scoring.situation import Situation

_LAST_WORDS = 7
"""An utterance of at most so many words after the patient's own farewell may only echo it."""


def recap(view: CallView, situation: Situation) -> Finding:
    """Pass where the agreed day and time are repeated with doctor, service or address."""
    said = view.first((Does.RECAP,), view.administrator)
    if said:
        return passes(view, "recap.said", said, Does.RECAP, situation.after(situation.times, view.administrator))
    if situation.is_agreed or situation.confirms:
        return fails(view, "recap.absent", situation.agreement or situation.confirms)
    return not_applicable("recap.nothing_agreed")


def preparation(view: CallView, situation: Situation) -> Finding:
    """Pass where the patient hears what to bring, how to prepare or how to find the clinic."""
    if not (situation.is_agreed or situation.is_kept):
        return not_applicable("preparation.no_visit")
    said = view.first((Does.PREPARE,), view.administrator)
    if said:
        return passes(view, "preparation.said", said, Does.PREPARE, view.administrator)
    return fails(view, "preparation.absent", situation.agreement)


def confirmation_notice(view: CallView, situation: Situation) -> Finding:
    """Pass where the clinic says that it will call or write before the visit."""
    if not situation.is_agreed or (situation.confirms and situation.changes is None):
        return not_applicable("notice.no_new_visit")
    said = view.first((Does.REMIND,), view.administrator)
    if said:
        return passes(view, "notice.said", said, Does.REMIND, view.administrator)
    return fails(view, "notice.absent", situation.agreement)


def next_step(view: CallView, situation: Situation) -> Finding:
    """Pass where a call without a visit ends with a concrete next step."""
    if situation.is_agreed or situation.is_kept:
        return not_applicable("next_step.visit_agreed", situation.agreement)
    if situation.wrong_number or situation.sent_away:
        return not_applicable("next_step.none_needed", situation.wrong_number or situation.sent_away)
    if situation.promise:
        return passes(view, "next_step.promised", situation.promise, Does.PROMISE, view.administrator)
    if situation.is_only_information:
        return not_applicable("next_step.information_given")
    return fails(view, "next_step.absent")


def anything_else(view: CallView, situation: Situation) -> Finding:
    """Pass where the administrator asks whether there are other questions."""
    asked = view.first((Does.ASK_MORE,), view.administrator)
    if asked:
        return passes(view, "anything_else.asked", asked, Does.ASK_MORE, view.administrator)
    if situation.is_elsewhere:
        return not_applicable("anything_else.nobody_to_ask", situation.wrong_number or situation.other_person)
    if situation.has_left or situation.sent_away:
        return not_applicable("anything_else.not_possible")
    return fails(view, "anything_else.absent")


def goodbye(view: CallView, situation: Situation) -> Finding:
    """Pass where the close holds thanks or a wish AND a farewell; na where the caller left before it was possible."""
    if not view.administrator:
        return nobody_spoke()
    closing = _closing(view)
    farewell = view.first((Does.FAREWELL,), closing)
    kind = view.first((Does.THANK, Does.WISH), closing)
    if farewell and kind:
        return passes(view, "goodbye.complete", together(farewell, kind), Does.FAREWELL)
    if situation.has_left:
        return not_applicable("goodbye.caller_left", whole(view.utterances[-1]))
    return fails(view, "goodbye.bare" if farewell else "goodbye.absent", farewell or whole(view.utterances[-1]))


def _closing(view: CallView) -> list[Utterance]:
    """The administrator's last utterance, with the one before where the last only echoes the caller's farewell."""
    spoken = view.administrator
    if len(spoken) < 2 or spoken[-1].words > _LAST_WORDS:
        return spoken[-1:]
    last, before = spoken[-1], spoken[-2]
    between = [item for item in view.patient if before.place < item.place < last.place]
    short = sum(item.words for item in between) <= 2 * _LAST_WORDS
    closes = any(view.does(act, [before]) for act in (Does.FAREWELL, Does.WISH, Does.THANK))
    return [before, last] if closes and short else [last]
