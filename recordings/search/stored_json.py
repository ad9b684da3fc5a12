"""Some items of a stored JSON list, without decoding the others: a transcript is long, and three turns of it are shown.

Pure.
"""

import json
from collections.abc import Sequence

from recordings.transcript import Json

_BEGIN = '{"speaker": '
"""How each turn begins as `turn_to_json` writes it. It cannot stand within a text, whose quotes are escaped, and
nothing within a turn begins so."""


def items_of(stored: str, places: Sequence[int]) -> list[Json]:
    """The turns at some places of a stored list; places behind its end are left out.

    A list that somebody else has written is decoded whole.
    """
    lead, *parts = stored.split(_BEGIN)
    if lead == "[":
        return [json.loads(_BEGIN + parts[place].rstrip(", ]")) for place in places if place < len(parts)]
    whole: list[Json] = json.loads(stored)
    return [whole[place] for place in places if place < len(whole)]
