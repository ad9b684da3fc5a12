"""Tables beside the scorecards: each score in a narrow row, and what was taken over from the words of calls."""

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

from callcenter.storage.types import UtcDateTime

_Id = String(40)
_Serial = BigInteger().with_variant(Integer, "sqlite")


def score_line_table(metadata: MetaData) -> Table:
    """A scorecard in a narrow row, so that a month of them is read at once: which criteria, and a letter for each."""
    return Table(
        "score_line",
        metadata,
        Column("recording", _Id, ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True),
        Column(
            "at", UtcDateTime, nullable=False, comment="when the call began; of a file from outside, when it was kept"
        ),
        Column("points", Float, nullable=False),
        Column("max_points", Float, nullable=False),
        Column("criteria", Text, nullable=False, comment="ids with spaces between them"),
        Column("verdicts", Text, nullable=False, comment="a letter each: pass, fail, critical fail, n = na, unsure"),
        Index(None, "at"),
    )


def fact_taken_table(metadata: MetaData) -> Table:
    """What the words of a call say was put in place of what the operator had entered; kept, so it can be undone."""
    return Table(
        "fact_taken",
        metadata,
        Column("id", _Serial, primary_key=True, autoincrement=True),
        Column("call", _Id, ForeignKey("call.id", ondelete="CASCADE"), nullable=False),
        Column("at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False),
        Column("fact", String(20), nullable=False),
        Column("before", JSON, nullable=False, comment="the columns of desk_call that it changed, as they were"),
        Column("after", JSON, nullable=False),
        Column("undone_at", UtcDateTime),
        Column("undone_by", _Id),
        Index(None, "call"),
    )
