"""Whose page this is, for templates: `clinic`, looked up only where a template asks for it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kapintake.clinics.selectors import clinic_for_page


def page_clinic(request: HttpRequest) -> dict[str, Any]:
    """The member's or patient's clinic, the one chosen on the first pages, or the only one there is."""
    user, session = getattr(request, "user", None), getattr(request, "session", None)
    return {"clinic": SimpleLazyObject(lambda: clinic_for_page(user, session))}
