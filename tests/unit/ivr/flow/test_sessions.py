"""Talks of each flow in each language, as `callcenter ivr try` prints them; the documentation shows them.

Where a talk is meant to change: `callcenter ivr try ... --script FILE` with the talk's own file prints it anew.
"""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from callcenter.app.commands.ivr_try import try_flow
from callcenter.kit.languages import Language
from ivr.flow.loader import SHIPPED
from tests.support.flows import BOOK

SESSIONS = SHIPPED.parent / "sessions"
_COMMAND = "$ callcenter ivr try "


@pytest.mark.parametrize("file", sorted(SESSIONS.rglob("*.txt")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_talk_goes_as_it_is_shown(file: Path) -> None:
    command, _, talk = file.read_text(encoding="utf-8").partition("\n")
    assert command.startswith(_COMMAND)
    ran = CliRunner().invoke(try_flow, [*shlex.split(command.removeprefix(_COMMAND)), "--script", str(file)])
    assert ran.exit_code == 0, ran.output
    assert ran.output == talk


@pytest.mark.parametrize("language", sorted(Language))
def test_each_flow_has_a_talk(language: str) -> None:
    assert {file.stem.partition(".")[0] for file in (SESSIONS / language).glob("*.txt")} == set(BOOK.flows)
