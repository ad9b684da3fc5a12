"""What a person reads on a page: its text, the rows of its table."""

from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "title", "dialog"})


class _Reader(HTMLParser):
    """Collects text; table rows apart, with their cells divided by ' | '."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.rows: list[list[list[str]]] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag == "tr":
            self.rows.append([])
        elif tag == "td" and self.rows:
            self.rows[-1].append([])

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        # Ordinary white space only: a no-break space is part of what is read.
        word = " ".join(data.replace("\n", " ").split(" ")).strip(" \n\t")
        if not word or self._unseen:
            return
        self.words.append(word)
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(word)


def text_of(html: str) -> str:
    """All that can be read on a page, in order."""
    return " ".join(_read(html).words)


def rows(html: str) -> list[str]:
    """The rows of the page's table, heads left out, cells divided by ' | '."""
    return [" | ".join(" ".join(cell) for cell in row) for row in _read(html).rows if row]


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader
