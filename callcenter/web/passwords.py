"""Passwords: argon2 hashes, checked a few at a time (each check takes 64 MB and a third of a second on purpose)."""

import secrets
import threading
from functools import cached_property

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError

_AT_ONCE = 2


class Passwords:
    """Hashes passwords and checks them; safe to use from many threads."""

    def __init__(self, hasher: PasswordHash | None = None) -> None:
        self._hasher = hasher or PasswordHash.recommended()
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    def hash(self, password: str) -> str:
        """The hash to store for a password."""
        return self._hasher.hash(password)

    def check(self, password: str, password_hash: str | None) -> tuple[bool, str | None]:
        """Whether the password is right, and a stronger hash to store where the old one is of an older kind.

        Without a hash (an unknown login) the same work is done, so that the time tells nothing.
        """
        with self._room:
            try:
                right, stronger = self._hasher.verify_and_update(password, password_hash or self._nobody)
            except UnknownHashError:
                return False, None
        return (right, stronger) if password_hash else (False, None)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe(32))
