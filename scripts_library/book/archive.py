"""The ZIP of all documents read back: what "Save all as files" wrote. Pure but for unpacking in memory."""

import io
import zipfile
from collections.abc import Mapping

from callcenter.kit.content import ContentError, parse_content
from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from scripts_library.book.documents import Key, key_of
from scripts_library.book.opened import LONGEST_SOURCE
from scripts_library.reading import is_part, read_part, read_script

MOST_FILES = 400
LARGEST_WHOLE = 20_000_000
"""Bytes of all files unpacked."""
NO_ARCHIVE = N_("This ZIP cannot be used. Choose the one that “Save all as files” has written.")


def is_archive(data: bytes) -> bool:
    """Whether these are the bytes of a ZIP."""
    return data.startswith(b"PK\x03\x04")


def read_archive(data: bytes) -> Mapping[Key, str]:
    """Every document of a ZIP. Raises BadInputError, and ContentError for the first document that cannot be used."""
    found: dict[Key, str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = [one for one in archive.infolist() if one.filename.endswith(".yaml")]
            sizes = [one.file_size for one in files]
            if not files or len(files) > MOST_FILES or sum(sizes) > LARGEST_WHOLE or max(sizes) > 4 * LONGEST_SOURCE:
                raise BadInputError(NO_ARCHIVE)
            texts = [(one.filename, archive.read(one).decode("utf-8-sig").replace("\r\n", "\n")) for one in files]
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise BadInputError(NO_ARCHIVE) from error
    for name, source in texts:
        entry = parse_content(source, name)
        key = key_of(read_part(entry) if is_part(entry) else read_script(entry))
        if key in found or len(source) > LONGEST_SOURCE:
            raise ContentError(name, 1, f"this document of {key.id!r} is too long, or there twice")
        found[key] = source
    return found
