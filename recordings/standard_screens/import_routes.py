"""HTTP for taking over somebody else's standard: a file, a preview to put right, then a draft."""

from fastapi import APIRouter

from recordings.own_standard.service import Standards


class ImportRoutes:
    """The addresses."""

    def __init__(self, standards: Standards) -> None:
        self._standards = standards

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
