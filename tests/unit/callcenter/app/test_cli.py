"""The command line: results on standard output, one line a problem on standard error, exit code 0, 1 or 2."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from callcenter.app.cli import VERBS, main
from tests.support.commands import ROOT, callcenter, environment
from tests.unit.recordings.audio.sounds import tone, write


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {"CALLCENTER_DATA_DIR": str(tmp_path / "data"), "CALLCENTER_CLINIC_LANGUAGE": "ru"}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of a database that is up to date and empty."""
    settings = {"CALLCENTER_DATA_DIR": str(tmp_path_factory.mktemp("data"))}
    assert callcenter("migrate", settings=settings).code == 0
    return settings


def test_help_names_every_verb_and_loads_none_of_them() -> None:
    code = (
        "import sys; from callcenter.app.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=environment({})
    )
    shown, _, loaded = done.stdout.strip().rpartition("\n")
    assert all(f"  {name} " in shown for name in VERBS)
    assert not {"sqlalchemy", "fastapi", "dbos", "numpy", "vosk", "ruamel.yaml"} & set(loaded.split())


def test_transcribing_and_scoring_start_without_loading_what_a_database_needs() -> None:
    code = "import sys, callcenter.app.commands.transcribe, callcenter.app.commands.score; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=environment({})
    )
    assert not {"sqlalchemy", "alembic", "fastapi", "dbos"} & set(done.stdout.split())


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_is_there_and_explains_itself(name: str) -> None:
    with click.Context(main) as context:
        command = main.get_command(context, name)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.get_short_help_str(200)


def test_a_mistyped_setting_is_one_line_and_exit_code_2(settings: dict[str, str]) -> None:
    ran = callcenter("migrate", settings={**settings, "CALLCENTER_PROT": "1"})
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "callcenter: unknown setting CALLCENTER_PROT; did you mean CALLCENTER_PORT?\n"


def test_an_unknown_verb_is_exit_code_2(settings: dict[str, str]) -> None:
    ran = callcenter("servr", settings=settings)
    assert ran.code == 2
    assert "No such command 'servr'" in ran.err


def test_a_database_that_is_not_there_is_one_line_without_its_password(settings: dict[str, str]) -> None:
    url = "postgresql://clinic:hush@127.0.0.1:1/callcenter"
    ran = callcenter("migrate", settings={**settings, "CALLCENTER_DATABASE_URL": url})
    assert ran.code == 1
    assert ran.err.startswith("callcenter: the database postgresql+psycopg://clinic:***@127.0.0.1:1/callcenter cannot")
    assert ran.err.count("\n") == 1
    assert "hush" not in ran.err


def test_migrating_twice_does_nothing_the_second_time(settings: dict[str, str]) -> None:
    assert callcenter("migrate", settings=settings).out.endswith("migrations applied\n")
    assert callcenter("migrate", settings=settings).out == "the database is up to date\n"


@pytest.mark.parametrize("words", [("user", "list"), ("search", "word"), ("export", "any", "-o", "copy")])
def test_where_there_are_no_data_yet_nothing_is_made_and_it_is_said_how_to_begin(
    settings: dict[str, str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = callcenter(*words, settings=settings)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"callcenter: there are no data in {tmp_path}/data yet; `callcenter migrate` begins")
    assert not any(tmp_path.iterdir())


def test_a_person_is_added_gets_a_new_password_and_is_let_go(settings: dict[str, str]) -> None:
    callcenter("migrate", settings=settings)
    added = callcenter(
        *("user", "add", "Anna", "--name", "Анна", "--extension", "101", "--password-stdin"),
        settings=settings,
        typed="a short sentence\n",
    )
    assert (added.code, added.out) == (0, "anna may sign in as administrator\n")
    again = callcenter("user", "add", "ANNA", "--password-stdin", settings=settings, typed="another sentence\n")
    assert (again.code, again.err.count("\n")) == (1, 1)
    changed = callcenter("user", "password", "anna", "--password-stdin", settings=settings, typed="another sentence\n")
    assert changed.out == "anna has a new password\n"
    callcenter("user", "deactivate", "anna", settings=settings)
    assert callcenter("user", "list", settings=settings).out == "anna\tadministrator\t101\t-\tinactive\n"


@pytest.mark.parametrize(
    ("arguments", "typed", "problem"),
    [
        (("add", "bo", "--password-stdin"), "short\n", "a password has at least 10 letters"),
        (("add", "b", "--password-stdin"), "long enough\n", "a login has 2 to 80 letters"),
        (("password", "nobody", "--password-stdin"), "long enough\n", "there is no nobody"),
        (("deactivate", "nobody"), "", "there is no nobody"),
    ],
)
def test_a_person_who_cannot_be_changed_is_said_so(
    migrated: dict[str, str], arguments: tuple[str, ...], typed: str, problem: str
) -> None:
    ran = callcenter("user", *arguments, settings=migrated, typed=typed)
    assert ran.code == 1
    assert ran.err.startswith(f"callcenter: {problem}")


def test_lint_says_what_is_wrong_in_a_clinics_own_file(settings: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("id: x\nid: y\n", encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text("colour: blue\n", encoding="utf-8")
    ran = callcenter("lint", str(file), str(other), settings=settings)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{file}:2: the field 'id' is given twice",
        (
            f"{other}:1: not a script (steps), part of scripts (part), standard (criteria), phrase pack (polite),"
            " flow (nodes), prompts (prompts), answers (questions such as confirm_visit), messages (messages),"
            " demo clinic (callers) or how its patients are with robots (natures)"
        ),
    ]


def test_lint_reads_a_clinics_own_flows_and_prompts_beside_the_shipped_ones(
    settings: dict[str, str], tmp_path: Path
) -> None:
    flow, prompts = tmp_path / "flows" / "own.yaml", tmp_path / "prompts" / "en.yaml"
    for file in (flow, prompts):
        file.parent.mkdir()
    flow.write_text(
        "flow: own\nversion: 1\ntitle: Own\ndirection: inbound\nparts: [inbound]\nstart: first\n"
        "nodes:\n  first: {say: [welcome, news], then: goodbye}\n",
        encoding="utf-8",
    )
    prompts.write_text("language: en\nprompts:\n  news: We have moved.\n  olds: Not so new.\n", encoding="utf-8")
    ran = callcenter("lint", str(flow), str(prompts), settings=settings)
    told = ran.err.splitlines()
    assert f"{flow}:8: prompt 'news' is missing in Русский" in told
    assert not [line for line in told if "English" in line]
    assert f"{prompts}:4: no flow says the prompt 'olds'" in told
    assert not [line for line in told if "'news'" in line and str(prompts) in line]


@pytest.mark.parametrize("verb", ["serve", "lint", "ingest"])
def test_a_clinics_own_standard_that_is_broken_is_said_in_one_line(
    migrated: dict[str, str], tmp_path: Path, verb: str
) -> None:
    file = tmp_path / "standards" / "phone_standard.yaml"
    file.parent.mkdir()
    file.write_text("id: own\nversion: 1\ncriteria: []\n", encoding="utf-8")
    arguments = [verb, "call.wav"] if verb == "ingest" else [verb]
    ran = callcenter(*arguments, settings={**migrated, "CALLCENTER_CONTENT_DIR": str(tmp_path), "CALLCENTER_PORT": "0"})
    assert ran.code == 1
    (said,) = [line for line in ran.err.splitlines() if "standard" in line]
    assert said.endswith(f"{file}:3: the standard has no criteria")


def test_lint_names_files_of_a_clinic_that_are_never_read(settings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "standards" / "phrases").mkdir(parents=True)
    shipped = ROOT / "recordings" / "standards" / "phrases" / "ru.yaml"
    file = tmp_path / "standards" / "phrases" / "rus.yaml"
    file.write_bytes(shipped.read_bytes())
    ran = callcenter("lint", settings={**settings, "CALLCENTER_CONTENT_DIR": str(tmp_path)})
    assert ran.code == 1
    assert f"{file}:1: a file of this name is not read" in ran.err


def test_a_file_brought_again_in_another_language_is_said_to_stay_as_it_was(
    migrated: dict[str, str], tmp_path: Path
) -> None:
    given = write(tmp_path / "call.wav", tone(440, 1))
    first = callcenter("ingest", str(given), "--language", "uk", "--later", settings=migrated)
    again = callcenter("ingest", str(given), "--later", settings=migrated)
    assert (first.code, again.code) == (0, 0)
    assert "brought before" not in first.err
    assert again.out.split()[0] == first.out.split()[0]
    assert "brought before as a Ukrainian call, and its recording stays as it was; --language ru writes it" in again.err


def test_the_doctor_lists_every_setting(settings: dict[str, str]) -> None:
    ran = callcenter("doctor", "--settings", settings=settings)
    assert ran.code == 0
    assert "`CALLCENTER_DATA_DIR`" in ran.out


def test_the_doctor_says_what_is_missing_before_the_first_start_and_makes_nothing(
    settings: dict[str, str], tmp_path: Path
) -> None:
    ran = callcenter("doctor", settings=settings)
    assert ran.code == 1
    assert "callcenter.db is not there yet; run `callcenter migrate`" in ran.out
    assert not (tmp_path / "data").exists()
    assert "attention  exchange: the simulator, so no real call comes in" in ran.out


def test_a_disk_that_cannot_be_written_is_one_line_and_the_file_stays(tmp_path: Path) -> None:
    settings = {"CALLCENTER_DATA_DIR": str(tmp_path / "data")}
    assert callcenter("migrate", settings=settings).code == 0
    (tmp_path / "data" / "recordings").write_text("a file where the folder should be", encoding="ascii")
    given = write(tmp_path / "call.wav", tone(440, 1))
    ran = callcenter("ingest", str(given), settings=settings)
    assert ran.code == 1
    assert ran.err.startswith(f"callcenter: {tmp_path}/data/recordings")
    assert ran.err.endswith("see to the disk, its space and its rights\n")
    assert ran.err.count("\n") == 1
    assert given.is_file()
