"""Settings are read once, and every mistake in them is named before anything starts."""

import dataclasses
import re
from pathlib import Path

import pytest

from callcenter.app.given import ConfigError
from callcenter.app.settings import ExchangeKind, LogFormat, Settings, load_settings
from callcenter.app.settings_table import SETTINGS, markdown_table
from callcenter.kit.languages import Language


def test_nothing_given_is_a_russian_clinic_with_a_simulated_exchange_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings({"PATH": "/usr/bin"})
    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url.reveal() == f"sqlite:///{tmp_path}/data/callcenter.db"
    assert settings.jobs_database_url.reveal() == f"sqlite:///{tmp_path}/data/jobs.db"
    assert settings.exchange is ExchangeKind.SIMULATOR
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert (settings.clinic_language, settings.clinic_country) == (Language.RU, "RU")
    assert settings.clinic_zone.key == "Europe/Moscow"
    assert settings.session_secret is None
    assert settings.log_format is LogFormat.AUTO


@pytest.mark.parametrize(
    ("language", "zone", "country"),
    [("uk", "Europe/Kyiv", "UA"), ("pl", "Europe/Warsaw", "PL"), ("zh", "Asia/Shanghai", "CN")],
)
def test_the_clinics_language_decides_zone_and_country_where_they_are_not_given(
    language: str, zone: str, country: str
) -> None:
    settings = load_settings({"CALLCENTER_CLINIC_LANGUAGE": language})
    assert (settings.clinic_zone.key, settings.clinic_country) == (zone, country)


def test_given_zone_and_country_win_over_the_language() -> None:
    settings = load_settings({"CALLCENTER_CLINIC_ZONE": "Asia/Omsk", "CALLCENTER_CLINIC_COUNTRY": "kz"})
    assert (settings.clinic_zone.key, settings.clinic_country) == ("Asia/Omsk", "KZ")


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("CALLCENTER_PROT", "80", "unknown setting CALLCENTER_PROT; did you mean CALLCENTER_PORT?"),
        ("CALLCENTER_XYZZY", "1", "unknown setting CALLCENTER_XYZZY; `callcenter doctor --settings` lists all"),
        ("CALLCENTER_PORT_FILE", "x", "unknown setting CALLCENTER_PORT_FILE; did you mean CALLCENTER_PORT?"),
        ("CALLCENTER_PORT", "http", "CALLCENTER_PORT is 'http'; write a whole number from 0 to 65535"),
        ("CALLCENTER_PORT", "70000", "CALLCENTER_PORT is '70000'; write a whole number from 0 to 65535"),
        ("CALLCENTER_PORT", "٨٠", "CALLCENTER_PORT is '٨٠'; write a whole number from 0 to 65535"),
        ("CALLCENTER_JOB_WORKERS", "0", "CALLCENTER_JOB_WORKERS is '0'; write a whole number from 1 to 15"),
        ("CALLCENTER_EXCHANGE", "avaya", "CALLCENTER_EXCHANGE is 'avaya'; write one of simulator, asterisk"),
        ("CALLCENTER_DEMO", "maybe", "CALLCENTER_DEMO is 'maybe'; write yes or no"),
        ("CALLCENTER_CLINIC_ZONE", "Mars/Base", "CALLCENTER_CLINIC_ZONE is 'Mars/Base'; write a zone such as"),
        ("CALLCENTER_CLINIC_ZONE", "../etc", "CALLCENTER_CLINIC_ZONE is '../etc'; write a zone such as"),
        ("CALLCENTER_CLINIC_LANGUAGE", "tlh", "CALLCENTER_CLINIC_LANGUAGE: language 'tlh' is not known"),
        ("CALLCENTER_CLINIC_COUNTRY", "Poland", "CALLCENTER_CLINIC_COUNTRY is 'Poland'; write two letters such as PL"),
        ("CALLCENTER_PUBLIC_URL", "example", "CALLCENTER_PUBLIC_URL is 'example'; write it with http:// or https://"),
        ("CALLCENTER_PUBLIC_URL", "https://[bad", "CALLCENTER_PUBLIC_URL is 'https://[bad'; write it with http:// or"),
        ("CALLCENTER_PUBLIC_URL", "https://", "CALLCENTER_PUBLIC_URL is 'https:'; write it with http:// or https://"),
        ("CALLCENTER_PORT", "9" * 5000, "CALLCENTER_PORT is '999"),
        ("CALLCENTER_CLINIC_COUNTRY", "ZZ", "CALLCENTER_CLINIC_COUNTRY is 'ZZ'; write two letters such as PL"),
        ("CALLCENTER_CLINIC_NAME", "a\nb", "CALLCENTER_CLINIC_NAME must be one line of up to 120 letters"),
        ("CALLCENTER_CLINIC_NAME", "a" * 121, "CALLCENTER_CLINIC_NAME must be one line of up to 120 letters"),
        ("CALLCENTER_UNIT", "../main", "CALLCENTER_UNIT is '../main'; write up to 40 letters, digits, dots, dashes"),
        ("CALLCENTER_UNIT", "a" * 41, "CALLCENTER_UNIT is 'aaa"),
        ("CALLCENTER_DATA_DIR", "~no-such-person/x", "CALLCENTER_DATA_DIR is '~no-such-person/x'; nobody here has"),
        ("CALLCENTER_MODELS_DIR", "/no/models", "CALLCENTER_MODELS_DIR: there is no folder /no/models; make it, or"),
        ("CALLCENTER_CONTENT_DIR", "/no/such/folder", "CALLCENTER_CONTENT_DIR: there is no folder /no/such/folder;"),
        ("CALLCENTER_LOG_LEVEL", "loud", "CALLCENTER_LOG_LEVEL is 'loud'; write one of debug, info, warning, error"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_to_write(variable: str, value: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings({variable: value})
    assert str(caught.value).startswith(message)


def test_asterisk_without_its_secret_is_refused_before_anything_starts() -> None:
    with pytest.raises(ConfigError, match="CALLCENTER_ASTERISK_SECRET is missing"):
        load_settings({"CALLCENTER_EXCHANGE": "asterisk"})


def test_a_secret_comes_from_a_file_without_the_lines_end_and_never_shows(tmp_path: Path) -> None:
    file = tmp_path / "ami"
    file.write_text("s3cret word \n")
    settings = load_settings({"CALLCENTER_EXCHANGE": "asterisk", "CALLCENTER_ASTERISK_SECRET_FILE": str(file)})
    assert settings.asterisk.secret.reveal() == "s3cret word "
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(("content", "problem"), [(None, "No such file"), (b"", "is empty"), (b"\xff\xfe", "UTF-8")])
def test_a_secret_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None, problem: str) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=problem) as caught:
        load_settings({"CALLCENTER_SESSION_SECRET_FILE": str(file)})
    assert "CALLCENTER_SESSION_SECRET_FILE" in str(caught.value)


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="both given; keep one"):
        load_settings({"CALLCENTER_SESSION_SECRET": "a", "CALLCENTER_SESSION_SECRET_FILE": str(tmp_path / "b")})


def test_an_empty_variable_counts_as_not_given() -> None:
    assert load_settings({"CALLCENTER_PORT": " "}).port == 8080


def test_the_database_password_is_hidden_and_jobs_follow_the_database() -> None:
    settings = load_settings({"CALLCENTER_DATABASE_URL": "postgresql://clinic:hush@db/callcenter"})
    assert settings.jobs_database_url == settings.database_url
    assert "hush" not in repr(settings)


def test_asterisk_keeps_its_recordings_where_it_says_unless_this_machine_sees_them_elsewhere() -> None:
    there = {"CALLCENTER_ASTERISK_RECORDINGS_THERE": "/calls"}
    assert load_settings(there).asterisk.recordings_here == Path("/calls")
    here = load_settings({**there, "CALLCENTER_ASTERISK_RECORDINGS_HERE": "/mnt/calls"}).asterisk
    assert (here.recordings_there, here.recordings_here) == ("/calls", Path("/mnt/calls"))


def test_a_clinic_has_no_language_model_unless_it_names_one(tmp_path: Path) -> None:
    assert load_settings({}).judge is None
    key = tmp_path / "key"
    key.write_text("hush\n", encoding="utf-8")
    given = {"JUDGE_URL": "http://127.0.0.1:11434/v1/", "JUDGE_MODEL": "small", "JUDGE_KEY_FILE": str(key)}
    judge = load_settings({f"CALLCENTER_{name}": value for name, value in given.items()}).judge
    assert judge is not None
    assert (judge.url, judge.model, judge.timeout_s) == ("http://127.0.0.1:11434/v1", "small", 60.0)
    assert judge.key is not None
    assert judge.key.reveal() == "hush"
    assert "hush" not in repr(judge)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"JUDGE_URL": "http://127.0.0.1/v1"}, "CALLCENTER_JUDGE_MODEL is missing; give both"),
        ({"JUDGE_MODEL": "small"}, "CALLCENTER_JUDGE_URL is missing; give both"),
        ({"JUDGE_URL": "ollama", "JUDGE_MODEL": "small"}, "CALLCENTER_JUDGE_URL is 'ollama'; write it with http://"),
        ({"JUDGE_TIMEOUT": "0"}, "CALLCENTER_JUDGE_TIMEOUT is '0'; write a whole number from 1 to 600"),
        (
            {"JUDGE_URL": "http://127.0.0.1/v1", "JUDGE_MODEL": "small", "JUDGE_KEY": "\u043a\u043b\u044e\u0447"},
            "CALLCENTER_JUDGE_KEY must be one line of plain letters",
        ),
    ],
)
def test_half_a_language_model_is_refused(given: dict[str, str], problem: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(problem)):
        load_settings({f"CALLCENTER_{name}": value for name, value in given.items()})


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"WEBHOOK_URL": "https://crm.clinic.ua"}, "CALLCENTER_WEBHOOK_SECRET is missing; give both"),
        ({"WEBHOOK_SECRET": "0123456789abcdef"}, "CALLCENTER_WEBHOOK_URL is missing; give both"),
        ({"WEBHOOK_URL": "crm", "WEBHOOK_SECRET": "0123456789abcdef"}, "CALLCENTER_WEBHOOK_URL is 'crm'; write it"),
        ({"WEBHOOK_URL": "https://crm.clinic.ua", "WEBHOOK_SECRET": "short"}, "is too short; give at least 16 letters"),
    ],
)
def test_results_are_told_to_nobody_without_a_secret_of_the_clinics_own(given: dict[str, str], problem: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(problem)):
        load_settings({f"CALLCENTER_{name}": value for name, value in given.items()})


def test_every_field_has_a_line_in_the_table_of_settings() -> None:
    parts = ("ASTERISK", "JUDGE", "WEBHOOK")
    fields = {field.name.upper().removeprefix("IS_") for field in dataclasses.fields(Settings)}.difference(parts)
    listed = {setting.name for setting in SETTINGS}
    assert {name for name in listed if not name.startswith(tuple(f"{part}_" for part in parts))} == fields
    assert all(setting.meaning and setting.default for setting in SETTINGS)


def test_the_readme_shows_the_table_of_settings() -> None:
    readme = (Path(__file__).parents[4] / "README.md").read_text(encoding="utf-8")
    assert "\n".join(markdown_table()) in readme


@pytest.mark.parametrize(
    ("name", "written", "problem"),
    [
        ("CLINIC_HOURS", "always", "CALLCENTER_CLINIC_HOURS: 'always' is no day; write mon to sun, mon-fri or daily"),
        ("CLINIC_EMERGENCY", "ambulance", "CALLCENTER_CLINIC_EMERGENCY is 'ambulance'; write the number's digits"),
        ("CLINIC_ADDRESS", "x" * 201, "CALLCENTER_CLINIC_ADDRESS must be one line of up to 200 letters"),
    ],
)
def test_what_the_clinics_voice_cannot_say_is_refused(name: str, written: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        load_settings({f"CALLCENTER_{name}": written})
