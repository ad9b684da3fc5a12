"""Tables of what came of the steps of scripts: which were shown, sums by day, answers that were missing, wordings."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from callcenter.storage.types import UtcDateTime

_Id = String(40)
_Name = String(80)
_Serial = BigInteger().with_variant(Integer, "sqlite")

TIME_COLUMNS = tuple(f"t{number:02}" for number in range(18))
"""Calls by how long they stood at a step; scripts_library/statistics/times.py says where each ends."""


def step_shown_table(metadata: MetaData) -> Table:
    """Which step of which script stood on the screen of an answered call that has ended. All rows of a call are written
    anew together."""
    return Table(
        "step_shown",
        metadata,
        Column("call", _Id, ForeignKey("call.id", ondelete="CASCADE"), primary_key=True),
        Column("place", Integer, primary_key=True, autoincrement=False, comment="order within the call, from 0"),
        Column("day", Date, nullable=False, comment="of the call, on the clinic's clock"),
        Column("at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False, comment="who had the call on the desk; empty: nobody knows"),
        Column("script", _Name, nullable=False),
        Column("version", Integer, nullable=False),
        Column("language", String(2), nullable=False),
        Column("step", _Name, nullable=False),
        Column("second", Float, nullable=False, comment="since the answer"),
        Column("seconds", Float, nullable=False, comment="how long it stood there"),
        Column("came_by", String(12), nullable=False),
        Column("answer", _Name, nullable=False, comment="that led here"),
        Column("wording", String(40), nullable=False),
        Column("next_by", String(12), nullable=False, comment="how the call went on; empty where it ended here"),
        Column("next_answer", _Name, nullable=False),
        Column("next_step", _Name, nullable=False),
        Column("is_undone", Boolean, nullable=False, comment="the operator took the move that led here back"),
        Column("is_first", Boolean, nullable=False, comment="the call's first time at this step, undone ones left out"),
        Column("is_lost", Boolean, nullable=False, comment="the call ended here, at no exit and without its goal"),
        Column("is_goal", Boolean, nullable=False, comment="the call reached the script's goal"),
        Column("has_come", Boolean, nullable=False, comment="the patient came to the visit booked in the call"),
        Column("is_complaint", Boolean, nullable=False),
        Index(None, "script", "step", "at"),
        Index(None, "day", "operator"),
    )


def step_day_table(metadata: MetaData) -> Table:
    """Sums of one day and operator, and of each day; the step '' stands for the whole script."""
    return Table(
        "step_day",
        metadata,
        *_day_key(),
        Column("wording", String(40), primary_key=True),
        Column("calls", Integer, nullable=False),
        Column("lost", Integer, nullable=False),
        Column("goal", Integer, nullable=False),
        Column("came", Integer, nullable=False),
        *(Column(name, Integer, nullable=False) for name in TIME_COLUMNS),
        Index(None, "script", "operator", "day"),
    )


def step_answer_day_table(metadata: MetaData) -> Table:
    """How often each answer or objection was chosen, and what came of those calls."""
    return Table(
        "step_answer_day",
        metadata,
        *_day_key(),
        Column("kind", String(12), primary_key=True, comment="answer, objection, return or script"),
        Column("answer", _Name, primary_key=True),
        Column("calls", Integer, nullable=False),
        Column("goal", Integer, nullable=False),
        Column("came", Integer, nullable=False),
        Index(None, "script", "operator", "day"),
    )


def script_unfit_done_table(metadata: MetaData) -> Table:
    """What patients said that no answer fitted, and that somebody has dealt with since."""
    return Table(
        "script_unfit_done",
        metadata,
        Column("unfit", _Serial, ForeignKey("script_unfit.id", ondelete="CASCADE"), primary_key=True),
        Column("batch", _Id, nullable=False, comment="one decision about several; it is undone as a whole"),
        Column("how", String(12), nullable=False, comment="aside or answered"),
        Column("at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False),
        Index(None, "batch"),
    )


def wording_trial_table(metadata: MetaData) -> Table:
    """Two wordings of one step, each shown to half of the calls."""
    return Table(
        "wording_trial",
        metadata,
        Column("id", _Serial, primary_key=True, autoincrement=True),
        Column("script", _Name, nullable=False),
        Column("language", String(2), nullable=False),
        Column("step", _Name, nullable=False),
        Column("say_a", Text, nullable=False, comment="the script's own sentence when the trial began"),
        Column("say_b", Text, nullable=False),
        Column("begun_at", UtcDateTime, nullable=False),
        Column("begun_by", _Id, nullable=False),
        Column("stopped_at", UtcDateTime, comment="no later call is shown one of the two by lot"),
        Column("reason", String(20), nullable=False, server_default="", comment="decided, complaints or person"),
        Column("winner", String(1), nullable=False, server_default="", comment="A or B, where it was decided"),
        Column("closed_at", UtcDateTime, comment="adopted or withdrawn: later calls are shown the script's own"),
        Column("is_adopted", Boolean, nullable=False),
        Index(None, "script", "language", "step"),
    )


def _day_key() -> tuple[Column[object], ...]:
    return (
        Column("day", Date, primary_key=True),
        Column("operator", _Id, primary_key=True, comment="* for all together"),
        Column("script", _Name, primary_key=True),
        Column("step", _Name, primary_key=True),
        Column("version", Integer, primary_key=True, autoincrement=False),
        Column("language", String(2), primary_key=True),
    )
