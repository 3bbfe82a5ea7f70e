"""Nothing typed is lost when a session or a form's token runs out (SE-4).

The refused POST is kept, sealed, in the new anonymous session, bound to the person who sent it. After sign-in the same
person finds a page that holds it and asks for one more press; anybody else finds nothing. What signs or proves who one
is (passwords, codes) is never kept.
"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

PARKED = "parked_form"
NEVER_KEPT = re.compile(r"csrfmiddlewaretoken|passw|secret|credential|\bcode\b|otp|totp", re.IGNORECASE)
MOST_BYTES = 200 * 1024

Fields = list[tuple[str, str]]


def fields_to_keep(request: HttpRequest) -> Fields:
    """Every field of the form as sent, in order, but those that prove who somebody is."""
    return [(name, value) for name, values in request.POST.lists() if not NEVER_KEPT.search(name) for value in values]


def park(request: HttpRequest, *, user_id: Any, fields: Fields) -> None:
    """Keep a refused form in the (new) session for this person. Too much is not kept: the session stays small."""
    if sum(len(name) + len(value) for name, value in fields) <= MOST_BYTES:
        request.session[PARKED] = {"path": request.path, "fields": fields, "user": str(user_id)}


def parked_for(request: HttpRequest) -> HttpResponse | None:
    """On the way back to the same address: the page with what was typed, once, for the same person."""
    parked = request.session.get(PARKED) if request.user.is_authenticated else None
    if not parked:
        return None
    if parked["user"] != str(request.user.pk):
        del request.session[PARKED]
        return None
    if request.method not in ("GET", "HEAD") or parked["path"] != request.path:
        return None
    del request.session[PARKED]
    return _page(request, parked["fields"], status=200)


def kept_after_csrf_failure(request: HttpRequest) -> HttpResponse | None:
    """The filled form with a fresh token, when it came from a page of our own; None when it did not, or is no form."""
    if request.method != "POST" or not _is_our_own(request) or not request.POST:
        return None
    try:
        resolve(request.path)
    except Resolver404:
        return None
    return _page(request, fields_to_keep(request), status=403)


def _is_our_own(request: HttpRequest) -> bool:
    """Origin is set by the browser and cannot be forged by another site's page."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _page(request: HttpRequest, fields: Fields, *, status: int) -> HttpResponse:
    return render(request, "parked_form.html", {"fields": fields, "action": request.path}, status=status)
