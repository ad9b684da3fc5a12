"""Talking to a language model over the web, whatever it does."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from callcenter.kit.secret import Secret
from recordings.judge.endpoint import Endpoint
from recordings.judge.port import LanguageModelError, Message
from recordings.judge.settings import is_safe_way
from tests.support.language_model import FakeModel, language_model

ASK = [Message("system", "Judge."), Message("user", "Здравствуйте")]
SOON_S = 0.3


@pytest.fixture
def model() -> Iterator[FakeModel]:
    with language_model() as found:
        yield found


def _fails(model: FakeModel, *, timeout_s: float = 20.0) -> str:
    began = time.monotonic()
    with pytest.raises(LanguageModelError) as failed:
        Endpoint(model.settings(timeout_s=timeout_s)).answer(ASK)
    assert time.monotonic() - began < timeout_s + 5
    return str(failed.value)


def test_the_models_words_come_back(model: FakeModel) -> None:
    model.says = "Добрый день"
    assert Endpoint(model.settings()).answer(ASK) == "Добрый день"
    asked = model.asked[0]
    assert asked["model"] == "small"
    assert asked["temperature"] == 0
    assert asked["messages"][1] == {"role": "user", "content": "Здравствуйте"}
    assert model.keys == [""]


def test_the_key_is_sent_and_never_told(model: FakeModel) -> None:
    model.status = 401
    settings = replace(model.settings(), key=Secret("hush"))
    with pytest.raises(LanguageModelError, match="check CALLCENTER_JUDGE_KEY") as failed:
        Endpoint(settings).answer(ASK)
    assert model.keys == ["Bearer hush"]
    assert "hush" not in str(failed.value) + repr(settings)


def test_a_server_that_knows_no_json_format_is_asked_without(model: FakeModel) -> None:
    model.refuses_format, model.says = True, "{}"
    assert Endpoint(model.settings()).answer(ASK) == "{}"
    assert ["response_format" in asked for asked in model.asked] == [True, False]


def test_nobody_at_the_address_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = FakeModel(port=free.getsockname()[1])
    assert "check CALLCENTER_JUDGE_URL" in _fails(nobody)


def test_a_silent_server_is_given_up_in_time(model: FakeModel) -> None:
    model.is_silent = True
    assert "did not answer within 0.3 s" in _fails(model, timeout_s=SOON_S)


def test_a_server_that_sends_a_byte_now_and_then_is_given_up_in_time(model: FakeModel) -> None:
    model.drips = True
    assert "did not answer within 0.3 s" in _fails(model, timeout_s=SOON_S)


def test_half_an_answer_is_none(model: FakeModel) -> None:
    model.cut = 30
    assert "broke off" in _fails(model)


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html>It works!</html>", b"\xff\xfe", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": {}}]}']
    + [b'{"choices": [{"message": {"content": %s}}]}' % content for content in (b"null", b"5", b"[]")],
)
def test_a_body_that_is_no_chat_completion_is_said(model: FakeModel, raw: bytes) -> None:
    model.raw = raw
    assert "speaks no chat completions" in _fails(model)


def test_an_answer_without_end_is_not_read_to_the_end(model: FakeModel) -> None:
    model.raw = b" " * (3 << 20)
    assert "has no end" in _fails(model)


@pytest.mark.parametrize(("status", "said"), [(404, "JUDGE_MODEL"), (400, "refuses"), (429, "fault"), (500, "fault")])
def test_a_refusal_says_what_to_look_at(model: FakeModel, status: int, said: str) -> None:
    model.status = status
    assert said in _fails(model)


def test_words_and_key_are_never_sent_on_to_another_address(model: FakeModel) -> None:
    with language_model() as other:
        model.moved_to = f"{other.url}/chat/completions"
        assert "another address" in _fails(model)
        assert other.asked == []


def test_a_proxy_of_the_environment_is_not_asked(model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert Endpoint(model.settings()).answer(ASK) == "{}"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://llm.clinic.pl/v1", True),
        ("http://127.0.0.1:11434/v1", True),
        ("http://localhost:8000/v1", True),
        ("http://192.168.1.20/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://8.8.8.8/v1", False),
        ("http://llm.clinic.pl/v1", False),
    ],
)
def test_words_leave_the_house_only_encrypted(url: str, safe: bool) -> None:
    assert is_safe_way(url) is safe
