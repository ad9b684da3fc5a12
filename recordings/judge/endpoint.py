"""A language model at an address that speaks as OpenAI's does: Ollama, vLLM, llama.cpp and others. Over the web only.

The address is the clinic's own: no proxy is asked and no redirect followed, so that neither the words of a call nor the
key go anywhere else.
"""

import http.client
import json
import queue
import threading
import time
from collections.abc import Sequence
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from callcenter.kit.outside import one_line
from recordings.json_field import Field, TranscriptError, decode_json
from recordings.judge.port import LanguageModelError, Message
from recordings.judge.settings import JudgeSettings
from recordings.transcript import Json

_LONGEST = 1 << 20
"""Bytes of an answer that are read."""
_PIECE = 1 << 14
_MOST_TOKENS = 4000
_UNKNOWN_FIELD = frozenset({http.client.BAD_REQUEST, http.client.UNPROCESSABLE_ENTITY})
_CHECK = "check CALLCENTER_JUDGE_URL"


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        return None


class Endpoint:
    """The model behind one address."""

    def __init__(self, settings: JudgeSettings) -> None:
        self._settings = settings
        self._url = f"{settings.url}/chat/completions"
        self._opener = build_opener(ProxyHandler({}), _NoRedirects)

    def answer(self, messages: Sequence[Message]) -> str:
        """What the model says. Raises LanguageModelError, at the latest when the time is over."""
        outcome: queue.SimpleQueue[str | LanguageModelError] = queue.SimpleQueue()
        until = time.monotonic() + self._settings.timeout_s
        # In a thread that nobody waits for longer: a server may send one byte a minute, in the header too.
        worker = threading.Thread(target=self._try, args=(messages, until, outcome), name="judge", daemon=True)
        worker.start()
        try:
            said = outcome.get(timeout=self._settings.timeout_s)
        except queue.Empty as exc:
            raise self._too_slow() from exc
        if isinstance(said, LanguageModelError):
            raise said
        return said

    def _try(
        self, messages: Sequence[Message], until: float, outcome: "queue.SimpleQueue[str | LanguageModelError]"
    ) -> None:
        try:
            outcome.put(_text_of(self._ask(messages, until)))
        except LanguageModelError as exc:
            outcome.put(exc)
        except Exception as exc:  # noqa: BLE001 - edge: whoever waits must hear of it, whatever it is
            outcome.put(LanguageModelError(f"the language model could not be asked ({type(exc).__name__}); {_CHECK}"))

    def _ask(self, messages: Sequence[Message], until: float) -> bytes:
        body: dict[str, Json] = {
            "model": self._settings.model,
            "messages": [{"role": message.role, "content": message.text} for message in messages],
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
        }
        try:
            return self._post({**body, "response_format": {"type": "json_object"}}, until)
        except HTTPError as exc:
            with exc:
                if exc.code not in _UNKNOWN_FIELD:
                    raise self._refusal(exc.code) from exc
        try:  # some servers know no response_format
            return self._post(body, until)
        except HTTPError as exc:
            with exc:
                raise self._refusal(exc.code) from exc

    def _post(self, body: dict[str, Json], until: float) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "callcenter"}
        if self._settings.key is not None:
            headers["Authorization"] = f"Bearer {self._settings.key.reveal()}"
        data = json.dumps(body, ensure_ascii=False).encode()
        # The address is checked to be http or https where the settings are read.
        request = Request(self._url, data=data, headers=headers, method="POST")  # noqa: S310 - see above
        left = max(0.1, until - time.monotonic())
        content = b""
        try:
            with self._opener.open(request, timeout=left) as reply:
                told = reply.length
                while piece := reply.read1(_PIECE):
                    content += piece
                    if len(content) > _LONGEST:
                        raise LanguageModelError(f"the language model's answer has no end; {_CHECK}")
                    if time.monotonic() > until:
                        raise self._too_slow()
                if told is not None and len(content) < told:  # read1 gives no error where the connection breaks
                    raise LanguageModelError("the language model's answer broke off; this is tried again")
        except HTTPError:
            raise
        except TimeoutError as exc:
            raise self._too_slow() from exc
        except (OSError, http.client.HTTPException) as exc:
            raise self._no_way(exc) from exc
        return content

    def _too_slow(self) -> LanguageModelError:
        return LanguageModelError(
            f"the language model did not answer within {self._settings.timeout_s:g} s; "
            "take a smaller model, or raise CALLCENTER_JUDGE_TIMEOUT"
        )

    def _no_way(self, error: Exception) -> LanguageModelError:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return self._too_slow()
        why = one_line(getattr(reason, "strerror", None) or str(reason) or type(reason).__name__, 100)
        return LanguageModelError(f"nothing that can be talked to answers at {self._url} ({why}); {_CHECK}")

    def _refusal(self, code: int) -> LanguageModelError:
        if code in {http.client.UNAUTHORIZED, http.client.FORBIDDEN}:
            said = "does not let us in; check CALLCENTER_JUDGE_KEY"
        elif code == http.client.NOT_FOUND:
            said = f"knows no such address or model; {_CHECK}, which often ends with /v1, and CALLCENTER_JUDGE_MODEL"
        elif 300 <= code < 400:
            said = f"sends us on to another address; {_CHECK}"
        elif code in _UNKNOWN_FIELD:
            said = "refuses the question; check CALLCENTER_JUDGE_MODEL, and the server's log"
        else:
            said = "has a fault; look into its log"
        return LanguageModelError(f"{self._url} {said} ({code})")


def _text_of(content: bytes) -> str:
    """The model's own words in the server's answer. Raises LanguageModelError."""
    try:
        answer = Field("", decode_json(content.decode("utf-8")))
        return answer.object()["choices"].items()[0].object()["message"].object()["content"].text()
    except (TranscriptError, UnicodeDecodeError, KeyError, IndexError) as exc:
        raise LanguageModelError(f"what answers speaks no chat completions as OpenAI's server does; {_CHECK}") from exc
