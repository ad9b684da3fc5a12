"""The list of scripts and the page of one, as values for their templates. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from callcenter.domain.calls import Direction
from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from scripts_library.book.compiling import Sources, merged_script, parse_document
from scripts_library.book.documents import Key, Kind, Origin
from scripts_library.book.opened import Listed
from scripts_library.limits import is_id
from scripts_library.model import Part, Script
from scripts_library.screens.addresses import address_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One language of a script in the list."""

    address: str
    """'' where its id fits no address: it can only be thrown away."""
    key: str
    title: str
    version: int | None
    """The number of the version that calls run; of a part that of its text; None where nothing holds."""
    is_own: bool
    """The clinic has written it itself."""
    has_draft: bool
    has_newer: bool
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One script in all its languages."""

    id: str
    kind: Kind
    title: str
    direction: Direction | None
    steps: int
    """Its own and those of its parts."""
    cells: Mapping[Language, Cell]


def rows_of(
    listed: Iterable[Listed],
    live: Mapping[tuple[str, Language], Script],
    language: Language,
    search: str,
    problems: Callable[[Listed], int],
) -> list[Row]:
    """The list, scripts before parts; titles in the reader's language where the script is there in it.

    `live` are the scripts that calls run: what is known already need not be read from its text.
    """
    families: dict[tuple[Kind, str], list[Listed]] = {}
    for one in listed:
        families.setdefault((one.key.kind, one.key.id), []).append(one)
    rows = [_row(family, live, language, problems) for family in families.values()]
    wanted = search.casefold().split()
    rows = [row for row in rows if all(word in _words(row) for word in wanted)]
    return sorted(rows, key=lambda row: (row.kind is Kind.PART, row.direction is not Direction.INBOUND, row.title))


def _words(row: Row) -> str:
    return " ".join((row.id, row.title, *(cell.title for cell in row.cells.values()))).casefold()


def _row(
    family: Sequence[Listed],
    live: Mapping[tuple[str, Language], Script],
    language: Language,
    problems: Callable[[Listed], int],
) -> Row:
    shown = next((one for one in family if one.key.language is language), family[0])
    known = _known(shown, live)
    return Row(
        id=shown.key.id,
        kind=shown.key.kind,
        title=known.title if known else shown.key.id,
        direction=known.direction if isinstance(known, Script) else None,
        steps=len(known.steps) if known else 0,
        cells={one.key.language: _cell(one, live, problems) for one in family},
    )


def _known(one: Listed, live: Mapping[tuple[str, Language], Script]) -> Script | Part | None:
    found = live.get((one.key.id, one.key.language)) if one.key.kind is Kind.SCRIPT and one.held else None
    if found is not None:
        return found
    try:
        return parse_document(one.key, one.source)
    except ContentError:
        return None


def _cell(one: Listed, live: Mapping[tuple[str, Language], Script], problems: Callable[[Listed], int]) -> Cell:
    known = _known(one, live)
    is_own = one.held is not None and one.held.origin is Origin.CLINIC
    number = one.version.number if one.version else one.held.number if one.held else None
    return Cell(
        address=address_of(one.key) if is_id(one.key.id) else "",
        key=str(one.key),
        title=known.title if known else one.key.id,
        version=number if one.held else None,
        is_own=is_own,
        has_draft=one.draft is not None,
        has_newer=one.newer is not None,
        problems=problems(one) if is_own or one.draft else 0,
    )


def script_of(key: Key, sources: Sources) -> Script:
    """A document as a script to draw: a part as if it were one, beginning with its first step.

    Raises ContentError.
    """
    if key.kind is Kind.SCRIPT:
        return merged_script(key, sources)
    part = parse_document(key, sources[key])
    assert isinstance(part, Part)  # noqa: S101 - the key is that of a part
    return Script(
        id=part.id,
        version=part.version,
        language=part.language,
        title=part.title,
        direction=Direction.INBOUND,
        start=next(iter(part.steps), ""),
        steps=part.steps,
        fields=part.fields,
        objections=part.objections,
        phrases=part.phrases,
        path=key.path,
    )
