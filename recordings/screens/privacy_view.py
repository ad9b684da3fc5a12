"""The page of a call for somebody who sees its private words, and for somebody who does not. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from callcenter.kit.ids import RecordingId
from recordings.calls.facts import PageFacts, RecordingFacts
from recordings.private_words.corrections import PrivateView
from recordings.private_words.look import Look, PrivacyView, PrivateWish
from recordings.private_words.masking import Labels, masked, masked_quote
from recordings.private_words.spans import PrivateKind
from recordings.screens.page_view import PageView
from recordings.transcript import Json


def with_privacy(facts: PageFacts, private: PrivateView, look: Look, *, sees: bool) -> PageFacts:
    """The facts of a page as somebody may read them: transcript and quotes of the score."""
    sound = facts.sound
    if sound is None or sound.turns is None:
        return facts
    if not look.hides(sees=sees):
        return replace(facts, sound=replace(sound, private=private.spans, labels=look.labels))
    hidden = masked(sound.turns, private.spans, sound.recording.language, look.labels)
    card = sound.card and _without_private(sound.card, sound, private, look.labels)
    return replace(facts, sound=replace(sound, turns=hidden.turns, card=card, private=hidden.spans, labels=look.labels))


def privacy_view(page: PageView, private: PrivateView, look: Look, *, sees: bool) -> PageView:
    """The page with the view of its privacy; unchanged where it has no recording to play or read."""
    if page.player is None:
        return page
    is_hidden = look.hides(sees=sees)
    other = PrivateWish.SHOWN if is_hidden else PrivateWish.HIDDEN
    wish = f"?private={look.wish}" if look.wish else ""
    seen = PrivateWish.HIDDEN if is_hidden else PrivateWish.SHOWN
    privacy = PrivacyView(
        recording=RecordingId(page.player.recording),
        is_hidden=is_hidden,
        is_usual=is_hidden is not sees,
        count=len(private.spans),
        toggle_url=f"{page.row.href}?private={other}",
        sound_url=f"/recordings/{page.player.recording}/sound?private={seen}",
        can_undo=bool(private.corrections),
        kinds=tuple((kind.value, look.labels[kind]) for kind in PrivateKind),
    )
    return replace(page, privacy=privacy, live_url=page.live_url + wish)


def _without_private(
    card: Mapping[str, Json], sound: RecordingFacts, private: PrivateView, labels: Labels
) -> Mapping[str, Json]:
    """The scorecard with its quotes masked."""
    turns, language = sound.turns or (), sound.recording.language

    def hidden(entry: Mapping[str, Json]) -> dict[str, Json]:
        said = str(entry.get("quote") or "")
        quote = masked_quote(said, turns, private.spans, language, labels)
        # A fact may be the caller's own words.
        words: dict[str, Json] = {"value": quote} if said and entry.get("value") == said else {}
        return {**entry, "quote": quote, **words}

    verdicts = cast("dict[str, dict[str, Json]]", card["criteria"])
    facts = cast("dict[str, dict[str, Json]] | None", card.get("facts"))
    return {
        **card,
        "criteria": {name: hidden(verdict) for name, verdict in verdicts.items()},
        "facts": None if facts is None else {name: hidden(fact) for name, fact in facts.items()},
    }
