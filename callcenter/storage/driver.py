"""The few names of the database library that code outside storage may say: what is handed on, and what is caught."""

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError

__all__ = ["AWAY", "Connection", "Engine", "IntegrityError"]

AWAY = (OperationalError, InterfaceError)
"""Raised where the database is locked or cannot be reached for a moment: the same work may be tried again."""
