"""The few names of the database library that code outside storage may say: what is handed on, and what is caught."""

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

__all__ = ["AWAY", "Connection", "Engine", "IntegrityError"]

AWAY = (OperationalError, InterfaceError, NoConnectionFreeError)
"""The database is locked, has no connection free or cannot be reached: the same work may be tried again."""
