"""What one feature adds to the web application: addresses, templates, files and places in the navigation."""

from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter

from callcenter.domain.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationItem:
    """One entry of the top bar."""

    path: str
    """Address of the page, such as '/desk'; the entry is marked as current on it and below it."""
    title: str
    """English text marked with N_; translated where it is shown."""
    place: int
    """Smaller comes first: Desk 10, Calls 20."""
    role: Role = Role.ADMINISTRATOR
    """The least role that sees the entry."""
    beside: tuple[str, ...] = ()
    """Other addresses on and below which the entry is marked as current, such as those of its sub-menu."""

    def is_at(self, path: str) -> bool:
        """Whether a page belongs to the entry."""
        return any(path == one or path.startswith(f"{one}/") for one in (self.path, *self.beside))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """The web side of one feature, given to create_app."""

    name: str
    """Name of the feature; its static files are served under /static/<name>/."""
    router: APIRouter
    templates: Path | None = None
    """Folder that holds a folder <name> of templates."""
    static: Path | None = None
    navigation: tuple[NavigationItem, ...] = ()
    home: str = ""
    """Where '/' leads; of several features the first in the list with a home wins."""
