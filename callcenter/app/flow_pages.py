"""The pages of the robot's conversations, put together."""

from functools import partial

from callcenter.app.clinic_face import clinic_named, face_of
from callcenter.app.ground import Ground
from callcenter.app.prompt_wiring import prompt_sounds_of
from callcenter.web.feature import Feature
from ivr.answers.loader import understand
from ivr.prompt_sounds.sound import Rate
from ivr.screens.loader import BookOnScreen
from ivr.screens.parts import FlowParts
from ivr.screens.routes import FlowRoutes
from ivr.screens.text_store import ChangedTexts
from ivr.speech.espeak import EspeakVoice

_LONGEST_RENDER_S = 10.0
"""Somebody at a screen waits longer for a prompt than a caller would."""


def flow_feature(ground: Ground, voice: EspeakVoice | None = None) -> Feature:
    """The pages; `voice` says what the studio has not recorded and should give Rate.WIDE. Its process, or that of one
    made here, begins with the first prompt that somebody wants to hear, and ends with ours."""
    settings, own = ground.settings, ground.settings.own_content
    engine = voice or EspeakVoice(rate_hz=Rate.WIDE)
    book = BookOnScreen(own)
    book.read_ahead()
    return FlowRoutes(
        FlowParts(
            database=ground.database,
            clock=ground.clock,
            book=book,
            understand=partial(understand, own=settings.content_dir),
            sounds=prompt_sounds_of(settings, ground.clock, engine, limit_s=_LONGEST_RENDER_S),
            texts=ChangedTexts(own),
            clinic=partial(clinic_named, face_of(settings)),
        )
    ).feature()
