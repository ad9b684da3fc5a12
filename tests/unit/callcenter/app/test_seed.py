"""The demo clinic is seeded once, and its sign-ins stay good."""

import stat
from datetime import date
from pathlib import Path

import pytest

from callcenter.app.seed import SIGN_INS_FILE, NotADemoError, seed_demo
from callcenter.clinic.demo.load import load_demo
from callcenter.domain.people import Operator, Role
from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from callcenter.storage.operators import StoredOperators
from callcenter.storage.work import Database

_TODAY = date(2026, 11, 23)
_DEMO = load_demo(Language.RU)


def _hash(password: str) -> str:
    return f"hash of {password}"


def _hashes(database: Database) -> list[str]:
    operators = StoredOperators(database)
    accounts = [operators.account(one.operator.login) for one in _DEMO.operators]
    return [account.password_hash for account in accounts if account]


def test_the_first_start_makes_sign_ins_that_later_starts_print_again(database: Database, tmp_path: Path) -> None:
    first = seed_demo(database, _DEMO, _TODAY, tmp_path, _hash)
    assert {one.role for one in first} == set(Role)
    assert len({one.password for one in first}) == len(first)
    assert _hashes(database) == [_hash(one.password) for one in first]
    assert stat.S_IMODE((tmp_path / SIGN_INS_FILE).stat().st_mode) == 0o600
    assert seed_demo(database, _DEMO, _TODAY, tmp_path, _hash) == first
    assert _hashes(database) == [_hash(one.password) for one in first]


def test_a_start_that_was_killed_after_the_file_was_written_uses_its_passwords(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / SIGN_INS_FILE).write_text("anna aaaa-bbbb-cccc administrator\n", encoding="utf-8")
    signed = seed_demo(database, _DEMO, _TODAY, tmp_path, _hash)
    assert signed[0].password == "aaaa-bbbb-cccc"
    assert _hashes(database)[0] == _hash("aaaa-bbbb-cccc")


def test_a_lost_file_gives_everybody_a_new_password(database: Database, tmp_path: Path) -> None:
    first = seed_demo(database, _DEMO, _TODAY, tmp_path, _hash)
    (tmp_path / SIGN_INS_FILE).unlink()
    second = seed_demo(database, _DEMO, _TODAY, tmp_path, _hash)
    assert {one.password for one in first}.isdisjoint({one.password for one in second})
    assert _hashes(database) == [_hash(one.password) for one in second]


def test_a_real_clinics_database_is_never_filled_with_invented_patients(database: Database, tmp_path: Path) -> None:
    owner = Operator(id=OperatorId("1"), login="olga", name="Olga", role=Role.OWNER)
    StoredOperators(database).add(owner, "hash")
    with pytest.raises(NotADemoError, match="CALLCENTER_DATA_DIR"):
        seed_demo(database, _DEMO, _TODAY, tmp_path, _hash)
    assert [operator.login for operator in StoredOperators(database).all()] == ["olga"]
