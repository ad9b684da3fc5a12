"""Logs are one JSON object a line, with a fixed text and ids as fields, whoever writes them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import cast

import pytest
import structlog

from callcenter.kit.logs import configure_logs, get_logger


class Lines(io.StringIO):
    """What was logged."""

    def objects(self) -> list[dict[str, object]]:
        """Each line as the JSON object that it is."""
        return [cast("dict[str, object]", json.loads(line)) for line in self.getvalue().splitlines()]

    def only(self) -> dict[str, object]:
        """The one line that was logged."""
        (line,) = self.objects()
        return line


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Where logs go meanwhile; afterwards everything is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()  # those of pytest would be closed
    yield Lines()
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def test_a_line_is_one_object_with_a_fixed_text_and_ids_as_fields(lines: Lines) -> None:
    configure_logs(as_json=True, stream=lines)
    get_logger("callcenter.desk").info("call ended", call="c-17", reason="completed")
    line = lines.only()
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {
        "event": "call ended",
        "level": "info",
        "source": "callcenter.desk",
        "call": "c-17",
        "reason": "completed",
    }


def test_letters_of_every_language_are_written_as_they_are(lines: Lines) -> None:
    configure_logs(as_json=True, stream=lines)
    get_logger("test").info("standard loaded", criterion="приветствие")
    assert "приветствие" in lines.getvalue()


def test_lines_of_libraries_have_the_same_form(lines: Lines) -> None:
    configure_logs(as_json=True, stream=lines)
    logging.getLogger("uvicorn.error").warning("took %d s", 3)
    line = lines.only()
    assert (line["event"], line["level"], line["logger"]) == ("took 3 s", "warning", "uvicorn.error")
    assert str(line["timestamp"]).endswith("Z")


@pytest.mark.parametrize("name", ["ours", "library"])
def test_an_exception_is_told_by_its_place_and_kind_and_never_by_its_words(lines: Lines, name: str) -> None:
    configure_logs(as_json=True, stream=lines)
    number = "+79001234567"
    try:
        int(f"{number} Мария")
    except ValueError:
        (get_logger("test") if name == "ours" else logging.getLogger("dbos")).exception("step failed")
    line = lines.only()
    assert (line["event"], line["level"]) == ("step failed", "error")
    assert str(line["exception"]).endswith("ValueError")
    assert "test_logs.py" in str(line["exception"])
    assert number not in lines.getvalue(), "words of an exception may hold what a patient said or is"


@pytest.mark.parametrize(
    ("level", "ours", "libraries"),
    [
        ("debug", ["debug", "info", "warning", "error"], ["warning", "error"]),
        ("info", ["info", "warning", "error"], ["warning", "error"]),
        ("warning", ["warning", "error"], ["warning", "error"]),
        ("error", ["error"], ["error"]),
    ],
)
def test_a_level_keeps_out_what_is_below_it_and_the_chatter_of_libraries(
    lines: Lines, level: str, ours: list[str], libraries: list[str]
) -> None:
    configure_logs(as_json=True, level=level, stream=lines)
    for name in ("debug", "info", "warning", "error"):
        getattr(get_logger("test"), name)("ours")
        getattr(logging.getLogger("library"), name)("theirs")
    written = lines.objects()
    assert [line["level"] for line in written if line["event"] == "ours"] == ours
    assert [line["level"] for line in written if line["event"] == "theirs"] == libraries


def test_what_was_bound_to_the_thread_is_in_every_line(lines: Lines) -> None:
    configure_logs(as_json=True, stream=lines)
    with structlog.contextvars.bound_contextvars(unit="worker-2"):
        get_logger("test").info("ours")
        logging.getLogger("dbos").warning("theirs")
    assert [line["unit"] for line in lines.objects()] == ["worker-2", "worker-2"]


def test_a_person_at_a_terminal_reads_lines_instead_of_objects(lines: Lines) -> None:
    configure_logs(as_json=False, stream=lines)
    get_logger("test").info("call ended", call="c-17")
    assert "call ended" in lines.getvalue()
    assert "call=c-17" in lines.getvalue()
    assert not lines.getvalue().startswith("{")
    assert "\x1b" not in lines.getvalue(), "no colours where nobody would see them"
