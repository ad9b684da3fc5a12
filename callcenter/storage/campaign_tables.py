"""Campaigns, whom they are to call, and every attempt."""

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from callcenter.storage.types import UtcDateTime

_Id = String(40)


def campaign_table(metadata: MetaData) -> Table:
    """Campaigns as they stand now."""
    return Table(
        "campaign",
        metadata,
        Column("id", _Id, primary_key=True),
        Column("purpose", String(20), nullable=False),
        Column("title", String(120), nullable=False),
        Column("mode", String(20), nullable=False, comment="robot, preview or progressive"),
        Column("state", String(20), nullable=False),
        Column("priority", Integer, nullable=False, comment="lower goes first"),
        Column("share", Integer, nullable=False, comment="parts of the lines beside others of the same priority"),
        Column("flow", String(80), nullable=False, comment="of the robot's calls, or empty"),
        Column("script", String(80), nullable=False, comment="of people's calls, or empty"),
        Column("rules", JSON, nullable=False, comment="what it rules otherwise than the clinic"),
        Column("edition", Integer, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        Column("created_by", _Id, nullable=False),
        Column("changed_at", UtcDateTime, nullable=False),
        Column("planned_at", UtcDateTime, comment="when it was last planned as a whole; null: never"),
        Index(None, "state"),
    )


def campaign_edition_table(metadata: MetaData) -> Table:
    """Under which rules, flow and script attempts were made; written once, never changed."""
    return Table(
        "campaign_edition",
        metadata,
        Column("campaign", _Id, ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
        Column("edition", Integer, primary_key=True, autoincrement=False),
        Column("flow", String(80), nullable=False),
        Column("script", String(80), nullable=False),
        Column("mode", String(20), nullable=False),
        Column("rules", JSON, nullable=False),
        Column("at", UtcDateTime, nullable=False),
        Column("by", _Id, nullable=False),
    )


def target_table(metadata: MetaData) -> Table:
    """One patient to be called about one fact: tomorrow's visits, a check-up that is due, a place that became free."""
    return Table(
        "target",
        metadata,
        Column("id", _Id, primary_key=True),
        Column("campaign", _Id, ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
        Column("purpose", String(20), nullable=False),
        Column("basis", String(120), nullable=False, comment="the fact that it rests on: a day, a visit's id"),
        Column("patient", _Id, ForeignKey("patient.id"), nullable=False, comment="the one to speak to"),
        Column("family", _Id, nullable=False, comment="the family, or the patient alone"),
        Column("number", String(20), comment="E.164; null where there is none"),
        Column("language", String(2), nullable=False),
        Column("visits", JSON, nullable=False, comment="ids of the visits that the call is about"),
        Column("state", String(20), nullable=False),
        Column("reason", String(30), nullable=False, comment="why it is called, or is not: a word of the rules"),
        Column("blocks", JSON, nullable=False, comment="what speaks against a call: list of [reason, until]"),
        Column("result", String(20), nullable=False, comment="of the last attempt, or empty"),
        Column("not_before", UtcDateTime, comment="the next attempt; null where none is planned"),
        Column("not_after", UtcDateTime),
        Column("tries", Integer, nullable=False, comment="attempts in which somebody was, or may have been, rung"),
        Column("rank", Float, nullable=False, comment="of those who may be called now, the lowest is called first"),
        Column("risk", Float, comment="of not coming, 0 to 1; null where nothing is known"),
        Column("planned_at", UtcDateTime, nullable=False),
        Column("changed_at", UtcDateTime, nullable=False),
        # Two campaigns of one purpose never have the same patient for the same fact.
        UniqueConstraint("purpose", "patient", "basis"),
        Index(None, "campaign", "state", "not_before", "rank"),
        Index(None, "patient"),
        Index(None, "family"),
        Index(None, "number"),
    )


def attempt_table(metadata: MetaData) -> Table:
    """One call to one target; the call's id is that of the wish that is dialled at most once."""
    return Table(
        "attempt",
        metadata,
        Column("call", _Id, ForeignKey("wished_call.id", ondelete="CASCADE"), primary_key=True),
        Column("target", _Id, ForeignKey("target.id", ondelete="CASCADE"), nullable=False),
        Column("number", Integer, nullable=False, comment="1 for the first one to this target"),
        Column("campaign", _Id, nullable=False),
        Column("edition", Integer, nullable=False),
        Column("mode", String(20), nullable=False),
        Column("operator", _Id, comment="who made it, where a person did"),
        Column("begun_at", UtcDateTime, nullable=False),
        Column("ended_at", UtcDateTime, comment="null while it goes on"),
        Column("result", String(20), nullable=False, comment="empty while it goes on, and where nobody was rung"),
        Column("problem", Text, nullable=False, server_default=""),
        UniqueConstraint("target", "number"),
        Index(None, "campaign", "ended_at"),
        Index(None, "ended_at"),
    )
