"""100,000 turns of five languages in a database, seeded: what demo dialogues and labelled calls say, mixed anew."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import process_time

from sqlalchemy import Connection, insert

from callcenter.domain.people import Operator, Role
from callcenter.kit.ids import OperatorId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.operators import StoredOperators
from callcenter.storage.work import Database
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.private_words.store import save_spans
from recordings.recording import RecordingState, Sides
from recordings.search.indexing import terms_of
from recordings.search.store import save_terms
from recordings.transcript import Json, Speaker, Turn, Word
from recordings.transcript_json import turn_to_json
from tests.benchmarks.dialogues import demo_dialogues
from tests.support.calls import FIXTURES, labelled

SEED = 20261122
TURNS_A_CALL = 25
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OPERATORS = 8
_PRIVATE_TURNS = 10
"""One turn of so many begins with private words."""
_EXTRA = 4
"""Words at most that a turn gets besides its line, so that no two calls are alike."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is said in one language."""

    language: Language
    lines: tuple[str, ...]
    words: tuple[str, ...]
    """With their frequency: a frequent one stands there often."""


@dataclass(slots=True)
class Filled:
    """What was put into a database, and what its index cost."""

    turns: int = 0
    calls: int = 0
    terms_s: float = 0.0
    """CPU time for making terms."""
    save_s: float = 0.0
    """CPU time of this process for writing them."""
    recordings: list[RecordingId] = field(default_factory=list)


def vocabulary(language: Language) -> Vocabulary:
    """The lines of the demo's dialogues and of the labelled calls."""
    lines = [line.text for dialogue in demo_dialogues(language) for line in dialogue]
    lines += [turn.text for path in sorted(FIXTURES.glob(f"{language}-*.json")) for turn in labelled(path.stem).turns]
    said = tuple(dict.fromkeys(_as_heard(line) for line in lines if line.strip()))
    words = [word for line in said for word in _words(line, language)]
    return Vocabulary(language, said, tuple(words))


def commonest(vocabulary_: Vocabulary) -> str:
    """The word that is said most."""
    return Counter(vocabulary_.words).most_common(1)[0][0]


def fill(database: Database, calls: int) -> Filled:
    """Put `calls` calls of `TURNS_A_CALL` turns into an empty database, a fifth of them in each language."""
    chance = random.Random(SEED)  # noqa: S311 - a seed, so that every run is the same
    people = _operators(database)
    languages = [vocabulary(language) for language in Language]
    filled = Filled()
    for begin in range(0, calls, 200):
        with database.work() as work:
            for number in range(begin, min(begin + 200, calls)):
                spoken = languages[number % len(languages)]
                turns = _turns(chance, spoken)
                private = _private(turns)
                recording = _add_call(work.connection, number, spoken.language, people[number % len(people)], turns)
                save_spans(work.connection, recording, private, _ended(number, turns), _ended(number, turns))
                before = process_time()
                terms = terms_of(turns, spoken.language, Sides.BOTH, private)
                made = process_time()
                save_terms(work.connection, recording, spoken.language, terms)
                filled.terms_s += made - before
                filled.save_s += process_time() - made
                filled.turns += len(turns)
                filled.calls += 1
                filled.recordings.append(recording)
    return filled


def _operators(database: Database) -> list[OperatorId]:
    stored = StoredOperators(database)
    for number in range(OPERATORS):
        person = Operator(
            id=OperatorId(f"op{number}"),
            login=f"op{number}",
            name=f"Operator {number}",
            role=Role.ADMINISTRATOR,
            extension=f"{100 + number}",
        )
        stored.add(person, "hash")
    return [OperatorId(f"op{number}") for number in range(OPERATORS)]


def _turns(chance: random.Random, spoken: Vocabulary) -> tuple[Turn, ...]:
    turns, second = [], 0.0
    for place in range(TURNS_A_CALL):
        line = chance.choice(spoken.lines)
        further = chance.sample(spoken.words, chance.randrange(_EXTRA))
        heard = [*_words(line, spoken.language), *further]
        words = tuple(
            Word(text=word, start=round(second + number * 0.4, 2), end=round(second + number * 0.4 + 0.35, 2))
            for number, word in enumerate(heard)
        )
        side = Speaker.ADMINISTRATOR if place % 2 == 0 else Speaker.PATIENT
        joint = "" if spoken.language is Language.ZH else " "
        turns.append(Turn(speaker=side, start=second, end=words[-1].end, text=joint.join(heard), words=words))
        second = words[-1].end + 0.6
    return tuple(turns)


def _private(turns: Sequence[Turn]) -> list[PrivateSpan]:
    """The first words of every tenth turn."""
    return [
        PrivateSpan(turn=place, first=0, last=min(2, len(turns[place].words) - 1), kind=PrivateKind.OTHER)
        for place in range(0, len(turns), _PRIVATE_TURNS)
    ]


def _ended(number: int, turns: Sequence[Turn]) -> datetime:
    return NOW - timedelta(minutes=7 * number) + timedelta(seconds=turns[-1].end + 12)


def _add_call(
    connection: Connection, number: int, language: Language, operator: OperatorId, turns: Sequence[Turn]
) -> RecordingId:
    name, started = f"{number:026}", NOW - timedelta(minutes=7 * number)
    ended = _ended(number, turns)
    connection.execute(
        insert(tables.call).values(
            id=name,
            exchange="bench",
            provider_call=name,
            direction="inbound",
            caller="+79161234567",
            caller_name="",
            line="",
            state="ended",
            started_at=started,
            changed_at=ended,
            offered_to=f"10{operator[2:]}",
            answered_at=started + timedelta(seconds=12),
            holds=[],
            ended_at=ended,
            end_reason="completed",
        )
    )
    connection.execute(
        insert(tables.desk_call).values(
            call=name, operator=operator, patient_is_chosen=False, walk={}, put_aside=False, offered=[], version=1,
            note_version=1,
        )
    )  # fmt: skip
    connection.execute(
        insert(tables.recording).values(
            id=name,
            call=name,
            language=language.value,
            path=f"{name}.wav",
            seconds=turns[-1].end,
            sides=Sides.BOTH.value,
            state=RecordingState.SCORED.value,
            sound_notes=[],
            kept_at=ended,
            sha256=name,
        )
    )
    stored: list[Json] = [turn_to_json(turn) for turn in turns]
    connection.execute(insert(tables.transcript).values(recording=name, model="bench", made_at=ended, turns=stored))
    return RecordingId(name)


def _as_heard(line: str) -> str:
    return "".join(sign for sign in line.lower() if sign.isalnum() or sign in " '-").strip()


def _words(line: str, language: Language) -> list[str]:
    return [sign for sign in line if sign != " "] if language is Language.ZH else line.split()
