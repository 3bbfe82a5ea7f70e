"""A message as a mail: neutral words and a link, one recipient, a Message-ID that stays the same at each try (PV-4)."""

from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from kapintake.notifications.models import Message


def letter_for(message: Message) -> EmailMessage:
    """Raises CannotBeRead when the sealed address was altered or its key is gone."""
    envelope = message.envelope
    sender = envelope.get("sender", "")
    words = {"link": settings.SITE_URL.rstrip("/") + envelope["path"], "sender": sender}
    with translation.override(envelope["language"]):
        subject = " ".join(_plain_text(f"emails/{message.template}-subject.txt", words).split())
        body = _plain_text(f"emails/{message.template}-body.txt", words)
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=formataddr((sender, settings.DEFAULT_FROM_EMAIL)) if sender else settings.DEFAULT_FROM_EMAIL,
        to=[envelope["address"]],
        headers={
            "Message-ID": f"<{message.key}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def message_id(key: str) -> str:
    """The same at each try, so that a mail delivered twice is shown once."""
    return f"<{key}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def _plain_text(template: str, words: dict[str, str]) -> str:
    """A text mail is no HTML: an apostrophe in a clinic's name stays one."""
    return get_template(template).template.render(Context(words, autoescape=False))
