"""Which standard scores a call, and by which one an old score is read."""

from collections.abc import Mapping
from dataclasses import replace

from callcenter.kit.errors import NotFoundError
from callcenter.kit.words import N_
from callcenter.storage.driver import Connection
from recordings.own_standard import store
from recordings.scoring.standard import Criterion, Standard
from recordings.transcript import Json

NO_VERSION = N_("There is no such version of the standard; choose one from the list of versions.")


class StandardBook:
    """The standards of a clinic. What was read once is kept: a version never changes."""

    def __init__(self, from_files: Standard) -> None:
        """`from_files` holds as long as the clinic has published none of its own; it is version 0."""
        self._read: dict[int, Standard] = {0: from_files}
        self._reading = (0, from_files)

    @property
    def from_files(self) -> Standard:
        """The standard of the content files."""
        return self._read[0]

    def current(self, connection: Connection) -> Standard:
        """The standard that scores new calls."""
        return self.version(connection, store.newest_number(connection))

    def version(self, connection: Connection, number: int) -> Standard:
        """The standard of one version. Raises NotFoundError."""
        known = self._read.get(number)
        if known is not None:
            return known
        found = store.get_standard(connection, number)
        if found is None:
            raise NotFoundError(NO_VERSION)
        self._read[number] = found
        return found

    def for_reading(self, connection: Connection) -> Standard:
        """Today's standard with all criteria that any version had, so that every old score has its titles.

        Its weights do not add up.
        """
        newest, known_to = store.newest_number(connection), self._reading
        if known_to[0] == newest:
            return known_to[1]
        known: dict[str, Criterion] = {}
        for number in range(newest, -1, -1):
            for criterion in self.version(connection, number).criteria:
                known.setdefault(criterion.id, criterion)
        reading = replace(self.version(connection, newest), criteria=tuple(known.values()))
        self._reading = (newest, reading)
        return reading

    def of_card(self, connection: Connection, card: Mapping[str, Json] | None) -> Standard:
        """The standard by which a stored score (as recordings/store.py gives it) was made; where that is not known any
        more, such as an older file, all criteria that are known."""
        named = str((card or {}).get("standard", ""))
        number = str((card or {}).get("standard_version", "")).partition(".")[0]
        files = self.from_files
        if (named, number) == (files.id, str(files.version)):
            return files
        if named == store.OWN and number.isdecimal() and 0 < int(number) <= store.newest_number(connection):
            return self.version(connection, int(number))
        return self.for_reading(connection)
