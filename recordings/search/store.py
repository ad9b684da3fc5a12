"""The terms of turns in the database, and finding calls by them; SQLite's FTS5 or PostgreSQL's tsvector."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    String,
    Subquery,
    Text,
    and_,
    case,
    column,
    delete,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import TSQUERY

from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.full_text import INDEX
from recordings.calls.entry import Cursor
from recordings.calls.rights_store import opens_to, sees_private_words
from recordings.recording import Sides
from recordings.search.ask import Ask, FoundCall, FoundCalls
from recordings.search.indexing import TurnTerms
from recordings.search.match import fts5_match, ts_query, ts_vector
from recordings.search.query import Query
from recordings.search.stored_json import items_of
from recordings.search.terms import VERSION, side_term
from recordings.transcript import Turn
from recordings.transcript_json import read_transcript

_ID_BITS = 16
_IDS = 1 << _ID_BITS
"""A transcript's number times this is the id of its first turn."""
_PLACES = 1 << 14
"""How many turns of a transcript are found."""
_WITHOUT_PRIVATE = _PLACES
_WITH_PRIVATE = 2 * _PLACES
"""A turn with private words has two rows: one without them, and one for those who see them. These are added to its
place in the ids of the two; other turns have one row, for everybody."""
_READERS = _WITHOUT_PRIVATE | _WITH_PRIVATE

_call, _desk, _recording, _transcript = tables.call, tables.desk_call, tables.recording, tables.transcript
_searchable, _turn = tables.searchable, tables.spoken_turn
_fts = table(INDEX, column("rowid", BigInteger()), column(INDEX, String()))


def save_terms(connection: Connection, recording: RecordingId, language: Language, terms: Sequence[TurnTerms]) -> None:
    """Store the terms of each turn of a transcript, in place of any earlier ones."""
    delete_terms(connection, recording)
    new = insert(_searchable).values(recording=recording, language=language.value, version=VERSION)
    number = connection.execute(new.returning(_searchable.c.no)).scalar_one()
    write = ts_vector if connection.dialect.name == "postgresql" else str
    rows = [
        {"id": number * _IDS + place, "searchable": number, "terms": write(text)}
        for turn, of_turn in enumerate(terms[:_PLACES])
        for place, text in _rows_of(turn, of_turn)
    ]
    if rows:
        connection.execute(insert(_turn), rows)


def _rows_of(turn: int, terms: TurnTerms) -> list[tuple[int, str]]:
    if terms.shown is None:
        return [(turn, terms.whole)]
    return [(turn + _WITHOUT_PRIVATE, terms.shown), (turn + _WITH_PRIVATE, terms.whole)]


def delete_terms(connection: Connection, recording: RecordingId) -> None:
    """Forget the terms of a transcript."""
    connection.execute(delete(_searchable).where(_searchable.c.recording == recording))


def unindexed(connection: Connection, limit: int, behind: Cursor | None = None) -> list[Cursor]:
    """Some recordings whose transcripts were written before there was an index, or for another version of it: the
    newest of all, or of those that are older than the place `behind`."""
    moment, name = _recording.c.kept_at, _recording.c.id
    query = select(moment, name).select_from(_with_index()).where(_is_unindexed())
    if behind is not None:
        query = query.where(or_(moment < behind.moment, and_(moment == behind.moment, name < behind.id)))
    return [Cursor(*row) for row in connection.execute(query.order_by(moment.desc(), name.desc()).limit(limit))]


def count_transcripts(connection: Connection) -> tuple[int, int]:
    """How many transcripts there are, and how many of them cannot be searched yet."""
    every = connection.execute(select(func.count()).select_from(_transcript)).scalar_one()
    left = connection.execute(select(func.count()).select_from(_with_index()).where(_is_unindexed())).scalar_one()
    return int(every), int(left)


def spoken_languages(connection: Connection) -> frozenset[Language]:
    """The languages in which there are transcripts."""
    there = [select(_searchable.c.no).where(_searchable.c.language == language.value).exists() for language in Language]
    row = connection.execute(select(*there)).one()
    return frozenset(language for language, is_there in zip(Language, row, strict=True) if is_there)


def find_calls(connection: Connection, ask: Ask, who: Operator, limit: int) -> FoundCalls:
    """The newest calls that `who` may open in which something is found, at most `limit`, and how many there are.

    Private words are found in the calls in which `who` sees them, and nowhere else.
    """
    hits, sees = _hits(connection, ask), sees_private_words(who)
    turns = case((sees, hits.c.turns_with_private), else_=hits.c.turns_without_private)
    moment = func.coalesce(_call.c.started_at, _recording.c.kept_at).label("moment")
    name = func.coalesce(_call.c.id, _recording.c.id).label("name")
    every = (
        select(
            *(hits.c.places, moment, name, _call.c.id.label("call"), _recording.c.id.label("recording")),
            *(_recording.c.language, _recording.c.sides),
            func.count().over().label("all_calls"),
            func.sum(turns).over().label("all_turns"),
            case((sees, _WITHOUT_PRIVATE), else_=_WITH_PRIVATE).label("others"),
        )
        .select_from(hits)
        .join(_searchable, _searchable.c.no == hits.c.number)
        .join(_recording, _recording.c.id == _searchable.c.recording)
        .outerjoin(_call, _call.c.id == _recording.c.call)
        .outerjoin(_desk, _desk.c.call == _call.c.id)
        .where(opens_to(who), turns > 0, *_within(moment.element, ask))
        .subquery()
    )
    query = select(every).order_by(every.c.moment.desc(), every.c.name.desc()).limit(limit)
    if ask.after is not None:
        older = and_(every.c.moment == ask.after.moment, every.c.name < ask.after.id)
        query = query.where(or_(every.c.moment < ask.after.moment, older))
    rows = connection.execute(query).mappings().all()
    return FoundCalls(
        calls=tuple(
            FoundCall(
                cursor=Cursor(row["moment"], row["name"]),
                call=None if row["call"] is None else CallId(row["call"]),
                recording=RecordingId(row["recording"]),
                language=Language(row["language"]),
                is_mono=row["sides"] == Sides.MONO.value,
                places=_places(row["places"], row["others"]),
            )
            for row in rows
        ),
        all_calls=int(rows[0]["all_calls"]) if rows else 0,
        all_turns=int(rows[0]["all_turns"]) if rows else 0,
    )


def read_by_everybody(connection: Connection, query: Query) -> list[RecordingId]:
    """The transcripts in which something is found by those, too, who do not see private words."""
    hits = _hits(connection, Ask(query=query))
    found = select(_searchable.c.recording).join(hits, hits.c.number == _searchable.c.no)
    names = connection.execute(found.where(hits.c.turns_without_private > 0)).scalars()
    return [RecordingId(name) for name in names]


def _places(found: str, others: int) -> tuple[int, ...]:
    """The places of found turns, without the rows that are for other readers."""
    numbers = [number for number in map(int, found.split(",")) if number & _READERS != others]
    return tuple(sorted(number % _PLACES for number in numbers))


def read_turns(connection: Connection, calls: Sequence[FoundCall], most: int) -> Mapping[RecordingId, tuple[Turn, ...]]:
    """The first found turns of some calls, `most` of each. The transcripts are fetched whole, in one query: cutting
    turns out of them in the database takes three times as long."""
    query = select(_transcript.c.recording, sql_cast(_transcript.c.turns, Text()))
    rows = connection.execute(query.where(_transcript.c.recording.in_([call.recording for call in calls])))
    stored = {RecordingId(name): turns for name, turns in rows}
    return {call.recording: _some_turns(call, stored.get(call.recording, "[]"), most) for call in calls}


def _some_turns(call: FoundCall, stored: str, most: int) -> tuple[Turn, ...]:
    some = items_of(stored, call.places[:most])
    return read_transcript({"id": call.recording, "language": call.language.value, "turns": some}).turns


@dataclass(frozen=True, slots=True)
class _Match:
    """How the database at hand finds turns."""

    number: ColumnElement[int]
    """The number of its transcript."""
    row: ColumnElement[int]
    """Which row of the transcript it is."""
    rows: ColumnElement[str]
    """All found rows of a transcript in their text form, divided by commas."""
    is_found: ColumnElement[bool]


def _hits(connection: Connection, ask: Ask) -> Subquery:
    """By transcript: how many of its turns are found by those who see private words, and by the others."""
    match = _match(connection, ask)
    readers = match.row.bitwise_and(_READERS)
    columns = (
        match.number.label("number"),
        func.sum(case((readers != _WITHOUT_PRIVATE, 1), else_=0)).label("turns_with_private"),
        func.sum(case((readers != _WITH_PRIVATE, 1), else_=0)).label("turns_without_private"),
        match.rows.label("places"),
    )
    return select(*columns).where(match.is_found).group_by(match.number).subquery()


def _match(connection: Connection, ask: Ask) -> _Match:
    side = side_term(ask.side) if ask.side else ""
    if connection.dialect.name == "postgresql":
        wanted = sql_cast(literal(ts_query(ask.query, side), String()), TSQUERY)
        row = _turn.c.id % _IDS
        rows = func.string_agg(sql_cast(row, String()), ",")
        return _Match(_turn.c.searchable, row, rows, _turn.c.terms.op("@@", return_type=Boolean())(wanted))
    words = literal(fts5_match(ask.query, side), String())
    number: ColumnElement[int] = literal_column(f"{INDEX}.rowid >> {_ID_BITS}", BigInteger())
    row = _fts.c.rowid % _IDS
    return _Match(number, row, func.group_concat(row), _fts.c[INDEX].op("MATCH", return_type=Boolean())(words))


def _within(moment: ColumnElement[datetime], ask: Ask) -> list[ColumnElement[bool]]:
    return [
        *([moment >= ask.since] if ask.since else []),
        *([moment < ask.until] if ask.until else []),
    ]


def _with_index() -> FromClause:
    joined = _transcript.join(_recording, _recording.c.id == _transcript.c.recording)
    return joined.outerjoin(_searchable, _searchable.c.recording == _recording.c.id)


def _is_unindexed() -> ColumnElement[bool]:
    return or_(_searchable.c.no.is_(None), _searchable.c.version != VERSION)
