"""Structured logs: one JSON object a line (or a readable line on a terminal), static text, ids as fields.

Rule of the house: a field is an id, a count, a duration or a word of ours. Never a name, a phone number,
speech, a key that a patient pressed, or a secret. Tracebacks keep the kind of an error and leave out its words.
"""

import logging
import sys
from typing import TextIO, cast

import structlog
from structlog.typing import FilteringBoundLogger, Processor

from callcenter.kit.tracebacks import quiet_traceback


def get_logger(name: str) -> FilteringBoundLogger:
    """The logger of one module; `name` is the module's `__name__`."""
    return cast(FilteringBoundLogger, structlog.get_logger(source=name))


def configure_logs(*, as_json: bool, level: str = "info", stream: TextIO | None = None) -> None:
    """Set up logging for the process, once, at its start; `level` is debug, info, warning or error.

    The standard library's loggers (uvicorn, SQLAlchemy, DBOS, Alembic) are sent the same way.
    """
    out = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    tracebacks = structlog.processors.ExceptionRenderer(quiet_traceback)
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=out.isatty())
    )
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, tracebacks, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                tracebacks,
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)
