"""The one input layer (IN-1): what reaches a view is text that the database, the log and the next page can hold unchanged.

PlainInputMiddleware refuses what no page of ours sends and no form could show again: files, other encodings, bytes that
are no UTF-8, NUL, too much. A character that a person may have pasted by accident is for the form, which keeps her text
and says where it is: `PlainTextField`, or `clean_text` by itself.
"""

import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

LONGEST_ADDRESS = 4 * 1024
REFUSALS = {400: "kapintake.error_pages.bad_request", 413: "kapintake.error_pages.too_large", 415: "kapintake.error_pages.unsupported"}
FORM = "application/x-www-form-urlencoded"
ALLOWED_CONTROLS = frozenset("\t\n\r")


class BadInput(Exception):
    """Text that cannot be kept as it is. `str()` is one plain line for the person who typed it."""


def first_unkeepable(text: str) -> int | None:
    """Where the first control character or half of a surrogate pair stands, or None."""
    if text.isprintable():  # the usual case, and quick
        return None
    for position, character in enumerate(text):
        if character not in ALLOWED_CONTROLS and unicodedata.category(character) in ("Cc", "Cs"):
            return position
    return None


def clean_text(text: str) -> str:
    """The same text, or BadInput which says after which word the character stands that cannot be kept."""
    position = first_unkeepable(text)
    if position is None:
        return text
    before = text[:position].split()
    if before:
        raise BadInput(_("There is a hidden character after “%(word)s”. Delete it there and try again.") % {"word": before[-1][-20:]})
    raise BadInput(_("There is a hidden character at the beginning. Delete it there and try again."))


class PlainTextField(forms.CharField):
    """A text field whose error names the place of a hidden character; what was typed stays in the form."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return clean_text(text) if isinstance(text, str) else text
        except BadInput as problem:
            raise ValidationError(str(problem), code="hidden-character") from None


class PlainInputMiddleware:
    """Refuses with a plain page, before a session, a view or the database is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = address_problem(request) or body_problem(request)
        return refusal(request, status) if status else self.get_response(request)


def refusal(request: HttpRequest, status: int) -> HttpResponse:
    return import_string(REFUSALS[status])(request)


def address_problem(request: HttpRequest) -> int | None:
    """400 for an address that is too long, no UTF-8, or holds a control character."""
    path = request.path_info  # bytes that were no UTF-8 stand in it as %FF by now, and name no page
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    if len(path) + len(query) > LONGEST_ADDRESS or first_unkeepable(path) is not None:
        return 400
    return None if all(is_text(_decoded(part)) for part in query.split(b"&")) else 400


def body_problem(request: HttpRequest) -> int | None:
    """413, 415 or 400 for a body that is not one of our forms."""
    if request.method in ("GET", "HEAD", "OPTIONS", "TRACE"):
        return None
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 400
    if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return 413
    if length <= 0:
        return None
    if request.content_type != FORM or request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        return 415
    fields = request.body.split(b"&")
    if len(fields) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        return 400
    return None if all(is_form_text(_decoded(field)) for field in fields) else 400


def _decoded(field: bytes) -> bytes:
    """One name=value as the bytes that were meant."""
    return unquote_to_bytes(field.replace(b"+", b" "))


def is_text(data: bytes) -> bool:
    """UTF-8 without control characters."""
    try:
        return first_unkeepable(data.decode()) is None
    except UnicodeDecodeError:
        return False


def is_form_text(data: bytes) -> bool:
    """UTF-8 without NUL; other control characters are the form's matter, which shows the text again."""
    try:
        return "\x00" not in data.decode()
    except UnicodeDecodeError:
        return False
