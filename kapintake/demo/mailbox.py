"""The mails of the demo, read from the folder in which Django's file backend puts them. Nothing leaves the machine."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

SHOWN = 30
BOUNDARY = "-" * 79  # what the file backend writes between two mails of one process


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, as its reader would see it."""

    to: str
    subject: str
    body: str
    written_at: datetime


def newest_mails() -> list[Mail]:
    """The last mails, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True) if folder.exists() else []
    mails: list[Mail] = []
    for path in files:
        written_at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        parts = [part.strip() for part in path.read_text(encoding="utf-8").split(BOUNDARY)]
        mails += [_mail(part, written_at) for part in reversed(parts) if part]
        if len(mails) >= SHOWN:
            break
    return mails[:SHOWN]


def _mail(text: str, written_at: datetime) -> Mail:
    message = email.message_from_string(text, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",))
    return Mail(message["To"] or "", message["Subject"] or "", body.get_content() if body else "", written_at)
