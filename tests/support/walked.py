"""A way through a shipped script, as the desk stores it."""

import json
from collections.abc import Sequence

from callcenter.kit.languages import Language
from scripts_library import engine
from tests.support.calls import whole_library


def walk_along(answers: Sequence[str] = (), language: Language = Language.RU) -> object:
    """The value of `desk_call.walk` after these answers of the script for new patients; of a step whose next answer
    is not among them, the first one is taken, until the script ends."""
    script = whole_library().get("new_patient", language)
    walk, wanted = engine.start(script), set(answers)
    for _ in range(30):
        step = engine.current(script, walk)
        if step.is_exit:
            break
        chosen = next((answer for answer in step.answers if answer.id in wanted), step.answers[0])
        walk = engine.take(script, walk, chosen.id)
    return json.loads(walk.to_json())
