"""What the voice actor reads from: a table for the studio and a plain text for the stand. Pure."""

import csv
import io
from collections.abc import Sequence

from callcenter.kit.languages import Language
from ivr.prompt_sounds.catalogue import PromptRow

ADVICE = (
    "Name each file by its id, such as wait.wav; leave half a second of silence at both ends; do not cut off peaks."
)
_BYTE_ORDER_MARK = "\ufeff"


def as_csv(rows: Sequence[PromptRow]) -> str:
    """The table; with a byte order mark, by which spreadsheets know UTF-8."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("file", "language", "id", "state", "text"))
    for row in rows:
        prompt = row.prompt
        # A text that begins like a formula would be reckoned by a spreadsheet.
        text = f"'{prompt.text}" if prompt.text[:1] in "=+-@" else prompt.text
        table.writerow((f"{prompt.language}/{prompt.id}.wav", prompt.language, prompt.id, row.state, text))
    return _BYTE_ORDER_MARK + out.getvalue()


def as_text(language: Language, rows: Sequence[PromptRow]) -> str:
    """The sheet to read from, in the order of the prompts."""
    head = f"{language.own_name} ({language.english_name}): {len(rows)} prompts\n{ADVICE}\n"
    return head + "".join(
        f"\n{number}. {row.prompt.id}\n   {row.prompt.text}\n" for number, row in enumerate(rows, start=1)
    )
