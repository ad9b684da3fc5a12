"""Tables of the calls that the clinic's own voice leads, and of what patients say in them."""

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

from callcenter.storage.types import UtcDateTime

_Id = String(40)
_Serial = BigInteger().with_variant(Integer, "sqlite")


def flow_kept_table(metadata: MetaData) -> Table:
    """Every text of a flow that a call was led by: the flow with its parts and what it says. No row is ever changed."""
    return Table(
        "flow_kept",
        metadata,
        Column("hash", String(64), primary_key=True, comment="SHA-256 of `source`"),
        Column("flow", String(80), nullable=False),
        Column("version", Integer, nullable=False),
        Column("language", String(2), nullable=False),
        Column("source", Text, nullable=False, comment="JSON: the files' texts"),
        Column("kept_at", UtcDateTime, nullable=False),
    )


def flow_run_table(metadata: MetaData) -> Table:
    """Where a call stands in its flow, stored after each step."""
    return Table(
        "flow_run",
        metadata,
        Column("call", _Id, ForeignKey("call.id", ondelete="CASCADE"), primary_key=True),
        Column("flow", String(80), nullable=False),
        Column("version", Integer, nullable=False),
        Column("language", String(2), nullable=False),
        Column("definition", String(64), ForeignKey("flow_kept.hash"), nullable=False),
        Column("patient", _Id, comment="whom the call is about; null where nobody knows"),
        Column("state", Text, nullable=False, comment="JSON"),
        Column("step", Integer, nullable=False, comment="rises with each step; two processes never overwrite unseen"),
        Column("begun_at", UtcDateTime, nullable=False),
        Column("changed_at", UtcDateTime, nullable=False),
        Column("ended_at", UtcDateTime),
        Column("outcome", String(30), comment="null while it goes on"),
        Index(None, "ended_at"),
        Index(None, "flow", "begun_at"),
    )


def flow_step_table(metadata: MetaData) -> Table:
    """What happened in a call, step by step, for people: the trail of `flow_run.state` with times and words."""
    return Table(
        "flow_step",
        metadata,
        Column("call", _Id, ForeignKey("call.id", ondelete="CASCADE"), primary_key=True),
        Column("place", Integer, primary_key=True, autoincrement=False, comment="in the trail, from 0"),
        Column("at", UtcDateTime, nullable=False),
        Column("node", String(80), nullable=False),
        Column("what", String(40), nullable=False, comment="a meaning, a result, an outcome"),
        Column("heard", Text, nullable=False, server_default="", comment="in the patient's words; may be private"),
        Column("keys", String(40), nullable=False, server_default=""),
        Column("confidence", Float, comment="0 to 1, of words that were understood; null of anything else"),
        Column("said", JSON, comment="[prompt, text, is fixed] of each thing the robot said before it; may be private"),
    )


def flow_action_table(metadata: MetaData) -> Table:
    """What a call had done, so that nothing is done twice."""
    return Table(
        "flow_action",
        metadata,
        Column("call", _Id, ForeignKey("call.id", ondelete="CASCADE"), primary_key=True),
        Column("command", Integer, primary_key=True, autoincrement=False),
        Column("action", String(40), nullable=False),
        Column("values", JSON, nullable=False, comment="what it was told of what was said"),
        Column("result", String(20), nullable=False),
        Column("facts", JSON, nullable=False, comment="what it gave back"),
        Column("at", UtcDateTime, nullable=False),
    )


def call_remark_table(metadata: MetaData) -> Table:
    """What a patient told the clinic's voice: a score, a comment, a message, that they think about it, and so on."""
    return Table(
        "call_remark",
        metadata,
        Column("id", _Serial, primary_key=True, autoincrement=True),
        Column("call", _Id, ForeignKey("call.id", ondelete="CASCADE"), nullable=False),
        Column("kind", String(20), nullable=False, comment="score, comment, refusal, thinking, message, ..."),
        Column("at", UtcDateTime, nullable=False),
        Column("flow", String(80), nullable=False),
        Column("patient", _Id),
        Column("visit", _Id, comment="the visit that it is about, where it is about one"),
        Column("value", Integer, comment="the score, 1 to 5; the seconds of a message"),
        Column(
            "text", Text, nullable=False, server_default="", comment="in the patient's words, or the message's file"
        ),
        Index(None, "call"),
        Index(None, "kind", "at"),
        Index(None, "patient"),
    )


def do_not_call_table(metadata: MetaData) -> Table:
    """Numbers that asked not to be called."""
    return Table(
        "do_not_call",
        metadata,
        Column("number", String(20), primary_key=True, comment="E.164"),
        Column("purpose", String(40), primary_key=True, comment="a flow's id; '*': no automatic call at all"),
        Column("channel", String(20), primary_key=True, server_default="*", comment="call, sms, email; '*': all"),
        Column("reason", String(20), nullable=False, comment="asked, wrong_number, by_hand"),
        Column("since", UtcDateTime, nullable=False),
        Column("patient", _Id),
        Column("call", _Id, comment="the call in which it was said"),
    )


def wished_call_table(metadata: MetaData) -> Table:
    """Calls to patients that somebody wants made; each is dialled at most once, by whoever holds the exchange."""
    return Table(
        "wished_call",
        metadata,
        Column("id", _Id, primary_key=True, comment="our id of the call, before it exists"),
        Column("flow", String(80), nullable=False),
        Column("number", String(20), nullable=False, comment="E.164"),
        Column("language", String(2), nullable=False),
        Column("patient", _Id, ForeignKey("patient.id")),
        Column("about", JSON, nullable=False, comment="ids of visits, places to offer, service, doctor"),
        Column("state", String(20), nullable=False, comment="wished, dialling, called, refused, uncertain, withdrawn"),
        Column("problem", Text, nullable=False, server_default="", comment="why it was not dialled"),
        Column("asked_at", UtcDateTime, nullable=False),
        Column("asked_by", _Id, nullable=False),
        Column("not_after", UtcDateTime, nullable=False, comment="not dialled later than this"),
        Column("dialled_at", UtcDateTime, comment="when it was decided to dial, before the exchange was told"),
        Index(None, "state", "asked_at"),
        Index(None, "number"),
    )
