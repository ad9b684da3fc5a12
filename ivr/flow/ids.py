"""Names of flows, parts, nodes and prompts: they stand in addresses of pages and in names of files. Pure."""

import re

from callcenter.kit.content import Entry

_ID = re.compile(r"[a-z0-9_-]{1,80}")


def checked_id(name: str, entry: Entry) -> str:
    """The name, where it may be one. Raises ContentError."""
    if not _ID.fullmatch(name):
        raise entry.fail(f"{name[:80]!r} is no name; use small letters a to z, figures, '_' and '-', 80 at most")
    return name
