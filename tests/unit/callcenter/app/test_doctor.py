"""The doctor's single checks: what is found, and what to do."""

from pathlib import Path

from callcenter.app.doctor import examine
from callcenter.app.settings import load_settings
from callcenter.kit.findings import Finding, Verdict
from scripts_library.loader import SHIPPED
from tests.support.language_model import language_model


def _examine(**settings: str) -> dict[str, Finding]:
    given = {f"CALLCENTER_{name}": value for name, value in settings.items()}
    return {finding.what: finding for finding in examine(load_settings(given))}


def test_a_data_folder_that_is_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    found = _examine(DATA_DIR=str(tmp_path / "data"))["data folder"]
    assert found.verdict is Verdict.PROBLEM
    assert "cannot be written" in found.said


def test_a_data_folder_open_to_everybody_wants_attention(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)  # mkdir leaves out what the umask says
    found = _examine(DATA_DIR=str(tmp_path / "data"))["data folder"]
    assert found == Finding(
        "data folder",
        Verdict.ATTENTION,
        f"every user of this machine can look into {tmp_path}/data; run: chmod o-rwx {tmp_path}/data",
    )


def test_a_database_of_another_kind_is_a_problem_and_the_other_checks_go_on(tmp_path: Path) -> None:
    found = _examine(DATA_DIR=str(tmp_path), DATABASE_URL="mysql://u:hush@db/x")
    assert found["database"].verdict is Verdict.PROBLEM
    assert "hush" not in found["database"].said
    assert found["content"].verdict is Verdict.OK


def test_a_simulated_exchange_is_right_for_the_demo_and_wants_attention_in_a_clinic(tmp_path: Path) -> None:
    assert _examine(DATA_DIR=str(tmp_path), DEMO="yes")["exchange"].verdict is Verdict.OK
    clinic = _examine(DATA_DIR=str(tmp_path))["exchange"]
    assert clinic.verdict is Verdict.ATTENTION
    assert "no real call comes in" in clinic.said


def test_a_database_url_that_is_none_is_a_problem(tmp_path: Path) -> None:
    found = _examine(DATA_DIR=str(tmp_path), DATABASE_URL="my database")["database"]
    assert found.said == "the database URL cannot be read; write sqlite:///file or postgresql://..."


def test_the_demos_model_counts_for_the_demo_alone(tmp_path: Path) -> None:
    assert _examine(DATA_DIR=str(tmp_path))["speech model ru"].verdict is Verdict.ATTENTION
    demo = _examine(DATA_DIR=str(tmp_path), DEMO="yes")["speech model ru"]
    assert demo.verdict is Verdict.OK
    assert "demo" in demo.said


def test_a_clinics_script_in_which_a_call_stops_is_a_problem_and_a_doubtful_one_wants_attention(tmp_path: Path) -> None:
    own = tmp_path / "content" / "scripts"
    own.mkdir(parents=True)
    shipped = (SHIPPED / "ru" / "new_patient.yaml").read_text(encoding="utf-8")

    def found(script: str) -> Finding:
        (own / "new_patient.yaml").write_text(script, encoding="utf-8")
        return _examine(DATA_DIR=str(tmp_path), CONTENT_DIR=str(own.parent))["content"]

    assert found(shipped).verdict is Verdict.OK
    assert (
        found(shipped.replace("{{ doctor.name }}", "{{ doctor.nom }}").replace("{{ hail }}", "{{ hale }}")).verdict
        is Verdict.ATTENTION
    )
    stopping = found(shipped.replace("start: greet", "start: nowhere"))
    assert stopping.verdict is Verdict.PROBLEM
    assert "there is no step 'nowhere'" in stopping.said


def test_half_a_speech_model_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "models" / "uk").mkdir(parents=True)
    found = _examine(DATA_DIR=str(tmp_path))["speech model uk"]
    assert found.verdict is Verdict.PROBLEM
    assert "is not whole" in found.said


def test_an_asterisk_that_does_not_answer_is_a_problem(tmp_path: Path) -> None:
    found = _examine(DATA_DIR=str(tmp_path), EXCHANGE="asterisk", ASTERISK_SECRET="x", ASTERISK_PORT="1")["exchange"]
    assert found.verdict is Verdict.PROBLEM


def test_without_a_language_model_all_is_well(tmp_path: Path) -> None:
    found = _examine(DATA_DIR=str(tmp_path))["language model"]
    assert found == Finding("language model", Verdict.OK, "none; what scoring leaves unsure waits for people")


def test_a_language_model_is_asked_whether_it_answers(tmp_path: Path) -> None:
    with language_model() as model:
        found = _examine(DATA_DIR=str(tmp_path), JUDGE_URL=model.url, JUDGE_MODEL="small")["language model"]
        assert found == Finding("language model", Verdict.OK, f"small at {model.url} answers")
        model.status = 404
        found = _examine(DATA_DIR=str(tmp_path), JUDGE_URL=model.url, JUDGE_MODEL="large")["language model"]
    assert found.verdict is Verdict.ATTENTION
    assert "CALLCENTER_JUDGE_MODEL" in found.said
    assert found.said.endswith("until then what is unsure waits for people")


def test_what_the_clinics_voice_lacks_is_told_before_robots_lead_calls(tmp_path: Path) -> None:
    calm = _examine(DATA_DIR=str(tmp_path), CLINIC_NAME="Rumianek", CLINIC_PHONE="+48222000000")["clinic's voice"]
    assert calm.verdict is Verdict.OK
    assert "set CALLCENTER_CLINIC_ADDRESS, CALLCENTER_CLINIC_HOURS" in calm.said
    soon = _examine(DATA_DIR=str(tmp_path), INBOUND_FLOW="front_menu")["clinic's voice"]
    assert soon.verdict is Verdict.ATTENTION
    ready = _examine(DATA_DIR=str(tmp_path), DEMO="yes", INBOUND_FLOW="front_menu")["clinic's voice"]
    assert (ready.verdict, "names 103" in ready.said) == (Verdict.OK, True)
