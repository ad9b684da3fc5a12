"""The product's settings: one frozen object, read once at the start of a command from CALLCENTER_... variables.

Only app/ sees it. Other packages take plain values through their constructors; compose.py hands them over.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from callcenter.app.given import ConfigError, Given
from callcenter.kit.emergency import ambulance_in
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language, parse_language
from callcenter.kit.opening import Opening, read_opening
from callcenter.kit.phones import is_phone_country
from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.settings import AsteriskSettings
from outbound.telling.settings import WebhookSettings
from recordings.judge.settings import JudgeSettings

MAX_JOB_WORKERS = 15
"""Must stay below the database pool (storage.engine.POOL_SIZE), or jobs and pool wait for each other."""
HEARD_A_CORE = 4
"""Calls that one core can listen to at once without words coming late."""


_LONGEST_NAME = 120
_SHORTEST_SECRET = 16
_LONGEST_ADDRESS = 200
_LONGEST_HOURS = 200
_LONGEST_PHONE = 40
_FROM_TO = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_EMERGENCY = re.compile(r"\+?[0-9][0-9 -]{1,15}")


class ExchangeKind(StrEnum):
    """Which telephone exchange the calls come from."""

    SIMULATOR = "simulator"
    ASTERISK = "asterisk"


class LogFormat(StrEnum):
    """How log lines are written."""

    AUTO = "auto"
    """Readable on a terminal, else JSON."""
    JSON = "json"
    TEXT = "text"


class LogLevel(StrEnum):
    """The least severe lines that are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person who runs the product has decided. The meaning of each is in settings_table.py."""

    data_dir: Path
    database_url: Secret
    jobs_database_url: Secret
    job_workers: int
    unit: str
    session_secret: Secret | None
    """None: kept in the data folder (session_secret.py)."""
    host: str
    port: int
    public_url: str
    """Without a slash at its end; empty where browsers use host and port."""
    clinic_name: str
    clinic_language: Language
    clinic_zone: ZoneInfo
    clinic_country: str
    """ISO 3166-1 alpha-2, upper case."""
    clinic_phone: str
    """As the clinic writes it; empty where it was not given."""
    clinic_address: str
    clinic_hours: str
    """As they were given; `clinic_opening` is what they mean."""
    clinic_emergency: str
    """The ambulance's number, the country's where none was given."""
    inbound_flow: str
    """The flow that answers calls first; empty for none."""
    emergency_queue: str
    """Asterisk's queue for emergencies; empty for the usual one."""
    heard_calls: int
    """So many calls that the clinic's voice leads are listened to at once; beyond them keys answer."""
    call_hours: tuple[time, time]
    """From when to when campaigns call, on the clinic's clock; over midnight where the end is not later."""
    call_lines: int
    """Calls of campaigns at once."""
    calls_per_second: float
    price_minute: Decimal | None
    """Of an answered call, in the clinic's currency; None: not told."""
    price_message: Decimal | None
    exchange: ExchangeKind
    asterisk: AsteriskSettings
    content_dir: Path | None
    models_dir: Path
    models_url: str
    """Without a slash at its end; empty for the official site."""
    judge: JudgeSettings | None
    """None where the clinic has no language model of its own."""
    review_url: str
    """Where patients write reviews; empty: nobody is asked for one."""
    webhook: WebhookSettings | None
    """None where no other system is told of results."""
    is_demo: bool
    log_format: LogFormat
    log_level: LogLevel

    @property
    def own_content(self) -> Path:
        """The folder of what the clinic has worded itself; in the data folder where it named none, so that texts can be
        changed on screen there too."""
        return self.content_dir or self.data_dir / "content"

    @property
    def clinic_opening(self) -> Opening | None:
        """When the clinic is open; None where it was not given."""
        return read_opening(self.clinic_hours) if self.clinic_hours else None

    @property
    def own_standards(self) -> Path | None:
        """The folder of the clinic's own phone standard and phrases; None where it has no content of its own."""
        return None if self.content_dir is None else self.content_dir / "standards"


_ZONES = {
    Language.RU: "Europe/Moscow",
    Language.UK: "Europe/Kyiv",
    Language.PL: "Europe/Warsaw",
    Language.EN: "Europe/London",
    Language.ZH: "Asia/Shanghai",
}
_COUNTRIES = {Language.RU: "RU", Language.UK: "UA", Language.PL: "PL", Language.EN: "GB", Language.ZH: "CN"}


def load_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`. Raises ConfigError for an unknown name or a value that cannot be used."""
    given = Given(environment)
    data_dir = given.path("DATA_DIR") or Path("data").absolute()
    database_url = given.secret("DATABASE_URL") or _sqlite(data_dir / "callcenter.db")
    language = _language(given)
    country = _country(given, language)
    return Settings(
        data_dir=data_dir,
        database_url=database_url,
        jobs_database_url=given.secret("JOBS_DATABASE_URL") or _jobs_url(data_dir, database_url),
        job_workers=given.integer("JOB_WORKERS", _spare_cores(), low=1, high=MAX_JOB_WORKERS),
        unit=given.word("UNIT", "main"),
        session_secret=given.secret("SESSION_SECRET"),
        host=given.text("HOST", "127.0.0.1"),
        port=given.integer("PORT", 8080, low=0, high=65_535),
        public_url=_web_address(given, "PUBLIC_URL", "https://calls.clinic.ua"),
        clinic_name=_line(given, "CLINIC_NAME", _LONGEST_NAME),
        clinic_language=language,
        clinic_zone=_zone(given, language),
        clinic_country=country,
        clinic_phone=_line(given, "CLINIC_PHONE", _LONGEST_PHONE),
        clinic_address=_line(given, "CLINIC_ADDRESS", _LONGEST_ADDRESS),
        clinic_hours=_hours(given),
        clinic_emergency=_emergency(given, country),
        inbound_flow=given.word("INBOUND_FLOW", ""),
        emergency_queue=given.word("EMERGENCY_QUEUE", ""),
        heard_calls=given.integer("HEARD_CALLS", HEARD_A_CORE * (os.cpu_count() or 1), low=1, high=1000),
        call_hours=_call_hours(given),
        call_lines=given.integer("CALL_LINES", 2, low=0, high=1000),
        calls_per_second=given.decimal("CALLS_PER_SECOND", 1.0, low=0.01, high=50),
        price_minute=_price(given, "PRICE_MINUTE"),
        price_message=_price(given, "PRICE_MESSAGE"),
        exchange=given.choice("EXCHANGE", ExchangeKind.SIMULATOR),
        asterisk=_asterisk(given),
        content_dir=given.folder("CONTENT_DIR"),
        models_dir=given.folder("MODELS_DIR") or data_dir / "models",
        models_url=_web_address(given, "MODELS_URL", "https://mirror.clinic.ua/vosk"),
        judge=_judge(given),
        review_url=_web_address(given, "REVIEW_URL", "https://reviews.clinic.ua"),
        webhook=_webhook(given),
        is_demo=given.flag("DEMO"),
        log_format=given.choice("LOG_FORMAT", LogFormat.AUTO),
        log_level=given.choice("LOG_LEVEL", LogLevel.INFO),
    )


def _asterisk(given: Given) -> AsteriskSettings:
    secret = given.secret("ASTERISK_SECRET")
    if given.choice("EXCHANGE", ExchangeKind.SIMULATOR) is ExchangeKind.ASTERISK and secret is None:
        raise ConfigError(
            "CALLCENTER_ASTERISK_SECRET is missing; give the secret of the user in Asterisk's manager.conf,"
            " or a file that holds it as CALLCENTER_ASTERISK_SECRET_FILE"
        )
    usual = AsteriskSettings()
    there = given.text("ASTERISK_RECORDINGS_THERE", usual.recordings_there)
    return AsteriskSettings(
        host=given.text("ASTERISK_HOST", usual.host),
        port=given.integer("ASTERISK_PORT", usual.port, low=1, high=65_535),
        user=given.text("ASTERISK_USER", usual.user),
        secret=secret or Secret(""),
        queue=given.text("ASTERISK_QUEUE", usual.queue),
        emergency_queue=given.word("EMERGENCY_QUEUE", ""),
        recordings_there=there,
        recordings_here=given.path("ASTERISK_RECORDINGS_HERE") or Path(there),
        trunk=given.text("ASTERISK_TRUNK", usual.trunk),
        telephone=given.text("ASTERISK_TELEPHONE", usual.telephone),
        ears_host=given.text("ASTERISK_EARS_HOST", usual.ears_host),
        ears_port=given.integer("ASTERISK_EARS_PORT", usual.ears_port, low=0, high=65_535),
        ears_seen_as=given.text("ASTERISK_EARS_SEEN_AS"),
    )


def _judge(given: Given) -> JudgeSettings | None:
    url = _web_address(given, "JUDGE_URL", "http://127.0.0.1:11434/v1")
    model, key = given.text("JUDGE_MODEL"), given.secret("JUDGE_KEY")
    timeout_s = given.integer("JUDGE_TIMEOUT", 60, low=1, high=600)
    if not url and not model and key is None:
        return None
    if not url or not model:
        raise ConfigError(
            f"CALLCENTER_JUDGE_{'MODEL' if url else 'URL'} is missing; give both, as the server of the language model"
            " names them, or neither"
        )
    if key is not None and not (key.reveal().isascii() and key.reveal().isprintable()):
        raise ConfigError("CALLCENTER_JUDGE_KEY must be one line of plain letters, digits and signs")
    return JudgeSettings(url=url, model=model, key=key, timeout_s=float(timeout_s))


def _price(given: Given, name: str) -> Decimal | None:
    return Decimal(str(given.decimal(name, 0.0, low=0.0, high=1_000_000))) if given.text(name) else None


def _webhook(given: Given) -> WebhookSettings | None:
    url = _web_address(given, "WEBHOOK_URL", "https://crm.clinic.ua/calls")
    secret = given.secret("WEBHOOK_SECRET")
    if not url and secret is None:
        return None
    if not url or secret is None:
        raise ConfigError(
            f"CALLCENTER_WEBHOOK_{'SECRET' if url else 'URL'} is missing; give both, so that the receiver can tell who"
            " speaks to it, or neither"
        )
    if len(secret.reveal()) < _SHORTEST_SECRET:
        raise ConfigError(
            f"CALLCENTER_WEBHOOK_SECRET is too short; give at least {_SHORTEST_SECRET} letters, such as those of"
            " `openssl rand -hex 32`"
        )
    return WebhookSettings(url=url, secret=secret)


def _sqlite(file: Path) -> Secret:
    return Secret(f"sqlite:///{file}")


def _jobs_url(data_dir: Path, database_url: Secret) -> Secret:
    if database_url.reveal().startswith("sqlite:"):
        return _sqlite(data_dir / "jobs.db")
    return database_url


def _spare_cores() -> int:
    return min(MAX_JOB_WORKERS, max(1, (os.cpu_count() or 1) - 1))


def _web_address(given: Given, name: str, example: str) -> str:
    written = given.text(name).rstrip("/")
    if written and not _is_web_address(written):
        raise ConfigError(f"CALLCENTER_{name} is {written!r}; write it with http:// or https://, such as {example}")
    return written


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _line(given: Given, name: str, longest: int) -> str:
    written = given.text(name)
    if len(written) > longest or not written.isprintable():
        raise ConfigError(f"CALLCENTER_{name} must be one line of up to {longest} letters")
    return written


def _hours(given: Given) -> str:
    written = _line(given, "CLINIC_HOURS", _LONGEST_HOURS)
    try:
        if written:
            read_opening(written)
    except BadInputError as exc:
        raise ConfigError(f"CALLCENTER_CLINIC_HOURS: {exc}") from exc
    return written


def _call_hours(given: Given) -> tuple[time, time]:
    written = given.text("CALL_HOURS", "9:00-20:00")
    found = _FROM_TO.fullmatch(written)
    if found is None:
        raise ConfigError(f"CALLCENTER_CALL_HOURS is {written!r}; write from when to when, such as 9:00-20:00")
    begins, ends = (time(int(hour), int(minute)) for hour, minute in (found.group(1, 2), found.group(3, 4)))
    return begins, ends


def _emergency(given: Given, country: str) -> str:
    written = given.text("CLINIC_EMERGENCY")
    if written and not _EMERGENCY.fullmatch(written):
        raise ConfigError(f"CALLCENTER_CLINIC_EMERGENCY is {written!r}; write the number's digits, such as 112")
    return written or ambulance_in(country)


def _language(given: Given) -> Language:
    try:
        return parse_language(given.text("CLINIC_LANGUAGE", Language.RU.value))
    except BadInputError as exc:
        raise ConfigError(f"CALLCENTER_CLINIC_LANGUAGE: {exc}") from exc


def _zone(given: Given, language: Language) -> ZoneInfo:
    written = given.text("CLINIC_ZONE", _ZONES[language])
    try:
        return ZoneInfo(written)
    except (ValueError, OSError, KeyError) as exc:
        raise ConfigError(f"CALLCENTER_CLINIC_ZONE is {written!r}; write a zone such as Europe/Warsaw") from exc


def _country(given: Given, language: Language) -> str:
    written = given.text("CLINIC_COUNTRY", _COUNTRIES[language])
    if not is_phone_country(written):
        raise ConfigError(f"CALLCENTER_CLINIC_COUNTRY is {written!r}; write two letters such as PL")
    return written.upper()
