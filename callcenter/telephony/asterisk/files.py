"""Recording files on disk: where this machine sees them, and whether Asterisk has finished writing them."""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk.channels import is_call_id
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import Recorded

_PATIENT, _OPERATOR = "-patient.wav", "-operator.wav"  # as conf/extensions.conf names them
_HEADER_BYTES = 44
_BYTES_PER_SECOND = 16_000  # MixMonitor's .wav: 8 kHz, 16 bit, one channel


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecording:
    """A recording whose call has ended; it is told once its files are complete, or with what there is at `until`."""

    call: ProviderCallId
    patient: Path
    operator: Path
    answered_at: datetime | None
    """None where it is not known; the dialplan's recording begins with the answer."""
    ended_at: datetime
    until: datetime

    @property
    def is_complete(self) -> bool:
        """True once Asterisk has closed both files."""
        return is_closed(self.patient) and is_closed(self.operator)

    @property
    def is_there(self) -> bool:
        """True where a file exists and holds sound, closed or not; one side is worth keeping without the other."""
        return _has_sound(self.patient) or _has_sound(self.operator)

    def told(self, at: datetime) -> Recorded:
        """The news of it. The files run to the end of the call, so their length says when they began."""
        return Recorded(
            call=self.call,
            at=at,
            patient_file=str(self.patient),
            administrator_file=str(self.operator),
            patient_offset=self._offset(self.patient),
            administrator_offset=self._offset(self.operator),
            offsets_are_reckoned=self.answered_at is not None,
        )

    def _offset(self, path: Path) -> float:
        if self.answered_at is None or not _has_sound(path):
            return 0.0
        length = timedelta(seconds=(_size(path) - _HEADER_BYTES) / _BYTES_PER_SECOND)
        return (self.ended_at - length - self.answered_at).total_seconds()


def found_on_disk(settings: AsteriskSettings, since: datetime) -> list[tuple[ProviderCallId, Path, Path]]:
    """Every recording that was last written after `since`, the call's id with the patient's and operator's file.

    One of the two files may not exist, or hold no sound.
    """
    folder = settings.recordings_here
    names = {
        path.name.removesuffix(ending)
        for ending in (_PATIENT, _OPERATOR)
        for path in folder.glob(f"*{ending}")
        if _written_at(path) >= since and _has_sound(path)
    }
    return [
        (ProviderCallId(name), folder / (name + _PATIENT), folder / (name + _OPERATOR))
        for name in sorted(names)
        if is_call_id(name)
    ]


def seen_here(there: str, settings: AsteriskSettings) -> Path | None:
    """The exchange's path as this machine's; None for a path outside the folder of recordings."""
    path = PurePosixPath(there)
    folder = PurePosixPath(settings.recordings_there)
    if ".." in path.parts or not path.is_relative_to(folder) or path == folder:
        return None
    return settings.recordings_here.joinpath(*path.relative_to(folder).parts)


def is_closed(path: Path) -> bool:
    """Asterisk writes the sizes into a WAV's header when it closes the file; until then they are zero."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
            size = file.seek(0, 2)
    except OSError:
        return False
    if len(header) < _HEADER_BYTES or not header.startswith(b"RIFF"):
        return False
    (data_bytes,) = struct.unpack_from("<I", header, 40)
    return data_bytes > 0 and size - _HEADER_BYTES - data_bytes in {0, 1}


def _written_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return datetime.min.replace(tzinfo=UTC)


def _has_sound(path: Path) -> bool:
    return _size(path) > _HEADER_BYTES


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
