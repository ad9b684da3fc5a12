"""The demo clinic in an empty database: its cast, and sign-ins with passwords made here and kept in the data folder."""

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from callcenter.clinic.demo.cast import DemoClinic
from callcenter.clinic.demo.load_care import load_care
from callcenter.clinic.seed import seed_clinic
from callcenter.clinic.seed_care import seed_care
from callcenter.domain.people import Role
from callcenter.kit.errors import CallCenterError
from callcenter.storage.operators import StoredOperators
from callcenter.storage.work import Database

SIGN_INS_FILE = "demo-signins.txt"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


class NotADemoError(CallCenterError):
    """The database holds a clinic of its own; the demo would mix its invented patients into it."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who may sign in to the demo, and with what."""

    login: str
    password: str
    role: Role


def seed_demo(
    database: Database, demo: DemoClinic, today: date, data_dir: Path, hash_password: Callable[[str], str]
) -> Sequence[SignIn]:
    """Fill `database` with the demo clinic and return its sign-ins; what is there already is left as it is.

    Passwords are written to the data folder before they are stored, so that a crash in between locks nobody out.
    Raises NotADemoError for a database with operators that no demo has made.
    """
    operators = StoredOperators(database)
    kept = _read(data_dir / SIGN_INS_FILE)
    present = {operator.login for operator in operators.all()}
    strangers = present - {one.operator.login for one in demo.operators}
    if strangers and not kept:
        raise NotADemoError(
            "this database holds a clinic already, and the demo would mix invented patients into it;"
            " give the demo a folder of its own with CALLCENTER_DATA_DIR"
        )
    sign_ins = [
        SignIn(one.operator.login, kept.get(one.operator.login) or _new_password(), one.operator.role)
        for one in demo.operators
    ]
    if any(one.login not in kept for one in sign_ins):
        _write(data_dir / SIGN_INS_FILE, sign_ins)
    with database.work() as work:
        seed_clinic(work.connection, demo, today)
        seed_care(work.connection, demo, load_care(demo), today)
    for one, sign_in in zip(demo.operators, sign_ins, strict=True):
        if sign_in.login not in present:
            operators.add(one.operator, hash_password(sign_in.password))
        elif sign_in.login not in kept:  # the file was lost: only new passwords let anybody in again
            operators.keep_hash(one.operator.id, hash_password(sign_in.password))
    return sign_ins


def _new_password() -> str:
    """Twelve letters in three groups, about 59 bits: strong, and easy to type from a terminal."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _read(path: Path) -> Mapping[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {fields[0]: fields[1] for line in lines if len(fields := line.split()) == 3}


def _write(path: Path, sign_ins: Sequence[SignIn]) -> None:
    """Replace the file in one step, readable to us alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{one.login} {one.password} {one.role}\n" for one in sign_ins)
    draft.replace(path)
