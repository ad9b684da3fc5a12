"""Folders of clinic files for tests."""

from pathlib import Path

from callcenter.clinic.files.reader import ReadClinic, read_clinic_files

SMALL = Path(__file__).parents[1] / "fixtures" / "clinic_files" / "small"

CLINIC = """\
name: Lipowa
zone: Europe/Warsaw
country: PL
language: pl
window: {from: "09:00", to: "20:00"}
"""
HEADS = {
    "patients": "id,family_id,name,phone,language,birth_date,guardian_id,tier,balance_due,zone,consent,do_not_call,"
    "complaint_open,died",
    "services": "service,minutes,price,recall_months,private",
    "visits": "id,patient_id,doctor,service,start,minutes,status,booked_at",
    "plans": "id,patient_id,service,price,planned_on,status",
    "waiting": "id,patient_id,service,doctor,minutes,earliest,latest,days,added_on",
    "contacts": "patient_id,number,at,channel,purpose,result,visit_id",
}


def write_clinic(folder: Path, clinic: str = CLINIC, **rows: str) -> Path:
    """A folder with clinic.yaml and a file for each named table, its header first; patients.csv in any case."""
    folder.mkdir(exist_ok=True)
    (folder / "clinic.yaml").write_text(clinic, encoding="utf-8")
    for name, lines in {"patients": "", **rows}.items():
        (folder / f"{name}.csv").write_text(f"{HEADS[name]}\n{lines}", encoding="utf-8")
    return folder


def read_clinic(folder: Path, clinic: str = CLINIC, **rows: str) -> ReadClinic:
    """What is read of a folder of these rows."""
    return read_clinic_files(write_clinic(folder, clinic, **rows))


def told(clinic: ReadClinic) -> list[str]:
    """The problems without the folder's name."""
    return [f"{one.path.name}:{one.line}: {one.message}" for one in clinic.problems]
