"""Nothing typed is lost when a session or a form's token runs out (SE-4).

The refused POST is kept, sealed, in the new anonymous session, bound to the person who sent it. After sign-in the same
person finds a page that holds it and asks for one more press; anybody else finds nothing. What signs or proves who one
is (passwords, codes) is never kept.

A form also carries whose it is, signed. So it can be kept when its window was left open and its owner signed out in
another one, and it never saves into the record of whoever signed in since.
"""

import re
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

PARKED = "parked_form"
PERSON = "person"  # the field that says whose form it is
NEVER_KEPT = re.compile(r"csrfmiddlewaretoken|^person$|passw|secret|credential|\bcode\b|otp|totp", re.IGNORECASE)
MOST_BYTES = 200 * 1024

Fields = list[tuple[str, str]]
_signer = Signer(salt="kapintake.parked_forms.person")


def stamp_of(user: Any) -> str:
    """Whose form it is, as the form carries it."""
    return _signer.sign(str(user.pk)) if user is not None and user.is_authenticated else ""


def person_of(request: HttpRequest) -> str:
    """The id that a posted form carries; empty where it carries none, or one that we did not sign."""
    try:
        return _signer.unsign(request.POST.get(PERSON, ""))
    except BadSignature:
        return ""


def is_somebody_elses(request: HttpRequest) -> bool:
    """The form was drawn for another person than the one who is signed in now."""
    person = person_of(request) if request.method == "POST" else ""
    return bool(person) and request.user.is_authenticated and person != str(request.user.pk)


def park_signed_out(request: HttpRequest) -> None:
    """Nobody is signed in any more; the form says whose it is."""
    person = person_of(request) if request.method == "POST" else ""
    if person:
        park(request, user_id=person, fields=fields_to_keep(request))


def fields_to_keep(request: HttpRequest) -> Fields:
    """Every field of the form as sent, in order, but those that prove who somebody is. A draft stands again as a whole form."""
    fields = [(name, value) for name, values in request.POST.lists() if not NEVER_KEPT.search(name) for value in values]
    return [field for field in fields if field != ("act", "draft")]


def park(request: HttpRequest, *, user_id: Any, fields: Fields) -> None:
    """Keep a refused form in the (new) session for this person. Too much is not kept: the session stays small."""
    if sum(len(name) + len(value) for name, value in fields) <= MOST_BYTES:
        request.session[PARKED] = {"path": request.path, "action": request.get_full_path(), "fields": fields, "user": str(user_id)}


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
    return _page(request, parked["fields"], action=parked["action"], status=200)


def kept_after_csrf_failure(request: HttpRequest) -> HttpResponse | None:
    """The filled form with a fresh token, when it came from a page of our own; None when it did not, or is no form."""
    if request.method != "POST" or not _is_our_own(request) or not request.POST or is_somebody_elses(request):
        return None
    try:
        resolve(request.path)
    except Resolver404:
        return None
    return _page(request, fields_to_keep(request), action=request.get_full_path(), status=403)


def _is_our_own(request: HttpRequest) -> bool:
    """Origin is set by the browser and cannot be forged by another site's page."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _page(request: HttpRequest, fields: Fields, *, action: str, status: int) -> HttpResponse:
    return render(request, "parked_form.html", {"fields": fields, "action": action, "person": stamp_of(request.user)}, status=status)
