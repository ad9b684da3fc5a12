"""What /health says of the parts."""

from pathlib import Path

import pytest

from callcenter.app.wellness import LITTLE_ROOM, health_checks
from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from callcenter.storage.reach import DatabaseUnreachableError, check_reachable
from callcenter.storage.work import Database


@pytest.mark.parametrize(("free", "word"), [(LITTLE_ROOM, "has room"), (LITTLE_ROOM - 1, "full"), (0, "full")])
def test_a_disk_without_room_is_told_before_anything_is_lost(tmp_path: Path, free: int, word: str) -> None:
    database = Database(open_engine(f"sqlite:///{tmp_path}/clinic.db"))
    check = health_checks(database, "asterisk", tmp_path, lambda folder: free)["disk"]()
    assert (check.ok, check.word) == (word == "has room", word)
    database.engine.dispose()


def test_a_database_file_that_was_deleted_under_the_service_is_not_well(tmp_path: Path) -> None:
    database = Database(open_engine(f"sqlite:///{tmp_path}/clinic.db"))
    migrate(database.engine)
    check = health_checks(database, "asterisk", tmp_path)["database"]
    assert check().ok
    (tmp_path / "clinic.db").unlink()
    assert not check().ok
    with pytest.raises(DatabaseUnreachableError, match=r"clinic\.db was deleted; stop, restore it from a backup"):
        check_reachable(database.engine)
    database.engine.dispose()
