"""What messages to patients say, with what is known of this clinic."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from callcenter.kit.spoken.registry import words_for
from outbound.campaigns.ladder_service import WriteText
from outbound.mailing.message import About
from outbound.mailing.text_loader import load_wordings
from outbound.mailing.wording import written
from outbound.rules.messages import MayWrite


def confirmation_text(clinic: str, phone: str, zone: ZoneInfo, own: Path | None = None) -> WriteText:
    """The message about a visit that nobody could be reached about; `own`: the clinic's content folder."""

    def text(to: MayWrite, starts_at: datetime) -> str:
        local = starts_at.astimezone(zone)
        when = words_for(to.language).on(local.date(), local.time()).screen
        return written(
            load_wordings(to.language, own), About.CONFIRMATION, {"clinic": clinic, "phone": phone, "when": when}
        )

    return text
