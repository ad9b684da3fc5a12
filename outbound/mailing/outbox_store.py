"""The file outbox: each message a file that another program takes away. What is sent where no gateway is set up.

A file appears whole or not at all, under the message's id, so that no message lies there twice.
"""

import json
import os
from pathlib import Path

from callcenter.kit.private_file import open_private
from outbound.mailing.message import Message, MessageId
from outbound.mailing.port import Answer, Handed

_HALF = ".half"


class FileOutbox:
    """A folder of messages to be sent: `ID.json`, each for its owner's eyes alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> Answer:
        """Lay the message into the folder; one that lies there already stays as it is."""
        half = self._folder / f"{message.id}{_HALF}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._file(message.id).exists():
                return Answer(Handed.SENT)
            with open_private(half) as file:
                json.dump(_written(message), file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            half.rename(self._file(message.id))
        except OSError as exc:
            return Answer(Handed.REFUSED, f"the outbox cannot be written: {exc.strerror}; look at its folder and disk")
        return Answer(Handed.SENT)

    def knows(self, message: MessageId) -> bool | None:
        """Whether its file is there. One that was taken away is not known any more, so nobody can tell."""
        return True if self._file(message).exists() else None

    def _file(self, message: MessageId) -> Path:
        return self._folder / f"{message}.json"


def _written(message: Message) -> dict[str, str]:
    return {
        "id": message.id,
        "channel": message.channel.value,
        "to": message.to,
        "language": message.language.value,
        "text": message.text,
    }
