"""Every table of the product. Migrations follow this file; a test compares the two."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from callcenter.storage.campaign_tables import attempt_table, campaign_edition_table, campaign_table, target_table
from callcenter.storage.care_tables import (
    clinic_holiday_table,
    clinic_terms_table,
    contact_table,
    patient_table,
    plan_item_table,
    waiting_entry_table,
)
from callcenter.storage.desk_tables import desk_call_table, place_hold_table
from callcenter.storage.flow_tables import (
    call_remark_table,
    do_not_call_table,
    flow_action_table,
    flow_kept_table,
    flow_run_table,
    flow_step_table,
    wished_call_table,
)
from callcenter.storage.full_text import searchable_table, spoken_turn_table
from callcenter.storage.gap_tables import gap_offer_table, gap_place_table
from callcenter.storage.mailing_tables import message_table, told_result_table
from callcenter.storage.register_tables import register_change_table
from callcenter.storage.score_tables import fact_taken_table, score_line_table
from callcenter.storage.script_tables import (
    script_book_tables,
    script_unfit_table,
)
from callcenter.storage.standard_tables import scoring_run_table, standard_draft_table, standard_version_table
from callcenter.storage.step_tables import (
    script_unfit_done_table,
    step_answer_day_table,
    step_day_table,
    step_shown_table,
    wording_trial_table,
)
from callcenter.storage.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = String(40)
_Serial = BigInteger().with_variant(Integer, "sqlite")

event = Table(
    "event",
    metadata,
    # Ids rise in the order of commit (storage/events.py takes care of it), so a reader that goes on from the last
    # id it saw misses nothing. AUTOINCREMENT: SQLite must never give an id twice.
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(60), nullable=False),
    Column("subject", _Id, nullable=False, comment="id of the call or recording that it is about, or empty"),
    Column("data", JSON, nullable=False),
    Index(None, "subject"),
    sqlite_autoincrement=True,
)

reader_position = Table(
    "reader_position",
    metadata,
    Column("reader", String(60), primary_key=True),
    Column("last_event", _Serial, nullable=False),
)

operator = Table(
    "operator",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("language", String(2)),
    Column("extension", String(40), nullable=False, server_default=""),
    Column("is_active", Boolean, nullable=False),
    Column("password_hash", String(300), nullable=False),
)

web_session = Table(
    "web_session",
    metadata,
    Column("id", String(64), primary_key=True, comment="SHA-256 of the session id in the cookie"),
    Column("operator", _Id, ForeignKey("operator.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Index(None, "operator"),
)

sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("key", String(80), nullable=False, comment="hash of the login or of the address that failed"),
    Index(None, "key", "at"),
)

access_log = Table(
    "access_log",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("operator", _Id, nullable=False),
    Column("action", String(40), nullable=False, comment="what was done: view_card, play_recording, ..."),
    Column("subject", _Id, nullable=False, comment="id of the patient, call or recording"),
    Index(None, "subject", "at"),
)

patient = patient_table(metadata)

doctor = Table(
    "doctor",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("speciality", String(120), nullable=False),
)

working_hours = Table(
    "working_hours",
    metadata,
    # When a doctor sees patients, by weekday; a doctor with a break has two rows a day.
    Column("doctor", _Id, ForeignKey("doctor.id", ondelete="CASCADE"), primary_key=True),
    Column("weekday", Integer, primary_key=True, comment="1 is Monday, 7 is Sunday (ISO 8601)"),
    Column("opens", String(5), primary_key=True, comment="HH:MM on the clinic's clock"),
    Column("closes", String(5), nullable=False),
)

service = Table(
    "service",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("title", String(120), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("price", Integer, nullable=False, comment="in whole units of the currency"),
    Column("currency", String(3), nullable=False),
    Column("price_screen", String(120), nullable=False, server_default="", comment="as a script shows it"),
    Column("price_spoken", String(200), nullable=False, server_default="", comment="as it is said, in words"),
    Column("place", Integer, nullable=False, comment="order in lists"),
    Column("recall_months", Integer, comment="after how many months a patient is due again; null: never"),
    Column("is_private", Boolean, nullable=False, server_default=false(), comment="named to the patient only"),
)

doctor_service = Table(
    "doctor_service",
    metadata,
    Column("doctor", _Id, ForeignKey("doctor.id", ondelete="CASCADE"), primary_key=True),
    Column("service", _Id, ForeignKey("service.id", ondelete="CASCADE"), primary_key=True),
)

visit = Table(
    "visit",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("patient", _Id, ForeignKey("patient.id"), nullable=False),
    Column("doctor", _Id, ForeignKey("doctor.id"), nullable=False),
    Column("service", String(120), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("booked_in_call", _Id, comment="the call in which it was agreed, where it was one"),
    Column("booked_at", UtcDateTime, comment="when it was agreed; null: nobody knows"),
    Column(
        "imported", JSON(none_as_null=True), comment="how the clinic's own system last had it; null where it never had"
    ),
    Index(None, "doctor", "starts_at"),
    Index(None, "starts_at"),
    Index(None, "patient"),
    Index(None, "booked_in_call"),
)

call = Table(
    "call",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("exchange", String(40), nullable=False),
    Column("provider_call", String(150), nullable=False),
    Column("direction", String(10), nullable=False),
    Column("caller", String(20)),
    Column("caller_name", String(120), nullable=False),
    Column("line", String(80), nullable=False),
    Column("state", String(20), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("queued_at", UtcDateTime),
    Column("offered_at", UtcDateTime),
    Column("offered_to", String(40), nullable=False),
    Column("answered_at", UtcDateTime),
    Column("holds", JSON, nullable=False, comment="list of [since, until or null], ISO 8601 in UTC"),
    Column("ended_at", UtcDateTime),
    Column("end_reason", String(20)),
    UniqueConstraint("exchange", "provider_call"),
    Index(None, "state"),
    Index(None, "started_at"),
    Index(None, "caller", "started_at"),
)

exchange_link = Table(
    "exchange_link",
    metadata,
    Column("exchange", String(40), primary_key=True),
    Column("reachable", Boolean, nullable=False),
    Column("since", UtcDateTime, nullable=False, comment="when it became reachable, or stopped being so"),
    Column("reason", Text, nullable=False, comment="why it is not reachable; empty where it is"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(80), primary_key=True, comment="what is held, such as exchange:asterisk"),
    Column("holder", String(120), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

desk_call = desk_call_table(metadata)
place_hold = place_hold_table(metadata)

recording = Table(
    "recording",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("call", _Id, ForeignKey("call.id"), unique=True, comment="null for a file from outside"),
    Column("language", String(2), nullable=False),
    Column("path", String(300), nullable=False, comment="relative to the recordings folder"),
    Column("seconds", Float, nullable=False),
    Column("sides", String(20), nullable=False, comment="both, patient, administrator or mono"),
    Column("state", String(20), nullable=False, comment="kept, transcribed, scored, no_model or failed"),
    Column("problem", Text, nullable=False, server_default=""),
    Column("sound_notes", JSON, nullable=False, comment="faults of the sound: list of [code, detail]"),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("title", String(200), nullable=False, server_default="", comment="the outside file's name"),
    Column("lead_seconds", Float, nullable=False, server_default="0", comment="how much of it lies before the answer"),
    Index(None, "state"),
    Index(None, "kept_at"),
    Index(None, "sha256"),
)

transcript = Table(
    "transcript",
    metadata,
    Column("recording", _Id, ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True),
    Column("model", String(120), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("turns", JSON, nullable=False, comment="list of turns in time order with their words"),
    Column(
        "statistics",
        JSON,
        comment="seconds of speech, silence and overlap; null where it was made before they were measured",
    ),
)

scorecard = Table(
    "scorecard",
    metadata,
    Column("recording", _Id, ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True),
    Column("standard", String(80), nullable=False),
    Column("standard_version", String(20), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("points", Float, nullable=False),
    Column("max_points", Float, nullable=False),
    Column("verdicts", JSON, nullable=False),
    Column("critical", JSON, nullable=False),
    Column("facts", JSON, comment="what the words say that came of the call; null where nobody asked them"),
)

score_line = score_line_table(metadata)
fact_taken = fact_taken_table(metadata)
script_unfit = script_unfit_table(metadata)

searchable = searchable_table(metadata)
spoken_turn = spoken_turn_table(metadata)

private_words = Table(
    "private_words",
    metadata,
    # Which words of a transcript the rules found private; people's decisions stand in private_correction.
    Column("recording", _Id, ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True),
    Column("rules", Integer, nullable=False, comment="version of the rules; a lower one than today's is done anew"),
    Column("transcribed_at", UtcDateTime, nullable=False, comment="which transcript they were found in"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("spans", JSON, nullable=False, comment="list of {turn, first, last, kind, reason, sure}, by word indexes"),
    Index(None, "rules"),
)

private_correction = Table(
    "private_correction",
    metadata,
    # A person marked words as private, or as not private; it holds for a stretch of one side's sound.
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("recording", _Id, ForeignKey("recording.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("operator", _Id, nullable=False),
    Column("speaker", String(20), nullable=False),
    Column("start", Float, nullable=False, comment="seconds from the first sample of the file"),
    Column("end", Float, nullable=False),
    Column("kind", String(20), comment="null: not private"),
    Column("undone_at", UtcDateTime),
    Column("undone_by", _Id),
    Index(None, "recording"),
)

standard_version = standard_version_table(metadata)
standard_draft = standard_draft_table(metadata)
scoring_run = scoring_run_table(metadata)
script_document, script_draft, script_draft_past, script_version, script_publication = script_book_tables(metadata)
step_shown = step_shown_table(metadata)
step_day, step_answer_day = step_day_table(metadata), step_answer_day_table(metadata)
script_unfit_done = script_unfit_done_table(metadata)
wording_trial = wording_trial_table(metadata)
flow_kept = flow_kept_table(metadata)
flow_run, flow_action = flow_run_table(metadata), flow_action_table(metadata)
flow_step = flow_step_table(metadata)
call_remark = call_remark_table(metadata)
do_not_call, wished_call = do_not_call_table(metadata), wished_call_table(metadata)
plan_item, waiting_entry = plan_item_table(metadata), waiting_entry_table(metadata)
clinic_terms, clinic_holiday = clinic_terms_table(metadata), clinic_holiday_table(metadata)
contact = contact_table(metadata)
campaign, campaign_edition = campaign_table(metadata), campaign_edition_table(metadata)
target, attempt = target_table(metadata), attempt_table(metadata)
message, told_result = message_table(metadata), told_result_table(metadata)
register_change = register_change_table(metadata)

gap_place, gap_offer = gap_place_table(metadata), gap_offer_table(metadata)
