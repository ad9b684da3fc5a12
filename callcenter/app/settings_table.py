"""Every setting of the product with its meaning: the one list that the README, `callcenter doctor` and errors use."""

from collections.abc import Iterator
from dataclasses import dataclass

PREFIX = "CALLCENTER_"
"""Settings are environment variables with this prefix."""

FILE_SUFFIX = "_FILE"
"""A secret may be kept in a file whose path is given by the setting's name with this suffix."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as people see it."""

    name: str
    """Without the prefix."""
    default: str
    """What holds where it is not given, in words; never a secret."""
    meaning: str
    is_secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable's whole name."""
        return PREFIX + self.name


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "DATA_DIR",
        "data, or the demo's below it",
        "folder of everything the product keeps: database, recordings, secrets",
    ),
    Setting("DATABASE_URL", "a SQLite file in the data folder", "sqlite:///file or postgresql://...", is_secret=True),
    Setting(
        "JOBS_DATABASE_URL",
        "a SQLite file in the data folder, or DATABASE_URL on PostgreSQL",
        "where durable jobs are remembered",
        is_secret=True,
    ),
    Setting("JOB_WORKERS", "cores less one", "transcriptions and other heavy jobs done at once, 1 to 15"),
    Setting("UNIT", "main", "name of this process among its siblings; unique, and the same after a restart"),
    Setting(
        "SESSION_SECRET", "made at the first start, in the data folder", "signs the sign-in cookies", is_secret=True
    ),
    Setting("HOST", "127.0.0.1", "address that the web server listens on"),
    Setting("PORT", "8080", "port that the web server listens on; 0 takes any free one"),
    Setting("PUBLIC_URL", "empty", "address under which browsers reach it, where a proxy stands before it"),
    Setting(
        "CLINIC_NAME",
        "as at the last start, else the demo's, else empty",
        "the clinic's name on screens and as its voice says it",
    ),
    Setting("CLINIC_LANGUAGE", "as at the last start, else ru", "the clinic's first language: ru, uk, pl, en or zh"),
    Setting("CLINIC_ZONE", "as at the last start, else by language", "the clinic's time zone, such as Europe/Warsaw"),
    Setting(
        "CLINIC_COUNTRY",
        "as at the last start, else by language",
        "country by whose habits phone numbers are read, such as PL",
    ),
    Setting(
        "CLINIC_PHONE",
        "as at the last start, else the demo's, else empty",
        "the clinic's number as its voice tells it to patients",
    ),
    Setting(
        "CLINIC_ADDRESS",
        "as at the last start, else the demo's, else empty",
        "the clinic's address as it is written on a letter; scripts and the clinic's voice say it in words",
    ),
    Setting(
        "CLINIC_HOURS",
        "as at the last start, else the demo's, else empty",
        "when the clinic is open, such as `mon-fri 9:00-20:00, sat 10:00-15:00`; `daily 0:00-24:00` is round the clock",
    ),
    Setting(
        "CLINIC_EMERGENCY",
        "as at the last start, else by country",
        "the number that callers in an emergency are told, such as 112",
    ),
    Setting("INBOUND_FLOW", "empty", "the flow that answers calls, such as front_menu; empty: they go to the queue"),
    Setting(
        "HEARD_CALLS",
        "four a core",
        "calls that the clinic's voice listens to at once; whoever calls beyond that answers by keys",
    ),
    Setting("CALL_HOURS", "9:00-20:00", "from when to when patients may be called by campaigns, on the clinic's clock"),
    Setting(
        "CALL_LINES",
        "2",
        "calls of campaigns at once, 0 to 1000; like hours and pace only where the clinic has stored none",
    ),
    Setting(
        "CALLS_PER_SECOND", "1", "calls that campaigns begin in a second, 0.01 to 50, as the line's provider allows"
    ),
    Setting("PRICE_MINUTE", "none", "what a minute of an answered call costs the clinic, for `campaign rehearse`"),
    Setting("PRICE_MESSAGE", "none", "what a message to a patient costs the clinic"),
    Setting("EXCHANGE", "simulator", "the telephone exchange: simulator or asterisk"),
    Setting("ASTERISK_HOST", "127.0.0.1", "where Asterisk's manager interface (AMI) listens"),
    Setting("ASTERISK_PORT", "5038", "its port"),
    Setting("ASTERISK_USER", "callcenter", "the user in Asterisk's manager.conf"),
    Setting("ASTERISK_SECRET", "none", "that user's secret", is_secret=True),
    Setting("ASTERISK_QUEUE", "clinic", "the queue in Asterisk's queues.conf whose calls come to the desk"),
    Setting(
        "EMERGENCY_QUEUE",
        "the usual one",
        "the queue in Asterisk's queues.conf for callers with an emergency, whom a conversation puts through at once",
    ),
    Setting(
        "ASTERISK_RECORDINGS_THERE",
        "/var/spool/asterisk/monitor/callcenter",
        "folder of recordings as Asterisk names it (CALLCENTER_RECORDINGS in its dialplan)",
    ),
    Setting("ASTERISK_RECORDINGS_HERE", "the same", "the same folder as this machine sees it"),
    Setting(
        "ASTERISK_TRUNK",
        "trunk",
        "the line on which patients are called: a PJSIP endpoint, or what Asterisk's Dial takes with {number} in it",
    ),
    Setting("ASTERISK_TELEPHONE", "PJSIP/{extension}", "how Asterisk dials an operator's telephone"),
    Setting("ASTERISK_EARS_HOST", "127.0.0.1", "this machine's address to which Asterisk brings the sound of calls"),
    Setting("ASTERISK_EARS_PORT", "any free one", "its port"),
    Setting("ASTERISK_EARS_SEEN_AS", "the same", "that address as Asterisk reaches it"),
    Setting("CONTENT_DIR", "none", "the clinic's own scripts and standards, used before the shipped ones"),
    Setting("MODELS_DIR", "models in the data folder", "speech models, one folder a language"),
    Setting(
        "MODELS_URL", "the official site", "address that `callcenter models pull` fetches from: a mirror of its own"
    ),
    Setting(
        "JUDGE_URL",
        "none",
        "address of a language model of the clinic's own, as OpenAI's server has it, such as http://127.0.0.1:11434/v1;"
        " it judges what scoring leaves unsure",
    ),
    Setting("JUDGE_MODEL", "none", "the model's name there"),
    Setting("JUDGE_KEY", "none", "the key that this server asks for", is_secret=True),
    Setting("JUDGE_TIMEOUT", "60", "seconds for one whole answer of it, 1 to 600"),
    Setting(
        "REVIEW_URL",
        "empty: nobody is asked for a review",
        "where patients write reviews; whoever was content with a visit and agreed to messages is sent it",
    ),
    Setting(
        "WEBHOOK_URL",
        "empty: nobody is told",
        "address of the clinic's other system, which is told how calls came out: ids and results, no names or numbers",
    ),
    Setting("WEBHOOK_SECRET", "empty", "signs what that system is told (HMAC-SHA256)", is_secret=True),
    Setting(
        "DEMO",
        "yes where a demo was begun, else no",
        "yes: the demo clinic - its speech model is allowed and simulated patients ring",
    ),
    Setting("LOG_FORMAT", "text on a terminal, else json", "json or text"),
    Setting("LOG_LEVEL", "info", "debug, info, warning or error"),
)
"""All settings, in the order in which they are shown."""


def markdown_table() -> Iterator[str]:
    """The lines of the README's table of settings."""
    yield "| variable | default | meaning |"
    yield "| --- | --- | --- |"
    for setting in SETTINGS:
        name = f"`{setting.variable}`" + (f" or `…{FILE_SUFFIX}`" if setting.is_secret else "")
        yield f"| {name} | {setting.default} | {setting.meaning} |"
