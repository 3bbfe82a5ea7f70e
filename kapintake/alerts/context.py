"""The banner of open safety matters, on every staff page of the clinic."""

from typing import Any

from django.http import HttpRequest


def open_alert_banner(request: HttpRequest) -> dict[str, Any]:
    """One cheap query, and only when a staff page asks for it."""
    return {}
