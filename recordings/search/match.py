"""A query in the words of the two databases' full-text indexes. Pure.

Terms hold letters, digits and our own marks only, and each stands in quotes, so nothing that a person types can be an
operator of the database.
"""

from collections.abc import Callable, Sequence

from recordings.search.query import Query, Wanted


def fts5_match(query: Query, side: str = "") -> str:
    """For SQLite's MATCH; `side` is a term that must be there too, or empty."""
    wanted = [_fts5_wanted(one) for one in query.wanted] + ([_fts5_run((side,))] if side else [])
    return _whole(wanted, [_fts5_wanted(one) for one in query.without], " AND ", "({}) NOT ({})", " OR ")


def ts_query(query: Query, side: str = "") -> str:
    """For PostgreSQL, as the text of a tsquery."""
    wanted = [_ts_wanted(one) for one in query.wanted] + ([_ts_run((side,))] if side else [])
    return _whole(wanted, [_ts_wanted(one) for one in query.without], " & ", "({}) & !({})", " | ")


def _whole(wanted: Sequence[str], without: Sequence[str], every: str, but: str, any_: str) -> str:
    whole = every.join(wanted)
    return but.format(whole, any_.join(without)) if without else whole


def _fts5_wanted(one: Wanted) -> str:
    return _any(one, " OR ", lambda run: _fts5_run(run) + ("*" if one.is_beginning else ""))


def _fts5_run(run: Sequence[str]) -> str:
    return f'"{" ".join(run)}"'


def _ts_wanted(one: Wanted) -> str:
    return _any(one, " | ", lambda run: _ts_run(run, is_beginning=one.is_beginning))


def _ts_run(run: Sequence[str], *, is_beginning: bool = False) -> str:
    terms = [f"'{term}'" for term in run]
    if is_beginning:
        terms[-1] += ":*"
    return terms[0] if len(terms) == 1 else f"({' <-> '.join(terms)})"


def _any(one: Wanted, word: str, write: Callable[[tuple[str, ...]], str]) -> str:
    return f"({word.join(write(run) for run in one.runs)})" if len(one.runs) > 1 else write(one.runs[0])


def ts_vector(terms: str) -> str:
    """The terms of a turn as the text of a tsvector: spoken words with their places, then the others."""
    return " ".join(f"'{term}':{place}" for place, term in enumerate(terms.split(), start=1) if place < _LAST_PLACE)


_LAST_PLACE = 16_383
"""PostgreSQL knows no place behind this one; a turn that long is an hour of speech."""
