"""What a transcript in a file tells beside its words: the statistics of the talk, and numbers in figures. Pure.

Both stand in fields of their own, `statistics` and `readings`; whoever reads the words alone, such as the scoring, is
not concerned. A reading is `{"turn": 3, "first": 5, "last": 6, "kind": "time", "text": "18:40"}`: the turn's place in
`turns`, the places of its first and last word in the turn's `words`, and the text for a reader.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from recordings.reading.readings import readings_of
from recordings.statistics import statistics_of, statistics_to_json
from recordings.stretch import Stretch
from recordings.transcript import CallTranscript, Json, Speaker


def with_measures(
    call: CallTranscript,
    speech: Mapping[Speaker, Sequence[Stretch]],
    seconds: float,
    unknown: Mapping[Speaker, int] | None = None,
) -> CallTranscript:
    """The call with its statistics and readings; `speech` says where each voice is heard in the `seconds` of sound,
    `unknown` how many words of each side the speech model did not know."""
    span = Stretch(0.0, seconds)
    statistics = statistics_of(call.turns, speech, span=span, language=call.language, unknown=unknown)
    added: dict[str, Json] = {"statistics": statistics_to_json(statistics), "readings": list(_readings(call))}
    return replace(call, extra={**call.extra, **added})


def _readings(call: CallTranscript) -> Iterator[Json]:
    for place, turn in enumerate(call.turns):
        for reading in readings_of(turn, call.language):
            yield {
                "turn": place,
                "first": reading.first,
                "last": reading.last,
                "kind": reading.kind.value,
                "text": reading.text,
            }
