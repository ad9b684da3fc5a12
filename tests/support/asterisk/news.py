"""Collects what an exchange tells, and waits for what a test expects of it."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from callcenter.telephony.port import ExchangeNews
from tests.contract.telephony.driver import WaitedInVainError

PATIENCE_S = 60.0

_News = TypeVar("_News")


class NewsLog:
    """A listener for `Exchange.start`; everything told so far, in order."""

    def __init__(self) -> None:
        self._news: list[ExchangeNews] = []
        self._more = threading.Condition()

    def __call__(self, news: ExchangeNews) -> None:
        with self._more:
            self._news.append(news)
            self._more.notify_all()

    @property
    def all(self) -> list[ExchangeNews]:
        """A copy."""
        with self._more:
            return list(self._news)

    def wait_until(
        self, condition: Callable[[Sequence[ExchangeNews]], bool], what: str, within: float = PATIENCE_S
    ) -> None:
        """Wait until `condition` holds of all news. Raises WaitedInVainError."""
        with self._more:
            if not self._more.wait_for(lambda: condition(self._news), within):
                raise WaitedInVainError(what, self._news)

    def next(self, kind: type[_News], *, after: int = 0, within: float = PATIENCE_S) -> _News:
        """The first news of `kind` past the first `after` pieces; waits for it."""
        self.wait_until(lambda news: any(isinstance(n, kind) for n in news[after:]), kind.__name__, within)
        return next(n for n in self.all[after:] if isinstance(n, kind))
